"""`licet contract export|check|merge|import`: packages of the Open Contracting Data Standard."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from licet.access.level import LEVELS, ReleaseLevel
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, one_of, read_file, say
from licet.cli.contract import contract
from licet.contracts.terms import Kind
from licet.encoding.countries import read_country
from licet.encoding.faults import quoted, refuse
from licet.encoding.source import read_tree
from licet.services.desk import Asked
from licet.services.open_contracting import Import, Publisher, merged, packages, take_in
from licet.services.ports import OpenContracting
from licet.storage.files import write_new
from licet.storage.wiring import open_desk, operator

Package = Annotated[Path, typer.Argument(metavar="PACKAGE", help="A release or record package, JSON.")]
Out = Annotated[Path, typer.Option(help="Where to write; nothing there is overwritten.")]
_ENCODE = msgspec.json.Encoder(decimal_format="number")


def add_to(_: typer.Typer) -> None:
    """The commands join those of `licet contract`."""


@contract.command("export")
def export(
    state: Annotated[str, typer.Argument(help="The authority's state, such as NO.")],
    prefix: Annotated[str, typer.Option(help="The publisher's registered OCID prefix, such as ocds-abc123.")],
    out: Out,
    publisher: Annotated[str, typer.Option(help="The publisher's name.")],
    uri: Annotated[str, typer.Option(help="The web address at which the package will stand.")],
    level: Annotated[
        str, typer.Option(help="Only contracts that may be known at this level: " + ", ".join(LEVELS) + ".")
    ] = "public",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Write an authority's contracts as OCDS 1.1, checked: `releases.json`, and `records.json` with each merged.

    A contract whose partner must consent to publication is left out until that consent is recorded.
    """
    one_of("--level", level, *LEVELS)
    wanted: ReleaseLevel = msgspec.convert(level, ReleaseLevel)
    who = Publisher(name=publisher, prefix=prefix, uri=uri)
    made = packages(open_desk(workspace), standard(), operator(_country("STATE", state)), who, level=wanted)
    targets = {out / "releases.json": made.releases, out / "records.json": made.records}
    for path in targets:
        if path.exists():
            raise refuse(str(path), "is there already; move it away or write elsewhere")
    out.mkdir(parents=True, exist_ok=True)
    for path, package in targets.items():
        write_new(path, encoded(package))
    for ident, why in made.left_out:
        say(f"{ident} is left out: it {why}.")
    say(f"Wrote {len(made.releases['releases'])} releases of {len(made.records['records'])} contracts.")


@contract.command("check")
def check(file: Package) -> int:
    """Check a package against the schemas of OCDS 1.1.5, offline: one sentence a fault, and status 1 where there is any."""
    wrong = standard().faults(_tree(file))
    for fault in wrong:
        say(str(fault))
    if not wrong:
        say(f"{file.name} is a valid package of OCDS 1.1.")
    return 1 if wrong else 0


@contract.command("merge")
def merge(file: Package, out: Out) -> None:
    """Merge a package's releases into a record package: how each process stands, and the history of every field."""
    package = merged(standard(), _tree(file), file.name)
    if out.exists():
        raise refuse(str(out), "is there already; move it away or write elsewhere")
    write_new(out, encoded(package))
    say(f"Wrote {len(package['records'])} records.")


@contract.command("import")
def import_(
    file: Package,
    state: Annotated[str, typer.Option(help="Whose contracts they become, such as NO.")],
    kind: Annotated[str, typer.Option(help="sale or purchase, as this authority sees them.")] = "purchase",
    partner_state: Annotated[
        str | None, typer.Option("--partner-state", help="The other side's state, where the package does not say.")
    ] = None,
    level: Annotated[str, typer.Option(help="Who may know of them: " + ", ".join(LEVELS) + ".")] = "restricted",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Put the contracts of a package on file in the stage they have reached, whole or not at all; twice is once. Names stay behind."""
    one_of("--kind", kind, "sale", "purchase")
    one_of("--level", level, *LEVELS)
    wanted = Import(
        state=_country("--state", state),
        kind=msgspec.convert(kind, Kind),
        level=msgspec.convert(level, ReleaseLevel),
        partner_state=None if partner_state is None else _country("--partner-state", partner_state),
    )
    desk = open_desk(workspace)
    asked = Asked(operator(wanted.state), f"ocds-{desk.entropy.id()}")
    new = take_in(desk, standard(), asked, _tree(file), file.name, wanted)
    for one in new:
        print(one.contract.id, one.stage)
    say(f"Put {len(new)} contracts on file.")


def encoded(package: Any) -> bytes:
    """A package as JSON, its numbers with their own digits."""
    return msgspec.json.format(_ENCODE.encode(package), indent=2) + b"\n"


def standard() -> OpenContracting:
    """The standard as this machine knows it."""
    try:
        from licet.storage.open_contracting import OpenContracting1_1  # noqa: PLC0415 - few install it, and only these commands need it
    except ModuleNotFoundError as error:
        raise refuse("PACKAGE", f"needs {error.name}, which is not installed; run “pip install licet[ocds]”") from error
    return OpenContracting1_1()


def _tree(file: Path) -> Any:
    tree = read_tree(read_file(file), f"{file.stem}.json")
    if not isinstance(tree, dict):
        raise refuse(file.name, "is no package; it is a mapping with releases or records")
    return tree


def _country(option: str, text: str) -> str:
    try:
        return read_country(text)
    except ValueError as error:
        raise refuse(option, f"{quoted(text)} {error}") from error
