"""Whoever asks to do something."""

from typing import Annotated, Literal, get_args

import msgspec

from licet.access.level import ReleaseLevel
from licet.encoding.reading import Country

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""A name of a person, agency, organisation or compartment, as the accounts spell it; never empty."""

Role = Literal["applicant", "officer", "senior_officer", "spokesman", "inspector", "custodian", "administrator", "verifier"]
ROLES: tuple[Role, ...] = get_args(Role)

INCLUDED_ROLES: dict[Role, tuple[Role, ...]] = {"senior_officer": ("officer",)}
"""Whoever holds the first role may also do what the others may."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the policies see one, read from the account at each request.

    `state` is the state whose authority the person serves or applies to; `agencies` the ministries
    and offices an officer belongs to; `organisation` the applicant's. `mfa` says that this session
    was opened with a second factor; `suspended` that the account may do nothing for now;
    `compartments` the closed circles the person was admitted to.
    """

    person: Word
    roles: tuple[Role, ...]
    agencies: tuple[Word, ...]
    state: Country
    organisation: Word | None
    clearance: ReleaseLevel
    mfa: bool
    suspended: bool
    compartments: tuple[Word, ...]
