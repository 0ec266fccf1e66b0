"""What two names say for and against their being one party's."""

from licet.screening import model
from licet.screening.alignment import Alignment, Pair
from licet.screening.likeness import SAME
from licet.screening.normal import Word
from licet.screening.result import Evidence


def evidence_of_names(query: str, record: str, alignment: Alignment, *, person: bool, weak: bool) -> tuple[Evidence, ...]:
    """The evidence of one pair of names, in a fixed order; the weights are the model's, by whole-number division."""
    shared = alignment.shared
    query_gap = SAME - shared * SAME // max(alignment.query_weight, 1)
    record_gap = SAME - shared * SAME // max(alignment.record_weight, 1)
    both_alone = min(alignment.query_alone_weight, alignment.record_alone_weight, 300)
    record_rate = model.RECORD_GAP + (model.RECORD_GAP_OF_PERSON if person else 0)
    single = person and 1 in (alignment.query_length, alignment.record_length)
    weights = (
        ("base", model.BASE, "Most parties with like names are different ones; the count starts below even."),
        (
            "weak_alias" if weak else "name",
            (model.SHARED * min(shared, 3 * SAME) + model.SHARED_FIRST * min(shared, SAME)) // SAME,
            _agreement(query, record, alignment.pairs, weak=weak),
        ),
        ("query_gap", model.QUERY_GAP * query_gap // SAME, _gap("list's", alignment.query_alone)),
        ("record_gap", record_rate * record_gap // SAME, _gap("party's", alignment.record_alone)),
        ("both_alone", model.BOTH_ALONE * both_alone // SAME, "Each name has words that the other lacks."),
        ("numbers", model.NUMBERS_DIFFER if alignment.numbers_differ else 0, "The numbers in the names differ."),
        ("single_word", model.SINGLE_WORD if single else 0, "One of the names is a single word."),
    )
    return tuple(
        Evidence(
            feature=feature,
            effect="for" if weight > 0 else "against",
            weight=weight,
            query_value=None if feature == "base" else query,
            record_value=None if feature == "base" else record,
            says=says,
        )
        for feature, weight, says in weights
        if weight
    )


def _agreement(query: str, record: str, pairs: tuple[Pair, ...], *, weak: bool) -> str:
    words = ", ".join(_pair(pair) for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.query[0].text)))
    also = "; an alias that the list calls weak alerts only with a second fact" if weak else ""
    return f"“{query}” and “{record}” agree in {words}{also}."


def _pair(pair: Pair) -> str:
    one = " ".join(word.text for word in pair.query)
    other = " ".join(word.text for word in pair.record)
    return one if one == other else f"{one}/{other}"


def _gap(whose: str, alone: tuple[Word, ...]) -> str:
    if not alone:
        return f"The {whose} name spells some words differently."
    return f"The {whose} name lacks {', '.join(word.text for word in alone)}."
