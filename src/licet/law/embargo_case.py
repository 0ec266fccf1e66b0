"""What embargo law reads of a case, taken from the case: nothing is added, whatever is open stays open."""

from typing import get_args

from licet.dossier.values import AssertedFact, Item, Party
from licet.facts.kleene import Truth
from licet.law.case import Case, Hit, of_munitions_list
from licet.law.embargoes import (
    CaseItem,
    CaseLeg,
    CaseListing,
    CaseOwner,
    CaseParty,
    EmbargoCase,
    ItemClass,
    Nature,
    RecordedApproval,
    RowAssessment,
)
from licet.reference.embargo import EndUserKind, Route

KINDS: tuple[EndUserKind, ...] = get_args(EndUserKind)
ROUTES: tuple[Route, ...] = get_args(Route)
QUESTIONS_OF_ROW = ("link", "item")
FINDINGS_ON_ROW = ("outside", "inside")
WITH_FLAG = ("sea", "air")
_NATURES: dict[str, Nature] = {"ammunition": "ammunition", "parts_and_components": "parts"}
_BY_ACTIVITY: dict[str, Nature] = {"technical_assistance": "assistance", "intangible": "technology"}


def embargo_case(case: Case) -> EmbargoCase:
    """The embargo law's view of a case."""
    dossier = case.dossier
    end_use = dossier.end_use
    territory = case.fact("end_use_territory")
    return EmbargoCase(
        activity=dossier.activity,
        authority_state=dossier.authority_state,
        exporting_state=dossier.exporting_state,
        destination_state=dossier.destination_state,
        end_use_place=end_use.place if end_use else None,
        end_use_territory=end_use.territory if end_use else None,
        end_use_territory_confirmed=territory.evidence and end_use is not None and territory.value == end_use.territory,
        parties=tuple(_party(case, party) for party in dossier.parties),
        parties_complete=dossier.parties_complete,
        legs=tuple(
            CaseLeg(from_=leg.from_, to=leg.to, flag=leg.flag, flag_needed=leg.mode is None or leg.mode in WITH_FLAG)
            for leg in dossier.legs
        ),
        legs_complete=dossier.legs_complete,
        items=tuple(_item(case, item) for item in dossier.items),
        approvals=tuple(approval for fact in _asserted(case, "embargo_approval") if (approval := _approval(case, fact))),
        assessments=tuple(found for fact in _asserted(case, "embargo_assessment") if (found := _assessment(fact))),
    )


def _party(case: Case, party: Party) -> CaseParty:
    fact = case.fact("end_user_kind", party.id)
    word = fact.value if isinstance(fact.value, str) and fact.value in KINDS else "unknown"
    return CaseParty(
        id=party.id,
        role=party.role,
        countries=party.countries,
        end_user_kind=next(kind for kind in KINDS if kind == word),
        kind_confirmed=fact.evidence and word != "unknown",
        kind_source=fact.source,
        kind_as_of=fact.as_of,
        is_listed_armed_group=_listed(case, party.id),
        listings=tuple(
            CaseListing(list=hit.list, programs=hit.programs, confirmed=hit.state == "confirmed")
            for hit in _standing(case, party.id)
        ),
        owners=tuple(
            CaseOwner(path=path, countries=owner.countries) for path, _, owner in case.owners() if path.startswith(f"{party.id}/")
        ),
        owners_complete=party.owners_complete,
    )


def _listed(case: Case, path: str) -> bool | None:
    """Whether an officer has confirmed that the Security Council lists the party.

    Open while a hit is, and where another list names it: that bars by itself, but shows no group the Council named.
    """
    hits = _standing(case, path)
    if any(hit.state == "confirmed" and hit.list == "UN-SC" for hit in hits):
        return True
    return None if hits else False


def _standing(case: Case, path: str) -> tuple[Hit, ...]:
    """The hits of a party that no officer has cleared."""
    return tuple(hit for screened in case.hits if screened.path == path for hit in screened.hits if hit.state != "cleared")


def _item(case: Case, item: Item) -> CaseItem:
    lists = case.classification[item.id].lists
    category = case.fact("att_category", item.id)
    word = category.value if isinstance(category.value, str) else None
    return CaseItem(
        id=item.id,
        classified=_class(case, item),
        lists={name: result.decision for name, result in lists.items()},
        codes=case.codes(item),
        nature=_BY_ACTIVITY.get(case.dossier.activity) or _NATURES.get(word or "", "goods" if word else "unknown"),
        att_category=word,
        att_category_confirmed=category.evidence,
        origin_state=item.origin_state,
        foreign_content=item.foreign_content,
    )


def _class(case: Case, item: Item) -> ItemClass:
    military = case.military(item)
    if military.truth is Truth.TRUE:
        return "military"
    if military.truth is Truth.UNKNOWN:
        return "refer"
    results = case.classification[item.id].lists.values()
    if any(not of_munitions_list(code) for code in case.codes(item)):
        return "dual_use"
    return "refer" if any(result.decision == "refer" for result in results) else "unlisted"


def _asserted(case: Case, name: str) -> tuple[AssertedFact, ...]:
    return tuple(fact for fact in (*case.dossier.facts, *case.context.answers) if fact.name == name and fact.on <= case.known_at)


def _approval(case: Case, fact: AssertedFact) -> RecordedApproval | None:
    """An approval on file: the fact's value is `row, route, body, number`; it counts when an officer stands behind it."""
    words = _words(fact)
    if len(words) != 4 or words[1] not in ROUTES:
        return None
    digests = {document.id: document.digest for document in case.dossier.documents}
    return RecordedApproval(
        rows=(words[0],),
        route=next(route for route in ROUTES if route == words[1]),
        body=words[2],
        number=words[3],
        on=fact.on,
        document=digests.get(fact.document or ""),
        verified=fact.capacity == "officer",
        by=fact.by,
    )


def _assessment(fact: AssertedFact) -> RowAssessment | None:
    """An officer's finding on a row: the fact's value is `row, link|item, outside|inside`, about a party or item."""
    words = _words(fact)
    if len(words) != 3 or words[1] not in QUESTIONS_OF_ROW or words[2] not in FINDINGS_ON_ROW:
        return None
    if fact.capacity != "officer" or fact.about is None:
        return None
    return RowAssessment(
        row=words[0],
        question="link" if words[1] == "link" else "item",
        about=fact.about,
        outside=words[2] == "outside",
        source=fact.source,
        by=fact.by or "officer",
        on=fact.on,
    )


def unheard(fact: AssertedFact) -> str | None:
    """Why an answer about an embargo row would not be heard, in a sentence; None when it is, or is about something else."""
    if fact.name == "embargo_approval" and (len(_words(fact)) != 4 or _words(fact)[1] not in ROUTES):
        return f"takes four words with commas between: row, route, body, number; the routes are {', '.join(ROUTES)}"
    if fact.name == "embargo_assessment" and _assessment(fact) is None:
        return "takes three words with commas between: row, link or item, outside or inside; and an officer's word about one party or item"
    return None


def _words(fact: AssertedFact) -> tuple[str, ...]:
    """The words of an answer, whether they came apart or as one text with commas."""
    given = fact.value.split(",") if isinstance(fact.value, str) else fact.value if isinstance(fact.value, tuple) else ()
    return tuple(word.strip() for word in given)
