"""What the commands print: tables that fit 80 columns, paragraphs, faults, JSON."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from fractions import Fraction
from textwrap import wrap
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

from detente.faults import Fault
from detente.registry import CODES

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 80
DIGITS = 10
_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
PATIENCE = 1.0  # seconds before a command says what it is at


def console(*, errors: bool = False) -> Console:
    """Make the console for results, or for progress and faults; plain in a pipe, and where NO_COLOR is set."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, 120) if stream.isatty() else WIDTH
    return Console(
        file=stream,
        width=width,
        highlight=False,
        soft_wrap=False,
        emoji=False,
        markup=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )


def put(what: RenderableType, style: str | None = None) -> None:
    """Print one thing; in a pipe without blanks at the ends of lines."""
    out = console()
    if out.is_terminal:
        out.print(what, style=style)
        return
    with out.capture() as said:
        out.print(what)
    click.echo(_BLANKS.sub("", said.get()), nl=False)


def say(*paragraphs: str) -> None:
    """Print paragraphs, wrapped to the width."""
    for paragraph in paragraphs:
        put(paragraph)


def heading(text: str) -> None:
    """Print a heading with a blank line before it."""
    put("")
    put(text, style="bold")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> None:
    """Print a table; columns in ``right`` are numbers."""
    from rich import box
    from rich.table import Table

    numbers = set(right)
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for position, name in enumerate(columns):
        grid.add_column(name, justify="right" if position in numbers else "left", overflow="fold")
    for row in rows:
        grid.add_row(*row)
    put(grid)


def points(items: Iterable[str], *, mark: str = "- ", lead: str = "") -> None:
    """Print a list, each item behind a mark and indented as a whole."""
    width, after = console().width, lead + " " * len(mark)
    for item in items:
        lines = wrap(item, width, initial_indent=lead + mark, subsequent_indent=after, break_on_hyphens=False)
        put("\n".join(lines))


@contextmanager
def working(on: str) -> Iterator[Callable[[str], None]]:
    """Say on standard error what a command is at if it takes longer than a second; nothing in a pipe.

    Gives a function that says what it has come to.
    """
    out = console(errors=True)
    if not out.is_terminal or out.color_system is None:
        yield lambda _text: None
        return
    status = out.status(on)
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield status.update
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def show_faults(faults: Iterable[Fault]) -> None:
    """Print faults and warnings on standard error, one a paragraph."""
    out = console(errors=True)
    for one in faults:
        style = "bold red" if one.severity == "fault" else "bold yellow"
        out.print(told_in_lines(one)[0], style=style)
        out.print("\n".join(told_in_lines(one)[1:]))


def told_in_lines(one: Fault) -> list[str]:
    """Say a fault in lines: where, what, what was expected and found, and what to do next.

    A fault that has no hint of its own gets what the registry says of mending its kind.
    """
    mend = CODES[one.code].mend.rstrip(".")
    parts = (
        ("expected", one.expected),
        ("found", one.got),
        ("hint", one.hint or mend[:1].lower() + mend[1:]),
    )
    return [
        f"{one.file or 'text'}:{one.line}:{one.column} {one.severity} {one.code}",
        f"  {one.message}",
        *(f"  {label}: {text}" for label, text in parts if text),
    ]


def plain(value: Any) -> Any:
    """Turn a value into what JSON holds: numbers with 10 significant digits, NaN and infinities as null."""
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fraction):
        value = float(value)
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return [plain(one) for one in value]


def print_json(value: Any) -> None:
    """Print exactly one JSON document."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))
