"""What was left out: evidence that doesn't count, ends too rare to list, what wasn't worked out, what no model tells."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from detente.brief.blocks import Block, Bullets, Section
from detente.brief.figures import count, plural
from detente.brief.gather import Gathered
from detente.brief.origins import Origins
from detente.brief.quoting import joined, said
from detente.brief.routes import routes_of
from detente.brief.sections.running import MOST_STATES
from detente.outlook.headline import LIMITS
from detente.situation.phrasing import sentence

_MORE = "what isn't in the file isn't on the page: an option that was left out can't be taken by anybody"


def section(g: Gathered, book: Origins) -> Section | None:
    """Say what was left out; None where nothing was modelled that could leave anything out."""
    items = [*_uncounted(g, book), *_unseen(g, book), *_spared(g)]
    limits = tuple(escape(sentence(one)) for one in (*LIMITS, _MORE)) if g.forecast is not None else ()
    if not items and not limits:
        return None
    lead = Markup("What the page can't tell follows from what it leaves out.")
    blocks: list[Block] = [Bullets((*items, *limits))]
    return Section("left-out", "What was left out", lead, tuple(blocks))


def _uncounted(g: Gathered, book: Origins) -> Iterator[Markup]:
    """Say how many observations don't count."""
    names = {one.observation for one in g.beliefs.left_out} if g.beliefs is not None else set()
    if names:
        number = book.number(
            count("left_out", names, "Observations that bear on some belief without counting")
        )
        yield Markup("{} {} for some belief; the section on evidence says which and why.").format(
            number, plural(len(names), "observation doesn't count", "observations don't count")
        )


def _unseen(g: Gathered, book: Origins) -> Iterator[Markup]:
    """Say how many states that events can pass aren't drawn."""
    if g.forecast is None or not g.forecast.outcomes:
        return
    hidden = routes_of(g.sit, g.forecast, MOST_STATES).hidden
    if hidden:
        number = book.number(count("courses.hidden", hidden, "States that aren't drawn"))
        yield Markup("{} {} that events can pass {} in the picture of courses.").format(
            number, plural(hidden, "state", "states"), plural(hidden, "isn't", "aren't")
        )


def _spared(g: Gathered) -> Iterator[Markup]:
    """Name what wasn't worked out because it takes longer."""
    if g.deeper.spared:
        told = joined(map(said, g.deeper.spared), "; ")
        yield Markup("Not worked out, because it takes longer (a full page has it): {}.").format(told)
    if g.forecast is not None and g.forecast.do:
        yield Markup(
            "With options held on the whole page, what would turn the answer and the replay are left out."
        )
