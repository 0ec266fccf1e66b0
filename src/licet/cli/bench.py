"""`licet bench`: the measurements that travel with the checkout, run and printed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

import licet
from licet.cli.console import say
from licet.encoding.faults import quoted, refuse

CHECKOUT = Path(licet.__file__).resolve().parents[2]
PEER = "LICET_PEER_PYTHON"
_NOT_RUN_ALONE = frozenset(("peer",))


def add_to(app: typer.Typer) -> None:
    app.command()(bench)


def areas(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each area with the modules that measure it: a script of its own name, or every script of its folder, by name."""
    found: dict[str, tuple[str, ...]] = {script.stem: (f"benchmarks.{script.stem}",) for script in sorted(folder.glob("*.py"))}
    for place in sorted(entry for entry in folder.iterdir() if entry.is_dir()):
        scripts = [
            script.stem for script in sorted(place.glob("*.py")) if '__name__ == "__main__"' in script.read_text(encoding="utf-8")
        ]
        modules = tuple(f"benchmarks.{place.name}.{name}" for name in scripts if name not in _NOT_RUN_ALONE)
        if modules:
            found[place.name] = modules
    return found


def bench(
    area: Annotated[str, typer.Argument(help="What to measure, such as screening.")],
    peer: Annotated[
        Path | None, typer.Option(envvar=PEER, help="A Python of its own with the peer installed, to measure it in the same run.")
    ] = None,
) -> int:
    """Measure an area and print the figures; each checks its results inside the run. Works in a checkout only, where the scripts are."""
    folder = CHECKOUT / "benchmarks"
    if not folder.is_dir():
        raise refuse("AREA", "cannot be measured here: the measurements travel with the source, not with the installed package")
    known = areas(folder)
    if area not in known:
        raise refuse("AREA", f"{quoted(area)} is not measured; use one of {', '.join(sorted(known))}")
    if peer is not None and not peer.is_file():
        raise refuse("--peer", f"{quoted(peer)} is no file; name the Python in which the peer is installed")
    environment = {**os.environ, **({PEER: str(peer.absolute())} if peer else {})}
    for module in known[area]:
        say(f"{module}:")
        # The script writes to this terminal itself.
        ran = subprocess.run([sys.executable, "-m", module], cwd=CHECKOUT, env=environment, check=False)  # noqa: S603
        if ran.returncode:
            return ran.returncode
    return 0
