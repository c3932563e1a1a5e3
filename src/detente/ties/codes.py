"""Country codes with dates: which state a code or a name stands for in a year or on a day.

One code can stand for several states, one after the other (365 of the Correlates of War for the Soviet Union, then for
Russia), and one state can have several codes, one after the other. Each row of ``codes.csv`` is one state, territory or
group, with the days between which its codes stand for it, the codes and further names.

Groups are what data sets count as one partner without its being a state, such as Belgium and Luxembourg before 1999.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import date as Day
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from detente.situation.names import nearest

SCHEMES: Mapping[str, str] = {
    "iso3": "ISO 3166-1 alpha-3, and withdrawn codes of ISO 3166-3",
    "iso2": "ISO 3166-1 alpha-2, and withdrawn codes of ISO 3166-3",
    "isonum": "ISO 3166-1 numeric (UN M49)",
    "cow": "Correlates of War",
    "gw": "Gleditsch and Ward, with their list of microstates",
    "fips": "FIPS 10-4",
    "cameo": "CAMEO, as used in event data",
    "bank": "World Bank, with its old codes",
    "baci": "BACI and UN Comtrade",
    "name": "names in English",
}
"""What each scheme of codes is."""

_LIKE: Mapping[str, str] = {"cameo": "iso3", "bank": "iso3", "baci": "isonum"}
_NUMERIC = frozenset({"isonum", "cow", "gw", "baci"})
_SHORT = {
    "st": "saint",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federal",
    "isds": "islands",
    "is": "islands",
}
_DROPPED = frozenset({"the"})
_APOSTROPHES = "'`\N{RIGHT SINGLE QUOTATION MARK}"
_NUMBER = re.compile(r"0*(\d+)(?:\.0*)?")


class State(NamedTuple):
    """A state, territory or group, between two days (both included; None is open), with its codes by scheme."""

    id: str
    kind: str
    name: str
    first: Day | None
    last: Day | None
    codes: Mapping[str, tuple[str, ...]]


class Unmatched(NamedTuple):
    """A code or name that stands for nobody, or for nobody any more: what is wrong, and a hint."""

    message: str
    hint: str = ""
    ended: bool = False


@cache
def states() -> tuple[State, ...]:
    """Give every row of the table of codes, by id and first day.

    Examples
    --------
    >>> [(one.name, str(one.last)) for one in states() if one.id == "SDN"]
    [('Sudan (to 2011)', '2011-07-08'), ('Sudan', 'None')]
    """
    text = (resources.files("detente.ties") / "codes.csv").read_text(encoding="utf-8")
    return tuple(_state(row) for row in csv.DictReader(text.splitlines()))


def _state(row: Mapping[str, str]) -> State:
    """Make a record of a row; a scheme whose cell is empty has the codes of the one it is like."""
    codes = {scheme: _several(row[scheme]) for scheme in SCHEMES if scheme != "name"}
    for scheme, other in _LIKE.items():
        codes[scheme] = codes[scheme] or codes[other]
    codes["name"] = (row["name"], *_several(row["names"]))
    first, last = (Day.fromisoformat(row[key]) if row[key] else None for key in ("from", "to"))
    return State(row["id"], row["kind"], row["name"], first, last, codes)


def _several(cell: str) -> tuple[str, ...]:
    """Split a cell that may hold several codes or names."""
    return tuple(part for part in cell.split("|") if part)


@lru_cache(maxsize=65_536)
def state_of(scheme: str, code: str, when: int | Day | None = None) -> State | Unmatched:
    """Find the state that a code or name stands for.

    In a year, that is the state of its last day, else one that ended within the year. A code that is older than the
    row it stands for is taken for that row, as figures are often carried back beyond the beginning of a state.

    Parameters
    ----------
    scheme : str
        One of :data:`SCHEMES`.
    code : str
        The code or name as it was read. Leading zeros and letter case don't count; of names, nor do accents, signs,
        "the", and common abbreviations.
    when : int, date or None
        The year or day for which it stands; default: today's holder, else the last.

    Returns
    -------
    State or Unmatched

    Raises
    ------
    KeyError
        If there is no such scheme.

    Examples
    --------
    >>> state_of("cow", "365", 1980).id, state_of("cow", "365", 1992).id
    ('SUN', 'RUS')
    >>> state_of("gw", "678", 2000).id, state_of("cow", "678", 1980).id
    ('YEM', 'YAR')
    >>> state_of("iso2", "NA").name, state_of("name", "Cote d'Ivoire").id
    ('Namibia', 'CIV')
    >>> state_of("name", "Belorus")
    Unmatched(message="no state has the name 'Belorus'", hint="did you mean 'Belarus' (BLR)?", ended=False)
    >>> state_of("iso3", "SUN", 2005).message
    'Soviet Union (SUN) ended on 1991-12-25'
    """
    rows = _index(scheme).get(_key(scheme, code), ())
    if not rows:
        return _unknown(scheme, code)
    day = Day(when, 12, 31) if isinstance(when, int) else when
    if day is None:
        return rows[-1]
    holding = [row for row in rows if _from(row) <= day <= _to(row)]
    if isinstance(when, int):
        holding = holding or [row for row in rows if _from(row) <= day and _to(row).year == when]
    if holding:
        return holding[-1]
    later = [row for row in rows if _from(row) > day]
    return later[0] if later else _ended(rows[-1], when)


def id_of(name: str) -> str:
    """Give the id of a state by its id, ISO code or name; empty if there is none.

    Examples
    --------
    >>> id_of("blr"), id_of("Belarus"), id_of("nowhere")
    ('BLR', 'BLR', '')
    """
    bare = name.strip().upper()
    if any(one.id == bare for one in states()):
        return bare
    for scheme in ("iso3", "iso2", "name"):
        found = state_of(scheme, name)
        if isinstance(found, State):
            return found.id
    return ""


def name_of(code: str) -> str:
    """Give the name that today goes with an id or ISO code; the code itself if there is none.

    Examples
    --------
    >>> name_of("VEN"), name_of("OTHER")
    ('Venezuela', 'OTHER')
    """
    found = state_of("iso3", code)
    return found.name if isinstance(found, State) else code


def fold(name: str) -> str:
    r"""Bring a name to the form in which names are compared.

    Text that was decoded wrongly on its way (UTF-8 read as Latin-1) is put right first.

    Examples
    --------
    >>> fold("S\xc3\xa3o Tom\xc3\xa9") == fold("Sao Tome")
    True
    >>> fold("St. Kitts & Nevis"), fold("The Bahamas")
    ('saint kitts and nevis', 'bahamas')
    """
    text = unicodedata.normalize("NFKD", _repaired(name).replace("&", " and ")).casefold()
    bare = "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) or sign in _APOSTROPHES else " "
        for sign in text
    )
    return " ".join(_SHORT.get(word, word) for word in bare.split() if word not in _DROPPED)


def _repaired(name: str) -> str:
    """Undo a decoding of UTF-8 as Latin-1 or Windows-1252, where it was one."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return name


@cache
def _index(scheme: str) -> Mapping[str, tuple[State, ...]]:
    """Collect the rows by code, in order of time."""
    if scheme not in SCHEMES:
        raise KeyError(f"no scheme of codes is called {scheme!r}; there are {', '.join(SCHEMES)}")
    found: dict[str, list[State]] = defaultdict(list)
    for row in sorted(states(), key=_from):
        for code in dict.fromkeys(_key(scheme, one) for one in row.codes[scheme]):
            found[code].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def _key(scheme: str, code: str) -> str:
    """Bring a code to the form in which codes are compared."""
    if scheme == "name":
        return fold(code)
    bare = code.strip().upper()
    number = _NUMBER.fullmatch(bare) if scheme in _NUMERIC else None
    return number[1] if number else bare


def _from(row: State) -> Day:
    return row.first or Day.min


def _to(row: State) -> Day:
    return row.last or Day.max


def _unknown(scheme: str, code: str) -> Unmatched:
    """Say that a code is unknown; the nearest name is a hint and no more."""
    what = "name" if scheme == "name" else f"{scheme.upper()} code"
    names = {one: row.id for row in states() for one in row.codes["name"]} if scheme == "name" else {}
    near = nearest(code, names)
    hint = f"did you mean '{near}' ({names[near]})?" if near else ""
    return Unmatched(f"no state has the {what} '{code.strip()[:60]}'", hint)


def _ended(row: State, when: int | Day | None) -> Unmatched:
    """Say that a state had ended by then."""
    return Unmatched(
        f"{row.name} ({row.id}) ended on {row.last}", f"nobody has its code or name in {when}", ended=True
    )
