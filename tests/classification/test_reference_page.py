"""The reference page of classification names every parameter, kind of item and check, as the code has them."""

from pathlib import Path

import pytest

from licet.reference.control_entries import ControlEntries
from licet.reference.control_parameters import PARAMETERS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "classification.md").read_text("utf-8")


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_its_row(name: str) -> None:
    parameter = PARAMETERS[name]
    takes = {"number": parameter.unit, "yes_no": "true, false", "word": ", ".join(parameter.values), "code": "codes, or none"}[
        parameter.kind
    ]
    assert f"| `{name}` | {takes} | {parameter.asks} |" in PAGE


def test_every_kind_of_item_has_its_words(entries: ControlEntries) -> None:
    for kind in entries.heads[0].kinds:
        assert f"| `{kind.id}` | {', '.join(kind.words)} |" in PAGE
