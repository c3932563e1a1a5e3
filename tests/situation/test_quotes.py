"""Sentences and digests: where a sentence ends, what its digest is of, and what becomes of a quote."""

from __future__ import annotations

import hashlib

import pytest

from detente.situation.quotes import digest_of, quotes_stand, sentences, text_of
from detente.situation.reader import read_text


def split(text):
    return [one.text for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He came. then he went.", ["He came. then he went."]),
        ("It grew by 3.5 percent. 40 states agreed.", ["It grew by 3.5 percent.", "40 states agreed."]),
        ('She said "No." He left.', ['She said "No."', "He left."]),
        ("He left (late). “Why?” she asked.", ["He left (late).", "“Why?” she asked."]),
        ("«Oui.» «Non.»", ["«Oui.»", "«Non.»"]),
        ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
        ("J. F. Kennedy spoke. So did X.", ["J. F. Kennedy spoke.", "So did X."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("See p. 5, e.g. Table 2. Done.", ["See p. 5, e.g. Table 2.", "Done."]),
        ("Wait... What?", ["Wait...", "What?"]),
        ("He left. (She stayed.)", ["He left. (She stayed.)"]),
        ("Über alles. Ärger.", ["Über alles.", "Ärger."]),
        ("end", ["end"]),
    ],
)
def test_a_sentence_ends_at_a_mark_before_a_blank_and_a_beginning(text, parts):
    assert split(text) == parts


def test_paragraphs_are_the_lines_that_are_not_empty():
    text = "\ufeffFirst. Second.\r\n\r\n \t \r\nThird.\rFourth.\n"
    assert [(one.at, one.text) for one in sentences(text)] == [
        ("p1 s1", "First."),
        ("p1 s2", "Second."),
        ("p2 s1", "Third."),
        ("p3 s1", "Fourth."),
    ]
    assert sentences("") == sentences("\n \n") == ()


def test_a_digest_is_of_the_tidied_sentence():
    plain = hashlib.sha256("Café society.".encode()).hexdigest()[:8]
    assert digest_of("Café society.") == plain
    assert digest_of("  Cafe\u0301 \t\n society. ") == plain
    assert digest_of("Café\u00a0society.") == plain
    assert digest_of("Cafe society.") != plain


FILE = """\
detente: 1
title: T
actors: {A: a}
sources:
  s: {title: S, text: s.txt}
  none: {title: N}
evidence:
  good: {says: x, source: s, at: p1 s2, digest: DIGEST}
  spaced: {says: x, source: s, at: "p1   s2", digest: DIGEST}
  moved: {says: x, source: s, at: p1 s1, digest: DIGEST}
  placeless: {says: x, source: s, digest: DIGEST}
  bare: {says: x, source: s, at: p2 s1}
  changed: {says: x, source: s, at: p2 s1, digest: 00000000}
  beyond: {says: x, source: s, at: p7 s1}
  elsewhere: {says: x, source: none, at: p1 s1, digest: 00000000}
  unquoted: {says: x, source: s}
""".replace("DIGEST", digest_of("It is two."))


def situation(folder, text="It is one. It is two.\n\nIt is three.\n"):
    if text is not None:
        (folder / "s.txt").write_text(text, encoding="utf-8")
    sit, _ = read_text(FILE, str(folder / "case.yaml"), folder)
    return sit


def test_quotes_that_moved_changed_or_lack_a_digest_are_told(tmp_path):
    told = [(one.code, one.severity, one.line) for one in quotes_stand(situation(tmp_path))]
    assert told == [
        ("DT522", "warning", 10),
        ("DT522", "warning", 11),
        ("DT523", "warning", 12),
        ("DT521", "fault", 13),
        ("DT521", "fault", 14),
    ]


def test_a_text_that_lost_a_sentence_changes_all_quotes_of_it(tmp_path):
    told = quotes_stand(situation(tmp_path, "It is one.\n"))
    assert [one.code for one in told] == ["DT521"] * 7
    assert "the text has no p1 s2" in told[0].message


def test_a_text_that_is_not_there_is_one_fault(tmp_path):
    sit = situation(tmp_path)
    (tmp_path / "s.txt").unlink()
    assert [one.code for one in quotes_stand(sit)] == ["DT121"]
    assert text_of(sit, sit.sources["none"])[1][0].code == "DT524"
