"""The questions, with their figures side by side."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from detente.brief.blocks import Block, Bullets, Cell, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.made.answers import interval, probability, span, undoubted
from detente.brief.made.inputs import base
from detente.brief.origins import Origins
from detente.brief.pictures.ranges import Bar, ranges_picture
from detente.brief.quoting import NOTHING, date_of, joined, said
from detente.brief.sections.verdicts import over_ranges, over_theories, turns_on, verdict
from detente.outlook.headline import MEANINGS, counted_words
from detente.outlook.results import Forecast, QuestionForecast

_COLUMNS = (
    "Question",
    "Probability",
    "Over the stated ranges",
    "Over theories of behaviour",
    "Base rate",
    "Turns on",
)
_NAMES = {
    "probability": "Probability",
    "interval": "Over the stated ranges",
    "span": "Over theories of behaviour",
}


def section(g: Gathered, book: Origins) -> Section | None:
    """List all questions of the file; None where it asks none."""
    if not g.sit.questions:
        return None
    if g.forecast is None:
        return Section(
            "questions", "Questions", Markup("The questions can't be answered from this file."), _asked(g)
        )
    rows = tuple(_row(g, g.forecast, asked, book) for asked in g.forecast.questions.values())
    meanings = Bullets(
        tuple(Markup("<b>{}</b>: {}.").format(name, MEANINGS[key]) for key, name in _NAMES.items())
    )
    bars = [
        _bar(g, g.forecast, asked) for asked in g.forecast.questions.values() if asked.undoubted is not None
    ]
    blocks: list[Block] = []
    if bars:
        caption = (
            "Points are probabilities, thick bars what the stated ranges make of them, thin bars what other theories of "
            "behaviour make of them, diamonds base rates. The line runs from none to all."
        )
        blocks.append(ranges_picture(bars, book, "asked", "The questions on one scale", caption))
    blocks += [meanings, Table("All questions", _COLUMNS, rows, frozenset({1, 2, 3, 4}))]
    return Section("questions", "Questions", _lead(g.forecast, book), tuple(blocks))


def _asked(g: Gathered) -> tuple[Block, ...]:
    """List the questions where there is no forecast."""
    return (Bullets(tuple(said(one.text) for one in g.sit.questions.values())),)


def _lead(forecast: Forecast, book: Origins) -> Markup:
    """Say how many questions have one answer whatever the theory, and how many turn on something."""
    asked = forecast.questions.values()
    modelled = [one for one in asked if one.modelled]
    turning = [one for one in modelled if one.hinge is not None]
    unmodelled = len(forecast.questions) - len(modelled)
    settled = len(modelled) - len(turning)
    told = Markup("{} of {} {} keep one answer under every theory of behaviour tried").format(
        book.number(count("questions.settled", settled, "Questions with one answer under every theory")),
        book.number(count("questions", len(forecast.questions), "Questions")),
        plural(len(forecast.questions), "question", "questions"),
    )
    if turning:
        number = book.number(count("questions.turning", turning, "Questions whose answer turns on something"))
        told += Markup("; {} {}").format(
            number, plural(len(turning), "turns on something", "turn on something")
        )
    if unmodelled:
        number = book.number(count("questions.unmodelled", unmodelled, "Questions that aren't modelled"))
        told += Markup("; {} {} modelled").format(number, plural(unmodelled, "isn't", "aren't"))
    return told + "."


def _bar(g: Gathered, forecast: Forecast, asked: QuestionForecast) -> Bar:
    """Draw a question; where the model says exactly 0 or 1, what is drawn and told is that."""
    exact = asked.undoubted in {0, 1}
    bare = exact or not asked.based
    value = undoubted(g, forecast, asked) if bare else probability(g, forecast, asked)
    before = base(g.sit, asked) if asked.based else None
    beyond = span(g, asked) if asked.method_span else None
    told = ("in every course" if asked.undoubted else "in no course") if exact else ""
    return Bar(asked.text, value, interval(g, asked), beyond, before, "", told)


def _row(g: Gathered, forecast: Forecast, asked: QuestionForecast, book: Origins) -> Row:
    written = g.sit.questions[asked.id]
    cells: tuple[Cell, ...] = (
        joined(_question(g, asked), Markup("<br>")),
        verdict(g, forecast, asked, book),
        over_ranges(g, asked, book),
        over_theories(g, asked, book),
        joined(
            [book.number(base(g.sit, asked)) if asked.based else Markup("none given"), said(written.because)]
        ),
        turns_on(g, asked, book),
    )
    return Row(cells, book.anchor(written.place))


def _question(g: Gathered, asked: QuestionForecast) -> Iterator[Markup]:
    """Give the text of a question, how it is counted, and when it is scored."""
    written = g.sit.questions[asked.id]
    yield said(asked.text or asked.id)
    counted = counted_words(asked)
    if asked.modelled and counted:
        yield Markup("<small>counted {}</small>").format(counted)
    if written.by is not None and asked.on is None:
        yield Markup("<small>scored on {}</small>").format(date_of(written.by))
    yield NOTHING
