"""Which what-if a file suggests: an option that others' wishes or commitments are conditioned on, taken and not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from detente.outlook.worlds import beginning
from detente.situation.evaluate import holds
from detente.situation.expressions import Expr, Implies, bits_of, walk
from detente.situation.records import Situation


def branches_of(sit: Situation, held: Mapping[str, bool]) -> tuple[Mapping[str, bool], ...]:
    """Give the option most worth asking "what if" about, held as taken and as not taken.

    An option is a candidate if it isn't taken today, can be taken by itself, and stands in the condition of another actor's wish or
    commitment: somebody has said what follows if it is taken. Where some of these can't be taken back, they alone
    are looked at, since they are the turnings of the road. The option on which most actors condition something is
    chosen, the first in the file of several.

    Parameters
    ----------
    sit : Situation
    held : mapping of str to bool
        Options that are held already.

    Returns
    -------
    tuple of mapping of str to bool

    Examples
    --------
    >>> import detente
    >>> branches_of(detente.load("belarus-2023"), {})
    ({'arm_taiwan': True}, {'arm_taiwan': False})
    """
    if sit.status_quo is None or sit.graph is not None:
        return ()
    names = {option.label for option in sit.options if option.label in held or option.id in held}
    code = beginning(sit, held)
    answering: dict[int, set[str]] = defaultdict(set)
    for actor, condition in _conditions(sit):
        for bit in bits_of(condition):
            if sit.options[bit].owner != actor:
                answering[bit].add(actor)
    able = [
        bit
        for bit in answering
        if not code >> bit & 1 and sit.options[bit].label not in names and _feasible(sit, code | 1 << bit)
    ]
    ranked = sorted(able, key=lambda bit: (-len(answering[bit]), bit))
    lasting = [bit for bit in ranked if sit.options[bit].lasting == "taken"]
    return tuple(
        {sit.options[bit].label: taken} for bit in (lasting or ranked)[:1] for taken in (True, False)
    )


def _feasible(sit: Situation, code: int) -> bool:
    return all(holds(rule.expr, code) for rule in sit.rules)


def _conditions(sit: Situation) -> Iterator[tuple[str, Expr]]:
    """Go through what actors condition their wishes and commitments on."""
    for actor, preference in sit.preferences.items():
        for kind in preference.types.values():
            wishes = [*(one.expr for one in kind.statements), *(one.expr for one in kind.weights)]
            for wish in wishes:
                for part in walk(wish):
                    if isinstance(part, Implies):
                        yield actor, part.condition
    for commitment in sit.commitments.values():
        if commitment.condition is not None:
            yield commitment.by, commitment.condition
