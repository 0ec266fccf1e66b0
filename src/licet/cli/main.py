"""`licet`: every command, and the one place where what went wrong becomes a sentence and a status."""

import os
import sys

import typer

from licet.cli import (
    accounts,
    assess,
    bench,
    cases,
    classify,
    contract,
    demo,
    entry,
    keys,
    law,
    log,
    open_contracting,
    oversight,
    parties,
    planning,
    portfolio,
    reference,
    rescreen,
    schema,
    screen,
    serve,
    verify,
    witness,
    workspace,
)
from licet.cli.console import say
from licet.encoding.faults import Faults
from licet.lifecycle.chain import VersionConflict
from licet.lifecycle.event import DamagedEvent
from licet.lifecycle.transition import Refused
from licet.sealing.keys import IdentityDestroyed
from licet.services.desk import NotAllowed, NotFound
from licet.services.ports import DamagedContent

DONE, FAILED, BAD_INPUT = 0, 1, 2

app = typer.Typer(
    name="licet",
    help="Screens, classifies, and applies the law to, requests to transfer arms and dual-use goods.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in (
    workspace,
    witness,
    demo,
    serve,
    verify,
    screen,
    classify,
    entry,
    assess,
    planning,
    contract,
    open_contracting,
    oversight,
    portfolio,
    cases,
    parties,
    reference,
    rescreen,
    law,
    log,
    schema,
    keys,
    accounts,
    bench,
):
    part.add_to(app)


def run() -> None:
    """Run the command line and leave with its status."""
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: list[str]) -> int:
    """Run one command; everything that stops it is said in sentences on standard error."""
    try:
        result = app(args=arguments or ["--help"], standalone_mode=False)
    except typer.TyperException as wrong:
        say(f"{wrong.format_message().rstrip('.')}. Run “licet --help” for the commands and their options.")
        return BAD_INPUT
    except (typer.Abort, KeyboardInterrupt):
        say("Stopped; nothing half-done is kept.")
        return FAILED
    except Faults as refused:
        for fault in refused.faults:
            say(str(fault))
        return BAD_INPUT
    except (NotAllowed, NotFound, Refused, VersionConflict) as no:
        say(str(no))
        return BAD_INPUT
    except (IdentityDestroyed, DamagedContent, DamagedEvent) as gone:
        say(str(gone))
        return FAILED
    except BrokenPipeError:
        return FAILED
    except Exception as broken:  # the last resort: a person gets a sentence, a developer the trace
        if os.environ.get("LICET_DEBUG"):
            raise
        say(
            f"Licet met a fault of its own and stopped, leaving nothing half-done ({type(broken).__name__}: {broken}). "
            "Set LICET_DEBUG=1 to see where, and report it."
        )
        return FAILED
    if not arguments:
        return BAD_INPUT
    return result if isinstance(result, int) else DONE
