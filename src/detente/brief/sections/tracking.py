"""How the forecast would have moved as news came in, and how it fared against what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from markupsafe import Markup

from detente.brief.blocks import Block, Paragraph, Row, Section, Table
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.made import tracking
from detente.brief.origins import Origins
from detente.brief.pictures.steps import Point, Track, steps_picture
from detente.brief.quoting import NOTHING, date_of, day, joined, said
from detente.brief.sections.references import observation
from detente.outlook.replaying import Moment, Replay
from detente.outlook.scored import QuestionScore, Score

_MOST_TRACKS = 6
_FELT = 0.005
_MOST_NEWS = 3


def section(g: Gathered, book: Origins) -> Section | None:
    """Show the replay; None where there is none."""
    found = g.deeper.replay
    if found is None or len(found.moments) < 2:
        return None
    names = [name for name, _ in _moving(found)]
    blocks: list[Block] = []
    if names:
        blocks.append(_picture(g, found, names[:_MOST_TRACKS], book))
        blocks.append(_days(g, found, names[:_MOST_TRACKS], book))
    hindsight = Markup(
        "Made afterwards, from what was known by each day. Priors, preferences and questions were written with whatever "
        "their author knew."
    )
    blocks.append(Paragraph(hindsight, note=True))
    return Section(
        "replay", "How the answer moved as news came in", _lead(g, found, names, book), tuple(blocks)
    )


def _moving(found: Replay) -> list[tuple[str, float]]:
    """Give the questions whose forecast moved by what can be seen, those that moved most first."""
    moved = []
    for name in found.moments[0].questions:
        met = [p for one in found.moments if (p := one.questions[name].probability) is not None]
        if met and found.moments[0].questions[name].modelled and max(met) - min(met) > _FELT:
            moved.append((name, max(met) - min(met)))
    return sorted(moved, key=lambda one: -round(one[1], 9))


def _lead(g: Gathered, found: Replay, names: Sequence[str], book: Origins) -> Markup:
    first, last = found.moments[0], found.moments[-1]
    if not names:
        days = book.number(count("replay.days", found.moments, "Days with news"))
        return Markup("On {} days with news no answer moved by as much as a per cent.").format(days)
    text = g.sit.questions[names[0]].text or names[0]
    return Markup("From {} to {} what moved most is “{}”: from {} to {}.").format(
        day(first.date),
        day(last.date),
        said(text),
        book.number(tracking.on_day(g, first, names[0])),
        book.number(tracking.on_day(g, last, names[0])),
    )


def _picture(g: Gathered, found: Replay, names: Sequence[str], book: Origins) -> Block:
    tracks = [
        Track(
            g.sit.questions[name].text or name,
            tuple(
                Point(float(one.date.toordinal()), tracking.on_day(g, one, name))
                for one in found.moments
                if one.questions[name].probability is not None
            ),
        )
        for name in names
    ]
    ends = (found.moments[0].date.isoformat(), found.moments[-1].date.isoformat())
    caption = (
        "A row for each question; the step line is its probability day by day, from none below to all above."
    )
    return steps_picture(tracks, ends, book, "replay", "How the answers moved as news came in", caption)


def _days(g: Gathered, found: Replay, names: Sequence[str], book: Origins) -> Table:
    """List the days on which one of the answers moved."""
    rows: list[Row] = []
    before: Moment | None = None
    for moment in found.moments:
        if before is None or any(_differ(before, moment, name) for name in names):
            numbers = [book.number(tracking.on_day(g, moment, name)) for name in names]
            rows.append(Row((day(moment.date), *numbers, _news(g, moment.news, book))))
            before = moment
    columns = ("As of", *(said(g.sit.questions[name].text or name) for name in names), "What became known")
    return Table("Days on which an answer moved", columns, tuple(rows), frozenset(range(1, len(names) + 1)))


def _differ(before: Moment, after: Moment, name: str) -> bool:
    first, second = (one.questions[name].probability for one in (before, after))
    if first is None or second is None:
        return first is not second
    return not isclose(first, second, abs_tol=_FELT)


def _news(g: Gathered, news: Sequence[str], book: Origins) -> Markup:
    seen = [one for one in news if one in g.sit.evidence]
    named = [observation(g.sit, one) for one in seen[:_MOST_NEWS]]
    rest = len(news) - len(named)
    if rest:
        number = book.number(count(f"news.{'.'.join(seen[:1])}.{rest}", rest, "Further news of a day"))
        named.append(Markup("{} more").format(number))
    return joined(named, ", ")


def scores(g: Gathered, book: Origins) -> Section | None:
    """Show how forecasts fared; None where no question is answered."""
    found = g.deeper.score
    if found is None or not found.questions:
        return None
    rows = tuple(_scored(g, one, book) for one in found.questions.values())
    columns = ("Question", "Forecast", "What came", "Brier score", "Of the base rate", "Of nothing changing")
    blocks: list[Block] = [Table("Each question that was answered", columns, rows, frozenset({1, 3, 4, 5}))]
    blocks += [Paragraph(told, note=True) for told in _notes(found)]
    return Section("scores", "How it fared against what came", _scores_lead(found, book), tuple(blocks))


def _scores_lead(found: Score, book: Origins) -> Markup:
    number = book.number(count("scored", found.questions, "Scored questions"))
    many = plural(len(found.questions), "answered question", "answered questions")
    own = book.number(tracking.mean("the forecasts", found.replayed))
    base = book.number(tracking.mean("the base rates", found.base_rate))
    return Markup("Over {} {} the mean Brier score is {}, that of the base rates {}; less is better.").format(
        number, many, own, base
    )


def _notes(found: Score) -> Iterator[Markup]:
    yield Markup(
        "The forecasts are made now as of the day of the page; who wrote the file may have known what came."
    )
    if found.calibration.why:
        yield Markup("Calibration: {}.").format(said(found.calibration.why))


def _scored(g: Gathered, one: QuestionScore, book: Origins) -> Row:
    by = Markup(" <small>{}</small>").format(date_of(g.sit.questions[one.id].by)) if one.by else NOTHING
    still = one.persistence
    return Row(
        (
            said(one.text) + by,
            book.number(tracking.forecast_of(g, one)),
            "yes" if one.came else "no",
            book.number(tracking.scored(g, one, "the forecast", one.replayed.marks)),
            book.number(tracking.scored(g, one, "the base rate", one.base_rate))
            if one.based
            else "none given",
            book.number(tracking.scored(g, one, "nothing changing", still)) if still else NOTHING,
        )
    )
