"""The brief in other forms: the same text, nothing of the file taken for a mark, the same bytes each time."""

import csv
import io
import re
import time
import zipfile
from functools import cache

import docx
import pytest
from markupsafe import Markup

from brief.making import gathered, loaded, with_texts
from detente.brief.blocks import Picture, Row, Section, Table
from detente.brief.forms.inline import Run, runs_of, spaced, text_of
from detente.brief.forms.mail import WIDTH, mail_of
from detente.brief.forms.markdown import inline, markdown_of
from detente.brief.forms.tables import csv_of, latex_of, tables_of
from detente.brief.forms.word import word_of
from detente.brief.gather import gather
from detente.brief.whole import ACCOUNT, Whole, whole_of

NASTY = "<script>alert(1)</script> | a\\|b [x](javascript:alert(1)) # *b* `c` \N{RIGHT-TO-LEFT OVERRIDE}\x08 ![i](x) &lt;b&gt;"
LOOKED_UP = {"assumptions", "sources", "making"}


@cache
def whole() -> Whole:
    return whole_of(gathered())


@cache
def hostile() -> Whole:
    return whole_of(gather(loaded(with_texts(NASTY)), draws=0, seed=1))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        (Markup('a <b>b</b> <a href="#n3">4 %</a>'), ["a ", "b", " ", "4 %"]),
        (Markup("x<br>y"), ["x", "\n", "y"]),
        (Markup("&lt;b&gt; &amp;"), ["<b> &"]),
        ("<b> &amp;", ["<b> &amp;"]),
        ("", []),
        (Markup(""), []),
    ],
)
def test_marks_are_read_and_texts_are_left_alone(cell, texts):
    assert [run.text for run in runs_of(cell)] == texts


def test_a_link_within_bold_keeps_both_looks_and_an_unclosed_tag_spoils_nothing():
    assert runs_of(Markup('<b>a <a href="#n1" id="u1">b</a></b>c')) == (
        Run("a ", bold=True),
        Run("b", bold=True, link="#n1", anchor="u1"),
        Run("c"),
    )
    assert text_of(Markup("<b>a</i> b")) == "a b"


def test_what_is_set_smaller_stands_behind_a_dash_unless_it_is_in_brackets_or_begins():
    assert "".join(run.text for run in spaced(runs_of(Markup("a<small>b</small>")))) == "a \N{EN DASH} b"
    assert text_of(Markup("a <small>(b)</small>")) == "a (b)"
    assert text_of(Markup("<small>b</small>")) == "b"


@pytest.mark.parametrize("form", [markdown_of, mail_of])
def test_every_conclusion_and_every_table_stands_in_each_form(form):
    text = squeezed(form(whole()))
    plain = squeezed(re.sub(r"\\(.)|\[([^\]]*)\]\(#[^)]*\)", lambda found: found[1] or found[2] or "", text))
    for section in whole().sections:
        if form is mail_of and section.id in LOOKED_UP:
            assert section.title not in text.split(" ---")[0]
            continue
        assert squeezed(text_of(section.lead)) in plain
        for block in section.blocks:
            if isinstance(block, Table):
                assert squeezed(text_of(block.caption)) in plain


def test_a_mail_is_72_characters_wide_at_most_and_has_no_blanks_at_the_ends_of_lines():
    lines = mail_of(whole()).splitlines()
    assert max(len(line) for line in lines if "http" not in line) <= WIDTH
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_table_without_room_for_its_columns_becomes_a_list():
    wide = Table("T", ("Name", *"abcdefgh"), (Row(("one", *(f"{'long ' * 9}{one}" for one in "abcdefgh"))),))
    first = whole().first._replace(picture=None)
    said = mail_of(Whole("t", "", first, (Section("s", "S", Markup("L."), (wide,)),), ()))
    assert "- one\n  a: long" in said
    assert max(map(len, said.splitlines())) <= WIDTH


def test_links_in_markdown_lead_to_entries_that_are_there():
    text = markdown_of(whole())
    wanted = set(re.findall(r"\]\(#(n\d+)\)", text))
    assert wanted
    assert wanted <= set(re.findall(r'<a id="(n\d+)"></a>', text))


def test_rows_of_markdown_tables_have_as_many_cells_as_their_heads():
    tables = re.findall(r"(?:^\|.*\|$\n?)+", markdown_of(hostile()), re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_nothing_of_a_hostile_file_formats_the_markdown_or_brings_html_into_it():
    text = re.sub(r'<a id="n\d+"></a>', "", markdown_of(hostile()))
    assert re.findall(r"(?<!\\)<", text) == []
    assert [to for to in re.findall(r"(?<!\\)\]\(([^)]*)\)", text) if not re.match(r"#|https?:", to)] == []


def test_inline_marks_keep_clear_of_the_blanks_at_their_ends():
    assert inline(Markup("a <b> b </b> c")) == "a **b** c"
    assert inline("1_2*3") == r"1\_2\*3"


def paragraphs_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed(" ".join([*(one.text for one in document.paragraphs), *cells]))


def test_a_file_for_word_opens_and_holds_every_conclusion_and_every_entry():
    data = word_of(whole())
    text = paragraphs_of(data)
    for section in whole().sections:
        assert squeezed(text_of(section.lead)) in text
    assert ACCOUNT in text
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].header.paragraphs[0].text == "For exercise only"
    assert document.core_properties.title == "A harbour between two neighbours"


def test_links_in_a_file_for_word_lead_to_bookmarks_that_are_there():
    body = zipfile.ZipFile(io.BytesIO(word_of(whole()))).read("word/document.xml").decode()
    wanted = {one for one in re.findall(r'w:anchor="([^"]*)"', body) if one.startswith("n")}
    assert wanted
    assert wanted <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body))


def test_a_file_for_word_is_the_same_byte_for_byte_a_second_later():
    first = word_of(whole())
    time.sleep(2.1)
    assert word_of(whole()) == first


def test_a_file_for_word_of_a_hostile_file_opens_too():
    assert "script" in paragraphs_of(word_of(hostile()))
    relations = zipfile.ZipFile(io.BytesIO(word_of(hostile()))).read("word/_rels/document.xml.rels").decode()
    outside = re.findall(r'Target="([^"]*)" TargetMode="External"', relations)
    assert [one for one in outside if not one.startswith(("http://", "https://"))] == []


def test_each_table_has_a_file_name_of_its_own_and_as_many_rows_as_on_the_page():
    found = dict(tables_of(whole()))
    shown = [block for one in whole().sections for block in one.blocks if isinstance(block, Table)]
    assert len(found) == len(shown)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in found)
    for table in found.values():
        rows = list(csv.reader(io.StringIO(csv_of(table))))
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.columns)}
        assert latex_of(table).count(r"\\") == len(rows)


@pytest.mark.parametrize(
    ("text", "shown"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "-5"), ("+4 %", "+4 %"), ("a=b", "a=b")]
)
def test_a_spreadsheet_takes_no_text_for_a_formula(text, shown):
    assert csv_of(Table("T", ("A",), (Row((text,)),))).splitlines()[1] == shown


def test_pictures_are_left_out_of_every_form():
    assert any(isinstance(block, Picture) for one in whole().sections for block in one.blocks)
    assert "<svg" not in markdown_of(whole()) + mail_of(whole()) + paragraphs_of(word_of(whole()))
