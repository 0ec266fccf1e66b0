"""Turned round, a screening finds the same pairs: no stored party that a changed entry concerns is left out."""

import pytest

from licet.reference.record import ListedName, Record
from licet.screening.index import build_index
from licet.screening.reverse import party_query, touched
from licet.screening.screen import screen


def party(key, *names, schema="Person", **fields):
    return Record(id=key, list="", schema=schema, names=tuple(ListedName(text=text) for text in names), effect="weigh", **fields)


PARTIES = (
    party("p1", "Viktor Primerov"),
    party("p2", "Primerov Viktor Ivanovich", "Ferenc Muster"),
    party("p3", "Salt Heron", schema="Vessel"),
    party("p4", "Adelaide Fennimore"),
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ((), ()),
        (("PRIMEROW, Viktor",), ("p1", "p2")),
        (("MUSTER, Ferenc",), ("p2",)),
        (("SALTHERON",), ("p3",)),
        (("Nobody Knows",), ()),
        (("MUSTER, Ferenc", "Adelaide Fenimore"), ("p2", "p4")),
    ],
)
def test_the_parties_that_a_change_concerns(changed, expected):
    records = [party(f"r{at}", name) for at, name in enumerate(changed)]
    found = touched(records, build_index(PARTIES))
    assert set(expected) <= set(found)
    assert "p4" not in found or "p4" in expected


def test_none_is_left_out_whose_screening_shows_a_changed_entry(sdn_records):
    parties = [party(f"p{at}", record.names[-1].text, schema=record.schema) for at, record in enumerate(sdn_records[:400:4])]
    changed = sdn_records[200:260]
    entries = build_index(changed)
    concerned = {one.id for one in parties if screen(party_query(one), [entries], edition="e").matches}
    assert concerned
    assert concerned <= set(touched(changed, build_index(parties)))
