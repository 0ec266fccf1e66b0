"""Turned round, a screening finds the same pairs: no stored party that a changed entry alerts on is left out."""

import pytest

from licet.reference.record import Identifier, ListedName, Record
from licet.screening.index import build_index
from licet.screening.reverse import party_query, touched
from licet.screening.screen import screen
from licet.screening.weighing import names_of, pairs_of, weigh


def party(key, *names, schema="LegalEntity", weak=(), **fields):
    listed = tuple(ListedName(text=text) for text in names) + tuple(ListedName(text=text, weak=True) for text in weak)
    return Record(id=key, list="", schema=schema, names=listed, effect="weigh", **fields)


PARTIES = (
    party("p1", "Viktor Primerov", schema="Person"),
    party("p2", "Primerov Viktor Ivanovich", "Ferenc Muster", schema="Person"),
    party("p3", "Salt Heron", schema="Vessel", identifiers=(Identifier(kind="imoNumber", number="9131527"),)),
    party("p4", "Adelaide Fennimore", schema="Person", birth_dates=("1961-02-17",), countries=("MT",)),
    party("p5", weak=("The Heron",), schema="Person", countries=("MT",)),
    party("p6", "—", schema="Person", identifiers=(Identifier(kind="passportNumber", number="AB 1234567"),)),
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ((), ()),
        ((party("r", "PRIMEROV, Viktor"),), ("p1", "p2")),
        ((party("r", "MUSTER, Ferenc", schema="Person"),), ("p2",)),
        ((party("r", "SALTHERON", schema="Vessel"),), ("p3",)),
        ((party("r", "Fresh Paint", schema="Vessel", identifiers=(Identifier(kind="imoNumber", number="IMO 9131527"),)),), ("p3",)),
        ((party("r", "Nobody Knows"),), ()),
        ((party("r", "MUSTER, Ferenc"), party("s", "Adelaide Fenimore", schema="Person")), ("p2", "p4")),
        ((party("r", "Adelaide Other-Name", schema="Person", birth_dates=("1961-02-17",), countries=("MT",)),), ("p4",)),
        ((party("r", "Heron", schema="Person"),), ()),
        ((party("r", "Heron", schema="Person", countries=("MT",)),), ("p5",)),
        ((party("r", "Anyone", schema="Person", identifiers=(Identifier(kind="passportNumber", number="ab1234567"),)),), ("p6",)),
    ],
)
def test_the_parties_that_a_change_alerts_on(changed, expected):
    assert touched(changed, build_index(PARTIES)) == expected


def test_none_is_left_out_whose_screening_alerts_on_a_changed_entry(sdn_records):
    parties = [party(f"p{at}", record.names[-1].text, schema=record.schema) for at, record in enumerate(sdn_records[:600:3])]
    changed = sdn_records[200:260]
    entries = build_index(changed)
    alerted = {one.id for one in parties if screen(party_query(one), [entries], edition="e").alert}
    assert len(alerted) > 10
    assert set(touched(changed, build_index(parties))) == alerted


def test_it_agrees_with_laying_every_pair_side_by_side(sdn_records):
    parties = [
        party(
            f"p{at}",
            *(name.text for name in record.names[-2:]),
            schema=record.schema,
            birth_dates=record.birth_dates,
            countries=record.countries,
        )
        for at, record in enumerate(sdn_records[5000:5090])
    ]
    changed = sdn_records[5040:5070]
    expected = set()
    for one in parties:
        query = party_query(one)
        weighed = (weigh(query, record, pairs_of(names_of(query), record)) for record in changed)
        if any(found is not None and found.alert for found in weighed):
            expected.add(one.id)
    assert len(expected) >= 30
    assert set(touched(changed, build_index(parties))) == expected


@pytest.mark.parametrize(
    ("listed", "stored", "schema"),
    [
        ("M INVEST, OOO", "M INVESK,T OOO", "Organization"),
        ("Pak Yong Sik", "Yong Sik P.", "Person"),
        ("P. Yong Sik", "Pak Yong Sik", "Person"),
    ],
)
def test_who_is_alerted_on_is_touched_though_words_are_cut_or_shortened(listed: str, stored: str, schema: str) -> None:
    entry = Record(id="e", list="L", schema=schema, names=(ListedName(text=listed),), effect="prohibit")
    party = Record(id="p", list="party", schema=schema, names=(ListedName(text=stored),), effect="weigh")
    assert screen(party_query(party), [build_index([entry])], edition="e").alert
    assert touched([entry], build_index([party])) == ("p",)
