"""Cases as pure values: what `assess` takes, for every example and for those that can be answered up to a permit."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from licet.assessment.assess import References, assess
from licet.assessment.opinion import Opinion
from licet.dossier.history import Clearance, Context
from licet.dossier.intake import identities_of, read_request, take_in
from licet.dossier.values import AssertedFact, Dossier, Identity, IdentityRef
from licet.encoding.canonical import digest_of_value
from licet.reference.edition import PARTY_LIST_KINDS, in_force
from licet.reference.rulebook import ConfirmedText, Rulebook
from licet.services.references import load, rulebook_for
from licet.storage.library import FileLibrary
from workbench import DAY, EXAMPLES

SOFTWARE = "sha256:" + "5" * 64
EU_QUESTIONS = (
    "clear_risk_internal_repression", "body_findings_serious", "clear_risk_ihl_violations", "would_provoke_or_prolong_conflict",
    "clear_risk_aggression", "national_security_concern", "recipient_conduct_concern", "economic_capacity_concern", "osce_4a_concern",
    "osce_4b_concern",
)  # fmt: skip


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one opinion rests on."""

    dossier: Dossier
    identities: dict[str, Identity]
    references: References
    rulebook: Rulebook
    context: Context = Context()
    as_of: dt.date = DAY
    known_at: dt.date = DAY

    def opinion(self) -> Opinion:
        return assess(
            self.dossier,
            self.identities,
            self.references,
            self.rulebook,
            self.context,
            as_of=self.as_of,
            known_at=self.known_at,
            software=SOFTWARE,
        ).opinion

    def on_file(self, **fields: Any) -> "Material":
        """The same with fields of the dossier changed."""
        return replace(self, dossier=replace(self.dossier, **fields))

    def answered(self, *answers: AssertedFact) -> "Material":
        return replace(self, context=replace(self.context, answers=(*self.context.answers, *answers)))


def word(name: str, value: Any, about: str | None = None, *, capacity: str = "officer", on: dt.date = DAY) -> AssertedFact:
    """An answer, an officer's unless said otherwise."""
    return AssertedFact(name=name, value=value, source="file note 7", on=on, about=about, by="officer-7", capacity=capacity)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def references(small_library: FileLibrary) -> References:
    return load(small_library, in_force(small_library.editions(), as_of=DAY))


@pytest.fixture(scope="session")
def examples(small_library: FileLibrary, references: References) -> dict[str, Material]:
    """Every example dossier as submitted, by its two digits."""

    def material(stem: str) -> Material:
        request = read_request(EXAMPLES[stem].read_bytes(), f"{stem}.yaml")
        identities = identities_of(request)
        return Material(
            dossier=take_in(request, {subject: IdentityRef(subject=subject, version=1) for subject in identities}),
            identities=identities,
            references=references,
            rulebook=rulebook_for(small_library, references.snapshot, request.authority_state),
        )

    return {stem[:2]: material(stem) for stem in EXAMPLES}


def _clearance_of(material: Material, path: str, record_id: str, **fields: Any) -> Clearance:
    """An officer's word on a hit, bound to the identity and record as they are."""
    first, *below = path.split("/")
    [held] = [party for party in material.dossier.parties if party.id == first]
    for part in below:
        [held] = [owner for owner in held.owners if owner.id == part]  # type: ignore[list-item]
    record = next(found for index in material.references.indexes if (found := index.named(record_id)))
    whole = {
        "identity": held.identity, "record_id": record_id, "record": digest_of_value(record), "state": "cleared",
        "by": "officer-7", "why": "another party", "on": DAY,
    }  # fmt: skip
    return Clearance(**{**whole, **fields})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def permits(examples: dict[str, Material]) -> dict[str, Material]:
    """Cases that come out as a permit: examples that do, and others with what they lack answered."""
    retransfer = replace(
        examples["15"].answered(
            word("origin_consent", True, "drone"),
            word("interests_set_aside", True),
            word("conditions_accepted", ("no_re_export", "on_site_check")),
            *(word(name, False) for name in EU_QUESTIONS),
        ),
        rulebook=replace(
            examples["15"].rulebook,
            control_lists=("EU", "MTCR"),
            confirmed_texts=(
                ConfirmedText(instrument="CP944", amendment="Decision (CFSP) 2025/779", by="legal service", on=dt.date(2026, 1, 9)),
            ),
        ),
    )
    retransfer = replace(retransfer, context=replace(retransfer.context, denials_complete_until=dt.date(2026, 7, 31)))

    def cleared(material: Material, path: str, record_id: str) -> Material:
        return replace(material, context=replace(material.context, clearances=(_clearance_of(material, path, record_id),)))

    return {
        "camera": examples["01"],
        "exempt government": examples["06"],
        "sprayer": examples["11"],
        "surveillance": examples["16"].answered(word("certificate_verified", True), word("diversion_assessment", False)),
        "transit": examples["13"].answered(word("transit_authorised", True)),
        "namesake": cleared(examples["02"], "trader", "ex-003"),
        "owner's namesake": cleared(examples["03"], "buyer/half", "ex-004"),
        "retransfer": retransfer,
    }


Removal = tuple[str, Material]


def removals(material: Material) -> Iterator[Removal]:
    """The case with one thing known about it taken away, in every way there is, each under a name.

    A party or stretch is taken out although the request goes on to say that it names all of them; an
    owner is taken out together with the word that all are named, since nothing else would show it.
    """
    dossier = material.dossier
    yield from _without_entry(material, "facts", lambda fact: f"{fact.name}{f' of {fact.about}' if fact.about else ''}")
    for index, fact in enumerate(dossier.facts):
        if fact.capacity == "officer":
            weaker = (*dossier.facts[:index], replace(fact, capacity="exporter"), *dossier.facts[index + 1 :])
            yield f"the officer behind {fact.name}", material.on_file(facts=weaker)
    for kind in ("answers", "clearances"):
        entries = getattr(material.context, kind)
        for index, entry in enumerate(entries):
            kept = (*entries[:index], *entries[index + 1 :])
            name = entry.name if kind == "answers" else f"clearance of {entry.record_id}"
            yield f"{kind}: {name}", replace(material, context=replace(material.context, **{kind: kept}))
    if material.context.denials_complete_until is not None:
        yield "denials", replace(material, context=replace(material.context, denials_complete_until=None))
    if material.rulebook.confirmed_texts:
        yield "confirmed text", replace(material, rulebook=replace(material.rulebook, confirmed_texts=()))
    yield from _without_entry(material, "undertakings", lambda one: one.kind)
    yield from _without_entry(material, "legs", lambda leg: f"{leg.from_} to {leg.to}")
    yield from _without_entry(material, "parties", lambda party: party.id)
    for field in ("parties_complete", "legs_complete", "destination_state", "end_use"):
        yield field, material.on_file(**{field: None})
    for flag in ("parties_complete", "legs_complete"):
        yield f"{flag}: no", material.on_file(**{flag: False})
    if dossier.end_use is not None:
        yield "certificate", material.on_file(end_use=replace(dossier.end_use, certificate=None))
        yield "place of end use", material.on_file(end_use=replace(dossier.end_use, place=None))
    for index, leg in enumerate(dossier.legs):
        for field in ("from_", "to", "flag"):
            legs = (*dossier.legs[:index], replace(leg, **{field: None}), *dossier.legs[index + 1 :])
            yield f"{field} of leg {index + 1}", material.on_file(legs=legs)
    for index, item in enumerate(dossier.items):
        changes: list[tuple[str, dict[str, Any]]] = [
            ("origin_state", {"origin_state": None}),
            ("foreign_content", {"foreign_content": None}),
        ]
        changes += [(f"parameter {name}", {"facts": {k: v for k, v in item.facts.items() if k != name}}) for name in item.facts]
        for name, fields in changes:
            items = (*dossier.items[:index], replace(item, **fields), *dossier.items[index + 1 :])
            yield name, material.on_file(items=items)
    for index, party in enumerate(dossier.parties):
        for label, poorer in _poorer(party, party.id):
            yield label, material.on_file(parties=(*dossier.parties[:index], poorer, *dossier.parties[index + 1 :]))
    yield from _without_list(material)


def _without_entry(material: Material, field: str, name: Callable[[Any], str]) -> Iterator[Removal]:
    entries = getattr(material.dossier, field)
    for index, entry in enumerate(entries):
        yield f"{field}: {name(entry)}", material.on_file(**{field: (*entries[:index], *entries[index + 1 :])})


def _poorer(held: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield f"states of {path}", replace(held, countries=())
    for complete in (None, False):
        yield f"owners_complete of {path}: {complete}", replace(held, owners_complete=complete)
    if "share" in held.__struct_fields__:
        yield f"share of {path}", replace(held, share=None)
    for index, owner in enumerate(held.owners):
        before, after = held.owners[:index], held.owners[index + 1 :]
        yield f"owner {path}/{owner.id}", replace(held, owners=(*before, *after), owners_complete=None)
        for label, poorer in _poorer(owner, f"{path}/{owner.id}"):
            yield label, replace(held, owners=(*before, poorer, *after))


def _without_list(material: Material) -> Iterator[Removal]:
    references = material.references
    lists = references.snapshot.of_kind(*PARTY_LIST_KINDS)
    for index, edition in enumerate(lists):
        snapshot = replace(references.snapshot, editions=tuple(one for one in references.snapshot.editions if one != edition))
        indexes = (*references.indexes[:index], *references.indexes[index + 1 :])
        yield f"list {edition.kind}", replace(material, references=replace(references, snapshot=snapshot, indexes=indexes))


@pytest.fixture(scope="session")
def clearance_of() -> Callable[..., Clearance]:
    return _clearance_of


@pytest.fixture(scope="session")
def removals_of() -> Callable[[Material], Iterator[Removal]]:
    return removals


@pytest.fixture(scope="session")
def word_of() -> Callable[..., AssertedFact]:
    """`word_of(name, value, about)`: an officer's answer."""
    return word
