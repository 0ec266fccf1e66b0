"""`licet law`: what the rules in force say, whether each is tested, and what another law would change."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.progress import Progress, track
from rich.table import Table

from licet.assessment.live import Reassessed
from licet.assessment.what_if import Law
from licet.assessment.written_cases import Verdict, Written, read_cases, rulebook_of_case, verdict
from licet.cli.batch import refuse_workers
from licet.cli.cases import state_of, value_of
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, errors, give, one_of, read_file, results, say
from licet.dossier.values import AssertedFact
from licet.encoding.faults import quoted, refuse
from licet.law.conditions import NONE
from licet.law.difference import LawState, differences
from licet.law.embargo_questions import EMBARGO_QUESTIONS
from licet.law.provisions import PROVISIONS
from licet.law.questions import QUESTIONS, not_taken
from licet.reference.criteria import RuleRow, criteria_of
from licet.reference.embargo import embargoes_of
from licet.reference.rulebook import Rulebook, parse_rulebook
from licet.services.batch import Alone
from licet.services.desk import Desk
from licet.services.history import known_history
from licet.services.references import contents, load_tables, only, snapshot_of
from licet.services.what_if import (
    CONDITIONS,
    Supposed,
    Supposing,
    authorisations_that_turn,
    cases_that_turn,
    law_on,
    open_numbers,
    still_live,
    suppose_each,
)
from licet.services.written_law import OUTCOMES, coverage
from licet.storage.bundled import shipped_cases
from licet.storage.pool import Pool
from licet.storage.reassessment import Reassessment, side_of
from licet.storage.software import software_digest
from licet.storage.wiring import open_desk, operator

law = typer.Typer(no_args_is_help=True, help="The law in force, its cases, and what another law would change.")
On = Annotated[str | None, typer.Option(help="Day, YYYY-MM-DD; today if left out.")]
Format = Annotated[str, typer.Option(help="json or text.")]
RulebookFile = Annotated[Path | None, typer.Option("--rulebook", help="A rulebook file to use in place of the one in force.")]
FAILED = 1
BASES = "bases.yaml"


def add_to(app: typer.Typer) -> None:
    app.add_typer(law, name="law")


# ---- show, facts


@law.command("show")
def show(
    rule: Annotated[str | None, typer.Argument(help="One provision, such as ATT-6.1: its text, history and cases.")] = None,
    on: On = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print the provisions and embargoes in force on a day, with citation, effect and confidence; or all of one provision."""
    desk = open_desk(workspace)
    chosen: dt.date = day("--on", on) or desk.clock.today()
    snapshot = snapshot_of(desk.library, as_of=chosen)
    criteria = criteria_of(desk.library.content(only(snapshot, "criteria")))
    if rule is not None:
        row = next((row for row in criteria.rules if row.id == rule), None)
        if row is None:
            raise refuse("RULE", f"{quoted(rule)} is no provision of the table in force; “licet law show” prints them all")
        _show_one(row, criteria.instruments[row.of])
        return
    table = Table("rule", "citation", "effect", "standard", "phase", "confidence", "tested by", box=None)
    for row in criteria.rules:
        table.add_row(row.id, row.cite, row.effect, row.standard, row.phase or "", row.confidence, _tested_by(row))
    results.print(table)
    embargoes = Table("embargo", "binding", "since", "expires", "lifted", "confidence", box=None)
    for embargo in embargoes_of(*contents(desk.library, snapshot, "embargoes")).rows:
        embargoes.add_row(
            embargo.id,
            embargo.binding,
            str(embargo.since or "always"),
            str(embargo.expires or ""),
            str(embargo.lifted_on or ""),
            embargo.confidence,
        )
    results.print(embargoes)


def _tested_by(row: RuleRow) -> str:
    if row.phase == "after_issue":
        return "after issue"
    provision = PROVISIONS.get(row.id)
    if provision is None:
        return "not built: refers"
    return f"{provision.test.__module__.rpartition('.')[2]}.{provision.test.__name__}"


def _show_one(row: RuleRow, instrument: Any) -> None:
    results.print(f"{row.id}  {row.cite}", style="bold", markup=False)
    results.print(f"{instrument.title}; binds: {instrument.binds}", markup=False)
    provision = PROVISIONS.get(row.id)
    told = [
        ("asks", row.test),
        ("effect", row.effect + (f", {row.phase.replace('_', ' ')}" if row.phase else "")),
        ("standard", row.standard.replace("_", " ")),
        ("confidence", row.confidence),
        ("tested by", f"{_tested_by(row)}: {(provision.test.__doc__ or '').strip()}" if provision else _tested_by(row)),
        ("activities", ", ".join(sorted(provision.activities)) if provision else ""),
        ("numbers", ", ".join(f"{name} {value}" for name, value in row.params.items())),
        (
            "in force",
            f"from {row.valid_from or instrument.from_day or 'always'}" + (f" until {row.valid_to}" if row.valid_to else ""),
        ),
        ("note", row.note or ""),
    ]
    told += [
        (
            "amended",
            f"{one.on} by {one.by}" + ("" if one.text_read else "; its text nobody has read: open until a rulebook confirms it"),
        )
        for one in instrument.amended
    ]
    for name, value in told:
        if value:
            results.print(f"  {name:11}{value}", markup=False)
    table = Table("case", "expects", title="Written cases", title_justify="left", box=None)
    files = shipped_cases()
    for one in read_cases(files, bases={BASES: files[BASES]}):
        if one.case.rule == row.id:
            table.add_row(one.case.name, (one.case.expect or "").replace("_", " "))
    results.print(table)


@law.command("facts")
def facts() -> None:
    """Print every fact the law asks for, as a question, with who can answer it."""
    table = Table("fact", "question", "who can answer", "answers", box=None)
    for name, question in {**QUESTIONS, **EMBARGO_QUESTIONS}.items():
        table.add_row(name, question.asks, question.answerer.replace("_", " "), ", ".join(question.values))
    results.print(table)


# ---- test


@law.command("test")
def judge_cases(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of cases; those that ship if left out.")] = None,
    rulebook: RulebookFile = None,
    on: On = None,
    rule: Annotated[str | None, typer.Option(help="Only the cases of one rule.")] = None,
    cover: Annotated[bool, typer.Option("--cover", help="Also say which outcomes of which provisions have a case.")] = False,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Judge written cases by the tables in force; status 1 when one does not come out as it says."""
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    chosen: dt.date = day("--on", on) or desk.clock.today()
    cases = [one for one in _cases(files or []) if rule in (None, one.case.rule)]
    if not cases:
        raise refuse("--rule", f"{quoted(rule)} has no case here")
    snapshot = snapshot_of(desk.library, as_of=chosen)
    tables = load_tables(desk.library, snapshot)
    given = _rulebook(rulebook) or Rulebook(id="CASES", state=None, dated_on=chosen, title="International law alone")
    verdicts = tuple(
        verdict(one, tables, rulebook_of_case(one, given))
        for one in track(cases, "Judging", console=errors, transient=True, disable=not errors.is_terminal)
    )
    wrong = [one for one in verdicts if one.faults]
    covered = coverage(tables, verdicts)
    if format == "json":
        give({"verdicts": verdicts, "coverage": covered if cover else None})
    else:
        _print_verdicts(verdicts, wrong)
        if cover:
            table = Table("provision", *(outcome.replace("_", " ") for outcome in OUTCOMES), box=None)
            for name, counts in covered.items():
                table.add_row(name, *(str(counts[outcome] or "–") for outcome in OUTCOMES))
            results.print(table)
    if wrong:
        raise typer.Exit(FAILED)


def _cases(files: list[Path]) -> tuple[Written, ...]:
    shipped = shipped_cases()
    given = {str(path): read_file(path) for path in files} or shipped
    return read_cases(given, bases={BASES: shipped[BASES]})


def _rulebook(path: Path | None) -> Rulebook | None:
    if path is None:
        return None
    [found] = parse_rulebook({path.name: read_file(path)}).values
    assert isinstance(found, Rulebook)
    return found


def _print_verdicts(verdicts: tuple[Verdict, ...], wrong: list[Verdict]) -> None:
    for one in wrong:
        results.print(f"{one.file}: {one.name}", style="bold red", markup=False)
        for fault in one.faults:
            results.print(f"  {fault}", markup=False)
        results.print(f"  {one.says}", style="dim", markup=False)
    table = Table("file", "cases", "as expected", box=None)
    for file in dict.fromkeys(one.file for one in verdicts):
        of_file = [one for one in verdicts if one.file == file]
        table.add_row(file, str(len(of_file)), str(sum(not one.faults for one in of_file)))
    results.print(table)
    say(f"{len(verdicts)} cases, {len(wrong)} not as expected.")


# ---- diff


@law.command("diff")
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A day (YYYY-MM-DD), or a rulebook file to read with today's tables.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other, in the same way.")],
    state: Annotated[str | None, typer.Option(help="The authority's state: its rulebook, its cases of the register.")] = None,
    cases: Annotated[list[Path] | None, typer.Option("--cases", help="Further files of written cases.")] = None,
    workers: Annotated[
        int | None, typer.Option(help="How many processes of this machine share the re-assessment of live authorisations.")
    ] = None,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """What differs between two days or two rulebooks; which written cases, stored cases and live authorisations that would change."""
    one_of("--format", format, "json", "text")
    refuse_workers(workers, None)
    desk = open_desk(workspace)
    first, second = _side(desk, a, state), _side(desk, b, state)
    changed = differences(_state(first), _state(second))
    turned = tuple(
        (one.case.name, was.outcome, now.outcome)
        for one in _cases([]) + (_cases(cases) if cases else ())
        if (was := _judged(one, first)).outcome != (now := _judged(one, second)).outcome
    )
    stored = _stored(desk, state, a, b) if state else ()
    touched = _live(desk, workspace, state, first, second, workers) if state else ()
    if format == "json":
        give(
            {
                "changed": changed,
                "written_cases": [{"case": name, "was": was, "now": now} for name, was, now in turned],
                "stored_cases": stored,
                "authorisations": touched,
            }
        )
        return
    for one in changed:
        results.print(f"{one.table} {one.id} ({one.kind}): {one.says}", markup=False)
    if not changed:
        say("The law is the same.")
    for name, before, after in turned:
        results.print(f"written case {quoted(name)}: {_words(before)}, then {_words(after)}", markup=False)
    for case in stored:
        _print_supposed(case)
    for live in touched:
        because = ", ".join(f"{turn.rule} ({_words(turn.was)}, then {_words(turn.now)})" for turn in live.turns)
        results.print(f"live authorisation {live.authorisation}: {because}", markup=False)
    scope = (
        f"{len(stored)} stored cases and {len(touched)} live authorisations of {state} to look at"
        if state
        else "stored cases and live authorisations left out (name --state)"
    )
    say(f"{len(changed)} rows differ; {len(turned)} written cases change; {scope}.")


def _side(desk: Desk, text: str, state: str | None) -> Law:
    """A day or a rulebook file as one side of a comparison."""
    if len(text) == 10 and text[4] == text[7] == "-":
        chosen = day("A or B", text)
        assert chosen is not None
        return law_on(desk, state or "", as_of=chosen)
    return law_on(desk, state or "", as_of=desk.clock.today(), rulebook=_rulebook(Path(text)))


def _state(side: Law) -> LawState:
    return LawState(
        on=side.as_of,
        criteria=side.tables.criteria,
        embargoes=side.tables.embargoes,
        memberships=side.tables.memberships,
        rulebook=side.rulebook,
    )


def _judged(one: Written, side: Law) -> Verdict:
    """A written case under one side: on that side's day, unless the day is what the case is about."""
    case = one.case if "dated" in one.case.tags else msgspec.structs.replace(one.case, on=side.as_of)
    return verdict(msgspec.structs.replace(one, case=case), side.tables, rulebook_of_case(one, side.rulebook))


def _stored(desk: Desk, state: str, a: str, b: str) -> tuple[Supposed, ...]:
    def told(done: int, total: int) -> None:
        if errors.is_terminal or done == total or done % 1000 == 0:
            errors.print(f"Judging stored cases: {done:,} of {total:,}", end="\r" if errors.is_terminal else "\n")

    return tuple(cases_that_turn(desk, operator(state), lambda one: (_side(desk, a, one), _side(desk, b, one)), told=told))


def _live(desk: Desk, workspace: Path, state: str, before: Law, after: Law, workers: int | None) -> tuple[Reassessed, ...]:
    live = still_live(known_history(desk).authorisations, on=after.as_of)
    reassessment = Reassessment(
        state=state,
        before=side_of(before),
        after=side_of(after),
        library=str((workspace / "library").absolute()),
        software=software_digest(),
    )
    force = Alone(reassessment.work()) if workers in (None, 1) else Pool(reassessment, workers or 1, told=say)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as shown:
        bar = shown.add_task("Re-assessing live authorisations", total=len(live))

        def told(done: int, total: int) -> None:
            shown.update(bar, completed=done)
            if not errors.is_terminal and (done == total or done % 10_000 == 0):
                say(f"Re-assessed {done:,} of {total:,} live authorisations.")

        return tuple(authorisations_that_turn(live, force, told=told))


# ---- what if


@law.command("what-if")
def what_if(
    cases: Annotated[list[str] | None, typer.Argument(help="Case numbers, such as NO-2026-00001.")] = None,
    state: Annotated[str | None, typer.Option(help="All open cases of this authority, in place of case numbers.")] = None,
    supposed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help="A fact as an officer's word: NAME=VALUE or NAME@PARTY=VALUE; VALUE may be unknown. Any number."
        ),
    ] = None,
    conditions: Annotated[
        list[str] | None,
        typer.Option("--condition", help="A condition beside those accepted already, such as on_site_check. Any number."),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Another day, which may lie ahead.")] = None,
    rulebook: RulebookFile = None,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Which findings would come out otherwise with facts, conditions, a day and a rulebook supposed, all at once. Keeps nothing."""
    one_of("--format", format, "json", "text")
    if bool(cases) == bool(state):
        raise refuse("CASES", "name case numbers, or an authority with --state; one of the two")
    chosen = day("--as-of", as_of)
    for kind in conditions or []:
        if kind == NONE or not_taken(CONDITIONS, kind):
            possible = [one for one in QUESTIONS[CONDITIONS].values if one != NONE]
            raise refuse("--condition", f"{quoted(kind)} is no condition; use one of {', '.join(possible)}")
    desk = open_desk(workspace)
    present = max(desk.clock.now().date(), chosen or desk.clock.today())
    supposing = Supposing(
        facts=tuple(_fact(text, present) for text in supposed or []),
        conditions=tuple(conditions or ()),
        as_of=chosen,
        rulebook=_rulebook(rulebook),
    )
    found = tuple(_each(desk, cases or [], state, supposing))
    if format == "json":
        give(found[0] if cases and len(cases) == 1 else {"cases": found})
        return
    say(f"Hypothetical{f', as of {chosen}' if chosen else ''}: nothing of this is kept, and nobody's name was opened.")
    if len(found) == 1:
        _print_supposed(found[0])
        return
    _print_each(found)


def _each(desk: Desk, cases: list[str], state: str | None, supposing: Supposing) -> Iterator[Supposed]:
    """The cases named, each as the authority that its number begins with sees it; or all open ones of a state."""
    by_state = {state: open_numbers(desk, operator(state))} if state else _by_state(cases)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as shown:
        bar = shown.add_task("Judging", total=sum(map(len, by_state.values())))
        for one, numbers in by_state.items():
            yield from suppose_each(desk, operator(one), numbers, supposing, told=lambda _done, _total: shown.advance(bar))


def _by_state(cases: list[str]) -> dict[str, tuple[str, ...]]:
    numbers = tuple(dict.fromkeys(cases))
    return {state: tuple(one for one in numbers if state_of(one) == state) for state in dict.fromkeys(map(state_of, numbers))}


def _print_each(found: tuple[Supposed, ...]) -> None:
    """One line for each finding that turns, under the case it is of."""
    table = Table("case", "recommendation", "finding", "was", "would be", "missing then", box=None)
    touched = [one for one in found if one.turns or one.was != one.now]
    for one in touched:
        changes = _words(one.now) if one.was == one.now else f"{_words(one.was)} → {_words(one.now)}"
        new = ", ".join(sorted(set(one.missing_now) - set(one.missing_was)))
        for number, turn in enumerate(one.turns):
            first = (one.case, changes) if number == 0 else ("", "")
            table.add_row(*first, turn.rule, _words(turn.was), _words(turn.now), new if number == 0 else "")
    if touched:
        results.print(table)
    say(f"{len(touched)} of {len(found)} cases would change.")


def _fact(text: str, on: dt.date) -> AssertedFact:
    name, equals, value = text.partition("=")
    name, _, about = name.partition("@")
    if not (name and equals):
        raise refuse("--set", f"{quoted(text)} supposes nothing; write NAME=VALUE or NAME@PARTY=VALUE")
    if name not in {**QUESTIONS, **EMBARGO_QUESTIONS}:
        raise refuse("--set", f"{quoted(name)} is no fact that the law asks for; “licet law facts” prints them")
    for word in not_taken(name, value_of(value)):
        raise refuse(
            "--set", f"{quoted(word)} is no answer to {quoted(name)}; use one of {', '.join(QUESTIONS[name].values)}, or unknown"
        )
    return AssertedFact(
        name=name, value=value_of(value), source="supposed", on=on, about=about or None, by="supposed", capacity="officer"
    )


def _print_supposed(one: Supposed) -> None:
    results.print(f"{one.case}: {_words(one.was)}, then {_words(one.now)}", style="bold", markup=False)
    for turn in one.turns:
        results.print(f"  {turn.rule} ({turn.citation}): {_words(turn.was)}, then {_words(turn.now)}: {turn.says}", markup=False)
    gone = sorted(set(one.missing_was) - set(one.missing_now))
    new = sorted(set(one.missing_now) - set(one.missing_was))
    for what, names in (("no longer missing", gone), ("newly missing", new)):
        if names:
            results.print(f"  {what}: {', '.join(names)}", markup=False)
    if not one.turns:
        results.print("  no finding turns", markup=False)


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")
