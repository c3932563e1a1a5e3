"""The pages are those that were last looked at; ``python -m tests.golden.renew`` takes over what was meant."""

from __future__ import annotations

from functools import cache

import pytest

from golden.pages import FOLDER, golden, scrubbed

made = cache(golden)


@pytest.mark.parametrize("name", ["harbour.html", "chicken.html", "belarus-2023.txt"])
def test_a_page_is_the_one_that_was_last_looked_at(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert made()[name] == kept, "if the change was meant: python -m tests.golden.renew"


def test_no_other_page_is_kept() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.suffix in {".html", ".txt"}} == set(made())


def test_golden_pages_hang_on_no_version() -> None:
    assert "0.1.0" not in "".join(made().values())
    assert scrubbed("Made with Détente <code>9.9</code>") == "Made with Détente"
