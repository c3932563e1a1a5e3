"""The first screen: what is asked, the answer in one sentence, one picture, and what the page is made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from markupsafe import Markup

from detente.brief.blocks import Picture
from detente.brief.gather import Gathered
from detente.brief.origins import Origins
from detente.brief.pictures.courses import courses_picture
from detente.brief.quoting import NOTHING, code, date_of, day, said
from detente.brief.routes import routes_of
from detente.brief.sections.branch import held_words
from detente.brief.sections.running import FIRST_STATES, lead
from detente.brief.sections.turning import MOST_WATCHED, watch_words, what_turns
from detente.brief.sections.verdicts import SETTINGS, answer
from detente.outlook.results import QuestionForecast


class First(NamedTuple):
    """What stands on the first screen; empty where the file has no matter for it."""

    marking: Markup
    title: Markup
    asks: Markup
    question: Markup
    answer: Markup
    held: Markup
    facts: tuple[Markup, ...]
    note: Markup
    turns: tuple[Markup, ...]
    watch: tuple[Markup, ...]
    picture: Picture | None


def first_screen(g: Gathered, book: Origins) -> First:
    """Answer the first modelled question in one sentence; where none is asked, say where events end."""
    sit, asked = g.sit, first_asked(g)
    question = said(asked.text or asked.id) if asked is not None else NOTHING
    told = NOTHING
    if g.forecast is not None:
        told = answer(g, g.forecast, asked, book) if asked is not None else lead(sit, g.forecast, book)
    held = NOTHING
    if g.forecast is not None and g.forecast.do:
        held = Markup("On this page {}.").format(held_words(sit, g.forecast.do))
    return First(
        said(sit.marking),
        said(sit.title),
        said(sit.asks),
        question,
        told,
        held,
        _facts(g),
        said(sit.note),
        tuple(_turns(g, asked, book)),
        _watch(g),
        _picture(g, book),
    )


def first_asked(g: Gathered) -> QuestionForecast | None:
    """Give the first question of the file that is modelled."""
    if g.forecast is None:
        return None
    return next((one for one in g.forecast.questions.values() if one.modelled), None)


def _turns(g: Gathered, asked: QuestionForecast | None, book: Origins) -> Iterator[Markup]:
    """Name the hinge, and what would turn the answer."""
    if asked is not None and asked.method_span is not None:
        if asked.hinge is None:
            yield Markup("The answer stays the same under every theory of behaviour that was tried.")
        else:
            about = SETTINGS.get(asked.hinge.setting, asked.hinge.setting)
            yield Markup("The hinge is {}.").format(about)
    turns = what_turns(g, book)
    if turns:
        yield turns


def _watch(g: Gathered) -> tuple[Markup, ...]:
    """Name what to watch for, what tells most about the answer first."""
    return tuple(said(watch_words(one)) for one in g.deeper.indicators[:MOST_WATCHED])


def _facts(g: Gathered) -> tuple[Markup, ...]:
    """Give dates, the file and the version."""
    found = [
        Markup("As of {}").format(day(g.as_of)) if g.as_of is not None else NOTHING,
        Markup("View of {}").format(said(g.sit.analyst)) if g.sit.analyst else NOTHING,
        Markup("Horizon {}").format(date_of(g.sit.horizon)) if g.sit.horizon is not None else NOTHING,
        Markup("From {}").format(code(PurePath(g.sit.file).name)) if g.sit.file else NOTHING,
        Markup("Made with Détente {}").format(code(g.version)) if g.version else NOTHING,
    ]
    return tuple(one for one in found if one)


def _picture(g: Gathered, book: Origins) -> Picture | None:
    if g.forecast is None or not g.forecast.flows:
        return None
    return courses_picture(g, g.forecast, routes_of(g.sit, g.forecast, FIRST_STATES), book, "first")
