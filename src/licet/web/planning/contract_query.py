"""What a reader asks of the list of contracts, read from the address of the page and written back into its links."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from licet.services.ports import ContractPage
from licet.web.planning.words import CONTRACT_KIND, STAGE

MOST_LETTERS = 200
ORDERS = ("id", "stage", "days", "next")
"""What the list is ordered by. Days in a stage grow as the day it was entered lies further back."""


@dataclass(frozen=True)
class Asked:
    """A search, filters, an order and a page. Whatever an address says that means nothing is left out."""

    words: str
    stage: str
    kind: str
    order: str
    down: bool
    page: int

    @property
    def filters(self) -> dict[str, Any]:
        """The filters as the service takes them."""
        return {"words": self.words, "stage": self.stage or None, "kind": self.kind or None}

    @property
    def wanted(self) -> dict[str, Any]:
        """All of it as the service takes it."""
        order, down = ("since", not self.down) if self.order == "days" else (self.order, self.down)
        return {**self.filters, "order": order, "descending": down, "page": self.page}

    @property
    def filtered(self) -> bool:
        return bool(self.words or self.stage or self.kind)

    @property
    def stages(self) -> list[tuple[str, str]]:
        return [(name, str(words)) for name, words in STAGE.items()]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(name, str(words)) for name, words in CONTRACT_KIND.items()]

    def pages(self, page: ContractPage) -> dict[str, Any]:
        """The links to the pages before and after."""
        return {
            "page": page.page,
            "count": page.pages,
            "previous": self._link(page=page.page - 1) if page.page > 1 else "",
            "next": self._link(page=page.page + 1) if page.page < page.pages else "",
        }

    def heads(self) -> dict[str, tuple[str, str, str, str]]:
        """Each column that the list can be ordered by: its name, words, link, and how it is ordered now."""
        labels = {
            "id": gettext("Contract"),
            "stage": gettext("Stage"),
            "days": gettext("Days in it"),
            "next": gettext("Next milestone"),
        }
        found = {}
        for name in ORDERS:
            now = self.order == name
            link = self._link(order=f"-{name}" if now and not self.down else name)
            found[name] = (name, labels[name], link, ("descending" if self.down else "ascending") if now else "")
        return found

    def _link(self, **change: Any) -> str:
        fields = {"q": self.words, "stage": self.stage, "kind": self.kind, "order": f"{'-' if self.down else ''}{self.order}"}
        return "?" + urlencode({name: value for name, value in (fields | change).items() if value})


def read_query(given: Mapping[str, str]) -> Asked:
    """What an address asks."""
    order, page = given.get("order", "id"), given.get("page", "1")
    stage, kind = given.get("stage", ""), given.get("kind", "")
    return Asked(
        words=given.get("q", "").strip()[:MOST_LETTERS],
        stage=stage if stage in STAGE else "",
        kind=kind if kind in CONTRACT_KIND else "",
        order=order.removeprefix("-") if order.removeprefix("-") in ORDERS else "id",
        down=order.startswith("-"),
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
    )
