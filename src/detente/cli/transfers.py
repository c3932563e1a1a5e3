"""``detente transfers``: whose consent an item needs on its way, who can block it, and how probable it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from detente.cli.choosing import do_option, held_settings, settings
from detente.cli.opened import (
    as_day,
    faults_told,
    json_option,
    known_name,
    leave,
    opened,
    situation_argument,
)
from detente.cli.render import heading, points, print_json, say, table, working
from detente.outlook.consent_odds import Odds
from detente.outlook.refusals import Refusal
from detente.outlook.transfers import TransferResult, transfers
from detente.situation.holders import consents_of
from detente.situation.needs import lacking
from detente.situation.phrasing import actor_name, listed, option_words, percent, sentence
from detente.situation.records import Consent, Quantity, Situation, Transfer
from detente.ties.power import Holders, Passage, Power

MOST_SAID = 8  # routes, coalitions and blocking sets written out


@click.command()
@situation_argument
@click.argument("transfer", required=False)
@click.option(
    "--on", metavar="DAY", help="The day on which consents are asked; what lapses before isn't needed."
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option(
    "--draws",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="Draws from the ranges of the file.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@do_option
@click.option(
    "--start", multiple=True, metavar="OPTION=yes", help="Begin with an option at yes or no (repeatable)."
)
@json_option
def command(
    *,
    situation: str,
    transfer: str | None,
    on: str | None,
    as_of: str | None,
    draws: int,
    seed: int,
    do: tuple[str, ...],
    start: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tell on which routes an item may go, whose consent each needs, and who can block it.

    Consents that are options of a game get their probability from the forecast's model; else the file gives one.
    """
    asked_on, day = as_day(on), as_day(as_of)
    sit = opened(situation, as_json=as_json)
    if not sit.transfers:
        leave([lacking(sit, "transfers", "'detente transfers'")], as_json=as_json)
    if transfer is not None:
        known_name(transfer, list(sit.transfers), "transfer")
    held, begun = held_settings(sit, do), settings(sit, start, "--start")
    with faults_told(sit, as_json=as_json), working("asking for consents"):
        found = transfers(sit, draws=draws, seed=seed, as_of=day, on=asked_on, do=held, start=begun)
    found = {name: one for name, one in found.items() if transfer in {None, name}}
    if as_json:
        print_json({name: as_data(sit, one) for name, one in found.items()})
    else:
        say(sit.title)
        for one in found.values():
            _say(sit, one)


def as_data(sit: Situation, one: TransferResult) -> dict[str, Any]:
    """Give what ``--json`` prints of one transfer."""
    record = sit.transfers[one.id]
    return {
        "item": one.item,
        "product": one.product,
        "from": one.owner,
        "to": one.recipient,
        "on": None if one.on is None else one.on.isoformat(),
        **_power_as_data(one.structure),
        "probability": one.probability,
        "any_dependence": one.any_dependence,
        "importance": one.importance,
        "adds": [
            {"through": route.through, "adds": added}
            for route, added in zip(record.routes, one.adds, strict=False)
        ],
        "consents": list(_consents_as_data(sit, record, one)),
        "steps": len(record.steps),
        "parts": {part.id: {"item": part.item, "within": part.within} for part in record.parts.values()},
        "lapsed": [consent.holder for consent in one.lapsed],
        "later": [
            {"day": later.day.isoformat(), "lapsed": later.lapsed, **_power_as_data(later.power)}
            for later in one.later
        ],
        "refusals": one.refusals,
    }


def _power_as_data(found: Power) -> dict[str, Any]:
    """Give who can open and block a transfer."""
    return {
        "verdict": found.verdict,
        "routes": [{"through": route.through, "consents": sorted(route.holders)} for route in found.routes],
        "routes_complete": found.routes_complete,
        "coalitions": [sorted(one) for one in found.coalitions],
        "coalitions_complete": found.coalitions_complete,
        "vetoes": found.vetoes,
        "blocking": [sorted(one) for one in found.blocking],
        "blocking_complete": found.blocking_complete,
        "smallest_complete": found.smallest_complete,
        "power": found.power,
        "absolute": found.absolute,
        "swings": found.swings,
        "narrow": found.narrow,
        "why": found.why,
    }


def _consents_as_data(sit: Situation, record: Transfer, one: TransferResult) -> Iterator[dict[str, Any]]:
    """Give the consents of the item, its parts and the routes of the file; those of networks are counted only."""
    for path, needed in consents_of(record):
        for consent in needed if path[0] != "steps" else ():
            yield {
                "holder": consent.holder,
                "needed": " ".join(path),
                "options": [sit.options[bit].label for bit in consent.options],
                "not": [sit.options[bit].label for bit in consent.refusing],
                "chance": _range_as_data(consent.chance),
                "by_type": {name: _range_as_data(chance) for name, chance in consent.by_type.items()},
                "basis": consent.basis,
                "until": None if consent.until is None else consent.until.day.isoformat(),
                "lapsed": consent in one.lapsed,
            }


def _range_as_data(chance: Quantity | None) -> dict[str, Any] | None:
    return None if chance is None else {"low": chance.low, "value": chance.central, "high": chance.high}


def _say(sit: Situation, one: TransferResult) -> None:
    """Print one transfer."""
    found, record = one.structure, sit.transfers[one.id]
    heading(f"{one.item}{f' ({one.product})' if one.product else ''}")
    asked = f", consents as of {one.on}" if one.on else ""
    say(f"{one.id}: from {actor_name(sit, one.owner)} to {actor_name(sit, one.recipient)}{asked}.")
    if found.verdict == "not_applicable":
        say("It leads to where it begins.")
        return
    if found.verdict == "impossible":
        say("No way leads there, so there is nothing to consent to and nothing to block.")
        return
    points(_consent_words(sit, record, one))
    _say_routes(sit, found)
    if found.verdict == "free":
        say("A way needs nobody's consent, so nobody can block it.")
        return
    _say_sets(sit, found)
    say(_odds_words(one.probability, handed_over=bool(record.by)))
    _say_power(sit, one)
    for refusal in one.refusals.values():
        first, *rest = _refusal_words(sit, refusal)
        say(first)
        points(rest)
    for later in one.later:
        names = _hands(sit, later.lapsed)
        say(
            f"From {later.day} on, when the consent of {names} is no longer needed: {_who_blocks(sit, later.power)}"
        )


def _consent_words(sit: Situation, record: Transfer, one: TransferResult) -> Iterator[str]:
    """Say each consent of the item, its parts and routes: whose, where it is needed, and what it hangs on."""
    for path, needed in consents_of(record):
        if path[0] == "steps":
            continue
        for consent in needed:
            lapsed = "; lapsed" if consent in one.lapsed else ""
            basis = f" ({consent.basis})" if consent.basis else ""
            until = f", until {consent.until.text}" if consent.until else ""
            yield f"{_where(sit, record, path)}{actor_name(sit, consent.holder)}: {_consent(sit, consent)}{basis}{until}{lapsed}"
    if record.steps:
        yield f"a network of {len(record.steps)} steps, each with its consents"


def _where(sit: Situation, record: Transfer, path: tuple[str, ...]) -> str:
    """Say where a consent is needed, if not for the item itself."""
    either = "one of these: " if "either" in path else ""
    if path[0] == "parts":
        part = record.parts[path[1]]
        return f"for {part.item or part.id}, {either}"
    if path[0] == "routes":
        through = record.routes[int(path[1])].through
        return f"through {_hands(sit, through)}, {either}" if through else f"straight, {either}"
    return either


def _consent(sit: Situation, one: Consent) -> str:
    """Say what a consent hangs on."""
    if one.by_type:
        return ", ".join(f"{_chance(chance)} if {name}" for name, chance in one.by_type.items())
    if one.chance is not None:
        return _chance(one.chance)
    words = [option_words(sit.options[bit]) for bit in one.options]
    words += [f"not {option_words(sit.options[bit])}" for bit in one.refusing]
    return listed(words) or "not rated"


def _chance(one: Quantity) -> str:
    """Write a probability as a range, with its word."""
    low, high = percent(float(one.low)), percent(float(one.high))
    span = low if low == high else f"{low.removesuffix(' %')} to {high}"
    return f"{one.word} ({span})" if one.word else span


def _hands(sit: Situation, hands: Iterable[str]) -> str:
    """Name hands or holders."""
    names = [actor_name(sit, hand) for hand in hands]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _say_routes(sit: Situation, found: Power) -> None:
    """Print the first routes with whose consents they need."""
    many = f"{'' if found.routes_complete else 'at least '}{len(found.routes)}"
    say(f"{many} route{'s' if len(found.routes) != 1 else ''}:")
    points(_route_words(sit, route) for route in found.routes[:MOST_SAID])
    if len(found.routes) > MOST_SAID:
        say(f"... and {len(found.routes) - MOST_SAID} more; --json lists them.")
    if found.narrow:
        say(f"Every route passes {_hands(sit, found.narrow)}.")


def _route_words(sit: Situation, route: Passage) -> str:
    where = f"through {_hands(sit, route.through)}" if route.through else "straight"
    return f"{where}: {_set(sit, route.holders) if route.holders else 'no consent needed'}"


def _set(sit: Situation, holders: Holders) -> str:
    return _hands(sit, sorted(holders))


def _say_sets(sit: Situation, found: Power) -> None:
    """Print the coalitions that open it, who has a veto, and who can block it."""
    least = "" if found.coalitions_complete else "at least these, of too many to list them all, "
    say(f"It takes the consent {least}of:")
    points(_set(sit, one) for one in found.coalitions[:MOST_SAID])
    if len(found.coalitions) > MOST_SAID:
        say(f"... or of {len(found.coalitions) - MOST_SAID} other sets; --json lists them.")
    say(sentence(_who_blocks(sit, found)))


def _who_blocks(sit: Situation, found: Power) -> str:
    """Say who can block a transfer."""
    if found.verdict != "conditional":
        return "nobody can block it" if found.verdict == "free" else "there is nothing to block"
    alone = f"{_hands(sit, found.vetoes) if found.vetoes else 'nobody'} can block it alone"
    several = [one for one in found.blocking if len(one) > 1]
    if not several:
        return alone if found.blocking else f"{alone}; the smallest set that can isn't known"
    said = "; ".join(_set(sit, one) for one in several[:MOST_SAID])
    rest = len(several) - MOST_SAID
    more = f"; and {rest} other sets" if rest > 0 else "" if found.blocking_complete else "; and others"
    return f"{alone}. Together: {said}{more}"


def _odds_words(one: Odds, *, handed_over: bool) -> str:
    """Say how probable it is, with its range and what isn't known; that it is handed over, or possible only."""
    what, only = (
        ("It is handed over with all consents", "")
        if handed_over
        else (
            "It is possible",
            " Possible is not yet wanted.",
        )
    )
    if one.low is None or one.high is None:
        return f"How probable it is isn't known: {one.why}."
    low, high = percent(one.low), percent(one.high)
    span = low if low == high else f"{low.removesuffix(' %')} to {high}"
    if one.value is None:
        return f"{what} with a probability of {span}; no closer, for {one.why}."
    error = f", by draws, give or take {percent(one.monte_carlo_error)}" if one.monte_carlo_error else ""
    within = f" ({span})" if low != high else ""
    return f"{what} with a probability of {percent(one.value)}{within}{error}.{only}"


def _say_power(sit: Situation, one: TransferResult) -> None:
    """Print the holders with their power and importance."""
    found = one.structure
    ranked = sorted(one.importance, key=lambda holder: (-found.power.get(holder, 0.0), holder))[:MOST_SAID]
    rows = [
        (
            actor_name(sit, holder),
            f"{found.power[holder]:.2f}" if found.power else "not known",
            f"{found.absolute[holder]:.2f}" if found.power else "not known",
            _points_of(one.importance[holder]),
        )
        for holder in ranked
    ]
    table(("holder", "power", "absolute", "importance"), rows, right=(1, 2, 3))
    say(
        "Power: its part of all cases in which one consent decides. Absolute: in what part of the others' choices it "
        "decides. Importance: the probability if it surely consents, less that if it surely refuses."
    )


def _points_of(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"


def _refusal_words(sit: Situation, one: Refusal) -> Iterator[str]:
    """Say whether a refusal would be kept, under which concepts, and at what price."""
    name = actor_name(sit, one.holder)
    if one.kept.value is None or one.kept.low is None or one.kept.high is None:
        yield f"{name} refuses: not tested, {one.why}"
        return
    where = "where the others consent" if one.states else "on every course"
    low, high = percent(one.kept.low), percent(one.kept.high)
    span = "" if low == high else f" ({low.removesuffix(' %')} to {high})"
    verdict = "credible" if one.credible else "not credible"
    yield f"{name} refuses {where} with a probability of {percent(one.kept.value)}{span}: {verdict}."
    stable = ", ".join(f"{concept} {percent(value)}" for concept, value in one.stable.items())
    yield f"its refusal is stable under: {stable}"
    if one.cannot:
        yield "it has no way to refuse any more"
    for price in one.prices:
        kind = price.type if len(one.prices) > 1 else ""
        told = price.why
        if price.value is not None:
            told = f"{price.value:g}{_ends(price.low, price.high)} points of its weights"
        yield f"what consent costs it{f' as {kind}' if kind else ''}: {told}"


def _ends(low: float | None, high: float | None) -> str:
    return "" if low is None or low == high else f" ({low:g} to {high:g})"
