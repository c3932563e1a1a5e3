"""Codes of evidence."""

from __future__ import annotations

from detente.registry.code import Code, warns

EVIDENCE = {
    "DT501": Code(
        "This is not a grade",
        "Grades set how much a report weighs.",
        "Write A to F for the source, 1 to 6 for the information, or both: B2.",
    ),
    "DT502": Code(
        "A row of evidence can't be read",
        "A row rates all types, or says that it bears equally, is not rated, or doesn't apply.",
        "Write a probability for each type, 'equal', 'not rated', 'not applicable', or 'favours: TYPE, strongly'.",
    ),
    "DT503": Code(
        "Relative support can't be read",
        "It names one type and one of four strengths.",
        "Write 'favours: TYPE,' and slightly, moderately, strongly or very strongly.",
    ),
    "DT504": Code(
        "A row doesn't rate every type",
        "A missing rating is neither nought nor one half, and no default would be honest.",
        "Rate the type, or write 'not rated'; 'equal' rates the whole row.",
    ),
    "DT505": Code(
        "Something was known before it happened",
        "Then one of the two dates is wrong, and a replay would use it too early.",
        "'date' is when it happened, 'known' when it could first be read.",
    ),
    "DT506": Code(
        "This is not a digest",
        "The digest lets anybody who has the text check that the sentence is the one that was read.",
        "Write the 8 hex digits that 'detente source' prints.",
    ),
    "DT507": Code(
        "This is not a place in a text",
        "A reader could not find the sentence.",
        "Write pN sM: the N-th non-empty line and its M-th sentence.",
    ),
    "DT510": Code(
        "The evidence excludes every type",
        "Likelihoods of 0, and priors of 0, leave nothing that could have produced the observations.",
        "Write 1% instead of 0 where it isn't impossible, or grade the reports, since a report may be wrong.",
    ),
    "DT511": warns(
        "A likelihood of nought",
        "One such report removes the type for ever.",
        "Write 1% unless it is impossible.",
    ),
    "DT512": warns(
        "No evidence tells types apart",
        "Their probabilities stay as the priors put them.",
        "Add an observation that is more to be expected of one than of the other.",
    ),
    "DT513": warns(
        "Observations known only after as_of",
        "They are left out, so that nothing later leaks into an earlier judgement. A replay takes them in.",
        "Nothing, if they are meant for a replay. Otherwise correct 'known:' or as_of.",
    ),
    "DT514": warns(
        "A source is dated too roughly",
        "A month or year means its last day, which lies after as_of, so its observations are left out.",
        "Give the day of the source, or 'known:' with the observation.",
    ),
    "DT515": warns(
        "Reports of one origin are rated differently",
        "They report one event, which has one likelihood under each type.",
        "Give both rows the same ratings, or different origins if they are two events.",
    ),
    "DT516": warns(
        "Words of both rows are mixed",
        "The standard has two rows of words of likelihood and asks to keep to one.",
        "Take the words of one row.",
    ),
    "DT517": warns(
        "A grade is missing",
        "Without one a report is taken as fact.",
        "Grade the source from A to F, or the observation. F and 6 mean that it can't be judged.",
    ),
    "DT518": warns(
        "A confirmation may count twice",
        "Credibility 1 means that another report confirms this one. If that report is in the file too, it counts twice.",
        "Give both one origin, or grade the first as it stands alone.",
    ),
    "DT519": warns(
        "Two grades far apart",
        "The second grade counts alone; a great distance often means that one of them is a slip.",
        "See whether both are meant.",
    ),
    "DT520": Code(
        "An option was taken and dropped at once",
        "One observation can't say both.",
        "Keep 'took:' or 'dropped:'.",
    ),
    "DT521": Code(
        "A sentence is not the one that was read",
        "The text at hand differs from what the digest was taken of, so the observation may no longer rest on it.",
        "Read the text again. 'detente source' numbers its sentences and prints their digests.",
    ),
    "DT522": warns(
        "A sentence stands elsewhere",
        "The sentence is in the text, but not at the place that is given.",
        "Write the place that the hint gives.",
    ),
    "DT523": warns(
        "A place has no digest",
        "Nobody can tell later whether the sentence is still the same.",
        "Write the digest that the hint gives.",
    ),
    "DT524": Code(
        "The text of a source is not at hand",
        "Its sentences can't be numbered.",
        "Put the text beside the situation, if that is allowed, and name it under 'text:'.",
    ),
    "DT525": warns(
        "A dependence within one origin",
        "Reports of one origin count once anyway.",
        "Name reports of different origin, or remove the entry.",
    ),
    "DT526": Code(
        "A hypothesis with fewer than two answers",
        "There is nothing to tell apart.",
        "Give two answers or more.",
    ),
    "DT541": Code(
        "An observation has no day from which it was known",
        "A replay takes each observation in when its day comes.",
        "Write 'known:', or date the observation or its source.",
    ),
    "DT542": Code(
        "An analyst holds something impossible",
        "A probability of 0 would dictate a pool by log-odds, whatever the others hold.",
        "Write a number above 0, however small.",
    ),
    "DT543": warns(
        "Base rates that don't fit together",
        "No probabilities of the underlying events give all of them.",
        "Change one of them, or see whether the questions say what is meant.",
    ),
    "DT544": Code(
        "A table of likelihoods has other columns than expected",
        "A column that isn't known would be passed over.",
        "Name one column 'observation', and one for each type, once.",
    ),
    "DT545": Code(
        "A line of a table of likelihoods is of no use",
        "Each line names one observation of the situation, and no observation has two lines.",
        "Correct the name, or keep one of the two lines.",
    ),
    "DT546": Code(
        "A letter where a likelihood is expected",
        "Consistent or inconsistent doesn't say how probable the observation is if the type is true.",
        "Write a word such as 'likely', a probability or a range.",
    ),
    "DT547": Code(
        "A table of likelihoods can't be read",
        "Cells would stand under the wrong column.",
        "Give the line as many cells as the header has, and quote a cell that contains a comma.",
    ),
}
