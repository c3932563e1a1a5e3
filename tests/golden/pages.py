"""The golden pages: what is kept of them, and how they are made anew.

``python -m tests.golden.renew`` writes them after a change that was meant.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))  # for the command, which runs without pytest's own paths

import detente  # noqa: E402 - after the path
from brief.making import case_page, harbour  # noqa: E402 - after the path
from brief.reading import read  # noqa: E402 - after the path

VERSION = re.compile(r"(Made with</th><td[^>]*>|Made with )Détente <code>[^<]*</code>")


def scrubbed(page: str) -> str:
    """Take out the version of the program, which golden pages don't hang on."""
    return VERSION.sub("Made with Détente", page)


def skeleton(page: str) -> str:
    """Give the headings of a page, the captions of its tables with their columns, and its pictures."""
    made = read(page)
    kinds = {"h1": "", "h2": "\n", "h3": "  ", "caption": "  table: ", "figcaption": "  picture: "}
    lines: list[str] = []
    columns: list[str] = []
    told: dict[int, str] = {}
    for text in made.texts:
        for one in text.above:
            told[id(one)] = told.get(id(one), "") + text.content
    for one in made.elements:
        content = re.sub(r"\s+", " ", told.get(id(one), "")).strip()
        if one.tag in kinds:
            lines.append(f"{kinds[one.tag]}{content}")
        if one.tag == "th" and one.attributes.get("scope") == "col":
            columns.append(content)
        elif columns and one.tag == "tbody":
            lines.append(f"    {' | '.join(columns)}")
            columns = []
    return "\n".join(lines) + "\n"


def golden() -> dict[str, str]:
    """Make all golden pages, by the name of their file."""
    whole = detente.report(harbour(), draws=0)
    return {
        "harbour.html": scrubbed(whole),
        "chicken.html": scrubbed(case_page("chicken")),
        "belarus-2023.txt": skeleton(case_page("belarus-2023")),
    }
