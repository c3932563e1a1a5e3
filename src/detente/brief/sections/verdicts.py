"""What a question's forecast looks like in a sentence and in the cells of a table."""

from __future__ import annotations

from markupsafe import Markup, escape

from detente.brief.gather import Gathered
from detente.brief.made.answers import case_range, interval, probability, span, undoubted
from detente.brief.made.inputs import base
from detente.brief.origins import Origins
from detente.brief.quoting import NOTHING, joined, said
from detente.outlook.headline import ALWAYS, NEVER, headline
from detente.outlook.results import Forecast, QuestionForecast
from detente.words import word_for

SETTINGS = {
    "behaviour": "how the actors decide",
    "knowledge": "what the actors know of each other",
    "pact": "who moves together",
}


def answer(g: Gathered, forecast: Forecast, asked: QuestionForecast, book: Origins) -> Markup:
    """Answer a question in one sentence by the headline rule, its numbers linked."""
    figures = [probability(g, forecast, asked), interval(g, asked), span(g, asked), base(g.sit, asked)]
    if not asked.based:
        figures.insert(0, undoubted(g, forecast, asked))
    return book.linked(headline(asked, doubt=forecast.doubt), figures)


def verdict(g: Gathered, forecast: Forecast, asked: QuestionForecast, book: Origins) -> Markup:
    """Give the cell of a question's probability: the number and its word.

    Where the model says exactly 0 or 1 it speaks of courses, and the doubted figure is marked as resting on the base
    rate alone. Without a base rate of its own a question has only the figure of the model.
    """
    if not asked.modelled:
        rate = book.number(base(g.sit, asked)) if asked.based else Markup("no base rate")
        return Markup("not modelled: {}").format(rate)
    if asked.probability is None or asked.undoubted is None:
        return Markup("not known: <bdi>{}</bdi>").format(asked.why)
    if asked.undoubted in {0, 1}:
        courses = ALWAYS if asked.undoubted else NEVER
        if not asked.based:
            return escape(courses)
        number = book.number(probability(g, forecast, asked))
        return Markup('{} <small class="marked">({} with the doubt, by the base rate alone)</small>').format(
            courses, number
        )
    if not asked.based:
        number = book.number(undoubted(g, forecast, asked))
        return joined([number, word_for(asked.undoubted), Markup("<small>(the model alone)</small>")])
    return joined([book.number(probability(g, forecast, asked)), asked.word])


def over_ranges(g: Gathered, asked: QuestionForecast, book: Origins) -> Markup:
    """Give the cell of the interval over the stated ranges."""
    if not asked.modelled or asked.low is None or asked.high is None:
        return NOTHING
    if asked.low == asked.high:
        return Markup("one value")
    return book.number(interval(g, asked))


def over_theories(g: Gathered, asked: QuestionForecast, book: Origins) -> Markup:
    """Give the cell of the method span."""
    found = asked.method_span
    if found is None:
        return NOTHING
    return Markup("one value") if found.low == found.high else book.number(span(g, asked))


def turns_on(g: Gathered, asked: QuestionForecast, book: Origins) -> Markup:
    """Give the cell of the hinge: its setting, and the range on each side."""
    if asked.hinge is None:
        return NOTHING
    sides = [
        Markup("if {}: {}").format(said(case.when), book.number(case_range(g, asked, at, case)))
        for at, case in enumerate(asked.hinge.cases)
    ]
    about = SETTINGS.get(asked.hinge.setting, asked.hinge.setting)
    return Markup("{}: {}").format(about, joined(sides, "; "))
