"""What two names say for and against their being one party's."""

import msgspec

from licet.screening import model
from licet.screening.alignment import Alignment, Pair
from licet.screening.likeness import SAME
from licet.screening.normal import Word
from licet.screening.result import Evidence


class NameWeights(msgspec.Struct, frozen=True, kw_only=True):
    """What one pair of names weighs, feature by feature, in thousandths of log-odds."""

    name: int
    query_gap: int
    record_gap: int
    both_alone: int
    numbers: int
    single_word: int

    @property
    def total(self) -> int:
        """All of it together with the base that every comparison starts from."""
        return model.BASE + self.name + self.query_gap + self.record_gap + self.both_alone + self.numbers + self.single_word


def weights_of_names(alignment: Alignment, *, person: bool) -> NameWeights:
    """Weigh an alignment by the model, in whole-number division."""
    shared = alignment.shared
    query_gap = SAME - shared * SAME // max(alignment.query_weight, 1)
    record_gap = SAME - shared * SAME // max(alignment.record_weight, 1)
    both_alone = min(alignment.query_alone_weight, alignment.record_alone_weight, 300)
    record_rate = model.RECORD_GAP + (model.RECORD_GAP_OF_PERSON if person else 0)
    single = person and 1 in (alignment.query_length, alignment.record_length)
    return NameWeights(
        name=(model.SHARED * min(shared, 3 * SAME) + model.SHARED_FIRST * min(shared, SAME)) // SAME,
        query_gap=model.QUERY_GAP * query_gap // SAME,
        record_gap=record_rate * record_gap // SAME,
        both_alone=model.BOTH_ALONE * both_alone // SAME,
        numbers=model.NUMBERS_DIFFER if alignment.numbers_differ else 0,
        single_word=model.SINGLE_WORD if single else 0,
    )


def evidence_of_names(query: str, record: str, alignment: Alignment, weights: NameWeights, *, weak: bool) -> tuple[Evidence, ...]:
    """The evidence of one pair of names in words, in a fixed order; what weighs nothing is left out."""
    lines = (
        ("weak_alias" if weak else "name", weights.name, _agreement(query, record, alignment.pairs, weak=weak)),
        ("query_gap", weights.query_gap, _gap("list's", alignment.query_alone)),
        ("record_gap", weights.record_gap, _gap("party's", alignment.record_alone)),
        ("both_alone", weights.both_alone, "Each name has words that the other lacks."),
        ("numbers", weights.numbers, "The numbers in the names differ."),
        ("single_word", weights.single_word, "One of the names is a single word."),
    )
    return (
        BASE,
        *(
            Evidence(
                feature=feature,
                effect="for" if weight > 0 else "against",
                weight=weight,
                query_value=query,
                record_value=record,
                says=says,
            )
            for feature, weight, says in lines
            if weight
        ),
    )


BASE = Evidence(
    feature="base",
    effect="against",
    weight=model.BASE,
    query_value=None,
    record_value=None,
    says="Most parties with like names are different ones; the count starts below even.",
)
"""Where every comparison starts."""


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
