"""What the sources say of the house: its bands, its packages and who imports whom."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

import grimp

CHECKOUT = Path(__file__).resolve().parents[2]
LINES_STEP = 500


@dataclass(frozen=True)
class Package:
    """One package: its name, the first sentence of its docstring, and its size.

    `lines` is rounded to the nearest step, so that the picture changes when the house does, not with every edit.
    """

    name: str
    duty: str
    modules: int
    lines: int


@dataclass(frozen=True)
class Import:
    """One package imports another, in so many of its modules."""

    importer: str
    imported: str
    modules: int


@dataclass(frozen=True)
class House:
    """Bands from top to bottom, each with its packages from left to right; the core is every band from `core` down."""

    bands: tuple[tuple[Package, ...], ...]
    imports: tuple[Import, ...]
    core: frozenset[str]

    @property
    def packages(self) -> tuple[Package, ...]:
        return tuple(package for band in self.bands for package in band)


def look(checkout: Path = CHECKOUT) -> House:
    """Read the house; raises `LookupError` when a package stands outside the bands of the contract."""
    settings = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    layers, purity = settings["tool"]["importlinter"]["contracts"][:2]
    source = checkout / "src/licet"
    standing = {folder.name for folder in source.iterdir() if (folder / "__init__.py").exists()}
    named = [[name.strip(" ()") for name in line.split("|")] for line in layers["layers"]]
    stray = standing - {name for band in named for name in band}
    if stray:
        raise LookupError(f"outside the bands of the import contract: {', '.join(sorted(stray))}")
    bands = tuple(tuple(_package(source / name) for name in band if name in standing) for band in named)
    return House(
        bands=tuple(band for band in bands if band),
        imports=_imports(standing),
        core=frozenset(name.removeprefix("licet.") for name in purity["source_modules"]),
    )


def _package(folder: Path) -> Package:
    files = sorted(folder.rglob("*.py"))
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    first = " ".join(docstring.split("\n\n")[0].split())
    return Package(
        name=folder.name,
        duty=first.split(". ")[0].rstrip("."),
        modules=len(files),
        lines=round(lines / LINES_STEP) * LINES_STEP,
    )


def _imports(standing: set[str]) -> tuple[Import, ...]:
    graph = grimp.build_graph("licet", cache_dir=None)
    pairs: dict[tuple[str, str], set[str]] = {}
    for importer in graph.modules:
        mine = importer.split(".")[1:2]
        for imported in graph.find_modules_directly_imported_by(importer):
            theirs = imported.split(".")[1:2]
            if mine and theirs and mine != theirs and {*mine, *theirs} <= standing:
                pairs.setdefault((mine[0], theirs[0]), set()).add(importer)
    return tuple(Import(importer=a, imported=b, modules=len(modules)) for (a, b), modules in sorted(pairs.items()))
