"""What is not documented does not exist: commands, settings, errors, links, decisions and the picture."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.pages import commands, made, refusals

CHECKOUT = Path(__file__).resolve().parent.parent
DOCS = CHECKOUT / "docs"

PAGES = sorted([*DOCS.rglob("*.md"), *CHECKOUT.glob("*.md"), *CHECKOUT.glob("changelog.d/README.md")])
SETTING = re.compile(r"\b(?:LICET_[A-Z][A-Z_]*|DATABASE_URL)\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADINGS = ("context", "choice", "alternatives", "what would change our mind")


def of(page: Path) -> str:
    """How a page is called in a message."""
    return str(page.relative_to(CHECKOUT))


# ---- made pages


@pytest.mark.parametrize("path", made.MADE)
def test_a_made_page_is_up_to_date(path: str) -> None:
    assert (CHECKOUT / path).read_text(encoding="utf-8") == made.MADE[path](), f"{path} is out of date; run `make docs`"


def test_every_command_has_its_help_in_the_reference() -> None:
    page = (DOCS / "reference/cli.md").read_text(encoding="utf-8")
    known = [f"## licet {' '.join(path)}" for path in commands.commands()]
    assert known, "the command line has no commands"
    assert [heading for heading in known if heading not in page.splitlines()] == []


def test_every_command_and_option_explains_itself() -> None:
    silent = [" ".join(path) for path in commands.commands() if len(commands.help_of(path).splitlines()) < 3]
    bare = [
        f"{' '.join(path)} {line.split()[0]}"
        for path in commands.commands()
        for line in commands.help_of(path).splitlines()
        if re.fullmatch(r"\s+--?[a-z-]+(?: +[A-Z<\[][^ ]*)?(?: +\[[^]]*\])?", line)
    ]
    assert silent + bare == []


def test_a_refusal_in_the_sources_reaches_the_reference() -> None:
    planted = ast.parse('def read(n):\n    raise refuse(f"items[{n}]", f"holds {n} pieces; " + "write fewer")')
    assert list(refusals.refusals(planted)) == [("items[…]", "holds … pieces; write fewer")]


# ---- settings


def settings_read() -> set[str]:
    """Every environment variable of Licet's own that the sources name."""
    return {name for file in (CHECKOUT / "src").rglob("*.py") for name in named_in(ast.parse(file.read_text(encoding="utf-8")))}


def named_in(tree: ast.AST) -> Iterator[str]:
    """Names of environment variables: texts written like one of Licet's own, and whatever is asked of `environ` or `env`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=asked, attr="get"), args=[ast.Constant(value=str(name)), *_]) if of_environment(
                asked
            ):
                yield name
            case ast.Subscript(value=asked, slice=ast.Constant(value=str(name))) if of_environment(asked):
                yield name
            case ast.Call(args=[ast.Constant(value=str(name)), *_], func=ast.Name(id=called)) if (
                called != "getattr" and SETTING.fullmatch(name)
            ):
                yield name
            case ast.keyword(arg="envvar", value=ast.Constant(value=str(name))):
                yield name


def of_environment(asked: ast.expr) -> bool:
    """Whether an expression is the environment."""
    return ast.unparse(asked).rpartition(".")[2] in ("environ", "env")


def test_every_setting_has_a_row() -> None:
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M))
    read = settings_read()
    assert "LICET_WORKSPACE" in read
    assert read - rows == set()
    outside = {name for place in ("tests", "tools", "Makefile") for name in _named_in(CHECKOUT / place)}
    assert outside - rows == set()
    assert {name for name in rows if SETTING.fullmatch(name)} - read - outside == set(), "a setting that nothing reads"


def test_a_setting_is_seen_wherever_it_is_read() -> None:
    planted = """
a = os.environ.get("WEB_CONCURRENCY", "1")
b = os.environ["DATABASE_URL"]
c = switched_on("LICET_HTTPS")
d = typer.Option("--workspace", envvar="LICET_WORKSPACE")
e = getattr(settings, "LICET_OWN_SETTINGS", False)
"""
    assert sorted(named_in(ast.parse(planted))) == ["DATABASE_URL", "LICET_HTTPS", "LICET_WORKSPACE", "WEB_CONCURRENCY"]


def _named_in(place: Path) -> Iterator[str]:
    for file in [place] if place.is_file() else [*place.rglob("*.py"), *place.rglob("*.sh")]:
        text = file.read_text(encoding="utf-8")
        yield from filter(SETTING.fullmatch, named_in(ast.parse(text))) if file.suffix == ".py" else SETTING.findall(text)


# ---- what a page says to type


def typed() -> Iterator[tuple[str, str]]:
    """Every `licet` line in a block of shell, with its page."""
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            for line in block.replace("\\\n", " ").splitlines():
                if "bin/licet " in line:
                    yield of(page), line.partition("bin/licet ")[2]


def test_every_command_a_page_shows_exists_with_its_options() -> None:
    known = {path: commands.help_of(path) for path in commands.commands()}
    shown = list(typed())
    assert shown
    wrong = []
    for page, line in shown:
        words = re.sub(r"\"[^\"]*\"", "TEXT", line).split()
        path = max((path for path in known if tuple(words[: len(path)]) == path), key=len, default=())
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        wrong += [f"{page}: licet {line}"] if not path else []
        wrong += [f"{page}: {option} in licet {line}" for option in options if path and not re.search(rf"{option}\b", known[path])]
    assert wrong == []


def test_every_file_a_page_shows_exists() -> None:
    shown = {(page, file) for page, line in typed() for file in re.findall(r"examples/\S+", line)}
    assert shown
    assert [(page, file) for page, file in shown if not (CHECKOUT / file).exists()] == []


# ---- links


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{of(page)} -> {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("#") and not (page.parent / target.partition("#")[0]).resolve().exists()
    ]
    assert broken == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    ahead = [DOCS / "index.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        ahead += [(page.parent / target.partition("#")[0]).resolve() for target in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [of(page) for page in DOCS.rglob("*.md") if page not in reached] == []


# ---- decisions, systems, words


def test_every_decision_has_its_number_and_four_headings() -> None:
    wrong = []
    numbers: list[str] = []
    for page in sorted(DOCS.glob("decisions/*.md")):
        if page.name == "index.md":
            continue
        text = page.read_text(encoding="utf-8")
        number = page.name[:4]
        numbers.append(number)
        headings = [heading.strip().lower() for heading in re.findall(r"^## (.+)$", text, re.M)]
        if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name) or not text.startswith(f"# {number} "):
            wrong.append(f"{of(page)}: begins with “# {number} Title”")
        if headings != list(HEADINGS):
            wrong.append(f"{of(page)}: has the headings {headings}")
    assert wrong == []
    assert len(numbers) == len(set(numbers)), "two decisions share a number"


def test_the_systems_that_are_said_to_work_have_a_page() -> None:
    pages = set(DOCS.glob("explanation/systems/*.md"))
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (S\d+) \|.*$", readme, re.M)
    if not rows:
        pytest.skip("left out: the README has no table of systems yet")
    assert rows == [f"S{number}" for number in range(1, 15)]
    linked = {(CHECKOUT / target).resolve() for target in LINK.findall(readme) if "explanation/systems/" in target}
    assert linked == pages, "each page is linked from the table, and each link has its page"


def test_tracked_files_name_no_machine_and_no_registry() -> None:
    # Written in pieces, so that this file does not find itself.
    forbidden = re.compile(
        "|".join(
            [
                r"/(?:wo" + r"rk|ro" + r"ot|fa" + r"rm)/",
                "py" + r"pi\.org",
                "files\\.python" + "hosted",
                "registry\\.npm" + "js",
                "deb\\.deb" + "ian",
            ]
        )
    )
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split("\0")
    found = []
    for name in filter(None, tracked):
        file = CHECKOUT / name
        if not file.is_file():
            continue
        data = file.read_bytes()
        if b"\0" in data[:4096]:
            continue
        found += [
            f"{name}:{number}"
            for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1)
            if forbidden.search(line)
        ]
    assert found == []
