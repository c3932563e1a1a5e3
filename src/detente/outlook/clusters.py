"""A Dask cluster as an executor, which the extra ``distributed`` brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s:/]+:\d+")

PATIENCE = 10
"""Seconds to wait for a scheduler to answer."""


class NoClusterError(OSError):
    """No cluster can be reached, or the package that speaks to one isn't installed."""


class Cluster(NamedTuple):
    """An executor, and how many jobs its workers do at a time."""

    executor: Executor
    places: int


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler of a Dask cluster.

    Parameters
    ----------
    address : str
        Such as ``tcp://10.0.0.1:8786``.

    Yields
    ------
    Cluster
        What is handed out and not begun when it ends is called off; the cluster itself goes on.

    Raises
    ------
    NoClusterError
        If that is no address, nobody answers there, no worker has come, or the package ``distributed`` isn't installed.
    """
    try:
        connect: Any = import_module("distributed").Client  # what it says of its types isn't whole
    except ImportError:
        raise NoClusterError(
            "a cluster needs the package 'distributed'; install it with: pip install 'detente[distributed]'"
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise NoClusterError(f"'{address}' is no address of a scheduler; write it as tcp://10.0.0.1:8786")
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoClusterError(f"no scheduler answers at {address}: {error}") from None
    try:
        places = sum(client.ncores().values())
        if not places:
            raise NoClusterError(f"the scheduler at {address} has no workers")
        yield Cluster(client.get_executor(), places)
    finally:
        client.close(timeout=PATIENCE)
