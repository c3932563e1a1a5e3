"""Keys of ties, agreements, figures and transfers."""

from __future__ import annotations

from detente.situation.keys import EVIDENCE, EXPRESSION, GROUNDS, NOTE, table_of
from detente.situation.records import STATUSES
from detente.situation.scalars import (
    DATE,
    LIKELIHOOD,
    QUANTITY,
    TEXT,
    TEXTS,
    WORD,
    WORDS,
    YEAR,
    YES_NO,
    chosen,
)
from detente.situation.shapes import ByKind, Key, Listing, Record, Source, Table

FILE = Source("the name of a file in the situation's folder")

TIE = Record(
    "a tie",
    {
        "table": Key(FILE, "A CSV file with many ties, in the situation's folder."),
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
        "note": NOTE,
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
        "evidence": EVIDENCE,
    },
)

EFFECT = Record(
    "an effect",
    {
        "when": Key(EXPRESSION, "What must hold.", required=True),
        "tie": Key(WORD, "Which tie it changes: FROM/TO/VECTOR.", required=True),
        "by": Key(QUANTITY, "By how much.", required=True),
        "unit": Key(TEXT, "Unit of the change."),
        **GROUNDS,
    },
)

FIGURE = Record(
    "a figure",
    {
        "total": Key(QUANTITY, "The whole.", required=True),
        "parts": Key(
            table_of(
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
        **GROUNDS,
    },
)
