"""Open, list, suspend and release accounts; nobody opens one for themselves."""

import getpass
import sys
from typing import Any

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from licet.access.actor import ROLES
from licet.access.level import LEVELS
from licet.storage.database import migrate
from licet.web.accounts.models import User


class Command(BaseCommand):
    help = "Opens, lists, suspends and releases accounts."
    suppressed_base_arguments = frozenset(
        ("--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color", "--skip-checks")
    )

    def create_parser(self, *_: str, **options: Any) -> CommandParser:
        """Its users know it as `licet account`."""
        return super().create_parser("licet", "account", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="every account, with roles and standing")
        opening = acts.add_parser("open", help="open an account; the password is asked for, or read from standard input")
        opening.add_argument("email")
        opening.add_argument("--person", required=True, help="person id, the name in the journal, never changed: ines-moreau")
        opening.add_argument("--name", required=True)
        opening.add_argument("--state", required=True, help="two-letter code of the authority's state")
        opening.add_argument("--role", action="append", required=True, choices=ROLES, dest="roles")
        opening.add_argument("--agency", action="append", default=[], dest="agencies")
        opening.add_argument("--organisation", default="", help="the applicant's company")
        opening.add_argument("--clearance", default="case", choices=LEVELS)
        opening.add_argument("--compartment", action="append", default=[], dest="compartments")
        for act, says in (
            ("password", "give an account a new password"),
            ("suspend", "close an account's open sessions at the next click and let it do nothing"),
            ("release", "let a suspended or locked account in again"),
        ):
            acts.add_parser(act, help=says).add_argument("email")

    def handle(self, *_: Any, act: str, **options: Any) -> None:
        migrate()
        match act:
            case "list":
                lines = [
                    f"{user.person_id}  {user.email}  {user.state}  {', '.join(user.roles)}  {user.clearance}  {_standing(user)}"
                    for user in User.objects.order_by("person_id")
                ]
                self.stdout.write("\n".join(lines) or "There is no account yet.")
            case "open":
                self._open(options)
            case "password":
                user = self._find(options["email"])
                user.set_password(_password(user))
                user.save()
            case "suspend":
                self._find(options["email"], suspended=True)
            case "release":
                user = self._find(options["email"], suspended=False)
                reset(username=user.email)

    def _open(self, options: dict[str, Any]) -> None:
        names = ("name", "state", "roles", "agencies", "organisation", "clearance", "compartments")
        fields = {name: options[name] for name in names}
        try:
            user = User(email=options["email"], person_id=options["person"], **fields)
            user.full_clean(exclude=["password"])
        except ValidationError as wrong:
            raise CommandError(
                "; ".join(f"{field}: {' '.join(said)}" for field, said in wrong.message_dict.items()), returncode=2
            ) from wrong
        user.set_password(_password(user))
        user.save()
        self.stdout.write(f"The account of {user.name} ({user.person_id}) is open.")

    def _find(self, email: str, **changes: Any) -> User:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account of “{email}”; see the act “list”.", returncode=2)
        for name, value in changes.items():
            setattr(user, name, value)
        user.save()
        return user


def _standing(user: User) -> str:
    return "suspended" if user.suspended else "example" if user.is_example else "open"


def _password(user: User) -> str:
    """A password that holds: asked for twice at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("The two passwords differ; nothing was changed.", returncode=2)
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise CommandError(" ".join(wrong.messages), returncode=2) from wrong
    return password
