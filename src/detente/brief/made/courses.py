"""Figures of the courses of events: moves, ends, and what actors see ahead."""

from __future__ import annotations

from detente.brief.figures import Figure
from detente.brief.made.inputs import chance, run_key, run_words
from detente.brief.routes import Node, Routes
from detente.outlook.results import Deal, Flow, Forecast, HeldBack, Outcome
from detente.situation.phrasing import change_words, state_words
from detente.situation.records import Situation


def outcome_share(sit: Situation, forecast: Forecast, outcome: Outcome) -> Figure:
    """Make the figure of a state in which events end, or of a cycle."""
    return _end_share(sit, forecast, outcome.states, outcome.probability)


def rest_share(sit: Situation, forecast: Forecast, node: Node) -> Figure:
    """Make the figure of a state of the picture in which events end."""
    return _end_share(sit, forecast, (node.state,), node.rests)


def _end_share(sit: Situation, forecast: Forecast, states: tuple[str, ...], share: float) -> Figure:
    told = change_words(sit, forecast.status_quo, states[0])
    turning = "keep turning through" if len(states) > 1 else "end so"
    return Figure(
        f"{run_key(forecast)}outcome.{'.'.join(states)}",
        share,
        "percent",
        f"Courses that {turning}{run_words(forecast)}: {told}",
        "The probability that the chain of states comes there to stay, over all types, behaviours and chance events.",
        (),
        (sit.status_quo_place,),
    )


def turn_share(sit: Situation, node: Node) -> Figure:
    """Make the figure of the courses that keep turning through a state of the picture."""
    what = f"Courses that keep turning through: {state_words(sit, node.state)}"
    how = "Added up over the cycles that the state belongs to."
    return Figure(f"turns.{node.state}", node.turns, "percent", what, how)


def begin_share(sit: Situation, node: Node) -> Figure:
    """Make the figure of how probable it is that chance lets events begin in a state."""
    if len(node.by) == len(sit.events) == 1:
        return chance(sit, node.by[0])
    what = f"Chance to begin so: {' and '.join(sit.events[name].text or name for name in node.by)}"
    how = "The product of the chances that these events happen and the others don't."
    return Figure(
        f"begin.{node.state}", node.begins, "percent", what, how, tuple(chance(sit, n) for n in sit.events)
    )


def hidden_share(routes: Routes) -> Figure:
    """Make the figure of the courses that end in states that a picture leaves out."""
    what = "Courses that end in states left out of the picture"
    how = "Added up over the outcomes that aren't drawn."
    return Figure(f"hidden.{len(routes.nodes)}", routes.hidden_end, "percent", what, how)


def flow_share(sit: Situation, flow: Flow) -> Figure:
    """Make the figure of a move on the way."""
    return Figure(
        f"flow.{flow.by}.{flow.source}.{flow.target}",
        flow.share,
        "percent",
        f"Courses that go this way: {change_words(sit, flow.source, flow.target, by=flow.by)}",
        "The probability that events leave the state by this move when they first come there.",
    )


def answered(held: HeldBack) -> Figure:
    """Make the figure of how probable an actor takes an answer to be."""
    return Figure(
        f"answered.{held.actor}.{held.type}.{held.behaviour}.{held.state}.{held.to}",
        held.answered,
        "percent",
        "Probability of an answer, as the actor sees it",
        "The actor's belief in those types of the others under which the move would be answered.",
    )


def deal_share(sit: Situation, deal: Deal) -> Figure:
    """Make the figure of how probable it is that events rest where a deal is on the table."""
    what = f"Courses that rest where a deal is on the table: {state_words(sit, deal.state)}"
    how = "The probability that the chain of states comes there to stay."
    return Figure(f"deal.{'.'.join(deal.actors)}.{deal.state}.{deal.to}", deal.share, "percent", what, how)


def deal_gain(sit: Situation, deal: Deal) -> Figure:
    """Make the figure of how often both would gain by a deal where it is on the table."""
    what = f"Part of these courses in which both gain: {change_words(sit, deal.state, deal.to)}"
    how = "The probability of those types of the two that gain, where events rest there."
    key = f"deal.{'.'.join(deal.actors)}.{deal.state}.{deal.to}.gain"
    return Figure(key, deal.gain, "percent", what, how, (deal_share(sit, deal),))
