"""States, moves and shares in words. States and moves use the options' own texts, written to follow "could".

No verb is ever conjugated. A text follows the actor's name and a colon, or a modal verb, so that it reads well
whatever its author wrote: "China: agree to the re-export", "China would agree to the re-export".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from detente.situation.records import Option, Situation
from detente.words import DIGITS, FAVOURS

NOTHING = "nobody takes any option"
UNCHANGED = "nothing changes"


def listed(parts: Sequence[str]) -> str:
    """Join parts as a list in words, with a comma before "and", since a part may hold an "and" of its own.

    Examples
    --------
    >>> listed(["blockade Cuba"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('blockade Cuba', 'a, and b', 'a, b, and c')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def option_words(option: Option) -> str:
    """Give an option's text in the form that follows "could"; its id where it has no text.

    A capital at the beginning goes, unless the first word has more of them or is one letter long.

    Examples
    --------
    >>> from detente.faults import NOWHERE
    >>> option_words(Option("arm", "USA", "Sell Taiwan missiles.", 0, NOWHERE))
    'sell Taiwan missiles'
    >>> option_words(Option("air_strike", "US", "air_strike", 0, NOWHERE))
    'air strike'
    """
    text = option.text.strip().rstrip(".")
    if text in {"", option.id}:
        return option.id.replace("_", " ")
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if len(first) > 1 and first[1:].islower() else text


def actor_name(sit: Situation, actor: str) -> str:
    """Give an actor's name; what was given where the situation knows no such actor."""
    known = sit.actors.get(actor)
    return (known.name or actor) if known else actor


def state_name(sit: Situation, label: str) -> str:
    """Give the name by which a state is known: in graph form its label, else the name of just this pattern; or ''.

    Parameters
    ----------
    sit : Situation
    label : str
        The state: its pattern of Y and N, or its name in graph form.

    Returns
    -------
    str

    Examples
    --------
    >>> import detente
    >>> state_name(detente.load("cuban-missile-crisis-1962"), "NYYN")
    's6'
    """
    if sit.graph is not None:
        return label
    return next((name for name, one in sit.named_states.items() if one.pattern == label), "")


def state_words(sit: Situation, label: str) -> str:
    """Say a state in words: for each actor the options that it takes.

    Parameters
    ----------
    sit : Situation
    label : str
        The state: its pattern of Y and N, or its name in graph form, which is all that there is to say of it.

    Returns
    -------
    str
        Without a capital or a full stop of its own.

    Examples
    --------
    >>> import detente
    >>> state_words(detente.load("cuban-missile-crisis-1962"), "NYYN")
    'United States: blockade Cuba; Soviet Union: withdraw the missiles'
    """
    if sit.graph is not None:
        return label
    return _by_actor(sit, [option for option in sit.options if label[option.bit] == "Y"], [], "") or NOTHING


def change_words(sit: Situation, before: str, after: str, *, modal: str = "", by: str = "") -> str:
    """Say what changed between two states: the options taken, and those dropped, by each actor's name.

    Parameters
    ----------
    sit : Situation
    before, after : str
        States as patterns of Y and N, or as names in graph form.
    modal : str, optional
        "could", "would", ...: the verb between name and text. Without it a colon stands there.
    by : str, optional
        Who moves: of use in graph form only, where a change of state doesn't show whose it is.

    Returns
    -------
    str
        Without a capital or a full stop of its own; "nothing changes" where the states are the same.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("cuban-missile-crisis-1962")
    >>> change_words(sit, "NYNN", "NYYN")
    'Soviet Union: withdraw the missiles'
    >>> change_words(sit, "NYYN", "YNYN", modal="could")
    'United States could strike the missiles from the air, and choose no longer to blockade Cuba'
    """
    if before == after:
        return UNCHANGED
    if sit.graph is not None:
        return _moved(sit, after, modal, by)
    taken = [one for one in sit.options if before[one.bit] == "N" and after[one.bit] == "Y"]
    dropped = [one for one in sit.options if before[one.bit] == "Y" and after[one.bit] == "N"]
    return _by_actor(sit, taken, dropped, modal)


def path_words(sit: Situation, start: str, steps: Iterable[tuple[str, str]], *, modal: str = "would") -> str:
    """Say a path of moves in words.

    Parameters
    ----------
    sit : Situation
    start : str
        The state from which the first step is made.
    steps : iterable of (by, to)
        Who moves, and to which state.
    modal : str, optional
        The verb between name and text; a colon if empty.

    Returns
    -------
    str
        Without a capital or a full stop of its own; empty for a path without steps.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("cuban-missile-crisis-1962")
    >>> path_words(sit, "NNNN", [("US", "NYNN"), ("USSR", "NYYN")])
    'United States would blockade Cuba, then Soviet Union would withdraw the missiles'
    """
    said = []
    for by, to in steps:
        said.append(change_words(sit, start, to, modal=modal, by=by))
        start = to
    return ", then ".join(said)


def sentence(text: str) -> str:
    """Make a sentence of words: a capital at its beginning, and a full stop.

    Examples
    --------
    >>> sentence("nothing changes"), sentence("Who swerves?")
    ('Nothing changes.', 'Who swerves?')
    """
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def percent(value: float) -> str:
    """Write a probability or a share in whole per cents; what is near an end is told apart from the end.

    Halves go up, after rounding to 1e-9.

    Examples
    --------
    >>> [percent(one) for one in (0, 0.0015, 0.0368, 0.145, 0.9925, 1)]
    ['0 %', 'under 1 %', '4 %', '15 %', 'over 99 %', '100 %']
    """
    value = round(float(value), DIGITS)
    if value < 0.01:
        return "under 1 %" if value else "0 %"
    if value > 0.99:
        return "over 99 %" if value < 1 else "100 %"
    return f"{math.floor(round(value * 100, DIGITS) + 0.5)} %"


def ranged(value: float | None, low: float | None, high: float | None) -> str:
    """Write a probability or a share with its range where it has one.

    Examples
    --------
    >>> ranged(0.38, 0.32, 0.44), ranged(0.5, 0.5, 0.5), ranged(None, 0.1, 0.2), ranged(None, None, None)
    ('38 % (32 % to 44 %)', '50 %', '10 % to 20 %', 'not known')
    """
    if low is None or high is None:
        return "not known" if value is None else percent(value)
    between = f"{percent(low)} to {percent(high)}"
    if value is None:
        return between
    return percent(value) if percent(low) == percent(high) else f"{percent(value)} ({between})"


def support_words(decibans: float) -> str:
    """Say how strongly evidence speaks, by the nearest word of the scale of support.

    Parameters
    ----------
    decibans : float
        Weight of evidence, 10 log10 of a ratio of likelihoods; its sign doesn't matter.

    Returns
    -------
    str
        An adverb: "hardly", "slightly", "moderately", "strongly" or "very strongly".

    Examples
    --------
    >>> [support_words(one) for one in (0.8, -3, 6.1, 9, 40)]
    ['hardly', 'slightly', 'moderately', 'strongly', 'very strongly']
    """
    scale = {"hardly": 0.0, **{word: 10 * math.log10(ratio) for word, ratio in FAVOURS.items()}}
    weight = min(abs(decibans), max(scale.values()))
    return min(scale, key=lambda word: abs(scale[word] - weight))


def _by_actor(sit: Situation, taken: Sequence[Option], dropped: Sequence[Option], modal: str) -> str:
    """Say what each actor takes and drops, the actors in the order of their options."""
    # "could no longer" would say that somebody isn't able to go on, which is something else
    stops = "no longer" if modal in {"", "would"} else "choose no longer to"
    said: dict[str, list[str]] = {}
    for option in taken:
        said.setdefault(option.owner, []).append(option_words(option))
    for option in dropped:
        said.setdefault(option.owner, []).append(f"{stops} {option_words(option)}")
    order = dict.fromkeys(option.owner for option in sit.options)
    joint = f" {modal} " if modal else ": "
    parts = [f"{actor_name(sit, owner)}{joint}{listed(said[owner])}" for owner in order if owner in said]
    return "; ".join(parts)


def _moved(sit: Situation, after: str, modal: str, by: str) -> str:
    """Say a move in graph form, where states have names only."""
    if not by:
        return f"{after} comes about"
    joint = f" {modal} " if modal else ": "
    return f"{actor_name(sit, by)}{joint}go to {after}"
