"""The suite never leaves PostgreSQL out in silence."""

import pytest

import postgres


def test_without_a_server_the_tests_are_left_out_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "RAN", set())
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL tests were left out"):
        postgres._absent()
    assert {postgres.ABSENT} == postgres.RAN, "the summary says so"


def test_under_ci_its_absence_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "RAN", set())
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL tests were left out"):
        postgres._absent()


@pytest.mark.parametrize(
    ("given", "binaries", "says"), [("x", None, "named by LICET_TEST_POSTGRES"), ("", "/b", "from /b"), ("", None, "left out")]
)
def test_the_header_says_which_server_is_meant(
    monkeypatch: pytest.MonkeyPatch, given: str, binaries: str | None, says: str
) -> None:
    monkeypatch.setenv("LICET_TEST_POSTGRES", given)
    monkeypatch.setattr(postgres, "_binaries", lambda: binaries)
    assert says in postgres.pytest_report_header()
