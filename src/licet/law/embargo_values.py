"""What embargo law reads of a case: places, parties, way, items, approvals and officers' findings on file."""

import datetime as dt
from typing import Literal

import msgspec

from licet.dossier.values import Activity, Role
from licet.encoding.canonical import Digest
from licet.reference.embargo import EndUserKind, Route

Decision = Literal["listed", "not_listed", "refer"]
ItemClass = Literal["military", "dual_use", "unlisted", "refer"]
Nature = Literal["goods", "ammunition", "parts", "software", "technology", "assistance", "unknown"]

END_USERS: tuple[Role, ...] = ("end_user", "recipient")
RECIPIENTS: tuple[Role, ...] = (*END_USERS, "purchaser", "consignee", "intermediate_consignee")
"""Roles to whom goods are supplied: a target among them is a target met."""
LINKS: tuple[Role, ...] = ("broker", "financier", "freight_forwarder")
CARRIERS: tuple[Role, ...] = ("carrier", "vessel")
SUPPLIERS: tuple[Role, ...] = ("exporter", "applicant", "manufacturer", "technical_assistance_provider")
WAYLESS: tuple[Activity, ...] = ("technical_assistance", "intangible", "security_release")
"""Activities that may have no way to travel; that there is none is still said by `legs_complete`."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the input values here."""


class CaseOwner(Value, frozen=True, kw_only=True):
    """An owner or controller at any depth; `path` is `party/owner/…`; no countries means they are unknown."""

    path: str
    countries: tuple[str, ...] = ()


class CaseListing(Value, frozen=True, kw_only=True):
    """A listing that an officer has not cleared; `programs` as its list writes them, none where it does not say."""

    list: str
    programs: tuple[str, ...] = ()
    confirmed: bool = False


class CaseParty(Value, frozen=True, kw_only=True):
    """A party as embargo law sees it.

    `countries` are its states of nationality, residence or registration; none means unknown.
    `end_user_kind` is confirmed only by an officer with evidence (`kind_confirmed`).
    `is_listed_armed_group`: True where an officer has confirmed a listing (or it is one by its own
    account), False where screening is clean or cleared, None while anything is open. `listings`
    are what it rests on: under which programme a list names the party decides rows on listed persons.
    """

    id: str
    role: Role
    countries: tuple[str, ...] = ()
    end_user_kind: EndUserKind = "unknown"
    kind_confirmed: bool = False
    kind_source: str = "dossier"
    kind_as_of: dt.date | None = None
    is_listed_armed_group: bool | None = None
    listings: tuple[CaseListing, ...] = ()
    owners: tuple[CaseOwner, ...] = ()
    owners_complete: bool | None = None


class CaseLeg(Value, frozen=True, kw_only=True):
    """One stretch of the way. `flag` is needed for sea and air only (`flag_needed`)."""

    from_: str | None = None
    to: str | None = None
    flag: str | None = None
    flag_needed: bool = True


class CaseItem(Value, frozen=True, kw_only=True):
    """An item as embargo law sees it.

    `classified` joins the munitions and dual-use answers; `lists` holds the decision per list
    family (`EU`, `US`, `MTCR`, `NSG`), `codes` every code found. `att_category` is a word of the
    Arms Trade Treaty question, counted only when an officer confirmed it. `nature` widens, never
    narrows. `foreign_content` None means unknown.
    """

    id: str
    classified: ItemClass = "refer"
    lists: dict[str, Decision] = {}
    codes: tuple[str, ...] = ()
    nature: Nature = "unknown"
    att_category: str | None = None
    att_category_confirmed: bool = False
    origin_state: str | None = None
    foreign_content: tuple[str, ...] | None = None


class RecordedApproval(Value, frozen=True, kw_only=True):
    """An approval, notification or authorisation on file, for the rows it names.

    It counts only when an officer has verified it (`verified`) and number, day, and the digest of
    the document are there.
    """

    rows: tuple[str, ...]
    route: Route
    body: str
    number: str
    on: dt.date
    document: Digest | None = None
    verified: bool = False
    by: str | None = None


class RowAssessment(Value, frozen=True, kw_only=True):
    """An officer's recorded finding on one open question of one row, with its source.

    link: the broker, owner, carrier or transit `about` is no supply to the target.
    item: the item `about` is outside what the row covers, though no list settles that.
    It never touches a target met at destination or end user, nor an item on a munitions list.
    """

    row: str
    question: Literal["link", "item"]
    about: str
    outside: bool
    source: str
    by: str
    on: dt.date


class EmbargoCase(Value, frozen=True, kw_only=True, dict=True):
    """All that embargo law reads of a case. Whatever is absent is unknown, and unknown is never permit."""

    activity: Activity
    authority_state: str
    exporting_state: str
    destination_state: str | None = None
    end_use_place: str | None = None
    end_use_territory: str | None = None
    end_use_territory_confirmed: bool = False
    parties: tuple[CaseParty, ...] = ()
    parties_complete: bool | None = None
    legs: tuple[CaseLeg, ...] = ()
    legs_complete: bool | None = None
    items: tuple[CaseItem, ...] = ()
    approvals: tuple[RecordedApproval, ...] = ()
    assessments: tuple[RowAssessment, ...] = ()
