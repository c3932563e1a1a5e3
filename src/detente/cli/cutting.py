"""What ``detente ties`` says of cut-offs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.cli.depending import Asked, dependences, range_words, share_as_data
from detente.cli.opened import known_name
from detente.cli.render import heading, points, print_json, say, show_faults
from detente.situation.phrasing import actor_name, listed, percent, sentence
from detente.situation.records import Situation
from detente.ties.cutting import CutOff, LeastCutOffs, cut_off, least_cut_offs
from detente.ties.ledger import ledger_of
from detente.ties.shares import Share

MOST_SETS = 8


def cut_view(sit: Situation, asked: Asked, partners: tuple[str, ...], *, as_json: bool) -> None:
    """Show what the end of ties with some partners leaves."""
    ends = [end for tie in sit.ties for end in (tie.source_actor, tie.target_actor)]
    for partner in partners:
        known_name(partner, list(dict.fromkeys([*sit.actors, *ends])), "partner")
    on = dependences(sit, asked)
    show_faults(one for row in on.values() for held in row.values() for one in held.warnings)
    found = {
        actor: {
            vector: cut_off(sit, actor, vector, partners, asked.year, as_of=asked.day)
            for vector, held in row.items()
            if any(partner in held.shares for partner in partners)
        }
        for actor, row in on.items()
    }
    if as_json:
        print_json(
            {actor: {vector: _as_data(one) for vector, one in row.items()} for actor, row in found.items()}
        )
        return
    say(sit.title)
    names = listed([actor_name(sit, partner) for partner in partners])
    for actor, row in found.items():
        for vector, one in row.items():
            heading(f"{actor_name(sit, actor)} without {names} on {vector}, {one.year or 'undated'}")
            points(sentence(said) for said in _words(one))
        if not row:
            say(f"{actor_name(sit, actor)}: no ties with {names} are recorded.")


def _words(one: CutOff) -> Iterator[str]:
    """Say what is lost, what can't be replaced, what that does to output, and how concentrated the rest is."""
    yield f"lost: {_span(one.lost)} of the total"
    yield f"of this the others can't replace: {_span(one.gap)} of the total"
    for output in one.output:
        low, high = (f"{100 * (1 - end):.1f}" for end in (output.high, output.low))
        fall = low if low == high else f"{low} to {high}"
        yield f"output falls by {fall} % at an elasticity of {output.elasticity:g}"
    if one.output and one.assumed:
        yield "the file gives no elasticity: from none at all to one"
    after = one.after.effective
    if after.value is not None:
        yield f"among those who are left it is as with {after.value:.1f} equal partners"
    if one.why:
        yield one.why


def _span(share: Share) -> str:
    if share.value is not None:
        return percent(share.value)
    return f"not known, {range_words(share)}" if share.low is not None else "not applicable"


def _as_data(one: CutOff) -> dict[str, Any]:
    return {
        "year": one.year,
        "direction": one.direction,
        "without": one.partners,
        "lost": share_as_data(one.lost),
        "gap": share_as_data(one.gap),
        "output": one.output,
        "elasticity_assumed": one.assumed,
        "partners": {name: share_as_data(share) for name, share in one.after.shares.items()},
        "hhi": share_as_data(one.after.hhi),
        "effective": share_as_data(one.after.effective),
        "why": one.why,
    }


def below_view(sit: Situation, asked: Asked, level: float, *, as_json: bool) -> None:
    """Show the fewest partners whose loss leaves less than a level of the total."""
    on = dependences(sit, asked)
    show_faults(one for row in on.values() for held in row.values() for one in held.warnings)
    found = {
        actor: {
            vector: least_cut_offs(
                held, ledger_of(sit, actor, vector, held.direction, asked.day).entries(held.year), level
            )
            for vector, held in row.items()
        }
        for actor, row in on.items()
    }
    if as_json:
        print_json(
            {
                actor: {vector: _least_as_data(one) for vector, one in row.items()}
                for actor, row in found.items()
            }
        )
        return
    say(sit.title)
    for actor, row in found.items():
        heading(f"What brings {actor_name(sit, actor)} under {percent(level)} of what it has now")
        for vector, one in row.items():
            say(sentence(f"{vector}: {_least_words(sit, one)}"))
    say(
        "What the others could bring is reckoned with where the file says it of all of them; else as if nothing came."
    )


def _least_words(sit: Situation, one: LeastCutOffs) -> str:
    """Say the smallest sets, those that surely do and those that may."""
    surely = _sets(sit, one.surely)
    if one.surely == one.possibly:
        return f"the loss of {surely}" if surely else "no six partners suffice"
    if not one.surely and len(one.possibly) > MOST_SETS:
        return f"it isn't known; any of {len(one.possibly)} sets of partners may"
    possibly = _sets(sit, one.possibly)
    return (
        f"the loss of {possibly} may, and surely that of {surely}"
        if surely
        else f"the loss of {possibly} may"
    )


def _sets(sit: Situation, sets: tuple[frozenset[str], ...]) -> str:
    said = [" and ".join(actor_name(sit, name) for name in sorted(one)) for one in sets[:MOST_SETS]]
    return "; or ".join(said) + (
        f"; or one of {len(sets) - MOST_SETS} other sets" if len(sets) > MOST_SETS else ""
    )


def _least_as_data(one: LeastCutOffs) -> dict[str, Any]:
    return {
        "level": one.level,
        "surely": [sorted(names) for names in one.surely],
        "possibly": [sorted(names) for names in one.possibly],
        "replaced": one.replaced,
    }
