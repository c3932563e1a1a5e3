"""What held and what was known on a day: the dated status quo, and a situation without what came later.

A file says which options are taken on its own day, the day of ``as_of``. Dates tell when that began or changed: ``since``
of an option, and ``took`` and ``dropped`` of an observation, which count from the day on which it was known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Day
from typing import NamedTuple

from detente.faults import Fault, Place, SituationError, fault
from detente.situation.records import Option, Situation
from detente.situation.stakes import recorded_row, rows_of


class Change(NamedTuple):
    """An option is taken or dropped on a day; ``by`` is the observation that says so, or empty for ``since``."""

    day: Day
    bit: int
    taken: bool
    by: str
    place: Place


def status_quo_on(sit: Situation, day: Day | None) -> int:
    """Give the state that a situation begins in on a day.

    On the file's own day it is the status quo as written. Later, what was taken or dropped after that day, as far as it
    was known by the day asked about, changes it; of several changes of one option the last counts. Earlier, an
    option is as its last change up to then has it. If it has none up to then, but one between then and the file's own
    day, it was otherwise before: what began later is gone, what was dropped later is there. An option that nothing
    dates is as the file has it.

    Parameters
    ----------
    sit : Situation
    day : date or None
        None for the file's own day.

    Returns
    -------
    int
        The code of a state; in graph form, which has no options, the position of the status quo as written.

    Raises
    ------
    SituationError
        If the file has no status quo, or the rules forbid what the changes add up to.

    Notes
    -----
    Where a change up to the file's own day says otherwise than the status quo, the status quo counts on that day and
    later, the change before. Earlier days use what dates an option up to the file's own day, and nothing beyond it.

    Examples
    --------
    >>> import detente
    >>> sit = detente.read('''detente: 1
    ... title: Straits
    ... as_of: 2023-03-08
    ... actors: {A: Alpha}
    ... options: {A: {x: {text: Patrol, since: 2022}, y: Search, z: Arm}}
    ... status_quo: [x, z]
    ... preferences: {A: {statements: [x]}}
    ... evidence:
    ...   search: {says: Ships were searched., known: 2023-04-01, took: y, dropped: z}
    ... ''')[0]
    >>> for day in (Day(2021, 5, 1), Day(2023, 3, 8), Day(2023, 3, 31), Day(2023, 4, 1)):
    ...     print(sit.states.labels[sit.states.find(status_quo_on(sit, day))])
    NNY
    YNY
    YNY
    YYN
    """
    if sit.status_quo is None:
        raise SituationError(
            [fault("DT420", sit.place, "a day's status quo needs 'status_quo:', and the file has none")]
        )
    if day is None or sit.as_of is None or day == sit.as_of or sit.graph is not None:
        return sit.status_quo
    dated = changes(sit)
    if day > sit.as_of:
        done = [one for one in dated if sit.as_of < one.day <= day]
        values = {one.bit: one.taken for one in done}
    else:
        done = [one for one in dated if one.day <= sit.as_of]
        values = {
            option.bit: value
            for option in sit.options
            if (value := _before(done, option.bit, day)) is not None
        }
    code = sit.status_quo
    for bit, value in values.items():
        code = code | 1 << bit if value else code & ~(1 << bit)
    _require_feasible(sit, code, day, done)
    return code


def _before(done: Sequence[Change], bit: int, day: Day) -> bool | None:
    """Give an option's value on a day before the file's own; None where nothing dates it."""
    own = [one for one in done if one.bit == bit]
    until = [one.taken for one in own if one.day <= day]
    after = [not one.taken for one in own if one.day > day]
    return until[-1] if until else after[0] if after else None


def changes(sit: Situation) -> tuple[Change, ...]:
    """List what is dated of the options, in order of day, and of the file within one day.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    tuple of Change
        A ``since`` of a month or year counts from its last day, or from the file's own day where that falls into it and
        the option is in the status quo. An observation counts from the day on which it was known.
    """
    begun = [
        Change(_begun(sit, option), option.bit, True, "", option.place)  # noqa: FBT003 - a record's field, by place
        for option in sit.options
        if option.since is not None
    ]
    seen = [
        Change(one.known_by, bit, taken, one.id, one.place)
        for one in sit.evidence.values()
        if one.known_by is not None
        for bits, taken in ((one.took, True), (one.dropped, False))
        for bit in bits
    ]
    return tuple(sorted([*begun, *seen], key=lambda one: one.day))


def _begun(sit: Situation, option: Option) -> Day:
    """Give the day from which an option is taken."""
    since = option.since
    assert since is not None  # noqa: S101 - the caller looked
    taken = sit.status_quo is not None and sit.status_quo >> option.bit & 1
    if taken and sit.as_of is not None and since.first <= sit.as_of <= since.day:
        return sit.as_of
    return since.day


def _require_feasible(sit: Situation, code: int, day: Day, done: Sequence[Change]) -> None:
    """Refuse a status quo that a rule forbids, at the change that brought it about."""
    from detente.situation.evaluate import holds

    broken = next((rule for rule in sit.rules if not holds(rule.expr, code)), None)
    if broken is None:
        return
    last = max((one for one in done if one.day <= day), key=lambda one: one.day, default=None)
    labels = ", ".join(option.label for option in sit.options if code >> option.bit & 1) or "nothing"
    raise SituationError(
        [
            fault(
                "DT411",
                last.place if last else sit.status_quo_place,
                f"by {day} what was taken and dropped adds up to a state that breaks the rule '{broken.text}'",
                expected="a state that every rule allows",
                got=f"taken: {labels}",
                hint="say of the other options too when they were taken or dropped ('since', 'took', 'dropped')",
            )
        ]
    )


def known_on(sit: Situation, day: Day | None) -> Situation:
    """Give a situation as it stood on a day: with that day's status quo, and without what became known later.

    Parameters
    ----------
    sit : Situation
        It isn't changed.
    day : date or None
        None for the file's own day.

    Returns
    -------
    Situation
        Dated to the day. Observations and ties known later are left out, agreements and figures dated later too; what
        has no date counts as known. Its text, and so its digest, is that of the whole file.

    Raises
    ------
    SituationError
        As :func:`status_quo_on`; but a file without a status quo is left without one.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("belarus-2023")
    >>> len(known_on(sit, Day(2022, 12, 31)).evidence) < len(sit.evidence)
    True
    """
    day = sit.as_of if day is None else day
    if day is None:
        return sit
    return replace(
        sit,
        as_of=day,
        status_quo=None if sit.status_quo is None else status_quo_on(sit, day),
        evidence={
            name: one for name, one in sit.evidence.items() if one.known_by is None or one.known_by <= day
        },
        ties=tuple(tie for tie in sit.ties if tie.known_by is None or tie.known_by <= day),
        agreements={
            name: one for name, one in sit.agreements.items() if one.date is None or one.date.day <= day
        },
        figures={name: one for name, one in sit.figures.items() if one.date is None or one.date.day <= day},
    )


def unknown_stakes(sit: Situation, then: Situation) -> tuple[Fault, ...]:
    """Find the ties that weights refer to and of which no figure was known yet on a day.

    Parameters
    ----------
    sit : Situation
        With all its ties.
    then : Situation
        As it stood on the day.

    Returns
    -------
    tuple of Fault
        Empty where every stake was known.

    Examples
    --------
    >>> import detente
    >>> sit = detente.load("belarus-2023")
    >>> [one.message for one in unknown_stakes(sit, known_on(sit, Day(2020, 1, 1)))][0]
    'tie(EU/CHN/trade) is not recorded by 2020-01-01'
    """
    return tuple(_unknown_stakes(sit, then))


def _unknown_stakes(sit: Situation, then: Situation) -> Iterator[Fault]:
    """Find the ties that weights refer to and that were recorded only later."""
    kinds = (kind for preference in sit.preferences.values() for kind in preference.types.values())
    terms = ((weight, term.tie) for kind in kinds for weight in kind.weights for term in weight.worth.terms)
    told = set()
    for weight, tie in terms:
        later = rows_of(sit, tie) if tie and tie not in told and recorded_row(then, tie) is None else ()
        if tie and later:
            told.add(tie)
            year = f"/{tie.year}" if tie.year else ""
            yield fault(
                "DT431",
                weight.worth.place,
                f"tie({tie.source}/{tie.target}/{tie.vector}{year}) is not recorded by {then.as_of}",
                hint=f"it became known on {later[0].known_by}",
            )


def news_of(sit: Situation) -> dict[Day, tuple[str, ...]]:
    """List the days on which something became known, with what: observations by id, and ties by their ends.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    dict of date to tuple of str
        In order of day.

    Examples
    --------
    >>> import detente
    >>> news_of(detente.load("belarus-2023"))[Day(2023, 2, 24)]
    ('stays_out', 'peace_paper')
    """
    news: dict[Day, dict[str, None]] = {}
    for observation in sit.evidence.values():
        if observation.known_by is not None:
            news.setdefault(observation.known_by, {})[observation.id] = None
    for tie in sit.ties:
        if tie.known_by is not None:
            name = f"tie {tie.source_actor}/{tie.target_actor}/{tie.vector}"
            news.setdefault(tie.known_by, {})[name] = None
    return {day: tuple(news[day]) for day in sorted(news)}
