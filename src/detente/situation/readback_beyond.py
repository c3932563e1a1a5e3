"""What the file says of an actor beyond an order, read back in words: what is known, attitudes, what it sees otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.situation.phrasing import actor_name, listed
from detente.situation.records import Preference, Sees, Situation

MOST_PAIRS = 12
_WISHES = {1: "well", -1: "ill"}


def beyond_order(sit: Situation, actor: str) -> list[str]:
    """Say in phrases what goes beyond an actor's order.

    Parameters
    ----------
    sit : Situation
    actor : str

    Returns
    -------
    list of str
        Nothing where the order is all there is.

    Examples
    --------
    >>> import detente
    >>> beyond_order(detente.load("lake-gisborne-unknown"), "Provincial")
    ['known only: s3 > s7, s4 > s8, s1 > s5, s2 > s6']
    """
    preference = sit.preferences.get(actor)
    return [] if preference is None else list(_phrases(sit, preference))


def _phrases(sit: Situation, preference: Preference) -> Iterator[str]:
    """Give one phrase for each thing."""
    if preference.certain:
        yield f"known only: {_pairs((' ~ ' if one.equal else ' > ').join(one[:2]) for one in preference.certain)}"
    if preference.unknown:
        yield f"not known: {_pairs(' or '.join(one[:2]) for one in preference.unknown)}"
    for other, attitude in preference.attitudes.items():
        itself = other == preference.actor
        name = "itself" if itself else actor_name(sit, other)
        if attitude:
            yield f"wishes {name} {_WISHES[attitude]}"
        elif itself:
            yield "doesn't look to its own interest"
    if preference.sees is not None:
        yield f"sees otherwise: {_seen(sit, preference.sees)} (line {preference.sees.place.line})"


def _pairs(pairs: Iterable[str]) -> str:
    """List pairs of states, not too many."""
    written = list(pairs)
    more = f", and {len(written) - MOST_PAIRS:,} more" if len(written) > MOST_PAIRS else ""
    return ", ".join(written[:MOST_PAIRS]) + more


def _seen(sit: Situation, sees: Sees) -> str:
    """Say of what an actor has another view."""
    names = sit.graph.states if sit.graph is not None else [one.label for one in sit.options]
    parts = [f"doesn't know of {listed([names[at] for at in sees.unaware])}"] if sees.unaware else []
    parts += [f"takes {len(sees.rules)} more rule{'s' * (len(sees.rules) > 1)} to hold"] if sees.rules else []
    parts += [f"takes {actor_name(sit, other)} to be {kind}" for other, kind in sees.types.items()]
    parts += [f"takes {actor_name(sit, other)} to want something else" for other in sees.preferences]
    return "; ".join(parts) or "nothing"
