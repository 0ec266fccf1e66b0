"""The screening engine at 58,000, 200,000 and 2,000,000 names: building, memory, opening, queries, two workers, and a change of a list.

    python benchmarks/screening/scale.py [NAMES…]

Time is processor time of the process that works, so that a busy machine weighs less. The names are
those of the development lists beside the checkout (`../shared`), padded with seeded recombinations
of their words; queries carry a name and a schema. Checked on the way: every listed party asked for
by its own name alerts, an index read from its file answers as the one that was built, two workers
answer as one, and a change finds exactly the parties whose screening alerts on it.
"""

import gzip
import json
import mmap
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from licet.reference.parse import parse
from licet.reference.record import ListedName, Record
from licet.screening.index import Index, build_index
from licet.screening.query import Query
from licet.screening.reverse import party_query, touched
from licet.screening.screen import screen

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "sanctions"
SIZES = (58_000, 200_000, 2_000_000)
ASKED = 2_043
CHANGED = 100
PARTIES = 1_000_000


def main() -> None:
    listed = parse("index-jsonl", {"dev_index.jsonl.gz": (DATA / "dev_index.jsonl.gz").read_bytes()}).values
    queries = [json.loads(line) for line in gzip.decompress((DATA / "dev_queries.jsonl.gz").read_bytes()).splitlines()]
    random.Random(7).shuffle(queries)  # noqa: S311 - seeded on purpose
    asked = [Query(schema=query["schema"], names=(query["name"],)) for query in queries[:ASKED]]
    for size in [int(text) for text in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, listed, asked, Path(folder) / "index")
    change(listed)


def measure(size: int, listed: tuple[Record, ...], asked: list[Query], path: Path) -> None:
    # Each size in a process of its own, so that the most memory it held is its own.
    context = get_context("spawn")
    with context.Pool(1) as pool:
        built, held, size_on_disk = pool.apply(build, (size, listed, path))
    with context.Pool(1) as pool:
        opened, cold, warm, used, one = pool.apply(ask, (path, asked))
    start = time.perf_counter()
    with context.Pool(1) as pool:
        pool.apply(ask, (path, asked))
    alone = time.perf_counter() - start
    start = time.perf_counter()
    with context.Pool(2) as pool:
        halves = pool.starmap(ask, [(path, asked), (path, asked)])
    both = time.perf_counter() - start
    assert all(half[4] == one for half in halves), "two workers answer as one"
    print(
        f"{size:>9,} names: built in {built:.1f} s holding {held} MB; {size_on_disk} MB on disk, opened in {opened:.3f} s; "
        f"{cold:.0f} queries/s, {warm:.0f} when words recur; {used} MB; two workers do {2 * alone / both:.2f} times the work of one",
        flush=True,
    )


def build(size: int, listed: tuple[Record, ...], path: Path) -> tuple[float, int, int]:
    records = padded(listed, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    index = build_index(records)
    built = time.process_time() - start
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    with path.open("wb") as file:
        file.writelines(index.laid_out())
    for record in listed[::400]:
        found = screen(Query(schema=record.schema, names=(record.names[0].text,)), [index], edition="e")
        weak = record.names[0].weak or len(index.words(int(index.first_names[0]))) == 0
        assert weak or any(match.record_id == record.id for match in found.matches), record.names[0].text
    return built, held, path.stat().st_size // 1_000_000


def ask(path: Path, asked: list[Query]) -> tuple[float, float, float, int, str]:
    start = time.perf_counter()
    with path.open("rb") as file:
        index = Index.from_bytes(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    opened = time.perf_counter() - start
    rates, answers = [], ""
    for _ in range(2):
        start = time.process_time()
        answers = str([screen(query, [index], edition="e") for query in asked])
        rates.append(len(asked) / (time.process_time() - start))
    return opened, rates[0], rates[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, answers


def change(listed: tuple[Record, ...]) -> None:
    changed = listed[: CHANGED * 200 : 200]
    parties = build_index(invented(listed, PARTIES))
    start = time.process_time()
    found = touched(changed, parties)
    took = time.process_time() - start
    entries = build_index(changed)
    some = [parties.record(at) for at in range(0, len(parties), len(parties) // 1000)]
    some += [record for key in found[:200] if (record := parties.named(key)) is not None]
    alerted = {one.id for one in some if screen(party_query(one), [entries], edition="e").alert}
    assert alerted == {one.id for one in some} & set(found), "a change finds those whom a screening alerts on"
    print(f"{len(changed)} changed entries against {len(parties):,} stored parties: {took:.2f} s, {len(found)} found", flush=True)


def padded(listed: tuple[Record, ...], size: int) -> Iterator[Record]:
    """The listed parties, then invented ones until there are so many names."""
    yield from listed
    yield from invented(listed, size - sum(len(record.names) for record in listed))


def invented(listed: tuple[Record, ...], count: int) -> Iterator[Record]:
    """Parties whose names are words of listed ones, shuffled by a fixed seed."""
    chance = random.Random(20261124)  # noqa: S311 - seeded on purpose
    texts = [(record.schema, name.text.replace(",", " ").split()) for record in listed for name in record.names]
    for at in range(count):
        schema, words = texts[chance.randrange(len(texts))]
        others = texts[chance.randrange(len(texts))][1]
        mixed = [chance.choice((words, others))[place % min(len(words), len(others))] for place in range(len(words))]
        yield Record(id=f"i{at}", list="PAD", schema=schema, names=(ListedName(text=" ".join(mixed)),), effect="weigh")


if __name__ == "__main__":
    main()
