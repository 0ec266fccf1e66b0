"""Only names that may alert are laid side by side, and none that does is left out: held against laying all of them."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.reference.record import ListedName, Record
from licet.screening import model
from licet.screening.alignment import Alignment
from licet.screening.ceiling import ceilings, least_earned, least_shared
from licet.screening.index import build_index
from licet.screening.names import weights_of_names
from licet.screening.query import Query
from licet.screening.reach import Measures
from licet.screening.reverse import party_query, touched
from licet.screening.screen import screen
from licet.screening.weighing import names_of, pairs_of, weigh

PARTS = (
    "mohammed", "muhammad", "ahmad", "abd", "al", "rahman", "alrahman", "hassan", "hussein", "viktor", "victor", "primerov",
    "primerow", "ivanovich", "salt", "heron", "saltheron", "trading", "ltd", "llc", "bank", "zavod", "27th", "29th", "centre",
    "john", "jon", "miller", "muller", "hiller", "j", "wang", "wong", "xiaoming", "li", "lee", "quillon", "محمد", "احمد", "حسن",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
TYPOS = st.tuples(NAMES, st.integers(0, 30), st.sampled_from("aehk")).map(lambda it: it[0][: it[1]] + it[2] + it[0][it[1] + 1 :])
SCHEMAS = st.sampled_from(("Person", "Company", "LegalEntity", "Vessel"))
FACTS = st.fixed_dictionaries(
    {"birth_dates": st.sampled_from(((), ("1961-02-17",), ("1961",))), "countries": st.sampled_from(((), ("MT",), ("YE",)))}
)


def record(key, names, schema, facts):
    return Record(id=key, list="L", schema=schema, names=tuple(ListedName(text=name) for name in names), effect="weigh", **facts)


RECORDS = st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=3), SCHEMAS, FACTS), min_size=1, max_size=12).map(
    lambda rows: [record(f"r{at}", *row) for at, row in enumerate(rows)]
)


def alerts_side_by_side(query, records):
    found = {}
    for one in records:
        weighed = weigh(query, one, pairs_of(names_of(query), one))
        if weighed.alert:
            found[one.id] = model.probability(weighed.log_odds)
    return found


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.one_of(NAMES, TYPOS), SCHEMAS, FACTS)
def test_whatever_alerts_side_by_side_alerts_in_a_screening(records, name, schema, facts):
    query = Query(schema=schema, names=(name,), **facts)
    if not names_of(Query(names=(name,), schema=schema)):
        return
    found = {match.record_id: match.score for match in screen(query, [build_index(records)], edition="e").matches if match.alert}
    assert found == alerts_side_by_side(query, records)


@settings(max_examples=25, deadline=None)
@given(RECORDS, RECORDS)
def test_turned_round_the_same_pairs_alert(changed, parties):
    expected = {party.id for party in parties if alerts_side_by_side(party_query(party), changed)}
    assert set(touched(changed, build_index(parties))) == expected


@settings(max_examples=25, deadline=None)
@given(RECORDS, RECORDS, NAMES, SCHEMAS)
def test_what_else_is_listed_changes_no_alert(some, others, name, schema):
    others = [record(f"o{at}", [one.text for one in row.names], row.schema, {}) for at, row in enumerate(others)]
    query = Query(schema=schema, names=(name,))
    alone = screen(query, [build_index(some)], edition="e")
    among = screen(query, [build_index([*some, *others])], edition="e")
    ids = {one.id for one in some}
    assert [match for match in alone.matches if match.alert] == [
        match for match in among.matches if match.alert and match.record_id in ids
    ]


class Favourable(Alignment, frozen=True, kw_only=True):
    """An alignment by its measures alone: nothing speaks against it but the weight that either side does not share."""

    @property
    def query_length(self):
        return 2

    record_length = query_length


def by_the_model(shared, lost, lost_there, rest, rest_there, *, person):
    favourable = Favourable(
        pairs=(),
        query_alone=(),
        record_alone=(),
        query_alone_heaviest=1000 * rest,
        record_alone_heaviest=1000 * rest_there,
        shared=shared,
        query_weight=shared + lost,
        record_weight=shared + lost_there,
    )
    return weights_of_names(favourable, person=person).total


def measures(*rows):
    kinds = (np.int64, np.int64, np.int64, np.bool_, np.bool_)
    columns = [np.array(column, dtype=kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    return Measures(**dict(zip(Measures.__struct_fields__, columns, strict=True)))


def ceiling(*row, person):
    row = (*row, False, False) if len(row) == 3 else row
    return int(ceilings(measures(row), person=np.array([person]))[0])


ROWS = st.tuples(
    *[st.sampled_from((0, 1, 60, 150, 200, 201, 650, 1000, 1234, 2999, 3001, 40_000))] * 3, st.booleans(), st.booleans()
)


@given(st.lists(ROWS, min_size=1, max_size=8), st.booleans())
def test_the_ceilings_are_what_the_model_says(rows, person):
    found = ceilings(measures(*rows), person=np.full(len(rows), person))
    assert found.tolist() == [by_the_model(*row, person=person) for row in rows]


@pytest.mark.parametrize("person", [False, True])
def test_the_model_never_weighs_more_shared_less_nor_more_alone_more(person):
    steps = (0, 1, 60, 300, 650, 1000, 1700, 3000, 4000)
    for shared, lost, lost_there in itertools.product(steps, steps, steps):
        here = ceiling(shared, lost, lost_there, person=person)
        assert ceiling(shared + 100, lost, lost_there, person=person) >= here
        assert ceiling(shared, lost + 100, lost_there, person=person) <= here
        assert ceiling(shared, lost, lost_there + 100, person=person) <= here
        assert ceiling(shared, lost, lost_there, True, False, person=person) <= here
        assert ceiling(shared, lost, lost_there, False, True, person=person) <= here


@pytest.mark.parametrize("person", [False, True])
@pytest.mark.parametrize("weight", [300, 1000, 1350, 2000, 3400])
@pytest.mark.parametrize("least", [model.ALERT_FROM, model.ALERT_FROM - 4900, model.ALERT_FROM + 4000])
def test_the_least_is_enough_and_less_is_not(person, weight, least):
    shared = least_shared(weight, least, person=person)
    if shared is None:
        assert ceiling(weight, 0, 0, person=person) < least
    else:
        assert ceiling(shared, weight - shared, 0, person=person) >= least
        assert shared == 0 or ceiling(shared - 1, weight - shared + 1, 0, person=person) < least
    part = least_earned(weight, least, person=person)
    even = [-(-weight * one // 1000) for one in (min(part, 1000), max(part - 1, 0))]
    if part <= 1000:
        assert ceiling(even[0], weight - even[0], weight - even[0], person=person) >= least
    if part > 0:
        assert ceiling(even[1], weight - even[1], weight - even[1], person=person) < least
