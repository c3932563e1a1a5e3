"""Several actors' work at the same time, in threads: operations on large arrays leave the interpreter free meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def side_by_side(work: Callable[[int], _T], count: int, workers: int = 1) -> list[_T]:
    """Do a piece of work for 0, 1, ... and give the results in that order, however many are done at a time.

    Parameters
    ----------
    work : callable
        Takes a number from 0; what it gives must not depend on when it is called.
    count : int
        How many pieces there are.
    workers : int
        How many may be done at a time.

    Returns
    -------
    list

    Raises
    ------
    ValueError
        If ``workers`` is less than 1.

    Notes
    -----
    An interruption gives up the pieces not yet begun and does not wait for those that are.

    Examples
    --------
    >>> side_by_side(lambda k: k * k, 4, workers=2)
    [0, 1, 4, 9]
    """
    told: object = workers
    if not isinstance(told, int) or told < 1:
        raise ValueError(f"workers: expected a whole number from 1, found {workers!r}")
    if workers == 1 or count < 2:
        return [work(k) for k in range(count)]
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(min(workers, count))
    try:
        return list(pool.map(work, range(count)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
