"""An answer about an embargo row is heard whole or refused in words, never kept and passed over."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.dossier.values import AssertedFact, Document, Leg
from licet.encoding.reading import FactValue
from licet.law.case import Case, Hit, PartyHits
from licet.law.embargo_case import embargo_case, unheard


def said(name: str, value: FactValue, about: str | None = None) -> AssertedFact:
    return AssertedFact(
        name=name, value=value, source="file 7", on=dt.date(2026, 8, 3), about=about, capacity="officer", by="officer-1"
    )


@pytest.mark.parametrize(
    ("fact", "heard"),
    [
        (said("embargo_approval", ("UN-LBY", "committee_approval", "1970 Committee", "S/2026/1")), True),
        (said("embargo_approval", "UN-LBY, committee_approval, 1970 Committee, S/2026/1"), True),
        (said("embargo_approval", "yes"), False),
        (said("embargo_approval", "UN-LBY, by friendship, somebody, 1"), False),
        (said("embargo_assessment", "UN-LBY, link, outside", "maker"), True),
        (said("embargo_assessment", "outside", "maker"), False),
        (said("embargo_assessment", "UN-LBY, link, perhaps", "maker"), False),
        (said("embargo_assessment", "UN-LBY, link, outside"), False),
        (said("diversion_assessment", False), True),
    ],
)
def test_what_is_not_heard_is_said(fact: AssertedFact, heard: bool) -> None:
    assert (unheard(fact) is None) is heard


def test_what_is_heard_reaches_embargo_law(clean: Case, with_dossier: Callable[..., Case]) -> None:
    answers = (
        said("embargo_approval", "UN-LBY, committee_approval, 1970 Committee, S/2026/1"),
        said("embargo_assessment", "EU-CHN, item, outside", "drone"),
    )
    view = embargo_case(with_dossier(clean, facts=(*clean.dossier.facts, *answers)))
    assert [(one.rows, one.route, one.body, one.number, one.verified) for one in view.approvals] == [
        (("UN-LBY",), "committee_approval", "1970 Committee", "S/2026/1", True)
    ]
    assert [(one.row, one.question, one.about, one.outside) for one in view.assessments] == [("EU-CHN", "item", "drone", True)]


DAY = dt.date(2026, 8, 3)
DIGEST = "sha256:" + "2" * 64


@pytest.mark.parametrize(
    ("value", "capacity", "kind", "confirmed"),
    [
        ("company", "officer", "company", True),
        ("armed_group", "officer", "armed_group", True),
        ("company", "exporter", "company", False),
        ("unknown", "officer", "unknown", False),
        ("a club", "officer", "unknown", False),
        (True, "officer", "unknown", False),
        (None, "officer", "unknown", False),
    ],
)
def test_what_kind_of_end_user_it_is(
    clean: Case, with_fact: Callable[..., Case], value: FactValue, capacity: str, kind: str, confirmed: bool
) -> None:
    maker, guard = embargo_case(with_fact(clean, "end_user_kind", value, "guard", capacity)).parties
    assert (guard.end_user_kind, guard.kind_confirmed) == (kind, confirmed)
    assert (maker.end_user_kind, maker.kind_confirmed) == ("unknown", False)


@pytest.mark.parametrize(
    ("hits", "listed", "listings"),
    [
        ((), False, ()),
        ((("UN-SC", "confirmed"),), True, (True,)),
        ((("UN-SC", "open"),), None, (False,)),
        ((("UN-SC", "cleared"),), False, ()),
        ((("EU-FSF", "confirmed"),), None, (True,)),
        ((("UN-SC", "confirmed"), ("EU-FSF", "open")), True, (True, False)),
        ((("UN-SC", "cleared"), ("EU-FSF", "open")), None, (False,)),
    ],
)
def test_who_is_listed(clean: Case, hits: tuple[tuple[str, str], ...], listed: bool | None, listings: tuple[bool, ...]) -> None:
    found = tuple(
        Hit(record_id=f"r{number}", list=name, effect="prohibit", score="1", state=state)  # type: ignore[arg-type]
        for number, (name, state) in enumerate(hits)
    )
    sides = (PartyHits(path="maker", role="exporter", hits=()), PartyHits(path="guard", role="end_user", hits=found))
    maker, guard = embargo_case(replace(clean, hits=sides)).parties
    assert (guard.is_listed_armed_group, tuple(one.confirmed for one in guard.listings)) == (listed, listings)
    assert (maker.is_listed_armed_group, maker.listings) == (False, ())


@pytest.mark.parametrize(("mode", "needed"), [(None, True), ("sea", True), ("air", True), ("road", False), ("post", False)])
def test_whose_flag_is_asked_for(clean: Case, with_dossier: Callable[..., Case], mode: str | None, needed: bool) -> None:
    [leg] = embargo_case(with_dossier(clean, legs=(Leg(from_="ZA", to="AT", mode=mode),))).legs  # type: ignore[arg-type]
    assert leg.flag_needed is needed


@pytest.mark.parametrize(
    ("stated", "said", "capacity", "confirmed"),
    [
        ("Tyrol", "Tyrol", "officer", True),
        ("Tyrol", "Tyrol", "exporter", False),
        ("Tyrol", "Carinthia", "officer", False),
        ("Tyrol", None, "officer", False),
        (None, "Tyrol", "officer", False),
    ],
)
def test_a_part_of_a_state_counts_on_an_officers_word_for_the_same_place(
    clean: Case,
    with_dossier: Callable[..., Case],
    with_fact: Callable[..., Case],
    stated: str | None,
    said: str | None,
    capacity: str,
    confirmed: bool,
) -> None:
    assert clean.dossier.end_use is not None
    case = with_fact(
        with_dossier(clean, end_use=replace(clean.dossier.end_use, territory=stated)), "end_use_territory", said, None, capacity
    )
    assert embargo_case(case).end_use_territory_confirmed is confirmed
    assert embargo_case(with_dossier(case, end_use=None)).end_use_territory_confirmed is False


@pytest.mark.parametrize(
    ("activity", "category", "nature"),
    [
        ("export", None, "unknown"),
        ("export", "combat_aircraft", "goods"),
        ("export", "none", "goods"),
        ("export", "ammunition", "ammunition"),
        ("export", "parts_and_components", "parts"),
        ("technical_assistance", "combat_aircraft", "assistance"),
        ("intangible", None, "technology"),
    ],
)
def test_what_nature_an_item_is_of(
    clean: Case, with_dossier: Callable[..., Case], with_fact: Callable[..., Case], activity: str, category: str | None, nature: str
) -> None:
    [item] = embargo_case(with_fact(with_dossier(clean, activity=activity), "att_category", category, "drone")).items
    assert item.nature == nature


LISTED, REFER, NOT_LISTED = "listed", "refer", "not_listed"


@pytest.mark.parametrize(
    ("lists", "codes", "is_"),
    [
        ({"EU": LISTED, "US": REFER}, {"EU": ("EU-ML10.c.1",)}, "military"),
        ({"EU": REFER, "US": LISTED}, {"US": ("US-7A611.a",)}, "military"),
        ({"EU": REFER, "US": REFER}, {}, "refer"),
        ({"EU": NOT_LISTED, "US": REFER}, {}, "refer"),
        ({"EU": LISTED, "US": NOT_LISTED}, {"EU": ("EU-9A012.a",)}, "dual_use"),
        ({"EU": NOT_LISTED, "US": NOT_LISTED, "MTCR": LISTED}, {"MTCR": ("MTCR-19.A.2",)}, "dual_use"),
        ({"EU": NOT_LISTED, "US": NOT_LISTED, "MTCR": NOT_LISTED}, {}, "unlisted"),
        ({"EU": NOT_LISTED, "US": NOT_LISTED, "MTCR": REFER}, {}, "refer"),
    ],
)
def test_what_class_an_item_is_of(clean: Case, lists: dict[str, str], codes: dict[str, tuple[str, ...]], is_: str) -> None:
    results = {name: ListResult(decision=decision, codes=codes.get(name, ())) for name, decision in lists.items()}  # type: ignore[arg-type]
    case = replace(clean, classification={"drone": Classification(item="drone", as_of=DAY, lists=results)})
    [item] = embargo_case(case).items
    assert item.classified == is_


def test_an_approval_counts_by_its_day_its_words_and_its_document(clean: Case, with_dossier: Callable[..., Case]) -> None:
    words = "UN-LBY, committee_approval, 1970 Committee, S/2026/1"
    good = replace(said("embargo_approval", words), document="letter")
    late = replace(good, on=DAY + dt.timedelta(days=1))
    others = (late, said("embargo_approval", "UN-LBY, committee_approval, 1970 Committee"), said("other", words))
    papers = (Document(id="letter", kind="letter", digest=DIGEST), Document(id="", kind="blank", digest="sha256:" + "3" * 64))
    case = with_dossier(clean, documents=papers, facts=(good, *others, replace(good, capacity="exporter", document=None)))
    assert [(one.on, one.document, one.verified, one.by) for one in embargo_case(case).approvals] == [
        (DAY, DIGEST, True, "officer-1"),
        (DAY, "sha256:" + "3" * 64, False, "officer-1"),
    ]


def test_an_assessment_is_an_officers(clean: Case, with_dossier: Callable[..., Case]) -> None:
    good = said("embargo_assessment", "EU-CHN, link, inside", "maker")
    told = (good, replace(good, by=None), replace(good, capacity="exporter"), replace(good, about=None))
    found = embargo_case(with_dossier(clean, facts=told)).assessments
    assert [(one.question, one.outside, one.by) for one in found] == [("link", False, "officer-1"), ("link", False, "officer")]
