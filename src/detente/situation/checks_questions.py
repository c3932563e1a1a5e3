"""Checks of what is asked and what was promised: questions and commitments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
from detente.situation.expressions import Compare, Expr, bits_of, walk
from detente.situation.names import nearest
from detente.situation.records import Question


def questions_are_open(checking: Checking) -> Iterator[Fault]:
    """Find questions that resolve before the day of the situation."""
    sit = checking.sit
    if sit.as_of is None or (sit.horizon is not None and sit.horizon.day < sit.as_of):
        return
    make = fault if checking.has("as_of") else warning
    for name, one in sit.questions.items():
        own = one.by is not None and checking.has("questions", name, "by")
        if own and one.by is not None and one.by.day < sit.as_of:
            yield make(
                "DT424",
                one.by.place,
                f"the question {name} resolves before the day of the situation",
                expected=f"a day on or after {sit.as_of}",
                got=one.by.text,
                hint="correct 'by:' or as_of",
            )


def questions_have_a_base(checking: Checking) -> Iterator[Fault]:
    """Find questions without a reference rate."""
    for name, one in checking.sit.questions.items():
        if one.base is None and not checking.is_broken("questions", name):
            yield warning(
                "DT425",
                checking.key_place("questions", name),
                f"the question {name} has no base rate",
                hint="write 'base:', how often such things happen, with its reason under 'because:'",
            )


def questions_differ(checking: Checking) -> Iterator[Fault]:
    """Find questions that ask the same as one before them."""
    seen: dict[tuple[Expr | None, str, Day | None, str], str] = {}
    for name, one in checking.sit.questions.items():
        first = seen.setdefault(_asked(one), name)
        if first != name:
            yield warning(
                "DT423",
                checking.key_place("questions", name),
                f"the question {name} asks the same as {first}",
                hint="remove one of the two, or say in what they differ",
            )


def _asked(one: Question) -> tuple[Expr | None, str, Day | None, str]:
    """Give what tells questions apart: what is asked of the model, or else the words."""
    text = "" if one.when is not None else " ".join(one.text.casefold().split())
    return one.when, one.counted, one.by.day if one.by else None, text


def measures_name_ties(checking: Checking) -> Iterator[Fault]:
    """Check the names that measures of ties in a question use."""
    sit = checking.sit
    if any(checking.is_broken(part) for part in ("actors", "ties", "vectors")):
        return
    for name, one in sit.questions.items():
        for part in walk(one.when) if one.when is not None else ():
            if isinstance(part, Compare):
                why, hint = _unmeasured(checking, part)
                if why:
                    place = checking.place("questions", name, "when")
                    yield fault("DT437", place, why, got=one.when_text, hint=hint)


def _unmeasured(checking: Checking, one: Compare) -> tuple[str, str]:
    """Say why a measure has no value, and what to do; nothing if it has one."""
    sit, (kind, arguments) = checking.sit, (one.measure.kind, one.measure.arguments)
    known = dict.fromkeys(
        [*sit.actors, *(end for tie in sit.ties for end in (tie.source_actor, tie.target_actor))]
    )
    parties = arguments if kind == "balance" else arguments[:-1]
    for party in parties:
        if party not in known:
            near = nearest(party, known)
            return f"'{kind}' names '{party}', which is no actor and in no tie", _meant(near)
    if kind == "balance":
        return (
            ("", "") if sit.poles else ("'balance' needs 'poles:', and the file has none", "write the poles")
        )
    vectors = dict.fromkeys(tie.vector for tie in sit.ties)
    vector, actor = arguments[-1], arguments[0]
    if vector not in vectors:
        return f"'{kind}' names the vector '{vector}', and no tie is of it", _meant(nearest(vector, vectors))
    if not any(tie.vector == vector and actor in {tie.source_actor, tie.target_actor} for tie in sit.ties):
        return (
            f"there is no tie on {vector} from or to {actor}, so '{kind}' has no value",
            "record it under 'ties:'",
        )
    return "", ""


def _meant(near: str) -> str:
    return f"did you mean '{near}'?" if near else ""


def commitments_bind_their_maker(checking: Checking) -> Iterator[Fault]:
    """Check who is bound, by what of its own, and who claims it."""
    sit = checking.sit
    if checking.is_broken("options") or checking.is_broken("actors"):
        return
    for name, one in sit.commitments.items():
        if checking.is_broken("commitments", name) or not one.by:
            continue
        if one.claimed_by == one.by:
            yield fault(
                "DT421",
                checking.place("commitments", name, "claimed_by"),
                f"the commitment {name} is claimed by the one who makes it",
                hint="leave 'claimed_by:' out; it names another actor who says that this one is bound",
            )
        own = {option.bit for option in sit.options if option.owner == one.by}
        if not own & bits_of(one.then):
            yield warning(
                "DT422",
                checking.place("commitments", name, "then"),
                f"'{one.then_text}' names no option of {one.by}, so {one.by} can't keep the commitment {name} by itself",
                hint="say what the one who is bound would do, or correct 'by:'",
            )


QUESTION_CHECKS = (
    questions_are_open,
    questions_have_a_base,
    questions_differ,
    measures_name_ties,
    commitments_bind_their_maker,
)
