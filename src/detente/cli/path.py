"""``detente path``: the shortest courses from today's state to what is named."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import click
import numpy as np

from detente.cli.choosing import (
    Chosen,
    choice_words,
    chosen_conflict,
    do_option,
    option_names,
    types_option,
)
from detente.cli.opened import json_option, known_name, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, working
from detente.cli.stating import called, today
from detente.conflict.moves import Bools
from detente.conflict.paths import Course, Courses, shortest_courses
from detente.situation.evaluate import truth
from detente.situation.grammar import parse_expression
from detente.situation.needs import lacks_of_start
from detente.situation.phrasing import path_words, sentence
from detente.situation.records import Situation
from detente.situation.states import pattern_mask

MOST_SAID = 4  # courses written out in words
MOST_LISTED = 20  # in JSON
_LOOKED_AT = 1000  # courses among which those that change the fewest options are picked


@click.command()
@situation_argument
@click.option(
    "--to",
    "goal",
    required=True,
    metavar="EXPR",
    help="Where courses end: an expression, or a state by name.",
)
@types_option
@do_option
@json_option
def command(*, situation: str, goal: str, types: tuple[str, ...], do: tuple[str, ...], as_json: bool) -> None:
    """Find the shortest courses from today's state to what EXPR says.

    By moves: whatever anybody can do, one at a time. By improvements: each step makes its mover better off at once.
    """
    sit = opened(situation, as_json=as_json)
    missing = lacks_of_start(sit, "'detente path'")
    if missing:
        leave(missing, as_json=as_json)
    chosen = chosen_conflict(sit, types, do, what="'detente path'", as_json=as_json)
    start, wanted = today(sit, chosen), _goal(sit, chosen, goal)
    con = chosen.conflict
    with working("looking for courses"):
        by_moves, by_improvements = (
            _simplest_first(chosen, start, shortest_courses(con.moves, start, wanted, ranks, most=_LOOKED_AT))
            for ranks in (None, con.ranks)
        )
    if as_json:
        print_json(_as_data(chosen, start, by_moves, by_improvements))
        return
    say(f"From today's state, {called(sit, con.states[start])}, to: {goal}", *choice_words(sit, chosen))
    _say(sit, chosen, start, "By moves, whatever anybody can do", by_moves)
    _say(sit, chosen, start, "By improvements, each step at once to its mover's liking", by_improvements)


def _simplest_first(chosen: Chosen, start: int, found: Courses | None) -> Courses | None:
    """Put the courses first that change the fewest options on the way."""
    con = chosen.conflict
    if found is None or con.first_codes is None:
        return found

    def changes(course: Course) -> int:
        codes = [int(con.codes[at]) for at in (start, *(to for _, to in course))]
        return sum((a ^ b).bit_count() for a, b in pairwise(codes))

    return found._replace(first=tuple(sorted(found.first, key=changes)))


def _goal(sit: Situation, chosen: Chosen, written: str) -> Bools:
    """Tell at which states a course may end."""
    con = chosen.conflict
    if sit.graph is not None:
        known_name(written, list(con.states), "state")
        return np.array([state == written for state in con.states])
    names = option_names(sit)
    codes = sit.states.codes if sit.states is not None else con.codes
    if written in sit.named_states and written not in names.bits:
        return _placed(chosen, pattern_mask(sit.named_states[written].pattern, codes))
    if written.isidentifier():
        known_name(written, [*names.bits, *sit.named_states], "option or state")
    expr, faults = parse_expression(written, names)
    told = [one for one in faults if one.severity == "fault"]
    if expr is None or told:
        raise click.UsageError("\n".join(f"--to: {_in_line(one.message, one.got, one.hint)}" for one in told))
    return _placed(chosen, truth(expr, codes))


def _placed(chosen: Chosen, feasible: Bools) -> Bools:
    """Tell which states of the conflict one of the feasible states belongs to."""
    wanted = np.zeros(len(chosen.conflict.states), bool)
    inside = chosen.place[feasible]
    wanted[inside[inside >= 0]] = True
    return wanted


def _in_line(message: str, got: str, hint: str) -> str:
    """Put a fault of the command line in one line."""
    return message + (f", found {got}" if got else "") + (f"; {hint}" if hint else "")


def _labelled(chosen: Chosen, course: Course) -> list[dict[str, str]]:
    """Put names in place of positions."""
    con = chosen.conflict
    return [{"by": con.actors[by], "to": con.states[to]} for by, to in course]


def _as_data(
    chosen: Chosen, start: int, by_moves: Courses | None, by_improvements: Courses | None
) -> dict[str, Any]:
    """Give what ``--json`` prints: the first courses, their length, and how many there are; none is an empty list."""

    def courses(found: Courses | None) -> list[list[dict[str, str]]]:
        return [_labelled(chosen, one) for one in found.first[:MOST_LISTED]] if found else []

    def size(found: Courses | None) -> dict[str, int] | None:
        return {"length": found.length, "number": found.number} if found else None

    return {
        "start": chosen.conflict.states[start],
        "types": {actor: one.type for actor, one in chosen.types.items()},
        "do": chosen.do,
        "by_moves": courses(by_moves),
        "by_improvements": courses(by_improvements),
        "shortest": {"by_moves": size(by_moves), "by_improvements": size(by_improvements)},
    }


def _say(sit: Situation, chosen: Chosen, start: int, title: str, found: Courses | None) -> None:
    """Print the shortest courses of one kind."""
    heading(title)
    if found is None:
        say("No course leads there.")
    elif not found.length:
        say("It is so today: no step is needed.")
    else:
        steps = "1 step" if found.length == 1 else f"{found.length} steps"
        say(f"{steps}.")
        points(_described(sit, chosen, start, found.first[:MOST_SAID]))
        if found.number > MOST_SAID:
            say(f"... and {found.number - MOST_SAID:,} other ways of the same length.")


def _described(sit: Situation, chosen: Chosen, start: int, courses: Iterable[Course]) -> list[str]:
    """Say courses in words."""
    con = chosen.conflict
    return [
        sentence(
            path_words(
                sit, con.states[start], [(con.actors[by], con.states[to]) for by, to in course], modal=""
            )
        )
        for course in courses
    ]
