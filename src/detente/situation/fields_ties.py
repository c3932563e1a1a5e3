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
        "spare": Key(QUANTITY, "How much more could come this way at need, in the unit of the value."),
        "note": NOTE,
    },
)

VECTOR = ByKind(
    "a text, or keys",
    scalar=TEXT,
    mapping=Record(
        "a kind of tie",
        {
            "text": Key(TEXT, "In words."),
            "weight": Key(QUANTITY, "How much it counts where kinds are averaged; weights sum to one."),
            "cost_share": Key(QUANTITY, "What share of all costs it makes up, for what its loss would do."),
            "elasticity": Key(
                QUANTITY,
                "How far other inputs can stand in for it: an elasticity of substitution, as a range.",
            ),
            **GROUNDS,
        },
    ),
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
        "beside": Key(WORD, "Another figure of the same thing, by another source, to be shown beside it."),
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
            "chance": Key(
                ByKind(
                    "a probability, or one for each type of the holder",
                    scalar=LIKELIHOOD.scalar,
                    listing=LIKELIHOOD.listing,
                    mapping=table_of(LIKELIHOOD, "types with probabilities"),
                ),
                "Its probability, where no game is played; or one for each type of the holder.",
            ),
            "basis": Key(TEXT, "On what ground it is needed."),
            "until": Key(DATE, "When it is no longer needed."),
        },
    ),
)
_CONSENTS = ByKind(
    "holders with their consents, or a list of holders whose consents are needed and not rated",
    listing=WORDS,
    mapping=Table(WORD, CONSENT, "holders of consents"),
)
_EITHER = Key(Listing(_CONSENTS, "sets of consents"), "Sets of consents of which one will do.")

STEP = Record(
    "a step",
    {
        "from": Key(WORD, "From which hand.", required=True),
        "to": Key(WORD, "To which hand.", required=True),
        "consent": Key(_CONSENTS, "Consents that this step needs."),
        "either": _EITHER,
        "note": NOTE,
    },
)

STEP_ROW = Record(
    "a row of steps",
    {
        "from": Key(WORD, "From which hand.", required=True),
        "to": Key(WORD, "To which hand.", required=True),
        "consent": Key(WORD, "Consents that this step needs, such as 'KAZ: 60%; USA: licence'."),
        "either": Key(WORD, "Consents of which one will do, such as 'DEU: 40%; FRA: 30%'."),
        "basis": Key(TEXT, "On what ground they are needed."),
        "until": Key(DATE, "When they are no longer needed."),
        "note": NOTE,
    },
)

PART = Record(
    "a part",
    {
        "item": Key(TEXT, "What it is."),
        "within": Key(WORD, "The part that contains it; left out where that is the item itself."),
        "consent": Key(_CONSENTS, "Consents that travel with it."),
        "either": _EITHER,
    },
)

TRANSFER = Record(
    "a transfer",
    {
        "item": Key(TEXT, "What is handed over.", required=True),
        "product": Key(TEXT, "Its code in a product list, such as HS 845710."),
        "from": Key(WORD, "Who has it.", required=True),
        "to": Key(WORD, "Who is to get it.", required=True),
        "by": Key(WORDS, "The owner's option that hands it over."),
        "consent": Key(_CONSENTS, "Consents on the item, needed on every route."),
        "either": _EITHER,
        "parts": Key(
            table_of(PART, "parts by name"), "What the item is made of; the consents of all parts add up."
        ),
        "routes": Key(
            Listing(
                Record(
                    "a route",
                    {
                        "through": Key(WORDS, "The hands it passes."),
                        "consent": Key(_CONSENTS, "Consents that this route needs."),
                        "either": _EITHER,
                    },
                ),
                "routes",
            ),
            "Ways through other hands.",
        ),
        "steps": Key(
            ByKind(
                "a CSV file of steps, or steps",
                scalar=FILE,
                listing=Listing(STEP, "steps"),
            ),
            "A network of hands: its steps, or a CSV file of them in the situation's folder.",
        ),
        **GROUNDS,
    },
)
