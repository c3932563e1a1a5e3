"""Units of ties: what is a share, what is an amount, and how many it counts in."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "thousands": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_PER_CENT = ("per cent", "percent", "%")
_SHARE = ("share", "fraction", "proportion")


class Unit(NamedTuple):
    """What a figure counts: ``base`` times ``scale``; ``share`` if it is already a share of a total (of ``base``)."""

    base: str
    scale: Fraction
    share: bool

    @property
    def kind(self) -> tuple[str, bool]:
        """What must be the same for two figures to be added or compared."""
        return self.base, self.share

    @property
    def text(self) -> str:
        """The unit in words, without its scale."""
        return f"share of {self.base}".removesuffix(" of ") if self.share else self.base


@cache
def unit_of(text: str) -> Unit:
    """Read a unit.

    A share may be counted in one or in per cent; an amount in hundreds, thousands, millions, billions or trillions.
    What is left is the base, compared as written, but for capitals of the words above.

    Parameters
    ----------
    text : str
        The unit as written.

    Examples
    --------
    >>> unit_of("million USD")
    Unit(base='USD', scale=Fraction(1000000, 1), share=False)
    >>> unit_of("per cent of imports")
    Unit(base='imports', scale=Fraction(1, 100), share=True)
    >>> unit_of("share of imports").kind == unit_of("% of imports").kind
    True
    """
    bare = " ".join(text.split())
    for words, scale in ((_PER_CENT, Fraction(1, 100)), (_SHARE, Fraction(1))):
        for word in words:
            if bare.lower().startswith(word):
                rest = bare[len(word) :].strip()
                return Unit(rest.removeprefix("of ").strip(), scale, share=True)
    scale = Fraction(1)
    kept = []
    for word in bare.split():
        if word.lower() in _SCALES and word != "m":
            scale *= _SCALES[word.lower()]
        else:
            kept.append(word)
    return Unit(" ".join(kept), scale, share=False)
