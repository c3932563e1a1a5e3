"""How far states lie from one another: the number of options in which they differ."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_ONES = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)


def distances(codes: npt.NDArray[np.int64], code: int) -> npt.NDArray[np.uint8]:
    """Count the options in which each state differs from one (Hamming distance).

    Parameters
    ----------
    codes : ndarray of int64, shape (n,)
        States as bit patterns.
    code : int
        The state to compare with.

    Returns
    -------
    ndarray of uint8, shape (n,)

    Examples
    --------
    >>> distances(np.array([0b000, 0b011, 0b110]), 0b111)
    array([3, 1, 1], dtype=uint8)
    """
    differing = np.ascontiguousarray(codes ^ np.int64(code)).view(np.uint8).reshape(len(codes), 8)
    found: npt.NDArray[np.uint8] = _ONES[differing].sum(axis=1, dtype=np.uint8)
    return found


def nearest_code(codes: npt.NDArray[np.int64], code: int) -> int:
    """Give the state that differs in the fewest options; of several, the one of least code.

    Parameters
    ----------
    codes : ndarray of int64, shape (n,)
        States, ascending, at least one.
    code : int
        The state to be near to.

    Examples
    --------
    >>> nearest_code(np.array([0b000, 0b011, 0b110]), 0b111)
    3
    """
    return int(codes[int(np.argmin(distances(codes, code)))])
