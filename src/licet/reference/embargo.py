"""Arms embargoes as rows: whom they bind, whom they are aimed at, what they cover, which way, from when to when.

Every field that has legal effect is structured; prose is kept for people to read and decides
nothing. Evaluation belongs to `law.embargoes`.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from licet.dossier.history import EndUserKind as Kind
from licet.dossier.values import Activity
from licet.encoding.reading import Country, Name, Text

Binding = Literal["chapter_vii", "eu_law", "political", "national", "regional_treaty"]
Confidence = Literal["high", "medium", "low"]
SourceKind = Literal["seen", "text", "recalled"]
Direction = Literal["to_target", "from_target"]
Floor = Literal["refer", "refuse"]
"""The least a line does where it is met: `refuse` lets the bar stand, `refer` leaves it open."""

ItemScope = Literal[
    "all_arms_and_related",
    "cml",
    "political_national",
    "seven_categories",
    "salw",
    "vigilance",
    "us_defence_articles",
    "missile_items",
    "nuclear_items",
    "dual_use_listed",
    "annex_goods",
    "internal_repression",
    "interception",
    "uav_components",
    "ied_components",
    "any_goods",
    "unread_prose",
]
"""What a line covers.

all_arms_and_related  arms and related materiel of all types: ammunition, parts, software, technology, assistance (point 8)
cml                   the Common Military List of the European Union
political_national    arms as each state reads the word; never clears
seven_categories      the seven categories of the UN Register, with related materiel and spares
salw                  small arms, light weapons, their ammunition and parts
vigilance             all other arms: vigilance and restraint
us_defence_articles   US Munitions List, 600 series and 9x515
missile_items         the MTCR Annex
nuclear_items         NSG Parts 1 and 2
dual_use_listed       items of Annex I to Regulation (EU) 2021/821
annex_goods           goods in annexes of the instrument itself, beyond any control list
internal_repression   equipment which might be used for internal repression
interception          equipment to intercept or monitor communications
uav_components        components for unmanned aircraft and missiles named by the instrument
ied_components        components of improvised explosive devices
any_goods             any goods at all, by the use they are put to
unread_prose          a scope nobody has structured: arms certainly, anything else possibly
"""

EndUserKind = Literal[Kind, "unknown"]

Route = Literal[
    "government_end_user",
    "committee_approval",
    "committee_notification",
    "un_or_authorised_mission",
    "humanitarian_non_lethal",
    "host_government_authorisation",
    "national_authorisation",
    "exemption_certificate",
    "unread_prose",
]
"""By which way a row lets something through. `unread_prose` stands for an exemption nobody has structured: it clears nothing."""


class Exemption(msgspec.Struct, frozen=True, kw_only=True):
    """One way a transfer is let through a row.

    `record` says what must be on file: `none` only where the end user is outside the target
    (a confirmed central government force); else an approval, notification or authorisation by one
    of `by`. `end_user_kinds` are the kinds, confirmed by an officer, that alone may use it.
    In force on [`since`, `until`). `direction` is the lines it defeats.
    """

    route: Route
    says: Text
    record: Literal["none", "approval", "notification", "authorisation"]
    by: tuple[Text, ...] = ()
    end_user_kinds: tuple[EndUserKind, ...] = ()
    direction: Direction = "to_target"
    since: dt.date | None = None
    until: dt.date | None = None


class EmbargoLine(msgspec.Struct, frozen=True, kw_only=True):
    """One scope line of a row: which way, which items, how hard, on [`since`, `until`).

    `target_kind` overrides the row's where an instrument was aimed at designated persons first.
    `activities` None means every activity, with brokering, financing, assistance and carriage; a
    narrower line cites the provision in `narrowed_by`.
    """

    direction: Direction
    item_scope: ItemScope
    says: Text
    floor: Floor = "refuse"
    target_kind: Literal["state", "non_state"] | None = None
    activities: tuple[Activity, ...] | None = None
    narrowed_by: Text | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a state: `inside` and `outside` are its names and ISO 3166-2 codes; any other word leaves the place open."""

    says: Text
    inside: tuple[Text, ...] = ()
    outside: tuple[Text, ...] = ()


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """At whom a row is aimed. No country means anywhere in the world.

    `kind` state: everyone there. non_state: armed groups and those in `names_kinds`; a central
    government force only as `exempt_if` says; everyone else is open. `listed_under` gives, by list,
    the programmes under which the persons the row lists stand; without it any listing counts.
    """

    kind: Literal["state", "non_state"]
    name: Text
    countries: tuple[Country, ...] = ()
    territory: Territory | None = None
    names_kinds: tuple[EndUserKind, ...] = ()
    listed_under: dict[str, tuple[Text, ...]] = {}


class Binds(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a row binds.

    every_state: all, through the Charter. members: those of `organisation` (an instrument of the
    memberships table) and of `aligned`. states: those named. `recipients` also counts whoever
    receives; `origin` also counts goods made in, or holding controlled content of, a bound state.
    """

    who: Literal["every_state", "members", "states"]
    organisation: Name | None = None
    aligned: Name | None = None
    states: tuple[Country, ...] = ()
    recipients: bool = False
    origin: bool = False


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """The acts a row rests on."""

    current: Text | None = None
    established: Text | None = None
    latest_seen: Text | None = None
    lifted_by: Text | None = None


class TerritoryException(msgspec.Struct, frozen=True, kw_only=True):
    """How one row treats a territory otherwise than the table of territories does, with its citation."""

    territory: Country
    status: Literal["excluded", "refers"]
    citation: Text


class EmbargoRow(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="embargo/1"):
    """One embargo. In force on [`since`, `lifted_on`); no `since` means always before.

    Past `expires` without evidence of lapse it stays in force and its bar is open: the renewal is
    not verified. `covers_soft_links` says with a citation that brokers, owners and transit in the
    target are covered by the instrument itself.
    """

    id: Name
    authority: Name
    binding: Binding
    target: Target
    instrument: Instrument
    binds: Binds
    lines: tuple[EmbargoLine, ...]
    exempt_if: tuple[Exemption, ...] = ()
    approval_needed: Text | None = None
    covers_soft_links: Text | None = None
    territories: tuple[TerritoryException, ...] = ()
    since: dt.date | None = None
    expires: dt.date | None = None
    lifted_on: dt.date | None = None
    as_of: dt.date | None = None
    source: Text
    source_kind: SourceKind
    confidence: Confidence
    implements: Name | None = None
    note: Text | None = None


class NotEmbargoed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="not-embargoed/1"):
    """A state under sanctions that hold no arms embargo: a trap for readers, said so that nobody has to guess."""

    state: Country
    says: Text
    confidence: Confidence
    as_of: dt.date | None = None


class EmbargoTable(msgspec.Struct, frozen=True, kw_only=True):
    """One edition: rows in force and lifted, and states sanctioned without an arms embargo."""

    rows: tuple[EmbargoRow, ...] = ()
    not_embargoed: tuple[NotEmbargoed, ...] = ()


def embargo_table(values: Iterable[EmbargoRow | NotEmbargoed]) -> EmbargoTable:
    """The table of an edition's values."""
    every = tuple(values)
    return EmbargoTable(
        rows=tuple(value for value in every if isinstance(value, EmbargoRow)),
        not_embargoed=tuple(value for value in every if isinstance(value, NotEmbargoed)),
    )


def embargoes_of(*contents: bytes) -> EmbargoTable:
    """The table of the contents of one edition, or of several that stand beside each other: a table only ever adds."""
    decoder = msgspec.json.Decoder(EmbargoRow | NotEmbargoed)
    return embargo_table(value for content in contents for value in decoder.decode_lines(content))
