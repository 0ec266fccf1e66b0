"""Which function tests which provision, as a list to read from top to bottom.

The criteria table says what each provision is (citation, effect, standard, phase, dates,
confidence); this list says how it is tested and which activities it covers. A provision of the
table that is not in the list is unknown, and refers. The order is the order of the opinion.
"""

from collections.abc import Callable

import msgspec

from licet.facts.kleene import Proof, met
from licet.law import retransfer
from licet.law.case import Case
from licet.law.instruments import (
    arms_trade_treaty as att,
)
from licet.law.instruments import (
    charter,
    missile_technology,
    osce,
    wassenaar,
)
from licet.law.instruments import (
    common_position as cp,
)
from licet.law.instruments import (
    dual_use_regulation as du,
)
from licet.law.rule import EVERY_ACTIVITY, EXPORTS, TRANSFERS, Test

EXPORT = frozenset({"export", "retransfer"})
LICENSED = EVERY_ACTIVITY - {"import"}
DEFENCE = EXPORTS | {"brokering", "transit", "transshipment"}


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """How one provision is tested."""

    test: Test
    activities: frozenset[str] = EVERY_ACTIVITY


def always(case: Case) -> Proof:
    """What binds every state for every transfer."""
    return met("binds every state", case.stated("authority_state", case.dossier.authority_state))


APPLIES: dict[str, Callable[[Case], Proof]] = {
    "UNCHARTER": always,
    "ATT": att.applies,
    "CP944": cp.applies,
    "OSCE1993": osce.applies,
    "DU821": du.applies,
    "WA": wassenaar.listed,
    "MTCRG": missile_technology.listed,
}
"""Whether an instrument that binds the authority reaches the goods and the activity of the case."""

PROVISIONS: dict[str, Provision] = {
    "UN-CH7": Provision(test=charter.articles_25_41),
    "ATT-2.1": Provision(test=att.article_2_1),
    "ATT-2.2": Provision(test=att.article_2_2),
    "ATT-3": Provision(test=att.article_3),
    "ATT-4": Provision(test=att.article_4),
    "ATT-6.1": Provision(test=att.article_6_1, activities=TRANSFERS),
    "ATT-6.2": Provision(test=att.article_6_2, activities=TRANSFERS),
    "ATT-6.3": Provision(test=att.article_6_3, activities=TRANSFERS),
    "ATT-7.1": Provision(test=att.article_7_1, activities=EXPORT),
    "ATT-7.2": Provision(test=att.article_7_2, activities=EXPORT),
    "ATT-7.3": Provision(test=att.article_7_3, activities=EXPORT),
    "ATT-7.4": Provision(test=att.article_7_4, activities=EXPORT),
    "ATT-8.1": Provision(test=att.article_8, activities=EXPORT),
    "ATT-9": Provision(test=att.article_9, activities=TRANSFERS),
    "ATT-10": Provision(test=att.article_10, activities=TRANSFERS),
    "ATT-11.2": Provision(test=att.article_11_2, activities=TRANSFERS),
    "CP-6": Provision(test=cp.article_6, activities=DEFENCE),
    "CP-1.1": Provision(test=cp.article_1_1, activities=DEFENCE),
    "CP-C1": Provision(test=cp.criterion_1, activities=DEFENCE),
    "CP-C2a": Provision(test=cp.criterion_2a, activities=DEFENCE),
    "CP-C2b": Provision(test=cp.criterion_2b, activities=DEFENCE),
    "CP-C2c": Provision(test=cp.criterion_2c, activities=DEFENCE),
    "CP-C3": Provision(test=cp.criterion_3, activities=DEFENCE),
    "CP-C4": Provision(test=cp.criterion_4, activities=DEFENCE),
    "CP-C5": Provision(test=cp.criterion_5, activities=DEFENCE),
    "CP-C6": Provision(test=cp.criterion_6, activities=DEFENCE),
    "CP-C7": Provision(test=cp.criterion_7, activities=DEFENCE),
    "CP-C8": Provision(test=cp.criterion_8, activities=DEFENCE),
    "CP-4": Provision(test=cp.article_4, activities=DEFENCE),
    "CP-5": Provision(test=cp.article_5, activities=DEFENCE),
    "CP-10": Provision(test=cp.article_10, activities=DEFENCE),
    "OSCE-4a": Provision(test=osce.paragraph_4a, activities=LICENSED),
    "OSCE-4b": Provision(test=osce.paragraph_4b, activities=LICENSED),
    "DU-3": Provision(test=du.article_3, activities=EXPORTS),
    "DU-4": Provision(test=du.article_4, activities=EXPORTS),
    "DU-5": Provision(test=du.article_5, activities=EXPORTS),
    "DU-6-7": Provision(test=du.articles_6_7, activities=LICENSED),
    "DU-8": Provision(test=du.article_8, activities=LICENSED),
    "DU-9-10": Provision(test=du.articles_9_10, activities=EXPORTS),
    "DU-11": Provision(test=du.article_11, activities=EXPORTS),
    "DU-15": Provision(test=du.article_15, activities=LICENSED),
    "DU-16": Provision(test=du.article_16, activities=LICENSED),
    "MTCR-G2": Provision(test=missile_technology.paragraph_2, activities=LICENSED),
    "MTCR-G3": Provision(test=missile_technology.paragraph_3, activities=LICENSED),
    "WA-DEST": Provision(test=wassenaar.destabilising_accumulation, activities=LICENSED),
    "WA-EUA": Provision(test=wassenaar.end_user_assurances, activities=LICENSED),
    "WA-REEXP": Provision(test=wassenaar.subsequent_transfer, activities=LICENSED),
    "WA-MANPADS": Provision(test=wassenaar.manpads, activities=LICENSED),
    "RETRANSFER-CONSENT": Provision(test=retransfer.consent_given),
}
