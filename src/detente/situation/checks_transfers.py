"""Checks of agreements, figures and transfers."""

from __future__ import annotations

from collections.abc import Iterator

from detente.faults import Fault, fault, warning
from detente.situation.checking import Checking
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


def options_of_transfers_fit(checking: Checking) -> Iterator[Fault]:
    """Check that whoever hands over or agrees does so by an option of its own."""
    if checking.is_broken("options"):
        return
    for name, one in checking.sit.transfers.items():
        path = ("transfers", name)
        if not checking.is_broken(*path, "by"):
            yield from _handed_over(checking, one)
        yield from _consents(checking, (*path, "consent"), one.consent, one)
        for k, route in enumerate(one.routes):
            yield from _consents(checking, (*path, "routes", str(k), "consent"), route.consent, one)


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


def _consents(
    checking: Checking, path: tuple[str, ...], consents: tuple[Consent, ...], transfer: Transfer
) -> Iterator[Fault]:
    sit = checking.sit
    for one in consents:
        if checking.is_broken(*path, one.holder):
            continue
        for option in (sit.options[bit] for bit in one.options):
            if one.holder and option.owner != one.holder:
                yield fault(
                    "DT701",
                    checking.place(*path, one.holder),
                    f"{option.label} is an option of {option.owner}, not of {one.holder}, whose consent it is",
                    expected=f"an option of {one.holder}, or a probability",
                    got=option.label,
                )
        if bool(one.options) == (one.chance is not None):
            yield fault(
                "DT703",
                checking.key_place(*path, one.holder),
                f"the consent of {one.holder} to {transfer.id} is "
                + (
                    "an option and a probability at once"
                    if one.options
                    else "neither an option nor a probability"
                ),
                expected="an option of the holder, or a probability where no game is played",
            )
        if one.until is not None and sit.as_of is not None and one.until.day < sit.as_of:
            yield warning(
                "DT705",
                one.until.place,
                f"the consent of {one.holder} lapsed on {one.until.day}, before {sit.as_of}",
                hint="remove it if it is no longer needed",
            )


TRANSFER_CHECKS = (
    agreements_join_two,
    figures_add_up,
    transfers_lead_somewhere,
    options_of_transfers_fit,
)
