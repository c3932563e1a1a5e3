"""Figures of ties: shares, concentration, totals, balance."""

from __future__ import annotations

from detente.brief.figures import Figure, Form
from detente.brief.gather import Gathered, Vector
from detente.brief.made.inputs import ends
from detente.faults import Place
from detente.situation.phrasing import actor_name
from detente.ties.shares import Dependence, Share
from detente.ties.status import Silence

_MOST_PLACES = 6
_OVER_PARTNERS = "Over the shares of all partners, known or not."


def share(g: Gathered, on: Dependence, partner: str) -> Figure:
    """Make the figure of a partner's share; None where it isn't known."""
    one = on.shares[partner]
    how = f"What is on record with this partner over the total{_because(one)}."
    return Figure(
        f"share.{_key(on)}.{partner}",
        one.value,
        "percent",
        f"Share of {actor_name(g.sit, partner)} in {on.vector} of {actor_name(g.sit, on.actor)}",
        how,
        (),
        places(g, on, partner),
    )


def share_range(g: Gathered, on: Dependence, partner: str) -> Figure:
    """Make the figure of the range of a partner's share."""
    one = on.shares[partner]
    return Figure(
        f"share.{_key(on)}.{partner}.range",
        ends(one.low, one.high),
        "percent",
        f"Range of the share of {actor_name(g.sit, partner)} in {on.vector} of {actor_name(g.sit, on.actor)}",
        "The least and greatest that what is on record allows.",
        (),
        places(g, on, partner),
    )


def over_partners(g: Gathered, on: Dependence, which: str, one: Share, form: Form) -> tuple[Figure, Figure]:
    """Make the figures of a number over all partners: its value, and its range.

    Parameters
    ----------
    g : Gathered
    on : Dependence
    which : str
        What it is, in words.
    one : Share
    form : str
    """
    what = f"{which} of {on.vector} of {actor_name(g.sit, on.actor)}"
    key = f"{which}.{_key(on)}"
    how = _OVER_PARTNERS + (f" {one.why}." if one.why else "")
    value = Figure(key, one.value, form, what, how)
    return value, Figure(f"{key}.range", ends(one.low, one.high), form, f"Range of the {what}", how)


def pole(g: Gathered, on: Dependence, which: str, one: Share) -> tuple[Figure, Figure]:
    """Make the figures of a number over poles: its value, and its range."""
    what = f"{which}: {on.vector} of {actor_name(g.sit, on.actor)}"
    key = f"pole.{which}.{_key(on)}"
    how = "From the shares of the poles' members."
    value = Figure(key, one.value, "percent", what, how)
    return value, Figure(f"{key}.range", ends(one.low, one.high), "percent", f"Range: {what}", how)


def last_share(g: Gathered, vector: Vector, silent: Silence) -> Figure:
    """Make the figure of the share that a partner had when it was last reported."""
    on = vector.on
    what = f"Last reported share of {actor_name(g.sit, silent.partner)} in {on.vector} of {actor_name(g.sit, on.actor)}"
    places = tuple(
        tie.place
        for tie in g.sit.ties
        if {on.actor, silent.partner} == {tie.source_actor, tie.target_actor}
        and (tie.vector, tie.year) == (on.vector, silent.last)
    )
    how = "What was on record in that year over the total."
    return Figure(f"last.{_key(on)}.{silent.partner}", float(silent.share), "percent", what, how, (), places)


def _key(on: Dependence) -> str:
    return f"{on.actor}.{on.vector}.{on.direction}"


def _because(one: Share) -> str:
    return f"; {one.why}" if one.why else ""


def places(g: Gathered, on: Dependence, partner: str) -> tuple[Place, ...]:
    """Give the lines of a partner's figures of the year."""
    found = []
    for tie in g.sit.ties:
        ends_of_tie = (tie.source_actor, tie.target_actor)
        here, there = ends_of_tie if on.direction == "out" else ends_of_tie[::-1]
        if (
            (here, tie.vector) == (on.actor, on.vector)
            and tie.year in {None, on.year}
            and partner in {"", there}
        ):
            found.append(tie.place)
    return tuple(found[:_MOST_PLACES])
