"""From entries to records, the game: actors, options, rules, states, moves, status quo, play, events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from detente.faults import NOWHERE
from detente.situation.entries import Entry, Named, Written
from detente.situation.expressions import Count, Expr, Taken
from detente.situation.lookup import Lookup, grounds
from detente.situation.names import Names
from detente.situation.records import Actor, Event, Graph, NamedState, Option, Pact, Play, Rule

MAX_OPTIONS = 63


def build_actors(root: Entry) -> dict[str, Actor]:
    """Build the actors."""
    table = root.get("actors", {})
    return {
        name: Actor(name, entry.get("name", name), table.places[name], entry.get("note", ""))
        for name, entry in table.items()
    }


def build_options(root: Entry, lookup: Lookup) -> tuple[Option, ...]:
    """Build the options in the order of the file and declare their names."""
    table = root.get("options", Named(root.place))
    for owner in table:
        lookup.actor(owner, table.places[owner])
    flat = [(owner, name, owned) for owner, owned in table.items() for name in owned.places]
    if len(flat) > MAX_OPTIONS:
        lookup.reading.fault(
            "DT916",
            table.place,
            "there are too many options",
            expected=f"at most {MAX_OPTIONS}",
            got=str(len(flat)),
            hint="leave out options that never matter, or split the situation",
        )
    if len(flat) > MAX_OPTIONS or "options" in root.broken or table.broken or table.unread:
        lookup.vague["options"] = None
    else:
        unread = " ".join(name for owned in table.values() for name in owned.unread)
        lookup.vague["options"] = frozenset(re.findall(r"\w+", unread))
    kept = flat[:MAX_OPTIONS]
    lookup.names = Names.of({owner: [name for one, name, _ in kept if one == owner] for owner in table})
    return tuple(_option(bit, *one, lookup) for bit, one in enumerate(kept))


def _option(bit: int, owner: str, name: str, owned: Named, lookup: Lookup) -> Option:
    entry = owned.get(name) or Entry(owned.places[name])
    return Option(
        name,
        owner,
        entry.get("text", name),
        bit,
        owned.places[name],
        entry.get("lasting", ""),
        entry.get("since"),
        label=lookup.names.labels[bit],
        **grounds(entry, lookup),
    )


def build_rules(root: Entry, lookup: Lookup) -> tuple[Rule, ...]:
    """Build the rules; those that can't be read are left out."""
    rules = (build_rule(entry, lookup) for entry in root.get("rules", ()))
    return tuple(rule for rule in rules if rule is not None)


def build_rule(entry: Entry, lookup: Lookup) -> Rule | None:
    """Build one rule; None, after noting why, where it can't be read."""
    forms = [key for key in ("rule", "at_most_one", "exactly_one") if entry.names(key)]
    if len(forms) != 1:
        lookup.reading.fault(
            "DT108",
            entry.place,
            "a rule has one of the keys rule, at_most_one, exactly_one",
            got=", ".join(forms) or "none of them",
        )
        return None
    key = forms[0]
    value = entry.get(key)
    if value is None:
        return None
    if key == "rule":
        expr, text = lookup.expression(value), str(value)
    else:
        expr, text = _count(key, value, lookup), f"{key.replace('_', ' ')} of {', '.join(value)}"
    return None if expr is None else Rule(expr, text, entry.place_of(key), **grounds(entry, lookup))


def _count(key: str, written: tuple[Written, ...], lookup: Lookup) -> Expr | None:
    bits = lookup.options(written)
    if len(bits) < len(written):
        return None
    parts = tuple(Taken(bit, lookup.names.labels[bit]) for bit in bits)
    return Count(1 if key == "exactly_one" else 0, 1, parts)


def build_graph(root: Entry, lookup: Lookup) -> Graph | None:
    """Build the arcs of graph form: states by name, each actor's moves between them."""
    moves = root.get("moves")
    if moves is None:
        return None
    states = root.get("states", ())
    names = tuple(states)
    lookup.known["states"] = names
    if not names:
        lookup.reading.fault(
            "DT108", moves.place, "moves need the names of the states", expected="states: [s1, s2, ...]"
        )
        return None
    if root.get("options"):
        lookup.reading.fault(
            "DT402",
            moves.place,
            "a situation has options or moves, not both",
            hint="with options the moves follow from them; remove 'moves:'",
        )
    position = {name: i for i, name in enumerate(names)}
    arcs = {
        actor: tuple(_arc(pair, position, lookup) for pair in pairs)
        for actor, pairs in moves.items()
        if lookup.actor(actor, moves.places[actor])
    }
    whole = {actor: tuple(arc for arc in own if arc is not None) for actor, own in arcs.items()}
    return Graph(names, whole, moves.place)


def _arc(pair: tuple[Written, ...], position: Mapping[str, int], lookup: Lookup) -> tuple[int, int] | None:
    ends = lookup.all("DT245", "states", pair)
    if len(pair) != 2 or len(set(pair)) != 2:
        lookup.reading.fault(
            "DT401",
            pair[0].place,
            "a move leads from one state to another",
            expected="[from, to]",
            got=", ".join(pair),
        )
        return None
    return (position[ends[0]], position[ends[1]]) if len(ends) == len(pair) else None


def build_states(root: Entry, lookup: Lookup, options: int) -> dict[str, NamedState]:
    """Build the names for states, each as one pattern over Y, N and - in option order."""
    table = root.get("states", {})
    if not isinstance(table, Named) or "moves" in root.nodes:
        return {}
    lookup.known["states"] = tuple(table.places)
    patterns = ((name, _pattern(value, lookup, options)) for name, value in table.items())
    return {name: NamedState(name, pattern, table.places[name]) for name, pattern in patterns if pattern}


def _pattern(value: Any, lookup: Lookup, options: int) -> str:
    """Give a pattern; '' after noting why there is none."""
    if isinstance(value, Named):
        settings = lookup.settings(value)
        marks = {True: "Y", False: "N"}
        return "".join(marks[settings[bit]] if bit in settings else "-" for bit in range(options))
    pattern = value.upper().replace(" ", "")
    if not lookup.is_whole("options"):
        return ""
    if len(pattern) == options and set(pattern) <= set("YN-"):
        return str(pattern)
    lookup.reading.fault(
        "DT403",
        value.place,
        "this is not a pattern of states",
        expected=f"{options} letters Y, N or -, one for each option in order",
        got=str(value),
    )
    return ""


def build_status_quo(
    root: Entry, lookup: Lookup, graph: Graph | None, named: Mapping[str, NamedState]
) -> int | None:
    """Build the status quo: a code, or the position of a state in graph form; None where the file has none."""
    written = root.get("status_quo")
    if written is None:
        return None
    if graph is not None:
        names = lookup.all("DT245", "states", written)
        if len(written) != 1:
            lookup.reading.fault(
                "DT409",
                root.place_of("status_quo"),
                "in graph form the status quo is one state",
                expected="the name of one state",
                got=", ".join(written),
            )
        return graph.states.index(names[0]) if names else None
    if len(written) == 1:
        pattern = named[written[0]].pattern if written[0] in named else str(written[0])
        if len(pattern) == len(lookup.names.labels) and set(pattern) <= {"Y", "N"}:
            return sum(1 << bit for bit, mark in enumerate(pattern) if mark == "Y")
    bits = lookup.options(written)
    return sum(1 << bit for bit in set(bits)) if len(bits) == len(written) else None


def build_play(root: Entry, lookup: Lookup) -> Play:
    """Build how the situation unfolds; defaults where the file says nothing."""
    entry: Entry | None = root.get("play")
    if entry is None:
        return Play()
    default = Play()
    caution = entry.get("caution", Named(entry.place))
    rates = entry.get("rates")
    if rates is not None and "pace" in entry:
        lookup.reading.fault(
            "DT405",
            entry.place_of("rates"),
            "play has pace or rates, not both",
            hint="keep one: rates are moves per year and turn dates on; pace is relative",
        )
    pacts = (_pact(one, lookup) for one in entry.get("pacts", ()))
    return Play(
        entry.place,
        entry.get("knowledge", default.knowledge),
        _by_actor(caution, lookup) if isinstance(caution, Named) else {"": caution},
        _by_actor(entry.get("pace", {}), lookup, least=Fraction(0)),
        None if rates is None else _by_actor(rates, lookup, least=Fraction(0)),
        tuple(pact for pact in pacts if pact is not None),
        entry.get("doubt", default.doubt),
        entry.get("choice", default.choice),
        frozenset(entry.values),
    )


def _by_actor(
    table: Mapping[str, Fraction], lookup: Lookup, least: Fraction | None = None
) -> dict[str, Fraction]:
    """Give numbers by actor; 'default' stands for everyone else, written as ''."""
    places = getattr(table, "places", {})
    numbers: dict[str, Fraction] = {}
    for name, value in table.items():
        place = places.get(name, NOWHERE)
        if least is not None and value <= least:
            lookup.reading.fault(
                "DT305",
                place,
                "a pace or rate is positive",
                got=f"{float(value):g}",
                hint="write a number above 0; an actor that never moves needs no options",
            )
        elif name == "default" or lookup.actor(name, place):
            numbers["" if name == "default" else name] = value
    return numbers


def _pact(entry: Entry, lookup: Lookup) -> Pact | None:
    written = entry.get("members", ())
    members = lookup.all("DT240", "actors", written)
    twice = [one for k, one in enumerate(written) if one in written[:k]]
    if twice:
        lookup.reading.fault(
            "DT418", twice[0].place, f"{twice[0]} stands twice in one pact", hint="name each member once"
        )
    elif len(written) < 2:
        lookup.reading.fault("DT406", entry.place, "a pact takes at least two actors", expected="[A, B]")
    pace = entry.get("pace", Fraction(1))
    if pace <= 0:
        lookup.reading.fault(
            "DT305", entry.place_of("pace"), "a pace or rate is positive", got=f"{float(pace):g}"
        )
    return Pact(members, entry.place, pace) if len(set(members)) > 1 else None


def build_events(root: Entry, lookup: Lookup) -> dict[str, Event]:
    """Build the things that nobody decides."""
    table = root.get("events", {})
    return {
        name: Event(
            name,
            entry.get("text"),
            entry.get("chance"),
            lookup.settings(entry.get("sets", {})),
            entry.place,
            **grounds(entry, lookup),
        )
        for name, entry in table.items()
    }
