"""From a text to a situation: nodes, entries, records, checks; all faults in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from detente.faults import Fault, Place, fault
from detente.situation.build_evidence import (
    build_dependence,
    build_evidence,
    build_grades,
    build_hypotheses,
    build_sources,
    groups_of,
)
from detente.situation.build_game import (
    build_actors,
    build_events,
    build_graph,
    build_options,
    build_play,
    build_rules,
    build_states,
    build_status_quo,
)
from detente.situation.build_questions import build_commitments, build_questions
from detente.situation.build_sees import build_coalesced
from detente.situation.build_ties import (
    build_agreements,
    build_effects,
    build_figures,
    build_poles,
    build_ties,
    build_vector_records,
    build_vectors,
)
from detente.situation.build_transfers import build_transfers
from detente.situation.build_wants import build_believes, build_preferences
from detente.situation.entries import Entry
from detente.situation.fields import SITUATION
from detente.situation.lookup import Lookup
from detente.situation.nodes import Node, compose
from detente.situation.records import Overlay, Situation, Tie
from detente.situation.shapes import MOST_FAULTS, Reading

SECTIONS = ("actors", "sources", "evidence", "hypotheses", "states", "figures")


def read_text(text: str, file: str = "", folder: Path | None = None) -> tuple[Situation | None, list[Fault]]:
    """Read a situation from its text, as far as it can be read.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for the places of faults.
    folder : Path, optional
        The folder that tables and texts are read from; without it none is read.

    Returns
    -------
    situation : Situation or None
        What could be read. It is usable only if there is no fault among the faults and warnings. None where the text
        has no keys at all.
    faults : list of Fault
        Faults and warnings, in the order of the file.
    """
    root, faults = compose(text, file)
    if root is None:
        return None, faults
    reading = Reading(faults)
    if root.kind != "mapping":
        reading.fault(
            "DT104",
            root.place,
            "a situation is a mapping of keys",
            expected="detente: 1, title: ..., actors: ...",
            got="a list" if root.kind == "list" else root.text[:40],
            hint="begin with the line 'detente: 1'; a blank follows each colon",
        )
        return None, reading.faults
    if root.get("overlays") is None:
        situation = _situation(root, text, Lookup(reading, file, folder))
    else:
        from detente.situation.overlays import lay_over

        laid = lay_over(root, text, file, folder, reading)
        situation = None
        if laid is not None:
            lookup = Lookup(reading, laid.file, laid.folder)
            situation = _situation(laid.root, laid.text, lookup, laid.overlay)
    if reading.dropped:
        told = f"the file has more than {MOST_FAULTS} faults and warnings; the rest are not told"
        reading.faults.append(
            fault("DT918", Place(1, 1, file), told, hint="mend these first, and check again")
        )
    ordered = sorted(dict.fromkeys(reading.faults), key=lambda f: (f.file != file, f.file, f.line, f.column))
    return situation, ordered


def nodes_of(sit: Situation) -> Node:
    """Give the nodes that a situation was read from, with its overlay laid over them.

    Parameters
    ----------
    sit : Situation

    Returns
    -------
    Node
        The root.

    Examples
    --------
    >>> from detente.situation.opening import load
    >>> [key.text for key, _ in nodes_of(load("chicken")).pairs][:3]
    ['detente', 'title', 'asks']
    """
    over = sit.overlay
    if over is not None:
        from detente.situation.overlays import lay_over

        top, _ = compose(over.text, over.file)
        folder = Path(over.file).parent if over.file else None
        laid = None if top is None else lay_over(top, over.text, over.file, folder, Reading([]))
        root = None if laid is None else laid.root
    else:
        root, _ = compose(sit.text, sit.file)
    if root is None:
        raise ValueError("nodes_of(): expected a situation whose file can still be read")
    return root


def read_nodes(root: Node, file: str = "", folder: Path | None = None) -> tuple[Situation, list[Fault]]:
    """Read a situation from nodes that stand for no one text: its own text is empty.

    Parameters
    ----------
    root : Node
        A mapping.
    file : str
        What it goes by.
    folder : Path, optional
        The folder that tables are read from.

    Returns
    -------
    situation : Situation
        Usable only if there is no fault among the faults and warnings.
    faults : list of Fault
    """
    reading = Reading([])
    sit = _situation(root, "", Lookup(reading, file, folder))
    return sit, reading.faults


def _situation(root: Node, text: str, lookup: Lookup, overlay: Overlay | None = None) -> Situation:
    """Read the nodes of a whole file, and check what they say."""
    from detente.situation.checks import check

    entry = SITUATION.entry(root, lookup.reading)
    _version(entry, lookup.reading)
    situation = build(entry, lookup, text)
    if overlay is not None:
        situation = replace(situation, analyst=overlay.analyst, overlay=overlay)
    return check(situation, root, lookup.reading)


def _version(entry: Entry, reading: Reading) -> None:
    if "detente" in entry and entry.get("detente") != "1":
        reading.fault(
            "DT118",
            entry.place_of("detente"),
            "this version of the file format isn't known",
            expected="detente: 1",
            got=str(entry.get("detente")),
            hint="write 'detente: 1'; a file of a later version needs a later Détente",
        )


def build(root: Entry, lookup: Lookup, text: str) -> Situation:
    """Build the records of a situation, section by section; each may refer to those before it."""
    for section in SECTIONS:
        lookup.declare(section, root)
    actors = build_actors(root)
    options = build_options(root, lookup)
    graph = build_graph(root, lookup)
    named = build_states(root, lookup, len(options))
    vectors = build_vectors(root, lookup)
    sources = build_sources(root)
    preferences = build_preferences(root, lookup)
    hypotheses = build_hypotheses(root, lookup)
    evidence = build_evidence(root, lookup, sources, groups_of(root, lookup))
    ties = build_ties(root, lookup, sources)
    horizon = root.get("horizon")
    as_of = root.get("as_of")
    return Situation(
        file=lookup.file,
        text=text,
        title=root.get("title", ""),
        place=root.place,
        actors=actors,
        asks=root.get("asks", ""),
        marking=root.get("marking", ""),
        note=root.get("note", ""),
        analyst=root.get("analyst", ""),
        as_of=as_of.day if as_of else _latest(evidence.values(), ties),
        horizon=horizon,
        options=options,
        rules=build_rules(root, lookup),
        status_quo=build_status_quo(root, lookup, graph, named),
        status_quo_place=root.place_of("status_quo"),
        named_states=named,
        graph=graph,
        preferences=preferences,
        play=build_play(root, lookup),
        events=build_events(root, lookup),
        sources=sources,
        evidence=evidence,
        dependence=build_dependence(root, lookup),
        hypotheses=hypotheses,
        believes=build_believes(root, lookup),
        commitments=build_commitments(root, lookup),
        ties=ties,
        vectors=vectors,
        vector_records=build_vector_records(root, lookup),
        agreements=build_agreements(root, lookup),
        effects=build_effects(root, lookup),
        poles=build_poles(root, lookup),
        figures=build_figures(root, lookup),
        transfers=build_transfers(root, lookup),
        questions=build_questions(root, lookup, horizon),
        grades=build_grades(root, lookup),
        coalesced=build_coalesced(root, lookup, graph),
        tables=lookup.tables,
    )


def _latest(evidence: object, ties: tuple[Tie, ...]) -> date | None:
    """Give the latest day on which something in the file became known."""
    known = [one.known_by for one in (*evidence, *ties) if one.known_by is not None]  # type: ignore[misc]
    return max(known, default=None)
