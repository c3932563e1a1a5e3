"""The page as a whole: it needs nothing else, lets nothing in, and is the same byte for byte."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest

import detente
from brief.making import HARBOUR, case_page, gathered, harbour, loaded, page, without
from brief.reading import Element, Page, read
from detente.brief.blocks import Picture, Table
from detente.brief.composing import SECTIONS
from detente.brief.origins import Origins
from detente.brief.page import page_of, running_head

ALL = [
    "questions",
    "courses",
    "today",
    "commitments",
    "beliefs",
    "ties",
    "transfers",
    "records",
    "what-if",
    "turning",
    "replay",
    "assumptions",
    "left-out",
    "sources",
    "making",
    "origins",
]


@pytest.fixture(scope="module")
def parsed() -> Page:
    return read(page())


def policy(parsed: Page) -> str:
    return next(
        one.attributes["content"]
        for one in parsed.tagged("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )


def test_the_same_situation_gives_the_same_bytes() -> None:
    again = loaded(HARBOUR)
    assert detente.report(again, draws=20) == page()
    assert page_of(gathered()) == page()


def test_all_sections_stand_in_order_where_the_file_has_matter_for_all(parsed: Page) -> None:
    assert [one.attributes["id"] for one in parsed.tagged("section") if "id" in one.attributes] == ALL


def _scripts(parsed: Page) -> list[Element]:
    """Give the scripts that a browser would run: JSON is none."""
    return [one for one in parsed.tagged("script") if "type" not in one.attributes]


def _hash_of_script(parsed: Page) -> str:
    (script,) = _scripts(parsed)
    text = "".join(one.content for one in parsed.texts if one.above and one.above[-1] is script)
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_content_policy_lets_in_style_and_script_of_the_page_and_nothing_else(parsed: Page) -> None:
    style = "".join(text.content for text in parsed.texts if text.within("style"))
    made = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    directives = dict(one.strip().split(" ", 1) for one in policy(parsed).split(";"))
    assert directives == {
        "default-src": "'none'",
        "style-src": f"'sha256-{made}'",
        "script-src": f"'sha256-{_hash_of_script(parsed)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_before_anything_that_it_bears_on(parsed: Page) -> None:
    tags = [one.tag for one in parsed.elements]
    metas = [at for at, one in enumerate(parsed.elements) if one.attributes.get("http-equiv")]
    assert metas[0] < tags.index("style")


def test_nothing_is_loaded_run_or_styled_from_within(parsed: Page) -> None:
    assert parsed.tagged("link", "img", "iframe", "object", "embed", "base", "form", "use", "image") == []
    for one in parsed.elements:
        assert not {"src", "srcset", "style", "action", "xlink:href", "background", "poster"} & set(
            one.attributes
        )
        assert not any(name.startswith("on") for name in one.attributes)


def test_addresses_of_the_web_are_links_in_the_sources_only(parsed: Page) -> None:
    outside = [one for one in parsed.elements if not one.attributes.get("href", "#").startswith("#")]
    assert {one.attributes["href"] for one in outside} == {"https://example.org/gazette?a=1&b=2"}
    for one in outside:
        assert (one.tag, one.section, one.attributes["rel"]) == ("a", "sources", "noopener noreferrer")
    style = "".join(text.content for text in parsed.texts if text.within("style"))
    assert not re.search(r"url\(|@import|//", style)


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_given_once(parsed: Page) -> None:
    ids = Counter(one.attributes["id"] for one in parsed.elements if "id" in one.attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    inside = {
        one.attributes["href"][1:]
        for one in parsed.elements
        if one.attributes.get("href", "").startswith("#")
    }
    assert inside - set(ids) == set()


def test_a_number_and_its_entry_lead_to_each_other(parsed: Page) -> None:
    made = {
        one.attributes["id"]
        for one in parsed.tagged("li")
        if one.section == "origins" and "id" in one.attributes
    }
    told = {
        one.attributes["href"][1:]
        for one in parsed.tagged("a")
        if re.match(r"#n\d+$", one.attributes.get("href", ""))
    }
    assert told == made
    back = {
        one.attributes["href"][1:]
        for one in parsed.tagged("a")
        if re.match(r"#u\d+$", one.attributes.get("href", ""))
    }
    assert back == {
        one.attributes["id"] for one in parsed.elements if re.match(r"u\d+$", one.attributes.get("id", ""))
    }


def test_there_is_one_first_heading_and_no_level_is_left_out(parsed: Page) -> None:
    levels = [int(one.tag[1]) for one in parsed.elements if re.fullmatch(r"h[1-6]", one.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_can_be_read_without_seeing_it(parsed: Page) -> None:
    assert parsed.tagged("html")[0].attributes["lang"] == "en"
    assert len(parsed.tagged("main")) == len(parsed.tagged("header")) == len(parsed.tagged("nav")) == 1
    skip = parsed.tagged("a")[0]
    assert skip.attributes["href"] == f"#{parsed.tagged('main')[0].attributes['id']}"
    tables = parsed.tagged("table")
    assert tables
    assert len(parsed.tagged("caption")) == len(tables)
    assert all(one.attributes.get("scope") in {"col", "row"} for one in parsed.tagged("th"))
    pictures = parsed.tagged("svg")
    assert pictures
    for picture in pictures:
        ids = picture.attributes["aria-labelledby"].split()
        assert [one.tag for one in parsed.elements if one.attributes.get("id") in ids] == ["title", "desc"]


def test_every_section_opens_with_a_sentence(parsed: Page) -> None:
    leads = parsed.blocks("p")
    opening = [one for one in parsed.tagged("p") if one.attributes.get("class") == "lead"]
    assert len(opening) == len(ALL)
    assert leads
    for made in (section(gathered(), Origins(harbour())) for section in SECTIONS):
        if made is None:
            continue
        assert str(made.lead).strip().endswith(".")


def test_a_table_or_a_list_stands_behind_each_picture() -> None:
    for section in SECTIONS:
        made = section(gathered(), Origins(harbour()))
        if made is not None and any(isinstance(block, Picture) for block in made.blocks):
            assert any(isinstance(block, Table) for block in made.blocks)


def test_rows_have_a_cell_for_each_column() -> None:
    for section in SECTIONS:
        made = section(gathered(), Origins(harbour()))
        for block in made.blocks if made else ():
            if isinstance(block, Table):
                assert {len(row.cells) for row in block.rows} == {len(block.columns)}, block.caption


def test_the_marking_stands_first_and_last_and_on_every_printed_page(parsed: Page) -> None:
    said = [
        text.content
        for text in parsed.texts
        if text.content.strip() and not text.within("style", "title", "script")
    ]
    assert (said[1], said[-1]) == ("For exercise only", "For exercise only")
    assert running_head("For exercise only") in page()


def test_a_marking_cannot_leave_the_string_of_the_style() -> None:
    nasty = '"; } body { display: none } </style><script>'
    assert re.fullmatch(
        r'@page \{ @top-center \{ content: "(\\[0-9a-f]+ )+"; font-weight: bold; \} \}', running_head(nasty)
    )


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        (("questions",), {"questions", "what-if"}),
        (("evidence", "sources", "believes"), {"sources"}),
        (("ties", "poles", "effects"), {"ties"}),
        (("commitments",), {"commitments"}),
        (("transfers",), {"transfers"}),
        (("agreements", "figures"), {"records"}),
        (("preferences", "believes", "evidence"), {"courses", "what-if"}),
        (("status_quo",), {"courses", "what-if"}),
    ],
)
def test_a_file_without_matter_for_a_section_has_no_such_section(
    gone: tuple[str, ...], lacks: set[str]
) -> None:
    text = without(*gone)
    if "ties" in gone:
        text = text.replace("-10 * tie(ISL/SOU/exports)", "-6")
    if "sources" in gone or "evidence" in gone:
        text = re.sub(r", source: \w+", "", re.sub(r",? ?evidence: \[\w+\]", "", text)).replace("    \n", "")
    made = read(detente.report(loaded(text), draws=0))
    there = {one.attributes["id"] for one in made.tagged("section") if "id" in one.attributes}
    assert there & lacks == set()
    assert {"assumptions", "making", "origins"} <= there


@pytest.mark.parametrize(
    "text",
    [
        "detente: 1\ntitle: Two\nactors: {A: Alpha, B: Beta}\n",
        "detente: 1\ntitle: Two\nactors: {A: Alpha}\nties:\n  - {from: A, to: B, vector: trade, value: 3, unit: t}\n",
        "detente: 1\ntitle: One\nactors: {A: Alpha}\noptions: {A: {x: Do it}}\nstatus_quo: [x]\n",
        "detente: 1\ntitle: One\nactors: {A: Alpha}\noptions: {A: {x: Do it}}\n",
        "detente: 1\ntitle: One\nactors: {A: Alpha}\nquestions: {q: {text: Is it so?}}\n",
    ],
)
def test_the_least_of_files_has_a_page(text: str) -> None:
    made = read(detente.report(loaded(text), draws=0))
    assert made.tagged("h1")


def test_a_file_with_actors_and_ties_only_has_ties_and_how_it_was_made() -> None:
    text = (
        "detente: 1\ntitle: Two\nactors: {A: Alpha, B: Beta}\nties:\n"
        "  - {from: A, to: B, vector: energy, unit: share of energy, value: 0.5, year: 2020}\n"
    )
    made = read(detente.report(loaded(text)))
    assert [one.attributes["id"] for one in made.tagged("section") if "id" in one.attributes] == [
        "ties",
        "making",
        "origins",
    ]


@pytest.mark.parametrize("case", detente.cases(), ids=lambda case: case.name)
def test_every_built_in_case_has_a_page_of_bounded_size(case: object) -> None:
    text = case_page(case.name)
    read(text)
    assert len(text.encode()) < 1_000_000


def test_options_held_are_told_on_the_first_screen_and_in_the_settings() -> None:
    made = read(detente.report(harbour(), draws=0, do={"open": True}))
    assert "On this page The Island should open the harbour" in made.said()
    assert "Held on the whole page" in made.said(section="making")


def test_the_branch_can_be_chosen_and_left_out() -> None:
    chosen = read(detente.report(harbour(), draws=0, what_if={"boycott": True}))
    assert "If Southland should stop buying fish" in chosen.said(section="what-if")
    without_branch = read(detente.report(harbour(), draws=0, what_if={}))
    assert "what-if" not in {one.attributes.get("id") for one in without_branch.tagged("section")}


def test_an_impossible_beginning_is_a_fault_and_an_unknown_option_wrong_use() -> None:
    with pytest.raises(detente.SituationError):
        detente.report(loaded(HARBOUR.replace("status_quo: [build]", "status_quo: []")), do={"open": True})
    with pytest.raises(ValueError, match="opne"):
        detente.report(harbour(), do={"opne": True})


def test_a_cycle_is_told_as_one() -> None:
    text = (
        "detente: 1\ntitle: Pursuit\nactors: {A: Alpha, B: Beta}\noptions: {A: {x: Run}, B: {y: Follow}}\n"
        "status_quo: []\npreferences:\n  A: {behaviour: nash, statements: [not (x <-> y)]}\n"
        "  B: {behaviour: nash, statements: [x <-> y]}\n"
    )
    made = read(detente.report(loaded(text)))
    assert "keeps turning" in made.said(section="courses")


def test_evidence_that_leaves_no_type_is_told_and_the_page_is_written() -> None:
    text = (
        HARBOUR.replace(
            "says: Northland drove piles for 12 piers., expected_if: {SOU: {strict: likely, lenient: unlikely}}",
            "says: Northland drove piles for 12 piers., expected_if: {SOU: {strict: 0, lenient: 0}}",
        )
        .replace("at: p2 s1, digest: 0a1b2c3d, ", "grade: A1, ")
        .replace("grade: B, url", "grade: A, url")
    )
    sit, _ = detente.read(text)
    if sit is not None:
        assert read(detente.report(sit, draws=0)).tagged("h1")
