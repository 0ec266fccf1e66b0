"""Shares add up link by link, an unknown share is its own outcome, and nothing open ever clears."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.dossier.values import IdentityRef, Owner, Party, ShareRange
from licet.law.ownership import Blocked, holding

REF = IdentityRef(subject="EX-1/x", version=1)


def owner(
    name: str, share: str | None = None, *owners: Owner, complete: bool | None = True, controls: bool | None = False
) -> Owner:
    between = ShareRange(min=Decimal(share.split("-")[0]), max=Decimal(share.split("-")[1])) if share and "-" in share else None
    return Owner(
        id=name,
        schema="Company",
        identity=REF,
        share=Decimal(share) if share and between is None else None,
        share_range=between,
        controls=controls,
        owners=owners,
        owners_complete=complete,
    )


def party(*owners: Owner, complete: bool | None = True) -> Party:
    return Party(id="p", role="end_user", schema="Company", identity=REF, owners=owners, owners_complete=complete)


CASES = [
    ("exactly half blocks", party(owner("a", "50")), {"p/a": "yes"}, "yes"),
    ("just under half does not", party(owner("a", "49.9999")), {"p/a": "yes"}, "no"),
    ("two halves of a half add up", party(owner("a", "25"), owner("b", "25")), {"p/a": "yes", "p/b": "yes"}, "yes"),
    ("an open hit leaves it open", party(owner("a", "50")), {"p/a": "open"}, "open"),
    ("a cleared owner does not count", party(owner("a", "50")), {"p/a": "no"}, "no"),
    ("an unknown share is open", party(owner("a")), {"p/a": "yes"}, "open"),
    ("a range across the line is open", party(owner("a", "40-60")), {"p/a": "yes"}, "open"),
    ("a range above the line blocks", party(owner("a", "50-60")), {"p/a": "yes"}, "yes"),
    ("control blocks at any share", party(owner("a", "5", controls=True)), {"p/a": "yes"}, "yes"),
    ("control by an open hit is open", party(owner("a", "5", controls=True)), {"p/a": "open"}, "open"),
    ("half of a half counts whole, link by link", party(owner("a", "50", owner("b", "50"))), {"p/a": "no", "p/a/b": "yes"}, "yes"),
    ("a quarter behind a half does not", party(owner("a", "50", owner("b", "25"))), {"p/a": "no", "p/a/b": "yes"}, "no"),
    ("unstated owners are open", party(complete=None), {}, "open"),
    ("unstated owners of less than half are not", party(owner("a", "60"), complete=None), {"p/a": "no"}, "no"),
    ("an owner nobody screened is open", party(owner("a", "60")), {}, "open"),
]


@pytest.mark.parametrize(("says", "held", "listed", "expected"), CASES, ids=[case[0] for case in CASES])
def test_verdicts(says: str, held: Party, listed: dict[str, Blocked], expected: Blocked) -> None:
    assert holding(held, "p", listed).blocked == expected, says


states = st.sampled_from(["yes", "no", "open"])
shares = st.sampled_from([None, "0", "10", "25", "50", "75", "30-40", "40-60"])


@given(st.lists(st.tuples(shares, states, st.sampled_from([True, False, None])), max_size=4), st.sampled_from([True, None]))
def test_forgetting_a_fact_never_clears(owners: list[tuple[str | None, Blocked, bool | None]], complete: bool | None) -> None:
    held = party(*(owner(f"o{i}", share, controls=control) for i, (share, _, control) in enumerate(owners)), complete=complete)
    listed: dict[str, Blocked] = {f"p/o{i}": state for i, (_, state, _) in enumerate(owners)}
    before = holding(held, "p", listed).blocked
    if before == "no":
        return
    for i, (share, state, _) in enumerate(owners):
        hazier = party(
            *(owner(f"o{j}", None if j == i else s, controls=None if j == i else c) for j, (s, _, c) in enumerate(owners)),
            complete=None,
        )
        assert holding(hazier, "p", {**listed, f"p/o{i}": "open" if state == "no" else state}).blocked != "no", (share, state)
