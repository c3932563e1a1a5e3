"""What is believed without some origins, for very many sets of origins at once.

The log likelihood is a sum over blocks of origins: an origin by itself, or origins that hang together or share an
uncertain report weight. A removal changes only the blocks it touches, and those are worked out once for each way in
which they are touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.evidence.bayes import Floats, normalised
from detente.evidence.frames import Frame, exponents
from detente.evidence.means import Means, log_likelihoods, part
from detente.words import DIGITS

_CELLS = 400_000  # numbers held at once while many removals of one block are looked at


def posteriors_without(frame: Frame, means: Means, removed: Sequence[tuple[int, ...]]) -> Floats:
    """Give the central posterior without each of several sets of origins.

    Parameters
    ----------
    frame : Frame
        The frame.
    means : Means
        The frame at its means.
    removed : sequence of tuple of int
        Sets of positions in :attr:`detente.evidence.frames.Frame.origins`.

    Returns
    -------
    ndarray of float, shape (sets, K)
        The posteriors.

    Raises
    ------
    AllExcludedError
        If no type can produce what is left.

    Notes
    -----
    Cost O(K) per set and origin removed, plus, for each block of m origins that don't stand by themselves, O(m K) for
    each different set of its origins that is removed.
    """
    sets = _table(removed)
    types = len(frame.types)
    base, own = np.zeros(2 * types), np.zeros((len(frame.origins) + 1, 2 * types))
    total = np.zeros((len(sets), 2 * types))
    for block in _blocks(frame, means):
        rows = [position for position, row in enumerate(frame.rows) if row.origin in block]
        piece = replace(frame, rows=tuple(frame.rows[row] for row in rows))
        of_piece = part(means, rows)
        whole = _split(log_likelihoods(of_piece, exponents(piece)))
        base += whole
        places = [position for position, origin in enumerate(frame.origins) if origin in block]
        if len(places) == 1:
            own[places[0]] = whole
        else:
            _touch(total, whole, piece, of_piece, _within(sets, places))
    total += base - own[sets].sum(axis=1)
    sums = np.where(total[:, types:] > 0.5, -np.inf, total[:, :types])
    return normalised(means.prior, sums)


def deposed(posteriors: Floats, first: int) -> NDArray[np.bool_]:
    """Tell in which of several posteriors, shape (sets, K), another type strictly leads."""
    rounded = posteriors.round(DIGITS)
    turned: NDArray[np.bool_] = rounded[:, first] < rounded.max(axis=1)
    return turned


def _table(removed: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """Write sets of positions as rows of equal length, filled up with -1."""
    width = max((len(one) for one in removed), default=0)
    return np.array([(*one, *[-1] * (width - len(one))) for one in removed], int).reshape(len(removed), width)


def _blocks(frame: Frame, means: Means) -> list[set[str]]:
    """Part the origins into blocks that don't touch each other."""
    links = [set(names) & set(frame.origins) for names, _ in frame.together]
    links += [{frame.rows[row].origin for row in shared.rows} for shared in means.shared]
    blocks: list[set[str]] = []
    for link in links:
        joined = [block for block in blocks if block & link]
        blocks = [block for block in blocks if not block & link]
        blocks.append(link.union(*joined))
    held = set().union(*blocks)
    return [block for block in blocks if block] + [{one} for one in frame.origins if one not in held]


def _split(sums: Floats) -> Floats:
    """Put finite sums and marks of exclusion side by side, shape (..., 2K), so that both can be added and taken away."""
    excluded = np.isneginf(sums)
    return np.concatenate([np.where(excluded, 0.0, sums), excluded.astype(float)], axis=-1)


def _within(sets: NDArray[np.int64], places: Sequence[int]) -> NDArray[np.int64]:
    """Keep of each set what lies in a block, as positions in the block, sorted, with -1 for nothing."""
    top = int(sets.max(initial=-1)) + 2
    local = np.full(max(top, max(places) + 2), -1)
    local[list(places)] = np.arange(len(places))
    return np.sort(local[sets], axis=1)


def _touch(total: Floats, whole: Floats, piece: Frame, means: Means, sets: NDArray[np.int64]) -> None:
    """Add to the totals what each removal changes in one block."""
    touched = np.flatnonzero((sets >= 0).any(axis=1))
    different, which = np.unique(sets[touched], axis=0, return_inverse=True)
    nodes = sum(shared.log_likelihoods[0].size for shared in means.shared)
    portion = max(1, _CELLS // (len(piece.rows) + nodes))
    for start in range(0, len(different), portion):
        some = different[start : start + portion]
        gone = np.zeros((len(some), len(piece.origins) + 1), bool)
        np.put_along_axis(gone, some, values=True, axis=1)
        change = _split(log_likelihoods(means, exponents(piece, gone[:, :-1]))) - whole
        here = (which.ravel() >= start) & (which.ravel() < start + len(some))
        total[touched[here]] += change[which.ravel()[here] - start]
