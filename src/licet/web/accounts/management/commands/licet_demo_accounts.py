"""Make the example accounts and print one sign-in link for each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from licet.web.accounts.demonstration import sign_in_links


class Command(BaseCommand):
    help = "Makes the example accounts of the demonstration and prints a sign-in link for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="address at which the site is served")

    def handle(self, *_: Any, base_url: str, **__: Any) -> None:
        links = sign_in_links(base_url)
        if not links:
            raise CommandError("Sign-in links are made only for a demonstration; set LICET_DEMONSTRATION=1.")
        for user, link in links:
            self.stdout.write(f"{user.name} ({', '.join(user.roles)}): {link}")
