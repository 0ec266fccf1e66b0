"""The answer of a family of lists from the answers of its entries, in their order of precedence.

An open entry of higher precedence refers, even if a lower one is certain. Only two things soften
that, each declared in the entries file with its source: entries of which one must apply (`one_of`),
and an entry open only because payload could be traded for range from afar (`trade_off`).
Serves 22 CFR 120.11 and 15 CFR 774 Supp. 4 (order of review), and the rule that the military list goes first.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from licet.classification.entry import Answer
from licet.classification.prove import prove
from licet.classification.stated import Stated
from licet.facts.fact import Missing
from licet.facts.kleene import Truth, missing_of
from licet.reference.control_entries import ControlEntries, Family, OneOf, Order


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the entries of a family leave an item: listed under `codes`, open on `possible`, or, with neither, on none of them.

    `certain` says that the item is listed whichever of `possible` turns out to apply.
    """

    codes: tuple[Answer, ...] = ()
    possible: tuple[Answer, ...] = ()
    missing: tuple[Missing, ...] = ()
    one_of: OneOf | None = None
    disputed: tuple[tuple[str, str], ...] = ()
    certain: bool = False
    tried: tuple[Answer, ...] = ()


def standing(family: Family, found: Iterable[Answer], entries: ControlEntries, known: Stated) -> Standing:
    """Settle a family by precedence."""
    order = entries.order_of(family)
    tried = tuple(sorted(found, key=lambda answer: (_tier(answer, order), _natural(answer.entry.id))))
    sure = [answer for answer in tried if answer.truth is Truth.TRUE and not answer.doubtful]
    top = _tier(sure[0], order) if sure else None
    open_above = [
        answer
        for answer in tried
        if _open(answer) and not answer.remote and (top is None or order is None or _tier(answer, order) < top)
    ]
    group = _group_at_work(family, tried, open_above, order, entries, known)
    if group is not None:
        return _one_of(group, tried, order)
    if open_above:
        below = [answer for answer in tried if answer not in open_above and (_open(answer) or answer.truth is Truth.TRUE)]
        possible = _by_tier([*open_above, *below], tried)
        return Standing(possible=possible, missing=_missing(open_above), certain=bool(sure), tried=tried)
    if sure:
        codes = [answer for answer in sure if _tier(answer, order) == top]
        beside = [answer for answer in tried if _open(answer) and (answer.remote or _tier(answer, order) == top)]
        return _settled(codes, beside, tried, entries)
    remote = [answer for answer in tried if _open(answer)]
    return Standing(possible=tuple(remote), missing=_missing(remote), tried=tried)


def _open(answer: Answer) -> bool:
    """Unknown, or met by a wording too unsure to decide."""
    return answer.truth is Truth.UNKNOWN or (answer.truth is Truth.TRUE and answer.doubtful)


def _tier(answer: Answer, order: Order | None) -> int:
    if order is None:
        return 0
    for name in (answer.entry.id, answer.entry.list):
        for number, tier in enumerate(order.tiers):
            if name in tier:
                return number
    return len(order.tiers)


def _group_at_work(
    family: Family, tried: tuple[Answer, ...], open_above: list[Answer], order: Order | None, entries: ControlEntries, known: Stated
) -> OneOf | None:
    """A declaration that one of several entries applies, where it settles all that is open from above down to its last entry."""
    if not open_above:
        return None
    for group in (one for head in reversed(entries.heads) for one in head.one_of if one.family == family):
        members = [answer for answer in tried if answer.entry.id in group.entries and answer.truth is not Truth.FALSE]
        if not members or prove(group.tests, known).truth is not Truth.TRUE or any(member.doubtful for member in members):
            continue
        last = max(_tier(member, order) for member in members)
        if all(answer in members for answer in open_above if _tier(answer, order) <= last):
            return group
    return None


def _one_of(group: OneOf, tried: tuple[Answer, ...], order: Order | None) -> Standing:
    members = [answer for answer in tried if answer.entry.id in group.entries and answer.truth is not Truth.FALSE]
    met = [member for member in members if member.truth is Truth.TRUE]
    assumed = [member for member in members if member.entry.id == group.assume]
    code = (met or assumed or members)[0]
    level = _tier(code, order)
    beside = [answer for answer in tried if answer not in members and _open(answer) and _tier(answer, order) <= level]
    others = [answer for answer in tried if answer is not code and (answer in members or answer in beside)]
    # The declared assumption comes first, so that its question is asked first.
    asked = sorted((member for member in members if _open(member)), key=lambda member: (member is not code, _tier(member, order)))
    return Standing(codes=(code,), possible=tuple(others), missing=_missing(asked), one_of=group, certain=True, tried=tried)


def _settled(codes: list[Answer], beside: list[Answer], tried: tuple[Answer, ...], entries: ControlEntries) -> Standing:
    """Listed: of codes that states read differently the first stands, the others become possible."""
    disputed = []
    for dispute in (one for head in entries.heads for one in head.disputed):
        rank = {name: number for number, name in enumerate(dispute.entries)}
        rivals = sorted((code for code in codes if code.entry.id in rank), key=lambda code: rank[code.entry.id])
        if len(rivals) > 1:
            disputed.append((rivals[0].entry.id, dispute.says))
            codes = [code for code in codes if code not in rivals[1:]]
            beside = [*rivals[1:], *beside]
    remote = [answer for answer in beside if answer.remote]
    return Standing(
        codes=tuple(codes), possible=tuple(beside), missing=_missing(remote), disputed=tuple(disputed), certain=True, tried=tried
    )


def _by_tier(some: list[Answer], tried: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(answer for answer in tried if answer in some)


def _missing(some: Iterable[Answer]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(one for answer in some for one in _asked(answer)))


def _asked(answer: Answer) -> tuple[Missing, ...]:
    if answer.truth is Truth.TRUE and answer.doubtful:
        says = f"Does {answer.entry.id} apply? Its wording here is of low confidence."
        return (Missing(name="classification", question=says, answerer="officer"),)
    return missing_of(answer.proof)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """So that VIII-a-5 comes before VIII-a-16."""
    return tuple(_parts(name))


def _parts(name: str) -> Iterator[tuple[int, str]]:
    for part in re.findall(r"[0-9]+|[^0-9]+", name):
        yield (int(part), "") if part.isdigit() else (-1, part)
