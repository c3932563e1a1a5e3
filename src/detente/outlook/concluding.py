"""What follows from a file, in a form that can be held against what follows from another.

Conclusions are answers, not figures: they either are the same or aren't. Figures stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal, NamedTuple, TypeAlias

from detente.conflict.model import Conflict
from detente.evidence.bayes import AllExcludedError
from detente.evidence.frames import day_of
from detente.faults import SituationError
from detente.outlook.courses import outcomes_of
from detente.outlook.forecasting import question_forecast
from detente.outlook.model import Model
from detente.outlook.results import Outcome, QuestionForecast
from detente.outlook.span import band
from detente.situation.records import Situation

CONCEPTS = ("nash", "seq", "seq2")
"""The theories under which today's state is looked at."""

MOST_STATES = 1 << 16
"""States up to which a whole conflict is solved to see whether today's state is an equilibrium."""

Kind: TypeAlias = Literal["answer", "word", "end", "today"]


class Key(NamedTuple):
    """What a conclusion is about: a question's answer or its word, an end state, or today's state under a theory."""

    kind: Kind
    about: str


@dataclass(frozen=True, slots=True, eq=False)
class Concluded:
    """What follows from a file.

    Attributes
    ----------
    values : mapping of Key to str
        An answer is "yes" where the probability, without the doubt, is more than one half, else "no". Its word is that
        of the same probability. An end is "possible". Today's state is "stable", or "not stable for" whom.
    questions : mapping of str to QuestionForecast
        At central values, without draws and without the span.
    model : Model or None
        What they were worked out on, for files that are much the same.
    why : str
        Why nothing follows, where that is so.
    """

    values: Mapping[Key, str]
    questions: Mapping[str, QuestionForecast]
    model: Model | None = None
    why: str = ""


def concluded(sit: Situation, as_of: Day | str | None = None, before: Model | None = None) -> Concluded:
    """Work out what follows from a situation at central values.

    Parameters
    ----------
    sit : Situation
    as_of : date, optional
    before : Model, optional
        That of a situation with some of the same records; what was worked out there and still holds is not done again.

    Returns
    -------
    Concluded
        With ``why`` where the file has no model, or events can't begin.

    Examples
    --------
    >>> import detente
    >>> found = concluded(detente.load("sweden-2023"))
    >>> found.values[Key("answer", "ratified")], found.values[Key("today", "seq")]
    ('no', 'not stable for TUR')
    """
    try:
        model = Model(sit, day_of(as_of, sit), 0, 1, before=before)
        mixture = model.mixture(model.central, model.filed)
        variants = {model.filed: mixture}
        questions = {q.id: question_forecast(q, model, (), variants) for q in sit.questions.values()}
        ends = outcomes_of(sit, mixture)
        today = _today(sit)
    except SituationError as error:
        return Concluded({}, {}, why="; ".join(one.message for one in error.faults))
    except AllExcludedError as error:
        return Concluded({}, {}, why=str(error))
    values = {**_answers(questions), **{Key("end", _end(sit, one)): "possible" for one in ends}, **today}
    return Concluded(values, questions, model)


def _answers(questions: Mapping[str, QuestionForecast]) -> dict[Key, str]:
    values: dict[Key, str] = {}
    for name, one in questions.items():
        if one.undoubted is not None:
            values[Key("answer", name)] = "yes" if one.undoubted > 0.5 else "no"
            values[Key("word", name)] = band(one.undoubted)
    return values


def _end(sit: Situation, one: Outcome) -> str:
    """Name an end state by the options taken, whatever their order in the file; a cycle by all of its states."""
    if sit.graph is not None:
        return " / ".join(sorted(one.states))
    taken = [
        " + ".join(sorted(option.label for option in sit.options if state[option.bit] == "Y"))
        or "nothing taken"
        for state in one.states
    ]
    return " / ".join(sorted(taken))


def _today(sit: Situation) -> dict[Key, str]:
    """Say whether today's state is an equilibrium; each actor is of its type of greatest central prior."""
    if sit.states is not None and len(sit.states) > MOST_STATES:
        return {}
    conflict = Conflict.from_situation(sit)
    if conflict.status_quo is None:
        return {}
    values: dict[Key, str] = {}
    for concept in CONCEPTS:
        stable = conflict.stability(concept).stable[:, conflict.status_quo]
        moving = sorted(actor for actor, so in zip(conflict.actors, stable, strict=True) if not so)
        values[Key("today", concept)] = f"not stable for {', '.join(moving)}" if moving else "stable"
    return values
