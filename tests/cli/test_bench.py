"""`licet bench`: which areas are measured, and how a wrong one is answered."""

from typing import Any

import pytest

from licet.cli.bench import CHECKOUT, areas


def test_every_script_of_a_folder_is_run_and_no_helper(tmp_path: Any) -> None:
    (tmp_path / "journal.py").write_text("")
    (tmp_path / "screening").mkdir()
    (tmp_path / "notes").mkdir()
    for name, text in (("b.py", 'if __name__ == "__main__": ...'), ("a.py", 'if __name__ == "__main__": ...'), ("sets.py", "")):
        (tmp_path / "screening" / name).write_text(text)
    assert areas(tmp_path) == {
        "journal": ("benchmarks.journal",),
        "screening": ("benchmarks.screening.a", "benchmarks.screening.b"),
    }


def test_screening_is_measured_and_the_peer_runs_only_inside_of_it() -> None:
    measured = areas(CHECKOUT / "benchmarks")["screening"]
    assert "benchmarks.screening.accuracy" in measured
    assert "benchmarks.screening.peer" not in measured


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("weather",), "AREA: “weather” is not measured; use one of access, assess,"),
        (("journal", "--peer", "nowhere/python"), "--peer: “nowhere/python” is no file; name the Python"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(commands: Any, arguments: tuple[str, ...], says: str) -> None:
    done = commands.run("bench", *arguments)
    assert done.status == 2
    assert done.sentences[0].startswith(says)
    assert done.out == ""
