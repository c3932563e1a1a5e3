"""How the page was made: the settings, and whose view it is."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from detente.brief.blocks import Block, Paragraph, Row, Section, Table
from detente.brief.gather import Gathered
from detente.brief.made.inputs import doubt, setting
from detente.brief.origins import Origins
from detente.brief.quoting import code, day, joined, said
from detente.brief.sections.branch import held_words
from detente.outlook.results import Forecast


def section(g: Gathered, book: Origins) -> Section:
    """Say how the page was made."""
    blocks: list[Block] = []
    if g.missing.get("forecast"):
        why = joined(map(said, g.missing["forecast"]), "; ")
        blocks.append(Paragraph(Markup("There is no forecast on this page: {}.").format(why)))
    rows = tuple(Row(cells) for cells in _settings(g, book))
    blocks.append(Table("Settings", ("Setting", "Value"), rows))
    lead = Markup(
        "The page follows from the file alone: the same file and settings give the same page, byte for byte."
    )
    return Section("making", "How this page was made", lead, tuple(blocks))


def _settings(g: Gathered, book: Origins) -> Iterator[tuple[str, Markup]]:
    if g.sit.analyst:
        yield "Whose view", said(g.sit.analyst)
    if g.as_of is not None:
        yield "What was known by", day(g.as_of)
    if g.forecast is not None:
        yield from _of_forecast(g, g.forecast, book)
    yield "Digest of the file and its tables", code(g.digest)
    if g.version:
        yield "Made with", Markup("Détente {}").format(code(g.version))


def _of_forecast(g: Gathered, forecast: Forecast, book: Origins) -> Iterator[tuple[str, Markup]]:
    knows = (
        "each actor knows its own type only"
        if forecast.knowledge == "own"
        else "the actors know each other's types"
    )
    yield "Knowledge", escape(knows)
    yield "Doubt in the model", book.number(doubt(g.sit))
    runs = "Combinations of what the actors may want, over all chance events."
    yield (
        "Combinations gone through",
        book.number(setting("combinations", forecast.combinations, "Combinations", runs)),
    )
    drawn = "As asked for; none where nothing that a forecast uses is a range."
    yield "Draws of the ranges", book.number(setting("draws", forecast.draws, "Draws", drawn))
    yield "Seed of the draws", book.number(setting("seed", forecast.seed, "Seed", "As asked for."))
    if forecast.do:
        yield "Held on the whole page", held_words(g.sit, forecast.do)
