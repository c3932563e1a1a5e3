"""The other forms of the brief: they say what the page says, and no text of a file breaks out of them."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from brief.making import gathered, loaded, with_texts
from detente.brief.composing import Composed, composed
from detente.brief.gather import gather
from detente.brief.outputs.mail import mail
from detente.brief.outputs.markdown import markdown
from detente.brief.outputs.runs import Run, runs_of, text_of
from detente.brief.outputs.word import word
from detente.brief.quoting import plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = ["<script>alert(1)</script>", "a | b *c* [d](e) `f`", "]]> & \ufffe \x00", "{{ 7 * 7 }}"]


@cache
def made() -> Composed:
    return composed(gathered())


def document(content: bytes) -> ET.Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - what the program wrote itself; every part is well formed
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - likewise


def test_all_forms_are_the_same_byte_for_byte() -> None:
    again = composed(gathered())
    assert word(again) == word(made())
    assert markdown(again) == markdown(made())
    assert mail(again) == mail(made())


def test_every_section_stands_in_markdown_and_word() -> None:
    headings = [
        "".join(one.text or "" for one in p.iter(f"{W}t"))
        for p in document(word(made())).iter(f"{W}p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None and style.get(f"{W}val") == "Heading1"
    ]
    titles = [section.title for section in made().sections] + ["How each number was made"]
    assert headings == titles
    assert re.findall(r"^## (.*)$", markdown(made()), re.MULTILINE) == titles


def test_every_number_in_word_leads_to_a_place_in_the_account() -> None:
    tree = document(word(made()))
    places = {one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")}
    told = {one.get(f"{W}anchor") for one in tree.iter(f"{W}hyperlink")}
    assert told
    assert told <= places


def test_every_number_in_markdown_has_its_footnote() -> None:
    text = markdown(made())
    notes = set(re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE))
    told = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert told
    assert told <= notes


def test_rows_of_a_markdown_table_have_the_cells_of_its_head() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", markdown(made()), re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_a_mail_is_no_wider_than_a_mail_should_be() -> None:
    long = [line for line in mail(made()).splitlines() if len(line) > 72 and " " in line.strip("- ")]
    assert long == []


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_that_means_harm_is_a_text_in_every_form(nasty: str) -> None:
    sit = loaded(with_texts(nasty)) if "\x00" not in nasty else loaded(with_texts(nasty.replace("\x00", "")))
    one = composed(gather(sit, draws=0, seed=1))
    tree = document(word(one))
    assert plain(nasty.replace("\x00", "")).replace("\ufffe", "\ufffd") in "".join(
        text.text or "" for text in tree.iter(f"{W}t")
    )
    assert not re.search(r"(?<!\\)<", markdown(one))


def test_a_cell_is_read_as_runs() -> None:
    from markupsafe import Markup

    cell = Markup('A <b>bold</b><br><a id="u1" href="#n3">4 %</a><small>so</small>')
    assert text_of(cell) == "A bold\n4 % so"
    assert Run("4 %", frozenset(), "#n3") in runs_of(cell)
    assert runs_of("<b>") == (Run("<b>"),)
