"""On which conditions a permit rests: an officer says which, and whoever must keep one has promised it.

A permit without conditions is a decision too. Where no officer has recorded one, the case is open:
losing the record of what was accepted must not make a permit wider (legal-safety point 1).
"""

from licet.facts.fact import Fact
from licet.facts.kleene import Proof, met, unknown
from licet.law.case import Case
from licet.law.questions import QUESTIONS, missing

NONE = "none"
IMPOSED = frozenset({"delivery_verification", "quantity_split"})
"""Conditions the authority can lay on its own exporter without anybody's promise."""


def accepted(fact: Fact) -> tuple[str, ...] | None:
    """The conditions that an officer has accepted, none where none is needed; None where nobody has said so in full."""
    if not fact.evidence or fact.value is None or isinstance(fact.value, bool):
        return None
    kinds = (fact.value,) if isinstance(fact.value, str) else fact.value
    if kinds == (NONE,):
        return ()
    known = set(QUESTIONS["conditions_accepted"].values) - {NONE}
    return tuple(dict.fromkeys(kinds)) if kinds and set(kinds) <= known else None


def conditions_recorded(case: Case) -> Proof:
    """Duty: the conditions are recorded, and each that another must keep is undertaken by somebody."""
    fact = case.fact("conditions_accepted")
    kinds = accepted(fact)
    if kinds is None:
        says = "no officer has recorded on which conditions the transfer may go, or that it needs none"
        return unknown(says, missing("conditions_accepted"), facts=() if fact.value is None else (fact,))
    if not kinds:
        return met("an officer found that no condition is needed", fact)
    promised = {undertaking.kind for undertaking in case.dossier.undertakings}
    lacking = [_said(kind) for kind in kinds if kind not in promised | IMPOSED]
    if lacking:
        return unknown(
            f"accepted as a condition, but undertaken by nobody: {', '.join(lacking)}", missing("undertaking"), facts=(fact,)
        )
    return met(f"the conditions are recorded: {', '.join(_said(kind) for kind in kinds)}", fact)


def _said(kind: str) -> str:
    return kind.replace("_", " ")
