"""Which conditions are proposed for what is open, and where each makes sense."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace

from licet.law.case import Case
from licet.law.finding import Finding
from licet.law.mitigation import proposals, undertaken

Turn = Callable[..., Case]


def finding(rule: str, outcome: str, effect: str = "weigh") -> Finding:
    return Finding(rule=rule, instrument="X", citation=f"{rule} cited", effect=effect, outcome=outcome, standard="none", says="s")  # type: ignore[arg-type]


def kinds(case: Case, *findings: Finding) -> list[str]:
    return [one.kind for one in proposals(case, findings)]


OPEN = finding("ATT-11.2", "unknown")


def test_an_open_risk_that_accepts_mitigation_names_its_conditions(clean: Case) -> None:
    assert kinds(clean, OPEN) == ["no_re_export", "delivery_verification", "on_site_check", "quantity_split"]
    assert kinds(clean, finding("ATT-11.2", "met")) == kinds(clean, OPEN)
    assert kinds(clean, finding("ATT-11.2", "not_met")) == []
    assert kinds(clean, finding("ATT-6.3", "unknown", "prohibit")) == []
    assert kinds(clean, OPEN, finding("ATT-6.3", "met", "prohibit")) == [], "nothing cures a bar that stands"
    assert kinds(clean, finding("CP-5", "not_met", "duty")) == ["end_use_only", "delivery_verification"]


def test_what_is_accepted_is_proposed_no_more(clean: Case, with_fact: Turn) -> None:
    case = with_fact(clean, "conditions_accepted", ("no_re_export", "on_site_check"))
    assert kinds(case, OPEN) == ["delivery_verification", "quantity_split"]


@pytest.mark.parametrize(("quantities", "split"), [(("1",), False), (("2",), True), (("1", "2"), True), (("1", "1"), False)])
def test_only_several_pieces_can_go_in_parts(clean: Case, with_dossier: Turn, quantities: tuple[str, ...], split: bool) -> None:
    [item] = clean.dossier.items
    items = tuple(replace(item, id=f"i{n}", quantity=Decimal(f"{one}.000000")) for n, one in enumerate(quantities))
    assert ("quantity_split" in kinds(with_dossier(clean, items=items), OPEN)) is split


def test_safe_stores_are_for_what_is_easily_stolen(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    [item] = clean.dossier.items
    two = with_dossier(clean, items=(item, replace(item, id="rounds")))
    assert "secure_storage" not in kinds(two, OPEN)
    assert "secure_storage" in kinds(with_fact(two, "att_category", "ammunition", "rounds"), OPEN)
    assert "secure_storage" not in kinds(with_fact(two, "att_category", "ammunition", "rounds", capacity="exporter"), OPEN)


def test_a_proposal_names_its_rules_and_whose_word_there_is(clean: Case, with_dossier: Turn) -> None:
    both = proposals(clean, (OPEN, finding("WA-REEXP", "unknown", "duty")))
    first, second = both[0], both[1]
    assert (first.kind, first.rules, first.citations) == (
        "no_re_export",
        ("ATT-11.2", "WA-REEXP"),
        ("ATT-11.2 cited", "WA-REEXP cited"),
    )
    assert undertaken(first) == "guard has undertaken it"
    assert undertaken(second) == "the authority can impose it"
    bare = proposals(with_dossier(clean, undertakings=()), (OPEN,))
    assert undertaken(bare[0]) == "nobody has undertaken it yet"
