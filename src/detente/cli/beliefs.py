"""``detente beliefs``: how probable each type is, and what moved that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import click

from detente.cli.opened import as_day, faults_told, json_option, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, table, working
from detente.evidence.beliefs import Beliefs, Posterior, beliefs
from detente.evidence.frames import LeftOut
from detente.evidence.saydo import Gap, say_do
from detente.evidence.weighing import Weighed
from detente.situation.needs import lacking
from detente.situation.phrasing import actor_name, percent, sentence, support_words
from detente.situation.records import Situation

MOST_SAID = 6  # origins written out per group
DECIBANS_PER_NAT = 10 / math.log(10)
_CERTAIN = "a likelihood of 0 makes a type impossible"
_ONE_SIDED = "statements or conduct alone make a type certain or impossible"


@click.command()
@situation_argument
@click.option("--as-of", "as_of", metavar="DAY", help="Only evidence known by this day counts.")
@click.option(
    "--use",
    type=click.Choice(["all", "statements", "conduct"]),
    default="all",
    show_default=True,
    help="All evidence, or an actor's own words or deeds only.",
)
@json_option
def command(*, situation: str, as_of: str | None, use: Any, as_json: bool) -> None:
    """Tell how probable each type and each answer to a hypothesis is, and what moved that.

    Weights of evidence are in decibans: 10 stands for ten times as likely under one type as under the other, 3 for
    twice.
    """
    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    typed = any(one.typed and len(one.types) > 1 for one in sit.preferences.values())
    if not typed and not sit.hypotheses:
        leave([lacking(sit, "types", "'detente beliefs'")], as_json=as_json)
    with faults_told(sit, as_json=as_json), working("weighing the evidence"):
        found, gaps = beliefs(sit, day, use), say_do(sit, day)
    if as_json:
        print_json(as_data(found, gaps))
    else:
        _say(sit, found, gaps)


def as_data(found: Beliefs, gaps: Mapping[str, Gap]) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    return {
        "posterior": found.posterior,
        "prior": found.prior,
        "shift": found.shift,
        "weights": [_weight_as_data(one) for one in found.weighed],
        "linchpins": [
            {"group": one.group, "origin": one.origin, "leader": one.pair[0], "without": one.leader_without}
            for one in found.linchpins
        ],
        "gaps": {actor: _gap_as_data(one) for actor, one in gaps.items()},
        "left_out": found.left_out,
        "loose": found.loose,
        "as_of": None if found.as_of is None else found.as_of.isoformat(),
        "use": found.use,
    }


def _weight_as_data(one: Weighed) -> dict[str, Any]:
    """Give one origin's weight; where it is infinite there is none, and why stands beside it."""
    sure = all(math.isfinite(number) for number in (one.nats, one.change, one.diagnosticity))
    weight = one.weight
    return {
        "group": one.group,
        "origin": one.origin,
        "observations": one.observations,
        "repeats": one.repeats,
        "for": one.pair[0],
        "against": one.pair[1],
        "decibans": one.decibans,
        "nats": one.nats,
        "change": one.change,
        "diagnosticity": one.diagnosticity,
        "why": "" if sure else _CERTAIN,
        "report_weight": {
            "low": weight.low,
            "value": weight.value,
            "high": weight.high,
            "grade": weight.entry,
        },
        "counted": one.counted,
        "without": one.without,
        "leader_without": one.leader_without,
    }


def _gap_as_data(gap: Gap) -> dict[str, Any]:
    """Give one actor's gap; what isn't available is null, and why stands beside it."""
    return {
        "types": {
            name: {"low": None, "value": None, "high": None, "why": _ONE_SIDED}
            if one is None
            else {**one._asdict(), "why": "" if all(map(math.isfinite, one)) else _ONE_SIDED}
            for name, one in gap.types.items()
        },
        "size": gap.size,
        "statements": gap.statements,
        "conduct": gap.conduct,
        "why": gap.why,
    }


def _say(sit: Situation, found: Beliefs, gaps: Mapping[str, Gap]) -> None:
    """Print beliefs, what moved them, what hangs on one origin, and the gap between words and deeds."""
    of = {"all": "all evidence", "statements": "each actor's own words", "conduct": "each actor's own deeds"}
    day = f", as known by {found.as_of}" if found.as_of else ""
    say(sit.title, f"By {of[found.use]}{day}. Ranges: what the ranges of the file allow.")
    for group in found:
        _say_group(sit, found, group)
    _say_linchpins(sit, found)
    if gaps and found.use == "all":
        heading("Words and deeds")
        points(_gap_words(sit, actor, gap) for actor, gap in gaps.items())
    if found.left_out:
        heading("Not counted")
        points(_left_out_words(found.left_out))
    if found.loose:
        say(f"The ranges of {', '.join(found.loose)} are safe, but may be wider than need be.")


def _name(sit: Situation, group: str) -> str:
    """Name an actor or a hypothesis."""
    return sit.hypotheses[group].text or group if group in sit.hypotheses else actor_name(sit, group)


def _say_group(sit: Situation, found: Beliefs, group: str) -> None:
    """Print the belief about one actor or hypothesis, and what weighed most."""
    heading(_name(sit, group))
    rows = [
        (name, percent(found.prior[group][name].value), percent(one.value), _range(one))
        for name, one in found[group].items()
    ]
    table(("", "before", "after", "range"), rows, right=(1, 2, 3))
    weighed = [one for one in found.weighed if one.group == group]
    if not weighed:
        say("No evidence bears on it.")
        return
    first, second = weighed[0].pair
    say(f"What weighed most between {first} and {second}, in decibans:")
    points(_weight_words(sit, one) for one in weighed[:MOST_SAID])
    if len(weighed) > MOST_SAID:
        say(f"... and {len(weighed) - MOST_SAID} that weigh less; --json lists them.")


def _range(one: Posterior) -> str:
    """Write a range of probabilities."""
    low, high = percent(one.low), percent(one.high)
    return low if low == high else f"{low} to {high}"


def _weight_words(sit: Situation, one: Weighed) -> str:
    """Say how an origin weighs, and what was seen."""
    speaks = one.pair[0] if one.decibans > 0 else one.pair[1]
    number = f"{one.decibans:+.1f}" if math.isfinite(one.decibans) else "beyond measure"
    support = support_words(one.decibans)
    verdict = (
        "speaks for neither"
        if support == "hardly" and abs(one.decibans) < 0.05
        else f"{support} for {speaks}"
    )
    seen = sit.evidence[one.observations[0]].says or one.observations[0]
    also = (*one.observations[1:], *one.repeats)
    more = f" [one origin with {', '.join(also)}]" if also else ""
    return f"{number}, {verdict}: {one.observations[0]}{more}. {seen}"


def _say_linchpins(sit: Situation, found: Beliefs) -> None:
    """Print the origins on which it hangs which type leads."""
    heading("What one origin decides")
    if not found.linchpins:
        say("No single origin decides which type is the most probable.")
        return
    points(
        f"{_name(sit, one.group)}: {one.pair[0]} leads; without {one.origin}, {one.leader_without} would."
        for one in found.linchpins
    )


def _gap_words(sit: Situation, actor: str, gap: Gap) -> str:
    """Say how far an actor's words and deeds speak for different types."""
    name = actor_name(sit, actor)
    if gap.why:
        return sentence(f"{name}: not available, for {gap.why}")
    kind, one = next(iter(gap.types.items()))
    if one is None:
        return sentence(f"{name}: without measure, for {_ONE_SIDED}")
    decibans = one.value * DECIBANS_PER_NAT
    more = "more" if decibans > 0 else "less"
    words = f"its words speak {support_words(decibans)} {more} for {kind} than its deeds ({decibans:+.1f} decibans)"
    if one.low < 0 < one.high:
        words += "; within the ranges it may be the other way round"
    return sentence(f"{name}: {words}")


def _left_out_words(left_out: tuple[LeftOut, ...]) -> list[str]:
    """Say what didn't count, by reason."""
    reasons = {
        "later": "known only later",
        "weaker_repeat": "a weaker report of what counts already",
        "not_rated": "not rated for every type",
        "not_applicable": "not applicable to some type",
    }
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.reason, []).append(
            f"{one.observation} ({one.group})" if one.group else one.observation
        )
    return [sentence(f"{reasons[reason]}: {', '.join(names)}") for reason, names in by_reason.items()]
