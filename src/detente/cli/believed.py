"""What ``detente beliefs`` prints: beliefs, what moved them, what they hang on, words against deeds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from detente.cli.render import heading, points, say, table
from detente.evidence.beliefs import Beliefs, Posterior
from detente.evidence.coherence import Coherence
from detente.evidence.frames import LeftOut
from detente.evidence.linchpins import Linchpin
from detente.evidence.saydo import Gap
from detente.evidence.turning import Turning
from detente.evidence.weighing import Counted, Weighed
from detente.situation.phrasing import actor_name, listed, percent, sentence, support_words
from detente.situation.records import Situation

MOST_SAID = 6  # origins, linchpins and the like written out
DECIBANS_PER_NAT = 10 / math.log(10)
ONE_SIDED = "statements or conduct alone make a type certain or impossible"
_OF = {"all": "all evidence", "statements": "each actor's own words", "conduct": "each actor's own deeds"}
_WEIGHED = {
    "on": "",
    "grades": " Grades count, attribution doesn't.",
    "attribution": " Attribution counts, grades don't.",
    "off": " Every report is taken as fact.",
}


class Findings(NamedTuple):
    """All that the evidence is asked for at once, and how it was asked."""

    beliefs: Beliefs
    gaps: Mapping[str, Gap]
    linchpins: tuple[Linchpin, ...]
    turning: Mapping[str, Turning]
    coherence: Coherence
    without: tuple[str, ...]
    weights: str


def say_findings(sit: Situation, found: Findings) -> None:
    """Print beliefs, what moved them, what they hang on, and the gap between words and deeds."""
    held = found.beliefs
    day = f", as known by {held.as_of}" if held.as_of else ""
    aside = f" Left out as asked: {listed(found.without)}." if found.without else ""
    say(sit.title, *([f"As {sit.analyst} sees it."] if sit.analyst else []))
    say(
        f"By {_OF[held.use]}{day}. Ranges: what the ranges of the file allow.{_WEIGHED[found.weights]}{aside}"
    )
    for group in held:
        _say_group(sit, held, group)
    _say_linchpins(sit, found)
    if found.gaps and held.use == "all":
        heading("Words and deeds")
        points(_gap_words(sit, actor, gap) for actor, gap in found.gaps.items())
    if held.left_out:
        heading("Not counted")
        points(_left_out_words(held.left_out))
    if held.loose:
        say(f"The ranges of {', '.join(held.loose)} are safe, but may be wider than need be.")
    _say_coherence(found.coherence)


def group_name(sit: Situation, group: str) -> str:
    """Name an actor or a hypothesis."""
    return sit.hypotheses[group].text or group if group in sit.hypotheses else actor_name(sit, group)


def _lead(sit: Situation, group: str) -> str:
    """Name an actor or a hypothesis before what is said of it."""
    name = group_name(sit, group)
    return name if name.endswith("?") else f"{name}:"


def _say_group(sit: Situation, found: Beliefs, group: str) -> None:
    """Print the belief about one actor or hypothesis, and what weighed most."""
    heading(group_name(sit, group))
    rows = [
        (name, percent(found.prior[group][name].value), percent(one.value), _range(one))
        for name, one in found[group].items()
    ]
    table(("", "before", "after", "range"), rows, right=(1, 2, 3))
    weighed = [one for one in found.weighed if one.group == group]
    if not weighed:
        say("No evidence bears on it.")
        return
    say(_count_words(found.counted[group]))
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


def _count_words(counted: Counted) -> str:
    """Say how many reports a belief rests on, and how many independent ones they are worth."""
    if counted.observations == 1:
        return "It rests on one observation."
    reports = f"{counted.observations} observations"
    if round(counted.effective, 6) == counted.observations:
        return f"It rests on {reports}, each of an origin of its own."
    words = f"It rests on {reports} of {counted.origins} origin{'s' * (counted.origins != 1)}"
    if counted.together:
        words += f", which count as {counted.effective:.1f}: " + listed(
            [
                f"{listed(names)} hang together and count as {worth:.1f}"
                for names, _, worth in counted.together
            ]
        )
    return sentence(words)


def _say_linchpins(sit: Situation, found: Findings) -> None:
    """Print what one or two origins decide, and what it takes to turn each belief."""
    heading("What one origin decides, or two")
    turning = [one for one in found.linchpins if one.turns]
    if not any(len(one.origins) == 1 for one in turning):
        say("No single origin decides which type is the most probable.")
    points(_turn_words(sit, one) for one in turning[:MOST_SAID])
    if len(turning) > MOST_SAID:
        say(f"... and {len(turning) - MOST_SAID} more; --json lists them.")
    moving = [one for one in found.linchpins if not one.turns and len(one.origins) == 1]
    if moving:
        say("Without another type leading, these move a probability by ten points or more:")
        points(_move_words(sit, one) for one in moving[:MOST_SAID])
    heading("What would turn it")
    points(_turning_words(sit, found.beliefs, one) for one in found.turning.values())


def _turn_words(sit: Situation, one: Linchpin) -> str:
    """Say which type leads without one or two origins."""
    both = " together" if len(one.origins) > 1 else ""
    return (
        f"{_lead(sit, one.group)} {one.leader} leads; without {' and '.join(one.origins)}{both}, "
        f"{one.leader_without} would."
    )


def _move_words(sit: Situation, one: Linchpin) -> str:
    """Say how far a probability moves without an origin."""
    return (
        f"{_lead(sit, one.group)} without {one.origins[0]}, {one.type} goes from {percent(one.before)} to "
        f"{percent(one.after)}."
    )


def _turning_words(sit: Situation, held: Beliefs, one: Turning) -> str:
    """Say how many origins it takes to turn a belief, and which prior would."""
    drops = one.drops
    if drops.size is None:
        lost = f"no loss of up to {one.limit} origins" if one.limit else "no loss of evidence"
        so = f"{one.leader} leads, and {lost} turns that" + (
            "" if one.limit else ", for it leads by the prior too"
        )
    else:
        sets = [" with ".join(names) for names in drops.sets[:3]]
        more = ", among others" if len(drops.sets) > 3 or not drops.whole else ""
        fall = "one origin falls" if drops.size == 1 else f"{drops.size} origins fall"
        so = f"{one.leader} leads until {fall}: {' or '.join(sets)}{more}"
    prior = _prior_words(held, one)
    if prior:
        so += (
            f"; a prior below {prior} would" if drops.size is None else f"; or its prior falls below {prior}"
        )
    return sentence(f"{_lead(sit, one.group)} {so}")


def _prior_words(held: Beliefs, one: Turning) -> str:
    """Say at which prior the leader would stand even with each rival."""
    priors = {kind: prior.value for kind, prior in held.prior[one.group].items()}
    said = []
    for rival, even in one.evens_at.items():
        both = priors[one.leader] + priors[rival]
        if math.isfinite(even) and both:
            now = percent(priors[one.leader] / both)
            against = "" if len(priors) == 2 else f" of what it and {rival} have"
            said.append(f"{percent(even)}{against} (now {now})")
    return listed(said)


def _say_coherence(made: Coherence) -> None:
    """Print base rates that don't fit together."""
    if made.found:
        heading("Base rates that don't fit together")
        points(f"{sentence(one.rule)} The file has {one.given}." for one in made.found)


def _gap_words(sit: Situation, actor: str, gap: Gap) -> str:
    """Say how far an actor's words and deeds speak for different types."""
    name = actor_name(sit, actor)
    if gap.why:
        return sentence(f"{name}: not available, for {gap.why}")
    kind, one = next(iter(gap.types.items()))
    if one is None:
        return sentence(f"{name}: without measure, for {ONE_SIDED}")
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
