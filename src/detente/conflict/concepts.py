"""The stability concepts by name: what each reckons with, where it comes from, and what it must be told.

Three kinds of origin are kept apart wherever a verdict is shown. *literature*: the definition is the literature's, as it
is commonly stated. *unverified*: it is meant to be the literature's, but a point of it was written down from memory and
could not be checked. *own*: it is this program's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from detente.conflict.given import text_given

Origin = Literal["literature", "unverified", "own"]
Family = Literal["plain", "foresight", "coalition", "strength", "unknown", "attitude"]


class Concept(NamedTuple):
    """One stability concept; ``words`` say what it reckons with, ``needs`` names the setting it can't do without."""

    name: str
    family: Family
    words: str
    origin: Origin
    source: str
    needs: str = ""


def origin_words(concept: Concept) -> str:
    """Say where a concept comes from.

    Parameters
    ----------
    concept : Concept

    Returns
    -------
    str

    Examples
    --------
    >>> origin_words(concept_named("seq"))
    'Fraser and Hipel 1979, 1984'
    >>> origin_words(concept_named("seq2"))
    "this program's own"
    >>> origin_words(concept_named("stackelberg"))
    'Fang, Hipel and Kilgour 1993; from memory, not checked against the text'
    """
    if concept.origin == "own":
        return "this program's own" + (f", after {concept.source}" if concept.source else "")
    if concept.origin == "unverified":
        return f"{concept.source}; from memory, not checked against the text"
    return concept.source


_HOWARD = "Howard 1971"
_LIMITED = "Kilgour 1985; Fang, Hipel and Kilgour 1993"
_COALITIONS = "Inohara and Hipel 2008"
_STRENGTH = "Hamouda, Kilgour and Hipel 2004, 2006"
_UNKNOWN = "Li, Hipel, Kilgour and Fang 2004"
_ATTITUDES = "Inohara, Hipel and Walker 2007"

_PLAIN = (
    Concept("nash", "plain", "nobody reckons with answers", "literature", "Nash 1950; Howard 1971"),
    Concept("gmr", "plain", "the others may answer by any move", "literature", _HOWARD),
    Concept(
        "smr",
        "plain",
        "as gmr, but nothing is an answer that leaves a way out",
        "literature",
        _HOWARD,
    ),
    Concept(
        "seq",
        "plain",
        "the others answer only by moves from which they gain",
        "literature",
        "Fraser and Hipel 1979, 1984",
    ),
    Concept(
        "sseq",
        "plain",
        "as seq, but nothing is an answer that leaves a way out",
        "literature",
        "Rêgo and Vieira 2017",
    ),
    Concept(
        "seq2",
        "plain",
        "the others answer only by what they would really do, and only harm that is due to the move counts",
        "own",
        "",
    ),
)

_FORESIGHT = (
    Concept(
        "limited",
        "foresight",
        "two actors move in turn, each foresees a fixed number of moves, and either may stop",
        "literature",
        _LIMITED,
        "horizon",
    ),
    Concept(
        "nonmyopic",
        "foresight",
        "as limited, for every horizon that is long enough",
        "literature",
        "Brams and Wittman 1981; Kilgour 1984",
    ),
    Concept(
        "stackelberg",
        "foresight",
        "the leader foresees two moves, the other actor one",
        "unverified",
        "Fang, Hipel and Kilgour 1993",
        "leader",
    ),
)

_COALITION = (
    Concept(
        "cnash",
        "coalition",
        "a coalition goes where all its members gain; nobody reckons with answers",
        "literature",
        "Kilgour, Hipel, Fang and Peng 2001",
    ),
    Concept(
        "cgmr",
        "coalition",
        "as cnash, but any moves of the others that leave one member no better off answer",
        "literature",
        _COALITIONS,
    ),
    Concept(
        "csmr",
        "coalition",
        "as cgmr, but nothing is an answer that leaves the coalition a way out",
        "literature",
        _COALITIONS,
    ),
    Concept(
        "cseq",
        "coalition",
        "as cgmr, but only what coalitions of the others would gain by answers",
        "unverified",
        _COALITIONS,
    ),
    Concept(
        "csseq",
        "coalition",
        "as cseq, but nothing is an answer that leaves the coalition a way out",
        "own",
        "the pattern of csmr and cseq",
    ),
)

_STRONG = tuple(
    Concept(
        f"{degree}_{name}",
        "strength",
        words.format(name=name),
        "literature",
        _STRENGTH,
    )
    for name in ("gmr", "smr", "seq")
    for degree, words in (
        ("strong", "as {name}, but only what is greatly worse answers"),
        ("weak", "stable by {name}, but not by strong_{name}"),
    )
)

_LETTERS = {
    "a": "moves for what may be better, and trusts no unknown answer",
    "b": "moves only for what is surely better, and trusts no unknown answer",
    "c": "moves for what may be better, and fears unknown answers",
    "d": "moves only for what is surely better, and fears unknown answers",
}
_EXTENDED = tuple(
    Concept(f"{name}_{letter}", "unknown", f"as {name}; the actor {words}", "literature", _UNKNOWN)
    for name in ("nash", "gmr", "smr", "seq")
    for letter, words in _LETTERS.items()
)


def _relational(strict: str, origin: Origin, aims: str) -> Iterator[Concept]:
    """Make the four concepts of attitudes in one of their two readings."""
    for name, words in (
        ("nash", f"an actor moves to {aims}; nobody reckons with answers"),
        ("gmr", f"as rnash{strict}, but any move of the others to what its attitudes don't allow answers"),
        ("smr", f"as rgmr{strict}, but nothing is an answer that leaves a way out"),
        ("seq", f"as rgmr{strict}, but only moves that the others' attitudes allow answer"),
    ):
        yield Concept(f"r{name}{strict}", "attitude", words, origin, _ATTITUDES)


_RELATIONAL = (
    *_relational("", "unverified", "what its attitudes allow, equally good included"),
    *_relational("_strict", "own", "what its attitudes allow, and for itself only what is better"),
)

CONCEPTS: Mapping[str, Concept] = {
    one.name: one for one in (*_PLAIN, *_FORESIGHT, *_COALITION, *_STRONG, *_EXTENDED, *_RELATIONAL)
}
"""Every concept by its name."""


def names_of(family: Family) -> tuple[str, ...]:
    """Give the names of the concepts of a family, in order.

    Parameters
    ----------
    family : str

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> names_of("coalition")
    ('cnash', 'cgmr', 'csmr', 'cseq', 'csseq')
    """
    return tuple(one.name for one in CONCEPTS.values() if one.family == family)


def concept_named(name: str) -> Concept:
    """Find a concept by its name.

    Parameters
    ----------
    name : str

    Returns
    -------
    Concept

    Raises
    ------
    ValueError
        If there is none; it names the nearest.

    Examples
    --------
    >>> concept_named("limited").needs
    'horizon'
    >>> concept_named("seqq")
    Traceback (most recent call last):
    ...
    ValueError: there is no concept 'seqq'; did you mean 'seq'?
    """
    text_given(name, "concept", "'seq'")
    if name in CONCEPTS:
        return CONCEPTS[name]
    from detente.situation.names import nearest

    near = nearest(name, CONCEPTS)
    hint = f"did you mean {near!r}?" if near else f"expected one of {', '.join(CONCEPTS)}"
    raise ValueError(f"there is no concept {name!r}; {hint}")
