"""Checks of days: of the situation itself, of options, of observations, of agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
from detente.situation.records import Observation, Option


def horizon_lies_ahead(checking: Checking) -> Iterator[Fault]:
    """Compare as_of with the horizon; where as_of follows from the evidence it is only a warning."""
    sit = checking.sit
    if sit.as_of is None or sit.horizon is None or sit.as_of <= sit.horizon.day:
        return
    make = fault if checking.has("as_of") else warning
    yield make(
        "DT412",
        checking.place("as_of") if checking.has("as_of") else sit.horizon.place,
        "the situation is dated after its horizon",
        expected=f"as_of on or before {sit.horizon.text}",
        got=str(sit.as_of),
        hint="write as_of: the day by which things are known; the horizon is how far ahead the questions look",
    )


def options_fit_the_status_quo(checking: Checking) -> Iterator[Fault]:
    """Compare what is dated (since, took, dropped) with what the status quo says of as_of."""
    sit = checking.sit
    if sit.as_of is None or sit.status_quo is None or sit.graph is not None:
        return
    if checking.is_broken("status_quo") or checking.is_broken("options"):
        return
    for option in sit.options:
        taken = bool(sit.status_quo >> option.bit & 1)
        seen = _last_seen(option, checking, sit.as_of)
        if seen is not None:
            says, one = seen
            if says != taken:
                what = "took" if says else "dropped"
                yield _unlike(option, checking, f"by {one.id} its owner {what} it", taken=taken)
        elif option.since is not None and option.since.day <= sit.as_of and not taken:
            yield _unlike(option, checking, f"it is taken since {option.since.text}", taken=taken)
        elif option.since is not None and option.since.first > sit.as_of and taken:
            yield _unlike(option, checking, f"it is taken only from {option.since.text} on", taken=taken)


def _last_seen(option: Option, checking: Checking, as_of: Day) -> tuple[bool, Observation] | None:
    """Give the last observation, known by as_of, that says whether an option was taken."""
    seen = [
        (one.known_by, option.bit in one.took, one)
        for one in checking.sit.evidence.values()
        if one.known_by is not None
        and one.known_by <= as_of
        and (option.bit in one.took) != (option.bit in one.dropped)
    ]
    if not seen:
        return None
    _, says, one = max(seen, key=lambda item: item[0])
    return says, one


def _unlike(option: Option, checking: Checking, why: str, *, taken: bool) -> Fault:
    where = "is" if taken else "isn't"
    return warning(
        "DT430",
        option.place,
        f"{option.label} {where} in the status quo of {checking.sit.as_of}, although {why}",
        hint="correct status_quo or the date",
    )


def known_after_it_happened(checking: Checking) -> Iterator[Fault]:
    """Compare each observation's two dates."""
    for one in checking.sit.evidence.values():
        if one.known is not None and one.date is not None and one.known.day < one.date.first:
            yield fault(
                "DT505",
                one.known.place,
                f"{one.id} was known before it happened",
                expected=f"a day on or after {one.date.text}",
                got=one.known.text,
                hint="correct one of the two: 'date' is when it happened, 'known' when it could first be read",
            )


def left_out_as_later(checking: Checking) -> Iterator[Fault]:
    """Say once how many observations are known only after as_of."""
    sit = checking.sit
    if sit.as_of is None or not checking.has("as_of"):
        return
    later = [one for one in sit.evidence.values() if one.known_by is not None and one.known_by > sit.as_of]
    if later:
        first = min(later, key=lambda one: (one.place.line, one.place.column))
        number = "1 observation is" if len(later) == 1 else f"{len(later)} observations are"
        yield warning(
            "DT513",
            checking.key_place("evidence", first.id),
            f"{number} known only after {sit.as_of} and left out, {first.id} first",
            hint="a replay takes them in when their day comes; give an earlier 'known' if they could be read by then",
        )


def dated_too_roughly(checking: Checking) -> Iterator[Fault]:
    """Find sources dated to a month or year that contains as_of, whose observations are left out for it."""
    sit = checking.sit
    if sit.as_of is None or not checking.has("as_of"):
        return
    for source in sit.sources.values():
        day = source.date
        if day is None or not day.first <= sit.as_of < day.day:
            continue
        held = [one.id for one in sit.evidence.values() if one.source == source.id and one.known is None]
        if held:
            yield warning(
                "DT514",
                day.place,
                f"{source.id} is dated {day.text}, which counts as {day.day}: after {sit.as_of}",
                got=f"left out: {', '.join(held[:6])}",
                hint="give the day of the source, or 'known:' with the observation",
            )


def agreements_are_of_the_past(checking: Checking) -> Iterator[Fault]:
    """Find agreements dated after as_of."""
    sit = checking.sit
    for one in sit.agreements.values():
        if sit.as_of is not None and one.date is not None and one.date.first > sit.as_of:
            yield warning(
                "DT611",
                one.date.place,
                f"the agreement {one.id} is dated after {sit.as_of}",
                got=one.date.text,
                hint="correct the date, or as_of",
            )


DATE_CHECKS = (
    horizon_lies_ahead,
    options_fit_the_status_quo,
    known_after_it_happened,
    left_out_as_later,
    dated_too_roughly,
    agreements_are_of_the_past,
)
