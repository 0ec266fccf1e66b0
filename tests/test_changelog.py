"""Each changelog fragment is one line that says an effect."""

import re
from pathlib import Path

import pytest

FRAGMENTS = sorted(file for file in (Path(__file__).resolve().parent.parent / "changelog.d").iterdir() if file.name != "README.md")


@pytest.mark.parametrize("file", FRAGMENTS, ids=lambda file: file.name)
def test_a_fragment_is_one_sentence_on_one_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.fullmatch(r"[a-z0-9-]+\.md", file.name)
    assert text.endswith("\n")
    assert text.count("\n") == 1, "one line"
    assert re.match(r"[A-Z0-9`“]", text), "begins like a sentence"
    assert text.strip().endswith("."), "ends like a sentence"
    assert not re.search(r"#\d+|https?://", text), "says the effect, not where it was discussed"
