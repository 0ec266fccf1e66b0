"""What becomes of each need and order, in words."""

from collections.abc import Mapping
from fractions import Fraction

from licet.planning.allocation import Outcome, Standing
from licet.planning.exact import complete_bucket
from licet.planning.model import late_after
from licet.planning.months import Months
from licet.planning.number import number_text, short
from licet.planning.plan import Demand, Need, Order, Plan
from licet.planning.programme import ZERO


def outcomes(plan: Plan, delivered: Mapping[tuple[str, int], Fraction]) -> tuple[Outcome, ...]:
    """One outcome for each need, then for each order, in the plan's order."""
    months = Months.of(plan)
    every: list[Demand] = [*plan.needs, *plan.orders]
    return tuple(_outcome(demand, months, dict(delivered)) for demand in every)


def _outcome(demand: Demand, months: Months, delivered: dict[tuple[str, int], Fraction]) -> Outcome:
    got = {bucket: quantity for (name, bucket), quantity in delivered.items() if name == demand.id}
    total = sum(got.values(), ZERO)
    in_time = sum((quantity for bucket, quantity in got.items() if bucket <= late_after(demand, months)), ZERO)
    whole = Fraction(demand.quantity)
    complete = complete_bucket(demand, delivered)
    standing: Standing = "none"
    if isinstance(demand, Order) and demand.authorisation in ("refused", "held"):
        standing = "not_planned"
    elif in_time == whole:
        standing = "on_time"
    elif total == whole:
        standing = "late"
    elif total:
        standing = "part"
    complete_on = None if complete is None else months.ends[complete]
    return Outcome(
        demand=demand.id,
        kind="need" if isinstance(demand, Need) else demand.kind,
        item=demand.item,
        standing=standing,
        quantity=number_text(whole),
        delivered=number_text(total),
        in_time=number_text(in_time),
        complete_on=complete_on,
        due_on=demand.due_on,
        says=_says(demand, standing, whole, in_time, total, months, complete),
    )


def _says(
    demand: Demand, standing: Standing, whole: Fraction, in_time: Fraction, total: Fraction, months: Months, complete: int | None
) -> str:
    subject = "" if isinstance(demand, Need) else " Subject to authorisation."
    match standing:
        case "not_planned":
            assert isinstance(demand, Order)
            return f"Not planned: its authorisation is {demand.authorisation}."
        case "on_time":
            assert complete is not None
            return f"All {short(whole)} by {months.ends[complete]}, due on {demand.due_on}.{subject}"
        case "late":
            assert complete is not None
            late = complete - late_after(demand, months)
            return f"{short(in_time)} of {short(whole)} in time; all by {months.ends[complete]}, {late} month{'s' if late > 1 else ''} late.{subject}"
        case "part":
            return f"{short(in_time)} of {short(whole)} in time and {short(total)} by the end of the plan.{subject}"
        case _:
            if isinstance(demand, Order) and demand.kind == "offer":
                return "Not taken up: what comes before it leaves no room by its date."
            return f"Nothing of {short(whole)} within the plan.{subject}"
