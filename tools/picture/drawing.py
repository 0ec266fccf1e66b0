"""The picture as SVG: bands of packages on the left, an arc for each import on the right.

An import that points down leaves on the right. One that points up would leave on the left, in red:
there is no way to draw a broken house that looks sound.
"""

import re
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from tools.picture.house import LINES_STEP, House, Package

WIDTH, LEFT, RIGHT, TOP = 1100, 196, 712, 96
ROW, BOX, GAP = 50, 44, 12
DUTY_WIDE = 46
WIDEST = 420
"""How far the control points of the longest arc reach out; the arc itself goes three quarters as far."""
PAPER, INK, SOFT, EDGE, RED = "#fbfaf7", "#1c2530", "#5d6875", "#d9d5cb", "#b3261e"
FACES = "'IBM Plex Sans', system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"

Group = Literal["shell", "work", "core"]
TINTS: dict[Group, tuple[str, str]] = {
    "shell": ("#e9eef7", "#2f5597"),
    "work": ("#eaf2ec", "#2e6b4a"),
    "core": ("#f6efe0", "#8a6116"),
}
SAYS: dict[Group, tuple[str, str]] = {
    "shell": ("Shells", "parse, call one service, present"),
    "work": ("Services, storage", "load everything, decide in the core, write once"),
    "core": ("The core", "values in, values out: no clock, disk, network, chance or framework"),
}


def draw(house: House) -> str:
    """The whole picture; the same house gives the same bytes."""
    tops = _tops(house)
    height = max(tops.values()) + ROW + 74
    legend = (
        "Drawn from the imports. A line is an import of one package by another; a heavier line, by more of its modules. "
        f"Lines of code to the nearest {LINES_STEP}."
    )
    parts = [
        _tag("title", escape("The packages of Licet and their imports"), id="title"),
        _tag("desc", escape(in_words(house)), id="described"),
        _tag("defs", "".join(_head(name, line) for name, line in [*((g, t[1]) for g, t in TINTS.items()), ("up", RED)])),
        _tag("rect", width=WIDTH, height=height, rx=10, fill=PAPER),
        _text(28, 44, "One core, thin shells", size=22, bold=True),
        _text(28, 68, f"Read from the bottom up, it is the story of a case. {_direction(house, tops)}", size=13, fill=SOFT),
        *_fields(house, tops),
        *(_box(package, tops[package.name], TINTS[_group(house, package.name)][1]) for package in house.packages),
        *_arcs(house, tops),
        _text(28, height - 24, legend, size=12, fill=SOFT),
    ]
    return (
        _tag(
            "svg",
            "\n" + "\n".join(parts) + "\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {height}",
            role="img",
            aria_labelledby="title described",
            font_family=FACES,
            fill=INK,
        )
        + "\n"
    )


def in_words(house: House) -> str:
    """The same as sentences, for whoever cannot see the picture."""
    said = []
    for package in house.packages:
        imported = _imported(house, package)
        said.append(f"{package.name} imports {', '.join(imported)}." if imported else f"{package.name} imports no other package.")
    return " ".join(said)


def table(house: House) -> str:
    """The same as a Markdown table, top to bottom."""
    lines = ["| package | duty | size | imports |", "|---|---|---|---|"]
    for package in house.packages:
        imported = ", ".join(f"`{name}`" for name in _imported(house, package)) or "nothing"
        lines.append(f"| `{package.name}` | {package.duty} | {_modules(package)}, {_lines(package)} | {imported} |")
    return "\n".join(lines) + "\n"


def _direction(house: House, tops: dict[str, int]) -> str:
    up = [f"{one.importer} imports {one.imported}" for one in house.imports if tops[one.imported] < tops[one.importer]]
    return f"These imports point up: {', '.join(up)}." if up else "Every import points down."


def _imported(house: House, package: Package) -> list[str]:
    """What a package imports, top to bottom."""
    imported = {one.imported for one in house.imports if one.importer == package.name}
    return [other.name for other in house.packages if other.name in imported]


def _group(house: House, name: str) -> Group:
    if name in house.core:
        return "core"
    return "shell" if name in {package.name for package in house.bands[0]} else "work"


def _tops(house: House) -> dict[str, int]:
    """The top of each package's box."""
    tops: dict[str, int] = {}
    y, before = TOP, _group(house, house.packages[0].name)
    for band in house.bands:
        group = _group(house, band[0].name)
        y += GAP + 18 if group != before else 0
        before = group
        for package in band:
            tops[package.name] = y
            y += ROW
        y += GAP
    return tops


def _fields(house: House, tops: dict[str, int]) -> list[str]:
    """The tinted fields of shells, services and core, and a bracket round the packages of one line."""
    parts = []
    for group, (fill, line) in TINTS.items():
        members = [tops[package.name] for package in house.packages if _group(house, package.name) == group]
        if members:
            top, bottom = members[0] - 10, members[-1] + ROW + 4
            title, duty = SAYS[group]
            parts.append(_tag("rect", x=18, y=top, width=RIGHT - 4, height=bottom - top, rx=8, fill=fill))
            parts.append(_text(34, top + 26, title, size=15, bold=True, fill=line))
            parts += [_text(34, top + 46 + 16 * n, words, size=12, fill=SOFT) for n, words in enumerate(_wrapped(duty, 22))]
    for band in house.bands:
        if len(band) > 1:
            top, bottom = tops[band[0].name], tops[band[-1].name] + BOX
            parts.append(
                _tag(
                    "path",
                    _tag("title", "on one line: these do not import each other"),
                    d=f"M{LEFT - 8} {top}h-5V{bottom}h5",
                    fill="none",
                    stroke=SOFT,
                )
            )
    return parts


def _box(package: Package, y: int, colour: str) -> str:
    duty = _wrapped(_short(package.duty), DUTY_WIDE)
    first = y + (20 if len(duty) > 1 else 27)
    return "".join(
        [
            _tag("rect", x=LEFT, y=y, width=RIGHT - LEFT, height=BOX, rx=5, fill="#fff", stroke=EDGE),
            _tag("rect", x=LEFT, y=y, width=4, height=BOX, rx=2, fill=colour),
            _text(LEFT + 16, y + 27, package.name, size=14, bold=True),
            *(_text(LEFT + 128, first + 15 * n, line, size=12) for n, line in enumerate(duty)),
            _text(RIGHT - 12, y + 20, _modules(package), size=11, fill=SOFT, anchor="end"),
            _text(RIGHT - 12, y + 35, _lines(package), size=11, fill=SOFT, anchor="end"),
        ]
    )


def _arcs(house: House, tops: dict[str, int]) -> list[str]:
    """An arc for each import: out of the upper part of the importer, into the lower part of the imported; the longest first."""
    parts = []
    farthest = max(tops.values()) - min(tops.values())
    for one in sorted(house.imports, key=lambda one: -abs(tops[one.imported] - tops[one.importer])):
        sent = sorted((other.imported for other in house.imports if other.importer == one.importer), key=lambda name: -tops[name])
        got = sorted((other.importer for other in house.imports if other.imported == one.imported), key=lambda name: -tops[name])
        start = tops[one.importer] + 4 + 15 * (sent.index(one.imported) + 1) / (len(sent) + 1)
        end = tops[one.imported] + 23 + 18 * (got.index(one.importer) + 1) / (len(got) + 1)
        down = end > start
        group = _group(house, one.importer)
        edge, tip, out = (RIGHT, RIGHT + 1, RIGHT + 30 + (end - start) / farthest * WIDEST) if down else (LEFT, LEFT - 1, LEFT - 60)
        parts.append(
            _tag(
                "path",
                _tag("title", f"{one.importer} imports {one.imported}"),
                d=f"M{edge} {start:.1f}C{out:.1f} {start:.1f} {out:.1f} {end:.1f} {tip} {end:.1f}",
                fill="none",
                stroke=TINTS[group][1] if down else RED,
                stroke_width=0.9 if one.modules == 1 else 1.4 if one.modules < 5 else 2,
                stroke_opacity=0.62 if down else 1,
                marker_end=f"url(#into-{group if down else 'up'})",
            )
        )
    return parts


def _head(name: str, colour: str) -> str:
    """An arrow's head."""
    return _tag(
        "marker",
        _tag("path", d="M0 0.8 8 4 0 7.2z", fill=colour),
        id=f"into-{name}",
        viewBox="0 0 8 8",
        refX=7,
        refY=4,
        markerWidth=7,
        markerHeight=7,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def _modules(package: Package) -> str:
    return "1 module" if package.modules == 1 else f"{package.modules} modules"


def _lines(package: Package) -> str:
    return f"{package.lines:,} lines" if package.lines else f"under {LINES_STEP // 2} lines"


def _short(duty: str) -> str:
    """What of a duty fits on two lines, cut where its sentence pauses."""
    text = duty.replace("`", "")
    while len(_wrapped(text, DUTY_WIDE)) > 2 and re.search(r"[,:;]", text):
        text = re.sub(r"\s*[,:;][^,:;]*$", "", text)
    return text


def _wrapped(text: str, longest: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _text(x: int, y: int, words: str, *, size: int, fill: str = INK, bold: bool = False, anchor: str = "start") -> str:
    weight = {"font_weight": 600} if bold else {}
    ends = {"text_anchor": anchor} if anchor != "start" else {}
    return _tag("text", escape(words), x=x, y=y, font_size=size, fill=fill, **weight, **ends)


def _tag(name: str, body: str = "", **attributes: str | float) -> str:
    """One element; `font_size` is written `font-size`."""
    written = "".join(f" {key.replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"
