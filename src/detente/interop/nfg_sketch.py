"""From a strategic game of Gambit to the sketch of a situation.

A player's strategies become options of which exactly one is taken. Where their labels name what is taken, as in
``attack``, ``blockade``, ``attack+blockade`` and ``nothing``, these are the options.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import NamedTuple

import numpy as np

from detente.faults import Place, SituationError, fault
from detente.interop.covering import missing_patterns
from detente.interop.cubes import Cube, Cubes, all_of, rules_of
from detente.interop.laying_out import labels_of
from detente.interop.naming import identifiers, tidy
from detente.interop.nfg import Game, read_game
from detente.interop.sketch import Order, Sketch, SketchOption
from detente.situation.scalars import MAX_DIGITS
from detente.situation.states import MOST_OPTIONS

NOTHING = "nothing"
"""The label of the strategy in which none of a player's options is taken."""

_MOST_JOINED = 8  # options whose combinations are looked at one by one

_TODAY = "A game has no state of today. Commands that need one ask for 'status_quo: [options taken]'."


def nfg_sketch(text: str, file: str, stem: str) -> Sketch:
    r"""Read a strategic game of Gambit.

    Parameters
    ----------
    text : str
        The text of a ``.nfg`` file.
    file : str
        Its name, for the places of faults.
    stem : str
        The title where the game has none.

    Returns
    -------
    Sketch
        Payoffs are worths of profiles, so their numbers are kept.

    Raises
    ------
    SituationError
        If the text is no game, or has more strategies than a situation has options.

    Examples
    --------
    >>> sketch = nfg_sketch('NFG 1 R "" { "Row" "Column" } { { "up" "down" } { "nothing" "go" } } 1 0 0 2 3 0 4 5', "g.nfg", "g")
    >>> {owner: [one.id for one in own] for owner, own in sketch.options.items()}
    {'Row': ['up', 'down'], 'Column': ['go']}
    """
    game = read_game(text, file)
    players = identifiers([tidy(name) for name in game.players], "P")
    plays = [_play(labels) for labels in game.strategies]
    if sum(len(play.options) for play in plays) > MOST_OPTIONS:
        expected = f"at most {MOST_OPTIONS} options, where each strategy is one"
        raise SituationError(
            [
                fault(
                    "DT807",
                    Place(1, 1, file),
                    "the game has more strategies than a situation has options",
                    expected=expected,
                )
            ]
        )
    options = {player: play.options for player, play in zip(players, plays, strict=True) if play.options}
    labels = labels_of(options)
    starts = np.cumsum([0, *(len(play.options) for play in plays)]).tolist()
    shifted = [
        [_moved(cube, start) for cube in play.cubes] for play, start in zip(plays, starts, strict=False)
    ]
    rules = tuple(
        rule
        for play, start in zip(plays, starts, strict=False)
        for rule in rules_of(tuple(_moved(cube, start) for cube in play.missing), labels)
    )
    profiles = [_joined(cubes) for cubes in (tuple(reversed(one)) for one in product(*reversed(shifted)))]
    orders, lost = _orders(game, players, profiles, labels)
    return Sketch(
        tidy(game.title) or stem,
        {player: tidy(name) or player for player, name in zip(players, game.players, strict=True)},
        options,
        rules,
        orders=orders,
        remarks=(
            f"Converted from {file.rpartition('/')[2]}, a strategic game of Gambit.",
            *([tidy(game.about)] if tidy(game.about) else []),
            "Worths are the payoffs there.",
            _TODAY,
        ),
        lost=tuple(lost),
    )


class _Play(NamedTuple):
    """A player's options, what is taken and what isn't in each strategy, and the combinations that are none."""

    options: tuple[SketchOption, ...]
    cubes: tuple[Cube, ...]
    missing: Cubes


def _play(labels: Sequence[str]) -> _Play:
    """Find the options behind a player's strategies."""
    sets = [() if label == NOTHING else tuple(label.split("+")) for label in labels]
    atoms = list(dict.fromkeys(atom for one in sets for atom in one))
    plain = all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", atom) and atom != NOTHING for atom in atoms)
    apart = len({frozenset(one) for one in sets}) == len(sets) and all(
        len(set(one)) == len(one) for one in sets
    )
    alone = all(len(one) == 1 for one in sets)
    if not plain or not apart or not (alone or len(atoms) <= _MOST_JOINED):
        ids = identifiers([tidy(label) for label in labels], "s")
        options = tuple(SketchOption(one, tidy(label) or one) for one, label in zip(ids, labels, strict=True))
        return _each_alone(options)
    options = tuple(SketchOption(one, atom) for one, atom in zip(identifiers(atoms, "s"), atoms, strict=True))
    if alone:
        return _each_alone(options)
    bits = {atom: 1 << at for at, atom in enumerate(atoms)}
    every = (1 << len(atoms)) - 1
    taken = [sum(bits[atom] for atom in one) for one in sets]
    missing = missing_patterns(np.array(sorted(taken), np.int64), len(atoms))
    return _Play(options, tuple(Cube(yes, every ^ yes) for yes in taken), missing)


def _each_alone(options: tuple[SketchOption, ...]) -> _Play:
    """Take exactly one option in each strategy; to say which one is enough."""
    count = len(options)
    pairs = (Cube(1 << one | 1 << other, 0) for one in range(count) for other in range(one + 1, count))
    return _Play(options, tuple(Cube(1 << at, 0) for at in range(count)), (*pairs, Cube(0, (1 << count) - 1)))


def _moved(cube: Cube, start: int) -> Cube:
    """Put a player's options where they stand among all."""
    return Cube(cube.yes << start, cube.no << start)


def _joined(cubes: Sequence[Cube]) -> Cube:
    """Put the players' strategies together to a profile."""
    return Cube(sum(one.yes for one in cubes), sum(one.no for one in cubes))


def _orders(
    game: Game, players: Sequence[str], profiles: Sequence[Cube], labels: Sequence[str]
) -> tuple[dict[str, Order], list[str]]:
    """Give each player's payoffs as worths of profiles; say where the numbers can't stand as they are."""
    orders, lost = {}, []
    for at, player in enumerate(players):
        payoffs = [row[at] for row in game.payoffs]
        worths, why = _worths(payoffs, player)
        paid = zip(profiles, worths, strict=True)
        orders[player] = Order(
            weights=tuple(
                (all_of(cube, labels), worth) for cube, worth in paid if worth != "0" and cube != (0, 0)
            )
        )
        lost += why
    return orders, lost


def _worths(payoffs: Sequence[Fraction], player: str) -> tuple[list[str], list[str]]:
    """Write payoffs as decimal numbers: multiplied where they have no end, by rank where they are too long."""
    common = lcm(*(_uneven(payoff.denominator) for payoff in payoffs))
    worths = [decimal(payoff * common) for payoff in payoffs]
    if max(map(len, worths)) > MAX_DIGITS:
        rank = {payoff: str(at) for at, payoff in enumerate(sorted(set(payoffs)))}
        return [rank[payoff] for payoff in payoffs], [
            f"payoffs of {player}: too long, so their ranks are written"
        ]
    why = [f"payoffs of {player}: multiplied by {common}, which changes no comparison"] if common > 1 else []
    return worths, why


def _uneven(denominator: int) -> int:
    """Give what of a denominator keeps a fraction from ending as a decimal number."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator


def decimal(number: Fraction) -> str:
    """Write a fraction that ends as a decimal number as one.

    Examples
    --------
    >>> decimal(Fraction(-5, 4)), decimal(Fraction(3)), decimal(Fraction(1, 8))
    ('-1.25', '3', '0.125')
    """
    places = 0
    while (number * 10**places).denominator > 1:
        places += 1
    digits = str(abs((number * 10**places).numerator)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if number < 0 else "") + whole + (f".{rest}" if rest else "")
