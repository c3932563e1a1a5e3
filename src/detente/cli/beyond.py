"""What ``detente solve`` tells beyond verdicts: where coalitions would go, strengths, and what each actor sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.cli.choosing import Chosen
from detente.cli.render import heading, points, say
from detente.cli.settings import Told, mover_name
from detente.cli.stating import called
from detente.conflict.concepts import concept_named
from detente.situation.phrasing import actor_name, listed, path_words, percent, sentence
from detente.situation.records import Situation

if TYPE_CHECKING:
    from detente.conflict.coalitions import Jump
    from detente.conflict.perception import Hypergame, HyperStability
    from detente.conflict.results import Stability
    from detente.conflict.surprise import Following, Surprise

_FIRST = (
    "seq",
    "nash",
    "gmr",
    "smr",
    "sseq",
    "seq2",
)  # by which of these what is seen is told, the first asked for
_MOST_SAID = 12


def more_as_data(
    sit: Situation, chosen: Chosen, stability: Mapping[str, Stability], how: Told
) -> dict[str, Any]:
    """Give what ``--json`` has of coalitions and of what actors see; nothing where neither was asked for."""
    data: dict[str, Any] = {}
    if how.coalition:
        from detente.conflict.coalitions import coalition_improvements

        data["coalition"] = {
            "members": how.coalition,
            "improvements": coalition_improvements(chosen.conflict, how.coalition),
            "jumps": {name: [one._asdict() for one in found] for name, found in _jumps(chosen, how).items()},
        }
    if how.merge:
        data["merged"] = how.merge
    if _differs(sit) and (concept := _plain(stability)):
        data["perception"] = _seen_as_data(*_seen(sit, chosen, concept), concept)
    return data


def say_more(sit: Situation, chosen: Chosen, stability: Mapping[str, Stability], how: Told) -> None:
    """Print what is told of coalitions, strengths, and of what actors see."""
    if how.coalition:
        _say_coalition(sit, chosen, how)
    if any(name.startswith("strong") for name in stability):
        _say_strengths(sit, chosen, stability)
    if _differs(sit) and (concept := _plain(stability)):
        _say_seen(sit, *_seen(sit, chosen, concept), concept)


def _jumps(chosen: Chosen, how: Told) -> dict[str, tuple[Jump, ...]]:
    """Find equilibrium jumps of a coalition, by the concepts whose equilibria they lead between."""
    from detente.conflict.coalitions import equilibrium_jumps

    if len(how.coalition) < 2:
        return {}
    concepts = ("nash", "gmr", "smr", "seq", "sseq")
    return {name: equilibrium_jumps(chosen.conflict, name, how.coalition) for name in concepts}


def _say_coalition(sit: Situation, chosen: Chosen, how: Told) -> None:
    """Print where a coalition would go, and its equilibrium jumps."""
    from detente.conflict.coalitions import coalition_improvements

    con = chosen.conflict
    name = mover_name(sit, "+".join(how.coalition))
    heading(f"Where {name} would go together")
    found = list(coalition_improvements(con, how.coalition).items())
    if not found:
        say("Nowhere: it can reach no state that all its members prefer.")
    points(
        f"from {called(sit, state)} to {listed([called(sit, to) for to in targets[:_MOST_SAID]])}"
        + (f", and {len(targets) - _MOST_SAID:,} more" if len(targets) > _MOST_SAID else "")
        for state, targets in found[:_MOST_SAID]
    )
    if len(found) > _MOST_SAID:
        say(f"... and from {len(found) - _MOST_SAID:,} more states; --json lists them.")
    by_jump: dict[Jump, list[str]] = {}
    for concept, jumps in _jumps(chosen, how).items():
        for jump in jumps:
            by_jump.setdefault(jump, []).append(concept)
    if by_jump:
        heading("Equilibrium jumps: stable for each alone, and yet left together")
        points(_jump_words(sit, jump, concepts) for jump, concepts in list(by_jump.items())[:_MOST_SAID])


def _jump_words(sit: Situation, jump: Jump, concepts: list[str]) -> str:
    """Say an equilibrium jump in words."""
    path = path_words(sit, jump.state, jump.path, modal="")
    return f"from {called(sit, jump.state)} to {called(sit, jump.to)} ({', '.join(concepts)}): {path}"


def _say_strengths(sit: Situation, chosen: Chosen, stability: Mapping[str, Stability]) -> None:
    """Print which of the strongly stable states are so only because nobody has an improvement."""
    plain = chosen.conflict.stability("nash")
    nash = {chosen.conflict.states[int(at)] for at in plain.equilibria}
    named = [name for name in stability if name.startswith("strong")]
    vacuous = [
        called(sit, label)
        for label in sorted(nash)
        if any(
            label in {chosen.conflict.states[int(at)] for at in stability[name].equilibria} for name in named
        )
    ]
    if vacuous:
        heading("Strength says nothing of these")
        say(
            sentence(
                f"nobody has an improvement from {listed(vacuous)}: they are nash, and strength plays no part"
            )
        )


def _differs(sit: Situation) -> bool:
    """Whether an actor sees anything otherwise than the file has it."""
    return any(one.sees is not None for one in sit.preferences.values())


def _plain(stability: Mapping[str, Stability]) -> str:
    """Give the plain concept by which what is seen is told; none if only others were asked for."""
    return next((name for name in _FIRST if name in stability and concept_named(name).family == "plain"), "")


def _seen(sit: Situation, chosen: Chosen, concept: str) -> tuple[Hypergame, HyperStability, Following | None]:
    """Solve everybody's own game."""
    from detente.conflict.perception import hyper_stability, hypergame
    from detente.conflict.surprise import following

    named = {actor: one.type for actor, one in chosen.types.items()}
    game = hypergame(sit, named, chosen.do)
    return game, hyper_stability(game, concept), following(game, concept)


def _seen_as_data(
    game: Hypergame, found: HyperStability, course: Following | None, concept: str
) -> dict[str, Any]:
    """Give what each sees for JSON."""
    from detente.conflict.perception import mistaken

    labels = game.conflict.states
    return {
        "concept": concept,
        "origin": "literature (first-level hypergame); what follows and surprises: own",
        "equilibria": [labels[int(at)] for at in found.equilibria],
        "stable": {
            actor: [labels[at] for at in row.nonzero()[0].tolist()]
            for actor, row in zip(found.actors, found.stable, strict=True)
        },
        "not_recognised": {
            actor: [labels[at] for at in (~row).nonzero()[0].tolist()]
            for actor, row in zip(found.actors, found.recognised, strict=True)
        },
        "believed": {
            view.actor: [view.conflict.states[int(at)] for at in own.equilibria]
            for view, own in zip(game.views, found.views, strict=True)
        },
        "mistaken": {actor: [labels[at] for at in wrong] for actor, wrong in mistaken(game, found).items()},
        "follows": course,
    }


def _say_seen(
    sit: Situation, game: Hypergame, found: HyperStability, course: Following | None, concept: str
) -> None:
    """Print what each takes to be stable, what is stable if each plays its own game, and what follows."""
    labels = game.conflict.states
    heading(f"If each plays the game that it sees ({concept})")
    true = [called(sit, labels[int(at)]) for at in found.equilibria[:_MOST_SAID]]
    say(
        sentence(
            f"stable for everybody, each in its own game: {listed(true)}"
            if true
            else "no state is stable for everybody"
        )
    )
    points(_views(sit, game, found))
    if course is None:
        return
    heading("What follows from today")
    for ending in course.endings:
        where = listed([called(sit, one) for one in ending.states])
        turning = "events keep turning between" if len(ending.states) > 1 else "events end at"
        say(sentence(f"{turning} {where}: {percent(float(ending.probability))}"))
    if not course.surprises:
        say("Nobody is surprised on the way.")
    points(_surprise_words(sit, one) for one in course.surprises[:_MOST_SAID])
    if len(course.surprises) > _MOST_SAID:
        say(f"... and {len(course.surprises) - _MOST_SAID:,} more surprises; --json lists them.")


def _views(sit: Situation, game: Hypergame, found: HyperStability) -> Iterator[str]:
    """Say what each actor takes to be stable, and where it is wrong."""
    from detente.conflict.perception import mistaken

    wrong = mistaken(game, found)
    for view, own in zip(game.views, found.views, strict=True):
        if sit.preferences.get(view.actor) is None or sit.preferences[view.actor].sees is None:
            yield f"{actor_name(sit, view.actor)} sees the game as it is"
            continue
        believed = [called(sit, view.conflict.states[int(at)]) for at in own.equilibria[:_MOST_SAID]]
        said = (
            f"{actor_name(sit, view.actor)} takes {listed(believed)} to be stable"
            if believed
            else (f"{actor_name(sit, view.actor)} takes no state to be stable")
        )
        off = [called(sit, game.conflict.states[at]) for at in wrong[view.actor][:_MOST_SAID]]
        yield said + (f"; it is wrong about {listed(off)}" if off else "; it is wrong about none of these")


def _surprise_words(sit: Situation, one: Surprise) -> str:
    """Say a surprise in words."""
    who, by = actor_name(sit, one.actor), actor_name(sit, one.by)
    if one.to is None:
        return f"at {called(sit, one.state)} {who} is surprised that {by} stays"
    why = {
        "unknown": "an option that it doesn't know of",
        "impossible": "a state that it took to be impossible",
    }.get(one.kind, "in its game the move would not be made")
    return f"from {called(sit, one.state)} to {called(sit, one.to)}: {who} is surprised by {by} ({why})"
