"""Dependence and balance year by year: what is known of each year, and from when on figures are missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day

from detente.situation.records import Situation
from detente.ties.balance import PoleBalance, pole_balance
from detente.ties.ledger import Direction, ledger_of, natural_direction
from detente.ties.shares import Dependence, dependence


def series(
    sit: Situation,
    actor: str,
    vector: str,
    direction: Direction | None = None,
    *,
    as_of: Day | None = None,
) -> dict[int, Dependence]:
    """Give an actor's dependence on one vector for each year that has figures.

    Parameters
    ----------
    sit : Situation
    actor : str
        Whose dependence.
    vector : str
        Kind of tie.
    direction : {"in", "out"}, optional
        What flows to the actor, or from it; default: as the vector runs by its name.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    dict of int to Dependence
        By year, ascending. Totals in a currency are those of each year; prices aren't made alike.

    Examples
    --------
    >>> import detente
    >>> found = series(detente.load("belarus-2023"), "BLR", "energy")
    >>> [(year, round(found[year].shares["RUS"].value, 2)) for year in (2010, 2021)]
    [(2010, 0.89), (2021, 0.95)]
    >>> found[2022].shares["RUS"].value is None
    True
    """
    way = natural_direction(vector) if direction is None else direction
    ledger = ledger_of(sit, actor, vector, way, as_of)
    return {year: dependence(sit, actor, vector, year, way, as_of=as_of) for year in ledger.dated}


def balance_series(
    found: Mapping[int, Dependence], poles: Mapping[str, tuple[str, ...]]
) -> dict[int, PoleBalance]:
    """Give the balance between poles for each year.

    Parameters
    ----------
    found : mapping of int to Dependence
        By year.
    poles : mapping of str to tuple of str
        Members of each pole.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("belarus-2023")
    >>> years = balance_series(series(sit, "BLR", "energy"), sit.poles)
    >>> years[2021].balance.value < 0.1, years[2022].balance.value is None
    (True, True)
    """
    return {year: pole_balance(on, poles) for year, on in found.items()}
