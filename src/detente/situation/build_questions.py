"""From entries to records: commitments and questions."""

from __future__ import annotations

from detente.situation.entries import Entry
from detente.situation.lookup import Lookup, grounds
from detente.situation.records import Commitment, Question, When


def build_commitments(root: Entry, lookup: Lookup) -> dict[str, Commitment]:
    """Build the threats, promises, red lines and pledges; those without a consequence that can be read are left out."""
    found = {}
    for name, entry in root.get("commitments", {}).items():
        condition, then = lookup.expression(entry.get("if")), lookup.expression(entry.get("then"))
        kind = entry.get("kind")
        if kind == "pledge" and "if" in entry.nodes:
            lookup.reading.fault(
                "DT407",
                entry.place_of("if"),
                "a pledge has no condition",
                hint="write kind: promise, threat or red_line, or remove 'if:'",
            )
        if kind != "pledge" and not entry.names("if"):
            lookup.reading.fault(
                "DT108",
                entry.place,
                f"a {kind.replace('_', ' ')} lacks the key 'if'",
                expected="if: an expression",
                hint="write what would call it up under 'if:', and what the one who is bound would do under 'then:'",
            )
        if then is None or (condition is None and "if" in entry.nodes):
            continue
        found[name] = Commitment(
            name,
            lookup.actor(entry.get("by")),
            kind,
            condition,
            str(entry.get("if", "")),
            then,
            str(entry.get("then")),
            entry.place,
            claimed_by=lookup.actor(entry.get("claimed_by")),
            text=entry.get("text", ""),
            **grounds(entry, lookup),
        )
    return found


def build_questions(root: Entry, lookup: Lookup, horizon: When | None) -> dict[str, Question]:
    """Build the questions; one whose proposition can't be read is left out."""
    found = {}
    for name, entry in root.get("questions", {}).items():
        written = entry.get("when")
        when = lookup.expression(written, question=True)
        if "when" in entry.nodes and not entry.names("counted"):
            lookup.reading.fault(
                "DT408",
                entry.place_of("when"),
                "a question with 'when' says how it is counted",
                expected="counted: at_end, ever or always",
                hint="add 'counted: ever' (true at some time), at_end (true in the end) or always (true all along)",
            )
        if when is None and "when" in entry.nodes:
            continue
        found[name] = Question(
            name,
            entry.get("text"),
            when,
            str(written or ""),
            entry.get("counted", "at_end" if when is not None else ""),
            entry.place,
            entry.get("by", horizon),
            entry.get("base"),
            entry.get("came"),
            **grounds(entry, lookup),
        )
    return found
