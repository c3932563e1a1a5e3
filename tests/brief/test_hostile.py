"""A file that means harm: its texts appear as they are, and do nothing."""

from __future__ import annotations

import re

import pytest

import detente
from brief.making import HARBOUR, loaded, page, with_texts
from brief.reading import read
from detente.brief.quoting import code, link, plain, said

NASTY = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}",
    "</title></svg><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>1</script>",
    'https://example.org/" onclick="alert(1)',
    "//example.org/x",
    "{{ 7 * 7 }}{% include 'page.html' %}",
    "%s {0} {name!r} {0.__class__}",
    "&lt;b&gt; &amp;#60;script&#62;",
    "<!-- --><![CDATA[ x ]]>",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 abc",
    "\u6f22\u5b57" * 40,
    "x" * 3000,
    "\\3c script\\3e ; } body { display: none }",
    "`${alert(1)}`",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_appears_escaped_and_does_nothing(nasty: str) -> None:
    text = detente.report(loaded(with_texts(nasty)), draws=0)
    made = read(text)
    usual = {(one.tag, *sorted(one.attributes)) for one in read(page()).elements}
    found = {(one.tag, *sorted(one.attributes)) for one in made.elements}
    assert {one[0] for one in found} <= {one[0] for one in usual} | {"a"}
    for one in made.elements:
        assert not any(name.startswith("on") or name in {"style", "src"} for name in one.attributes)
        assert re.match(r"#|https?://", one.attributes.get("href", "#"))
    assert plain(nasty) in made.said()
    assert made.blocks("h1") == [plain(nasty)]


def test_control_marks_become_visible_and_harmless() -> None:
    assert plain("a\x00b\x1b[31m") == "a\ufffdb\ufffd[31m"
    assert plain("a\ud800") == "a\ufffd"
    assert plain("abc\u202edef\u2067") == "abc[U+202E]def[U+2067]"
    assert plain("one\r\n\ttwo\u2028three") == "one two three"


def test_letters_of_any_script_stay() -> None:
    for text in ("\u05e9\u05dc\u05d5\u05dd", "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1", "\u200fx", "\U0001f642"):
        assert plain(text) == text


def test_an_empty_text_leaves_nothing() -> None:
    assert (said("  "), code(""), said("x")) == ("", "", "<bdi>x</bdi>")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "ftp://example.org",
        "file:///etc/passwd",
        "https:///x",
        "https://a b",
        "http://[::1",
        "mailto:a@example.org",
        "example.org",
    ],
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert "<a" not in link(url)


def test_a_link_tells_its_address_and_nothing_of_the_page() -> None:
    assert link('https://example.org/?a=1&b="2"') == (
        '<a href="https://example.org/?a=1&amp;b=&#34;2&#34;" rel="noopener noreferrer">'
        "<bdi>https://example.org/?a=1&amp;b=&#34;2&#34;</bdi></a>"
    )


def test_a_name_of_the_command_line_stands_in_no_place_unescaped() -> None:
    sit = loaded("detente: 1\ntitle: '<b>'\nactors: {A: {name: '<i>'}}\n")
    assert "<b>" not in detente.report(sit).replace("<b>Actor", "")
    assert "&lt;b&gt;" in detente.report(sit)


def test_names_of_partners_and_units_are_texts_too() -> None:
    """A partner of a tie need not be an actor, so that any text may stand there."""
    row = "  - {from: '<script>x</script>', to: ISL, vector: arms, value: 3, unit: '<i>u', year: 2029}\n"
    made = read(detente.report(loaded(HARBOUR.replace("ties:\n", f"ties:\n{row}", 1)), draws=0))
    assert made.tagged("i") == []
    assert len(made.tagged("script")) == 2
    assert "<script>x</script>" in made.said(section="ties")
    assert "<i>u" in made.said(section="ties")


def test_a_thousand_observations_still_make_one_page_of_bounded_size() -> None:
    seen = "".join(
        f"  seen{at}: {{date: 2030-04-02, source: gazette, kind: conduct, by: SOU, says: Lights were seen at the pier, "
        "expected_if: {SOU: {strict: likely, lenient: unlikely}}}\n"
        for at in range(990)
    )
    text = detente.report(loaded(HARBOUR.replace("evidence:\n", f"evidence:\n{seen}", 1)), draws=0)
    assert len(text.encode()) < 1_500_000
