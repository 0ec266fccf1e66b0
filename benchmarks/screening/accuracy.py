"""How well screening finds listed parties and how seldom it cries wolf, by class of variation, beside nomenklatura's logic-v2.

    python -m benchmarks.screening.accuracy [--peer PYTHON] [--made]

`--peer` (or LICET_PEER_PYTHON) names an interpreter of its own where `pip install nomenklatura` has been run. `--made` leaves the
sets beside the checkout aside. A listed party counts as found when any record of it alerts; every figure can be had again to the digit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
from benchmarks.screening.made import made_from
from benchmarks.screening.sets import Asked, Labelled, Sets, shared_folder, shared_sets, shipped_records
from rich.console import Console
from rich.table import Table

from licet.screening import model
from licet.screening.index import build_index
from licet.screening.screen import compare, screen

PEER_LINE = 0.7
"""From which score on the peer alerts, by its own default."""
FIRST = 20
"""So many records are looked at for whether a right one was found at all."""
QUIET = 15
"""Of a thousand unlisted parties, how many may alert at the line at which engines are compared."""
console = Console(width=150, highlight=False)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine said to one query: whether a right record is among the first it gives, the best score of a right record and
    of any, and whether these alerted.
    """

    among: bool = False
    right: float = -1.0
    any: float = -1.0
    right_alerts: bool = False
    any_alerts: bool = False


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One engine over one set. `line` is the score above which no more than the permitted unlisted parties alert."""

    answers: dict[str, Answer]
    pairs: dict[str, tuple[float, bool]]
    shown: tuple[tuple[float, bool], ...] = ()
    line: float
    seconds: float


def sets(*, made: bool) -> Sets:
    """The sets beside the checkout, or those made from what ships."""
    folder = None if made else shared_folder()
    if folder is not None:
        return shared_sets(folder)
    records, asked = made_from(shipped_records())
    return Sets(said="a set made from the list of blocked parties that ships", records=records, asked=asked)


def measure(given: Sets) -> Measured:
    """Licet over a set, one process."""
    index = build_index(given.records)
    answers, shown = {}, []
    start = time.perf_counter()
    for asked in given.asked:
        matches = screen(asked.query(), [index], edition="benchmark").matches
        right = [match for match in matches if match.record_id in asked.accept]
        answers[asked.id] = Answer(
            among=any(match.record_id in asked.accept for match in matches[:FIRST]),
            right=max((float(match.score) for match in right), default=-1),
            any=max((float(match.score) for match in matches), default=-1),
            right_alerts=any(match.alert for match in right),
            any_alerts=any(match.alert for match in matches),
        )
        shown += [(float(match.score), match.record_id in asked.accept) for match in matches]
    seconds = time.perf_counter() - start
    pairs = {}
    for pair in (*given.name_pairs, *given.party_pairs):
        found = compare(*pair.queries())
        pairs[pair.id] = (float(found.score), found.alert)
    return Measured(answers=answers, pairs=pairs, shown=tuple(shown), line=_line(given, answers), seconds=seconds)


def measure_peer(given: Sets, python: str) -> tuple[Measured, str]:
    """The peer over the same set, in a process of its own interpreter; also its version."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write(
            folder / "entities.jsonl",
            (
                {
                    "id": record.id,
                    "schema": record.schema,
                    "properties": {
                        "name": [name.text for name in record.names if not name.weak],
                        "weakAlias": [name.text for name in record.names if name.weak],
                    },
                }
                for record in given.records
            ),
        )
        _write(
            folder / "queries.jsonl",
            ({"id": asked.id, "schema": asked.schema, "properties": {"name": [asked.name]}} for asked in given.asked),
        )
        _write(
            folder / "pairs.jsonl",
            (
                {
                    "id": pair.id,
                    "left": {"schema": pair.schema, "properties": pair.left},
                    "right": {"schema": pair.schema, "properties": pair.right},
                }
                for pair in (*given.name_pairs, *given.party_pairs)
            ),
        )
        script = Path(__file__).with_name("peer.py")
        ran = subprocess.run([python, str(script), str(folder)], stdout=subprocess.PIPE, check=True)  # noqa: S603
    said = json.loads(ran.stdout)
    answers = {}
    for asked in given.asked:
        rows = said["answers"].get(asked.id, [])
        right = max((score for at, score in rows if at in asked.accept), default=-1)
        best = max((score for _, score in rows), default=-1)
        answers[asked.id] = Answer(
            among=any(at in asked.accept for at in said["retrieved"].get(asked.id, [])[:FIRST]),
            right=right,
            any=best,
            right_alerts=right >= PEER_LINE,
            any_alerts=best >= PEER_LINE,
        )
    pairs = {pair: (score, score >= PEER_LINE) for pair, score in said["pairs"].items()}
    seconds = said["seconds"]["retrieval"] + said["seconds"]["scoring"]
    peer = Measured(answers=answers, pairs=pairs, line=_line(given, answers), seconds=seconds)
    return peer, f"nomenklatura {said['versions']['nomenklatura']} logic-v2"


def _write(path: Path, values: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(value) + "\n" for value in values)  # type: ignore[attr-defined]


def _line(given: Sets, answers: dict[str, Answer]) -> float:
    """The score above which at most `QUIET` of a thousand unlisted parties alert."""
    scores = sorted((answers[asked.id].any for asked in given.asked if not asked.accept), reverse=True)
    return scores[len(scores) * QUIET // 1000] if scores else 0.0


def classes(asked: Sequence[Asked]) -> list[tuple[str, list[Asked]]]:
    """Every class with its queries, and all of the listed and of the unlisted, in a fixed order."""
    found = [(kind, [one for one in asked if one.kind == kind]) for kind in sorted({one.kind for one in asked})]
    listed = [one for one in asked if one.accept and one.kind != "xs_eastern"]
    return [*found, ("all listed", listed), ("all unlisted", [one for one in asked if not one.accept])]


def share(asked: Sequence[Asked], found: Measured, *, at_line: bool) -> float:
    """The part of the listed that are found, or of the unlisted that alert."""
    hits = 0
    for one in asked:
        answer = found.answers[one.id]
        if at_line:
            hits += (answer.right if one.accept else answer.any) > found.line
        else:
            hits += answer.right_alerts if one.accept else answer.any_alerts
    return hits / max(len(asked), 1)


def found_among(asked: Sequence[Asked], found: Measured) -> float:
    """The part of the listed of whom a right record is among the first that an engine gives, alerting or not."""
    return sum(found.answers[one.id].among for one in asked) / max(len(asked), 1)


def best_f1(given: Sets, found: Measured) -> tuple[float, float]:
    """The best F1 over all thresholds, and its threshold; a listed party counts when one of its own records is found."""
    asked = [one for one in given.asked if one.kind != "xs_eastern"]
    rights = [found.answers[one.id].right for one in asked if one.accept]
    wrongs = [found.answers[one.id].any for one in asked if not one.accept]
    best = (0.0, 0.0)
    for least in sorted({score for score in (*rights, *wrongs) if score > 0}):
        right, wrong = sum(score >= least for score in rights), sum(score >= least for score in wrongs)
        best = max(best, (2 * right / (right + wrong + len(rights)), least))
    return best


def pair_figures(pairs: Sequence[Labelled], found: Measured) -> tuple[float, float, float, float]:
    """Precision, recall and F1 at the engine's own alert line, and its best F1 over all thresholds."""
    judged = [(*found.pairs[pair.id], pair.match) for pair in pairs]
    alerts = sum(alert for _, alert, _ in judged)
    right = sum(alert and match for _, alert, match in judged)
    matches = sum(match for *_, match in judged)
    best = 0.0
    for least in {score for score, *_ in judged}:
        hits = sum(score >= least and match for score, _, match in judged)
        best = max(best, 2 * hits / (sum(score >= least for score, *_ in judged) + matches))
    return right / max(alerts, 1), right / max(matches, 1), 2 * right / max(alerts + matches, 1), best


def reliability(found: Measured) -> list[tuple[str, int, float, float]]:
    """For each band of scores: how many matches were shown, their mean score, and the part of them that were the party asked for."""
    edges = (0.0, 0.02, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.97, 1.01)
    rows = []
    for low, high in pairwise(edges):
        held = [(score, right) for score, right in found.shown if low <= score < high]
        if held:
            mean, right = sum(score for score, _ in held) / len(held), sum(right for _, right in held) / len(held)
            rows.append((f"{low:.2f}-{min(high, 1):.2f}", len(held), mean, right))
    return rows


def show(given: Sets, licet: Measured, peer: tuple[Measured, str] | None) -> None:
    """Print the tables."""
    console.print(f"Set: {given.said}; {len(given.records):,} records, {len(given.asked):,} queries by name and kind alone.")
    others = [peer] if peer else []
    table = Table(
        title=f"part found among the first {FIRST}; that alerts at each engine's own line; at the line where {QUIET / 10} % of the unlisted do"
    )
    table.add_column("class")
    for heading in (
        "asked",
        *(
            text
            for name in ("Licet", *(name for _, name in others))
            for text in (f"{name}: of {FIRST}", "alerts", f"at {QUIET / 10} %")
        ),
    ):
        table.add_column(heading, justify="right")
    for kind, asked in classes(given.asked):
        cells = [
            cell
            for found in (licet, *(one for one, _ in others))
            for cell in (
                f"{found_among(asked, found):.3f}" if asked[0].accept else "",
                *(f"{share(asked, found, at_line=line):.3f}" for line in (False, True)),
            )
        ]
        table.add_row(kind, str(len(asked)), *cells)
    console.print(table)
    for name, found in (("Licet", licet), *((name, one) for one, name in others)):
        f1, at = best_f1(given, found)
        console.print(f"{name}: best F1 {f1:.3f} (from {at:.3f}); {len(given.asked) / found.seconds:.0f} queries/s, one process.")
        for what, pairs in (("name pairs", given.name_pairs), ("party pairs", given.party_pairs)):
            if pairs:
                precision, recall, at_line, best = pair_figures(pairs, found)
                console.print(
                    f"  {len(pairs)} {what}: precision {precision:.3f}, recall {recall:.3f}, F1 {at_line:.3f}; best F1 {best:.3f}"
                )
    calibration = Table(title="reliability: what a score meant")
    for heading in ("score", "matches", "mean score", "were the party asked for"):
        calibration.add_column(heading, justify="right")
    for band, count, mean, right in reliability(licet):
        calibration.add_row(band, str(count), f"{mean:.3f}", f"{right:.3f}")
    console.print(calibration)
    console.print(f"Licet alerts from {model.probability(model.ALERT_FROM)} on.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", default=os.environ.get("LICET_PEER_PYTHON"), help="a Python in which nomenklatura is installed")
    parser.add_argument("--made", action="store_true", help="use the set made from what ships")
    options = parser.parse_args()
    given = sets(made=options.made)
    peer = measure_peer(given, options.peer) if options.peer else None
    show(given, measure(given), peer)
    if peer is None:
        console.print(
            "The peer was left out: python -m venv peer && peer/bin/pip install nomenklatura, then give --peer peer/bin/python."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
