"""The what-if that the file argues: every question as filed and with an option held from the beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from detente.brief.blocks import Block, Paragraph, Row, Section, Table
from detente.brief.figures import Figure
from detente.brief.gather import Branch, Gathered
from detente.brief.made.answers import undoubted
from detente.brief.made.inputs import run_key, run_words
from detente.brief.origins import Origins
from detente.brief.quoting import joined, said
from detente.brief.sections.running import lead as where_it_ends
from detente.brief.sections.verdicts import verdict
from detente.outlook.results import Forecast, QuestionForecast
from detente.situation.phrasing import actor_name, option_words
from detente.situation.records import Option, Situation

_FELT = 0.005  # a change below half a per cent isn't worth a sentence
_NONE = (0.0, "")


def section(g: Gathered, book: Origins) -> Section | None:
    """Compare the questions as filed with those in each branch; None where there is no branch."""
    forecast = g.forecast
    if forecast is None or not g.branches:
        return None
    blocks: list[Block] = []
    for one in g.branches:
        blocks.append(Paragraph(_ends(g.sit, forecast, one, book)))
        blocks.append(_table(g, forecast, one, book))
    most = max(g.branches, key=lambda one: max(_changes(g, forecast, one), default=_NONE)[0])
    note = Markup("Held means: it is so from the beginning, nobody moves it, and everybody foresees that.")
    blocks.append(Paragraph(note, note=True))
    lead = _lead(g, forecast, most, book)
    return Section("what-if", "What if", lead, tuple(blocks))


def held_words(sit: Situation, held: Mapping[str, bool]) -> Markup:
    """Say what is held, by whom."""
    return joined((_held(sit, option, value) for option, value in _options(sit, held)), " and ")


def _options(sit: Situation, held: Mapping[str, bool]) -> Iterator[tuple[Option, bool]]:
    for option in sit.options:
        for name, value in held.items():
            if name in {option.label, option.id, f"{option.owner}.{option.id}"}:
                yield option, value


def _held(sit: Situation, option: Option, value: bool) -> Markup:  # noqa: FBT001 - the value of the option
    verb = "should" if value else "should not"
    return said(f"{actor_name(sit, option.owner)} {verb} {option_words(option)}")


def _lead(g: Gathered, forecast: Forecast, one: Branch, book: Origins) -> Markup:
    """Name the question that the branch changes most."""
    change, name = max(_changes(g, forecast, one), default=_NONE)
    if change < _FELT:
        return Markup("If {}, no answer changes by as much as a per cent.").format(
            held_words(g.sit, one.held)
        )
    before, after = forecast.questions[name], one.forecast.questions[name]
    return Markup("If {}, what changes most is “{}”: from {} to {} in this model.").format(
        held_words(g.sit, one.held),
        said(before.text),
        book.number(undoubted(g, forecast, before)),
        book.number(undoubted(g, one.forecast, after)),
    )


def _changes(g: Gathered, forecast: Forecast, one: Branch) -> list[tuple[float, str]]:
    """Say by how much the branch changes each question that isn't held itself."""
    return [
        (abs(after.undoubted - before.undoubted), before.id)
        for before, after in _pairs(forecast, one)
        if before.undoubted is not None and after.undoubted is not None and not _is_held(g, one, before)
    ]


def _is_held(g: Gathered, one: Branch, asked: QuestionForecast) -> bool:
    """Say whether a question asks for nothing but what is held."""
    held = {option.label for option, _ in _options(g.sit, one.held)}
    return g.sit.questions[asked.id].when_text.strip() in {*held, *one.held}


def _pairs(forecast: Forecast, one: Branch) -> Iterator[tuple[QuestionForecast, QuestionForecast]]:
    for name, before in forecast.questions.items():
        yield before, one.forecast.questions[name]


def _ends(sit: Situation, forecast: Forecast, one: Branch, book: Origins) -> Markup:
    """Say where events end in the branch, and how often what is held comes about anyway."""
    ends = where_it_ends(sit, one.forecast, book, forecast.status_quo)
    return Markup("{} As filed, events end with this anyway in {} of courses.").format(
        ends, book.number(_anyway(sit, forecast, one))
    )


def _anyway(sit: Situation, forecast: Forecast, one: Branch) -> Figure:
    """Make the figure of the courses that end with what is held, as filed."""
    wanted = list(_options(sit, one.held))
    share = sum(
        end.probability
        for end in forecast.outcomes
        if all((state[option.bit] == "Y") == value for state in end.states for option, value in wanted)
    )
    what = f"Courses that end with what is held{run_words(one.forecast)}, as filed"
    return Figure(
        f"{run_key(one.forecast)}anyway", min(1.0, share), "percent", what, "Added up over the ends."
    )


def _table(g: Gathered, forecast: Forecast, one: Branch, book: Origins) -> Table:
    rows = tuple(
        Row(
            (
                said(before.text or before.id),
                verdict(g, forecast, before, book),
                verdict(g, one.forecast, after, book),
            )
        )
        for before, after in _pairs(forecast, one)
        if before.modelled
    )
    caption = Markup("As filed, and if {}").format(held_words(g.sit, one.held))
    return Table(caption, ("Question", "As filed", "In the branch"), rows, frozenset({1, 2}))
