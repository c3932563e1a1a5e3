"""What the YAML parser could not read, in words that somebody who doesn't know YAML can act on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from detente.faults import Fault, Place, fault

MAX_DEPTH = 64

_GLUED = re.compile(r"\s*(?:- )?([\w-]+):(\S.*)")
_COLUMN = "begin it in the same column as what it belongs beside; what belongs below a key is indented by two blanks more"


def too_deep(place: Place) -> Fault:
    """Say that lists and mappings are nested too deeply."""
    return fault(
        "DT912",
        place,
        f"lists and mappings are nested more than {MAX_DEPTH} deep",
        hint="a situation file needs about six levels; look for brackets that are not closed",
    )


def syntax_fault(error: Any, text: str, file: str) -> Fault:
    """Say what the YAML parser could not read, where, and what to do about it.

    Parameters
    ----------
    error : yaml.YAMLError
        What the parser raised.
    text, file : str
        What it read, and the name to give.

    Returns
    -------
    Fault
        At the line that is to be mended, as far as that can be told.
    """
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "the text can't be read"
    context = getattr(error, "context", None) or ""
    began = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or began
    lines = text.splitlines()
    at_end = mark is None or mark.line >= len(lines) or "end of stream" in problem
    if began is not None and at_end:
        mark = began  # a quote or bracket that is never closed
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if "nesting depth" in problem:
        return too_deep(Place(line, column, file))
    if "':'" in problem and (above := _above(lines, line)) and (glued := _GLUED.fullmatch(lines[above - 1])):
        line, column = above, len(lines[above - 1]) - len(lines[above - 1].lstrip()) + 1
        said, hint = "no blank follows the colon", f"write '{glued[1]}: {glued[2].strip()[:40]}'"
    else:
        here = lines[line - 1] if 0 < line <= len(lines) else ""
        opened = began.line + 1 if began is not None and "flow" in context else 0
        said, hint = _said(problem, context, here, opened)
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    return fault(
        "DT102",
        Place(line, column, file),
        f"this is not valid YAML: {said}",
        got=here.strip()[:60],
        hint=hint,
    )


def _above(lines: Sequence[str], line: int) -> int:
    """Give the number of the last line with something in it before a line; 0 if there is none."""
    return next((at for at in range(min(line - 1, len(lines)), 0, -1) if lines[at - 1].strip()), 0)


def _said(problem: str, context: str, here: str, opened: int) -> tuple[str, str]:
    """Say a problem in plain words, and what to do."""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "a tab stands where only blanks may", "indent with spaces: YAML does not allow tabs"
    if re.match(r"\s*-[^\s-]", here):
        return "no blank follows the '-' of an item", f"write '- {here.strip()[1:41]}'"
    if opened and "flow" in context and "mapping values" not in problem:
        return (
            "a bracket is never closed, or a comma is missing within it",
            f"the bracket was opened in line {opened}: close it, or put a comma between its parts",
        )
    if ": " in here.partition(": ")[2]:
        return (
            "a colon and a blank within a text look like another key",
            "a text that contains ': ' must stand between quotes",
        )
    if "quoted scalar" in context:
        return "a quote is never closed", "look for a missing quote in this line or the one above"
    if "cannot start any token" in problem:
        return (
            f"a text can't begin with '{here.strip().partition(': ')[2][:1]}'",
            "put the text between quotes",
        )
    if "':'" in problem:
        return (
            "this line is neither a key with its value nor an item of a list",
            "write 'key: value', or '- item'; a text of several lines stands between quotes",
        )
    if "mapping values" in problem or "did not find expected" in problem or "block" in problem:
        return "this line doesn't fit below the one above", _COLUMN
    return problem, "look for a missing quote, bracket or colon in this line or the one above"
