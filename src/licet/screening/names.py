"""What two names say for and against their being one party's."""

import msgspec

from licet.screening import model
from licet.screening.alignment import Alignment, Pair
from licet.screening.commonness import SLIGHT
from licet.screening.likeness import SAME
from licet.screening.normal import Word
from licet.screening.result import Evidence


class NameWeights(msgspec.Struct, frozen=True, kw_only=True):
    """What one pair of names weighs, feature by feature, in thousandths of log-odds."""

    name: int
    query_gap: int
    record_gap: int
    query_rest: int
    record_rest: int
    spelling: int
    beginnings: int
    lone_word: int
    numbers: int
    forms: int
    single_word: int
    syllables: int

    @property
    def total(self) -> int:
        """All of it together with the base that every comparison starts from."""
        return (
            model.BASE
            + self.name
            + self.query_gap
            + self.record_gap
            + self.query_rest
            + self.record_rest
            + self.spelling
            + self.beginnings
            + self.lone_word
            + self.numbers
            + self.forms
            + self.single_word
            + self.syllables
        )


class NameMeasures(msgspec.Struct, frozen=True, kw_only=True):
    """What the model is told of a pair of names, each in thousandths; the model has one weight for each."""

    shared: int
    shared_first: int
    query_gap: int
    query_gap_of_person: int
    record_gap: int
    query_rest: int
    record_rest: int
    respelt: int
    other_beginnings: int
    lone_respelt: int
    numbers_differ: int
    number_left_out: int
    forms_differ: int
    single_word: int
    syllables: int


def measures_of(alignment: Alignment, *, person: bool) -> NameMeasures:
    """Measure an alignment, in whole-number division."""
    shared = alignment.shared
    query_gap = SAME - shared * SAME // max(alignment.query_weight, 1)
    return NameMeasures(
        shared=min(shared, 3 * SAME),
        shared_first=min(shared, SAME),
        query_gap=query_gap,
        query_gap_of_person=query_gap if person else 0,
        record_gap=SAME - shared * SAME // max(alignment.record_weight, 1),
        query_rest=SAME if alignment.query_alone_heaviest > SLIGHT else 0,
        record_rest=SAME if alignment.record_alone_heaviest > SLIGHT else 0,
        respelt=0 if alignment.same_spelling else SAME,
        other_beginnings=alignment.other_beginnings,
        lone_respelt=SAME if alignment.lone_respelt else 0,
        numbers_differ=SAME if alignment.numbers_differ else 0,
        number_left_out=SAME if alignment.number_left_out else 0,
        forms_differ=SAME if alignment.forms_differ else 0,
        single_word=SAME if person and 1 in (alignment.query_length, alignment.record_length) else 0,
        syllables=SAME if alignment.syllables else 0,
    )


def weights_of_names(alignment: Alignment, *, person: bool) -> NameWeights:
    """Weigh an alignment by the model, in whole-number division."""
    found = measures_of(alignment, person=person)
    return NameWeights(
        name=(model.SHARED * found.shared + model.SHARED_FIRST * found.shared_first) // SAME,
        query_gap=(model.QUERY_GAP * found.query_gap + model.QUERY_GAP_OF_PERSON * found.query_gap_of_person) // SAME,
        record_gap=model.RECORD_GAP * found.record_gap // SAME,
        query_rest=model.QUERY_REST * found.query_rest // SAME,
        record_rest=model.RECORD_REST * found.record_rest // SAME,
        spelling=model.RESPELT * found.respelt // SAME,
        beginnings=model.OTHER_BEGINNINGS * found.other_beginnings // SAME,
        lone_word=model.LONE_RESPELT * found.lone_respelt // SAME,
        numbers=(model.NUMBERS_DIFFER * found.numbers_differ + model.NUMBER_LEFT_OUT * found.number_left_out) // SAME,
        forms=model.FORMS_DIFFER * found.forms_differ // SAME,
        single_word=model.SINGLE_WORD * found.single_word // SAME,
        syllables=model.SYLLABLES * found.syllables // SAME,
    )


def evidence_of_names(query: str, record: str, alignment: Alignment, weights: NameWeights, *, weak: bool) -> tuple[Evidence, ...]:
    """The evidence of one pair of names in words, in a fixed order; what weighs nothing is left out."""
    lines = (
        ("weak_alias" if weak else "name", weights.name, _agreement(query, record, alignment.pairs, weak=weak)),
        ("query_gap", weights.query_gap, _gap("list's", alignment.query_alone)),
        ("record_gap", weights.record_gap, _gap("party's", alignment.record_alone)),
        ("query_rest", weights.query_rest, "The party's name has a word that the list's has nothing like."),
        ("record_rest", weights.record_rest, "The list's name has a word that the party's has nothing like."),
        ("spelling", weights.spelling, "The two names are not the same letter for letter."),
        ("beginnings", weights.beginnings, "Words that stand for each other begin with different letters."),
        ("lone_word", weights.lone_word, "All that the names share is one word, and they spell it differently."),
        ("numbers", weights.numbers, "The numbers in the names differ, or one of them has none."),
        ("forms", weights.forms, "The legal forms of the two are of different kinds."),
        ("single_word", weights.single_word, "One of the names is a single word."),
        ("syllables", weights.syllables, "Chinese and Korean names are made of few syllables, so that many persons share one."),
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
