"""The value of information: how much better the answer, or a decision, would be for knowing something first.

Without a decision two measures are given for an observation X of a question Q. The *expected Brier reduction*,
Var(E[Q | X]), is by how much the expected Brier score of the best forecast falls. The *expected information gain*,
H(Q) - E H(Q | X), is the same in bits. For a decision, it is by how much the expected utility of the best action grows.

What the analyst learns, the actors are taken not to learn: what they believe of one another stays as filed.

References
----------
Raiffa (1968), Decision Analysis; Howard (1966), Information value theory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date as Day
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from detente.evidence.frames import day_of
from detente.outlook.model import Model
from detente.outlook.running import Stage
from detente.situation.phrasing import actor_name
from detente.situation.records import Situation

_DIGITS = 15  # after which a gain is rounding


class Outcome(NamedTuple):
    """What an observation may turn out to be: its name, its probability, and the answer's probability then."""

    name: str
    probability: float
    answer: float


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


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────


def brier_reduction(outcomes: Sequence[Outcome]) -> float:
    """Give the expected Brier reduction: the variance of the answer's probability over what may be observed.

    Examples
    --------
    A signal of P(+ | yes) = 0.8 and P(+ | no) = 0.25, with P(yes) = 0.3:

    >>> seen, unseen = 0.3 * 0.8 + 0.7 * 0.25, 0.3 * 0.2 + 0.7 * 0.75
    >>> signal = [Outcome("+", seen, 0.24 / seen), Outcome("-", unseen, 0.06 / unseen)]
    >>> round(brier_reduction(signal), 6), round(information_gain(signal), 6)
    (0.054949, 0.194578)
    """
    mean = sum(one.probability * one.answer for one in outcomes)
    return max(0.0, round(sum(one.probability * (one.answer - mean) ** 2 for one in outcomes), _DIGITS))


def information_gain(outcomes: Sequence[Outcome]) -> float:
    """Give the expected information gain in bits; see :func:`brier_reduction` for an example."""
    mean = sum(one.probability * one.answer for one in outcomes)
    left = sum(one.probability * _entropy(one.answer) for one in outcomes)
    return max(0.0, round(_entropy(mean) - left, _DIGITS))


def _entropy(p: float) -> float:
    """Give the entropy of a yes or no, in bits."""
    return sum(-one * log2(one) for one in (p, 1 - p) if one > 0)


def evpi(shares: ArrayLike, utilities: ArrayLike) -> float:
    """Give the expected value of perfect information: E max u - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
        Probabilities of the states of the world.
    utilities : array_like of float, shape (actions, states)

    Examples
    --------
    >>> round(evpi([0.5, 0.3, 0.2], [[1500, 300, -800], [900, 600, -200], [500, 500, 500]]), 9)
    350.0
    """
    return _value(np.diag(np.asarray(shares, float)), utilities)


def evppi(shares: ArrayLike, utilities: ArrayLike, parameter: Sequence[Hashable]) -> float:
    """Give the expected value of knowing one parameter: E max E[u | parameter] - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
    utilities : array_like of float, shape (actions, states)
    parameter : sequence, shape (states,)
        The value that the parameter has in each state.

    Examples
    --------
    To act pays t1 + t2, to wait nothing; t1 is -2 or 4 and t2 is -3 or 3. The values of knowing one don't add up.

    >>> t1, t2 = [-2, -2, 4, 4], [-3, 3, -3, 3]
    >>> utilities = [[a + b for a, b in zip(t1, t2)], [0, 0, 0, 0]]
    >>> [evppi([0.25] * 4, utilities, known) for known in (t1, t2)], evpi([0.25] * 4, utilities)
    ([1.0, 1.0], 1.25)
    """
    masks = [[one == value for one in parameter] for value in dict.fromkeys(parameter)]
    return _value(np.array(masks, float) * np.asarray(shares, float), utilities)


def evsi(shares: ArrayLike, utilities: ArrayLike, likelihoods: ArrayLike) -> float:
    """Give the expected value of an observation: E max E[u | x] - max E u.

    Parameters
    ----------
    shares : array_like of float, shape (states,)
    utilities : array_like of float, shape (actions, states)
    likelihoods : array_like of float, shape (observations, states)
        The probability of each observation in each state; columns sum to one.

    Examples
    --------
    To act costs 2, to wait costs 10 if the other is provoked (0.3):

    >>> costs = [[-2, -2], [-10, 0]]
    >>> round(evsi([0.3, 0.7], costs, [[0.8, 0.25], [0.2, 0.75]]), 9)
    0.57

    Notes
    -----
    0 <= EVSI <= EVPPI <= EVPI. Raiffa & Schlaifer (1961), Applied Statistical Decision Theory.
    """
    return _value(np.asarray(likelihoods, float) * np.asarray(shares, float), utilities)


def _value(joint: ArrayLike, utilities: ArrayLike) -> float:
    """Give what observing is worth; ``joint`` has a row for each observation and a column for each state."""
    together, payoffs = np.asarray(joint, float), np.asarray(utilities, float)
    knowing = float((together @ payoffs.T).max(axis=1).sum())
    return max(0.0, round(knowing - float((payoffs @ together.sum(axis=0)).max()), _DIGITS - 3))


class Decision(NamedTuple):
    """What one might do, and how good that is if the answer to the question is yes, and if it is no."""

    actions: tuple[str, ...]
    utilities: tuple[tuple[float, float], ...]

    def best(self, answer: float) -> tuple[str, float]:
        """Give the action of greatest expected utility, the first of equals, and that utility."""
        expected = [answer * yes + (1 - answer) * no for yes, no in self.utilities]
        at = int(np.argmax(np.round(expected, 12)))
        return self.actions[at], expected[at]

    def perfect(self, answer: float) -> float:
        """Give the value of knowing the answer."""
        return evpi([answer, 1 - answer], self.utilities)

    def worth(self, outcomes: Sequence[Outcome]) -> float:
        """Give the value of an observation before one decides."""
        joint = [[one.probability * one.answer, one.probability * (1 - one.answer)] for one in outcomes]
        return _value(joint, self.utilities)


# ── Situations ──────────────────────────────────────────────────────────────────────────────────────


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


def model_of(sit: Situation, question: str, as_of: Day | None) -> Model:
    """Make the model of a question, at central values.

    Raises
    ------
    ValueError
        If the model doesn't answer it.
    """
    if sit.questions[question].when is None:
        raise ValueError(f"the question '{question}' has no 'when', so nothing is to be learnt of it")
    return Model(sit, as_of, 0, 1)


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


def learned(
    model: Model, question: str, cases: Sequence[Case] | None = None
) -> tuple[Learned, ...]:
    """Say what could be learnt of a question whose model is at hand; see :func:`value_of_information`."""
    if cases is None:
        cases = cases_of(model)
    sit = model.sit
    found = []
    several = [actor for actor in model.actors if len(model.central.types[actor]) > 1]
    for actor in several:
        text = f"of which type {actor_name(sit, actor)} is"
        found.append(_learned("type", actor, text, outcomes_by(cases, question, lambda c, a=actor: c.kinds[a][0])))
    if len(several) > 1:
        text = "of which types all actors are"

        def types(case: Case) -> str:
            return ", ".join(case.kinds[actor][0] for actor in several)

        found.append(_learned("types", "", text, outcomes_by(cases, question, types)))
    for actor in model.actors:
        ways = outcomes_by(cases, question, lambda c, a=actor: c.kinds[a][1])
        if len(ways) > 1:
            found.append(_learned("behaviour", actor, f"how {actor_name(sit, actor)} decides", ways))
    for event in sit.events.values():
        so = outcomes_by(cases, question, lambda c, e=event.id: "yes" if c.happened[e] else "no")
        found.append(_learned("event", event.id, f"whether this happens: {event.text}", so))
    answer = sum(case.probability * case.answers[question] for case in cases)
    found += _hypotheses(model, answer)
    return tuple(sorted(found, key=lambda one: -one.brier_reduction))


def _hypotheses(model: Model, answer: float) -> list[Learned]:
    """Learn the answers of hypotheses, which no question hangs on."""
    from detente.evidence.frames import frames
    from detente.evidence.inputs import posterior_given

    posterior = posterior_given(frames(model.sit, model.as_of), {})
    return [
        _learned(
            "hypothesis",
            one.id,
            f"the answer to: {one.text}",
            [Outcome(name, p, answer) for name, p in posterior[one.id].items()],
        )
        for one in model.sit.hypotheses.values()
        if one.id in posterior
    ]


def _learned(kind: str, name: str, text: str, outcomes: Sequence[Outcome]) -> Learned:
    return Learned(kind, name, text, tuple(outcomes), brier_reduction(outcomes), information_gain(outcomes))


def outcomes_by(
    cases: Sequence[Case], question: str, value: Callable[[Case], str]
) -> list[Outcome]:
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
