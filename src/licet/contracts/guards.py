"""What stands against an act on a contract: one sentence each, or None where nothing does."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from licet.contracts.stages import NAMES, needed
from licet.contracts.standing import Attempt
from licet.contracts.terms import Contract
from licet.encoding.exact import decimal_text
from licet.encoding.faults import quoted
from licet.lifecycle.transition import Guard


def _terms(attempt: Attempt) -> Contract:
    """The terms; only acts on a contract that is open have guards, so that there are some."""
    assert attempt.state.contract is not None
    return attempt.state.contract


def running_order(attempt: Attempt) -> str | None:
    """Moves follow each other in time, and nothing is recorded from before the contract was opened."""
    state = attempt.state
    first = state.entered[0].on
    if attempt.act == "record":
        return f"{attempt.on} lies before {first}, when {_terms(attempt).id} was opened." if attempt.on < first else None
    if state.last_on is not None and attempt.on < state.last_on:
        return f"{attempt.on} lies before {state.last_on}, when {_terms(attempt).id} last moved; give a later day."
    return None


def evidence(attempt: Attempt) -> str | None:
    """Everything that the one stage asks for on leaving and the other on entry is in hand."""
    terms, after = _terms(attempt), attempt.after or ""
    held = {one.kind for one in (*attempt.state.evidence, *attempt.evidence)}
    lacking = [kind for kind in needed(attempt.state.status, after, terms.kind) if kind not in held]
    if not lacking:
        return None
    return f"{terms.id} needs evidence to go from {attempt.state.status} to {after}: {', '.join(lacking)}."


def consented(attempt: Attempt) -> str | None:
    """Every consent that a stage up to this one waits for is given."""
    reached = NAMES[: NAMES.index(attempt.after or "") + 1]
    lacking = [one for one in _terms(attempt).consents if one.before in reached and one.id not in attempt.state.consented]
    if not lacking:
        return None
    return (
        "Consent is not given: " + "; ".join(f"{one.id} of {one.partner} before {one.before} ({one.says})" for one in lacking) + "."
    )


def delivered(attempt: Attempt) -> str | None:
    """Everything is delivered before the final phase."""
    done = attempt.state.delivered
    lacking = [one.id for one in _terms(attempt).deliveries if done.get(one.id, Decimal(0)) < one.quantity]
    return f"Not delivered in full: {', '.join(lacking)}." if lacking else None


def settled(attempt: Attempt) -> str | None:
    """Every milestone is met, every payment made and every obligation discharged before a contract is complete."""
    terms, state = _terms(attempt), attempt.state
    open_ = [
        *(f"milestone {one.id}" for one in terms.milestones if one.id not in state.met),
        *(f"payment {one.id}" for one in terms.payments if one.id not in state.paid),
        *(f"obligation {one.id}" for one in terms.obligations if one.id not in state.discharged),
    ]
    return f"Still open: {', '.join(open_)}." if open_ else None


def known(attempt: Attempt) -> str | None:
    """What is recorded stands in the contract, and was not recorded before."""
    terms, state = _terms(attempt), attempt.state
    match attempt.what:
        case "milestone":
            return _once("milestone", attempt, (one.id for one in terms.milestones), state.met, "met")
        case "payment":
            return _once("payment", attempt, (one.id for one in terms.payments), state.paid, "made")
        case "obligation":
            return _once("obligation", attempt, (one.id for one in terms.obligations), state.discharged, "discharged")
        case "consent":
            return _once("consent clause", attempt, (one.id for one in terms.consents), state.consented, "given")
        case "consent_withdrawn":
            missing = _once("consent clause", attempt, (one.id for one in terms.consents), {}, "")
            return missing or (None if attempt.id in state.consented else f"The consent {attempt.id} is not given.")
        case "delivery":
            return _delivery(attempt, terms)
    return None


def _once(noun: str, attempt: Attempt, ids: Iterable[str], done: Mapping[str, object], word: str) -> str | None:
    listed = tuple(ids)
    if attempt.id not in listed:
        return f"{_terms(attempt).id} has no {noun} {quoted(attempt.id)}; it has {', '.join(listed) or 'none'}."
    return f"The {noun} {attempt.id} was {word} on {done[attempt.id]}." if attempt.id in done else None


def _delivery(attempt: Attempt, terms: Contract) -> str | None:
    found = next((one for one in terms.deliveries if one.id == attempt.id), None)
    if found is None:
        return _once("delivery", attempt, (one.id for one in terms.deliveries), {}, "")
    left = found.quantity - attempt.state.delivered.get(found.id, Decimal(0))
    if attempt.quantity is None:
        return f"How much of {found.id} was delivered is not said; {decimal_text(left)} is left."
    return (
        f"{decimal_text(attempt.quantity)} of {found.id} is more than the {decimal_text(left)} that is left."
        if attempt.quantity > left
        else None
    )


def still(attempt: Attempt) -> str | None:
    """While a contract is suspended nothing is delivered and no milestone is met."""
    if attempt.what in ("delivery", "milestone"):
        return f"{_terms(attempt).id} is suspended ({attempt.state.why}); resume it first."
    return None


def same_contract(attempt: Attempt) -> str | None:
    """An amendment keeps who and what the contract is, and everything that was done under it."""
    before, after, state = _terms(attempt), attempt.terms, attempt.state
    assert after is not None
    for field in ("id", "kind", "state"):
        if getattr(before, field) != getattr(after, field):
            return f"An amendment keeps the {field}: {getattr(before, field)}, not {getattr(after, field)}."
    if before == after:
        return "The amendment changes nothing."
    lost = [
        *(f"milestone {one}" for one in state.met if one not in {each.id for each in after.milestones}),
        *(f"payment {one}" for one in state.paid if _payment(after, one) != _payment(before, one)),
        *(f"obligation {one}" for one in state.discharged if one not in {each.id for each in after.obligations}),
        *(f"consent {one}" for one in state.consented if one not in {each.id for each in after.consents}),
        *(
            f"delivery {one}"
            for one, quantity in state.delivered.items()
            if quantity > sum((each.quantity for each in after.deliveries if each.id == one), start=Decimal(0))
        ),
    ]
    return f"What was done stays: {', '.join(lost)} cannot be taken out or made less." if lost else None


def _payment(terms: Contract, ident: str) -> Decimal | None:
    return next((one.amount for one in terms.payments if one.id == ident), None)


GUARDS: Mapping[str, Guard[Attempt]] = {
    "running_order": running_order,
    "evidence": evidence,
    "consented": consented,
    "delivered": delivered,
    "settled": settled,
    "known": known,
    "still": still,
    "same_contract": same_contract,
}
