"""What options change in the ties: dependence, concentration and balance before and after a loan, a squeeze, an embargo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from detente.outlook.measures import with_effects
from detente.outlook.standing import known_on
from detente.situation.evaluate import holds
from detente.situation.records import Effect, Situation
from detente.ties.balance import PoleBalance, pole_balance
from detente.ties.ledger import Direction, natural_direction
from detente.ties.shares import Dependence, dependence


@dataclass(frozen=True, slots=True)
class TieChange:
    """What changes on one actor's vector when a condition over options comes to hold.

    Attributes
    ----------
    when : str
        The condition, as the file has it; ``holds`` if it does today, so that the change is what its end would undo.
    actor, vector, direction : str
    partner : str
        With whom the tie changes.
    before, after : Dependence
        Without and with the change, on otherwise today's ties.
    balance_before, balance_after : PoleBalance or None
        Between the poles; None where the file names none.
    line : int
        Where the effect stands.
    """

    when: str
    holds: bool
    actor: str
    vector: str
    direction: Direction
    partner: str
    before: Dependence
    after: Dependence
    balance_before: PoleBalance | None
    balance_after: PoleBalance | None
    line: int


def tie_changes(sit: Situation, *, as_of: Day | None = None) -> tuple[TieChange, ...]:
    """Give what each effect of the file changes, with the other effects of the same condition.

    Parameters
    ----------
    sit : Situation
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    tuple of TieChange
        In the order of the file, one for each effect.

    Examples
    --------
    >>> import detente
    >>> found = tie_changes(detente.load("belarus-2023"))
    >>> credit = next(one for one in found if one.when == "lend")
    >>> credit.before.shares["CHN"].value < credit.after.shares["CHN"].value
    True
    """
    sit = known_on(sit, as_of)
    changed = {
        text: with_effects(sit, [one for one in sit.effects if one.text == text])
        for text in dict.fromkeys(effect.text for effect in sit.effects)
    }
    return tuple(_change(sit, changed[effect.text], effect, as_of) for effect in sit.effects)


def _change(sit: Situation, changed: Situation, effect: Effect, as_of: Day | None) -> TieChange:
    """Put the dependence before and after side by side."""
    tie = effect.tie
    way = natural_direction(tie.vector)
    actor, partner = (tie.target, tie.source) if way == "in" else (tie.source, tie.target)
    before, after = (dependence(one, actor, tie.vector, tie.year, way, as_of=as_of) for one in (sit, changed))
    balances = [pole_balance(on, sit.poles) if sit.poles else None for on in (before, after)]
    today = sit.status_quo is not None and sit.graph is None and holds(effect.expr, sit.status_quo)
    line = effect.place.line
    return TieChange(
        effect.text, today, actor, tie.vector, way, partner, before, after, balances[0], balances[1], line
    )
