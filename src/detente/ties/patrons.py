"""What a client is worth to its patrons: the same ties read from the other side."""

from __future__ import annotations

from datetime import date as Day
from typing import NamedTuple

from detente.situation.records import Situation
from detente.ties.ledger import Direction, natural_direction
from detente.ties.shares import Dependence, Share, asymmetry, dependence


class Mutual(NamedTuple):
    """How far two hang on each other on one vector.

    Attributes
    ----------
    ours : Share
        The actor's dependence on the partner.
    theirs : Share
        The partner's dependence on the actor, by its own ledger of the same vector.
    outlet : Share
        The actor's part in what the partner sends out on the vector (for what runs out: in what it takes in).
    asymmetry : Share
        ln(ours / theirs); above 0 the actor depends more. Infinite where one side is nought.
    """

    ours: Share
    theirs: Share
    outlet: Share
    asymmetry: Share


def worth_to_patrons(sit: Situation, on: Dependence, *, as_of: Day | None = None) -> dict[str, Mutual]:
    """Give for each partner who acts in the situation how far it depends on the actor.

    A partner's ledger in which nobody but the actor is on record, and whose figures aren't shares of a total, says
    nothing of its dependence: the file may simply hold no more of it.

    Parameters
    ----------
    sit : Situation
    on : Dependence
        The actor's dependence on one vector.
    as_of : date or None
        Only ties known by this day count; default is the situation's own day.

    Returns
    -------
    dict of str to Mutual
        By partner, in the order of the actor's ledger.

    Examples
    --------
    >>> from detente import read
    >>> sit, _ = read('''detente: 1
    ... title: Two
    ... actors: {BLR: Belarus, RUS: Russia}
    ... ties:
    ...   - {from: RUS, to: BLR, vector: imports, value: 55.4298%, unit: share of imports, year: 2014}
    ...   - {from: BLR, to: RUS, vector: imports, value: 4.1296%, unit: share of imports, year: 2014}
    ... ''')
    >>> from detente.ties.shares import dependence
    >>> round(worth_to_patrons(sit, dependence(sit, "BLR", "imports"))["RUS"].asymmetry.value, 3)
    2.597

    Notes
    -----
    Hirschman, *National Power and the Structure of Foreign Trade* (1945).
    """
    found = {}
    for partner, ours in on.shares.items():
        if partner in sit.actors:
            way = (
                natural_direction(on.vector) if on.direction == natural_direction(on.vector) else on.direction
            )
            theirs = _part(sit, on, partner, way, as_of)
            outlet = _part(sit, on, partner, "out" if on.direction == "in" else "in", as_of)
            found[partner] = Mutual(ours, theirs, outlet, asymmetry(ours, theirs))
    return found


def _part(sit: Situation, on: Dependence, partner: str, way: Direction, as_of: Day | None) -> Share:
    """Give the actor's part in a partner's ledger."""
    theirs = dependence(sit, partner, on.vector, on.year, way, as_of=as_of)
    share = theirs.shares.get(on.actor)
    if share is None:
        return Share(0.0, None, 1.0, "not_reported", f"not on record for {partner}")
    known = [name for name, one in theirs.shares.items() if one.value is not None or (one.low or 0) > 0]
    if known == [on.actor] and not theirs.unit.startswith("share") and theirs.unlisted:
        return Share(0.0, None, 1.0, "not_reported", f"only {on.actor} is on record for {partner}")
    return share
