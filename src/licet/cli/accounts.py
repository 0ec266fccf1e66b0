"""`licet account`: who may sign in to the site. Nobody opens an account for themselves."""

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace
from licet.cli.serve import become_site
from licet.storage import wiring


def add_to(app: typer.Typer) -> None:
    # The acts and their options are the site's own and go to it as they are.
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(account)


def account(context: typer.Context, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Open, list and close the accounts of the site.

    licet account list · open EMAIL --person ID --name NAME --state XX --role ROLE [--agency AGENCY] [--organisation NAME]
    [--clearance LEVEL] [--compartment NAME] · password EMAIL · suspend EMAIL · release EMAIL
    """
    wiring.open_desk(workspace)
    become_site(["django", "licet_account", *context.args], workspace)
