"""The value of information for a question: how much better the answer would be for finding something out first.

What the analyst learns, the actors are taken not to learn: what they believe of one another stays as filed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Day
from functools import partial
from typing import NamedTuple

from detente.evidence.frames import day_of, frames
from detente.evidence.inputs import posterior_given
from detente.outlook.answering import model_of
from detente.outlook.gains import Outcome, brier_reduction, information_gain
from detente.outlook.model import Model
from detente.outlook.running import Stage
from detente.situation.phrasing import actor_name
from detente.situation.records import Situation


class Learned(NamedTuple):
    """Something that one might find out, and what that would be worth for a question.

    Attributes
    ----------
    kind : {"type", "types", "behaviour", "event", "hypothesis"}
    name, text : str
        The actor's, event's or hypothesis's id, and what would be learnt, in words.
    outcomes : tuple of Outcome
    brier_reduction : float
    bits : float
    """

    kind: str
    name: str
    text: str
    outcomes: tuple[Outcome, ...]
    brier_reduction: float
    bits: float


class Case(NamedTuple):
    """One combination of what is uncertain, with its probability and the probabilities of what is asked in it.

    ``kinds`` gives each actor's type and the concept by which it decides; ``happened`` the chance events.
    """

    probability: float
    kinds: Mapping[str, tuple[str, str]]
    happened: Mapping[str, bool]
    answers: Mapping[str, float]


def value_of_information(
    sit: Situation, question: str, *, as_of: Day | str | None = None
) -> tuple[Learned, ...]:
    """Say what it would be worth to learn each actor's type, how it decides, whether an event happens, and the like.

    Parameters
    ----------
    sit : Situation
    question : str
        The id of a question that the model answers.
    as_of : date, optional

    Returns
    -------
    tuple of Learned
        The greatest expected Brier reduction first. All types together come in too, where there are several: no knowledge
        of wishes can be worth more. Nothing in the model connects a hypothesis with a question, so that its answer is
        worth nothing there.

    Raises
    ------
    KeyError
        If there is no such question.
    ValueError
        If the model doesn't answer it.

    Examples
    --------
    >>> import detente
    >>> [one.brier_reduction for one in value_of_information(detente.load("sweden-2023"), "ratified")][:1]
    [0.0]
    """
    return learned(model_of(sit, question, day_of(as_of, sit)), question)


def cases_of(model: Model, stages: Sequence[Stage] | None = None) -> tuple[Case, ...]:
    """List every combination of types, behaviours and events, as filed, with the answers in it.

    Parameters
    ----------
    model : Model
    stages : sequence of Stage, optional
        Worlds in place of the model's own, in which more is asked.

    Returns
    -------
    tuple of Case
        Their probabilities sum to one. Where there are too many combinations, those that were drawn.
    """
    values = model.central
    names = {actor: {at: name for name, at in own.items()} for actor, own in values.orders.items()}
    found = []
    worlds = zip(model.chances(values), model.happenings, stages or model.stages, strict=True)
    for chance, happened, stage in worlds:
        if not chance:
            continue
        events = dict(zip(model.sit.events, happened, strict=True))
        for one in stage.combinations(values, model.filed, model.seed)[0]:
            kinds = {
                actor: (names[actor][kind.order], kind.behaviour)
                for actor, kind in zip(model.actors, one.kinds, strict=True)
            }
            answers = {name: float(p) for name, p in one.passage.values.items()}
            found.append(Case(chance * one.probability, kinds, events, answers))
    return tuple(found)


def learned(model: Model, question: str, cases: Sequence[Case] | None = None) -> tuple[Learned, ...]:
    """Say what could be learnt of a question whose model is at hand; see :func:`value_of_information`."""
    if cases is None:
        cases = cases_of(model)
    found = [
        *_wishes(model, question, cases),
        *_ways(model, question, cases),
        *_events(model, question, cases),
        *_hypotheses(model, sum(case.probability * case.answers[question] for case in cases)),
    ]
    return tuple(sorted(found, key=lambda one: -one.brier_reduction))


def _wishes(model: Model, question: str, cases: Sequence[Case]) -> Iterator[Learned]:
    """Learn the type of each actor that has several, and all of them together."""
    several = [actor for actor in model.actors if len(model.central.types[actor]) > 1]
    for actor in several:
        text = f"of which type {actor_name(model.sit, actor)} is"
        yield _learned("type", actor, text, outcomes_by(cases, question, partial(_types, (actor,))))
    if len(several) > 1:
        all_types = outcomes_by(cases, question, partial(_types, several))
        yield _learned("types", "", "of which types all actors are", all_types)


def _types(actors: Sequence[str], case: Case) -> str:
    return ", ".join(case.kinds[actor][0] for actor in actors)


def _ways(model: Model, question: str, cases: Sequence[Case]) -> Iterator[Learned]:
    """Learn how each actor decides that may do so in several ways."""
    for actor in model.actors:
        ways = outcomes_by(cases, question, partial(_way, actor))
        if len(ways) > 1:
            yield _learned("behaviour", actor, f"how {actor_name(model.sit, actor)} decides", ways)


def _way(actor: str, case: Case) -> str:
    return case.kinds[actor][1]


def _events(model: Model, question: str, cases: Sequence[Case]) -> Iterator[Learned]:
    """Learn whether each chance event happens."""
    for event in model.sit.events.values():
        so = outcomes_by(cases, question, partial(_whether, event.id))
        text = f"whether this happens: {event.text or event.id}"
        yield _learned("event", event.id, text, so)


def _whether(event: str, case: Case) -> str:
    return "yes" if case.happened[event] else "no"


def _hypotheses(model: Model, answer: float) -> list[Learned]:
    """Learn the answers of hypotheses, which no question hangs on."""
    posterior = posterior_given(frames(model.sit, model.as_of), {})
    return [
        _learned(
            "hypothesis",
            one.id,
            f"the answer to: {one.text or one.id}",
            [Outcome(name, p, answer) for name, p in posterior[one.id].items()],
        )
        for one in model.sit.hypotheses.values()
        if one.id in posterior
    ]


def _learned(kind: str, name: str, text: str, outcomes: Sequence[Outcome]) -> Learned:
    return Learned(kind, name, text, tuple(outcomes), brier_reduction(outcomes), information_gain(outcomes))


def outcomes_by(cases: Sequence[Case], question: str, value: Callable[[Case], str]) -> list[Outcome]:
    """Group cases by what would be observed in them."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for case in cases:
        held = sums[value(case)]
        held[0] += case.probability
        held[1] += case.probability * case.answers[question]
    return [Outcome(name, p, yes / p) for name, (p, yes) in sums.items() if p > 0]


def outcomes_of_signal(
    cases: Sequence[Case], question: str, seen: Callable[[Case], tuple[float, float]], names: tuple[str, str]
) -> list[Outcome]:
    """Give the two outcomes of something that is seen or not.

    Parameters
    ----------
    cases : sequence of Case
    question : str
    seen : callable
        For a case, the probability that it is seen, and that it is seen and the answer is yes.
    names : pair of str
        What to call it if it is seen, and if not.

    Returns
    -------
    list of Outcome
        Without those that can't be.
    """
    p = sum(case.probability * seen(case)[0] for case in cases)
    yes = sum(case.probability * seen(case)[1] for case in cases)
    whole = sum(case.probability for case in cases)
    answered = sum(case.probability * case.answers[question] for case in cases)
    both = ((names[0], p, yes), (names[1], whole - p, answered - yes))
    return [
        Outcome(name, share, min(1.0, max(0.0, part / share))) for name, share, part in both if share > 1e-12
    ]
