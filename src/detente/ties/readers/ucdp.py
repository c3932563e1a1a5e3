"""Armed conflicts by the Uppsala Conflict Data Program: who fought whom in which year, as leads.

Source: Davies, S., Engström, G., Pettersson, T. and Öberg, M. (2024), Organized violence 1989-2023, Journal of Peace
Research 61(4); Harbom, L., Melander, E. and Wallensteen, P. (2008), Dyadic Dimensions of Armed Conflict, 1946-2007,
Journal of Peace Research 45(5), 697-710. The dyadic data set: a row for each pair of sides and year, read and coded by
people. States have the codes of Gleditsch and Ward; a cell can hold several, with commas between them.

``start_date`` is when the two sides first fought, ``start_date2`` when this episode of fighting began. A lead has the
second as its date in the year in which the episode began, later the year alone; both stand in its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from detente.ties.readers.account import Account
from detente.ties.readers.asked import NOT_ASKED, OTHER_YEAR, Asked
from detente.ties.readers.cells import BadCellError, Memo, day_of, made_of, once, party, year_of
from detente.ties.readers.columns import Table, Wanted, table
from detente.ties.readers.leads import PEOPLE, Lead
from detente.ties.readers.sheets import Sheet
from detente.ties.readers.store import Seen

COLUMNS: Wanted = {
    "dyad": ("dyad_id",),
    "conflict": ("conflict_id",),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "about": ("incompatibility",),
    "territory": ("territory_name",),
    "year": ("year",),
    "intensity": ("intensity_level",),
    "kind": ("type_of_conflict",),
    "began": ("start_date",),
    "episode": ("start_date2",),
    "certain?": ("start_prec2",),
    "states_a": ("gwno_a",),
    "with_a": ("gwno_a_2nd",),
    "states_b": ("gwno_b",),
    "with_b": ("gwno_b_2nd",),
}
"""The columns that are read."""

_INTENSITY = {"1": "25 to 999 deaths in battle that year", "2": "1,000 or more deaths in battle that year"}
_KINDS = {
    "1": "a conflict outside the state system",
    "2": "a conflict between states",
    "3": "a conflict within a state",
    "4": "a conflict within a state with foreign troops",
}
_ABOUT = {"1": "over territory", "2": "over government", "3": "over territory and government"}


def read(sheets: Iterable[Sheet], asked: Asked, account: Account) -> Iterator[Lead]:
    """Read who fought whom: a lead for each pair of states in a row, and for each state that joined in.

    Of a side that is no state there is the name only. All leads of a row have one origin: they count once.

    Parameters
    ----------
    sheets : iterable of Sheet
    asked : Asked
    account : Account

    Yields
    ------
    Lead
    """
    seen = Seen()
    for sheet in sheets:
        one = table(sheet, account, COLUMNS)
        yield from made_of(one, account, _maker(one, asked, account, seen))


def _maker(one: Table, asked: Asked, account: Account, seen: Seen) -> Callable[[list[str]], Iterable[Lead]]:
    """Make the function that reads a row."""
    lists: Memo[tuple[str, int, str], tuple[str, ...]] = Memo(lambda key: _states(*key, asked))

    def make(cells: list[str]) -> Iterable[Lead]:
        row = {key: " ".join(cells[at].split()) for key, at in one.at.items()}
        year = year_of(row["year"])
        if not asked.covers(year):
            account.left_out[OTHER_YEAR] += 1
            return ()
        sides = {key: lists[row[key], year, key] for key in ("states_a", "with_a", "states_b", "with_b")}
        said, day = _said(row), _day(row, year)
        once(seen, (row["dyad"], str(year)), "this pair of sides in this year", "dyad")
        found = [
            Lead(
                day, "", by, on, "conduct", f"conflict {row['conflict']}", f"{did} {said}", "", origin, PEOPLE
            )
            for origin in [f"dyad {row['dyad']} in {year}"]
            for by, on, did in _parts(row, sides)
            if asked.wants(by, on)
        ]
        if not found:
            account.left_out[NOT_ASKED] += 1
        return found

    return make


def _parts(row: Mapping[str, str], sides: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Give who fought whom, and how that is said; those who joined in after the sides themselves."""
    for own, other, key, near in (
        ("a", "b", "states_a", ""),
        ("b", "a", "states_b", ""),
        ("a", "b", "with_a", "x"),
        ("b", "a", "with_b", "x"),
    ):
        beside = f"beside {row[f'side_{own}']} " if near else ""
        did = f"Fought {beside}against {row[f'side_{other}']}:"
        for by in sides[key]:
            for on in sides[f"states_{other}"] or ("",):
                yield by, on, did


def _states(text: str, year: int, key: str, asked: Asked) -> tuple[str, ...]:
    """Read a list of states in one cell."""
    return tuple(party("gw", code, year, asked, key) for code in text.split(",") if code.strip())


def _said(row: Mapping[str, str]) -> str:
    """Say what the fighting was about, how heavy it was, and since when."""
    for key, known in (("kind", _KINDS), ("about", _ABOUT), ("intensity", _INTENSITY)):
        if row[key] not in known:
            raise BadCellError(key, f"this is not one of the codes {', '.join(known)}", row[key])
    where = f" ({row['territory']})" if row["territory"] else ""
    return (
        f"{_KINDS[row['kind']]}, {_ABOUT[row['about']]}{where}, {_INTENSITY[row['intensity']]}; "
        f"first fought {row['began']}, this episode since {row['episode']}"
    )


def _day(row: Mapping[str, str], year: int) -> str:
    """Give the day on which the episode began where it began in this year and the day is certain, else the year."""
    day_of(row["began"], "began")
    episode = day_of(row["episode"], "episode")
    return episode.isoformat() if episode.year == year and row.get("certain", "1") == "1" else str(year)
