"""Two branches of one situation side by side, for ``detente forecast --beside``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.cli.choosing import do_words
from detente.cli.render import heading, points, say, table
from detente.outlook.results import Forecast
from detente.outlook.sides import Answers, Shares, Sides
from detente.situation.phrasing import percent, state_words
from detente.situation.records import Situation

MOST_ENDS = 8  # end states written out


def as_data(sides: Sides) -> dict[str, Any]:
    """Give the sides as JSON; a change is the second less the first, without the doubt."""
    return {
        "questions": {
            one.id: {"first": one.first.undoubted, "second": one.second.undoubted, "change": one.change}
            for one in sides.answers
        },
        "options": _shares(sides.options),
        "ends": _shares(sides.ends),
    }


def _shares(shares: Sequence[Shares]) -> dict[str, dict[str, float]]:
    return {one.what: {"first": one.first, "second": one.second} for one in shares}


def say_sides(sit: Situation, forecasts: Sequence[Forecast], sides: Sides) -> None:
    """Print what is answered, taken and ended in on either side; what is the same on both is counted only."""
    say(sit.title)
    for which, one in zip(("First", "Second"), forecasts, strict=True):
        say(f"{which}: {_branch(one)}.")
    heading("Answers, without the doubt")
    if not sides.answers:
        say("The file asks no questions.")
    else:
        rows = [
            (one.id, _figure(one.first.undoubted), _figure(one.second.undoubted), _change(one))
            for one in sides.answers
        ]
        table(("question", "first", "second", "change"), rows, right=(1, 2, 3))
    _say_shares("What is taken in the end", "option", sides.options)
    ends = [one for one in sides.ends if one.differs]
    if ends:
        heading("Where events end otherwise")
        ranked = sorted(ends, key=lambda one: -abs(one.second - one.first))
        points(
            f"{percent(one.first)}, then {percent(one.second)}: {state_words(sit, one.what)}"
            for one in ranked[:MOST_ENDS]
        )
        if len(ends) > MOST_ENDS:
            say(f"... and {len(ends) - MOST_ENDS} more; --json lists them.")
    else:
        say("", "Events end in the same states, and as often.")


def _branch(found: Forecast) -> str:
    """Say what is assumed in a branch."""
    named: Mapping[str, Mapping[str, bool]] = {
        "held": found.do,
        "at the beginning": found.start,
        "given that at some time": found.given,
    }
    said = [f"{word} {do_words(changes)}" for word, changes in named.items() if changes]
    return "; ".join(said) or "as filed"


def _figure(value: float | None) -> str:
    return "none" if value is None else percent(value)


def _change(one: Answers) -> str:
    """Write a change in percentage points; nothing where there is none."""
    if one.change is None or not one.differs:
        return ""
    points_of = round(100 * one.change)
    return f"{points_of:+d} points" if points_of else "under 1 point"


def _say_shares(title: str, what: str, shares: Sequence[Shares]) -> None:
    differing = [one for one in shares if one.differs]
    if differing:
        heading(title)
        rows = [(one.what, percent(one.first), percent(one.second)) for one in differing]
        table((what, "first", "second"), rows, right=(1, 2))
