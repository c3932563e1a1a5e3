"""What the repository says: nothing unfinished, nothing about places outside it, one spelling, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from house import ROOT, tracked

# Written in two halves, so that this file doesn't hold what it looks for.
UNFINISHED = ("TO" + "DO", "FIX" + "ME")
OUTSIDE = ("work", "tmp", "home", "root", "Users")
PATHS = re.compile(
    r"(?<![\w.~<:/\-\]})])/(?:" + "|".join(OUTSIDE) + r")(?:/[\w.]|\b(?![\w/]))|\.\./" + "shared"
)
NOTES = ("dynamics", "methods", "gmcr-reference", "landscape")
ELSEWHERE = re.compile(r"\b(?:" + "|".join(NOTES) + r")\.md\b")
AMERICAN = re.compile(
    r"\b(?:behavior|colou?rize|color|center|license[ds]? (?:to|for)|favor|neighbor|analyze|modeling|labeled|labeling"
    r"|traveled|canceled|catalog|defense|organiz\w*|recogniz\w*|summariz\w*|minimiz\w*|maximiz\w*|honor(?:ed)?)\b",
    re.IGNORECASE,
)
LOUD = re.compile(
    r"\b(?:powerful|seamless(?:ly)?|blazing(?:ly)?|cutting[- ]edge|world[- ]class|effortless(?:ly)?)\b",
    re.IGNORECASE,
)
PAGES = sorted(name for name in tracked() if name.endswith(".md"))


def hits(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Give the lines on which a pattern is found, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield f"{number}: {line.strip()[:100]}"


def prose(text: str) -> str:
    """Give a page without its code and its addresses, keeping the count of lines."""
    bare = re.sub(
        r"^(```|~~~).*?^\1",
        lambda block: "\n" * block.group().count("\n"),
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    return re.sub(r"`[^`\n]*`|<https?://[^>\s]*>", "", bare)


@pytest.mark.parametrize("name", sorted(tracked()))
def test_nothing_is_marked_as_unfinished(name: str) -> None:
    words = re.compile(rf"\b(?:{'|'.join(UNFINISHED)})\b")
    assert list(hits(words, tracked()[name])) == []


@pytest.mark.parametrize("name", sorted(tracked()))
def test_no_path_leads_out_of_the_repository(name: str) -> None:
    assert list(hits(PATHS, tracked()[name])) == []


@pytest.mark.parametrize("name", sorted(tracked()))
def test_no_page_is_cited_that_is_not_here(name: str) -> None:
    assert list(hits(ELSEWHERE, tracked()[name])) == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_spelt_as_in_britain_and_praise_nothing(name: str) -> None:
    text = prose(tracked()[name])
    assert [*hits(AMERICAN, text), *hits(LOUD, text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_link_to_a_file_leads_to_a_file(name: str) -> None:
    """Links between pages of the docs are checked when the docs are built; here those of the other pages."""
    folder = (ROOT / name).parent
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", prose(tracked()[name]))
    assert [one for one in targets if not (folder / one).exists()] == []


def test_what_is_looked_for_is_found() -> None:
    paths = ["open('/" + "tmp/x')", "see /" + "work/main", "(/" + "home/me)", "in ../" + "shared/data"]
    assert all(PATHS.search(one) for one in paths)
    fine = ["https://example.org/home/page", "a/work/b", "docs/tmp", "{work}/tmp"]
    assert [one for one in fine if PATHS.search(one)] == []
    assert AMERICAN.search("the behavior of the center")
