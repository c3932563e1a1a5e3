"""Checks of observations as records: places in sources, digests, grades, origins, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
from detente.situation.records import Observation
from detente.situation.text import inside

AT = re.compile(r"p([1-9]\d*)\s+s([1-9]\d*)")
"""N-th non-empty line and M-th sentence of it."""

_DIGEST = re.compile(r"[0-9a-f]{8}")


def places_can_be_found(checking: Checking) -> Iterator[Fault]:
    """Check the form of places in sources and of digests."""
    for name, one in checking.sit.evidence.items():
        if one.at and not AT.fullmatch(one.at):
            yield fault(
                "DT507",
                checking.place("evidence", name, "at"),
                "this is not a place in a source's text",
                expected="pN sM: N-th non-empty line, M-th sentence, such as p7 s1",
                got=one.at[:40],
            )
        if one.digest and not _DIGEST.fullmatch(one.digest):
            yield fault(
                "DT506",
                checking.place("evidence", name, "digest"),
                "this is not a digest",
                expected="8 hex digits in small letters, such as 3f9c21e0",
                got=one.digest[:40],
                hint="'detente source' prints the digest of each sentence",
            )


def texts_are_there(checking: Checking) -> Iterator[Fault]:
    """Check that the text of a source lies in the situation's folder."""
    file = checking.sit.file
    folder = Path(file).parent if file else None
    for name, one in checking.sit.sources.items():
        if not one.text or folder is None:
            continue
        place = checking.place("sources", name, "text")
        path = inside(folder, one.text)
        if path is None:
            yield fault(
                "DT120",
                place,
                "a source's text lies in the situation's own folder",
                expected="a name such as sources/speech.txt, without '..' and without a leading '/'",
                got=one.text,
            )
        elif not path.is_file():
            yield fault(
                "DT121",
                place,
                "there is no such text",
                got=one.text,
                hint="the name is relative to the situation file; remove 'text:' if the text may not be kept",
            )


def options_go_one_way(checking: Checking) -> Iterator[Fault]:
    """Find observations by which one option was taken and dropped at once."""
    sit = checking.sit
    for name, one in sit.evidence.items():
        both = [sit.options[bit].label for bit in one.took if bit in one.dropped]
        if both:
            yield fault(
                "DT520",
                checking.key_place("evidence", name),
                f"by {name} {both[0]} was taken and dropped at once",
                hint="keep 'took:' or 'dropped:'",
            )


def reports_are_graded(checking: Checking) -> Iterator[Fault]:
    """Find reports that count as fact because neither they nor their source have a grade; once per source."""
    sit = checking.sit
    ungraded: dict[str, list[str]] = {}
    for name, one in sit.evidence.items():
        path = ("evidence", name, "grade")
        lost = checking.is_broken(*path) or checking.is_broken("sources", one.source)
        lost = lost or (not one.source and checking.has("evidence", name, "source"))
        if one.expected_if and one.grade is None and not lost:
            ungraded.setdefault(one.source, []).append(name)
    for source, names in ungraded.items():
        whom = f"the source {source}" if source else "an observation without a source"
        yield warning(
            "DT517",
            checking.key_place("sources", source) if source else checking.key_place("evidence", names[0]),
            f"{whom} has no grade, so what it reports is taken as fact",
            got=f"observations {', '.join(names[:6])}" + (" and others" if len(names) > 6 else ""),
            hint="grade the source A to F, or the observation, such as B2; F and 6 mean 'cannot be judged'",
        )


def grades_agree(checking: Checking) -> Iterator[Fault]:
    """Find observations whose two grades are more than two steps apart."""
    for name, one in checking.sit.evidence.items():
        grade = one.grade
        if grade is None or not one.expected_if or not checking.has("evidence", name, "grade"):
            continue
        if (
            grade.reliability == "F"
            or grade.credibility == "6"
            or not (grade.reliability and grade.credibility)
        ):
            continue
        steps = abs("ABCDE".index(grade.reliability) + 1 - int(grade.credibility))
        if steps > 2:
            yield warning(
                "DT519",
                grade.place,
                f"the two grades of {name} are {steps} steps apart; only the second counts",
                got=grade.reliability + grade.credibility,
                hint="the letter grades the source, the digit this information; see whether both are meant",
            )


def confirmations_count_once(checking: Checking) -> Iterator[Fault]:
    """Find reports graded 1, confirmed, beside what may be their confirmation."""
    sit = checking.sit
    rated = [one for one in sit.evidence.values() if one.expected_if and _counts(checking, one)]
    for one in rated:
        if one.grade is not None and one.grade.credibility == "1":
            second = next((other for other in rated if _may_confirm(one, other)), None)
            if second is not None:
                yield warning(
                    "DT518",
                    checking.place("evidence", one.id, "grade"),
                    f"{one.id} has credibility 1, confirmed by others; if {second.id} is the confirmation, it counts twice",
                    hint=f"give both one 'origin:', or grade {one.id} as it stands alone",
                )


def _counts(checking: Checking, one: Observation) -> bool:
    as_of = checking.sit.as_of
    return as_of is None or one.known_by is None or one.known_by <= as_of


def _may_confirm(confirmed: Observation, other: Observation) -> bool:
    """Whether another report is of the same day, about the same actor's act, and from elsewhere."""
    if confirmed.origin == other.origin or (confirmed.source and confirmed.source == other.source):
        return False
    if confirmed.date is None or other.date is None or confirmed.date.day != other.date.day:
        return False
    same_actor = confirmed.by == other.by or not (confirmed.by and other.by)
    return same_actor and bool(set(confirmed.expected_if) & set(other.expected_if))


def dependence_joins_origins(checking: Checking) -> Iterator[Fault]:
    """Find groups of reports that hang together which hold fewer than two origins."""
    sit = checking.sit
    for k, one in enumerate(sit.dependence):
        if checking.is_broken("dependence", str(k)):
            continue
        origins = {sit.evidence[name].origin for name in one.evidence if name in sit.evidence}
        if len(origins) < 2:
            yield warning(
                "DT525",
                one.place,
                "a dependence joins reports of different origin, and here is only one",
                got=", ".join(one.evidence),
                hint="reports of one origin count once anyway; remove this",
            )


EVIDENCE_CHECKS = (
    places_can_be_found,
    texts_are_there,
    options_go_one_way,
    reports_are_graded,
    grades_agree,
    confirmations_count_once,
    dependence_joins_origins,
)
