"""Checks of agreements, figures and transfers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.faults import Fault, Place, fault, warning
from detente.situation.checking import Checking
from detente.situation.holders import consents_of, group_of, unrated
from detente.situation.names import nearest
from detente.situation.records import Consent, Figure, Transfer


def agreements_join_two(checking: Checking) -> Iterator[Fault]:
    """Find agreements with fewer than two parties."""
    if checking.is_broken("actors"):
        return
    for name, one in checking.sit.agreements.items():
        path = ("agreements", name, "between")
        if len(set(one.between)) < 2 and not checking.is_broken(*path):
            yield fault(
                "DT610",
                checking.place(*path),
                f"the agreement {name} has one party",
                expected="two parties or more, such as [CHN, BLR]",
                got=", ".join(one.between) or "none",
            )


def figures_add_up(checking: Checking) -> Iterator[Fault]:
    """Check that parts make up their total."""
    for name, one in checking.sit.figures.items():
        if not checking.is_broken("figures", name):
            yield from _adds_up(checking, one)


def _adds_up(checking: Checking, one: Figure) -> Iterator[Fault]:
    given = {name: part for name, part in one.parts.items() if part is not None}
    rests = [name for name, part in one.parts.items() if part is None]
    low, high = sum(part.low for part in given.values()), sum(part.high for part in given.values())
    place = checking.place("figures", one.id, "parts")
    said = " + ".join(f"{name} {part.text}" for name, part in given.items())
    if len(rests) > 1:
        yield fault(
            "DT612",
            place,
            f"{len(rests)} parts of {one.id} are 'rest'",
            expected="at most one 'rest'",
            got=", ".join(rests),
        )
    elif low > one.total.high or (not rests and high < one.total.low):
        total = f"{float(low):g}" if low == high else f"{float(low):g} to {float(high):g}"
        over = f", so {rests[0]} would be negative" if rests else ""
        yield fault(
            "DT612",
            place,
            f"the parts of {one.id} make {total} and its total is {one.total.text}{over}",
            expected=f"parts that make {one.total.text}",
            got=said,
            hint="correct a number" if rests else "correct a number, or add a part that is 'rest'",
        )


def transfers_lead_somewhere(checking: Checking) -> Iterator[Fault]:
    """Check the two ends of a transfer and the hands it passes."""
    for name, one in checking.sit.transfers.items():
        if one.owner and one.owner == one.recipient:
            yield fault(
                "DT704",
                checking.place("transfers", name, "to"),
                f"the transfer {name} leads from {one.owner} to itself",
                hint="correct 'from:' or 'to:'",
            )
        for k, route in enumerate(one.routes):
            ends = [hand for hand in route.through if hand in {one.owner, one.recipient}]
            twice = [hand for hand in dict.fromkeys(route.through) if route.through.count(hand) > 1]
            for hand in dict.fromkeys([*ends, *twice]):
                yield fault(
                    "DT706",
                    checking.place("transfers", name, "routes", str(k), "through"),
                    f"a route of {name} passes {hand} twice",
                    expected="the hands between owner and recipient, each once",
                    got=", ".join(route.through),
                )


def steps_lead_on(checking: Checking) -> Iterator[Fault]:
    """Find steps of networks that lead from a hand to itself."""
    for name, one in checking.sit.transfers.items():
        if checking.is_broken("transfers", name, "steps"):
            continue
        for step in one.steps:
            if step.source == step.target:
                yield fault(
                    "DT707",
                    step.place,
                    f"a step of {name} leads from {step.source} to itself",
                    expected="two different hands",
                    hint="correct 'from' or 'to'",
                )


def networks_reach_their_end(checking: Checking) -> Iterator[Fault]:
    """Find networks of steps that never reach the recipient, where no route does either."""
    for name, one in checking.sit.transfers.items():
        looped = any(step.source == step.target for step in one.steps)
        if not one.networked or one.routes or one.unread or looped or checking.is_broken("transfers", name):
            continue
        reached, waiting = {one.owner}, [one.owner]
        onward: dict[str, list[str]] = {}
        for step in one.steps:
            onward.setdefault(step.source, []).append(step.target)
        while waiting:
            fresh = [hand for hand in onward.get(waiting.pop(), ()) if hand not in reached]
            reached.update(fresh)
            waiting += fresh
        if one.recipient not in reached:
            hands = {hand for step in one.steps for hand in (step.source, step.target)}
            lost = next((end for end in (one.owner, one.recipient) if end not in hands), "")
            near = nearest(lost, hands) if lost else ""
            yield warning(
                "DT711",
                checking.place("transfers", name, "steps"),
                f"no steps of {name} lead from {one.owner} to {one.recipient}",
                hint=f"'{near}' may be meant for {lost}"
                if near
                else "the names of hands are taken as they stand",
            )


def parts_are_within_others(checking: Checking) -> Iterator[Fault]:
    """Check that each part is within the item or another part, and none within itself."""
    for name, one in checking.sit.transfers.items():
        if checking.is_broken("transfers", name, "parts"):
            continue
        for part in one.parts.values():
            place = checking.place("transfers", name, "parts", part.id, "within")
            if part.within and part.within not in one.parts:
                near = nearest(part.within, one.parts)
                yield fault(
                    "DT708",
                    place,
                    f"{name} has no part '{part.within}'",
                    expected=", ".join(one.parts),
                    hint=f"did you mean '{near}'?" if near else "",
                )
            elif _holds_itself(one, part.id):
                yield fault(
                    "DT709",
                    place,
                    f"the part {part.id} of {name} is within itself",
                    hint="a part is within the item, or within a part that is",
                )


def _holds_itself(transfer: Transfer, name: str) -> bool:
    """Tell whether going from a part to the part that contains it comes back to it."""
    seen: set[str] = set()
    while name in transfer.parts and name not in seen:
        seen.add(name)
        name = transfer.parts[name].within
    return name in seen


def options_of_transfers_fit(checking: Checking) -> Iterator[Fault]:
    """Check that whoever hands over or agrees does so by an option of its own."""
    if checking.is_broken("options"):
        return
    for name, one in checking.sit.transfers.items():
        path = ("transfers", name)
        if not checking.is_broken(*path, "by"):
            yield from _handed_over(checking, one)
        for within, consents in consents_of(one):
            for consent in consents:
                yield from _consent(checking, (*path, *within), consent, one)


def _handed_over(checking: Checking, one: Transfer) -> Iterator[Fault]:
    for option in (checking.sit.options[bit] for bit in one.by):
        if one.owner and option.owner != one.owner:
            yield fault(
                "DT702",
                checking.place("transfers", one.id, "by"),
                f"{option.label} is an option of {option.owner}, and {one.owner} has the item",
                expected=f"an option of {one.owner}",
                got=option.label,
                hint="another's agreement stands under 'consent:'",
            )


def _consent(checking: Checking, path: tuple[str, ...], one: Consent, transfer: Transfer) -> Iterator[Fault]:
    """Check one consent: whose options it is, that it is one thing, its types, and whether it has lapsed."""
    sit = checking.sit
    if checking.is_broken(*path, one.holder):
        return
    for option in (sit.options[bit] for bit in (*one.options, *one.refusing)):
        if one.holder and option.owner != one.holder:
            yield fault(
                "DT701",
                _place(checking, path, one),
                f"{option.label} is an option of {option.owner}, not of {one.holder}, whose consent it is",
                expected=f"an option of {one.holder}, or a probability",
                got=option.label,
            )
    decided = bool(one.options or one.refusing)
    if not one.bare and decided == (one.chance is not None or bool(one.by_type)):
        yield fault(
            "DT703",
            _key_place(checking, path, one),
            f"the consent of {one.holder} to {transfer.id} is "
            + ("an option and a probability at once" if decided else "neither an option nor a probability"),
            expected="an option of the holder, or a probability where no game is played",
        )
    if one.by_type:
        yield from _by_type(checking, path, one, transfer)
    if one.until is not None and sit.as_of is not None and one.until.day < sit.as_of:
        yield warning(
            "DT705",
            one.until.place if one.until.place.file == sit.file else one.place,
            f"the consent of {one.holder} lapsed on {one.until.day}, before {sit.as_of}",
            hint="remove it if it is no longer needed",
        )


def _by_type(checking: Checking, path: tuple[str, ...], one: Consent, transfer: Transfer) -> Iterator[Fault]:
    """Check that probabilities by type are for all types of the holder, or answers of one hypothesis."""
    if checking.is_broken("preferences") or checking.is_broken("hypotheses"):
        return
    left = unrated(checking.sit, one)
    if left or not group_of(checking.sit, one):
        yield fault(
            "DT710",
            _place(checking, path, one),
            f"the consent of {one.holder} to {transfer.id} has probabilities by type that don't fit",
            expected=f"one for each type of {one.holder}, or for each answer of one hypothesis",
            got=", ".join(one.by_type),
            hint=f"{', '.join(left)} not rated" if left else "",
        )


def _place(checking: Checking, path: tuple[str, ...], one: Consent) -> Place:
    """Give the place of a consent: in the file, or in the row of a table."""
    return checking.place(*path, one.holder) if one.place.file == checking.sit.file else one.place


def _key_place(checking: Checking, path: tuple[str, ...], one: Consent) -> Place:
    return checking.key_place(*path, one.holder) if one.place.file == checking.sit.file else one.place


TRANSFER_CHECKS = (
    agreements_join_two,
    figures_add_up,
    transfers_lead_somewhere,
    steps_lead_on,
    networks_reach_their_end,
    parts_are_within_others,
    options_of_transfers_fit,
)
