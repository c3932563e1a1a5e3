"""Codes of the model: rules, states, preferences, play, questions, commitments."""

from __future__ import annotations

from detente.registry.code import Code, may_warn, warns

MODEL = {
    "DT401": Code(
        "A move doesn't lead from one state to another",
        "In graph form a move is a pair of two different states.",
        "Write [from, to].",
    ),
    "DT402": Code(
        "Options and moves in one file",
        "With options the moves follow from them; the two could contradict each other.",
        "Remove one of the two sections.",
    ),
    "DT403": Code(
        "This is not a pattern of states",
        "A pattern has one letter for each option, in their order.",
        "Write Y, N or - for each option, or name options with yes or no.",
    ),
    "DT404": Code(
        "An order of preference in two forms",
        "Statements, weights and ranking could contradict each other.",
        "Keep one form. An actor with types has its order in each type.",
    ),
    "DT405": Code(
        "Pace and rates at once",
        "Pace is relative; rates are moves per year and turn dates on.",
        "Keep one of the two.",
    ),
    "DT406": Code(
        "A pact of fewer than two",
        "A pact is a group that can act as one.",
        "Name two actors or more.",
    ),
    "DT407": Code(
        "A pledge with a condition",
        "A pledge is unconditional. With a condition it is a promise, a threat or a red line.",
        "Change the kind, or remove 'if:'.",
    ),
    "DT408": Code(
        "A question doesn't say how it is counted",
        "'At the end', 'at some time' and 'all along' are three different questions.",
        "Add 'counted: at_end', 'counted: ever' or 'counted: always'.",
    ),
    "DT409": Code(
        "In graph form the status quo is one state",
        "Events begin in one state.",
        "Name one state.",
    ),
    "DT410": Code(
        "No state is feasible",
        "The rules that are named contradict each other, so nothing can be the case. Leave out any one, and something can.",
        "Remove or weaken one of them.",
    ),
    "DT411": Code(
        "Events begin in a state that breaks a rule",
        "The status quo, or the state that was asked for, is impossible by the file's own rules.",
        "Correct the options that are taken, or the rule. The hint gives the smallest change.",
    ),
    "DT412": may_warn(
        "The situation is dated after its horizon",
        "There is nothing left to look ahead to.",
        "Correct as_of or horizon. Without as_of, the latest day on which something became known counts.",
    ),
    "DT413": Code(
        "Nothing is said of what an actor wants",
        "Whoever can move must have an order of preference before anything can be solved.",
        "Give it statements, weights or a ranking.",
    ),
    "DT414": Code(
        "No order of preference",
        "A type, or an actor without types, is nothing but an order of preference.",
        "Write statements, weights or a ranking.",
    ),
    "DT415": Code(
        "A ranking leaves states out",
        "It would not be known how good they are.",
        "Name them, or put 'rest' where all the others belong.",
    ),
    "DT416": Code(
        "A ranking names states twice",
        "A state can't be better and worse at once.",
        "Keep each name once, and tell overlapping patterns apart.",
    ),
    "DT417": warns(
        "A name stands for no state",
        "The rules forbid every state that the pattern describes.",
        "Correct the pattern or the rule, or remove the name.",
    ),
    "DT418": Code(
        "A member stands twice in one pact",
        "It probably should be another actor.",
        "Name each member once.",
    ),
    "DT419": Code(
        "An event sets nothing, or something impossible",
        "An event changes options as it happens, and afterwards some feasible state must be the case.",
        "Name the options that it sets, with yes or no; add those that must change with them.",
    ),
    "DT420": Code(
        "A section is missing that a command needs",
        "What was asked for can't be worked out without it.",
        "Write the section that is named.",
    ),
    "DT421": Code(
        "A commitment is claimed by the one who makes it",
        "The key claimed_by names another who says that this actor is bound. That is weaker than its own word.",
        "Remove claimed_by, or correct 'by:'.",
    ),
    "DT422": warns(
        "A commitment doesn't name what its maker would do",
        "Only by its own options can an actor keep its word.",
        "Say in 'then:' what the one who is bound would do, or correct 'by:'.",
    ),
    "DT423": warns(
        "Two questions ask the same",
        "They count twice in every score.",
        "Remove one of the two, or say in what they differ.",
    ),
    "DT424": may_warn(
        "A question resolves before the day of the situation",
        "Its answer is known by then, or could be.",
        "Correct 'by:' or as_of.",
    ),
    "DT425": warns(
        "A question has no base rate",
        "Without one the forecast falls back on 50 %, and its number rests on a default.",
        "Write 'base:', how often such things happen, with its reason under 'because:'.",
    ),
    "DT426": warns(
        "An option stands in no statement",
        "Nobody minds whether it is taken, so nothing in the model moves it or fears it.",
        "Say who wants it or fears it, or leave the option out.",
    ),
    "DT427": warns(
        "A statement is always true, or never",
        "It tells no two feasible states apart, so it has no effect.",
        "See whether a rule decides it already, or another option was meant.",
    ),
    "DT428": warns(
        "A statement never decides",
        "Wherever it tells two states apart, a statement above it has told them apart before.",
        "Remove it, or move it up if it matters more.",
    ),
    "DT429": warns(
        "A rule across owners without a reason",
        "It lets one actor keep another from a step, which is a strong thing to assume.",
        "Give the reason under 'because:'. If it is only what an actor wants, make it a statement.",
    ),
    "DT430": warns(
        "The status quo contradicts a date",
        "An option that is taken since a day before as_of should be in the status quo, and one of a later day should not.",
        "Correct the status quo or the date.",
    ),
    "DT431": Code(
        "A weight refers to a tie that is not recorded",
        "The stake has no value.",
        "Record the tie, correct its name, or name a year that was known by as_of.",
    ),
    "DT432": Code(
        "A stake is not a share",
        "Only shares of a whole can be put beside one another as stakes.",
        "Record the tie as a share between 0 and 1, or write the stake as a number.",
    ),
    "DT433": warns(
        "The value of a stake is not known",
        "It is taken as its stated bounds, or as anything from 0 to 1, which widens every answer.",
        "Give bounds, or name a year whose value is known.",
    ),
    "DT434": Code(
        "More than one prior is missing",
        "One may be left out: it gets the rest. Two can't share it without a further assumption.",
        "Write a prior for all but one.",
    ),
    "DT435": Code(
        "A belief about an actor without types",
        "There is nothing to believe one way or the other.",
        "Give the actor types, or remove the belief.",
    ),
    "DT436": warns(
        "An actor can act, but nothing is said of what it wants",
        "Commands that solve or forecast will stop here.",
        "Add the actor under 'preferences:'.",
    ),
    "DT437": Code(
        "A measure names what no tie knows",
        "Its value can't be worked out from the ties of the file.",
        "Correct the names, or record the ties or poles that it needs.",
    ),
    "DT438": Code(
        "States can't be taken as one",
        "States of one name are one state only if every actor likes them equally, and no state has two such names.",
        "Correct the pattern, the order of preference, or 'coalesce:'. In graph form give one state in their place.",
    ),
    "DT439": Code(
        "Pairs of states contradict each other",
        "Of two states one is better, or they are equally good, or it isn't known; a state is compared with others only.",
        "Keep one of the pairs, or tell the patterns of their names apart.",
    ),
    "DT440": Code(
        "What an actor sees can't be",
        "An actor knows its own options and wishes, and takes some state to be possible.",
        "Correct 'sees:'; what is left out there is seen as the file has it.",
    ),
    "DT441": Code(
        "An order of preference is known in part only",
        "Certain pairs leave other comparisons open, and this command needs all of them.",
        "Give a whole order: statements, weights or a ranking. Pairs that are in doubt go under 'unknown:'.",
    ),
}
