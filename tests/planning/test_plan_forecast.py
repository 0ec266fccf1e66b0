"""Forecasts from made histories whose answer is known, what a forecast may not know, and reports that are refused."""

import datetime as dt
import random

import pytest

from licet.encoding.canonical import canonical_bytes
from licet.encoding.faults import Faults
from licet.planning.forecast import FEWEST, Forecast, forecasts
from licet.planning.reports import Report, Reports, read_reports

START = dt.date(2020, 1, 1)


def report(contract: str, day: int, end: int, status: str = "open", stage: str = "implementation") -> Report:
    return Report(
        contract=contract,
        as_of=START + dt.timedelta(days=day),
        end_on=START + dt.timedelta(days=end),
        stage=stage,
        status=status,  # type: ignore[arg-type]
    )


def history(moves: list[int], left: int = 1000, stage: str = "implementation") -> list[Report]:
    """Complete contracts that once had so many days left and then moved by so many."""
    found = []
    for number, move in enumerate(moves):
        found.append(report(f"old-{stage}-{number:03}", 0, left, stage=stage))
        found.append(report(f"old-{stage}-{number:03}", left + move, left + move, "complete", stage=stage))
    return found


def only(reports: list[Report], day: int | None = None) -> Forecast:
    made = forecasts(Reports(reports=tuple(reports)), as_of=None if day is None else START + dt.timedelta(days=day))
    [found] = [one for one in made.forecasts if one.contract == "new"]
    return found


def days(found: Forecast) -> dict[int, int | None]:
    return {one.percent: (one.on - found.stated_on).days if one.on else None for one in found.quantiles}


def test_a_rank_of_what_was_seen_is_the_forecast() -> None:
    found = only([*history(list(range(10, 1000, 10))), report("new", 3000, 4000)])
    # 99 contracts moved by 10 to 990 days in 1,000; the ranks of 40 with the same time left, or half: the first 49 by name.
    assert found.learned_from == 49
    assert days(found) == {10: 50, 50: 250, 80: 400, 90: 450, 95: 480}
    assert not found.weak
    assert (found.unmoved, found.terminated) == (0, 0)


def test_moves_are_measured_against_the_time_left() -> None:
    found = only([*history([100] * 30), report("new", 3000, 3500)])
    assert days(found) == {10: 50, 50: 50, 80: 50, 90: 50, 95: 50}


def test_dates_that_stand_still_are_forecast_to_stand() -> None:
    found = only([*history([0] * 25 + [2000] * 5), report("new", 5000, 6000)])
    assert days(found)[50] == 0
    assert days(found)[95] == 2000
    assert found.unmoved == 25


def test_few_of_a_stage_borrow_all_and_say_so() -> None:
    found = only([*history([100] * 6), *history([500] * 25, stage="tender"), report("new", 5000, 6000)])
    assert found.stage_class == "all stages"
    assert found.weak
    assert found.says.endswith("Weak: too few contracts in this stage.")
    alone = only([*history([100] * 25), *history([500] * 25, stage="tender"), report("new", 5000, 6000)])
    assert (alone.stage_class, days(alone)[80]) == ("implementation", 100)


def test_too_few_give_no_forecast() -> None:
    found = only([*history([100] * (FEWEST - 1)), report("new", 5000, 6000)])
    assert set(days(found).values()) == {None}
    assert "No forecast" in found.says


def test_a_level_that_so_few_cannot_tell_is_left_out() -> None:
    found = only([*history([100] * 10), report("new", 5000, 6000)])
    assert (days(found)[80], days(found)[95]) == (100, None)


def test_nothing_is_used_that_was_not_known_on_the_day() -> None:
    old = history([0] * 30)
    later = [report("late", 900, 1900), report("late", 4000, 9000)]
    before = only([*old, report("new", 1100, 2100), *later], day=1100)
    without = only([*old, report("new", 1100, 2100), later[0]], day=1100)
    assert days(before) == days(without)
    assert before.learned_from == without.learned_from


def test_a_contract_does_not_learn_from_itself() -> None:
    own = [report("new", 0, 1000), report("new", 900, 5000)]
    assert days(only([*history([0] * 30), *own]))[95] == 0


def test_what_is_open_counts_once_half_its_time_has_passed() -> None:
    early = [one for n in range(30) for one in (report(f"open-{n}", 0, 1000), report(f"open-{n}", 499, 1300))]
    assert only([*early, report("new", 499, 1499)]).learned_from == 0
    late = [one for n in range(30) for one in (report(f"open-{n}", 0, 1000), report(f"open-{n}", 500, 1300))]
    found = only([*late, report("new", 500, 1500)])
    assert (found.learned_from, found.still_open, days(found)[80]) == (30, 30, 300)


def test_the_terminated_are_counted_apart() -> None:
    dead = [report("dead", 0, 1000), report("dead", 600, 600, "terminated")]
    found = only([*history([0] * 30), *dead, report("new", 3000, 4000)])
    assert (found.learned_from, found.terminated) == (30, 1)


def test_no_forecast_lies_before_its_day() -> None:
    made = forecasts(Reports(reports=(*history([-900] * 30), report("new", 5000, 5010), report("other", 5200, 6000))))
    [found] = [one for one in made.forecasts if one.contract == "new"]
    assert all(one.on and one.on >= made.as_of for one in found.quantiles)


def test_the_levels_cover_what_they_say() -> None:
    """On exchangeable histories a level covers at least its share, and not much more."""
    chance = random.Random(3)  # noqa: S311 - test data
    covered = dict.fromkeys((50, 80, 90), 0)
    runs = 300
    for _ in range(runs):
        moves = [0 if chance.random() < 0.4 else int(chance.lognormvariate(5, 1)) for _ in range(41)]
        found = days(only([*history(moves[:40]), report("new", 20_000, 21_000)]))
        for level in covered:
            covered[level] += moves[40] <= (found[level] or 0)
    for level, count in covered.items():
        assert level / 100 - 0.07 < count / runs < level / 100 + 0.09, (level, count)


def test_a_forecast_can_be_kept() -> None:
    made = forecasts(Reports(reports=(*history([1] * 30), report("new", 3000, 4000))))
    assert canonical_bytes(made)


# ---- what is refused


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("contract,as_of\nA,2020-01-01\n", ("line 1", "no column “end_on”")),
        ("contract,as_of,end_on,colour\nA,2020-01-01,2021-01-01,red\n", ("line 1", "“colour”")),
        ("contract,as_of,end_on\nA,2020-01-01,soon\n", ("line 2", "soon", "YYYY-MM-DD")),
        ("contract,as_of,end_on\nA,2020-01-01\n", ("line 2.end_on", "is missing")),
        ("contract,as_of,end_on\nA,2020-01-01,2021-01-01,x\n", ("line 2", "more than 3 fields")),
        ("contract,as_of,end_on,status\nA,2020-01-01,2021-01-01,lost\n", ("line 2.status", "lost", "terminated")),
        ("contract,as_of,end_on\nA,2020-01-01,2021-01-01\nA,2020-01-01,2021-02-01\n", ("line 3", "second report")),
        ("contract,as_of,end_on,stage\nA,2020-01-01,2021-01-01,award\nA,2020-03-01,2021-02-01,tender\n", ("line 3", "back from award to tender")),
        ("contract,as_of,end_on,status\nA,2020-01-01,2019-12-01,complete\nA,2020-03-01,2021-02-01,open\n", ("line 3", "after it was complete")),
        ("contract,as_of,end_on,status\nA,2020-01-01,2020-12-01,complete\n", ("line 2", "after the report")),
        ("contract,as_of,end_on\n", ("no report",)),
    ],
)  # fmt: skip
def test_a_faulty_file_is_one_sentence(text: str, holds: tuple[str, ...]) -> None:
    with pytest.raises(Faults) as refused:
        read_reports(text.encode(), "contracts.csv")
    assert len(refused.value.faults) == 1, refused.value.faults
    for part in holds:
        assert part in str(refused.value.faults[0])


def test_json_and_csv_are_the_same() -> None:
    table = b"contract,as_of,end_on,stage\nB,2020-01-01,2021-01-01,tender\nA,2020-01-01,2021-01-01,tender\n"
    tree = b'{"reports": [{"contract": "A", "as_of": "2020-01-01", "end_on": "2021-01-01", "stage": "tender"}, {"contract": "B", "as_of": "2020-01-01", "end_on": "2021-01-01", "stage": "tender"}]}'
    assert read_reports(table, "c.csv") == read_reports(tree, "c.json")
