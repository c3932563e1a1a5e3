"""Quotes: the numbered sentences of a source's text, their digests, and whether the file still points at them.

A paragraph is a non-empty line. A sentence ends at . ! or ? with any closing quotes and brackets, before a blank and a
capital, a digit or an opening quote; not after a single capital or a usual abbreviation.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.faults import Fault, Place, fault, warning
from detente.situation.records import Observation, Situation, Source
from detente.situation.text import inside, read_file

DIGITS = 8

_LISTED = """
Mr Mrs Ms Dr Prof Gen Col Lt Maj Capt Sgt Sen Rep Gov Pres Hon St Sr Jr Messrs Amb Adm Brig No Nos Art Arts Sec Ch Vol
Fig Eq p pp vs etc cf al approx est ca Inc Ltd Corp Co Dept Univ Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
e.g i.e a.m p.m U.S U.K U.N E.U
"""
_ABBREVIATIONS = frozenset(_LISTED.split())
_OPENING = "\"'“„«\N{LEFT SINGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
_CLOSING = "\"'”»)\\]\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_LINES = re.compile(r"\r\n|\r|\n")
_END = re.compile(rf"[.!?][{_CLOSING}]*(?= \S)")


class Sentence(NamedTuple):
    """One sentence of a text: its place ``pN sM``, its digest, and its words."""

    at: str
    digest: str
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    r"""Split a text into numbered sentences.

    Parameters
    ----------
    text : str
        The whole text of a source.

    Returns
    -------
    tuple of Sentence
        In the order of the text, blanks tidied.

    Examples
    --------
    >>> [one.at + " " + one.text for one in sentences("Dr. A. Lee spoke. She left!\n\nNobody asked.\n")]
    ['p1 s1 Dr. A. Lee spoke.', 'p1 s2 She left!', 'p2 s1 Nobody asked.']
    """
    found = []
    paragraphs = (line for line in _LINES.split(text.removeprefix("\ufeff")) if line.strip())
    for n, paragraph in enumerate(paragraphs, 1):
        for m, sentence in enumerate(_split(_tidy(paragraph)), 1):
            found.append(Sentence(f"p{n} s{m}", digest_of(sentence), sentence))
    return tuple(found)


def digest_of(sentence: str) -> str:
    """Give the digest of a sentence: the first 8 hex digits of the SHA-256 of its tidied text.

    Parameters
    ----------
    sentence : str
        Brought to Unicode's form NFC, with each run of blanks as one blank, and encoded as UTF-8.

    Examples
    --------
    >>> digest_of("Nobody  asked.") == digest_of(" Nobody asked. ")
    True
    >>> digest_of("Nobody asked.")
    'a1099e25'
    """
    return hashlib.sha256(_tidy(sentence).encode()).hexdigest()[:DIGITS]


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _split(paragraph: str) -> Iterator[str]:
    """Split a tidied paragraph into sentences."""
    start = 0
    for end in _END.finditer(paragraph):
        if _ends(paragraph, end):
            yield paragraph[start : end.end()]
            start = end.end() + 1
    if start < len(paragraph):
        yield paragraph[start:]


def _ends(paragraph: str, mark: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: what follows begins one, and what stands before is no abbreviation."""
    first = paragraph[mark.end() + 1]
    begins = first in _OPENING or first.isupper() or first.isdigit()
    if not begins or mark[0] != ".":  # closing quotes behind a full stop end an abbreviation's sentence too
        return begins
    word = paragraph[: mark.start()].rsplit(maxsplit=1)[-1:]
    bare = word[0].lstrip(_OPENING + "([") if word else ""
    single = len(bare) == 1 and bare.isupper()
    return not (single or bare in _ABBREVIATIONS)


def text_of(sit: Situation, source: Source) -> tuple[str | None, list[Fault]]:
    """Read the text of a source, which lies in the situation's folder.

    Parameters
    ----------
    sit : Situation
    source : Source

    Returns
    -------
    text : str or None
        None where the file names no text or it can't be read.
    faults : list of Fault
        Why not.
    """
    path = inside(Path(sit.file).parent, source.text) if sit.file and source.text else None
    if path is None:
        why = "isn't in the situation's folder" if source.text else "isn't named: the source has no 'text:'"
        hint = (
            ""
            if source.text
            else f"put its text beside the situation and write 'text: sources/{source.id}.txt'"
        )
        return None, [fault("DT524", source.place, f"the text of {source.id} {why}", hint=hint)]
    try:
        return read_file(path)
    except OSError:
        message = f"the text of {source.id} can't be read"
        return None, [fault("DT121", source.place, message, got=source.text)]


def quotes_stand(sit: Situation) -> list[Fault]:
    """Compare the digests of a situation with the texts at hand.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    list of Fault
        A sentence that changed is a fault; one that stands elsewhere now, or has no digest yet, is a warning. Sources
        without a text are passed over.
    """
    found: list[Fault] = []
    for source in sit.sources.values():
        quoted = [one for one in sit.evidence.values() if one.source == source.id and (one.at or one.digest)]
        if not source.text or not quoted:
            continue
        text, faults = text_of(sit, source)
        found += faults
        if text is not None:
            numbered = sentences(text)
            found += [one for quote in quoted for one in _compared(quote, numbered)]
    return found


def _compared(quote: Observation, numbered: Sequence[Sentence]) -> Iterator[Fault]:
    """Compare one observation's place and digest with the sentences of its source."""
    place, at = quote.place, " ".join(quote.at.split())
    here = next((one for one in numbered if one.at == at), None)
    if here is not None and here.digest == quote.digest:
        return
    if not quote.digest and here is not None:
        hint = f"write 'digest: {here.digest}'"
        yield warning(
            "DT523", place, f"{quote.id} has no digest of its sentence", got=_short(here), hint=hint
        )
        return
    moved = [one for one in numbered if quote.digest and one.digest == quote.digest]
    if moved:
        yield warning(
            "DT522",
            place,
            f"the sentence of {quote.id} stands elsewhere now",
            expected=at or "a place",
            got=", ".join(one.at for one in moved),
            hint=f"write 'at: {moved[0].at}'",
        )
    else:
        yield _changed(quote, place, at, here)


def _changed(quote: Observation, place: Place, at: str, here: Sentence | None) -> Fault:
    """Say that a sentence is not what it was when its digest was taken."""
    if here is None:
        message = f"the text has no {at or 'sentence with this digest'}, which {quote.id} refers to"
    else:
        message = f"the sentence of {quote.id} at {at} is not the one that was read"
    return fault(
        "DT521",
        place,
        message,
        expected=f"digest {quote.digest}" if quote.digest else "a place in the text",
        got=f"{here.digest}: {_short(here)}" if here else "",
        hint="read the text again: it changed, or another sentence is meant; 'detente source' numbers the sentences",
    )


def _short(sentence: Sentence) -> str:
    return sentence.text if len(sentence.text) <= 80 else sentence.text[:77] + "..."
