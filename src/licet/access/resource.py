"""What must be known of a thing before anybody may do anything to it.

No field has a default: an attribute that nobody filled in would let a policy pass in silence.
Persons are named by their person id, never by a name.
"""

from typing import Any

import msgspec

from licet.access.actor import Word
from licet.access.level import ReleaseLevel
from licet.encoding.reading import Country


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case, as far as access depends on it.

    `state` is the authority's; `organisation` and `applicants` are who asks, as an organisation and
    as persons; `deciding_agency` decides and `agencies` are asked to advise. `release_level` says who
    may know that the case exists (`public` once that was released) and `compartments` to which
    closed circles it is kept. `advised_by`, `decided_by` and `countersigned_by` are whoever did so
    far; `conflicted` whoever declared, or was found in, a conflict of interest. `releasable` says
    that stage, date and every consent allow a release.
    """

    state: Country
    organisation: Word
    applicants: tuple[Word, ...]
    deciding_agency: Word
    agencies: tuple[Word, ...]
    release_level: ReleaseLevel
    compartments: tuple[Word, ...]
    advised_by: tuple[Word, ...]
    decided_by: tuple[Word, ...]
    countersigned_by: tuple[Word, ...]
    conflicted: tuple[Word, ...]
    releasable: bool


class FindingView(Case, frozen=True, kw_only=True):
    """One finding of a case, with its own release level. Make it with `finding_view`."""

    finding_level: ReleaseLevel


class Identity(Case, frozen=True, kw_only=True):
    """One reading of what names a party of a case, and the purpose it is read for. Make it with `identity`."""

    purpose: str


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition of a list or table. `states` are the authorities that keep it; none means every one."""

    states: tuple[Country, ...]
    release_level: ReleaseLevel
    compartments: tuple[Word, ...]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a person with the authority of a state."""

    person: Word
    state: Country


class Glass(msgspec.Struct, frozen=True, kw_only=True):
    """A wish to break glass: the state of its authority, who asked, and whoever is in a conflict of interest in its case."""

    state: Country
    asked_by: Word
    conflicted: tuple[Word, ...]


class PartyList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of stored parties. `states` are the authorities that keep it; none means every one. `deciding_agency` decides on its hits."""

    states: tuple[Country, ...]
    deciding_agency: Word
    release_level: ReleaseLevel
    compartments: tuple[Word, ...]


class PartyIdentity(PartyList, frozen=True, kw_only=True):
    """One reading of the identity of a stored party, and the purpose it is read for. Make it with `party_identity`."""

    purpose: str


class Planning(msgspec.Struct, frozen=True, kw_only=True):
    """Production plans and contracts of the authority of a state, at their release level."""

    state: Country
    release_level: ReleaseLevel
    compartments: tuple[Word, ...]


Resource = Case | FindingView | Identity | Edition | Account | Glass | PartyList | PartyIdentity | Planning


def finding_view(case: Case, level: ReleaseLevel) -> FindingView:
    """A finding of a case, at the finding's release level."""
    return FindingView(**_shared(case), finding_level=level)


def identity(case: Case, purpose: str) -> Identity:
    """A reading of an identity or a document of a case, for a stated purpose."""
    return Identity(**_shared(case), purpose=purpose)


def party_identity(listed: PartyList, purpose: str) -> PartyIdentity:
    """A reading of an identity of a list of parties, for a stated purpose."""
    return PartyIdentity(**{name: getattr(listed, name) for name in PartyList.__struct_fields__}, purpose=purpose)


def _shared(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in Case.__struct_fields__}
