"""What moves an answer, what would be worth knowing, and what to watch for: in words, as the command line says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.cli.render import heading, points, say, table
from detente.outlook.confidence import Confidence
from detente.outlook.gains import Decision
from detente.outlook.indicators import Indicator
from detente.outlook.tornado import Tornado
from detente.outlook.variance import NamedIndex, Spread
from detente.outlook.voi import Learned
from detente.situation.phrasing import percent
from detente.situation.records import Situation

MOST_BARS, MOST_WATCHED = 12, 8
_BLIND = (
    "Each bar moves one input and leaves the others at their centre. Inputs that matter only together have no bar, and "
    "with other values of the others a bar may be another."
)
_GAINS = (
    "Brier score: by how much the expected score of the best forecast falls. Bits: how much uncertainty goes, of one bit "
    "where yes and no are even."
)


class Found(NamedTuple):
    """All that the command found."""

    bars: Tornado
    spread: Spread | None
    indices: tuple[NamedIndex, ...] | None
    learned: tuple[Learned, ...]
    watched: tuple[Indicator, ...]
    confidence: Confidence | None


def say_found(sit: Situation, found: Found, chosen: Decision | None, *, samples: int) -> None:
    """Say what moves the answer, what is worth knowing, and what to watch for."""
    say(sit.questions[found.bars.question].text, _middle(found))
    heading("One input at a time")
    _say_bars(found.bars)
    if samples:
        heading("Shares of the variance")
        _say_indices(found.indices)
    heading("What it would be worth to learn")
    _say_learned(found.learned, chosen)
    heading("What to watch for")
    _say_watched(found.watched, chosen)
    if chosen is not None:
        heading("The decision")
        action, expected = chosen.best(found.bars.base)
        say(
            f"As things stand '{action}' is best, worth {expected:.4g} on average. To know the answer beforehand would be "
            f"worth {chosen.perfect(found.bars.base):.4g}; nothing that is learnt can be worth more."
        )
    if found.confidence is not None:
        heading("Confidence")
        say(found.confidence.sentence)
        points(found.confidence.reasons)


def _middle(found: Found) -> str:
    """Say the answer at the centre, and the mean over draws, which is another number."""
    told = f"At the central values, and without the doubt, yes in {percent(found.bars.base)} of courses."
    if found.spread is None:
        return told
    mean, _, least, most, draws = found.spread
    return (
        f"{told} Over {draws} draws of all ranges the mean is {percent(mean)}, the least {percent(least)}, the most "
        f"{percent(most)}. The mean is not the estimate: it differs where the answer bends."
    )


def _say_bars(found: Tornado) -> None:
    """Print the widest bars, and how many inputs move nothing."""
    moving = found.moving
    if not found.bars:
        say("The file gives no input as a range.")
    elif not moving:
        say(f"None of the {len(found.bars)} inputs with a range moves the answer by itself.")
    else:
        rows = [
            (
                f"{bar.text} [line {bar.place.line}]",
                f"{bar.low:.3g} to {bar.high:.3g}",
                _at(bar.at_low),
                _at(bar.at_high),
            )
            for bar in moving[:MOST_BARS]
        ]
        table(["input", "range", "at low", "at high"], rows, right=(1, 2, 3))
        more = len(moving) - MOST_BARS
        still = len(found.bars) - len(moving)
        said = [f"{more} more move it less; --json lists them."] if more > 0 else []
        said += [f"{still} inputs don't move it by themselves."] if still else []
        say(*said, _BLIND)
    say(f"Not varied: {', '.join(found.not_varied)}.")


def _at(probability: float | None) -> str:
    return "excluded" if probability is None else f"{100 * probability:.1f} %"


def _say_indices(indices: Sequence[NamedIndex] | None) -> None:
    """Print how the variance divides."""
    if indices is None:
        say("No range moves the answer, so there is no variance to divide.")
        return
    rows = [
        (
            one.text,
            _share(one.indices.first, one.indices.first_error),
            _share(one.indices.total, one.indices.total_error),
        )
        for one in indices[:MOST_BARS]
    ]
    table(["input", "by itself", "with others"], rows, right=(1, 2))
    if len(indices) > MOST_BARS:
        say(f"{len(indices) - MOST_BARS} more have a smaller share; --json lists them.")
    say(
        "By itself: the share of the variance that would go if the input were known. With others: the share that would "
        "stay if all others were known. Each with half the width of its 95 % interval, which more samples narrow. Figures a "
        "little below 0 are noise."
    )


def _share(value: float, error: float | None) -> str:
    return f"{value:.2f}" if error is None else f"{value:.2f} ± {error:.2f}"


def _say_learned(found: Sequence[Learned], chosen: Decision | None) -> None:
    worth = [one for one in found if one.brier_reduction > 0]
    if worth:
        _gains_table(worth, chosen)
        say(_GAINS)
    if idle := [one.text for one in found if not one.brier_reduction]:
        say(f"Worth nothing for this question: {'; '.join(idle)}.")
    if not found:
        say("The file leaves nothing open that could be learnt.")


def _gains_table(found: Sequence[Learned], chosen: Decision | None) -> None:
    """Print what things are worth: the gain of the Brier score, bits, and the decision's own units."""
    decided = ["for the decision"] if chosen else []
    rows = [
        (
            one.text,
            f"{one.brier_reduction:.4f}",
            f"{one.bits:.4f}",
            *([f"{chosen.worth(one.outcomes):.4g}"] if chosen else []),
        )
        for one in found
    ]
    table(["", "Brier score", "bits", *decided], rows, right=(1, 2, 3))


def _say_watched(found: Sequence[Indicator], chosen: Decision | None) -> None:
    """Say what to watch for: first what moves the answer, else what tells types apart."""
    moving = [one for one in found if one.brier_reduction > 0]
    if not found:
        say("Nothing that could be seen tells types of actors apart.")
        return
    if not moving:
        say("Nothing that could be seen moves this answer. It tells types of actors apart:")
    points(
        f"{one.text} {_then(one)}"
        + (f" For the decision: {chosen.worth(one.outcomes):.4g}." if chosen else "")
        for one in (moving or found)[:MOST_WATCHED]
    )


def _then(one: Indicator) -> str:
    """Say what the answer becomes with and without the sign; nothing where it stays the same."""
    if one.brier_reduction <= 0:
        return f"[line {one.place.line}]"
    becomes = ", ".join(f"{percent(each.answer)} if {each.name}" for each in one.outcomes)
    return f"The answer becomes {becomes} [line {one.place.line}]."
