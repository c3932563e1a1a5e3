"""Arrays that are added to at their end, without being copied each time."""

from __future__ import annotations

from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)

Indices: TypeAlias = NDArray[np.signedinteger[Any]]
"""Positions, of any kind of whole numbers."""


class Growing(Generic[Scalar]):
    """An array with room for more.

    Parameters
    ----------
    kind : type
        Of its elements.
    width : int, optional
        Elements of one row; a plain list of elements if left out.

    Examples
    --------
    >>> numbers = Growing(np.int32)
    >>> numbers.add(np.arange(3))
    >>> numbers.add(np.array([7]))
    >>> numbers.count, numbers.values.tolist()
    (4, [0, 1, 2, 7])
    """

    __slots__ = ("_array", "count")

    def __init__(self, kind: type[Scalar], width: int | None = None) -> None:
        self._array: NDArray[Scalar] = np.empty(0 if width is None else (0, width), kind)
        self.count = 0

    @property
    def values(self) -> NDArray[Scalar]:
        """What is in it; to be written to as well."""
        return self._array[: self.count]

    def add(self, more: NDArray[np.generic]) -> None:
        """Add elements, or rows, at the end."""
        before, self.count = self.count, self.count + len(more)
        if self.count > len(self._array):
            grown = np.empty((2 * self.count, *self._array.shape[1:]), self._array.dtype)
            grown[:before] = self._array[:before]
            self._array = grown
        self._array[before : self.count] = more
