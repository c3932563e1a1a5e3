"""Keys of the game: actors, options, rules, preferences, play, events."""

from __future__ import annotations

from detente.situation.keys import BECAUSE, BEHAVIOUR, EVIDENCE, EXPRESSION, GROUNDS, NOTE, table_of
from detente.situation.scalars import (
    DATE,
    LIKELIHOOD,
    NUMBER,
    PROBABILITY,
    QUANTITY,
    TEXT,
    TEXTS,
    WORD,
    WORDS,
    YES_NO,
    chosen,
)
from detente.situation.shapes import ByKind, Key, Listing, Record, Source

_SHARES = ByKind(
    "a behaviour, or shares such as {seq: 70%, nash: 30%}",
    scalar=BEHAVIOUR,
    mapping=table_of(LIKELIHOOD, "shares of behaviours", BEHAVIOUR),
)

ACTOR = Record("an actor", {"name": Key(TEXT, "Its full name.", required=True), "note": NOTE}, short="name")

OPTION = Record(
    "an option",
    {
        "text": Key(TEXT, "What the actor can do, in words that follow 'could'."),
        "since": Key(DATE, "Taken from this day on."),
        "lasting": Key(
            chosen(("taken", "dropped"), "a way to last"),
            "taken: once taken it stays; dropped: once dropped it stays.",
        ),
        **GROUNDS,
    },
    short="text",
)

RULE = Record(
    "a rule",
    {
        "rule": Key(EXPRESSION, "What a feasible state satisfies."),
        "at_most_one": Key(WORDS, "Of these options at most one is taken."),
        "exactly_one": Key(WORDS, "Of these options exactly one is taken."),
        **GROUNDS,
    },
    short="rule",
)

NAMED_STATE = ByKind(
    "a pattern over Y, N and - in option order, or options with yes or no",
    scalar=WORD,
    mapping=table_of(YES_NO, "options with yes or no", WORD),
)

STATEMENT = Record(
    "a statement",
    {
        "holds": Key(EXPRESSION, "What the actor wants to hold.", required=True),
        "vital": Key(YES_NO, "Strength of preference: this is vital to the actor."),
        **GROUNDS,
    },
    short="holds",
)

WORTH = ByKind(
    "a number, [low, high], [low, likely, high], or a number times tie(FROM/TO/VECTOR)",
    scalar=Source("a number, or sums and multiples of tie(FROM/TO/VECTOR)"),
    listing=QUANTITY.listing,
)

WEIGHT = Record(
    "a weight",
    {
        "when": Key(EXPRESSION, "What must hold.", required=True),
        "worth": Key(WORTH, "What that is worth to the actor.", required=True),
        "vital": Key(YES_NO, "Strength of preference: this is vital to the actor."),
        **GROUNDS,
    },
)

RANKING = ByKind(
    "groups of named states, best first: [[a], [b, c], [rest]] or 'a > b ~ c > rest'",
    scalar=WORD,
    listing=Listing(WORDS, "groups of named states, best first", least=1),
)

_ORDER = {
    "statements": Key(
        Listing(STATEMENT, "statements, most important first", least=1),
        "What it wants, most important first.",
    ),
    "weights": Key(Listing(WEIGHT, "weights", least=1), "What is worth how much; worths are added."),
    "ranking": Key(RANKING, "Named states, best first."),
    "behaviour": Key(_SHARES, "How it decides: nash, gmr, smr, seq, sseq, seq2, or shares of these."),
    "because": BECAUSE,
    "evidence": EVIDENCE,
}

TYPE = Record(
    "a type",
    {
        "prior": Key(LIKELIHOOD, "How probable before the evidence; one type may leave it out."),
        "text": Key(TEXT, "What this type is, in words."),
        **_ORDER,
    },
)

PREFERENCE = Record(
    "an actor's preferences",
    {
        **_ORDER,
        "types": Key(table_of(TYPE, "types by name"), "Several possible preference orders."),
        "unknown": Key(TEXTS, "Pairs of states whose order is unknown.", reserved=True),
        "certain": Key(TEXTS, "Pairs of states whose order is known.", reserved=True),
        "attitudes": Key(TEXTS, "Attitudes towards other actors.", reserved=True),
        "sees": Key(TEXTS, "What the actor takes the situation to be.", reserved=True),
    },
)

_BY_ACTOR = "a number for each actor"
PLAY = Record(
    "play",
    {
        "knowledge": Key(
            chosen(("own", "all"), "a kind of knowledge"),
            "own: each actor knows its own type only; all: every type.",
        ),
        "caution": Key(
            ByKind(
                "a probability, or one per actor",
                scalar=PROBABILITY,
                mapping=table_of(PROBABILITY, _BY_ACTOR),
            ),
            "From what probability of an answer on a move is not made.",
        ),
        "pace": Key(table_of(NUMBER, _BY_ACTOR), "How often actors get to move, relative to one another."),
        "rates": Key(table_of(NUMBER, _BY_ACTOR), "Moves per year; turns dates on."),
        "pacts": Key(
            Listing(
                Record(
                    "a pact",
                    {
                        "members": Key(WORDS, "Who can move as one.", required=True),
                        "pace": Key(NUMBER, "How often, relative to actors."),
                    },
                    short="members",
                ),
                "groups of actors",
            ),
            "Groups that can act as one.",
        ),
        "doubt": Key(PROBABILITY, "How far the forecast is drawn towards the base rate."),
        "choice": Key(
            chosen(("best", "any"), "a way to choose"),
            "best: its best move; any: each move that it could make.",
        ),
    },
)

EVENT = Record(
    "an event",
    {
        "text": Key(TEXT, "What may happen.", required=True),
        "chance": Key(LIKELIHOOD, "How probable it is.", required=True),
        "sets": Key(table_of(YES_NO, "options with yes or no", WORD), "The options it sets.", required=True),
        **GROUNDS,
    },
)
