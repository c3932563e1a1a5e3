"""Single changes that would make a state an equilibrium: each is made in the text of the file, and no other would do."""

import numpy as np
import pytest

import detente
from detente.conflict.model import Conflict
from detente.conflict.seeking import single_changes
from naive.conflict import Twin, option_moves

OWNERS = {"a": "A", "b": "B", "c": "B"}
STATEMENTS = ["a", "not a", "b", "not b", "c", "not c", "a -> b", "b -> not c", "a and c", "not (a and b)"]


def write(orders, lasting, rules):
    """The text of a situation; ``orders`` are statements by actor."""
    options = {
        owner: ", ".join(
            f"{name}: {{text: {name.upper()}, lasting: {lasting[name]}}}"
            if name in lasting
            else f"{name}: Do"
            for name, by in OWNERS.items()
            if by == owner
        )
        for owner in "AB"
    }
    lines = ["detente: 1", "title: Random", "actors: {A: Alpha, B: Beta}", "options:"]
    lines += [f"  {owner}: {{{text}}}" for owner, text in options.items()]
    lines += ["rules:", *(f"  - {rule}" for rule in rules)] if rules else []
    lines += ["preferences:"]
    for owner in "AB":
        lines += [f"  {owner}:", "    statements:", *(f"      - {one}" for one in orders[owner])]
    return "\n".join(lines) + "\n"


def holds(text, state):
    """Evaluate an expression by Python's own operators."""
    scope = dict(zip("abc", state, strict=True))
    text = text.replace(" -> ", "<=") if " -> " in text else text
    parts = text.split("<=")
    if len(parts) == 2:
        return (not eval(parts[0], {}, scope)) or bool(eval(parts[1], {}, scope))  # noqa: S307 - our own text
    return bool(eval(text, {}, scope))  # noqa: S307 - our own text


def equilibrium(orders, lasting, rules, state, concept, fixed=()):
    """Whether a state is there and stable for both, from the definitions."""
    every = [tuple(bool(code >> k & 1) for k in range(3)) for code in range(8)]
    states = [s for s in every if all(holds(rule, s) for rule in rules)]
    states = [s for s in states if all(s["abc".index(name)] == value for name, value in fixed)]
    if state not in states:
        return False
    owners = [["abc".index(name) for name, by in OWNERS.items() if by == owner] for owner in "AB"]
    moves = option_moves(states, owners, {"abc".index(name): way for name, way in lasting.items()})
    ranks = [
        {
            s: sum(2 ** (len(orders[o]) - k) for k, one in enumerate(orders[o]) if holds(one, s))
            for s in states
        }
        for o in "AB"
    ]
    twin = Twin(states, moves, ranks)
    return all(twin.stable(i, state, concept) for i in (0, 1))


def by_trying(orders, lasting, rules, state, concept):
    """All single changes of the kinds that are tried which would do."""
    case = {"orders": orders, "lasting": lasting, "rules": rules, "fixed": ()}
    tried = [*of_orders(orders), *of_options(lasting, state), *of_rules(rules, state)]
    return {told for told, change in tried if equilibrium(state=state, concept=concept, **{**case, **change})}


def of_orders(orders):
    """Two neighbouring statements change places, or one is left out."""
    for owner, listed in orders.items():
        for k in range(len(listed) - 1):
            swapped = [*listed[:k], listed[k + 1], listed[k], *listed[k + 2 :]]
            told = ("swap", owner, f"{listed[k + 1]} before {listed[k]}")
            yield told, {"orders": {**orders, owner: swapped}}
        for k in range(len(listed) if len(listed) > 1 else 0):
            rest = listed[:k] + listed[k + 1 :]
            yield ("drop", owner, listed[k]), {"orders": {**orders, owner: rest}}


def of_options(lasting, state):
    """An option lasts, or lasts no longer, or stays as it is."""
    for k, (name, owner) in enumerate(OWNERS.items()):
        way = "taken" if state[k] else "dropped"
        rest = {one: value for one, value in lasting.items() if one != name}
        if lasting.get(name) != way:
            yield ("lasting", owner, f"{name} can't be undone once {way}"), {"lasting": {**rest, name: way}}
        if name in lasting:
            yield ("lasting", owner, f"{name} can be undone"), {"lasting": rest}
        said = "taken" if state[k] else "not taken"
        yield ("held", owner, f"{name} stays {said}"), {"fixed": [(name, state[k])]}


def of_rules(rules, state):
    """A rule is dropped, or another state ruled out."""
    for rule in rules:
        yield ("rule", "", rule), {"rules": [one for one in rules if one is not rule]}
    for code in range(8):
        other = tuple(bool(code >> k & 1) for k in range(3))
        if other != state and all(holds(rule, other) for rule in rules):
            parts = [name if taken else f"not {name}" for name, taken in zip("abc", other, strict=True)]
            label = "".join("NY"[taken] for taken in other)
            yield ("state", "", label), {"rules": [*rules, f"not ({' and '.join(parts)})"]}


def compare(seed, count):
    """Random files of two actors and three options: the list is right and complete."""
    rng = np.random.default_rng(seed)
    met = 0
    for _ in range(count):
        orders = {
            owner: [
                STATEMENTS[k] for k in rng.choice(len(STATEMENTS), int(rng.integers(1, 4)), replace=False)
            ]
            for owner in "AB"
        }
        lasting = {name: str(rng.choice(["taken", "dropped"])) for name in "abc" if rng.random() < 0.2}
        rules = ["not (a and c)"] if rng.random() < 0.3 else []
        sit, _ = detente.read(write(orders, lasting, rules))
        con = Conflict.from_situation(sit)
        label = con.states[int(rng.integers(len(con.states)))]
        state = tuple(sign == "Y" for sign in label)
        for concept in ("nash", "seq", "smr"):
            changes = {(one.kind, one.actor, one.what) for one in single_changes(sit, label, concept)}
            expected = set()
            if not equilibrium(orders, lasting, rules, state, concept):
                expected = by_trying(orders, lasting, rules, state, concept)
            assert changes == expected, (concept, label, write(orders, lasting, rules))
            met += len(changes)
    assert met > count


def test_the_list_is_right_and_complete():
    compare(seed=1, count=120)


def test_other_types_and_moves_of_a_graph_are_tried_too():
    threat = """
detente: 1
title: Threat
actors: {A: Challenger, D: Defender}
options: {A: {x: Take}, D: {p: Punish}}
preferences:
  A: {statements: [not p, x]}
  D:
    types:
      soft: {prior: 70%, statements: [not p, not x]}
      firm: {prior: 30%, statements: [not x, x -> p, not p]}
"""
    found = single_changes(detente.load(threat), "NN", "seq")
    assert ("type", "D", "firm") in {(one.kind, one.actor, one.what) for one in found}
    graph = "detente: 1\ntitle: G\nactors: {A: A, B: B}\nstates: [p, q, r]\nmoves: {A: [[p, q], [p, r]], B: [[q, r]]}\n"
    graph += "preferences:\n  A: {ranking: q > p > r}\n  B: {ranking: p > q > r}\n"
    moved = single_changes(detente.load(graph), "p", "nash")
    assert [(one.kind, one.actor, one.what) for one in moved] == [
        ("swap", "A", "p before q"),
        ("move", "A", "p to q"),
    ]


def test_neighbouring_groups_of_a_ranking_change_places():
    """Elmira's s1: the local government would insist; if it liked s1 as much as it likes s5 now, it wouldn't."""
    sit = detente.load("elmira-1991-graph")
    found = {(one.actor, one.what) for one in single_changes(sit, "s1", "nash") if one.kind == "swap"}
    assert found == {("LG", "s1 before s5")}


def test_an_equilibrium_needs_no_change_and_a_wrong_state_is_refused():
    sit = detente.load("prisoners-dilemma")
    assert single_changes(sit, "NN", "nash") == ()
    with pytest.raises(ValueError, match="no feasible state"):
        single_changes(sit, "NNN", "nash")
