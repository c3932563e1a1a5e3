"""Codes of reading a file, and of its limits."""

from __future__ import annotations

from detente.registry.code import Code, warns

READING = {
    "DT101": Code(
        "The file is not a text in UTF-8",
        "A folder, a picture, or a text in another encoding can't be read without guessing at its signs.",
        "Name the situation file itself, and save it with the encoding UTF-8.",
    ),
    "DT102": Code(
        "The file is not valid YAML",
        "What follows the place can't be trusted, so nothing of the file is used. Only the first such fault is told.",
        "Look at the line and the one above: a tab, a missing quote, bracket or colon, or a text with ': ' without quotes.",
    ),
    "DT103": Code(
        "The file is empty",
        "There is nothing to reason about.",
        "Write a file to start from with 'detente new PATH'.",
    ),
    "DT104": Code(
        "The file is not a mapping of keys",
        "A situation is a set of keys such as title and actors; a list or a single text can't be one.",
        "Begin with the line 'detente: 1'. A blank follows each colon.",
    ),
    "DT105": Code(
        "The file holds more than one document",
        "The line '---' begins a second document, and one file is one situation.",
        "Remove the line, or put the second situation into a file of its own.",
    ),
    "DT106": Code(
        "A key stands twice in one mapping",
        "Only one of the two could count, and the other would be lost in silence.",
        "Keep one of the two, or rename one.",
    ),
    "DT107": Code(
        "A key is not known",
        "A misspelt key would otherwise be passed over, and what it says would not count.",
        "Correct the spelling to one of the expected keys. A remark of your own goes into a comment or 'note:'.",
    ),
    "DT108": Code(
        "A required key is missing",
        "Without it the entry has no meaning.",
        "Add the key that is named.",
    ),
    "DT109": Code(
        "A value has the wrong form",
        "A list stands where a text is expected, or the like, so it isn't clear what is meant.",
        "Write the value in the form that is expected; the reference of the situation file shows it.",
    ),
    "DT110": Code(
        "A key stands without a value",
        "An empty value could mean nothing, nought or forgotten. A text that begins with '#' is a comment to YAML.",
        "Write a value, put it between quotes, or remove the key.",
    ),
    "DT111": Code(
        "A value begins with an exclamation mark",
        "YAML reads it as a tag, and the text behind it is lost or changed.",
        "Put the whole text between quotes.",
    ),
    "DT112": warns(
        "A text ends where a comment begins",
        "' #' begins a comment in YAML, so the rest of the text is cut off.",
        "Put the whole text between quotes if the sign belongs to it; put a blank behind '#' if it is a comment.",
    ),
    "DT113": Code(
        "An alias refers to nothing",
        "A text that begins with '*' is an alias to YAML, and no anchor of this name stands before it.",
        "Put the text between quotes, or write what the alias should stand for.",
    ),
    "DT114": Code(
        "A word is not among those that the key knows",
        "Only the listed words have a meaning here.",
        "Take one of the expected words.",
    ),
    "DT115": Code(
        "This is not a date",
        "Dates decide what was known when, so they are read exactly.",
        "Write 2023-03-08, 2023-03 or 2023. A month or year means its last day.",
    ),
    "DT116": Code(
        "This is neither yes nor no",
        "The key asks for one of the two.",
        "Write yes or no.",
    ),
    "DT117": Code(
        "This can't be a name",
        "Names stand in expressions, where blanks, hyphens and the words of the language mean something else.",
        "Use letters, digits and _, not beginning with a digit.",
    ),
    "DT118": Code(
        "The version of the file format is not known",
        "A later version may mean something else by the same key.",
        "Write 'detente: 1'.",
    ),
    "DT119": warns(
        "A key is reserved",
        "The key has a meaning in the theory, and this version does nothing with it yet.",
        "Remove it, or keep it knowing that it has no effect.",
    ),
    "DT120": Code(
        "A file lies outside the situation's folder",
        "A situation reads only what lies beside it, so that no file of somebody else can be drawn into it.",
        "Copy the file into the situation's folder, and give its name without '..' and without a leading '/'.",
    ),
    "DT121": Code(
        "A file that the situation names is not there",
        "What stands in it would be missing.",
        "Correct the name, which is relative to the situation file, or remove the key.",
    ),
    "DT122": Code(
        "A table has other columns than expected",
        "A column that isn't known would be passed over.",
        "Name the columns as expected. from, to, vector and value must be there.",
    ),
    "DT123": Code(
        "A row of a table can't be read",
        "Cells would stand under the wrong column.",
        "Give the row as many cells as the header has, and quote a cell that contains a comma.",
    ),
    "DT124": Code(
        "No blank follows a colon",
        "YAML then takes key and value for one text.",
        "Put a blank behind the colon.",
    ),
    "DT131": Code(
        "The base of an overlay is not there",
        "An overlay says only what differs from its base.",
        "Name a situation file in the overlay's own folder, or a built-in case.",
    ),
    "DT132": Code(
        "The base of an overlay is not a situation of its own",
        "An overlay lies over a whole situation, not over another overlay.",
        "Name the file that both lie over.",
    ),
    "DT141": Code(
        "This is not a journal of forecasts",
        "Something else stands in the file, or it is damaged.",
        "Move it away; a new journal is then begun.",
    ),
    "DT142": Code(
        "The journal was altered",
        "Entries of a journal are only added. One that was changed afterwards proves nothing.",
        "Go back to a copy from before, or move this one away and begin anew.",
    ),
    "DT901": Code(
        "Parentheses and nots are nested too deeply",
        "Nobody can read such an expression, and its nesting could exhaust the machine.",
        "Write its parts as rules or statements of their own.",
    ),
    "DT902": Code(
        "An expression is too long",
        "Nobody can read such an expression.",
        "Write several rules or statements instead of one.",
    ),
    "DT911": Code(
        "The file is too large",
        "A situation is written by hand. A file of this size is usually something else.",
        "Move large tables of ties to a CSV file named by 'table:'.",
    ),
    "DT912": Code(
        "Lists and mappings are nested too deeply",
        "A situation needs about six levels. Deep nesting usually means brackets that are not closed.",
        "Close the brackets, or simplify the entry.",
    ),
    "DT913": Code(
        "There are too many aliases",
        "Aliases that repeat one another can make a small file enormous.",
        "Write out what is repeated.",
    ),
    "DT914": Code(
        "A number is too long",
        "No measured number has so many digits.",
        "Write it with at most 30 characters.",
    ),
    "DT915": Code(
        "There are too many observations",
        "More than a thousand can't be weighed one by one by anybody.",
        "Keep those that tell the types apart.",
    ),
    "DT916": Code(
        "There are too many options",
        "With more than 63 options a state no longer fits the model.",
        "Leave out options that never matter, or split the situation.",
    ),
    "DT917": Code(
        "There are too many feasible states",
        "Each option that no rule binds doubles the number of states. Beyond 2 to the 24th nothing can be solved.",
        "Add rules that say what can't happen together, or leave out options that never matter.",
    ),
    "DT918": Code(
        "There are too many faults",
        "Only the first 500 are told; the others may follow from them.",
        "Mend these first, and check again.",
    ),
    "DT919": Code(
        "There are too many states for a concept",
        "Coalitions, attitudes and unknown preference are decided by sets of states, which would not fit into memory.",
        "Ask one coalition instead of all, hold options with --do, or add rules that leave fewer states.",
    ),
    "DT920": Code(
        "There is not enough memory",
        "Solving would take more memory than is free. It is reckoned before any is taken, so that nothing else is driven out.",
        "Hold options with --do, add rules that leave fewer states, ask on a larger machine, or close other programs.",
    ),
}
