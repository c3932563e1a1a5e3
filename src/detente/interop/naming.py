"""Names of other programs, which may be any text, as the identifiers that a situation needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# words that expressions or keys of a situation use, and those that YAML's readers elsewhere take for something else
_RESERVED = frozenset(
    {"not", "and", "or", "ever", "share", "hhi", "balance", "tie", "at_most_one", "exactly_one"}
    | {"true", "false", "yes", "no", "on", "off", "null", "rest", "default", "only"}
)
_LONGEST = 40


def tidy(text: str) -> str:
    r"""Put a name on one line, without signs that can't be printed.

    Examples
    --------
    >>> tidy("  Air\n strike\x00 ")
    'Air strike'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def identifiers(names: Sequence[str], letter: str, *, lower: bool = False) -> list[str]:
    """Make an identifier of each name: its letters and digits joined by ``_``, all of them different.

    Parameters
    ----------
    names : sequence of str
        Any texts; accents are dropped, and what has no Latin letter or digit gets a number.
    letter : str
        What stands before a name that begins with a digit, and before a number.
    lower : bool
        Whether letters are made small.

    Returns
    -------
    list of str
        One per name, in order.

    Examples
    --------
    >>> identifiers(["Air Strike", "Réduire", "air strike", "2nd", "撤军", "Not"], "o", lower=True)
    ['air_strike', 'reduire', 'air_strike_2', 'o2nd', 'o5', 'not_']
    """
    used: set[str] = set()
    made = []
    for number, name in enumerate(names, 1):
        stem = _stem(name, letter, number, lower=lower)
        one, count = stem, 1
        while one in used:
            count += 1
            one = f"{stem}_{count}"
        used.add(one)
        made.append(one)
    return made


def _stem(name: str, letter: str, number: int, *, lower: bool) -> str:
    """Make an identifier of one name, which others may have too."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[A-Za-z0-9]+", plain.lower() if lower else plain)
    stem = words[0][:_LONGEST] if words else ""
    for word in words[1:]:
        if len(stem) + len(word) + 1 > _LONGEST:
            break
        stem += f"_{word}"
    if not stem:
        return f"{letter}{number}"
    if stem[0].isdigit():
        stem = letter + stem
    return f"{stem}_" if stem.lower() in _RESERVED else stem
