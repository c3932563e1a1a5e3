"""Codes of importing data sets."""

from __future__ import annotations

from detente.registry.code import Code, warns

DATA = {
    "DT650": Code(
        "The table is not of this format",
        "A column that is missing or has another name would be read as something else.",
        "Name the file as its publisher gives it out, or another format. The columns that were found are listed.",
    ),
    "DT651": warns(
        "A row can't be read",
        "It is not part of the table that is written.",
        "Look at its line. All such rows are listed beside the table, and their number is told.",
    ),
    "DT652": warns(
        "A code or name stands for no state",
        "A guess would put figures on the wrong state.",
        "Say for whom it stands with --name 'TEXT=ID'. The nearest known name is only a hint.",
    ),
    "DT653": warns(
        "A state had ended by then",
        "The code or name stood for somebody else in that year, or for nobody.",
        "Check the year. If the source goes on using an old code, say for whom it stands with --name.",
    ),
    "DT654": warns(
        "A row stands twice",
        "It would count twice, or one of two figures would be lost.",
        "Name each file once, and look at the line. The first of the rows counts.",
    ),
    "DT655": Code(
        "Nothing is left to write",
        "No row is what was asked for, or none could be read.",
        "Ask for other actors, years or products. What became of the rows is told.",
    ),
    "DT656": warns(
        "The table is larger than a situation reads",
        "A situation reads tables of up to 2 MB, so that a brief stays quick and a page readable.",
        "Ask for the actors, years and products that matter.",
    ),
    "DT657": Code(
        "A file can't be opened as a table",
        "It is damaged, in another encoding, or holds several tables.",
        "Unpack it, or save it as UTF-8.",
    ),
    "DT658": warns(
        "Data without their day",
        "What was known when can't be told later, and nobody else finds the same release.",
        "Give --released, the day of publication, and --retrieved, the day of your download.",
    ),
}
