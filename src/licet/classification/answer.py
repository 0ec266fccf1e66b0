"""What somebody types in answer to a question about an item, read as the value of a fact."""

from licet.classification.item import wrong_value
from licet.encoding.faults import refuse
from licet.encoding.reading import FactValue
from licet.reference.control_parameters import Parameter

_YES = frozenset(("yes", "y", "true"))
_NO = frozenset(("no", "n", "false"))


def read_answer(parameter: Parameter, text: str) -> FactValue:
    """The value a text means for a parameter; raises `Faults` with what it takes instead.

    `yes` and `no` are read as such; several words or codes stand with commas between; the words of a
    parameter may be written in capitals or not, and with blanks for their underlines.
    """
    value: FactValue = text.strip()
    lowered = str(value).lower()
    if parameter.kind == "yes_no":
        value = True if lowered in _YES else False if lowered in _NO else value
    elif parameter.kind in ("word", "code"):
        parts = tuple(part.strip() for part in str(value).split(",") if part.strip())
        if parameter.kind == "word":
            words = {word.lower(): word for word in parameter.values}
            parts = tuple(words.get(plain, plain) for plain in (part.lower().replace(" ", "_") for part in parts))
        value = parts[0] if len(parts) == 1 else parts
    wrong = wrong_value(parameter, value)
    if wrong is not None:
        raise refuse(parameter.name, wrong)
    return value
