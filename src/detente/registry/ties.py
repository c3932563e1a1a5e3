"""Codes of ties, agreements, figures and transfers."""

from __future__ import annotations

from detente.registry.code import Code, warns

TIES = {
    "DT601": Code(
        "A reported tie lacks its value",
        "A status such as reported says that there is a figure.",
        "Write the value, or the status not_reported.",
    ),
    "DT602": Code(
        "A tie without a value has one",
        "The statuses not_reported, suppressed and not_applicable say that there is no figure. Unknown, nought and not applicable stay apart.",
        "Correct the status, remove the value, or give bounds as a range where it is not known.",
    ),
    "DT603": Code(
        "A table with keys of a single tie",
        "A table has its own columns for from, to, value and the rest.",
        "Keep 'table:' and 'complete:' only.",
    ),
    "DT604": Code(
        "This doesn't name a tie",
        "An effect changes one recorded tie.",
        "Write FROM/TO/VECTOR or FROM/TO/VECTOR/YEAR.",
    ),
    "DT605": Code(
        "A tie stands twice",
        "It would count twice, or one of two values would be lost.",
        "Keep one. A correction has its own source or 'known:' day.",
    ),
    "DT606": Code(
        "A share lies outside 0 to 100 %",
        "No part is larger than its whole.",
        "Correct the value or the unit. Often the per cent sign is missing.",
    ),
    "DT607": warns(
        "A value without a unit",
        "Figures are added and compared only within one unit.",
        "Write 'unit:', such as 'million USD' or 'share of imports'.",
    ),
    "DT608": Code(
        "An effect in another unit than its tie",
        "The change can't be added to the value.",
        "Give the change in the unit of the tie.",
    ),
    "DT609": Code(
        "Poles overlap",
        "An actor balances between poles, so nobody can stand in two of them.",
        "Keep each member in one pole.",
    ),
    "DT610": Code(
        "An agreement with one party",
        "It takes two.",
        "Name the other parties.",
    ),
    "DT611": warns(
        "An agreement dated after as_of",
        "It was not known by then.",
        "Correct the date, or as_of.",
    ),
    "DT612": Code(
        "Figures don't add up",
        "Parts and total contradict each other, within their ranges.",
        "Correct a number, or add a part that is 'rest'.",
    ),
    "DT613": warns(
        "A partner is not reported although it was before",
        "A blackout reads as independence if it is taken for nought.",
        "It counts as unknown. Bounds, or the partner's own figures, narrow it.",
    ),
    "DT614": warns(
        "An effect on a tie that is not recorded",
        "Nobody knows what the change is to be added to.",
        "Record the tie, be it with value 0.",
    ),
    "DT615": Code(
        "Weights of vectors don't sum to one",
        "An average of several kinds of ties needs a share for each, and none is scaled in silence.",
        "Correct the weights. A kind of tie without a weight doesn't count.",
    ),
    "DT616": warns(
        "A tie leads to where it begins",
        "Nobody depends on itself, so it does not count.",
        "Correct 'from:' or 'to:'.",
    ),
    "DT617": warns(
        "An elasticity is one number",
        "How far other inputs can stand in decides what a cut-off does, and nobody knows it that well.",
        "Write a range, such as [0.05, 0.5].",
    ),
    "DT618": Code(
        "There is no such figure",
        "A figure stands beside another of the same thing.",
        "Name a figure of 'figures:'.",
    ),
    "DT619": Code(
        "A number that a cut-off can't be reckoned from",
        "Shares in costs lie between 0 and 100 %; elasticities and spare amounts aren't negative.",
        "Correct the number. Often the per cent sign is missing.",
    ),
    "DT681": warns(
        "A tie in another unit than the others",
        "Figures of different units can't be added, so this one counts as unknown.",
        "Convert it, or give it a vector of its own.",
    ),
    "DT682": warns(
        "A tie can't be part of a total",
        "It is negative, or a share above 100 %, and counts as unknown.",
        "Correct the value or the unit.",
    ),
    "DT683": warns(
        "A large partner has gone dark",
        "Its figures are missing while it surely still trades; shares of the others then say nothing by themselves.",
        "Nothing, if it is so: all shares become ranges. Write a value of 0 with status reported if the flow really ended.",
    ),
    "DT684": warns(
        "A partner has no figure any more",
        "Whether the flow ended or nobody reports it makes a difference.",
        "Write a value of 0 with status reported if it ended.",
    ),
    "DT685": warns(
        "Shares sum to more than one",
        "The sources count different totals.",
        "Put side by side only figures of one total.",
    ),
    "DT686": warns(
        "There are no figures",
        "Nothing is on record for what was asked.",
        "Ask for another year or vector, or record the ties.",
    ),
    "DT687": warns(
        "An index would have improved by a blackout",
        "Once the largest partner falls silent, shares among the rest look diverse and balanced. Nothing else has changed.",
        "Nothing, if it is so. Bounds on the missing figure, or the partner's own figures, say more.",
    ),
    "DT688": warns(
        "Figures of one thing in different units",
        "Amounts in other units, currencies or prices of another year can't be compared.",
        "Convert one of them in the file, and say so in its text; or take out 'beside:'.",
    ),
    "DT701": Code(
        "A consent by an option of another actor",
        "Only the holder can agree, by an option of its own.",
        "Name an option of the holder, or a probability.",
    ),
    "DT702": Code(
        "Handed over by an option of another actor",
        "The item is handed over by the one who has it.",
        "Name an option of the owner under 'by:'; what others agree to stands under 'consent:'.",
    ),
    "DT703": Code(
        "A consent that is nothing, or two things",
        "It is an option of its holder, which the game decides, or a probability where no game is played.",
        "Keep one of the two.",
    ),
    "DT704": Code(
        "A transfer leads to where it begins",
        "Owner and recipient are one.",
        "Correct 'from:' or 'to:'.",
    ),
    "DT705": warns(
        "A consent has lapsed",
        "After its day it is no longer needed.",
        "Remove it, or correct 'until:'.",
    ),
    "DT706": Code(
        "A route passes one hand twice",
        "A route leads from the owner through other hands to the recipient.",
        "Name each hand between the two ends once.",
    ),
    "DT707": Code(
        "A step leads to where it begins",
        "A step of a network leads from one hand to another.",
        "Correct 'from' or 'to'.",
    ),
    "DT708": Code(
        "There is no such part",
        "A part is within the item, or within another of its parts.",
        "Name a part of the same transfer under 'within:', or leave it out.",
    ),
    "DT709": Code(
        "A part is within itself",
        "Going from part to part that contains it must end at the item.",
        "Correct 'within:'.",
    ),
    "DT710": Code(
        "Probabilities by type that don't fit",
        "A consent may hang on what its holder is. Each type needs a probability, or nothing follows.",
        "Give one for each type of the holder, or for each answer of one hypothesis.",
    ),
    "DT711": warns(
        "A network never reaches the recipient",
        "Nothing can pass, so nobody's consent matters. Often a hand is spelt in two ways.",
        "Spell each hand the same way everywhere, or remove 'steps:' if there is no such network.",
    ),
}
