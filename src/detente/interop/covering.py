"""Which patterns of options never occur, found from the states that do: few and wide ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from detente.interop.cubes import Cube, Cubes

MOST_PATTERNS = 500
MOST_PARTS = 1 << 17  # empty parts that are looked at

Codes = npt.NDArray[np.int64]


class TooManyPatternsError(ValueError):
    """The states that don't occur fit no short list of patterns."""


def missing_patterns(codes: Codes, options: int) -> Cubes:
    """Find patterns that cover just the states that are not given.

    Parameters
    ----------
    codes : array of int64, shape (states,)
        Ascending.
    options : int
        How many options there are.

    Returns
    -------
    tuple of Cube
        None of them can be made wider.

    Raises
    ------
    TooManyPatternsError
        If there are more than 500.

    Notes
    -----
    The options are split one after the other, the highest first, until no given state, or every one, is left in a
    part; each empty part that no pattern covers yet is made wider as long as no given state falls into it. Cost: the
    number of patterns times the number of states times the number of options, and a look at each empty part.

    Examples
    --------
    >>> missing_patterns(np.array([0, 1, 4, 5]), 3)
    (Cube(yes=2, no=0),)
    >>> missing_patterns(np.array([1, 2, 4]), 3)
    (Cube(yes=0, no=7), Cube(yes=3, no=0), Cube(yes=5, no=0), Cube(yes=6, no=0))
    """
    kept: list[Cube] = []
    for looked, part in enumerate(_empty_parts(codes, options)):
        if not any(_within(part, other) for other in kept):
            kept.append(_widened(part, codes, options))
        if len(kept) > MOST_PATTERNS or looked > MOST_PARTS:
            raise TooManyPatternsError(f"the other states fit no {MOST_PATTERNS} patterns")
    return tuple(kept)


def _empty_parts(codes: Codes, options: int) -> Iterator[Cube]:
    """Split all patterns by the highest option first; give the parts without a given state."""
    waiting: list[tuple[Cube, Codes, int]] = [(Cube(0, 0), codes, options)]
    while waiting:
        cube, inside, left = waiting.pop()
        if not inside.size:
            yield cube
        elif inside.size < 1 << left:
            bit = 1 << (left - 1)
            taken = (inside & bit) != 0
            waiting.append((Cube(cube.yes | bit, cube.no), inside[taken], left - 1))
            waiting.append((Cube(cube.yes, cube.no | bit), inside[~taken], left - 1))


def _widened(cube: Cube, codes: Codes, options: int) -> Cube:
    """Leave out of a cube what need not be asked for to keep all given states out of it, the highest option first."""
    yes, no = cube
    for bit in (1 << position for position in reversed(range(options))):
        fewer = Cube(yes & ~bit, no & ~bit)
        if fewer != (yes, no) and not ((codes & (fewer.yes | fewer.no)) == fewer.yes).any():
            yes, no = fewer
    return Cube(yes, no)


def _within(inner: Cube, outer: Cube) -> bool:
    """Whether every state of one cube is in another."""
    return outer.yes & ~inner.yes == 0 and outer.no & ~inner.no == 0
