"""The table of keys: every key of a situation file, how it is read, and a sentence on what it means.

The reader, the JSON Schema for editors and the reference page all come from this table.
"""

from __future__ import annotations

from detente.situation.fields_evidence import DEPENDENCE, HYPOTHESIS, OBSERVATION, SOURCE
from detente.situation.fields_game import ACTOR, EVENT, NAMED_STATE, OPTION, PLAY, PREFERENCE, RULE, TYPE
from detente.situation.fields_ties import AGREEMENT, EFFECT, FIGURE, TIE, TRANSFER, VECTOR
from detente.situation.keys import BECAUSE, EXPRESSION, GROUNDS, NOTE, table_of
from detente.situation.scalars import (
    DATE,
    LIKELIHOOD,
    NAME,
    OPTION_NAME,
    TEXT,
    WORD,
    WORDS,
    YES_NO,
    chosen,
)
from detente.situation.shapes import ByKind, Key, Listing, Record, Table

COALESCED = Record(
    "states taken as one",
    {
        "state": Key(WORD, "The name, which stands for several states.", required=True),
        "absorbing": Key(YES_NO, "Nobody leaves it, even where single states of it could be left."),
    },
    short="state",
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
        **GROUNDS,
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
        **GROUNDS,
    },
)

SITUATION = Record(
    "a situation",
    {
        "detente": Key(WORD, "Version of the file format: 1.", required=True),
        "title": Key(TEXT, "What the situation is called.", required=True),
        "asks": Key(TEXT, "The question that the brief answers."),
        "marking": Key(TEXT, "Printed on every page."),
        "analyst": Key(TEXT, "Whose file it is, where several analysts are compared."),
        "note": NOTE,
        "as_of": Key(DATE, "What is known by this day; else the latest 'known' in the file."),
        "horizon": Key(DATE, "How far ahead the questions look."),
        "actors": Key(table_of(ACTOR, "actors by name"), "Who decides.", required=True),
        "options": Key(
            table_of(table_of(OPTION, "options by name", OPTION_NAME), "options by owner"),
            "What each could do.",
        ),
        "rules": Key(Listing(RULE, "a list of rules"), "What a feasible state must satisfy."),
        "status_quo": Key(
            WORDS, "The options taken on as_of; every other one is not. In graph form: a state."
        ),
        "states": Key(
            ByKind(
                "names with patterns or options",
                listing=Listing(NAME, "names of states", least=1),
                mapping=table_of(NAMED_STATE, "names of states"),
            ),
            "Names for states; in graph form the states themselves.",
        ),
        "moves": Key(
            table_of(Listing(Listing(WORD, "[from, to]", least=2), "pairs [from, to]"), "moves by actor"),
            "Graph form: which state each actor can turn into which.",
        ),
        "preferences": Key(table_of(PREFERENCE, "preferences by actor"), "What each actor wants."),
        "play": Key(PLAY, "How the situation unfolds."),
        "events": Key(table_of(EVENT, "events by name"), "Things nobody decides."),
        "sources": Key(table_of(SOURCE, "sources by name"), "Where things were read."),
        "evidence": Key(table_of(OBSERVATION, "observations by name"), "What was read."),
        "dependence": Key(
            Listing(DEPENDENCE, "groups of observations"), "Reports of different origin that hang together."
        ),
        "hypotheses": Key(table_of(HYPOTHESIS, "hypotheses by name"), "For what is not a preference type."),
        "believes": Key(
            table_of(
                table_of(table_of(LIKELIHOOD, "types with probabilities"), "actors"), "beliefs by actor"
            ),
            "Where an actor's belief about another differs from the analyst's.",
        ),
        "commitments": Key(
            table_of(COMMITMENT, "commitments by name"), "Threats, promises, red lines and pledges."
        ),
        "ties": Key(Listing(TIE, "ties"), "Directed, dated, sourced quantities between actors."),
        "vectors": Key(
            table_of(VECTOR, "vectors by name"), "Further kinds of tie, and what is said of any kind."
        ),
        "agreements": Key(table_of(AGREEMENT, "agreements by name"), "Who agreed on what."),
        "effects": Key(Listing(EFFECT, "effects"), "What options do to ties."),
        "poles": Key(
            table_of(WORDS, "poles by name"), "Patrons, or groups of them, between whom an actor balances."
        ),
        "figures": Key(table_of(FIGURE, "figures by name"), "Counts that must add up."),
        "transfers": Key(
            table_of(TRANSFER, "transfers by name"), "Items on their way, with the consents they need."
        ),
        "questions": Key(table_of(QUESTION, "questions by name"), "What is asked of the outcome."),
        "grades": Key(
            Table(WORD, LIKELIHOOD, "report weights by grade"), "Report weights other than the usual."
        ),
        "coalesce": Key(
            Listing(COALESCED, "names of states", lone=True),
            "Names that stand for several states which all actors like equally: each name is taken as one state.",
        ),
    },
)

OVERLAY = Record(
    "an overlay",
    {
        "overlays": Key(
            WORD, "The base: a file in the same folder, or the name of a built-in case.", required=True
        ),
        "analyst": Key(TEXT, "Whose view it is.", required=True),
        "note": NOTE,
        "preferences": Key(
            table_of(
                Record(
                    "an overlay's preferences",
                    {
                        "statements": PREFERENCE.keys["statements"],
                        "types": Key(
                            table_of(
                                Record(
                                    "an overlay's type",
                                    {key: TYPE.keys[key] for key in ("prior", "statements", "because")},
                                ),
                                "types of the base by name",
                            ),
                            "Types of the base.",
                        ),
                        "because": BECAUSE,
                    },
                ),
                "preferences by actor",
            ),
            "Other priors, or another order of preference in place of the base's.",
        ),
        "hypotheses": Key(
            table_of(
                Record(
                    "an overlay's hypothesis",
                    {"answers": HYPOTHESIS.keys["answers"], "because": BECAUSE},
                ),
                "hypotheses of the base by name",
            ),
            "Other priors of answers.",
        ),
        "evidence": Key(
            table_of(
                Record(
                    "an overlay's observation",
                    {"expected_if": OBSERVATION.keys["expected_if"], "because": BECAUSE},
                ),
                "observations of the base by name",
            ),
            "Other rows of observations of the base.",
        ),
    },
)
