"""Parametric entries of control lists, with what an edition of them says about itself.

An entry is a test over an item's parameters, with the day from and to which its wording is known, a
citation, and how sure the wording is. An edition also says in which order entries are tried, which
kinds of item it knows, and for which of them it is complete: nothing else lets an item go as not
listed (legal-safety point 13). A condition that stands only in prose is kept as prose and counts as unknown.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Literal, Union

import msgspec

from licet.encoding.canonical import Digest, digest_of
from licet.facts.fact import Missing
from licet.reference.control_parameters import PARAMETERS, Parameter

Family = Literal["MTCR", "EU", "US"]
ListName = Literal["MTCR", "EU", "EU-CML", "USML", "CCL", "US-policy"]
Operator = Literal["ge", "gt", "le", "lt", "eq", "is", "is_any"]
Confidence = Literal["high", "medium", "low"]

FAMILY_OF: dict[ListName, Family] = {"MTCR": "MTCR", "EU": "EU", "EU-CML": "EU", "USML": "US", "CCL": "US", "US-policy": "US"}
"""The answer each list counts towards."""
POLICY: ListName = "US-policy"
"""Entries of this list change how a request is treated, never what an item is."""


class ParameterTest(msgspec.Struct, frozen=True, kw_only=True, tag_field="node", tag="test"):
    """One parameter against one value. Numbers are plain decimal text; `is_any` has several words."""

    param: str
    op: Operator
    value: bool | str | tuple[str, ...]


class Group(msgspec.Struct, frozen=True, kw_only=True, tag_field="node", tag="group"):
    """Tests that must hold together (`all`) or of which one must (`any`). `ref` is the paragraph of the list, such as `a.1`."""

    how: Literal["all", "any"]
    tests: tuple[Union[ParameterTest, "Group"], ...]
    ref: str | None = None


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for control, such as NS column 2: unconditional, or where `tests` hold. `text` is a condition only in prose."""

    reason: str
    column: int | None = None
    text: str | None = None
    tests: Group | None = None


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph an item of the entry falls under, with its own reasons for control."""

    ref: str
    tests: Group
    reasons: tuple[Reason, ...] = ()


class ExcludedIf(msgspec.Struct, frozen=True, kw_only=True):
    """A test that takes an item out of an entry, and the entry it goes to instead."""

    tests: Group
    then: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="control-entry/1"):
    """One entry of one list.

    `kinds` are the kinds of item it can apply to; None means nobody has said, so it is tried on
    all. `unless` are release notes: whoever claims one must show it. `narrowing` and `widening`
    are conditions that stand only in prose, which release or add items. `branch_reasons` are
    reasons by the `ref` of a group. In force on [`valid_from`, `valid_to`], both days included.
    """

    id: str
    list: ListName
    title: str
    citation: str
    confidence: Confidence
    source_kind: Literal["seen", "text", "recalled"]
    source: str | None = None
    kinds: tuple[str, ...] | None = None
    category: str | None = None
    tests: Group
    branches: tuple[Branch, ...] = ()
    excludes: tuple[str, ...] = ()
    excludes_if: tuple[ExcludedIf, ...] = ()
    unless: tuple[Group, ...] = ()
    narrowing: tuple[str, ...] = ()
    widening: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    branch_reasons: dict[str, tuple[Reason, ...]] = {}
    mt_if: Group | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    also: str | None = None
    equivalents: tuple[str, ...] = ()
    effect: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def family(self) -> Family:
        return FAMILY_OF[self.list]

    @property
    def structured(self) -> bool:
        """Whether nothing that decides the entry is left in prose, its kinds of item included."""
        return self.kinds is not None and not self.narrowing and not self.widening

    def in_force(self, as_of: dt.date) -> bool:
        """Whether the wording holds on a day: `valid_to` is the last day, since the next wording starts on the day after."""
        return (self.valid_from is None or self.valid_from <= as_of) and (self.valid_to is None or as_of <= self.valid_to)


class ItemKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of item: the words people use for it, and facts that show an item to be of it whatever it is called."""

    id: str
    words: tuple[str, ...]
    also_if: Group | None = None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A declaration that a family's entries are complete for a kind of item where `tests` hold. `until` is the last day."""

    family: Family
    kind: str
    tests: Group | None = None
    since: dt.date
    until: dt.date | None = None
    confidence: Confidence
    says: str
    citation: str


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """The order in which a family's entries are tried: tiers of entry ids and list names, first tier first.

    An id wins over the name of its list. Without an order, an open entry keeps every other one open.
    """

    family: Family
    tiers: tuple[tuple[str, ...], ...]
    rule: str


class OneOf(msgspec.Struct, frozen=True, kw_only=True):
    """Entries of which one must apply where `tests` hold, so that an open question among them does not open the listing.

    `assume` is named as the code while none of them is certain.
    """

    family: Family
    tests: Group
    entries: tuple[str, ...]
    assume: str
    says: str
    citation: str


class Disputed(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that states apply differently to the same item: the first met is the code, and which one is right stays open."""

    entries: tuple[str, ...]
    says: str


class Correlation(msgspec.Struct, frozen=True, kw_only=True):
    """Entries of different lists that control the same thing, and how they differ; read by people, and decides nothing."""

    controls: str
    entries: tuple[str, ...]
    differs: str | None = None
    confidence: Confidence


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Tests that cannot hold together. Where they do, `contested` counts as unknown."""

    tests: Group
    contested: str
    says: str


class CatchAll(msgspec.Struct, frozen=True, kw_only=True):
    """An end-use control that reaches items on no list. Tested by `law`; named here so that nobody reads "not listed" as "free"."""

    id: str
    citation: str
    applies_to: str
    confidence: Confidence
    trigger: str | None = None

    @property
    def family(self) -> str:
        return self.id.partition("-")[0]


class ControlHead(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="control-head/1"):
    """All that an edition says apart from its entries. `parameters` are those it declares beyond the common list."""

    name: str
    compiled: dt.date
    parameters: tuple[Parameter, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    orders: tuple[Order, ...] = ()
    one_of: tuple[OneOf, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    catch_alls: tuple[CatchAll, ...] = ()


class ControlEntries(msgspec.Struct, frozen=True, kw_only=True):
    """What classification reads: the entries in force in a workspace, of one edition or of several joined."""

    editions: tuple[Digest, ...] = ()
    heads: tuple[ControlHead, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def edition(self) -> str:
        """The digests of the editions used, as a result names them."""
        return ", ".join(self.editions)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Every parameter that facts about an item may use."""
        return {**PARAMETERS, **{one.name: one for head in self.heads for one in head.parameters}}

    def order_of(self, family: Family) -> Order | None:
        """The order of a family, from the edition compiled last among those that give one."""
        return next((order for head in reversed(self.heads) for order in head.orders if order.family == family), None)


def control_entries_of(content: bytes) -> ControlEntries:
    """The entries of an edition's content."""
    values = msgspec.json.Decoder(ControlHead | Entry).decode_lines(content)
    return ControlEntries(
        editions=(digest_of(content),),
        heads=tuple(value for value in values if isinstance(value, ControlHead)),
        entries=tuple(value for value in values if isinstance(value, Entry)),
    )


def joined(several: Iterable[ControlEntries]) -> ControlEntries:
    """Editions in force beside each other, as one.

    Of two rows with one id the one compiled later stands, for its wording is the newer; of two
    compiled on one day, the one that leaves nothing in prose.
    """
    every = tuple(several)
    best: dict[str, tuple[tuple[dt.date, bool, str], Entry]] = {}
    for one in every:
        for entry in one.entries:
            rank = (one.heads[0].compiled, entry.structured, one.heads[0].name)
            if entry.id not in best or best[entry.id][0] < rank:
                best[entry.id] = rank, entry
    return ControlEntries(
        editions=tuple(sorted({edition for one in every for edition in one.editions})),
        heads=tuple(sorted((head for one in every for head in one.heads), key=lambda head: (head.compiled, head.name))),
        entries=tuple(entry for _, (_, entry) in sorted(best.items())),
    )


def question(parameter: Parameter, about: str | None = None) -> Missing:
    """A parameter nobody has stated, as a question to the exporter."""
    unit = f" ({parameter.unit})" if parameter.unit else ""
    return Missing(name=parameter.name, question=parameter.asks + unit, answerer="exporter", about=about)
