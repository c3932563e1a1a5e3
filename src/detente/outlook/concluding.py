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
from detente.outlook.commitments import commitments
from detente.outlook.courses import outcomes_of
from detente.outlook.forecasting import question_forecast
from detente.outlook.model import Model
from detente.outlook.results import Outcome, QuestionForecast
from detente.outlook.span import band
from detente.situation.records import Situation, Transfer
from detente.ties.consents import ways_of
from detente.ties.power import power_of

CONCEPTS = ("nash", "seq", "seq2")
"""The theories under which today's state is looked at."""

MOST_STATES = 1 << 16
"""States up to which a whole conflict is solved to see whether today's state is an equilibrium."""

KINDS = ("answer", "word", "commitment", "transfer", "end", "today")

Kind: TypeAlias = Literal["answer", "word", "commitment", "transfer", "end", "today"]


class Key(NamedTuple):
    """What a conclusion is about.

    A question's answer or its word, a commitment, a transfer, an end state, or today's state under a theory.
    """

    kind: Kind
    about: str


@dataclass(frozen=True, slots=True, eq=False)
class Concluded:
    """What follows from a file.

    Attributes
    ----------
    values : mapping of Key to str
        A commitment is credible or not, and deters or not. A transfer is blocked by whom, alone or together. An answer is
        "yes" where the probability, without the doubt, is more than one half, else "no". Its word is that
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


def concluded(
    sit: Situation, as_of: Day | str | None = None, before: Model | None = None, *, vows: bool = False
) -> Concluded:
    """Work out what follows from a situation at central values.

    Parameters
    ----------
    sit : Situation
    as_of : date, optional
    before : Model, optional
        That of a situation with some of the same records; what was worked out there and still holds is not done again.
    vows : bool
        Whether to test commitments too, which takes longer than all the rest.

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
    passed = {Key("transfer", name): _blocked(one) for name, one in sit.transfers.items()}
    try:
        model = Model(sit, day_of(as_of, sit), 0, 1, before=before)
        mixture = model.mixture(model.central, model.filed)
        variants = {model.filed: mixture}
        questions = {q.id: question_forecast(q, model, (), variants) for q in sit.questions.values()}
        ends = outcomes_of(sit, mixture)
        rest = {**_today(sit), **(_vows(sit, as_of) if vows else {})}
    except SituationError as error:
        return Concluded(passed, {}, why="; ".join(one.message for one in error.faults))
    except AllExcludedError as error:
        return Concluded(passed, {}, why=str(error))
    values = {
        **_answers(questions),
        **passed,
        **{Key("end", _end(sit, one)): "possible" for one in ends},
        **rest,
    }
    return Concluded(values, questions, model)


def _blocked(one: Transfer) -> str:
    """Say who can block a transfer: the least sets of holders without whom nothing passes."""
    sets = sorted(power_of(ways_of(one)).blocking, key=lambda members: (len(members), sorted(members)))
    return (
        f"blocked by {' or '.join(' with '.join(sorted(members)) for members in sets)}"
        if sets
        else "blocked by nobody"
    )


def _vows(sit: Situation, as_of: Day | str | None) -> dict[Key, str]:
    """Say of each commitment whether it is credible, and whether it deters."""
    return {
        Key("commitment", name): f"{'credible' if one.credible else 'not credible'}, "
        f"{'deters' if one.deters else 'does not deter'}"
        for name, one in commitments(sit, draws=0, as_of=as_of).items()
    }


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
