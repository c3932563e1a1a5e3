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
    "groups of named states, best first: [[a], [b, c], [rest]] or 'a >> b ~ c > rest'",
    scalar=WORD,
    listing=Listing(WORDS, "groups of named states, best first", least=1),
)

_ORDER = {
    "statements": Key(
        Listing(STATEMENT, "statements, most important first", least=1),
        "What it wants, most important first.",
    ),
    "weights": Key(Listing(WEIGHT, "weights", least=1), "What is worth how much; worths are added."),
    "ranking": Key(
        RANKING, "Named states, best first; in 'a >> b > c' the first is greatly preferred to the others."
    ),
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

SEES = Record(
    "what an actor sees",
    {
        "unaware": Key(WORDS, "Options that it doesn't know of; in graph form, states."),
        "rules": Key(Listing(RULE, "a list of rules"), "Rules that hold for it, besides those of the file."),
        "types": Key(table_of(WORD, "a type for each actor"), "Which type it takes another actor to be."),
        "preferences": Key(
            table_of(
                Record(
                    "what it takes another to want",
                    {key: _ORDER[key] for key in ("statements", "ranking", "because")},
                ),
                "orders by actor",
            ),
            "What it takes others to want.",
        ),
        "because": BECAUSE,
    },
)

_CHAIN = ByKind(
    "states that are compared: [better, worse] or 'a > b ~ c'",
    scalar=WORD,
    listing=Listing(WORD, "states, best first", least=2),
)

PREFERENCE = Record(
    "an actor's preferences",
    {
        **_ORDER,
        "types": Key(table_of(TYPE, "types by name"), "Several possible preference orders."),
        "unknown": Key(
            Listing(Listing(WORD, "two or more states", least=2), "groups of states"),
            "Named states of which it isn't known which is better: all pairs in each group, whatever the order says.",
        ),
        "certain": Key(
            Listing(_CHAIN, "chains of states", least=1),
            "In place of an order: the only comparisons that are known, as [better, worse] or 'a > b ~ c'.",
        ),
        "attitudes": Key(
            table_of(
                chosen(("positive", "neutral", "negative"), "an attitude"), "an attitude towards each actor"
            ),
            "positive, neutral or negative towards others, and itself; else positive towards itself, neutral towards others.",
        ),
        "sees": Key(SEES, "What the actor takes the situation to be, where that differs from the file."),
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
