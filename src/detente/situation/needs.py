"""What a situation lacks for a model that runs: each command says what it needs, and all that is missing at once."""

from __future__ import annotations

from detente.faults import Fault, fault
from detente.situation.records import Preference, Situation


def lacking(sit: Situation, section: str, what: str) -> Fault:
    r"""Say that something needs a section that the file lacks.

    Parameters
    ----------
    sit : Situation
    section : str
        The key that is missing.
    what : str
        What needs it.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("detente: 1\ntitle: Two\nactors: {A: Alpha}\n")
    >>> lacking(sit, "ties", "'detente ties'").message
    "'detente ties' needs 'ties:', and the file has none"
    """
    return fault("DT420", sit.place, f"{what} needs '{section}:', and the file has none")


def lacks_of_model(sit: Situation, what: str, *, pairs: bool = False) -> list[Fault]:
    """Say what a model of moves and wishes lacks: options or moves, and what everybody who can move wants.

    Parameters
    ----------
    sit : Situation
    what : str
        What needs the model, for the message.
    pairs : bool
        Whether certain pairs of states will do in place of an order.

    Returns
    -------
    list of Fault
        Empty where nothing is missing.

    Examples
    --------
    >>> import detente
    >>> lacks_of_model(detente.load("chicken"), "'detente solve'")
    []
    """
    faults = [] if sit.options or sit.graph is not None else [lacking(sit, "options", what)]
    movers = {option.owner for option in sit.options} | set(sit.graph.moves if sit.graph else ())
    faults += [
        fault(
            "DT413",
            sit.actors[actor].place,
            f"{actor} can move, but the file doesn't say what it wants",
            expected=f"statements, weights or a ranking under 'preferences: {actor}:'",
        )
        for actor in sit.actors
        if actor in movers and not (actor in sit.preferences and _wants(sit.preferences[actor]))
    ]
    if not pairs:
        faults += [
            fault(
                "DT441",
                preference.place,
                f"{what} needs a whole order of {actor}, and the file has certain pairs only",
                hint="give statements, weights or a ranking; 'detente solve' works with certain pairs",
            )
            for actor, preference in sit.preferences.items()
            if preference.certain
        ]
    return faults


def _wants(preference: Preference) -> bool:
    """Whether the file says anything of what an actor wants."""
    return bool(preference.types or preference.certain)


def lacks_of_start(sit: Situation, what: str) -> list[Fault]:
    """Say that there is no state in which events begin, where that is so.

    Examples
    --------
    >>> import detente
    >>> lacks_of_start(detente.load("chicken"), "'detente path'")
    []
    """
    return [lacking(sit, "status_quo", what)] if sit.status_quo is None else []
