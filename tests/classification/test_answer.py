"""What somebody types in answer to a question, read as the value of a fact."""

import pytest

from licet.classification.answer import read_answer
from licet.encoding.faults import Faults
from licet.encoding.reading import FactValue
from licet.reference.control_parameters import PARAMETERS


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("bvlos", "yes", True),
        ("bvlos", " Y ", True),
        ("bvlos", "True", True),
        ("bvlos", "no", False),
        ("bvlos", "N", False),
        ("bvlos", "false", False),
        ("range_km", " 300.5 ", "300.5"),
        ("military_design", "Specially designed military", "specially_designed_military"),
        ("radar_mode", "SAR", "SAR"),
        ("radar_mode", "isar, electronically scanned", ("ISAR", "electronically_scanned")),
        ("engine_type", "turbojet", "turbojet"),
        ("sensor", "thermal, visible", ("thermal", "visible")),
        ("incorporates_entry", "6A003.b.3", "6A003.b.3"),
        ("incorporates_entry", "6A003.b.3, 7A002,", ("6A003.b.3", "7A002")),
        ("incorporates_entry", "none", "none"),
        # what a parameter does not take is refused
        ("bvlos", "perhaps", None),
        ("range_km", "far", None),
        ("range_km", "yes", None),
        ("military_design", "pacifist", None),
        ("incorporates_entry", "see sheet", None),
    ],
)
def test_what_is_typed_is_read_by_the_parameter_it_answers(name: str, typed: str, value: FactValue) -> None:
    if value is None:
        with pytest.raises(Faults):
            read_answer(PARAMETERS[name], typed)
    else:
        assert read_answer(PARAMETERS[name], typed) == value
