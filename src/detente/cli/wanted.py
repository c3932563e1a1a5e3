"""What a command line wants of a data set, read and checked: actors, years, groups, settings, what is said of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from detente.cli.opened import as_day
from detente.situation.names import nearest
from detente.situation.scalars import to_identifier
from detente.situation.shapes import Unreadable
from detente.ties.codes import id_of, states
from detente.ties.readers import atop, baci, plain
from detente.ties.readers.asked import Asked
from detente.ties.readers.formats import FORMATS, Format
from detente.ties.readers.importing import Labels

CITED = ("title", "author", "publisher", "url", "licence", "grade", "note")
"""What can be said of the source."""

_ALIASES = {"cow": "cow_trade", "votes": "un_votes", "plain": "table", "csv": "table"}


def format_of(name: str) -> Format:
    """Find a format by its name; wrong use names the nearest."""
    low = name.lower().replace("-", "_")
    low = _ALIASES.get(low, low)
    if low in FORMATS:
        return FORMATS[low]
    near = nearest(low, FORMATS)
    hint = f"Did you mean '{near}'?" if near else f"There are {', '.join(FORMATS)}."
    raise click.UsageError(f"there is no source '{name}'. {hint}")


def pairs_of(values: Iterable[str], flag: str, keys: Sequence[str] = ()) -> dict[str, str]:
    """Read values such as ``KEY=VALUE``."""
    found: dict[str, str] = {}
    for value in values:
        key, sign, rest = value.partition("=")
        key, rest = key.strip(), rest.strip()
        if not (sign and key and rest):
            raise click.UsageError(f"{flag} takes a name, '=' and a value; found '{value}'")
        if keys and key not in keys:
            near = nearest(key, keys)
            hint = f"did you mean '{near}'?" if near else f"there are {', '.join(keys)}"
            raise click.UsageError(f"{flag} has no '{key}': {hint}")
        found[key] = rest
    return found


def asked_of(
    form: Format,
    *,
    kind: str | None,
    actors: tuple[str, ...],
    years: str | None,
    products: tuple[str, ...],
    by_product: bool,
    groups: tuple[str, ...],
    names: tuple[str, ...],
    choices: tuple[str, ...],
    columns: tuple[str, ...],
    fixed: tuple[str, ...],
) -> Asked:
    """Read what is wanted; wrong use says what the format has."""
    naming = pairs_of(names, "--name")
    grouping = _groups(form, groups)
    if (products or by_product) and not form.products:
        raise click.UsageError(f"{form.name} has no products")
    if form.name == "atop":
        for product in products:
            _one_of(product, atop.OBLIGATIONS, "obligation")
    return Asked(
        kind=_kind(form, kind),
        actors=_actors(actors, {*naming.values(), *grouping.values()}),
        years=_years(years),
        products=products,
        by_product=by_product,
        choices=_choices(form, choices),
        names=naming,
        groups=grouping,
        **_plain(form, columns, fixed),
    )


def labels_of(form: Format, asked: Asked, vector: str | None, unit: str | None, source: str | None) -> Labels:
    """Give what each tie of the table bears; a plain table has no unit and no vector of its own."""
    fixed = baci.UNITS[asked.choices.get("measure", "value")] if form.name == "baci" else form.unit
    if unit and fixed and unit != fixed:
        raise click.UsageError(f"the unit of {form.name} is '{fixed}'; nothing is converted")
    found = Labels(vector or form.vector, unit or fixed, _identifier(source or form.name))
    if asked.kind == "ties":
        for flag, value in (("--vector", found.vector), ("--unit", found.unit)):
            if not value:
                raise click.UsageError(f"{form.name} needs {flag}")
    return found


def source_of(
    form: Format, cited: tuple[str, ...], released: str | None, retrieved: str | None
) -> dict[str, str]:
    """Make the entry of the source: what it is, when it was published and read, on what terms, how it is cited.

    Without a day of publication the figures count as known from the day on which they were retrieved.
    """
    for day in (released, retrieved):
        as_day(day)
    own = pairs_of(cited, "--cite", CITED)
    note = " ".join(part for part in (form.note, f"To cite: {form.cite}." if form.cite else "") if part)
    entry = {
        "title": form.title,
        "author": form.author,
        "publisher": form.publisher,
        "date": released or retrieved or "",
        "url": form.url,
        "licence": form.licence,
        "retrieved": retrieved or "",
        "note": note,
    }
    entry |= own
    if not entry["title"]:
        raise click.UsageError(f"{form.name} needs --cite title=...: a table without a source proves nothing")
    return {key: value for key, value in entry.items() if value}


def check_target(target: Path, sources: Iterable[Path]) -> None:
    """Refuse to write the table over one of the files it is made of."""
    if any(target.exists() and one.exists() and target.samefile(one) for one in sources):
        raise click.UsageError(f"{target} is one of the files that are read; name another for the table")


def _kind(form: Format, kind: str | None) -> str:
    if kind is None or kind in form.kinds:
        return kind or form.kinds[0]
    raise click.UsageError(f"{form.name} gives {' or '.join(form.kinds)}, no {kind}")


def _actors(names: Iterable[str], own: set[str]) -> frozenset[str]:
    """Find the ids of actors; groups and names that the user made are ids already."""
    return frozenset(name if name in own else _state(name) for name in names)


def _state(name: str) -> str:
    found = id_of(name)
    if not found:
        known = {one for state in states() for one in (state.id, *state.codes["name"])}
        near = nearest(name, sorted(known))
        raise click.UsageError(f"there is no state '{name}'" + (f"; did you mean '{near}'?" if near else ""))
    return found


def _years(text: str | None) -> tuple[int, int] | None:
    """Read a year or a range of years."""
    if text is None:
        return None
    first, _, last = text.partition("-")
    years = [part.strip() for part in (first, last or first)]
    if not all(len(part) == 4 and part.isascii() and part.isdigit() for part in years) or years[0] > years[1]:
        raise click.UsageError(f"'{text}' is not a range of years; write it as 2010-2021")
    return int(years[0]), int(years[1])


def _groups(form: Format, groups: Iterable[str]) -> dict[str, str]:
    """Read who counts into which group."""
    found: dict[str, str] = {}
    for group, members in pairs_of(groups, "--group").items():
        if not form.adds_up:
            raise click.UsageError(f"the figures of {form.name} can't be added up, so it has no groups")
        for member in members.split(","):
            state = _state(member.strip())
            if found.setdefault(state, group) != group:
                raise click.UsageError(f"{state} is in two groups, {found[state]} and {group}")
    return found


def _choices(form: Format, values: Iterable[str]) -> Mapping[str, str]:
    """Read the settings of a format."""
    if not form.choices and list(values):
        raise click.UsageError(f"{form.name} has no settings")
    found = pairs_of(values, "--choose", tuple(form.choices))
    for key, value in found.items():
        if form.choices[key]:
            _one_of(value, [one for one in form.choices[key] if one], key)
    return found


def _one_of(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        near = nearest(value, known)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
        raise click.UsageError(f"there is no {what} '{value}'; {hint}")


def _plain(form: Format, columns: Iterable[str], fixed: Iterable[str]) -> dict[str, Any]:
    """Read where the keys of a plain table stand, and which are the same in all rows."""
    where = pairs_of(columns, "--column", plain.KEYS)
    same = pairs_of(fixed, "--fixed", plain.KEYS)
    if form.name != "table":
        if where or same:
            raise click.UsageError(
                f"--column and --fixed are for plain tables; {form.name} has its own columns"
            )
        return {}
    missing = [key for key in plain.NEEDED if key not in where and key not in same]
    if missing:
        raise click.UsageError(
            f"a plain table needs {', '.join(missing)}: --column {missing[0]}=NAME-OF-COLUMN, "
            f"or --fixed {missing[0]}=VALUE"
        )
    return {"columns": where, "fixed": same}


def _identifier(name: str) -> str:
    try:
        return to_identifier(name)
    except Unreadable as error:
        raise click.UsageError(f"{error}; expected {error.expected}") from None
