"""Verdicts and what improvements are met with, in words; concepts that reckon with other things say so."""

from __future__ import annotations

from collections.abc import Mapping

from detente.cli.choosing import Chosen
from detente.cli.settings import mover_name
from detente.conflict.concepts import concept_named
from detente.conflict.results import Improvement, Verdict
from detente.situation.phrasing import actor_name, change_words, listed, path_words, sentence
from detente.situation.records import Situation

_SETTLED: Mapping[str, str] = {
    "plain": "no move of its own leads to a state that it prefers",
    "strength": "no move of its own leads to a state that it prefers",
    "foresight": "none of its moves leads on to a better end",
    "coalition": "it can reach no state that all its members prefer",
    "unknown": "no move of its own leads to a state that it {}",
    "attitude": "no move of its own leads to what its attitudes allow",
}
_WAY_OUT = ("smr", "sseq")


def conclusion(sit: Situation, verdict: Verdict) -> str:
    """Say whether an actor would stay, and why, in one sentence."""
    name, family = mover_name(sit, verdict.actor), concept_named(verdict.concept).family
    if verdict.structural:
        return f"{name} has no move from here, so the state is stable for it whatever it wants."
    if verdict.concept.startswith("weak_"):
        plain = verdict.concept.removeprefix("weak_")
        said = (
            f"is stable for it by {plain}, but not strongly"
            if verdict.stable
            else f"is strongly stable, or not by {plain}"
        )
        return f"{name}: the state {said}."
    if not verdict.improvements or (family == "foresight" and verdict.stable):
        sureness = "may prefer" if verdict.concept[-2:] in ("_a", "_c") else "surely prefers"
        return f"{name} would stay: {_SETTLED[family].format(sureness)}."
    if verdict.stable:
        return f"{name} would stay: whatever it would gain by, the others would answer."
    if family == "foresight":
        return f"{name} would not stay: it expects to gain by a move."
    return f"{name} would not stay: it would gain by a move that has no answer."


def reason(sit: Situation, chosen: Chosen, verdict: Verdict, one: Improvement) -> str:
    """Say what an improvement is met with, or what is expected to follow it."""
    family = concept_named(verdict.concept).family
    could = change_words(sit, verdict.state, one.to, modal="could", by=verdict.actor)
    if family == "coalition":
        could = path_words(sit, verdict.state, [step[:] for step in one.steps], modal="could")
    elif sit.graph is not None:
        could = f"{mover_name(sit, verdict.actor)} could go to {one.to}"
    if family == "foresight":
        return sentence(f"{could}; {_expected(sit, verdict, one)}")
    if one.answer is None and one.anyway:
        return sentence(f"{could}; harm may follow, but it would come anyway, so that is no answer")
    if one.answer is None:
        return sentence(f"{could}; no answer stands against it")
    path = path_words(sit, one.to, [step[:] for step in one.answer], modal=_modal(verdict.concept))
    end = one.answer[-1].to
    return sentence(f"{could}; but then {path}, which leaves {_left(sit, chosen, verdict, end)}")


def _modal(concept: str) -> str:
    """Say whether the others merely could answer so, or would gain by it."""
    return "could" if "gmr" in concept or "smr" in concept else "would"


def _expected(sit: Situation, verdict: Verdict, one: Improvement) -> str:
    """Say what an actor of limited foresight expects to follow a move."""
    steps = one.steps if one.answer is None else one.answer
    path = path_words(sit, one.to, [step[:] for step in steps], modal="would")
    follows = f"it expects that then {path}" if path else "it expects the play to end there"
    name = mover_name(sit, verdict.actor)
    return f"{follows}, which is {'better' if one.answer is None else 'no better'} for {name} than staying"


def _left(sit: Situation, chosen: Chosen, verdict: Verdict, end: str) -> str:
    """Say how an answer leaves the mover, compared with now."""
    family, plain = concept_named(verdict.concept).family, verdict.concept.partition("_")[0]
    con, name = chosen.conflict, mover_name(sit, verdict.actor)
    before, after = con.position(verdict.state), con.position(end)
    if family == "unknown":
        said = (
            f"{name} where it isn't known to be better off than now"
            if _unknown(chosen, verdict, after)
            else (f"{name} no better off than now")
        )
    elif family == "attitude":
        said = f"{name} with what its attitudes don't allow"
    elif verdict.concept.startswith("strong_"):
        said, plain = f"{name} greatly worse off than now", verdict.concept.partition("_")[2]
    else:
        rows = [con.row(member) for member in verdict.actor.split("+")]
        losers = [row for row in rows if con.ranks[row, after] <= con.ranks[row, before]]
        who = listed([actor_name(sit, con.actors[row]) for row in losers])
        worse = all(con.ranks[row, after] < con.ranks[row, before] for row in losers)
        said = f"{who} {'worse off than now' if worse else 'no better off than now'}"
    return f"{said}, with no way out" if plain.removeprefix("c").removeprefix("r") in _WAY_OUT else said


def _unknown(chosen: Chosen, verdict: Verdict, end: int) -> bool:
    """Whether it isn't known how an end state compares with where an actor began."""
    con = chosen.conflict
    relation = con.relations.get(con.row(verdict.actor))
    return relation is not None and bool(relation.unknown[con.position(verdict.state)] >> end & 1)
