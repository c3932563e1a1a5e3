"""What is believed without some origins, for very many sets of origins at once.

The log likelihood is a sum over blocks of origins: an origin by itself, or origins that hang together or share an
uncertain report weight. A removal changes only the blocks it touches, and those are worked out once for each way in
which they are touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.evidence.bayes import Floats, logs, normalised
from detente.evidence.frames import Frame, exponents
from detente.evidence.means import Means, Shared, averaged, log_likelihoods, part
from detente.words import DIGITS

DUST = 1e-9  # what rounding leaves of marks that were added and taken away
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
    place = {origin: position for position, origin in enumerate(frame.origins)}
    of_row = [place[row.origin] for row in frame.rows]
    blocks = _blocks(frame, means)
    own = _own(means, exponents(frame), of_row, {place[origin] for block in blocks for origin in block})
    total = np.zeros((len(sets), 2 * types)) + own.sum(axis=0) - own[sets].sum(axis=1)
    for block in blocks:
        places = sorted(place[origin] for origin in block)
        rows = [position for position, at in enumerate(of_row) if at in places]
        piece, of_piece = replace(frame, rows=tuple(frame.rows[row] for row in rows)), part(means, rows)
        whole = _split(log_likelihoods(of_piece, exponents(piece)))
        total += whole
        _touch(total, whole, piece, of_piece, _within(sets, places))
    sums = np.where(total[:, types:] > DUST, -np.inf, total[:, :types])
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
    """Give the blocks of origins that don't stand by themselves; they don't touch each other."""
    together = [set(names) & set(frame.origins) for names, _ in frame.together]
    links = [names for names in together if len(names) > 1]
    links += [{frame.rows[row].origin for row in shared.rows} for shared in means.shared]
    blocks: list[set[str]] = []
    for link in links:
        joined = [block for block in blocks if block & link]
        blocks = [block for block in blocks if not block & link]
        blocks.append(link.union(*joined))
    return blocks


def _own(means: Means, counted: Floats, of_row: Sequence[int], linked: set[int]) -> Floats:
    """Give what each origin that stands by itself adds to the sums, shape (origins + 1, 2K); nothing for -1."""
    own = np.zeros((max(of_row, default=-1) + 2, 2 * means.likelihoods.shape[1]))
    alone = [position for position, at in enumerate(of_row) if at not in linked]
    added = _split(logs(means.likelihoods[alone])) * counted[alone, None]
    np.add.at(own, [of_row[position] for position in alone], added)
    return own


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
    which = which.ravel()
    adding = _adding(piece, means)
    nodes = sum(shared.log_likelihoods[0].size for shared in means.shared)
    portion = max(1, _CELLS // (len(piece.rows) + nodes))
    for start in range(0, len(different), portion):
        some = different[start : start + portion]
        if adding is not None and all(adding.leaves_several(some)):
            sums = adding.without(some)
        else:
            gone = np.zeros((len(some), len(piece.origins) + 1), bool)
            np.put_along_axis(gone, some, values=True, axis=1)
            sums = log_likelihoods(means, exponents(piece, gone[:, :-1]))
        here = (which >= start) & (which < start + len(some))
        total[touched[here]] += (_split(sums) - whole)[which[here] - start]


class _Adding(NamedTuple):
    """A block whose origins share weights but don't hang together: what each origin adds, with nothing for -1 at the end.

    ``at_nodes`` has shape (origins + 1, M, K), ``rows`` counts the rows of each origin; all rows share the one weight.
    """

    shared: Shared
    at_nodes: Floats
    rows: NDArray[np.int64]

    def leaves_several(self, some: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell after which removals more than one row is left, so that there is still a weight to share."""
        left: NDArray[np.bool_] = self.rows.sum() - self.rows[some].sum(axis=1) > 1
        return left

    def without(self, some: NDArray[np.int64]) -> Floats:
        """Give the log likelihood without each of several sets of origins, shape (sets, K)."""
        return averaged(self.shared, self.at_nodes.sum(axis=0) - self.at_nodes[some].sum(axis=1))


def _adding(piece: Frame, means: Means) -> _Adding | None:
    """Take a block apart into what its origins add; None where it isn't so simple."""
    origins = piece.origins
    if any(len(names & set(origins)) > 1 for names, _ in piece.together) or len(means.shared) != 1:
        return None
    shared = means.shared[0]
    if len(shared.rows) != len(piece.rows):
        return None
    place = {origin: position for position, origin in enumerate(origins)}
    at_nodes = np.zeros((len(origins) + 1, *shared.log_likelihoods.shape[1:]))
    rows = np.zeros(len(origins) + 1, int)
    each = zip(shared.rows, exponents(piece)[shared.rows], shared.log_likelihoods, strict=True)
    for row, counted, likelihoods in each:
        at = place[piece.rows[row].origin]
        at_nodes[at] += counted * likelihoods
        rows[at] += 1
    return _Adding(shared, at_nodes, rows)
