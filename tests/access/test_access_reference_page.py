"""What is made from the policies is up to date, and the page of who may do what is their own word."""

import runpy
from pathlib import Path

import pytest

from licet.access.act import Act
from licet.access.actor import ROLES, Role
from licet.access.policy import LICET, Policies
from licet.access.rights import CIRCUMSTANCES, reference_page, rights_of

MADE = runpy.run_path(str(Path(__file__).with_name("write_made.py")))
STALE = "a policy file changed; run .venv/bin/python tests/access/write_made.py"


def test_the_module_that_carries_the_policies_is_up_to_date() -> None:
    assert MADE["MODULE"].read_text("utf-8") == MADE["module_text"](), STALE


def test_the_page_is_up_to_date() -> None:
    assert MADE["PAGE"].read_text("utf-8") == reference_page(), STALE


@pytest.mark.parametrize(
    ("role", "act", "signs"),
    [
        ("officer", Act.DECIDE, {"M", "S", "A", "D", "L", "K", "C", "R", "X"}),
        ("officer", Act.COUNTERSIGN, None),
        ("applicant", Act.VIEW_CASE, {"S", "O", "C"}),
        ("applicant", Act.ATTEST_FACT, None),
        ("administrator", Act.MANAGE_ACCOUNTS, {"M", "S", "N"}),
        ("administrator", Act.OPEN_IDENTITY, None),
        ("inspector", Act.OPEN_IDENTITY, {"M", "S", "L", "C", "P"}),
        ("verifier", Act.VIEW_FINDING, {"S", "L", "F", "K", "C", "E"}),
    ],
)
def test_a_cell_says_what_a_right_depends_on(role: Role, act: Act, signs: set[str] | None) -> None:
    found = rights_of(role, act)
    assert (None if found is None else set(found)) == signs


def test_every_sign_is_used_and_every_role_has_a_right() -> None:
    found = {(role, sign) for role in ROLES for act in Act for sign in rights_of(role, act) or ()}
    assert {sign for _, sign in found} == {circumstance.sign for circumstance in CIRCUMSTANCES}
    assert {role for role, _ in found} == set(ROLES)


def test_the_table_follows_the_policies_it_is_given() -> None:
    without = LICET.text.replace('principal in Role::"officer"', 'principal in Role::"inspector"')
    changed = Policies({"all": without}, LICET.schema_text)
    assert rights_of("officer", Act.DECIDE, changed) is None
    assert rights_of("inspector", Act.DECIDE, changed) is not None
