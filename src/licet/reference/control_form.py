"""The file of control-list entries as it is written: the only list of its fields.

Tests are written as `{param, op, value}` or as a group under `all` or `any`; `unless` and `reasons`
have short ways of writing that `control_file` writes out before this form is read.
"""

import datetime as dt
from typing import Literal

import msgspec

from licet.encoding.reading import FactValue, Name, Text
from licet.reference.control_entries import CatchAll, Confidence, Correlation, Disputed, Family, ListName, Operator


class TestsForm(msgspec.Struct, frozen=True, kw_only=True):
    """A test, or a group of them under `all` or `any`; both together must hold."""

    param: Name | None = None
    op: Operator | None = None
    value: FactValue = None
    all: tuple["NodeForm", ...] | None = None
    any: tuple["NodeForm", ...] | None = None


class NodeForm(TestsForm, frozen=True, kw_only=True):
    """The same inside a group, where it may name the paragraph of the list it stands for."""

    ref: Text | None = None


class UnlessForm(TestsForm, frozen=True, kw_only=True):
    text: Text | None = None


class ExcludedIfForm(TestsForm, frozen=True, kw_only=True):
    then: Name


class ReasonForm(TestsForm, frozen=True, kw_only=True):
    reason: Text
    ref: Text | None = None
    column: int | None = None
    text: Text | None = None


class BranchForm(TestsForm, frozen=True, kw_only=True):
    ref: Text
    reasons: tuple[ReasonForm, ...] = ()


class Period(msgspec.Struct, frozen=True, kw_only=True):
    from_: dt.date | None = msgspec.field(name="from", default=None)
    to: dt.date | None = None


class EntryForm(TestsForm, frozen=True, kw_only=True):
    id: Name
    list: ListName
    title: Text
    citation: Text
    confidence: Confidence
    source_kind: Literal["seen", "text", "recalled"]
    source: Text | None = None
    kinds: tuple[Name, ...] | None = None
    category: Literal["I", "II"] | None = None
    same_tests_as: Name | None = None
    branches: tuple[BranchForm, ...] = ()
    excludes: tuple[Name, ...] = ()
    excludes_if: tuple[ExcludedIfForm, ...] = ()
    unless: tuple[UnlessForm, ...] = ()
    alternative: Text | None = None
    extra: Text | None = None
    mt_if: tuple[TestsForm, ...] = ()
    reasons: tuple[ReasonForm, ...] = ()
    release: Text | None = None
    effect: Text | None = None
    valid: Period = Period()
    also: Text | None = None
    equivalents: tuple[Text, ...] = ()
    note: Text | None = None
    notes: tuple[Text, ...] = ()


class ParameterForm(msgspec.Struct, frozen=True, kw_only=True):
    unit: Text
    definition: Text | None = None
    label: Text | None = None
    values: tuple[Text, ...] = ()


class KindForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Name
    words: tuple[Text, ...]
    also_if: tuple[TestsForm, ...] = ()


class CoversForm(TestsForm, frozen=True, kw_only=True):
    list: Family
    kinds: tuple[Name, ...]
    valid: Period
    confidence: Confidence
    says: Text
    citation: Text


class PrecedenceForm(msgspec.Struct, frozen=True, kw_only=True):
    list: Literal["MTCR", "EU", "US", "any"]
    rule: Text
    order: tuple[tuple[Text, ...], ...] = ()


class OneOfForm(TestsForm, frozen=True, kw_only=True):
    list: Family
    entries: tuple[Name, ...]
    assume: Name
    says: Text
    citation: Text


class ContradictionForm(TestsForm, frozen=True, kw_only=True):
    contested: Name
    says: Text


class FileForm(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["licet.classification-entries/1"]
    compiled: dt.date
    dated: dt.date | None = None
    name: Name | None = None
    parameters: dict[str, ParameterForm] = {}
    kinds: tuple[KindForm, ...] = ()
    covers: tuple[CoversForm, ...] = ()
    precedence: tuple[PrecedenceForm, ...] = ()
    one_of: tuple[OneOfForm, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    contradictions: tuple[ContradictionForm, ...] = ()
    entries: tuple[EntryForm, ...]
    end_use_catch_alls: tuple[CatchAll, ...] = ()
