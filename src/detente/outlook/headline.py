"""The first sentence of an answer, and what its figures mean.

A number with its word stands first only where every theory of behaviour gives the same word. Else the sentence is
conditional and names the hinge, the setting on which the answer turns. A percentage that rests on defaults alone is
never written: where the model says exactly 0 or 1, the sentence speaks of its courses; and where a question has no
base rate of its own, the figure is the model's, without the doubt. Where actors move at given rates it is said of a day,
else of the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.outlook.results import Case, Hinge, QuestionForecast
from detente.situation.phrasing import percent, sentence
from detente.words import word_for, words_for

_LEAST = 0.01  # there is no word of likelihood below this, nor above one less this

NEVER, ALWAYS = "in no course of this model", "in every course of this model"

COUNTED: Mapping[str, str] = MappingProxyType(
    {"at_end": "in the end", "ever": "at some time", "always": "all along", "": ""}
)
"""How a question is counted, in words."""

_ON_A_DAY: Mapping[str, str] = MappingProxyType({"at_end": "on", "ever": "by", "always": "until"})

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "behaviour": "how the actors decide",
        "knowledge": "what they know of one another",
        "pact": "who moves together",
    }
)
"""What an answer hangs on, in words."""

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "probability": "what the model gives, drawn a little towards the base rate, because models err",
        "interval": "where most of it lies while the inputs that were given as ranges vary",
        "span": "the least and the greatest it becomes under other theories of how the actors decide",
        "error": "the standard error where combinations of types and behaviours were drawn, not all gone through",
    }
)
"""What each figure of a forecast means, in one line; they are never added up."""

LIMITS = (
    "outside pacts nobody takes a step that isn't an improvement at once: no preparation, no bought concessions",
    "what the actors believe of one another doesn't change on the way",
    "the types of different actors are independent of each other",
)
"""What the model of events can't tell, to be said with every forecast."""


def counted_words(question: QuestionForecast) -> str:
    """Say how a question is counted: in the end, at some time, all along, or of which day.

    Examples
    --------
    >>> from datetime import date
    >>> counted_words(QuestionForecast("a", "A?", "ever", "2024", 0.5, True, 0.5, "", 0.5, 0.5, on=date(2024, 12, 31)))
    'by 2024-12-31'
    """
    if question.on is None:
        return COUNTED.get(question.counted, "")
    return f"{_ON_A_DAY[question.counted]} {question.on}"


def _of(question: QuestionForecast) -> str:
    """Say of what time a figure is."""
    return "in the end" if question.on is None else counted_words(question)


def headline(question: QuestionForecast, *, doubt: float) -> str:
    """Answer a question in one sentence.

    Parameters
    ----------
    question : QuestionForecast
    doubt : float
        That of the forecast, by which its figures were drawn towards the base rate.

    Returns
    -------
    str
        A whole sentence.

    Examples
    --------
    >>> arms = QuestionForecast("arms", "Do arms arrive?", "ever", "", 0.03, True, 0.0368, "almost no chance", 0.02,
    ...                         0.07, undoubted=0.0372, modelled=True)
    >>> headline(arms, doubt=0.05)
    'In the end almost no chance, 4 % (2 % to 7 % over the stated ranges).'
    """
    if not question.modelled:
        return sentence(_unmodelled(question))
    if question.probability is None or question.undoubted is None:
        return "The condition comes about in no course of this model, so there is no answer."
    if question.hinge is not None:
        return sentence(_conditional(question, question.hinge, doubt))
    if question.undoubted in {0, 1}:
        return sentence(_settled(question, doubt))
    if not question.based:
        word = word_for(question.undoubted)
        share = f"in {percent(question.undoubted)} of the courses of this model"
        return sentence(f"{_of(question)} {word}, {share}" if word else f"{_of(question)} {share}")
    number = (
        f"{question.word}, {percent(question.probability)}"
        if question.word
        else percent(question.probability)
    )
    return sentence(f"{_of(question)} {number}{_interval(question)}")


def _unmodelled(question: QuestionForecast) -> str:
    """Say what stands where the model says nothing."""
    why = f", since {question.why}" if question.why else ""
    if not question.based:
        return f"the model says nothing of it{why}, and the file gives no base rate"
    word = f"{question.word}, " if question.word else ""
    return f"the model says nothing of it{why}; its base rate stands: {word}{percent(question.base)}"


def _settled(question: QuestionForecast, doubt: float) -> str:
    """Say that something happens in no course, or in every one, and what other theories make of it."""
    says = ALWAYS if question.undoubted else NEVER
    open_between = _interval(question)
    if open_between:
        rest = open_between if question.based else ""
        return f"{says} by the central figures, but the ranges leave it open{rest}"
    span = question.method_span
    if span is None or _words(question, span.low, span.high, doubt) in {NEVER, ALWAYS}:
        return says
    return f"{says} as the file has it, and much the same whatever theory of behaviour is assumed"


def _conditional(question: QuestionForecast, hinge: Hinge, doubt: float) -> str:
    """Say what the answer is on either side of its hinge; sides of one answer go together."""
    by_answer: dict[str, list[Case]] = {}
    for case in hinge.cases:
        by_answer.setdefault(_words(question, case.low, case.high, doubt), []).append(case)
    if len(by_answer) == 1:
        return f"{_of(question)} {next(iter(by_answer))}, and no single setting decides it"
    sides = [f"{words} if {_either([case.when for case in cases])}" for words, cases in by_answer.items()]
    return f"{_of(question)} it hangs on {SETTINGS.get(hinge.setting, hinge.setting)}: {'; '.join(sides)}"


def _either(whens: list[str]) -> str:
    """Join conditions of which one is enough."""
    return ", or ".join(whens)


def _words(question: QuestionForecast, low: float, high: float, doubt: float) -> str:
    """Give the words for a range of doubted probabilities; an exact 0 or 1 of the model is said to be one."""
    drawn = doubt * question.base
    if low == high and doubt < 1:
        for value, words in ((0.0, NEVER), (1.0, ALWAYS)):
            if low == (1 - doubt) * value + drawn:
                return words
    if not question.based and doubt < 1:
        low, high = (min(1.0, max(0.0, (end - drawn) / (1 - doubt))) for end in (low, high))
    return _in_bands(low, high)


def _in_bands(low: float, high: float) -> str:
    """Give words for a range that may reach below or above what there are words for."""
    if high < _LEAST:
        return "below 1 %"
    if low > 1 - _LEAST:
        return "above 99 %"
    if low < _LEAST and high > 1 - _LEAST:
        return "anything at all"
    return words_for(max(low, _LEAST), min(high, 1 - _LEAST))


def _interval(question: QuestionForecast) -> str:
    """Give the interval in brackets; nothing where it doesn't differ from the number."""
    if question.low is None or question.high is None:
        return ""
    low, high = percent(question.low), percent(question.high)
    return f" ({low} to {high} over the stated ranges)" if low != high else ""
