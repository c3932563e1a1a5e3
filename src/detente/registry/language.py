"""Codes of names, expressions and numbers."""

from __future__ import annotations

from detente.registry.code import Code, may_warn, warns

LANGUAGE = {
    "DT201": Code(
        "There is no option of this name",
        "An expression can speak of options only that the file declares.",
        "Correct the spelling, or declare the option under its owner in 'options:'.",
    ),
    "DT202": Code(
        "Several actors have an option of this name",
        "It isn't clear whose is meant.",
        "Write OWNER.option.",
    ),
    "DT203": Code(
        "There is no actor of this name with options",
        "What stands before the dot must be an actor that owns options.",
        "Correct the name before the dot.",
    ),
    "DT205": Code(
        "An expression is empty",
        "It says nothing about any state.",
        "Write an expression such as a -> not b, or remove the entry.",
    ),
    "DT206": Code(
        "A sign of another notation",
        "Signs such as &&, => or = mean different things in different languages, so only one spelling is read.",
        "Write not, and, or, -> (if ... then), <-> (if and only if).",
    ),
    "DT207": Code(
        "An arrow doesn't chain",
        "The text a -> b -> c can be read in two ways that differ.",
        "Put parentheses around what belongs together.",
    ),
    "DT208": warns(
        "A 'not' before an arrow binds the first part only",
        "The text not a -> b is read as (not a) -> b, and is often meant as not (a -> b).",
        "Write the parentheses, whichever is meant.",
    ),
    "DT209": Code(
        "A truth value is not an expression",
        "The words true, false, yes and no say nothing about a state.",
        "Write the option's name alone where it is taken, and 'not' before it where it isn't.",
    ),
    "DT210": Code(
        "Something stands where it can't stand",
        "The expression has no meaning as it is written.",
        "Look at the place: an operator or an option is missing.",
    ),
    "DT211": Code(
        "Parentheses don't pair",
        "It isn't clear what belongs together.",
        "Close what is open, or remove what closes nothing.",
    ),
    "DT212": Code(
        "Only a question may ask this",
        "The part ever(...) looks along a course of events, and share, hhi and balance look at ties. A rule or a wish is about one state.",
        "Ask it in a question, or write the part without it.",
    ),
    "DT213": Code(
        "A measure of ties is not complete",
        "A share, an index or a balance is always somebody's.",
        "Write share(A/B/VECTOR), hhi(A/VECTOR) or balance(A), and compare it with a number.",
    ),
    "DT214": Code(
        "A sign has no meaning here",
        "The expression can't be read with it.",
        "Remove the sign. Names stand without quotes.",
    ),
    "DT215": Code(
        "This doesn't name a tie",
        "A stake is read from a recorded tie, so it must be clear which.",
        "Write tie(FROM/TO/VECTOR) or tie(FROM/TO/VECTOR/YEAR).",
    ),
    "DT216": Code(
        "A count of one part",
        "Both at_most_one and exactly_one count among several.",
        "Name two parts or more, with commas between.",
    ),
    "DT240": may_warn(
        "There is no actor of this name",
        "Only declared actors decide. In ties and transfers others may appear, with a warning.",
        "Correct the spelling, or declare the actor.",
    ),
    "DT242": Code(
        "There is no type of this name",
        "Evidence and beliefs are about the types that the file declares.",
        "Correct the spelling, or write the type under 'types:' of the actor.",
    ),
    "DT243": Code(
        "There is no source of this name",
        "Every number should lead to where it was read.",
        "Correct the spelling, or declare the source.",
    ),
    "DT244": Code(
        "There is no observation of this name",
        "What an assumption rests on must be in the file.",
        "Correct the spelling, or write the observation.",
    ),
    "DT245": Code(
        "There is no state of this name",
        "Rankings, moves and the status quo name states that the file declares.",
        "Correct the spelling, or name the state under 'states:'.",
    ),
    "DT246": Code(
        "There is no vector of this name",
        "Ties are compared within one vector, so a new name must be meant.",
        "Correct the spelling, or declare the kind of tie under 'vectors:'.",
    ),
    "DT247": Code(
        "Evidence bears on nothing of this name",
        "A row of expected_if rates the types of an actor, or the answers of a hypothesis.",
        "Correct the name, give the actor types, or declare the hypothesis.",
    ),
    "DT248": Code(
        "An actor and a hypothesis have one name",
        "A row of evidence would bear on both.",
        "Rename the hypothesis.",
    ),
    "DT301": Code(
        "This is not a number",
        "Numbers are read exactly, and only in one way of writing.",
        "Write 4, -0.5 or 60%, thousands without separators and decimals with a point.",
    ),
    "DT302": Code(
        "A probability or share lies outside 0 to 100 %",
        "There is no such probability. Often the per cent sign is missing.",
        "Write 30% or 0.3.",
    ),
    "DT303": Code(
        "A range has the wrong number of parts",
        "A range has two ends, and for some keys a likely value between them.",
        "Write [low, high], or [low, likely, high] where that is allowed.",
    ),
    "DT304": Code(
        "The parts of a range fall",
        "The low end comes first, so that a slip is seen.",
        "Put the parts in rising order.",
    ),
    "DT305": Code(
        "A pace or rate is not positive",
        "Whoever never gets to move can't act at all.",
        "Write a number above 0, or leave the actor's options out.",
    ),
    "DT310": Code(
        "Shares don't sum to one",
        "Probabilities of types, answers and behaviours are exclusive and exhaustive. Nothing is scaled silently.",
        "Correct one of them, or leave one out where that is allowed: it gets the rest.",
    ),
    "DT311": Code(
        "A caution of nought",
        "A move is left out when an answer is at least as probable as the caution. With 0 nobody ever moves.",
        "Write a caution above 0; 50% is usual.",
    ),
    "DT312": warns(
        "A prior of 0 or 1",
        "No evidence can ever move it, whatever comes to light.",
        "Write 1% or 99%, unless the opposite is impossible.",
    ),
}
