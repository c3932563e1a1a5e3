"""The forecast: how probable each answer is, over all that is uncertain, and on what that hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date as Day
from itertools import product

import numpy as np

from detente.evidence.frames import day_of
from detente.outlook.asking import LEAST, MOST, UNTOLD, asks_of_ties, variant
from detente.outlook.courses import flows_of, held_back, outcomes_of
from detente.outlook.deals import deals_of, pairs_of
from detente.outlook.model import Branch, Model, day_asked
from detente.outlook.results import Deal, Forecast, QuestionForecast
from detente.outlook.running import Mixture, Setting, Together
from detente.outlook.span import KNOWLEDGE, THEORIES, Variant, hinge_of, span_of
from detente.outlook.spreading import Recipe, Telling, over_draws
from detente.situation.opening import digest
from detente.situation.records import Question, Situation
from detente.words import word_for

Changes = Mapping[str, bool]


def forecast(
    sit: Situation,
    *,
    draws: int = 200,
    seed: int = 1,
    as_of: Day | str | None = None,
    do: Changes | None = None,
    start: Changes | None = None,
    given: Changes | None = None,
    span: bool = True,
    workers: int = 1,
    executor: Executor | None = None,
) -> Forecast:
    """Forecast the questions of a situation and the states in which events end.

    Parameters
    ----------
    sit : Situation
    draws : int
        How many sets of values to draw from the ranges of the file.
    seed : int
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.
    do : mapping of str to bool, optional
        Options held at a value from the beginning; nobody moves them and everybody foresees that.
    start : mapping of str to bool, optional
        Options that begin at another value; their owners may move them back.
    given : mapping of str to bool, optional
        Only courses on which each option had that value at some time count.
    span : bool
        Whether to run the other theories of behaviour and kinds of knowledge too; else there is no method span.
    workers : int
        How many local processes share the draws.
    executor : concurrent.futures.Executor, optional
        Who runs the draws in place of local processes. The result is the same to the last bit.

    Returns
    -------
    Forecast

    Raises
    ------
    SituationError
        If the situation lacks what a forecast needs, or events can't begin as asked.
    ValueError
        If an option is unknown.

    Notes
    -----
    The probability of a question is the sum, over the types and behaviours of all actors and over chance events, of
    their probability times that of the question on the chain of states; every chain is solved exactly.

    Examples
    --------
    >>> import detente
    >>> detente.forecast(detente.load("prisoners-dilemma")).outcomes[0].probability
    1.0
    """
    branch = Branch(dict(do or {}), dict(start or {}), dict(given or {}))
    recipe = Recipe(sit, day_of(as_of, sit), draws, seed, branch)
    model = Model(*recipe)
    stage = model.stages[0]
    world = stage.world
    with over_draws(model, recipe, workers=workers, executor=executor) as spreading:
        deals = deals_of(stage, stage.combinations(model.central, model.filed, seed)[0])
        settings = settings_of(model, deals) if span else [model.filed]
        variants = {setting: model.mixture(model.central, setting) for setting in settings}
        spread = spreading()
    filed = variants[model.filed]
    return Forecast(
        questions={q.id: question_forecast(q, model, spread, variants) for q in sit.questions.values()},
        outcomes=outcomes_of(sit, filed),
        methods=_methods(model, variants) if span else {},
        flows=flows_of([*world.actors, *(_names(model, pact) for pact in model.filed.pacts)], filed),
        held_back=held_back(stage, model.central, model.filed, [world.start]),
        status_quo=world.labels[world.start],
        actors=world.actors,
        knowledge=sit.play.knowledge,
        caution=dict(zip(world.actors, stage.table.caution, strict=True)),
        doubt=float(sit.play.doubt),
        combinations=sum(len(one.verdicts.rows) for one in model.stages),
        draws=len(model.drawn),
        seed=seed,
        as_of=model.as_of,
        digest=digest(sit),
        do=branch.do,
        start=branch.start,
        given=branch.given,
        deals=deals,
    )


def settings_of(model: Model, deals: Sequence[Deal]) -> list[Setting]:
    """List the settings of the method span: theories of behaviour, kinds of knowledge, pacts off and on.

    "On" is what the file declares; where it declares none, each pair with a deal on the table, one at a time.
    """
    if model.declared:
        pacts = [model.declared, ()]
    else:
        pacts = [(), *((model.together(pair),) for pair in pairs_of(deals))]
    return [Setting(*one) for one in product(THEORIES, KNOWLEDGE, pacts)]


def _names(model: Model, pact: Together) -> str:
    """Name a pact by its members."""
    return " and ".join(model.sit.actors[model.actors[member]].name for member in pact.members)


def _methods(model: Model, variants: Mapping[Setting, Mixture]) -> dict[str, dict[str, float]]:
    """Give each question's probability under each theory, with knowledge and pacts as filed."""
    filed = {theory: variants[model.filed._replace(behaviour=theory)] for theory in THEORIES if theory}
    return {
        theory: {q.id: p for q in model.modelled if (p := mixture.probability(q.id)) is not None}
        for theory, mixture in filed.items()
    }


def question_forecast(
    question: Question,
    model: Model,
    spread: Sequence[Telling],
    variants: Mapping[Setting, Mixture],
) -> QuestionForecast:
    """Put the figures of one question together."""
    doubt = float(model.sit.play.doubt)
    base = float(question.base.central) if question.base else 0.5
    stated = QuestionForecast(
        id=question.id,
        text=question.text,
        counted=question.counted,
        by=question.by.text if question.by else "",
        on=day_asked(question, model.sit, model.as_of),
        base=base,
        based=question.base is not None,
        probability=base,
        word=word_for(base),
        low=base,
        high=base,
    )
    if question.when is None:
        return replace(stated, why="it has no 'when'")

    def doubted(p: float) -> float:
        return (1 - doubt) * p + doubt * base

    filed = variants[model.filed]
    undoubted = filed.probability(question.id)
    stated = replace(stated, modelled=True, probability=None, low=None, high=None, word="")
    if undoubted is None:
        return replace(stated, why="the condition comes about on no course")
    told: Sequence[Telling] = (filed, *spread)
    met = [p for one in told if (p := one.probability(question.id)) is not None]
    low, high = interval(undoubted, met)
    if asks_of_ties(question):
        hidden, least, most = (
            filed.probability(variant(question.id, kind)) for kind in (UNTOLD, LEAST, MOST)
        )
        low, high = min(low, least or 0.0), max(high, 1.0 if most is None else most)
        stated = replace(stated, low=doubted(low), high=doubted(high))
        if hidden:
            return replace(stated, why="it hangs on a tie whose value isn't known")
    runs = [
        Variant(_described(model, setting), doubted(p))
        for setting, one in variants.items()
        if (p := one.probability(question.id)) is not None
    ]
    error = filed.error(question.id)
    return replace(
        stated,
        probability=doubted(undoubted),
        undoubted=undoubted,
        low=doubted(low),
        high=doubted(high),
        monte_carlo_error=None if error is None else (1 - doubt) * error,
        method_span=span_of(runs),
        hinge=hinge_of(runs),
        word=word_for(doubted(undoubted)),
    )


def _described(model: Model, setting: Setting) -> dict[str, str]:
    """Say each setting by name."""
    pact = ", ".join(_names(model, one) for one in setting.pacts)
    return {"behaviour": setting.behaviour or "", "knowledge": setting.knowledge, "pact": pact}


def interval(central: float, met: Sequence[float]) -> tuple[float, float]:
    """Give the 5 and 95 % quantiles of what the draws gave, widened to contain the central value."""
    if not met:
        return central, central
    low, high = np.quantile(met, [0.05, 0.95])
    return min(float(low), central), max(float(high), central)
