"""Figures of what would turn an answer: single changes, ends of ranges, things to learn, things to watch."""

from __future__ import annotations

from detente.brief.figures import Figure
from detente.brief.gather import Gathered
from detente.brief.made.inputs import ends
from detente.faults import NOWHERE
from detente.outlook.flips import Effect, FlipSet
from detente.outlook.indicators import Indicator
from detente.outlook.tornado import Bar, Tornado
from detente.outlook.voi import Learned

_ANEW = "The file with this change, read and solved anew at central values; without the doubt."


def as_filed(g: Gathered, value: float) -> Figure:
    """Make the figure of the answer before any change."""
    asked = g.deeper.asked
    what = f"“{g.sit.questions[asked].text}” as filed"
    how = "As the model has it at central values, without the doubt."
    return Figure(f"turn.{asked}", value, "percent", what, how, (), (g.sit.questions[asked].place,))


def changed(one: Effect | FlipSet) -> Figure:
    """Make the figure of the answer after one change, or several together."""
    edits = (one.edit,) if isinstance(one, Effect) else one.edits
    text = "; ".join(edit.text for edit in edits)
    places = tuple(edit.place for edit in edits)
    return Figure(
        f"turned.{text}", one.probability, "percent", f"The answer after: {text}", _ANEW, (), places
    )


def at_ends(bar: Bar) -> Figure:
    """Make the figure of the answers at the two ends of an input's range."""
    reach = bar.reach
    value = (min(reach), max(reach)) if reach else None
    how = "The answer with this input at either end of its range and the others at their central values."
    return Figure(f"bar.{bar.input}", value, "percent", f"The answer over: {bar.text}", how, (), (bar.place,))


def at_end(bar: Bar, which: str) -> Figure:
    """Make the figure of the answer at the low or the high end."""
    value = bar.at_low if which == "low" else bar.at_high
    how = f"With this input at the {which} end of its range and the others at their central values."
    what = f"The answer at the {which} end of: {bar.text}"
    return Figure(f"bar.{bar.input}.{which}", value, "percent", what, how, (), (bar.place,))


def input_range(bar: Bar) -> Figure:
    """Make the figure of the range of an input."""
    ranged = ends(bar.low, bar.high)
    is_share = min(bar.low, bar.high) >= 0 and max(bar.low, bar.high) <= 1
    key, how = f"bar.{bar.input}.range", "As written."
    return Figure(key, ranged, "percent" if is_share else "amount", bar.text, how, (), (bar.place,))


def base_of(g: Gathered, found: Tornado) -> Figure:
    """Make the figure from which the bars go out."""
    return as_filed(g, found.base)


def worth(one: Learned | Indicator) -> Figure:
    """Make the figure of how much better the answer would get: the part of its possible error that goes."""
    places = (one.place,) if isinstance(one, Indicator) and one.place != NOWHERE else ()
    name = f"{one.kind}.{one.name}"
    how = "The variance of the answer over what may be found: the expected fall of its squared error, the Brier score."
    value = 100 * one.brier_reduction
    what = f"Worth of knowing, in hundredths of a Brier score: {one.text}"
    return Figure(f"worth.{name}", value, "hundredths", what, how, (), places)


def seen(one: Indicator, kind: str) -> Figure:
    """Make the figure of how probable an indicator is if an actor is of one type."""
    what = f"Probability to see it if {one.actor} is of type {kind}"
    how = "Over everything else that is uncertain, given that type."
    return Figure(
        f"seen.{one.kind}.{one.name}.{kind}", one.if_type[kind], "percent", what, how, (), (one.place,)
    )


def then(one: Indicator | Learned, at: int) -> Figure:
    """Make the figure of the answer once something was found out."""
    outcome = one.outcomes[at]
    what = f"The answer after “{outcome.name}”: {one.text}"
    how = "By Bayes' rule over all combinations at central values, without the doubt."
    return Figure(f"then.{one.kind}.{one.name}.{outcome.name}", outcome.answer, "percent", what, how)
