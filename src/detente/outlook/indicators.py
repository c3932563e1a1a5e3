"""Indicators: what to watch for, because it would tell the types of actors apart and move the answer.

Two kinds are looked at. More evidence of a kind that is in the file already: its likelihoods are taken as the distribution
of a further, independent report, where a report comes whenever such a thing happens. And what actors may do: whether an
option is taken, or dropped, on the courses that events may run. Of a question that asks what ever or always holds, this
counts only while the answer is still open: what follows a yes warns nobody of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from functools import partial
from typing import NamedTuple

import numpy as np

from detente.evidence.bayes import report_likelihood
from detente.evidence.frames import day_of, frames
from detente.faults import Place
from detente.outlook.answering import model_of
from detente.outlook.asking import Asked
from detente.outlook.gains import Outcome, brier_reduction, information_gain
from detente.outlook.model import Model
from detente.outlook.running import Stage
from detente.outlook.voi import Case, cases_of, outcomes_of_signal
from detente.outlook.worlds import World
from detente.situation.expressions import bits_of
from detente.situation.phrasing import actor_name, option_words, percent, sentence
from detente.situation.records import Option, Situation

SEEN, UNSEEN = "seen", "not seen"
_APART = 1e-9  # probabilities closer than this don't tell types apart


class Indicator(NamedTuple):
    """Something to watch for.

    Attributes
    ----------
    kind : {"evidence", "option"}
    name : str
        The observation's id, or the option's label.
    text : str
        What to watch for and what it tells, as a sentence.
    actor : str
        Whose types it tells apart best; empty if nobody's.
    if_type : mapping of str to float
        By type of that actor, the probability that it is seen; empty if there is no such actor.
    outcomes : tuple of Outcome
    brier_reduction, bits : float
        For the question.
    place : Place
    """

    kind: str
    name: str
    text: str
    actor: str
    if_type: Mapping[str, float]
    outcomes: tuple[Outcome, ...]
    brier_reduction: float
    bits: float
    place: Place

    @property
    def apart(self) -> float:
        """How far apart the types are: the greatest probability less the least."""
        return _gap(self.if_type)


def indicators(sit: Situation, question: str, *, as_of: Day | str | None = None) -> tuple[Indicator, ...]:
    """List what to watch for, by its value for a question.

    Parameters
    ----------
    sit : Situation
    question : str
        The id of a question that the model answers.
    as_of : date, optional

    Returns
    -------
    tuple of Indicator
        The greatest expected Brier reduction first, then what tells types apart best; a reduction of 0 means that it tells
        types apart and doesn't move this answer. Options that a question about the end asks about are left out, and what
        neither tells types apart nor moves the answer.

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.

    Examples
    --------
    >>> import detente
    >>> found = indicators(detente.load("suez-1956"), "landing")
    >>> found[0].brier_reduction >= found[-1].brier_reduction
    True

    Notes
    -----
    For every option each chain of states is solved once more, with flags for what is passed. Half a second on the largest
    built-in case, most of it to make the model.
    """
    model = model_of(sit, question, day_of(as_of, sit))
    return watched(model, question)


def watched(model: Model, question: str) -> tuple[Indicator, ...]:
    """List the indicators of a question whose model is at hand; see :func:`indicators`."""
    options = _watchable(model, question)
    at_end = _at_end(model, question)
    stages = [_watching(stage, question, options, at_end=at_end) for stage in model.stages]
    cases = cases_of(model, stages)
    found = [*_reports(model, question, cases), *_doings(model, question, cases, options)]
    return tuple(sorted(found, key=lambda one: (-round(one.brier_reduction, 12), -round(one.apart, 9))))


def _at_end(model: Model, question: str) -> bool:
    return model.sit.questions[question].counted == "at_end"


class _Watch(NamedTuple):
    """An option to watch: whether it is taken, or dropped."""

    option: Option
    taken: bool

    def seen(self, world: World, settled: frozenset[int]) -> frozenset[int]:
        """Give the states in which it has come about and that don't settle the answer."""
        assert world.codes is not None  # noqa: S101 - graphs have no options
        held = (world.codes >> self.option.bit & 1).astype(bool)
        return frozenset(np.flatnonzero(held == self.taken).tolist()) - settled


def _watchable(model: Model, question: str) -> list[_Watch]:
    """Give the options, each the way it isn't at the beginning; not those that a question about the end asks about."""
    world = model.stages[0].world
    when = model.sit.questions[question].when
    if world.codes is None or when is None:
        return []
    start = int(world.codes[world.start])
    asked = bits_of(when) if _at_end(model, question) else frozenset()
    return [
        _Watch(option, not start >> option.bit & 1) for option in model.sit.options if option.bit not in asked
    ]


def _watching(stage: Stage, question: str, watches: Sequence[_Watch], *, at_end: bool) -> Stage:
    """Give a world in which it is also asked whether each option comes about, alone and together with a yes."""
    one = next(asked for asked in stage.asked if asked.id == question)
    settled = frozenset[int]() if at_end else frozenset[int]().union(*one.flags)
    more = [one]
    for watch in watches:
        name, entered = watch.option.label, watch.seen(stage.world, settled)
        more.append(Asked(_ever(name), (entered,), lambda _state, flags: flags[0], one.years))
        more.append(
            Asked(
                _both(name),
                (entered, *one.flags),
                lambda state, flags: flags[0] and one.yes(state, flags[1:]),
                one.years,
            )
        )
    return Stage(stage.world, stage.table, more, stage.condition, stage.verdicts.rows, stage.verdicts)


def _ever(name: str) -> str:
    return f"ever {name}"


def _both(name: str) -> str:
    return f"yes and ever {name}"


def _reports(model: Model, question: str, cases: Sequence[Case]) -> Iterator[Indicator]:
    """Take each row of evidence on an actor's types as the distribution of a further report."""
    for actor, frame in frames(model.sit, model.as_of).items():
        for row in frame.rows if actor in model.actors else ():
            cells = [float(cell.central) for cell in row.cells]
            likelihoods = report_likelihood(cells, float(row.weight.value)).tolist()
            seen = dict(zip(frame.types, likelihoods, strict=True))
            outcomes = outcomes_of_signal(
                cases, question, partial(_reported, question, actor, seen), (SEEN, UNSEEN)
            )
            one = model.sit.evidence[row.observation]
            says = f" ({one.says.strip().rstrip('.')})" if one.says else ""
            yield from _made(
                model,
                "evidence",
                one.id,
                f"watch for more like '{one.id}'{says}",
                (actor, seen),
                outcomes,
                one.place,
            )


def _reported(question: str, actor: str, seen: Mapping[str, float], case: Case) -> tuple[float, float]:
    """Give the probability of a report in one case, and that of the report and a yes."""
    p = seen[case.kinds[actor][0]]
    return p, p * case.answers[question]


def _doings(
    model: Model, question: str, cases: Sequence[Case], watches: Sequence[_Watch]
) -> Iterator[Indicator]:
    """Ask of each option whose types its coming about tells apart."""
    several = [actor for actor in model.actors if len(model.central.types[actor]) > 1]
    for watch in watches:
        name, owner = watch.option.label, watch.option.owner
        by_actor = {actor: _if_type(cases, actor, _ever(name)) for actor in several}
        told = max(
            by_actor.items(), key=lambda one: (round(_gap(one[1]), 9), one[0] == owner), default=("", {})
        )
        outcomes = outcomes_of_signal(cases, question, partial(_done, name), (SEEN, UNSEEN))
        verb = "comes to" if watch.taken else "ceases to"
        text = f"watch whether {actor_name(model.sit, owner)} {verb} {option_words(watch.option)}"
        yield from _made(model, "option", name, text, told, outcomes, watch.option.place)


def _done(name: str, case: Case) -> tuple[float, float]:
    """Give the probability that an option comes about in one case, and that it does and the answer is yes."""
    return case.answers[_ever(name)], case.answers[_both(name)]


def _if_type(cases: Sequence[Case], actor: str, asked: str) -> dict[str, float]:
    """Give the probability of something by an actor's type."""
    sums: dict[str, list[float]] = {}
    for case in cases:
        held = sums.setdefault(case.kinds[actor][0], [0.0, 0.0])
        held[0] += case.probability
        held[1] += case.probability * case.answers[asked]
    return {name: yes / whole for name, (whole, yes) in sums.items() if whole > 0}


def _gap(if_type: Mapping[str, float]) -> float:
    """Give how far apart types are."""
    return max(if_type.values(), default=0.0) - min(if_type.values(), default=0.0)


def _made(
    model: Model,
    kind: str,
    name: str,
    watch: str,
    told: tuple[str, Mapping[str, float]],
    outcomes: Sequence[Outcome],
    place: Place,
) -> Iterator[Indicator]:
    """Make an indicator, unless it tells nothing."""
    reduction, bits = brier_reduction(outcomes), information_gain(outcomes)
    actor, if_type = told if _gap(told[1]) >= _APART else ("", {})
    if not if_type and reduction < _APART:
        return
    tells = _tells(model, actor, if_type) if if_type else "it moves the answer, whatever the types"
    yield Indicator(
        kind, name, sentence(f"{watch}: {tells}"), actor, if_type, tuple(outcomes), reduction, bits, place
    )


def _tells(model: Model, actor: str, if_type: Mapping[str, float]) -> str:
    """Say which types of an actor are told apart."""
    most, least = (pick(if_type, key=lambda one: if_type[one]) for pick in (max, min))
    return (
        f"it tells {actor_name(model.sit, actor)} as '{most}' ({percent(if_type[most])}) "
        f"from '{least}' ({percent(if_type[least])})"
    )
