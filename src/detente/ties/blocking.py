"""Sets of holders: the least coalitions whose consent suffices, and the least sets that can block every one of them.

A set of holders is a mask of bits, one bit for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

MOST_SETS = 20_000
MOST_COMPARED = 5_000_000


def bits_in(mask: int) -> Iterator[int]:
    """Go through the positions of the bits of a mask, ascending.

    Examples
    --------
    >>> list(bits_in(0b1011))
    [0, 1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def in_order(sets: Iterable[int]) -> list[int]:
    """Put sets in order: the smallest first, then by their members.

    Examples
    --------
    >>> in_order([0b110, 0b101, 0b1000])
    [8, 5, 6]
    """
    return sorted(sets, key=lambda one: (one.bit_count(), *bits_in(one)))


def minimal(sets: Iterable[int]) -> list[int]:
    """Keep the sets that contain none of the others (absorption).

    Of the sets of holders that routes need, those that are left are the minimal coalitions: the prime implicants.

    Parameters
    ----------
    sets : iterable of int
        Masks; a set may stand more than once.

    Returns
    -------
    list of int
        In order of size.

    Examples
    --------
    >>> minimal([0b011, 0b010, 0b101, 0b011, 0b111])
    [2, 5]

    Notes
    -----
    Quadratic in the number of sets at worst; sets of one size are never compared.
    """
    kept: list[int] = []
    lowest: dict[int, list[int]] = defaultdict(list)
    ranked = in_order(set(sets))
    if ranked and not ranked[0]:
        return [0]
    if ranked and ranked[0].bit_count() == ranked[-1].bit_count():
        return ranked
    for one in ranked:
        if not any(other & one == other for bit in bits_in(one) for other in lowest.get(bit, ())):
            kept.append(one)
            lowest[(one & -one).bit_length() - 1].append(one)
    return kept


def hitting(
    sets: Iterable[int], most: int = MOST_SETS, most_compared: int = MOST_COMPARED
) -> list[int] | None:
    """Give the minimal sets that share a member with each of some sets.

    Of minimal coalitions these are the minimal blocking sets, the prime implicates; taken twice they give the minimal
    coalitions again. Where nothing needs blocking, the empty set blocks; where a coalition is empty, nobody can.

    Parameters
    ----------
    sets : iterable of int
        Masks.
    most : int
        How many sets to keep at most on the way.
    most_compared : int
        How many pairs of sets to compare at most.

    Returns
    -------
    list of int or None
        In order of size; None where there are too many.

    Examples
    --------
    Routes through A and B, through A, C and D, and through E and B:

    >>> a, b, c, d, e = (1 << k for k in range(5))
    >>> hitting([a | b, a | c | d, e | b]) == [a | b, a | e, b | c, b | d]
    True
    >>> hitting([]), hitting([0])
    ([0], [])

    Notes
    -----
    Berge's multiplication, with absorption after each set. Only the sets already found that hold the new member can
    absorb what it is added to. Worst case exponential in the number of sets.
    """
    found, compared = [0], 0
    for one in minimal(sets):
        hit = [held for held in found if held & one]
        missed = [held for held in found if not held & one]
        grown = []
        for bit in bits_in(one):
            mask = 1 << bit
            absorbing = [held ^ mask for held in hit if held & mask]
            compared += len(absorbing) * len(missed)
            if compared > most_compared:
                return None
            grown += [held | mask for held in missed if not any(other & held == other for other in absorbing)]
        found = hit + grown
        if len(found) > most:
            return None
    return in_order(found)


def hitting_of_size(sets: Iterable[int], size: int, most: int = MOST_SETS) -> Iterator[int]:
    """Go through the sets of a size that share a member with each of some sets, without repeats.

    Parameters
    ----------
    sets : iterable of int
        Masks.
    size : int
        How many members; smaller sets that do are left out.
    most : int
        How many branches to try at most.

    Raises
    ------
    OverflowError
        If there are more branches.

    Examples
    --------
    >>> list(hitting_of_size([0b011, 0b110], 1)), sorted(hitting_of_size([0b001, 0b110], 2))
    ([2], [3, 5])

    Notes
    -----
    Branches on the members of a set that isn't met yet; one member at a time is set aside, so that nothing comes twice.
    """
    family = minimal(sets)
    waiting = [(0, 0)]  # the members chosen, and those set aside
    tried = 0
    while waiting:
        chosen, aside = waiting.pop()
        tried += 1
        if tried > most:
            raise OverflowError("too many branches")
        unmet = next((one for one in family if not one & chosen), None)
        if unmet is None:
            if chosen.bit_count() == size:
                yield chosen
            continue
        if chosen.bit_count() < size:
            for bit in bits_in(unmet & ~aside):
                waiting.append((chosen | 1 << bit, aside))
                aside |= 1 << bit
