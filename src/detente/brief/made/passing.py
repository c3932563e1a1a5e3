"""Figures of transfers: how probable, whose power, at what price."""

from __future__ import annotations

from detente.brief.figures import Figure, Form
from detente.brief.gather import Gathered
from detente.brief.made.inputs import ends
from detente.outlook.refusals import Refusal
from detente.outlook.transfers import TransferResult
from detente.situation.phrasing import actor_name

_POSSIBLE = "The probability that on some route everybody whose consent it needs consents"


def probability(g: Gathered, one: TransferResult) -> Figure:
    """Make the figure of how probable a transfer is; a range where no single value is known."""
    odds = one.probability
    value = odds.value if odds.value is not None else ends(odds.low, odds.high)
    what = (
        f"Probability that {one.item} can pass"
        if not g.sit.transfers[one.id].by
        else f"{one.item} handed over"
    )
    how = _POSSIBLE + (f"; {odds.why}." if odds.why else ".")
    return _figure(g, one.id, "probability", value, "percent", what, how)


def probability_range(g: Gathered, one: TransferResult) -> Figure:
    """Make the figure of what the stated ranges make of it."""
    value = ends(one.probability.low, one.probability.high)
    return _figure(
        g, one.id, "range", value, "percent", f"Range: {one.item}", "What the stated ranges allow."
    )


def power(g: Gathered, name: str, holder: str, value: float) -> Figure:
    """Make the figure of a holder's power."""
    what = f"Power of {actor_name(g.sit, holder)} over {g.sit.transfers[name].item}"
    how = "Its part of all cases in which one consent decides (the normalised Banzhaf index)."
    return _figure(g, name, f"power.{holder}", value, "percent", what, how)


def importance(g: Gathered, one: TransferResult, holder: str) -> Figure:
    """Make the figure of how much a holder's consent matters."""
    what = f"Importance of {actor_name(g.sit, holder)} for {one.item}"
    how = "The probability if it surely consents, less that if it surely refuses (Birnbaum)."
    return _figure(g, one.id, f"importance.{holder}", one.importance[holder], "percent", what, how)


def refused(g: Gathered, name: str, one: Refusal) -> Figure:
    """Make the figure of how probable it is that a refusal is kept."""
    what = f"Probability that {actor_name(g.sit, one.holder)} keeps refusing"
    how = "Over its types and behaviours, where all others of some coalition consent."
    return _figure(g, name, f"refused.{one.holder}", one.kept.value, "percent", what, how)


def _figure(
    g: Gathered,
    name: str,
    key: str,
    value: float | tuple[float, float] | None,
    form: Form,
    what: str,
    how: str,
) -> Figure:
    place = g.sit.transfers[name].place
    return Figure(f"transfer.{name}.{key}", value, form, what, how, (), (place,))
