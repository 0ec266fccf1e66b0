"""Live authorisations shared among workers: each loads both laws itself and finds what one process alone finds."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from licet.dossier.history import LiveAuthorisation
from licet.encoding.faults import Faults
from licet.reference.rulebook import NationalRule
from licet.services.batch import Alone
from licet.services.desk import Desk
from licet.services.what_if import CHUNK, authorisations_that_turn, law_on
from licet.storage.pool import Pool
from licet.storage.reassessment import Reassessment, side_of
from licet.storage.software import software_digest
from workbench import DAY

RULE = NationalRule(id="N", citation="c", effect="refuse", says="nothing to Norway", destinations=("NO",))


@pytest.fixture
def reassessment(desk: Desk, small_library_folder: Path) -> Reassessment:
    law = law_on(desk, "ZA", as_of=DAY)
    stricter = replace(law, rulebook=replace(law.rulebook, rules=(*law.rulebook.rules, RULE)))
    return Reassessment(
        state="ZA", before=side_of(law), after=side_of(stricter), library=str(small_library_folder), software=software_digest()
    )


def live(count: int) -> tuple[LiveAuthorisation, ...]:
    return tuple(
        LiveAuthorisation(
            reference=f"ZA-{number}",
            issued_on=dt.date(2026, 1, 1),
            item="drone",
            quantity_left=Decimal("1.000000"),
            unit="piece",
            destination_state="NO" if number % 3 == 0 else "SE",
        )
        for number in range(count)
    )


def test_a_worker_makes_its_work_of_what_it_is_told(reassessment: Reassessment) -> None:
    told = msgspec.json.decode(msgspec.json.encode(reassessment), type=Reassessment)
    found = list(authorisations_that_turn(live(7), Alone(told.work()), told=lambda *_: None))
    assert [one.authorisation for one in found] == ["ZA-0", "ZA-3", "ZA-6"]


def test_a_worker_of_another_version_does_nothing(reassessment: Reassessment) -> None:
    with pytest.raises(Faults, match="another version"):
        replace(reassessment, software="sha256:" + "0" * 64).work()


@pytest.mark.slow
def test_two_workers_find_what_one_finds(reassessment: Reassessment) -> None:
    every = live(2 * CHUNK + 7)
    alone = list(authorisations_that_turn(every, Alone(reassessment.work()), told=lambda *_: None))
    heard: list[tuple[int, int]] = []
    shared = list(
        authorisations_that_turn(every, Pool(reassessment, 2, told=print), told=lambda done, total: heard.append((done, total)))
    )
    assert shared == alone
    assert len(shared) == len(every[::3])
    assert heard[-1] == (len(every), len(every))
