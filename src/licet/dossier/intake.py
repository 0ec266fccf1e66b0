"""From a request as submitted to a dossier as stored.

`read_request` refuses a request whole, with every fault; `identities_of` lists whom it names;
`take_in` swaps each identity for its reference, so that no name enters dossier or event bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import msgspec

from licet.dossier.answered import faults_of_same_person
from licet.dossier.values import Dossier, DossierFrame, Identity, IdentityRef, NamedOwner, NamedParty, Owner, Party, Request
from licet.encoding.countries import read_country
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import read_value
from licet.encoding.source import read_tree

COUNTRY_PROPERTIES = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry", "flag", "residence")
"""FollowTheMoney properties whose values are states; they stay in the dossier, since law turns on them."""

DEEPEST_OWNERS = 12


def read_request(data: bytes, name: str) -> Request:
    """Read a request from YAML or JSON bytes; raises `Faults` with one sentence for each fault found."""
    request = read_value(read_tree(data, name), Request)
    faults = list(faults_of(request))
    if faults:
        raise Faults(faults)
    return request


def faults_of(request: Request) -> Iterator[Fault]:
    """What no single field shows: doubled ids, references to nobody, ranges upside down, shares above the whole."""
    if not request.parties:
        yield Fault("parties", "is empty; a request names at least one party")
    if not request.items:
        yield Fault("items", "is empty; a request names at least one item")
    yield from _doubled("parties", [party.id for party in request.parties])
    yield from _doubled("items", [item.id for item in request.items])
    yield from _doubled("documents", [document.id for document in request.documents])
    for index, party in enumerate(request.parties):
        yield from _party_faults(party, f"parties[{index}]")
    for index, item in enumerate(request.items):
        if (item.value is None) != (item.currency is None):
            yield Fault(f"items[{index}].currency", "and value go together; write both or neither")
        if item.currency is not None and not (len(item.currency) == 3 and item.currency.isalpha() and item.currency.isupper()):
            yield Fault(f"items[{index}].currency", f"{quoted(item.currency)} is no currency code; use three letters such as EUR")
    parties = {party.id for party in request.parties}
    documents = {document.id for document in request.documents}
    subjects = parties | {item.id for item in request.items} | set(_owner_paths(request.parties))
    for index, leg in enumerate(request.legs):
        if leg.carrier is not None and leg.carrier not in parties:
            yield Fault(f"legs[{index}].carrier", f"{quoted(leg.carrier)} is no party of this request; use a party's id")
        if leg.departs_on and leg.arrives_on and leg.arrives_on < leg.departs_on:
            yield Fault(f"legs[{index}].arrives_on", f"{leg.arrives_on} lies before the departure on {leg.departs_on}")
    for index, undertaking in enumerate(request.undertakings):
        if undertaking.given_by not in parties:
            yield Fault(
                f"undertakings[{index}].given_by", f"{quoted(undertaking.given_by)} is no party of this request; use a party's id"
            )
    for index, fact in enumerate(request.facts):
        if fact.about is not None and fact.about not in subjects:
            yield Fault(f"facts[{index}].about", f"{quoted(fact.about)} is no party or item of this request")
        yield from faults_of_same_person(fact, parties | set(_owner_paths(request.parties)), f"facts[{index}].value")
        if fact.on > request.submitted_on and fact.capacity == "exporter":
            yield Fault(f"facts[{index}].on", f"{fact.on} lies after the request was submitted on {request.submitted_on}")
    certificate = request.end_use.certificate if request.end_use else None
    if certificate and certificate.expires_on and certificate.expires_on < certificate.issued_on:
        yield Fault("end_use.certificate.expires_on", f"{certificate.expires_on} lies before the issue on {certificate.issued_on}")
    cited = [(f"undertakings[{index}].document", undertaking.document) for index, undertaking in enumerate(request.undertakings)]
    cited += [(f"facts[{index}].document", fact.document) for index, fact in enumerate(request.facts)]
    cited += [("end_use.certificate.document", certificate.document)] if certificate else []
    for where, document in cited:
        if document is not None and document not in documents:
            yield Fault(where, f"{quoted(document)} is no document of this request; list it under documents")


def _doubled(where: str, ids: list[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield Fault(f"{where}[{index}].id", f"{quoted(one)} is used twice; give each its own id")
        seen.add(one)


def _party_faults(party: NamedParty | NamedOwner, where: str, depth: int = 0) -> Iterator[Fault]:
    names = [name for name in party.properties.get("name", ()) if name.strip()]
    if not names:
        yield Fault(f"{where}.properties.name", "is missing; name the party")
    for key in COUNTRY_PROPERTIES:
        for index, code in enumerate(party.properties.get(key, ())):
            try:
                read_country(code)
            except ValueError as error:
                yield Fault(f"{where}.properties.{key}[{index}]", f"{quoted(code)} {error}")
    if depth >= DEEPEST_OWNERS:
        yield Fault(f"{where}.owners", f"go deeper than {DEEPEST_OWNERS} levels")
        return
    yield from _doubled(f"{where}.owners", [owner.id for owner in party.owners])
    total = Decimal(0)
    for index, owner in enumerate(party.owners):
        at = f"{where}.owners[{index}]"
        if owner.share is not None and owner.share_range is not None:
            yield Fault(f"{at}.share_range", "and share exclude each other; write one")
        if owner.share_range is not None and owner.share_range.max < owner.share_range.min:
            yield Fault(f"{at}.share_range.max", f"{owner.share_range.max} lies below min {owner.share_range.min}")
        total += owner.share if owner.share is not None else owner.share_range.min if owner.share_range else Decimal(0)
        yield from _party_faults(owner, at, depth + 1)
    if total > 100:
        yield Fault(f"{where}.owners", f"hold {total.normalize():f} % together; shares of one party add up to at most 100")


def _owner_paths(parties: Iterable[NamedParty | NamedOwner], above: str = "") -> Iterator[str]:
    for party in parties:
        path = f"{above}/{party.id}" if above else party.id
        if above:
            yield path
        yield from _owner_paths(party.owners, path)


def identities_of(request: Request) -> dict[str, Identity]:
    """Whom a request names: subject (`<reference>/<party>[/<owner>…]`) to identity, in reading order."""
    found: dict[str, Identity] = {}

    def walk(party: NamedParty | NamedOwner, subject: str) -> None:
        found[subject] = Identity(schema=party.schema, properties=party.properties)
        for owner in party.owners:
            walk(owner, f"{subject}/{owner.id}")

    for party in request.parties:
        walk(party, f"{request.reference}/{party.id}")
    return found


def take_in(request: Request, refs: Mapping[str, IdentityRef]) -> Dossier:
    """Make the dossier of a request, with each identity replaced by its reference (`refs` by subject)."""

    def owner_of(owner: NamedOwner, subject: str) -> Owner:
        return Owner(
            id=owner.id,
            share=owner.share,
            share_range=owner.share_range,
            controls=owner.controls,
            schema=owner.schema,
            identity=refs[subject],
            countries=countries_of(owner.properties),
            owners=tuple(owner_of(inner, f"{subject}/{inner.id}") for inner in owner.owners),
            owners_complete=owner.owners_complete,
        )

    def party_of(party: NamedParty) -> Party:
        subject = f"{request.reference}/{party.id}"
        return Party(
            id=party.id,
            role=party.role,
            owners_complete=party.owners_complete,
            schema=party.schema,
            identity=refs[subject],
            countries=countries_of(party.properties),
            owners=tuple(owner_of(owner, f"{subject}/{owner.id}") for owner in party.owners),
        )

    frame = {name: getattr(request, name) for name in DossierFrame.__struct_fields__}
    return Dossier(**frame, parties=tuple(party_of(party) for party in request.parties))


def countries_of(properties: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The states a party belongs to by any of its properties, as sorted two-letter codes."""
    return tuple(sorted({read_country(code) for key in COUNTRY_PROPERTIES for code in properties.get(key, ())}))


def without_officer_word(request: Request) -> Request:
    """A request as an applicant may send it: whatever it claims, its facts stand in the exporter's capacity."""
    return msgspec.structs.replace(
        request, facts=tuple(msgspec.structs.replace(fact, capacity="exporter") for fact in request.facts)
    )
