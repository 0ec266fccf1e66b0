"""The same bytes under another hash seed, locale, time zone and thread count."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import hashlib, pathlib, licet
from licet.encoding.canonical import canonical_bytes
from licet.reference.parse import parse
from licet.screening.index import build_index
from licet.screening.query import Query
from licet.screening.screen import screen
path = pathlib.Path(licet.__file__).parent / "bundled" / "example" / "parties.jsonl"
index = build_index(parse("index-jsonl", {path.name: path.read_bytes()}).values)
names = ["Khayal al-Mithali", "شركة المثال", "IİIı TRADING", "例子精密机械", "Фиктор Примеров", "Salt Heron", "zzz"]
out = hashlib.sha256(index.to_bytes())
for name in names:
    out.update(canonical_bytes(screen(Query(names=(name,)), [index], edition="e")))
print(out.hexdigest())
"""


def run(**env):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env={**os.environ, **env}, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def usual():
    return run(PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "12345"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"LC_ALL": "C", "PYTHONUTF8": "1"},
        {"TZ": "Pacific/Kiritimati"},
        {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"},
    ],
    ids=lambda env: next(iter(env)),
)
def test_nothing_of_the_machine_shows(usual, env):
    assert run(**env) == usual
