"""Codes of exchange with other programs."""

from __future__ import annotations

from detente.registry.code import Code

EXCHANGE = {
    "DT801": Code(
        "The file can't be read in this format",
        "What follows the place can't be trusted, so nothing of the file is used.",
        "See whether the ending of the name fits what is in the file, and save it once more from its own program.",
    ),
    "DT802": Code(
        "A part of a project of GMCR+ is missing or has the wrong form",
        "Without it the model isn't the one that was meant.",
        "Save the project once more from its own program, or mend the line by hand.",
    ),
    "DT803": Code(
        "A number or label refers to nothing",
        "An option, state, outcome or decision maker is meant that the file doesn't have.",
        "Correct the number or label. Options and decision makers are counted from 0, states and outcomes from 1.",
    ),
    "DT804": Code(
        "A ranking doesn't hold each state exactly once",
        "What the decision maker wants would not be known at every state.",
        "Rank each feasible state once. States are numbered from 1 by ascending code.",
    ),
    "DT805": Code(
        "An option has several owners or none",
        "A situation gives each option to one actor. Listing all moves instead is possible for small models only.",
        "Give each option to exactly one decision maker, or make the model smaller.",
    ),
    "DT806": Code(
        "The format can't hold this situation",
        "What would be written is another conflict.",
        "Choose another format, or change what is named.",
    ),
    "DT807": Code(
        "The model is too large to be exchanged",
        "A file with a line for each state, move or profile would be larger than anybody can use.",
        "Leave out options, or hold some of them fixed.",
    ),
    "DT808": Code(
        "The numbers of a game don't fit its players and strategies",
        "Each profile of strategies has a payoff for each player, so their number is known beforehand.",
        "Look for a number too many or too few, or one that isn't a number.",
    ),
    "DT809": Code(
        "A table of states or moves can't be read",
        "A state, a move or a rank would be missing or taken for another.",
        "Mend the line or column that is named. The reference of formats lists the columns.",
    ),
}
