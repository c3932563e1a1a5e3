"""Every code that the source uses stands in the registry, and nothing stands there that isn't used."""

from __future__ import annotations

import re

import pytest

from detente.registry import CODES
from house import SOURCE, modules

CODE = re.compile(r"\bDT\d{3}\b")


def used() -> set[str]:
    """Give the codes in the source, without the registry itself."""
    texts = (
        path.read_text(encoding="utf-8")
        for path in modules().values()
        if "registry" not in path.relative_to(SOURCE).parts
    )
    return {code for text in texts for code in CODE.findall(text)}


def test_the_registry_holds_the_codes_that_are_used_and_no_others() -> None:
    assert used() - set(CODES) == set(), "register these"
    assert set(CODES) - used() == set(), "nothing uses these"


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_entry_says_what_why_and_how_in_sentences(code: str) -> None:
    one = CODES[code]
    assert not one.title.endswith(".")
    assert one.title[0].isupper()
    for text in (one.why, one.mend):
        assert text[0].isupper() or text[0] == "'"
        assert text.endswith(".")
        assert len(text) < 250


def test_titles_differ() -> None:
    titles = [one.title for one in CODES.values()]
    twice = {title for title in titles if titles.count(title) > 1}
    assert twice <= {"This doesn't name a tie"}  # in a weight, and in an effect
