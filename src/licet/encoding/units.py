"""Units of measure for quantities of goods, as a short closed list.

A quantity is an exact decimal and one of these codes (UN/CEFACT Recommendation 20 code in
brackets). Units are never converted: a draw-down in another unit than the authorisation's is a fault.
"""

NAME_OF: dict[str, str] = {
    "piece": "pieces [H87]",
    "set": "sets [SET]",
    "pair": "pairs [PR]",
    "kilogram": "kilograms [KGM]",
    "tonne": "tonnes [TNE]",
    "litre": "litres [LTR]",
    "metre": "metres [MTR]",
    "square_metre": "square metres [MTK]",
    "cubic_metre": "cubic metres [MTQ]",
    "round": "rounds of ammunition",
    "hour": "hours of assistance or training [HUR]",
    "copy": "copies of software or documents",
}


def read_unit(text: str) -> str:
    """Return a unit's code; raises `ValueError` that lists the codes when there is no such unit."""
    if text not in NAME_OF:
        raise ValueError("is not a unit; use one of " + ", ".join(NAME_OF))
    return text
