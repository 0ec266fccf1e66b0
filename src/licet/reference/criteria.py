"""The provisions of each instrument as dated, citable rows: effect, standard, facts needed, phase.

The rows say what the law asks; `law` holds the tests. A duty without a phase is read as one that
must be done before issue, which is the stricter reading.
"""

import datetime as dt
from typing import Literal

import msgspec

from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import FactValue, Name, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

Effect = Literal["prohibit", "refuse", "weigh", "duty", "scope"]
Standard = Literal["inconsistency", "knowledge", "clear_risk", "overriding_risk", "risk", "none"]
Phase = Literal["before_issue", "after_issue"]
Confidence = Literal["high", "medium", "low"]


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """An act that amended an instrument. Where `text_read` is false, the rules are open from that day (legal-safety point 4)."""

    by: Text
    on: dt.date
    text_read: bool = True


class Instrument(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="instrument/1"):
    """A treaty, act or commitment: title, dates, whom it binds (for people; `memberships` decides)."""

    id: Name
    title: Text
    binds: Text
    adopted: dt.date | None = None
    in_force: dt.date | None = None
    amended: tuple[Amendment, ...] = ()

    @property
    def from_day(self) -> dt.date | None:
        """The first day on which it can apply: entry into force, else adoption."""
        return self.in_force or self.adopted


class RuleRow(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="criterion/1"):
    """One provision. In force on [`valid_from`, `valid_to`).

    `phase` is set on duties. `authorisation_required` marks a scope rule that, when met, means an
    authorisation is needed (legal-safety point 2). `test` says in words what the test is; `facts`
    names what must be known; `params` holds its numbers as text.
    """

    id: Name
    of: Name
    cite: Text
    effect: Effect
    test: Text
    standard: Standard = "none"
    facts: tuple[Name, ...] = ()
    phase: Phase | None = None
    authorisation_required: bool = False
    params: dict[str, str] = {}
    mitigation: Literal["none"] | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    confidence: Confidence
    note: Text | None = None


class Criteria(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of the table, rows in the order of the file."""

    instruments: dict[str, Instrument] = {}
    rules: tuple[RuleRow, ...] = ()


def criteria_of(content: bytes) -> Criteria:
    """The table of an edition's content."""
    values = msgspec.json.Decoder(Instrument | RuleRow).decode_lines(content)
    return Criteria(
        instruments={value.id: value for value in values if isinstance(value, Instrument)},
        rules=tuple(value for value in values if isinstance(value, RuleRow)),
    )


class _InstrumentEntry(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    binds: Text
    adopted: dt.date | None = None
    in_force: dt.date | None = None
    amended: tuple[Amendment, ...] = ()


class _RuleEntry(msgspec.Struct, frozen=True, kw_only=True):
    id: Name
    of: Name
    cite: Text
    effect: Effect
    test: Text
    confidence: Confidence
    standard: Standard = "none"
    facts: tuple[Name, ...] = ()
    phase: Phase | None = None
    authorisation_required: bool = False
    params: dict[str, FactValue] = {}
    mitigation: Literal["none"] | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    note: Text | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["licet.criteria/1"]
    compiled: dt.date
    speaks_from: dt.date | None = None
    source_note: Text | None = None
    instruments: dict[str, _InstrumentEntry]
    rules: tuple[_RuleEntry, ...]


def parse_criteria(files: dict[str, bytes]) -> Parsed:
    """Read one criteria file (`licet.criteria/1`); raises `Faults` with one sentence for each fault.

    The edition is dated `speaks_from`, since its rows carry their own days, else `compiled`.
    """
    [(name, data)] = files.items()
    file = read_value(read_tree(unpacked(name, data), name.removesuffix(".gz")), _File)
    instruments = tuple(
        Instrument(
            id=key, title=entry.title, binds=entry.binds, adopted=entry.adopted, in_force=entry.in_force, amended=entry.amended
        )
        for key, entry in file.instruments.items()
    )
    rules = tuple(_rule(entry) for entry in file.rules)
    faults = [fault for index, rule in enumerate(rules) for fault in _wrong(rule, f"rules[{index}]", file)]
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule.id in seen:
            faults.append(Fault(f"rules[{index}].id", f"{quoted(rule.id)} is used twice; give each rule its own id"))
        seen.add(rule.id)
    if faults:
        raise Faults(faults)
    values = (*instruments, *rules)
    return Parsed(dated_on=file.speaks_from or file.compiled, name="CRITERIA", values=values, content=content_of(values))


def _rule(entry: _RuleEntry) -> RuleRow:
    phase = entry.phase
    if entry.effect == "duty" and phase is None:
        phase = "before_issue"
    return RuleRow(
        id=entry.id,
        of=entry.of,
        cite=entry.cite,
        effect=entry.effect,
        test=entry.test,
        standard=entry.standard,
        facts=entry.facts,
        phase=phase,
        authorisation_required=entry.authorisation_required,
        params={key: str(value) for key, value in entry.params.items()},
        mitigation=entry.mitigation,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        confidence=entry.confidence,
        note=entry.note,
    )


def _wrong(rule: RuleRow, where: str, file: _File) -> list[Fault]:
    faults = []
    if rule.of not in file.instruments:
        faults.append(Fault(f"{where}.of", f"{quoted(rule.of)} is no instrument of this table"))
    if rule.phase is not None and rule.effect != "duty":
        faults.append(Fault(f"{where}.phase", f"stands on a rule of effect {rule.effect}; only a duty has a phase"))
    if rule.authorisation_required and rule.effect != "scope":
        faults.append(
            Fault(f"{where}.authorisation_required", f"stands on a rule of effect {rule.effect}; only a scope rule triggers")
        )
    if rule.valid_from and rule.valid_to and rule.valid_to <= rule.valid_from:
        faults.append(Fault(f"{where}.valid_to", f"{rule.valid_to} is not after valid_from {rule.valid_from}"))
    return faults
