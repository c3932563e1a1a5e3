"""Keys of what was read: sources, observations, hypotheses."""

from __future__ import annotations

from detente.situation.keys import BECAUSE, NOTE, table_of
from detente.situation.scalars import DATE, GRADE, LIKELIHOOD, PROBABILITY, TEXT, WORD, WORDS, chosen
from detente.situation.shapes import ByKind, Key, Record, Table

SOURCE = Record(
    "a source",
    {
        "title": Key(TEXT, "Its title."),
        "publisher": Key(TEXT, "Who published it."),
        "author": Key(TEXT, "Who wrote it."),
        "date": Key(DATE, "When it was published."),
        "url": Key(TEXT, "Where it is found."),
        "licence": Key(TEXT, "On what terms it may be used."),
        "retrieved": Key(DATE, "When it was read."),
        "grade": Key(GRADE, "Reliability A-F."),
        "text": Key(TEXT, "A file with its text, in the situation's folder."),
        "note": NOTE,
    },
    short="title",
)

CELLS = ByKind(
    "'equal', 'not rated', 'not applicable', 'favours: TYPE, strongly', or a probability for each type",
    scalar=WORD,
    mapping=Table(
        WORD,
        ByKind("a probability, 'not rated' or 'not applicable'", scalar=WORD, listing=LIKELIHOOD.listing),
        "a probability for each type",
    ),
)

OBSERVATION = Record(
    "an observation",
    {
        "date": Key(DATE, "When it happened."),
        "known": Key(DATE, "When it could be read; else the source's date."),
        "source": Key(WORD, "Where it was read."),
        "at": Key(TEXT, "Place in the source's text: p7 s1."),
        "digest": Key(TEXT, "First 8 hex digits of the SHA-256 of that sentence."),
        "kind": Key(
            chosen(("statement", "conduct", "report", "assessment"), "a kind of observation"),
            "What kind: statement, conduct, report or assessment.",
        ),
        "by": Key(WORD, "Who says or does it."),
        "attributed": Key(LIKELIHOOD, "How far the act is the state's."),
        "says": Key(TEXT, "What was observed, in the analyst's words.", required=True),
        "grade": Key(GRADE, "Reliability A-F and credibility 1-6."),
        "origin": Key(WORD, "Observations of one origin count once."),
        "took": Key(WORDS, "Options in the status quo from its known day on."),
        "dropped": Key(WORDS, "Options no longer in the status quo from its known day on."),
        "expected_if": Key(
            Table(WORD, CELLS, "types or answers by actor or hypothesis"),
            "How probable this observation is if each type is true.",
        ),
        "because": BECAUSE,
    },
)

DEPENDENCE = Record(
    "a dependence",
    {
        "evidence": Key(WORDS, "Observations that hang together.", required=True),
        "correlation": Key(PROBABILITY, "How far, 0 to 1.", required=True),
        "because": BECAUSE,
    },
)

HYPOTHESIS = Record(
    "a hypothesis",
    {
        "text": Key(TEXT, "What is asked.", required=True),
        "answers": Key(
            table_of(
                ByKind("a probability, or 'rest'", scalar=WORD, listing=LIKELIHOOD.listing),
                "answers with priors",
            ),
            "The possible answers with their priors.",
            required=True,
        ),
        "because": BECAUSE,
    },
)
