"""How much an answer rests on: high, moderate or low confidence, by stated criteria.

Confidence is about the evidence and the assumptions, not about how probable something is, and never stands in one
sentence with a likelihood. It is offered: whoever signs an analysis decides whether to say so.

References
----------
Office of the Director of National Intelligence (2015), Intelligence Community Directive 203, on keeping the two apart.
The criteria are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Day
from typing import Literal, NamedTuple, TypeAlias

from detente.conflict.situated import players
from detente.evidence.frames import CountedRow, frames
from detente.outlook.answering import Answering, model_of
from detente.outlook.asking import LEAST, MOST, asks_of_ties, variant
from detente.outlook.edits import Edit, origin_edits, word_edits
from detente.outlook.flips import Flips
from detente.outlook.results import Forecast
from detente.outlook.tornado import Tornado, bars_of, pulled
from detente.outlook.turning import Turning
from detente.situation.records import Situation
from detente.situation.stakes import recorded_row

Level: TypeAlias = Literal["high", "moderate", "low"]

_INSIDE = frozenset({"origin", "word"})  # edits that stay within what the analyst wrote
_GOOD = frozenset("AB12")
_MOST_NAMED = 3
_SOUND = (
    "Nothing within the stated ranges turns it.",
    "No report that it rests on is graded worse than B or 2.",
    "Every figure that it rests on is known.",
)


class Confidence(NamedTuple):
    """How much an answer rests on, and the clauses that decided.

    Attributes
    ----------
    level : {"high", "moderate", "low"}
    reasons : tuple of str
        Whole sentences. Of a low one, what makes it low; of a moderate one, what it lacks for a high one.
    """

    level: Level
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The level as a sentence of its own.

        Examples
        --------
        >>> Confidence("low", ()).sentence
        'Confidence in this answer is low.'
        """
        return f"Confidence in this answer is {self.level}."


class _Turned(NamedTuple):
    """What is known of an answer's turning: the answer, by which threshold, and the sets of edits that turn it."""

    question: str
    threshold: float
    verdict: bool
    sets: tuple[tuple[Edit, ...], ...]


def confidence(sit: Situation, forecast: Forecast, found: Flips, bars: Tornado | None = None) -> Confidence:
    """Say how much confidence the stated criteria allow in an answer whose flip sets are at hand.

    It is *low* if one change within what the analyst wrote turns the answer (one input within its range, one word of
    likelihood moved a step, one origin left out), or if it hangs on figures that aren't known. It is *high* if nothing
    within the ranges turns it, no report is graded worse than B or 2, none lacks a grade, and every figure that is used
    is known. Else it is *moderate*.

    Parameters
    ----------
    sit : Situation
    forecast : Forecast
    found : Flips
        What turns the answer to the question, as of the same day.
    bars : Tornado, optional
        Of the same question, as of the same day; default: it is worked out.

    Returns
    -------
    Confidence

    Raises
    ------
    ValueError
        If the model doesn't answer the question.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("sweden-2023")
    >>> found = detente.flips(sit, "ratified", max_size=1)
    >>> confidence(sit, detente.forecast(sit, draws=0, span=False), found).level
    'moderate'

    Notes
    -----
    Of all ranges together, one set of ends is looked at: those that move the answer most, each by itself.
    """
    turned = _Turned(found.question, found.threshold, found.verdict, found.sets)
    return _dark(forecast, found.question) or _judged(_answering(sit, forecast, found.question), turned, bars)


def confidence_in(
    sit: Situation,
    forecast: Forecast,
    question: str,
    *,
    threshold: float = 0.5,
    bars: Tornado | None = None,
) -> Confidence:
    """Say how much confidence the stated criteria allow in an answer, without a search for all that turns it.

    Of flip sets only those of one word moved a step, and of one origin left out, are looked for; see
    :func:`confidence` for the criteria and for what may be raised.

    Parameters
    ----------
    sit : Situation
    forecast : Forecast
    question : str
    threshold : float
        The answer is yes where the probability is greater.
    bars : Tornado, optional
        Of the same question, as of the same day; default: it is worked out.

    Returns
    -------
    Confidence

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("sweden-2023")
    >>> confidence_in(sit, detente.forecast(sit, draws=0, span=False), "ratified").level
    'moderate'
    """
    dark = _dark(forecast, question)
    if dark is not None:
        return dark
    answering = _answering(sit, forecast, question)
    turning = Turning(sit, question, forecast.as_of)
    verdict = turning.base > threshold
    turning_edits = (
        (edit,)
        for edit in (*origin_edits(sit), *word_edits(sit))
        if (p := turning.probability((edit,))) is not None and (p > threshold) != verdict
    )
    return _judged(answering, _Turned(question, threshold, verdict, tuple(turning_edits)), bars)


def _answering(sit: Situation, forecast: Forecast, question: str) -> Answering:
    return Answering(model_of(sit, question, forecast.as_of), question)


def _dark(forecast: Forecast, question: str) -> Confidence | None:
    """Give the confidence in what has no probability though it is modelled."""
    asked = forecast.questions[question]
    if asked.modelled and asked.probability is None:
        return Confidence("low", (f"There is no answer: {asked.why}.",))
    return None


def _judged(answering: Answering, turned: _Turned, bars: Tornado | None) -> Confidence:
    """Go through the criteria."""
    bars = bars or bars_of(answering)
    weak = [*_turned_at_once(turned, bars), *_turned_by_the_unknown(answering, turned)]
    if weak:
        return Confidence("low", tuple(weak))
    lacks = [
        *_turned_together(answering, turned, bars),
        *_badly_graded(answering.model.sit, answering.model.as_of),
        *_unknown(answering),
    ]
    return Confidence("moderate", tuple(lacks)) if lacks else Confidence("high", _SOUND)


def _turns(probability: float | None, found: _Turned) -> bool:
    return probability is not None and (probability > found.threshold) != found.verdict


def _turned_at_once(found: _Turned, bars: Tornado) -> Iterator[str]:
    """Say which single changes within what is written turn the answer."""
    for bar in bars.bars:
        if _turns(bar.at_low, found) or _turns(bar.at_high, found):
            yield f"One input within its range turns it: {bar.text} [line {bar.place.line}]."
    for (edit,) in _inside(found, 1):
        what = "It rests on one origin" if edit.kind == "origin" else "One word moved a step turns it"
        yield f"{what}: {edit.text} [line {edit.place.line}]."


def _inside(found: _Turned, size: int) -> Iterator[Sequence[Edit]]:
    """Give the flip sets of one size that stay within what the analyst wrote."""
    for edits in found.sets:
        if len(edits) == size and all(edit.kind in _INSIDE for edit in edits):
            yield edits


def _turned_by_the_unknown(answering: Answering, found: _Turned) -> Iterator[str]:
    if any(_turns(one, found) for one in _bounds(answering)):
        yield "What isn't known of the ties could turn it."


def _bounds(answering: Answering) -> tuple[float | None, ...]:
    """Give the answer with what isn't known of the ties taken as against it and as for it; nothing if it asks of none."""
    model, question = answering.model, answering.question
    if not asks_of_ties(model.sit.questions[question]):
        return ()
    mixture = model.mixture(model.central, model.filed)
    return tuple(mixture.probability(variant(question, kind)) for kind in (LEAST, MOST))


def _turned_together(answering: Answering, found: _Turned, bars: Tornado) -> Iterator[str]:
    """Say whether several changes within what is written turn the answer."""
    if _turns(pulled(answering, bars, up=not found.verdict), found):
        yield "All ranges at once, each at the end that moves it most, turn it."
    for edits in _inside(found, 2):
        lines = " and ".join(f"{edit.text} [line {edit.place.line}]" for edit in edits)
        yield f"Two changes within what is written turn it: {lines}."


def _badly_graded(sit: Situation, as_of: Day | None) -> Iterator[str]:
    """Say which reports on actors' types are graded worse than B or 2, or not at all."""
    rows = [row for row in _used(sit, as_of) if row.weight.entry not in _GOOD]
    worse = tuple(dict.fromkeys(row.observation for row in rows if row.weight.entry))
    without = tuple(dict.fromkeys(row.observation for row in rows if not row.weight.entry))
    if worse:
        yield f"Reports are graded worse than B or 2: {_some(worse)}."
    if without:
        yield f"Reports have no grade: {_some(without)}."
    if not list(_used(sit, as_of)):
        yield "No report bears on what the actors want."


def _used(sit: Situation, as_of: Day | None) -> Iterator[CountedRow]:
    """Give the rows that tell types of actors apart."""
    playing = players(sit)
    for group, frame in frames(sit, as_of).items():
        for row in frame.rows if group in playing else ():
            if len({(cell.low, cell.high) for cell in row.cells}) > 1:
                yield row


def _unknown(answering: Answering) -> Iterator[str]:
    """Say which figures that the answer rests on aren't known."""
    sit = answering.model.sit
    ties = [one for one in answering.stakes if one.tie is not None]
    dark = [one.text for one in ties if one.tie and not ((row := recorded_row(sit, one.tie)) and row.value)]
    if dark:
        yield f"Worths hang on figures that aren't known: {_some(dark)}."
    if len(set(_bounds(answering))) > 1:
        yield "It asks about ties of which not all is known."


def _some(names: Sequence[str]) -> str:
    """List the first few, and say how many more there are."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
