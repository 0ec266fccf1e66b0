"""The frozen values of a case. These structs are the only list of its fields.

`Request` is what a person or a program sends, names included. `Dossier` is what is stored and
assessed: the same, with every identity taken out and referred to. `take_in` (in `intake`) turns
one into the other.
"""

import datetime as dt
from typing import Literal

import msgspec

from licet.encoding.reading import Country, DigestText, FactValue, Money, Name, Quantity, Share, Text, Unit

Activity = Literal[
    "export",
    "import",
    "transit",
    "transshipment",
    "brokering",
    "technical_assistance",
    "intangible",
    "security_release",
    "retransfer",
]
Role = Literal[
    "applicant",
    "exporter",
    "manufacturer",
    "broker",
    "purchaser",
    "consignee",
    "intermediate_consignee",
    "end_user",
    "recipient",
    "carrier",
    "vessel",
    "freight_forwarder",
    "financier",
    "technical_assistance_provider",
]
PartySchema = Literal["Person", "Organization", "Company", "PublicBody", "LegalEntity", "Vessel", "Airplane"]
Capacity = Literal["officer", "exporter"]

Properties = dict[str, tuple[str, ...]]
"""FollowTheMoney properties: each name with its list of values, as in `{"name": ["Example Ltd"], "country": ["no"]}`."""


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value here: immutable, named fields only."""


class IdentityRef(Frozen, frozen=True, kw_only=True):
    """Points at the sealed identity of a party: `subject` is `<request reference>/<party id>`, `version` counts from 1."""

    subject: str
    version: int


class Identity(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="identity/1"):
    """Who a party really is. Held only behind a `Sealer`, never in event or dossier bytes."""

    schema: PartySchema
    properties: Properties


class ShareRange(Frozen, frozen=True, kw_only=True):
    """A share of ownership known only between two bounds, in percent, both inclusive."""

    min: Share
    max: Share


class Stake(Frozen, frozen=True, kw_only=True):
    """How much one owner holds. Neither `share` nor `share_range` means the share is unknown, which is never "no"."""

    id: Name
    share: Share | None = None
    share_range: ShareRange | None = None
    controls: bool | None = None


class NamedOwner(Stake, frozen=True, kw_only=True):
    """An owner as submitted; owners may have owners."""

    schema: PartySchema
    properties: Properties
    owners: tuple["NamedOwner", ...] = ()
    owners_complete: bool | None = None


class Owner(Stake, frozen=True, kw_only=True):
    """An owner as stored: identity referred to; `countries` are its states of nationality, residence or registration."""

    schema: PartySchema
    identity: IdentityRef
    countries: tuple[Country, ...] = ()
    owners: tuple["Owner", ...] = ()
    owners_complete: bool | None = None


class PartyFrame(Frozen, frozen=True, kw_only=True):
    """What is known of a party apart from who it is. `owners_complete` unknown or false refers."""

    id: Name
    role: Role
    owners_complete: bool | None = None


class NamedParty(PartyFrame, frozen=True, kw_only=True):
    """A party as submitted, in FollowTheMoney terms."""

    schema: PartySchema
    properties: Properties
    owners: tuple[NamedOwner, ...] = ()


class Party(PartyFrame, frozen=True, kw_only=True):
    """A party as stored: identity referred to; `countries` are its states of nationality, residence or registration."""

    schema: PartySchema
    identity: IdentityRef
    countries: tuple[Country, ...] = ()
    owners: tuple[Owner, ...] = ()


class Item(Frozen, frozen=True, kw_only=True):
    """One kind of goods, software, technology or assistance in the transfer.

    `facts` are the technical parameters by name (see the control-list entries); a parameter that
    is absent or `unknown` is unknown, never false. `origin_state`, `foreign_content` (states whose
    controlled content or technology is inside) and `acquired_under` (undertakings given when the
    goods were acquired) decide retransfer consent.
    """

    id: Name
    name: Text
    kind: Text
    quantity: Quantity
    unit: Unit
    value: Money | None = None
    currency: Name | None = None
    facts: dict[str, FactValue] = {}
    origin_state: Country | None = None
    foreign_content: tuple[Country, ...] | None = None
    acquired_under: tuple[Text, ...] = ()


class Leg(Frozen, frozen=True, kw_only=True):
    """One stretch of the way, from one state to another. `flag` is the state of vessel or aircraft registration."""

    from_: Country | None = msgspec.field(name="from", default=None)
    to: Country | None = None
    mode: Literal["sea", "air", "road", "rail", "post", "pipeline", "electronic"] | None = None
    carrier: Name | None = None
    flag: Country | None = None
    departs_on: dt.date | None = None
    arrives_on: dt.date | None = None


class Certificate(Frozen, frozen=True, kw_only=True):
    """An end-user certificate as presented (Common Position 2008/944 Art. 5; Wassenaar end-user assurances)."""

    number: Text
    issued_on: dt.date
    expires_on: dt.date | None = None
    issuing_state: Country
    document: Name | None = None


class EndUse(Frozen, frozen=True, kw_only=True):
    """What the goods are for, where, in the applicant's words. `territory` names a part of a state where law may differ."""

    statement: Text
    place: Country | None = None
    territory: Text | None = None
    certificate: Certificate | None = None


class Undertaking(Frozen, frozen=True, kw_only=True):
    """A promise by a party: no re-export, delivery verification, on-site checks and the like."""

    kind: Literal["no_re_export", "end_use_only", "delivery_verification", "on_site_check", "no_wmd_use", "secure_storage", "other"]
    given_by: Name
    text: Text | None = None
    document: Name | None = None


class Document(Frozen, frozen=True, kw_only=True):
    """A document that came with the request: where it lies beside the dossier file, and the digest of its bytes."""

    id: Name
    kind: Text
    path: Text | None = None
    digest: DigestText


class AssertedFact(Frozen, frozen=True, kw_only=True):
    """A fact somebody asserts: name, value, subject, source, day, and in which capacity.

    Only an officer's assertion can clear a question of risk or knowledge; the exporter's own word
    on such a fact is kept and shown but leaves it unknown (see `law`). `about` names a party, an owner (`buyer/holding`) or an item.
    """

    name: Name
    value: FactValue
    source: Text
    on: dt.date
    about: Text | None = None
    by: Text | None = None
    capacity: Capacity = "exporter"
    document: Name | None = None


class DossierFrame(Frozen, frozen=True, kw_only=True):
    """All of a request but its parties.

    `parties_complete` and `legs_complete` say that nobody and no stretch of the way is left out;
    absent means unknown, and unknown refers. `authority_state` is the state whose authority
    decides; `exporting_state` the state the goods leave.
    """

    reference: Name
    submitted_on: dt.date
    exporting_state: Country
    authority_state: Country
    activity: Activity
    destination_state: Country | None = None
    items: tuple[Item, ...]
    legs: tuple[Leg, ...] = ()
    end_use: EndUse | None = None
    undertakings: tuple[Undertaking, ...] = ()
    documents: tuple[Document, ...] = ()
    facts: tuple[AssertedFact, ...] = ()
    parties_complete: bool | None = None
    legs_complete: bool | None = None
    confidential: bool = False


class Request(DossierFrame, frozen=True, kw_only=True, tag_field="shape", tag="request/1"):
    """A request as submitted, names included. Its bytes are never stored in the clear."""

    parties: tuple[NamedParty, ...]


class Dossier(DossierFrame, frozen=True, kw_only=True, tag_field="shape", tag="dossier/1"):
    """A case as stored and assessed: identities referred to, everything else as submitted."""

    parties: tuple[Party, ...]
