"""From a situation to a strategic game of Gambit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.conflict.situated import central_worth, players, ranks_or_indifferent
from detente.faults import SituationError, fault
from detente.interop.losses import losses
from detente.interop.naming import tidy
from detente.interop.nfg_sketch import NOTHING
from detente.interop.outgoing import Outgoing, orders_taken
from detente.situation.evaluate import truth
from detente.situation.records import Option, Situation, Type
from detente.situation.states import States, pattern_of

MOST_PAYOFFS = 1 << 22

Codes = npt.NDArray[np.int64]


def nfg_text(sit: Situation, types: Mapping[str, str]) -> Outgoing:
    """Write a situation as a strategic game of Gambit, in its form with payoffs.

    A player's strategies are the combinations of its own options. Payoffs are the sums of worths where an actor's
    order is given by weights that are single numbers, else ranks, 0 the worst.

    Parameters
    ----------
    sit : Situation
        In option form. Each combination of the actors' own combinations must be feasible.
    types : mapping of str to str
        The types that are taken, by actor; else those of greatest central prior.

    Returns
    -------
    Outgoing
        The text, and what it doesn't hold.

    Raises
    ------
    SituationError
        If the situation is no game: it is in graph form, or what one actor can do hangs on what another does.

    Examples
    --------
    >>> import detente
    >>> print(nfg_text(detente.load("chicken"), {}).text, end="")
    NFG 1 R "Chicken" { "First driver" "Second driver" }
    <BLANKLINE>
    { { "nothing" "swerve" }
    { "nothing" "swerve" } }
    "Converted by detente"
    <BLANKLINE>
    0 0
    1 3
    3 1
    2 2
    """
    if not sit.options or sit.states is None:
        what = "its states are given one by one" if sit.graph else "it has no options"
        raise SituationError(
            [fault("DT806", sit.place, f"a game can't hold this situation: {what}", expected="'options:'")]
        )
    actors = players(sit)
    plays = [_play(sit, actor, sit.states) for actor in actors]
    codes = _profiles(sit, sit.states, plays)
    kinds = orders_taken(sit, actors, types)
    columns = [_payoffs(sit, kind, codes) for kind in kinds]
    lost = losses(sit, types)
    texts = [option.id for option in sit.options if option.text not in (option.id, "")]
    lost += [f"texts of options: {len(texts)}, whose ids name the strategies"] if texts else []
    lasting = [option.label for option in sit.options if option.lasting]
    if lasting:
        lost.append(f"that {', '.join(lasting)} can't be undone: in a game each player chooses once")
    lost += [
        f"order of {actor}: its ranks are the payoffs"
        for actor, kind in zip(actors, kinds, strict=True)
        if not _summed(kind)
    ]
    return Outgoing(_text(sit, actors, plays, columns), tuple(lost))


class _Play(NamedTuple):
    """A player's combinations of its own options as codes, ascending, with their labels."""

    codes: Codes
    labels: tuple[str, ...]


def _play(sit: Situation, actor: str, states: States) -> _Play:
    """Find the combinations of an actor's own options that occur."""
    own = [option for option in sit.options if option.owner == actor]
    codes = np.unique(states.codes & sum(1 << option.bit for option in own))
    return _Play(codes, tuple(_label(own, int(code)) for code in codes))


def _label(own: Sequence[Option], code: int) -> str:
    """Name a combination by the options that are taken."""
    taken = [option.id for option in own if code >> option.bit & 1]
    if taken:
        return "+".join(taken)
    return "no option" if any(option.id == NOTHING for option in own) else NOTHING


def _profiles(sit: Situation, states: States, plays: Sequence[_Play]) -> Codes:
    """Give the states of all profiles, the first player's strategy running fastest; refuse what is no game."""
    profiles = prod(play.codes.size for play in plays)
    if profiles > len(states):
        hint = "leave out the rules that tie options of several actors to one another, or convert to another format"
        raise SituationError(
            [
                fault(
                    "DT806",
                    sit.place,
                    "a game can't hold this situation: what one actor can do hangs on what others do",
                    expected=f"all {profiles:,} combinations of the actors' own choices feasible",
                    got=f"{len(states):,}; {_impossible(sit, states, plays)} is not",
                    hint=hint,
                )
            ]
        )
    if profiles * len(plays) > MOST_PAYOFFS:
        expected = f"at most {MOST_PAYOFFS:,} payoffs"
        message = "the situation is too large for a game"
        raise SituationError(
            [fault("DT807", sit.place, message, expected=expected, got=f"{profiles * len(plays):,}")]
        )
    codes = np.zeros(1, np.int64)
    for play in plays:
        codes = (play.codes[:, np.newaxis] | codes).ravel()
    return codes


def _impossible(sit: Situation, states: States, plays: Sequence[_Play]) -> str:
    """Find a combination of the actors' own choices that isn't feasible: one with too few states is followed down."""
    code, inside = 0, states.codes
    for at, play in enumerate(plays):
        wanted = prod(other.codes.size for other in plays[at + 1 :])
        mask = int(np.bitwise_or.reduce(play.codes))
        parts = ((int(one), inside[(inside & mask) == one]) for one in play.codes)
        choice, inside = next((one, part) for one, part in parts if part.size < wanted)
        code |= choice
    return pattern_of(code, len(sit.options))


def _summed(kind: Type | None) -> bool:
    """Whether an order is given by worths that are single numbers."""
    return (
        kind is not None
        and bool(kind.weights)
        and all(
            factor.is_point and factor.likely is None and tie is None
            for weight in kind.weights
            for factor, tie in weight.worth.terms
        )
    )


def _payoffs(sit: Situation, kind: Type | None, codes: Codes) -> list[Fraction]:
    """Give the payoffs of one actor, by profile."""
    if kind is None or not _summed(kind) or sit.states is None:
        ranks = ranks_or_indifferent(sit, kind)
        positions = np.zeros(0, np.int64) if sit.states is None else sit.states.positions(codes)
        return [Fraction(int(rank)) for rank in ranks[positions]]
    totals = [Fraction(0)] * codes.size
    for weight in kind.weights:
        worth = central_worth(sit, weight.worth)
        for at in np.flatnonzero(truth(weight.expr, codes)).tolist():
            totals[at] += worth
    return totals


def _text(
    sit: Situation, actors: Sequence[str], plays: Sequence[_Play], columns: Sequence[Sequence[Fraction]]
) -> str:
    """Write the game."""
    names = " ".join(_quoted(sit.actors[actor].name) for actor in actors)
    strategies = "\n".join("{ " + " ".join(map(_quoted, play.labels)) + " }" for play in plays)
    rows = "\n".join(" ".join(map(str, row)) for row in zip(*columns, strict=True))
    return f"NFG 1 R {_quoted(sit.title)} {{ {names} }}\n\n{{ {strategies} }}\n{_quoted('Converted by detente')}\n\n{rows}\n"


def _quoted(text: str) -> str:
    r"""Write a text between quotes; a backslash, which Gambit can't always read back, becomes a slash."""
    return '"' + tidy(text).replace("\\", "/").replace('"', '\\"') + '"'
