"""A plan's result put on file, so that assessments can ask whether goods can be spared."""

from licet.encoding.canonical import canonical_bytes
from licet.encoding.faults import refuse
from licet.planning.allocation import Allocation
from licet.planning.plan import Plan
from licet.services.desk import Asked, Desk
from licet.services.spare import plan_result
from licet.services.updates import TakenIn, take_in


def keep_plan(desk: Desk, asked: Asked, plan: Plan, result: Allocation) -> TakenIn:
    """Put on file what a checked result says can be spared, dated today; the whole result is kept beside it by its digest.

    From today on assessments read it where a rulebook asks for this plan. Raises `NotAllowed`, and `Faults` where the result does not
    say what can be spared.
    """
    if not result.spare:
        raise refuse("--keep", "needs what can be spared: plan an item that some order asks for, without --no-spare")
    desk.contents.put(canonical_bytes(result))
    told = plan_result(plan, result, desk.clock.today())
    return take_in(desk, asked, "plan", {f"plan-{plan.reference}.json": canonical_bytes(told)})
