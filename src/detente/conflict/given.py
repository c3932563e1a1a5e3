"""What callers hand over is of the kind that was asked for: else it is said what was expected and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.situation.records import Situation

_SHOWN = 60


def mapping_given(value: object, what: str, example: str) -> Mapping[str, Any]:
    """Take a mapping by name.

    Parameters
    ----------
    value : object
        What was handed over.
    what : str
        What it is, for the message.
    example : str
        What would do, for the message.

    Returns
    -------
    mapping of str

    Raises
    ------
    ValueError
        If it is something else, or a key is no text.

    Examples
    --------
    >>> mapping_given([3], "ranks", "{'A': [0, 1]}")
    Traceback (most recent call last):
    ...
    ValueError: ranks: expected a mapping such as {'A': [0, 1]}, found [3]
    """
    if not isinstance(value, Mapping):
        raise unfit(what, f"a mapping such as {example}", value)
    for key in value:
        if not isinstance(key, str):
            raise unfit(what, "names as text", key)
    return value


def list_given(value: object, what: str, example: str) -> list[Any]:
    """Take a list of anything; a text is none, though it could be gone through.

    Parameters
    ----------
    value : object
        What was handed over.
    what, example : str
        As for :func:`mapping_given`.

    Returns
    -------
    list

    Raises
    ------
    ValueError
        If it is something else.

    Examples
    --------
    >>> list_given("pq", "states", "['p', 'q']")
    Traceback (most recent call last):
    ...
    ValueError: states: expected a list such as ['p', 'q'], found 'pq'
    """
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise unfit(what, f"a list such as {example}", value)
    try:
        return list(value)
    except TypeError:  # an array of one number only looks like a list
        raise unfit(what, f"a list such as {example}", value) from None


def texts_given(value: object, what: str, example: str) -> list[str]:
    """Take a list of texts.

    Parameters
    ----------
    value : object
        What was handed over.
    what, example : str
        As for :func:`mapping_given`.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If it is something else.

    Examples
    --------
    >>> texts_given(["p", 2], "states", "['p', 'q']")
    Traceback (most recent call last):
    ...
    ValueError: states: expected texts such as ['p', 'q'], found 2
    """
    found = list_given(value, what, example)
    for one in found:
        text_given(one, what, example)
    return found


def text_given(value: object, what: str, example: str) -> str:
    """Take a text.

    Parameters
    ----------
    value : object
        What was handed over.
    what, example : str
        As for :func:`mapping_given`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is something else.

    Examples
    --------
    >>> text_given("NY", "status_quo", "'NN'")
    'NY'
    """
    if not isinstance(value, str):
        raise unfit(what, f"texts such as {example}", value)
    return value


def situation_given(sit: object, types: object, do: object) -> None:
    """Refuse what is no situation, types that are no mapping, and options held at something else than yes or no.

    Raises
    ------
    ValueError
        If one of them is something else.

    Examples
    --------
    >>> situation_given("belarus-2023", {}, {})
    Traceback (most recent call last):
    ...
    ValueError: situation: expected one as detente.load gives it, found 'belarus-2023'
    """
    if not isinstance(sit, Situation):
        raise unfit("situation", "one as detente.load gives it", sit)
    mapping_given(types, "types", "{'A': 'hardliner'}")
    for option, value in mapping_given(do, "do", "{'x': True}").items():
        if isinstance(value, str) or value not in (True, False):
            raise unfit(f"do: {option}", "True or False", value)


def unfit(what: str, expected: str, found: object) -> ValueError:
    """Make the error that says what was expected and what was found.

    Examples
    --------
    >>> unfit("horizon", "a whole number from 1", 1.5)
    ValueError('horizon: expected a whole number from 1, found 1.5')
    """
    return ValueError(f"{what}: expected {expected}, found {shown(found)}")


def shown(value: object) -> str:
    """Write a value for a message, cut where it is long.

    Examples
    --------
    >>> shown([0] * 100)
    '[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...'
    """
    written = " ".join(repr(value).split())
    return written if len(written) <= _SHOWN else written[:_SHOWN] + " ..."
