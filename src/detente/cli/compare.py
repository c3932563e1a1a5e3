"""``detente compare``: how two files differ in what they assume and in what follows, and which change did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from detente.cli.opened import as_day, json_option, opened
from detente.cli.render import heading, points, print_json, say, table, working
from detente.outlook.comparing import MOST_PAIRS, Comparison, Turned, compare
from detente.outlook.concluding import Concluded, Key
from detente.outlook.results import QuestionForecast
from detente.situation.differences import Change, Difference
from detente.situation.opening import digest
from detente.situation.phrasing import percent, sentence
from detente.situation.records import Situation

MOST_SAID = 40  # changes written out
MOST_ENDS = 6
MOST_UNMADE = 12
_SHORT = 60  # signs of a value that are shown

_KINDS: Mapping[str, str] = {
    "answer": "the answer to '{}'",
    "word": "how likely '{}' is",
    "commitment": "the commitment '{}'",
    "transfer": "the transfer '{}'",
    "end": "an end in which taken are: {}",
    "today": "today's state under {}",
}


@click.command()
@click.argument("first")
@click.argument("second")
@click.option(
    "--pairs",
    type=click.IntRange(0),
    default=MOST_PAIRS,
    show_default=True,
    help="Try at most so many pairs of changes.",
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts, in both.")
@click.option("--commitments", "vows", is_flag=True, help="Test commitments on both sides too; takes longer.")
@json_option
def command(*, first: str, second: str, pairs: int, as_of: str | None, vows: bool, as_json: bool) -> None:
    """Say how the situation SECOND differs from FIRST: in what it assumes, and in what follows.

    Each assumption that differs is changed in FIRST by itself, and what follows is worked out anew, so that it is seen
    which change did it; then pairs are tried for what no single change does. All at central values.
    """
    day = as_day(as_of)
    sits = [opened(source, as_json=as_json) for source in (first, second)]
    with working("comparing") as progress:
        found = compare(*sits, as_of=day, pairs=pairs, vows=vows, progress=progress)
    if as_json:
        print_json(as_data(sits, found))
    else:
        _say(sits, found)


def as_data(sits: Sequence[Situation], found: Comparison) -> dict[str, Any]:
    """Give what ``--json`` prints; changes go by their number, from 1."""
    tried = {one.changes: one for one in found.tried}
    return {
        "first": _side(sits[0], found.first),
        "second": _side(sits[1], found.second),
        "assumptions": [
            {
                "change": number,
                "wording": change.wording,
                "differences": [_difference(one) for one in change.differences],
                "alone": _alone(tried[number - 1,].found) if (number - 1,) in tried else None,
                "why": tried[number - 1,].why if (number - 1,) in tried else "",
            }
            for number, change in enumerate(found.changes, start=1)
        ],
        "questions": {
            name: {"first": _undoubted(found.first, name), "second": _undoubted(found.second, name)}
            for name in _questions(found)
        },
        "lost": [_conclusion(one.key, one.first, one) for one in found.turned if one.first],
        "gained": [_conclusion(one.key, one.second, one) for one in found.turned if one.second],
        "pairs_tried": found.pairs,
        "pairs_left_out": found.left,
    }


def _side(sit: Situation, found: Concluded) -> dict[str, Any]:
    return {"file": _file(sit), "digest": digest(sit), "title": sit.title, "why": found.why}


def _file(sit: Situation) -> str:
    """Name the file that was asked for: an overlay rather than its base."""
    return sit.overlay.file if sit.overlay is not None else sit.file or "text"


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "path": one.path,
        "kind": one.kind,
        "first": one.first,
        "second": one.second,
        "first_line": one.first_place.line if one.first_place else None,
        "second_line": one.second_place.line if one.second_place else None,
    }


def _alone(found: Concluded | None) -> dict[str, float | None] | None:
    """Give the probabilities after a change made by itself; None where it makes no file."""
    return None if found is None else {name: one.undoubted for name, one in found.questions.items()}


def _conclusion(key: Key, value: str, one: Turned) -> dict[str, Any]:
    by = [[k + 1 for k in chosen] for chosen in one.by]
    return {"kind": key.kind, "about": key.about, "value": value, "by": by}


def _undoubted(found: Concluded, name: str) -> float | None:
    one = found.questions.get(name)
    return None if one is None else one.undoubted


def _questions(found: Comparison) -> list[str]:
    return list(dict.fromkeys([*found.first.questions, *found.second.questions]))


def _say(sits: Sequence[Situation], found: Comparison) -> None:
    """Say what differs, what follows, and which change did it."""
    say(*(f"{which}: {sit.title} [{_file(sit)}]" for which, sit in _sides(sits)))
    _say_changes(sits, found.changes)
    for which, side in _sides((found.first, found.second)):
        if side.why:
            say(sentence(f"nothing follows from the {which.lower()}: {side.why}"))
    _say_questions(found)
    if not found.turned:
        if not (found.first.why or found.second.why):
            say("The same follows from both: answers, ends, and whether today's state is stable.")
        return
    _say_conclusions(found.turned)
    _say_causes(found)


def _sides(sides: Sequence[Any]) -> list[tuple[str, Any]]:
    return list(zip(("First", "Second"), sides, strict=True))


def _say_changes(sits: Sequence[Situation], changes: Sequence[Change]) -> None:
    """List the assumptions that differ, by number; differences of words are counted."""
    heading("What is assumed otherwise")
    numbered = [(k, one) for k, one in enumerate(changes, start=1) if not one.wording]
    if not changes:
        say("Nothing: the files say the same.")
    elif not numbered:
        say("Nothing: the files differ in their words only.")
    for number, change in numbered[:MOST_SAID]:
        points(("; ".join(_told(sits, one) for one in change.differences),), mark=f"{number}. ")
    if len(numbered) > MOST_SAID:
        say(f"... and {len(numbered) - MOST_SAID} more; --json lists them.")
    words = len(changes) - len(numbered)
    if words and numbered:
        say(f"Besides, {words} {'text differs' if words == 1 else 'texts differ'} on which nothing hangs.")


def _told(sits: Sequence[Situation], one: Difference) -> str:
    """Say one difference, with its lines."""
    first, second = (_short(text) for text in (one.first, one.second))
    where = " / ".join(one.path)
    said = {
        "changed": f"{where}: '{first}', in the second '{second}'",
        "only_first": f"{where}: only the first has '{first}'",
        "only_second": f"{where}: only the second has '{second}'",
        "moved": f"{where}: '{first}' stands elsewhere",
        "order": f"{where}: in another order, {second}",
    }[one.kind]
    if one.path[0] == "tables":
        said = f"the table {first} says something else"
    lines = [
        f"line {place.line}" + ("" if place.file == sit.file else f" of {Path(place.file).name}")
        for place, sit in zip((one.first_place, one.second_place), sits, strict=True)
        if place is not None
    ]
    return f"{said} [{'; '.join(lines)}]" if lines else said


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 4]} ..."


def _say_questions(found: Comparison) -> None:
    """Print the probabilities on both sides, without the doubt."""
    names = _questions(found)
    if not names:
        return
    heading("Answers, without the doubt")
    sides = (found.first, found.second)
    rows = [
        (name, *(_figure(side.questions.get(name)) for side in sides), _most(found, name)) for name in names
    ]
    table(("question", "first", "second", "moved most by"), rows, right=(1, 2))


def _most(found: Comparison, name: str) -> str:
    """Name the change that by itself moves a question most, where it comes out otherwise in the second file."""
    base = _undoubted(found.first, name)
    if base is None or base == _undoubted(found.second, name):
        return ""
    moved = [
        (abs(p - base), one.changes[0], p)
        for one in found.tried
        if one.found is not None and len(one.changes) == 1
        if (p := _undoubted(one.found, name)) is not None and p != base
    ]
    if not moved:
        return ""
    _, number, p = max(moved, key=lambda one: (one[0], -one[1]))
    return f"change {number + 1}, to {percent(p)}"


def _figure(one: QuestionForecast | None) -> str:
    if one is None:
        return "not asked"
    return "none" if one.undoubted is None else percent(one.undoubted)


def _say_conclusions(turned: Sequence[Turned]) -> None:
    heading("What follows otherwise")
    ends = [one for one in turned if one.key.kind == "end"]
    points(_turn(one) for one in turned if one.key.kind != "end")
    points(_turn(one) for one in ends[:MOST_ENDS])
    if len(ends) > MOST_ENDS:
        say(f"... and {len(ends) - MOST_ENDS} more ends; --json lists them.")


def _turn(one: Turned) -> str:
    what = _KINDS[one.key.kind].format(one.key.about)
    if one.key.kind == "end":
        return f"{'lost' if one.first else 'gained'}, {what}"
    return f"{what}: {one.first or 'none'}, then {one.second or 'none'}"


def _say_causes(found: Comparison) -> None:
    """Say which changes turn what, conclusions with the same changes together."""
    heading("Which change did it")
    say("Changes are made in the first file, one at a time, then in pairs where no single one does it.")
    groups: dict[tuple[tuple[int, ...], ...], list[Turned]] = {}
    for one in found.turned:
        groups.setdefault(one.by, []).append(one)
    for by, members in groups.items():
        points([f"{_changes(by)}: {'; '.join(_brief(members))}."])
    unmade = [one for one in found.tried if one.found is None and len(one.changes) == 1]
    points(f"change {one.changes[0] + 1} can't be made by itself: {one.why}" for one in unmade[:MOST_UNMADE])
    if len(unmade) > MOST_UNMADE:
        say(f"... nor can {len(unmade) - MOST_UNMADE} more; --json lists them.")
    if found.left:
        say(
            f"{found.pairs} pairs were tried, {found.left} were not; --pairs {found.pairs + found.left} tries all."
        )


def _changes(by: Sequence[Sequence[int]]) -> str:
    """Name the changes that turn something."""
    if not by:
        return "No change by itself, and no pair that was tried"
    return " or ".join(map(_set, by)).capitalize()


def _set(chosen: Sequence[int]) -> str:
    """Name one set of changes; a set of more than two is all that can't be made by themselves."""
    if len(chosen) > 2:
        return f"the {len(chosen)} changes that can't be made by themselves, together"
    numbers = " with ".join(str(k + 1) for k in chosen)
    return f"{'change' if len(chosen) == 1 else 'changes'} {numbers}"


def _brief(members: Sequence[Turned]) -> list[str]:
    """Name conclusions; ends are counted."""
    said = [_KINDS[one.key.kind].format(one.key.about) for one in members if one.key.kind != "end"]
    ends = sum(one.key.kind == "end" for one in members)
    return said + ([f"{ends} {'end' if ends == 1 else 'ends'} lost or gained"] if ends else [])
