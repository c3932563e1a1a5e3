"""A first file of one's own, from three answers: who decides, what each could do, what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from detente.situation.scalars import to_option_name
from detente.situation.shapes import Unreadable
from detente.situation.writing import written

Owned: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""By actor its options: name and text."""

MOST_WORDS = 3  # of a text that go into an option's name
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "its",
        "it",
        "of",
        "on",
        "or",
        "out",
        "over",
        "own",
        "the",
        "their",
        "to",
        "up",
        "with",
        "will",
        "does",
        "do",
        "is",
    ]
)


def first_file(could: Mapping[str, Sequence[str]], asks: str = "") -> str:
    """Write the situation file that three answers begin.

    What can't be known from the answers stands as a remark to be filled in: what each actor wants, what can't be
    otherwise, how often such things happen. Nothing is made up.

    Parameters
    ----------
    could : mapping of str to sequence of str
        By the name of each actor, what it could do or leave undone, in words that follow "could".
    asks : str, optional
        What is asked.

    Returns
    -------
    str
        A situation that reads without a fault.

    Examples
    --------
    >>> text = first_file({"Upland": ["fill the reservoir"], "Lowland": ["close its ports"]}, "Are the ports closed?")
    >>> [line for line in text.splitlines() if "reservoir" in line or "Upland" in line]
    ['  UPL: {name: Upland}', '    fill: fill the reservoir']
    """
    actors = dict(zip(could, _names([_letters(name) for name in could], "ACTOR"), strict=True))
    texts = [text for said in could.values() for text in said]
    options = iter(zip(_names([_words(text) for text in texts], "option"), texts, strict=True))
    owned = {actors[name]: [next(options) for _ in said] for name, said in could.items()}
    return "\n".join(
        [
            "# Your own situation. Fill in what stands behind '#', and run 'detente check' after each change.",
            "detente: 1                       # version of the file format",
            f"title: {_text(asks or 'A situation of my own')}",
            *([f"asks: {_text(asks)}"] if asks else []),
            "# as_of: 2025-03-31              # only what was known by this day counts",
            "",
            "actors:                          # who decides",
            *(f"  {actors[name]}: {{name: {_text(name)}}}" for name in could),
            "",
            *_options(owned),
            *_wants(owned),
            *_question(owned, asks),
        ]
    )


def _options(owned: Owned) -> list[str]:
    """List the options by owner, with a rule as a remark, and begin where none of them is taken."""
    names = [name for options in owned.values() for name, _ in options]
    if not names:
        return []
    lines = ["options:                         # what each could do or leave undone, by owner"]
    for actor, options in owned.items():
        if options:
            lines += [f"  {actor}:", *(f"    {name}: {_text(text)}" for name, text in options)]
    if len(names) > 1:
        lines += [
            "",
            "# rules:                         # what can't be otherwise; 'a -> b' reads 'if a then b'",
            f"#   - rule: {names[-1]} -> {names[0]}",
            "#     because: ...",
        ]
    return [*lines, "", "status_quo: []                   # the options that are taken today", ""]


def _wants(owned: Owned) -> list[str]:
    """Show as a remark how each actor's wishes are written, with the options that it may fear or like."""
    acting = [actor for actor, options in owned.items() if options]
    if not acting:
        return []
    lines = [
        "# What does each want, the most important first? Take the '#' away, put the lines in order, strike out what it",
        "# doesn't mind. What it would never do comes first of all; what it would do in answer is written 'a -> b'.",
        "# preferences:",
    ]
    for actor in acting:
        feared = [f"not {name}" for other in acting if other != actor for name, _ in owned[other]]
        lines += [f"#   {actor}:", "#     statements:"]
        lines += [f"#       - {one}" for one in (*feared, *(name for name, _ in owned[actor]))]
    return [*lines, ""]


def _question(owned: Owned, asks: str) -> list[str]:
    """Write the question, about the option whose text is most like it; what it doesn't say stands as a remark."""
    if not asks:
        return []
    about = _about(asks, [one for options in owned.values() for one in options])
    when = [
        f"when: {about or '...':<22} # {'is this what you ask?' if about else 'the option that makes it true'}",
        "counted: ever                # at some time; or at_end, or always",
    ]
    return [
        "questions:",
        "  asked:",
        f"    text: {_text(asks)}",
        *(f"    {'' if about else '# '}{line}" for line in when),
        "    # by: 2025-12-31             # the day by which it is answered",
        "    # base: 10%                  # how often such things happen, with its reason under 'because:'",
        "",
    ]


def _about(asks: str, options: Sequence[tuple[str, str]]) -> str:
    """Give the one option whose text shares the most words with the question; empty if none, or several, do."""
    asked = set(_plain(asks))
    shared = {name: len(asked & set(_plain(text))) for name, text in options}
    most = max(shared.values(), default=0)
    best = [name for name, count in shared.items() if count == most]
    return best[0] if most and len(best) == 1 else ""


def _plain(text: str) -> list[str]:
    """Give the words of a text in plain small letters, without those that say little."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", bare)
    return [word for word in words if word not in _SMALL] or words


def _letters(name: str) -> list[str]:
    """Give the names that an actor may go by, the best first: its initials, or the first letters of its word."""
    words = _plain(name)
    whole = "_".join(words).upper()
    short = words[0][:3] if len(words) == 1 else "".join(word[0] for word in words)
    return [short.upper(), whole] if words else []


def _words(text: str) -> list[str]:
    """Give the names that an option may go by, the shortest first."""
    words = _plain(text)[:MOST_WORDS]
    return ["_".join(words[:count]) for count in range(1, len(words) + 1)]


def _names(wanted: Sequence[Sequence[str]], otherwise: str) -> list[str]:
    """Choose a name for each that no other has: the best that is free, or one with a number."""
    taken: list[str] = []
    for candidates in wanted:
        fitting = [one for one in candidates if _can_be_named(one)]
        numbered = [f"{(fitting or [otherwise])[-1]}_{number}" for number in range(1, len(wanted) + 2)]
        taken.append(next(one for one in (*fitting, *numbered) if one not in taken))
    return taken


def _can_be_named(name: str) -> bool:
    """Tell whether expressions can speak of an option of this name."""
    try:
        to_option_name(name)
    except Unreadable:
        return False
    return True


def _text(text: str) -> str:
    """Write a text as YAML reads it back."""
    return written(" ".join(text.split()))
