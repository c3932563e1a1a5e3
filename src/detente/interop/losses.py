"""What a format that holds a conflict only has no place for: sections of the file, reasons, and types not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from detente.conflict.situated import chosen_type
from detente.situation.nodes import Node, compose
from detente.situation.records import Situation

_MODEL = frozenset({"detente", "title", "actors", "options", "rules", "moves", "preferences"})
_GROUNDS = {
    "because": "reasons ('because')",
    "evidence": "references to observations ('evidence')",
    "vital": "marks of what is vital",
    "since": "days from which options are taken ('since')",
    "note": "remarks ('note')",
}
_WANTS = frozenset({"statements", "weights", "ranking", "types", "text", "prior", *_GROUNDS})


def losses(sit: Situation, types: Mapping[str, str], kept: Collection[str] = ()) -> list[str]:
    """Say what of a situation a model of its conflict alone doesn't hold.

    Parameters
    ----------
    sit : Situation
    types : mapping of str to str
        The types that are taken, by actor; else those of greatest central prior.
    kept : collection of str
        Sections that the format does hold beyond the model, and keys of sections as ``section.key``.

    Returns
    -------
    list of str
        One phrase each, in the order of the file.

    Examples
    --------
    >>> import detente
    >>> losses(detente.load("chicken"), {})[0]
    'asks'
    """
    root = compose(sit.text)[0]
    if root is None:
        return []
    held = {*_MODEL, *kept, *(("states",) if sit.graph is not None else ())}
    sections = (_section(key.text, value, kept) for key, value in root.pairs if key.text not in held)
    lost = list(filter(None, sections))
    lost += _idle(sit)
    lost += _types(sit, types)
    lost += _ways(root)
    counted = Counter(key for part in ("options", "rules", "preferences") for key in _keys(root.get(part)))
    lost += [f"{words}: {counted[key]}" for key, words in _GROUNDS.items() if counted[key]]
    if sit.overlay is not None:
        lost.append(
            f"that {sit.overlay.analyst}'s view is laid over another file: the sum of both is written"
        )
    return lost


def _section(key: str, value: Node, kept: Collection[str]) -> str:
    """Name a section, with how much stands in it; '' if all of it is kept."""
    if value.kind == "scalar" or key == "status_quo":
        return key
    names = [name.text for name, _ in value.pairs if f"{key}.{name.text}" not in kept]
    if key == "play":
        return f"{key}: {', '.join(names)}" if names else ""
    size = len(names) or len(value.items)
    what = "name" if key == "states" else "entry" if size == 1 else "entries"
    return f"{key}: {size} {what}{'s' if key == 'states' and size != 1 else ''}"


def _idle(sit: Situation) -> Iterator[str]:
    """Name actors who own no option, have no moves and want nothing."""
    movers = {option.owner for option in sit.options} | set(sit.graph.moves if sit.graph else ())
    idle = [actor for actor in sit.actors if actor not in movers and actor not in sit.preferences]
    if idle:
        yield f"actors who can't move and want nothing: {', '.join(idle)}"


def _types(sit: Situation, types: Mapping[str, str]) -> Iterator[str]:
    """Name the types that are not taken."""
    for actor, preference in sit.preferences.items():
        taken = chosen_type(sit, actor, types.get(actor))
        others = [name for name in preference.types if taken is not None and name != taken.id]
        if others and taken is not None:
            yield f"types of {actor}: {', '.join(others)} ({taken.id} is taken)"


def _ways(root: Node) -> Iterator[str]:
    """Name how actors decide, and all else that is said of what they want, whatever it may be."""
    preferences = root.get("preferences")
    for actor, wants in preferences.pairs if preferences is not None else ():
        types = wants.get("types")
        each = [wants, *(one for _, one in types.pairs)] if types is not None else [wants]
        keys = dict.fromkeys(key.text for one in each for key, _ in one.pairs if key.text not in _WANTS)
        yield from (f"{key} of {actor.text}" for key in keys)
        if any(">>" in one.text for each_type in each if (one := each_type.get("ranking")) is not None):
            yield f"great preference ('>>') in the ranking of {actor.text}"


def _keys(node: Node | None) -> Iterator[str]:
    """Give the keys of all mappings within a part of the file."""
    waiting = [node] if node is not None else []
    while waiting:
        one = waiting.pop()
        yield from (key.text for key, _ in one.pairs)
        waiting += [value for _, value in one.pairs]
        waiting += one.items
