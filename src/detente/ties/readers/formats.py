"""The formats that are read: what each holds, in what units, on what terms, and how it is cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """What there is to know of a data set before it is read.

    Attributes
    ----------
    name : str
        What the command calls it.
    kinds : tuple of str
        What can be made of it, the usual first: ``ties``, ``counts``, ``leads``.
    vector, unit : str
        Of the ties.
    choices : mapping of str to tuple of str
        Its settings with their values, the default first; empty values mean any text.
    products : str
        What a product is here; empty where there are none.
    adds_up : bool
        Whether its figures can be added up over the members of a group.
    complete : bool
        Whether a row that isn't there is a true zero.
    reads, drops : str
        What is read, and what isn't; for the reference.
    note : str
        What a reader of the figures must know.
    """

    name: str
    title: str
    author: str
    publisher: str
    url: str
    licence: str
    cite: str
    kinds: tuple[str, ...]
    reads: str
    drops: str
    note: str
    vector: str = ""
    unit: str = ""
    choices: Mapping[str, tuple[str, ...]] = {}
    products: str = ""
    adds_up: bool = False
    complete: bool = False


_EVENTS = "Read out of the news by a program: stories, not events; mistakes of date, actor and kind are frequent. Leads, not facts."
_ASK = "Its own terms; ask before passing figures on"

_ALL = (
    Format(
        "baci",
        "BACI: International Trade Database at the Product-Level",
        "Guillaume Gaulier and Soledad Zignago",
        "CEPII",
        "http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        "Etalab Open Licence 2.0",
        "Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level. The 1994-2007 Version, "
        "CEPII Working Paper 2010-23",
        ("ties",),
        "`t`, `i`, `j`, `k`, `v`, `q`: year, exporter, importer, product, value, quantity",
        "Nothing. A flow that isn't there stays unknown: either it didn't exist, or nobody reported it.",
        "Values in thousand current USD, free on board, reconciled from the reports of both sides.",
        "trade",
        "thousand USD",
        {"measure": ("value", "quantity")},
        "a code of the Harmonised System, six digits",
        adds_up=True,
    ),
    Format(
        "cow_trade",
        "Correlates of War Project Trade Data Set, dyadic",
        "Katherine Barbieri and Omar M. G. Keshk",
        "Correlates of War Project",
        "https://correlatesofwar.org/data-sets/bilateral-trade/",
        _ASK,
        "Barbieri, K., Keshk, O. M. G. and Pollins, B. (2009), Trading Data: Evaluating our Assumptions and Coding Rules, "
        "Conflict Management and Peace Science 26(5), 471-491",
        ("ties",),
        "`ccode1`, `ccode2`, `year`, `flow1` (imports of the first from the second), `flow2`",
        "Smoothed flows, which are interpolations, and alternative flows for China, Belgium and Luxembourg.",
        "Imports in million current USD, with cost and freight (c.i.f.); they don't compare with figures free on board.",
        "imports",
        "million USD",
        adds_up=True,
    ),
    Format(
        "sipri",
        "SIPRI Arms Transfers Database, trade register",
        "",
        "Stockholm International Peace Research Institute",
        "https://www.sipri.org/databases/armstransfers",
        _ASK,
        "Stockholm International Peace Research Institute, SIPRI Arms Transfers Database",
        ("ties", "leads"),
        "Orders with supplier, recipient, weapon, numbers, years of delivery and delivered volume; the marks of uncertainty",
        "Orders of which no delivery is known, as ties; they are kept as leads.",
        "Volumes in million TIV, a measure of what was delivered, not money. Averages over five years say more than one year.",
        "arms",
        "million TIV",
        products="a weapon's designation",
        adds_up=True,
    ),
    Format(
        "atop",
        "Alliance Treaty Obligations and Provisions, directed dyad-years",
        "Brett Ashley Leeds, Jeffrey Ritter, Sara McLaughlin Mitchell and Andrew Long",
        "ATOP Project",
        "http://www.atopdata.org",
        _ASK,
        "Leeds, B. A., Ritter, J. M., Mitchell, S. M. and Long, A. G. (2002), Alliance Treaty Obligations and Provisions, "
        "1815-1944, International Interactions 28(3), 237-260",
        ("ties",),
        "`stateA`, `stateB`, `year`, `defense`, `offense`, `neutral`, `nonagg`, `consul`",
        "Everything else of the file: the treaties' numbers and kinds.",
        "An obligation of the first state towards the second: 1 if it is owed. It is no amount and never added to other ties.",
        "guarantee",
        "obligation",
        products="an obligation: `defence` (the default), `offence`, `neutrality`, `non-aggression`, `consultation`",
        complete=True,
    ),
    Format(
        "ideal_points",
        "United Nations General Assembly ideal point estimates",
        "Michael Bailey, Anton Strezhnev and Erik Voeten",
        "Harvard Dataverse",
        "https://doi.org/10.7910/DVN/LEJUQZ",
        "CC0 1.0",
        "Bailey, M. A., Strezhnev, A. and Voeten, E. (2017), Estimating Dynamic State Preferences from United Nations Voting "
        "Data, Journal of Conflict Resolution 61(2), 430-456",
        ("ties",),
        "`ccode`, `year` or `session`, the ideal point and its 5 and 95 % bounds, in the names of any release",
        "Numbers of votes, and further bounds.",
        "Distances of ideal points, which have no unit. All years are estimated afresh with each release: a later one leaks.",
        "alignment",
        "distance of ideal points",
        {"estimate": ("final", "all")},
    ),
    Format(
        "un_votes",
        "United Nations General Assembly voting data",
        "Erik Voeten, Anton Strezhnev and Michael Bailey",
        "Harvard Dataverse",
        "https://doi.org/10.7910/DVN/LEJUQZ",
        "CC0 1.0",
        "Voeten, E., Strezhnev, A. and Bailey, M. (2009), United Nations General Assembly Voting Data, Harvard Dataverse",
        ("ties", "leads"),
        "Two files: `rcid`, `country`, `country_code`, `vote`; and `rcid`, `session`, `date`, `unres`, `short`, `descr`",
        "Votes of which the roll call isn't in the file of roll calls; they are listed.",
        "How often both cast the same vote, of the votes that both cast. Who was absent isn't in the data.",
        "alignment",
        "share of joint votes",
    ),
    Format(
        "ucdp",
        "UCDP Dyadic Dataset",
        "Uppsala Conflict Data Program",
        "Department of Peace and Conflict Research, Uppsala University",
        "https://ucdp.uu.se/downloads/",
        "CC BY 4.0",
        "Harbom, L., Melander, E. and Wallensteen, P. (2008), Dyadic Dimensions of Armed Conflict, 1946-2007, Journal of Peace "
        "Research 45(5), 697-710; Davies, S., Engström, G., Pettersson, T. and Öberg, M. (2024), "
        "Journal of Peace Research 61(4)",
        ("leads",),
        "Both sides with those who joined them, what the fighting was about, how heavy it was, both days on which it began",
        "The numbers of sides, and the region.",
        "Fighting with at least 25 deaths in battle in the year, read and coded by people.",
    ),
    Format(
        "gdelt",
        "GDELT Event Database",
        "Kalev Leetaru and Philip Schrodt",
        "The GDELT Project",
        "https://www.gdeltproject.org",
        "Free to use and pass on, with a link to the project",
        "Leetaru, K. and Schrodt, P. A. (2013), GDELT: Global Data on Events, Language, and Tone, 1979-2012, meeting of the "
        "International Studies Association",
        ("counts", "leads"),
        "Version 1 and 2 events (57, 58 or 61 columns without header): days, actors, kind of event, place, address",
        "Events within a state or with a side that is none; tone, mentions and the Goldstein scale.",
        _EVENTS,
        choices={"every": ("month", "year")},
    ),
    Format(
        "icews",
        "ICEWS Coded Event Data",
        "Elizabeth Boschee, Jennifer Lautenschlager, Sean O'Brien, Steve Shellman, James Starz and Michael Ward",
        "Harvard Dataverse",
        "https://doi.org/10.7910/DVN/28075",
        _ASK,
        "Boschee, E., Lautenschlager, J., O'Brien, S., Shellman, S., Starz, J. and Ward, M. (2015), ICEWS Coded Event Data, "
        "Harvard Dataverse",
        ("counts", "leads"),
        "Events with day, both sides with sectors and state, text, CAMEO code, story, publisher and state of the place",
        "Events within a state or with a side that is none; intensity and exact place.",
        _EVENTS,
        choices={"every": ("month", "year")},
    ),
    Format(
        "table",
        "",
        "",
        "",
        "",
        "",
        "",
        ("ties",),
        "The columns that you name with `--column KEY=COLUMN`: from, to, year, value, product, status, note",
        "All other columns.",
        "",
        choices={
            "codes": ("", "iso3", "iso2", "isonum", "cow", "gw", "fips", "cameo", "bank", "baci", "name"),
            "missing": (),
        },
        products="what stands in the column named for `product`",
        adds_up=True,
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""Every format by its name."""
