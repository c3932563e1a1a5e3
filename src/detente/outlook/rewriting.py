"""Edits written into the file: the text that the analyst would have to write, read anew and shown as a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import unified_diff
from fractions import Fraction
from pathlib import Path

from detente.faults import SituationError
from detente.outlook.edits import Edit
from detente.situation.nodes import Node, compose
from detente.situation.reader import read_text
from detente.situation.records import Situation
from detente.situation.splice import Edit as Patch
from detente.situation.splice import Insert, Remove, Set, Swap, splice
from detente.situation.splice import Path as Where


def rewritten(sit: Situation, edits: Sequence[Edit]) -> str | None:
    """Write edits into the text of a situation.

    Parameters
    ----------
    sit : Situation
    edits : sequence of Edit

    Returns
    -------
    str or None
        The edited text; None where a change can't be written into one file: a commitment put above a ranking, or a
        situation that an overlay of another analyst changes.
    """
    if sit.overlay is not None:
        return None
    root, _ = compose(sit.text)
    if root is None:
        return None
    patches: list[Patch] = []
    for edit in edits:
        made = list(_WRITTEN[edit.kind](sit, root, edit))
        if not made:
            return None
        patches += made
    return splice(sit.text, patches)


def reread(sit: Situation, text: str) -> Situation:
    """Read an edited text as the situation was read.

    Raises
    ------
    SituationError
        If it has faults.
    """
    folder = Path(sit.file).parent if sit.file else None
    found, faults = read_text(text, sit.file, folder)
    stop = [one for one in faults if one.severity == "fault"]
    if found is None or stop:
        raise SituationError(stop)
    return found


def difference(sit: Situation, text: str) -> tuple[str, ...]:
    """Give the lines that an edited text changes, as a difference without context: '-' was, '+' is."""
    lines = unified_diff(sit.text.splitlines(), text.splitlines(), lineterm="", n=0)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _at(root: Node, path: Where) -> Node | None:
    """Find a node; None where a key of the path isn't there."""
    node: Node | None = root
    for part in path:
        if node is None or node.kind == "scalar":
            return None
        node = node.items[part] if isinstance(part, int) else node.get(part)
    return node


def _set(root: Node, path: Where, value: object) -> Patch:
    """Set a key, or put it in where it isn't."""
    if _at(root, path) is not None:
        return Set(path, value)  # type: ignore[arg-type]
    *above, key = path
    return Insert(tuple(above), 10**6, value, str(key))  # type: ignore[arg-type]


def _origin(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    for one in sit.evidence.values():
        if one.origin == edit.cell[1] and one.expected_if:
            yield Remove(("evidence", one.id, "expected_if"))


def _word(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    _, observation, group, name = edit.cell
    quantity = edit.made(sit).evidence[observation].expected_if[group].cells[name].quantity
    if quantity is not None:
        yield Set(("evidence", observation, "expected_if", group, name), quantity.word)


def _prior(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    actor = edit.cell[1]
    types = edit.made(sit).preferences[actor].types
    rest = Fraction(100)
    names = [name for name in types if _at(root, ("preferences", actor, "types", name, "prior")) is not None]
    whole = len(names) == len(types)
    for name in names:
        prior = types[name].prior
        share = Fraction(round((prior.central if prior else 0) * 10**6), 10**4)
        share = rest if whole and name == names[-1] else share
        rest -= share
        yield Set(("preferences", actor, "types", name, "prior"), f"{float(share):.10g}%")


def _order(sit: Situation, actor: str, name: str) -> Where:
    """Give where the order of a type stands."""
    return ("preferences", actor, "types", name) if sit.preferences[actor].typed else ("preferences", actor)


def _swap(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    _, actor, name, at = edit.cell
    yield Swap((*_order(sit, actor, name), "statements"), int(at), int(at) + 1)


def _drop(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    _, actor, name, at = edit.cell
    listed = "statements" if sit.preferences[actor].types[name].statements else "weights"
    yield Remove((*_order(sit, actor, name), listed, int(at)))


def _behaviour(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    actor = edit.cell[1]
    concept = next(iter(edit.made(sit).preferences[actor].behaviour))
    yield _set(root, ("preferences", actor, "behaviour"), concept)
    for name in sit.preferences[actor].types:
        path = ("preferences", actor, "types", name, "behaviour")
        if _at(root, path) is not None:
            yield Remove(path)


def _caution(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    actor = edit.cell[1]
    caution = f"{float(edit.made(sit).play.caution[actor] * 100):.10g}%"
    before = _at(root, ("play", "caution"))
    if _at(root, ("play",)) is None:
        yield Insert((), 10**6, {"caution": {actor: caution}}, "play")
    elif before is None or before.kind == "mapping":
        single = {actor: caution}
        yield (
            _set(root, ("play", "caution", actor), caution)
            if before
            else _set(root, ("play", "caution"), single)
        )
    else:
        yield Set(("play", "caution"), {"default": before.text, actor: caution})


def _commitment(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    one = sit.commitments[edit.cell[1]]
    kept = edit.text.endswith("kept")
    then = _bracketed(one.then_text) if kept else f"not {_bracketed(one.then_text)}"
    wanted = f"{_bracketed(one.condition_text)} -> {then}" if one.condition is not None else then
    for name, kind in sit.preferences[one.by].types.items():
        order = _order(sit, one.by, name)
        if kind.statements:
            yield Insert((*order, "statements"), 0, wanted)
        elif kind.weights:
            terms = [term for weight in kind.weights for term in weight.worth.terms]
            most = sum((max(abs(term.factor.low), abs(term.factor.high)) for term in terms), Fraction(1))
            yield Insert((*order, "weights"), 0, {"when": wanted, "worth": str(int(2 * most) + 1)})
        else:
            return


def _bracketed(text: str) -> str:
    """Put an expression between brackets, unless it is one name."""
    return text if text.replace(".", "").isidentifier() else f"({text})"


def _pact(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    pair = list(edit.cell[1:])
    declared = [frozenset(pact.members) for pact in sit.play.pacts]
    if frozenset(pair) in declared:
        yield Remove(("play", "pacts", declared.index(frozenset(pair))))
    elif _at(root, ("play",)) is None:
        yield Insert((), 10**6, {"pacts": [pair]}, "play")
    elif _at(root, ("play", "pacts")) is None:
        yield Insert(("play",), 10**6, [pair], "pacts")
    else:
        yield Insert(("play", "pacts"), 10**6, pair)


def _knowledge(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    knowledge = edit.made(sit).play.knowledge
    if _at(root, ("play",)) is None:
        yield Insert((), 10**6, {"knowledge": knowledge}, "play")
    else:
        yield _set(root, ("play", "knowledge"), knowledge)


def _lasting(sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    option = next(one for one in sit.options if one.label == edit.cell[1])
    yield Remove(("options", option.owner, option.id, "lasting"))


def _status_quo(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    code = edit.made(sit).status_quo or 0
    taken = [option.label for option in sit.options if code >> option.bit & 1]
    yield _set(root, ("status_quo",), taken)


def _rule(_sit: Situation, _root: Node, edit: Edit) -> Iterator[Patch]:
    yield Remove(("rules", int(edit.cell[1])))


def _option(sit: Situation, root: Node, edit: Edit) -> Iterator[Patch]:
    rule = edit.made(sit).rules[-1].text
    if _at(root, ("rules",)) is None:
        yield Insert((), 10**6, [rule], "rules")
    else:
        yield Insert(("rules",), 10**6, rule)


_WRITTEN: Mapping[str, Callable[[Situation, Node, Edit], Iterator[Patch]]] = {
    "origin": _origin,
    "word": _word,
    "prior": _prior,
    "swap": _swap,
    "drop": _drop,
    "behaviour": _behaviour,
    "caution": _caution,
    "commitment": _commitment,
    "pact": _pact,
    "knowledge": _knowledge,
    "lasting": _lasting,
    "status quo": _status_quo,
    "rule": _rule,
    "option": _option,
}
