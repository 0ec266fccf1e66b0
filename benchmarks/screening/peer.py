"""The peer's answers: nomenklatura's blocker index and its logic-v2 scorer over the entities and queries of a folder.

Run by an interpreter of its own (LICET_PEER_PYTHON), where `pip install nomenklatura` has been run; it imports nothing of
Licet. Reads `entities.jsonl`, `queries.jsonl` and `pairs.jsonl` of the folder named as its argument and prints one JSON object.
The scorer keeps its analysis of a name under the entity's id, so every entity compared has an id of its own.
"""

import json
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore

SHOWN = 20
SCORED = 50
"""Candidates scored for each query, as the peer's own service does for five results."""
DATASET = Dataset.make({"name": "benchmark", "title": "Benchmark"})


def entity(value):
    return StatementEntity.from_data(DATASET, {"id": value["id"], "schema": value["schema"], "properties": value["properties"]})


def lines(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def compare(algorithm, config, one, other):
    return float(algorithm.compare(one, other, config).score)


def main():
    folder = Path(sys.argv[1])
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    seconds = {}

    # The tables of names are read at the first comparison: not part of what is timed.
    first = {"schema": "Person", "properties": {"name": ["Ferenc Muster"]}}
    compare(algorithm, config, entity({"id": "warm-1", **first}), entity({"id": "warm-2", **first}))

    start = time.perf_counter()
    pairs = {}
    for pair in lines(folder, "pairs.jsonl"):
        left = entity({"id": f"left-{pair['id']}", **pair["left"]})
        right = entity({"id": f"right-{pair['id']}", **pair["right"]})
        pairs[pair["id"]] = compare(algorithm, config, left, right)
    seconds["pairs"] = time.perf_counter() - start

    store = MemoryStore(DATASET, Linker({}))
    start = time.perf_counter()
    with store.writer() as writer:
        for value in lines(folder, "entities.jsonl"):
            writer.add_entity(entity(value))
    view = store.view(DATASET)
    answers = {}
    with tempfile.TemporaryDirectory() as place:
        index = Index(view, Path(place), {"memory": 4000})
        index.build()
        seconds["build"] = time.perf_counter() - start
        queries = {value["id"]: entity(value) for value in lines(folder, "queries.jsonl")}
        start = time.perf_counter()
        candidates = {str(found): [str(place) for place, _ in rows] for found, rows in index.match_entities(queries.values())}
        seconds["retrieval"] = time.perf_counter() - start
        start = time.perf_counter()
        for asked, query in queries.items():
            scored = [(compare(algorithm, config, query, view.get_entity(at)), at) for at in candidates.get(asked, ())[:SCORED]]
            scored.sort(key=lambda row: (-row[0], row[1]))
            answers[asked] = [[at, score] for score, at in scored[:SHOWN] if score > 0]
        seconds["scoring"] = time.perf_counter() - start
        index.close()
    found = {asked: rows[:SHOWN] for asked, rows in candidates.items()}
    versions = {name: version(name) for name in ("nomenklatura", "rigour", "followthemoney")}
    json.dump({"versions": versions, "seconds": seconds, "answers": answers, "retrieved": found, "pairs": pairs}, sys.stdout)


if __name__ == "__main__":
    main()
