"""What is known beside the dossier: answers, clearances, and past cases this one is compared with."""

import datetime as dt
from typing import Literal

from licet.dossier.values import AssertedFact, Frozen, IdentityRef
from licet.encoding.reading import Country, Name, Quantity, Text, Unit

EndUserKind = Literal[
    "central_government_force",
    "other_state_body",
    "regional_or_local_force",
    "de_facto_authority",
    "private_security_company",
    "un_or_authorised_mission",
    "company",
    "individual",
    "armed_group",
]


class Clearance(Frozen, frozen=True, kw_only=True):
    """An officer's word on one screening hit: who, why, until when; bound to the identity version and the record digest.

    A clearance for another version of either side does not count: the hit is open again.
    """

    identity: IdentityRef
    record_id: Text
    record: str
    state: Literal["cleared", "confirmed"]
    by: Text
    why: Text
    on: dt.date
    until: dt.date | None = None


class PastDecision(Frozen, frozen=True, kw_only=True):
    """A decision of this authority on an earlier request."""

    reference: Name
    decided_on: dt.date
    outcome: Literal["permitted", "refused"]
    item_codes: tuple[Text, ...] = ()
    end_user: Text | None = None
    end_use: Text | None = None
    destination_state: Country | None = None


class DenialNotification(Frozen, frozen=True, kw_only=True):
    """A denial another state shared (Common Position Art. 4; Regulation 2021/821 Art. 16); active for three years."""

    reference: Name
    notified_on: dt.date
    notifying_state: Country
    item_codes: tuple[Text, ...] = ()
    end_user: Text | None = None
    end_use: Text | None = None
    destination_state: Country | None = None
    revoked_on: dt.date | None = None


class LiveAuthorisation(Frozen, frozen=True, kw_only=True):
    """An authorisation still in force: what may still be moved to whom.

    Its end user is watched on the lists: `end_user`, or that of the permitted decision of the same reference.
    `item_codes` are the control-list entries it was granted under; `end_user_kind` and `end_user_state` are what the
    authority found of its end user. A list without a code, and whatever is left out, is unknown, never “not listed” or “none”.
    """

    reference: Name
    issued_on: dt.date
    expires_on: dt.date | None = None
    item: Text
    quantity_left: Quantity
    unit: Unit
    end_user: Text | None = None
    destination_state: Country | None = None
    item_codes: tuple[Text, ...] = ()
    end_user_kind: EndUserKind | None = None
    end_user_state: Country | None = None


class Context(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="context/1"):
    """All that is known beside the dossier when it is assessed; an input of the opinion by digest."""

    answers: tuple[AssertedFact, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    denials: tuple[DenialNotification, ...] = ()
    authorisations: tuple[LiveAuthorisation, ...] = ()
    denials_complete_until: dt.date | None = None
