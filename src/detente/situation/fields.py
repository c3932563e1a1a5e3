"""The table of keys: every key of a situation file, how it is read, and a sentence on what it means.

The reader, the JSON Schema for editors and the reference page all come from this table.
"""

from __future__ import annotations

from detente.situation.records import BEHAVIOURS, STATUSES
from detente.situation.scalars import (
    DATE,
    GRADE,
    LIKELIHOOD,
    NAME,
    NUMBER,
    OPTION_NAME,
    PROBABILITY,
    QUANTITY,
    TEXT,
    TEXTS,
    WORD,
    WORDS,
    YEAR,
    YES_NO,
    chosen,
)
from detente.situation.shapes import ByKind, Key, Listing, Record, Shape, Source, Table

EXPRESSION = Source("an expression over options, such as 'not a or b -> c'")
BEHAVIOUR = chosen(BEHAVIOURS, "a behaviour")

_BECAUSE = Key(TEXT, "Why the analyst holds this.")
_EVIDENCE = Key(WORDS, "Observations it rests on.")
_NOTE = Key(TEXT, "A remark.")
_GROUNDS = {"because": _BECAUSE, "evidence": _EVIDENCE}


def _table(value: Shape, expected: str, key: Shape = NAME) -> Table:
    return Table(key, value, expected)


_SHARES = ByKind(
    "a behaviour, or shares such as {seq: 70%, nash: 30%}",
    scalar=BEHAVIOUR,
    mapping=_table(LIKELIHOOD, "shares of behaviours", BEHAVIOUR),
)

ACTOR = Record("an actor", {"name": Key(TEXT, "Its full name.", required=True), "note": _NOTE}, short="name")

OPTION = Record(
    "an option",
    {
        "text": Key(TEXT, "What the actor can do, in words that follow 'could'."),
        "since": Key(DATE, "Taken from this day on."),
        "lasting": Key(
            chosen(("taken", "dropped"), "a way to last"),
            "taken: once taken it stays; dropped: once dropped it stays.",
        ),
        **_GROUNDS,
    },
    short="text",
)

RULE = Record(
    "a rule",
    {
        "rule": Key(EXPRESSION, "What a feasible state satisfies."),
        "at_most_one": Key(WORDS, "Of these options at most one is taken."),
        "exactly_one": Key(WORDS, "Of these options exactly one is taken."),
        **_GROUNDS,
    },
    short="rule",
)

NAMED_STATE = ByKind(
    "a pattern over Y, N and - in option order, or options with yes or no",
    scalar=WORD,
    mapping=_table(YES_NO, "options with yes or no", WORD),
)

STATEMENT = Record(
    "a statement",
    {
        "holds": Key(EXPRESSION, "What the actor wants to hold.", required=True),
        "vital": Key(YES_NO, "Strength of preference: this is vital to the actor."),
        **_GROUNDS,
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
        **_GROUNDS,
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
    "because": _BECAUSE,
    "evidence": _EVIDENCE,
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
        "types": Key(_table(TYPE, "types by name"), "Several possible preference orders."),
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
                "a probability, or one per actor", scalar=PROBABILITY, mapping=_table(PROBABILITY, _BY_ACTOR)
            ),
            "From what probability of an answer on a move is not made.",
        ),
        "pace": Key(_table(NUMBER, _BY_ACTOR), "How often actors get to move, relative to one another."),
        "rates": Key(_table(NUMBER, _BY_ACTOR), "Moves per year; turns dates on."),
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
        "sets": Key(_table(YES_NO, "options with yes or no", WORD), "The options it sets.", required=True),
        **_GROUNDS,
    },
)

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
        "note": _NOTE,
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
        "because": _BECAUSE,
    },
)

DEPENDENCE = Record(
    "a dependence",
    {
        "evidence": Key(WORDS, "Observations that hang together.", required=True),
        "correlation": Key(PROBABILITY, "How far, 0 to 1.", required=True),
        "because": _BECAUSE,
    },
)

HYPOTHESIS = Record(
    "a hypothesis",
    {
        "text": Key(TEXT, "What is asked.", required=True),
        "answers": Key(
            _table(
                ByKind("a probability, or 'rest'", scalar=WORD, listing=LIKELIHOOD.listing),
                "answers with priors",
            ),
            "The possible answers with their priors.",
            required=True,
        ),
        "because": _BECAUSE,
    },
)

COMMITMENT = Record(
    "a commitment",
    {
        "by": Key(WORD, "Who is bound.", required=True),
        "kind": Key(
            chosen(("threat", "promise", "red_line", "pledge"), "a kind of commitment"),
            "threat, promise, red_line or pledge.",
            required=True,
        ),
        "if": Key(EXPRESSION, "If what."),
        "then": Key(EXPRESSION, "Then what.", required=True),
        "claimed_by": Key(WORD, "Who says so, if not the one who is bound."),
        "text": Key(TEXT, "In words."),
        **_GROUNDS,
    },
)

TIE = Record(
    "a tie",
    {
        "table": Key(TEXT, "A CSV file with many ties, in the situation's folder."),
        "complete": Key(YES_NO, "Of a table: a row that isn't there is a true zero."),
        "from": Key(WORD, "From whom."),
        "to": Key(WORD, "To whom."),
        "vector": Key(WORD, "The kind of tie."),
        "value": Key(QUANTITY, "How much; may be left out where it isn't known."),
        "unit": Key(TEXT, "Unit of the value."),
        "year": Key(YEAR, "Of which year."),
        "source": Key(WORD, "Where it was read."),
        "status": Key(chosen(STATUSES, "a status"), "How well the value is known."),
        "known": Key(DATE, "When it could be read."),
        "product": Key(TEXT, "Of what product."),
        "note": _NOTE,
    },
)

AGREEMENT = Record(
    "an agreement",
    {
        "between": Key(WORDS, "Who agreed.", required=True),
        "date": Key(DATE, "When."),
        "fields": Key(TEXTS, "On what."),
        "source": Key(WORD, "Where it was read."),
        "text": Key(TEXT, "In words."),
        "evidence": _EVIDENCE,
    },
)

EFFECT = Record(
    "an effect",
    {
        "when": Key(EXPRESSION, "What must hold.", required=True),
        "tie": Key(WORD, "Which tie it changes: FROM/TO/VECTOR.", required=True),
        "by": Key(QUANTITY, "By how much.", required=True),
        "unit": Key(TEXT, "Unit of the change."),
        **_GROUNDS,
    },
)

FIGURE = Record(
    "a figure",
    {
        "total": Key(QUANTITY, "The whole.", required=True),
        "parts": Key(
            _table(
                ByKind("a number or 'rest'", scalar=WORD, listing=QUANTITY.listing),
                "parts with numbers",
                WORD,
            ),
            "Its parts; one may be 'rest'.",
            required=True,
        ),
        "unit": Key(TEXT, "What is counted."),
        "source": Key(WORD, "Where it was read."),
        "date": Key(DATE, "Of which day."),
        "text": Key(TEXT, "In words."),
    },
)

CONSENT = ByKind(
    "an option, a list of options that are all needed, a probability, or keys",
    scalar=WORD,
    listing=WORDS,
    mapping=Record(
        "a consent",
        {
            "option": Key(WORDS, "The holder's option or options."),
            "chance": Key(LIKELIHOOD, "Its probability, where no game is played."),
            "basis": Key(TEXT, "On what ground it is needed."),
            "until": Key(DATE, "When it lapses."),
        },
    ),
)
_CONSENTS = Table(WORD, CONSENT, "holders of consents")

TRANSFER = Record(
    "a transfer",
    {
        "item": Key(TEXT, "What is handed over.", required=True),
        "product": Key(TEXT, "Its code in a product list, such as HS 845710."),
        "from": Key(WORD, "Who has it.", required=True),
        "to": Key(WORD, "Who is to get it.", required=True),
        "by": Key(WORDS, "The owner's option that hands it over."),
        "consent": Key(_CONSENTS, "Consents on the item, needed on every route."),
        "routes": Key(
            Listing(
                Record(
                    "a route",
                    {
                        "through": Key(WORDS, "The hands it passes."),
                        "consent": Key(_CONSENTS, "Consents that this route needs."),
                    },
                ),
                "routes",
            ),
            "Ways through other hands.",
        ),
        **_GROUNDS,
    },
)

QUESTION = Record(
    "a question",
    {
        "text": Key(TEXT, "The question, to be answered by yes or no.", required=True),
        "when": Key(EXPRESSION, "What makes the answer yes; without it the question isn't modelled."),
        "counted": Key(chosen(("at_end", "ever", "always"), "a way to count"), "at_end, ever or always."),
        "by": Key(DATE, "When it resolves; else the horizon."),
        "base": Key(LIKELIHOOD, "Reference rate; its reason in 'because'."),
        "came": Key(YES_NO, "What happened; read by score only."),
        **_GROUNDS,
    },
)

SITUATION = Record(
    "a situation",
    {
        "detente": Key(WORD, "Version of the file format: 1.", required=True),
        "title": Key(TEXT, "What the situation is called.", required=True),
        "asks": Key(TEXT, "The question that the brief answers."),
        "marking": Key(TEXT, "Printed on every page."),
        "note": _NOTE,
        "as_of": Key(DATE, "What is known by this day; else the latest 'known' in the file."),
        "horizon": Key(DATE, "How far ahead the questions look."),
        "actors": Key(_table(ACTOR, "actors by name"), "Who decides.", required=True),
        "options": Key(
            _table(_table(OPTION, "options by name", OPTION_NAME), "options by owner"), "What each could do."
        ),
        "rules": Key(Listing(RULE, "rules"), "What a feasible state must satisfy."),
        "status_quo": Key(
            WORDS, "The options taken on as_of; every other one is not. In graph form: a state."
        ),
        "states": Key(
            ByKind(
                "names with patterns or options",
                listing=Listing(NAME, "names of states", least=1),
                mapping=_table(NAMED_STATE, "names of states"),
            ),
            "Names for states; in graph form the states themselves.",
        ),
        "moves": Key(
            _table(Listing(Listing(WORD, "[from, to]", least=2), "pairs [from, to]"), "moves by actor"),
            "Graph form: which state each actor can turn into which.",
        ),
        "preferences": Key(_table(PREFERENCE, "preferences by actor"), "What each actor wants."),
        "play": Key(PLAY, "How the situation unfolds."),
        "events": Key(_table(EVENT, "events by name"), "Things nobody decides."),
        "sources": Key(_table(SOURCE, "sources by name"), "Where things were read."),
        "evidence": Key(_table(OBSERVATION, "observations by name"), "What was read."),
        "dependence": Key(
            Listing(DEPENDENCE, "groups of observations"), "Reports of different origin that hang together."
        ),
        "hypotheses": Key(_table(HYPOTHESIS, "hypotheses by name"), "For what is not a preference type."),
        "believes": Key(
            _table(_table(_table(LIKELIHOOD, "types with probabilities"), "actors"), "beliefs by actor"),
            "Where an actor's belief about another differs from the analyst's.",
        ),
        "commitments": Key(
            _table(COMMITMENT, "commitments by name"), "Threats, promises, red lines and pledges."
        ),
        "ties": Key(Listing(TIE, "ties"), "Directed, dated, sourced quantities between actors."),
        "vectors": Key(_table(TEXT, "vectors by name"), "Further kinds of tie."),
        "agreements": Key(_table(AGREEMENT, "agreements by name"), "Who agreed on what."),
        "effects": Key(Listing(EFFECT, "effects"), "What options do to ties."),
        "poles": Key(
            _table(WORDS, "poles by name"), "Patrons, or groups of them, between whom an actor balances."
        ),
        "figures": Key(_table(FIGURE, "figures by name"), "Counts that must add up."),
        "transfers": Key(
            _table(TRANSFER, "transfers by name"), "Items on their way, with the consents they need."
        ),
        "questions": Key(_table(QUESTION, "questions by name"), "What is asked of the outcome."),
        "grades": Key(
            Table(WORD, LIKELIHOOD, "report weights by grade"), "Report weights other than the usual."
        ),
        "coalesce": Key(TEXTS, "States taken as one.", reserved=True),
    },
)
