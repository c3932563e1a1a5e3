"""``detente inverse``: which orders of preference would make a state stable, and the smallest changes that would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from detente.cli.choosing import Chosen, choice_words, chosen_conflict, do_option, types_option
from detente.cli.opened import json_option, leave, opened, situation_argument
from detente.cli.render import heading, points, print_json, say, working
from detente.cli.settings import Told, concept_words
from detente.cli.stating import Found, called, state_at
from detente.faults import fault
from detente.situation.phrasing import actor_name, listed, percent, sentence, state_words
from detente.situation.records import Situation
from detente.situation.states import pattern_of

if TYPE_CHECKING:
    from detente.conflict.equilibrating import Alone, Together
    from detente.conflict.inverse import ActorInverse, Need, Raised
    from detente.conflict.seeking import Change

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
MOST_SAID = 8  # moves, ways and changes written out
MOST_SOUGHT = 100_000  # states up to which single changes are tried
ORIGIN = (
    "The conditions on orders are those of the inverse graph model (Kinsara, Kilgour and Hipel 2015). The counts, the smallest "
    "changes, and the list of single changes are this program's own."
)


class Asked(NamedTuple):
    """The state that is asked about and what was found; ``changes`` is None where there were too many states."""

    sit: Situation
    chosen: Chosen
    state: Found
    concept: str
    actors: tuple[ActorInverse, ...]
    alone: tuple[Alone, ...]
    together: Together | None
    changes: tuple[Change, ...] | None

    @property
    def label(self) -> str:
        """The label of the state."""
        return self.chosen.conflict.states[self.state.position]

    @property
    def holds(self) -> bool:
        """Whether the state is an equilibrium as it is."""
        return all(one.stable for one in self.actors)


@click.command()
@situation_argument
@click.argument("state")
@click.option(
    "--concept",
    type=click.Choice(CONCEPTS),
    default="seq",
    show_default=True,
    help="By which concept the state shall be stable.",
)
@types_option
@do_option
@json_option
def command(
    *, situation: str, state: str, concept: str, types: tuple[str, ...], do: tuple[str, ...], as_json: bool
) -> None:
    """Tell which orders of preference would make STATE stable.

    For each actor: what its order must say, how many orders do, and the smallest change of its own that does it. Then for
    all together, and which single change of the file would make the state an equilibrium.

    STATE is a pattern of Y and N in the order of the options, the name of a state, status_quo, or the options taken
    joined by +.
    """
    sit = opened(situation, as_json=as_json)
    chosen = chosen_conflict(sit, types, do, what="'detente inverse'", as_json=as_json)
    found = state_at(sit, chosen, state)
    with working("looking for orders that do"):
        asked = _asked(sit, chosen, found, concept, as_json=as_json)
    if as_json:
        print_json(as_data(asked))
    else:
        _say(asked, state)


def _asked(sit: Situation, chosen: Chosen, state: Found, concept: str, *, as_json: bool) -> Asked:
    """Ask everything; what can't be asked of the situation is told in words."""
    from detente.conflict.bitsets import TooLargeError
    from detente.conflict.equilibrating import alone, together
    from detente.conflict.inverse import inverse
    from detente.conflict.seeking import single_changes

    con, types = chosen.conflict, {actor: one.type for actor, one in chosen.types.items()}
    try:
        changes = None
        if len(con.states) <= MOST_SOUGHT:
            changes = single_changes(sit, _kept_apart(sit, chosen, state), concept, types=types, do=chosen.do)
        return Asked(
            sit,
            chosen,
            state,
            concept,
            inverse(con, state.position, concept),
            alone(con, state.position, concept),
            together(con, state.position, concept),
            changes,
        )
    except TooLargeError as error:
        leave([fault("DT919", sit.place, str(error))], as_json=as_json)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _kept_apart(sit: Situation, chosen: Chosen, state: Found) -> str:
    """Give the label of a state, or of the first of those that it stands for, where some are taken as one."""
    if not sit.coalesced or sit.states is None:
        return chosen.conflict.states[state.position]
    first = int((chosen.place == state.position).argmax())
    return pattern_of(int(sit.states.codes[first]), len(sit.options))


def as_data(asked: Asked) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    alone = {one.actor: one.share for one in asked.alone}
    return {
        "state": asked.label,
        "matching": asked.state.matching,
        "concept": asked.concept,
        "origin": ORIGIN,
        "types": {actor: one.type for actor, one in asked.chosen.types.items()},
        "do": asked.chosen.do,
        "equilibrium": asked.holds,
        "actors": {
            one.actor: {
                "stable": one.stable,
                "needs": one.needs,
                "smallest": one.smallest,
                "share": one.share,
                "orders": one.orders,
                "change": _change(one.change),
                "equilibrium_share": alone[one.actor],
            }
            for one in asked.actors
        },
        "together": None
        if asked.together is None
        else {**asked.together._asdict(), "changes": [_change(one) for one in asked.together.changes]},
        "single_changes": asked.changes,
    }


def _change(one: Raised | None) -> dict[str, Any] | None:
    """Give a change of an order, without the ranks of all states."""
    return None if one is None else {key: value for key, value in one._asdict().items() if key != "ranks"}


def _say(asked: Asked, written: str) -> None:
    """Print everything in words."""
    sit = asked.sit
    say(called(sit, asked.label))
    if sit.graph is None:
        say(sentence(state_words(sit, asked.label)))
    if asked.state.matching > 1:
        say(f"'{written}' stands for {asked.state.matching:,} states; this is the first of them.")
    say(f"By {concept_words(asked.concept, Told())}.", *choice_words(sit, asked.chosen))
    for one in asked.actors:
        heading(f"{actor_name(sit, one.actor)}: {'stable' if one.stable else 'not stable'} by its order")
        points(_of_actor(asked, one))
    heading("An equilibrium")
    points(_of_all(asked))
    _say_changes(asked)
    say("", ORIGIN)


def _of_actor(asked: Asked, one: ActorInverse) -> Iterator[str]:
    """Say what an actor's order must say, how many orders do, and the smallest change."""
    if not one.needs:
        yield "no move from here, so the state is stable for it whatever it wants"
        return
    for need in one.needs[:MOST_SAID]:
        yield _need_words(asked, need)
    if len(one.needs) > MOST_SAID:
        yield f"... and {len(one.needs) - MOST_SAID:,} more moves; --json lists them"
    yield _count_words(one)
    if one.change is not None:
        yield f"smallest change of its own: {_raised_words(asked, one.change)}"


def _need_words(asked: Asked, need: Need) -> str:
    """Say what one move asks of an order."""
    to = called(asked.sit, need.to)
    ways = [way for way in need.ways if need.to not in way]
    if any(not way for way in ways):
        return f"to {to}: whatever it wants, for the others can lead back"
    if not ways:
        return f"to {to}: no better than staying"
    said = [
        called(asked.sit, way[0])
        if len(way) == 1
        else f"{called(asked.sit, way[0])} with {len(way) - 1} more to which it could go on"
        for way in ways[:MOST_SAID]
    ]
    more = f", or one of {len(ways) - MOST_SAID:,} more" if len(ways) > MOST_SAID else ""
    return f"to {to}: no better than staying; or an answer no better: {', or '.join(said)}{more}"


def _count_words(one: ActorInverse) -> str:
    """Say how many orders do."""
    if one.share is None:
        return "too many cases to count the orders that do"
    if one.orders is None:
        return f"{percent(float(one.share))} of all strict orders do"
    return (
        f"{one.orders.strict:,} of {one.orders.all_strict:,} strict orders do ({percent(float(one.share))}); with ties "
        f"{one.orders.weak:,} of {one.orders.all_weak:,}"
    )


def _raised_words(asked: Asked, change: Raised) -> str:
    """Say how a state is raised in an order."""
    level = listed([called(asked.sit, to) for to in change.to[:MOST_SAID]])
    past = [called(asked.sit, one) for one in change.past[:MOST_SAID]]
    more = f" and {len(change.past) - MOST_SAID:,} more" if len(change.past) > MOST_SAID else ""
    passed = f", past {listed(past)}{more}" if past else ""
    return (
        f"like it as much as {level}{passed} (counted {change.cost:,}: better to equal 1, better to worse 2)"
    )


def _of_all(asked: Asked) -> Iterator[str]:
    """Say what would make the state stable for everybody at once."""
    if asked.holds:
        yield "it is one as it is"
        return
    for one in asked.alone:
        name = actor_name(asked.sit, one.actor)
        if one.share is None:
            yield f"{name} alone: too many orders to try"
        elif one.share == 0:
            yield f"{name} alone: no order of its own will do, for somebody else would move on"
        else:
            yield f"{name} alone: {percent(float(one.share))} of its strict orders, the others' being as they are"
    if asked.together is None:
        yield "smallest change of all orders together: too many to try"
        return
    changes = "; ".join(
        f"{actor_name(asked.sit, one.actor)} would {_raised_words(asked, one)}"
        for one in asked.together.changes
    )
    proof = (
        "no smaller one does"
        if asked.together.proved
        else "no smaller raise of it does; other changes weren't tried"
    )
    yield f"smallest change of all orders together, counted {asked.together.cost:,}: {changes} [{proof}]"


def _say_changes(asked: Asked) -> None:
    """Print the single changes of the file that would do."""
    if asked.holds:
        return
    heading("Single changes that would make it an equilibrium")
    if asked.changes is None:
        say(f"Not tried: there are more than {MOST_SOUGHT:,} states.")
        return
    if asked.sit.coalesced:
        say("States that 'coalesce:' takes as one are kept apart here.")
    if not asked.changes:
        say(
            "None of those that were tried: other types, statements, lasting or held options, rules, states, moves."
        )
    points(_change_words(asked.sit, one) for one in asked.changes[: MOST_SAID * 2])
    if len(asked.changes) > MOST_SAID * 2:
        say(f"... and {len(asked.changes) - MOST_SAID * 2:,} more; --json lists them.")


def _change_words(sit: Situation, one: Change) -> str:
    """Say a single change of the file."""
    name = actor_name(sit, one.actor)
    said = {
        "type": f"{name} is {one.what}",
        "swap": f"{name} puts first: {one.what}",
        "drop": f"{name} doesn't care for: {one.what}",
        "rule": f"the rule is dropped: {one.what}",
        "state": f"a rule forbids {called(sit, one.what)}",
        "move": f"{name} can't go from {one.what}",
    }.get(one.kind, f"{name}: {one.what}")
    return f"{said} [line {one.line}]" if one.line else said
