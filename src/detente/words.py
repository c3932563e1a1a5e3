"""Words of likelihood and of support: the scales by which words become numbers and numbers become words.

The words of likelihood are those of ICD 203 (Office of the Director of National Intelligence, *Analytic Standards*,
2015): seven bands with two rows of words. Both rows are read, the first is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

DIGITS = 9  # numbers are compared after rounding to 1e-9, so that 0.1 + 0.45 is 0.55


class Band(NamedTuple):
    """A band of likelihood with its word in the first and in the second row."""

    low: Fraction
    high: Fraction
    first: str
    second: str


_ENDS = tuple(Fraction(percent, 100) for percent in (1, 5, 20, 45, 55, 80, 95, 99))
_WORDS = (
    ("almost no chance", "remote"),
    ("very unlikely", "highly improbable"),
    ("unlikely", "improbable"),
    ("roughly even chance", "roughly even odds"),
    ("likely", "probable"),
    ("very likely", "highly probable"),
    ("almost certain", "nearly certain"),
)
BANDS = tuple(Band(low, high, *words) for low, high, words in zip(_ENDS[:-1], _ENDS[1:], _WORDS, strict=True))
_BY_WORD = {
    word: (band, row) for band in BANDS for word, row in ((band.first, "first"), (band.second, "second"))
}

# How many times likelier an observation is under the type it favours: 3, 6, 10 and 15 decibans (about).
FAVOURS: Mapping[str, Fraction] = MappingProxyType(
    {
        "slightly": Fraction(2),
        "moderately": Fraction(4),
        "strongly": Fraction(10),
        "very strongly": Fraction(30),
    }
)


def known_words() -> tuple[str, ...]:
    """Give all words of likelihood, both rows, from the least likely.

    Examples
    --------
    >>> known_words()[:2]
    ('almost no chance', 'remote')
    """
    return tuple(_BY_WORD)


def band_of(word: str) -> tuple[Fraction, Fraction] | None:
    """Give the band that a word of either row stands for; None for another word.

    A word never becomes a single number: its band is a range, taken as uniform where a draw is needed.

    Parameters
    ----------
    word : str
        The word; capitals and runs of blanks don't matter.

    Examples
    --------
    >>> band_of("likely")
    (Fraction(11, 20), Fraction(4, 5))
    >>> band_of("not likely") is None
    True
    """
    found = _BY_WORD.get(_bare(word))
    return (found[0].low, found[0].high) if found else None


def row_of(word: str) -> str:
    """Give the row that a word belongs to, ``first`` or ``second``; empty for another word.

    ICD 203 asks for one row throughout; a text that mixes them owes its readers a word of warning.

    Examples
    --------
    >>> row_of("likely"), row_of("probable"), row_of("perhaps")
    ('first', 'second', '')
    """
    found = _BY_WORD.get(_bare(word))
    return found[1] if found else ""


def word_for(p: Fraction | float) -> str:
    """Give the word for a probability; empty below 1 % and above 99 %, where no word exists.

    Neighbouring bands share their end points. A shared end point belongs to the band nearer to one half, so that the
    word for 1 - p always mirrors the word for p.

    Parameters
    ----------
    p : Fraction or float
        A probability, compared after rounding to 1e-9.

    Raises
    ------
    ValueError
        If ``p`` lies outside [0, 1].

    Examples
    --------
    >>> word_for(0.55), word_for(0.8), word_for(0.05), word_for(0.999)
    ('roughly even chance', 'likely', 'very unlikely', '')
    """
    band = _band(p)
    return band.first if band else ""


def words_for(low: Fraction | float, high: Fraction | float) -> str:
    """Give the words for a range of probability: one word if both ends fall in one band, else both ends.

    The word of the midpoint alone is never given. An end without a word is named by the limit it lies beyond.

    Parameters
    ----------
    low, high : Fraction or float
        The ends of the range.

    Returns
    -------
    str
        The words; empty if both ends lie below 1 %, or both above 99 %.

    Raises
    ------
    ValueError
        If an end lies outside [0, 1] or ``low`` exceeds ``high``.

    Examples
    --------
    >>> words_for(0.21, 0.48)
    'unlikely to roughly even chance'
    >>> words_for(0.6, 0.7)
    'likely'
    >>> words_for(0, 0.1)
    'below 1 % to very unlikely'
    """
    if low > high:
        raise ValueError(f"words_for(): low must not exceed high; got {low} and {high}")
    first, last = word_for(low), word_for(high)
    if first == last and (first or (low < BANDS[0].low) == (high < BANDS[0].low)):
        return first
    return f"{first or _beyond(low)} to {last or _beyond(high)}"


def _band(p: Fraction | float) -> Band | None:
    """Find the band of a probability."""
    value = round(Fraction(p), DIGITS)
    if not 0 <= value <= 1:
        raise ValueError(f"a probability lies between 0 and 1; got {p}")
    half = Fraction(1, 2)
    inside = [band for band in BANDS if band.low <= value <= band.high]
    return min(inside, key=lambda band: abs((band.low + band.high) / 2 - half), default=None)


def _beyond(p: Fraction | float) -> str:
    """Name the side on which a probability without a word lies."""
    return "below 1 %" if p < Fraction(1, 2) else "above 99 %"


def _bare(word: str) -> str:
    """Take capitals and runs of blanks away."""
    return " ".join(word.lower().split())
