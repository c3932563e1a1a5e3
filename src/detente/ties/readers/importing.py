"""From files of data to a table that a situation can name, or to a table of leads; with an account of every row."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, NamedTuple

from detente.faults import Fault, Place, SituationError, fault, warning
from detente.situation.tables import COLUMNS
from detente.situation.text import MAX_BYTES
from detente.ties.readers.account import Account
from detente.ties.readers.asked import Asked
from detente.ties.readers.flows import Flow, plain
from detente.ties.readers.formats import Format
from detente.ties.readers.leads import Count, Lead
from detente.ties.readers.sheets import Sheet, opened

TIE_COLUMNS = tuple(name for name in COLUMNS if name != "known")
"""The columns of a table of ties: those that a situation reads, but for the day of each row."""

HEADERS: dict[str, Sequence[str]] = {"ties": TIE_COLUMNS, "leads": Lead._fields, "counts": Count._fields}
"""The columns of each kind of table."""

_MODULES = {"table": "plain"}  # where the reader of a format has another name
_UNREAD = ("file", "line", "column", "code", "what", "found", "hint", "text")


class Labels(NamedTuple):
    """What each tie of a table bears: the kind of tie, the unit, and the source's id in the situation."""

    vector: str
    unit: str
    source: str


class Imported(NamedTuple):
    """What an import came to: how many rows were written, where what couldn't be read is listed, what there is to say."""

    rows: int
    account: Account
    unread: str
    warnings: tuple[Fault, ...]


def bring_in(
    form: Format,
    paths: Sequence[Path],
    output: Path,
    asked: Asked,
    labels: Labels,
    listen: Callable[[int], None] | None = None,
) -> Imported:
    """Read files of one format and write one table.

    Memory is bounded: rows are read one by one, and what is kept grows with the number of pairs and years, not of rows.
    Rows that can't be read are written to a second table beside the first, ``NAME.unread.csv``.

    Parameters
    ----------
    form : Format
    paths : sequence of Path
    output : Path
        The table; it is written as a whole or not at all.
    asked : Asked
        What is wanted.
    labels : Labels
    listen : callable, optional
        Is told now and then how many bytes of all files have been read.

    Returns
    -------
    Imported

    Raises
    ------
    SituationError
        If a file isn't of the format (DT650, DT657), or nothing is left to write (DT655). Nothing is written then.
    OSError
        If a file is missing, or the table can't be written.
    """
    unread = output.with_name(f"{output.stem}.unread.csv")
    with ExitStack() as stack:
        table = stack.enter_context(_whole(output))
        lost = stack.enter_context(_whole(unread, needed=lambda: account.unread > 0))
        account = Account(_listing(lost))
        reader = import_module(f"detente.ties.readers.{_MODULES.get(form.name, form.name)}")
        sheets = _Sheets(paths, account, listen)
        rows = _write(table, asked.kind, reader.read(sheets, asked, account), labels)
        if not rows:
            raise SituationError([_nothing(paths, account), *account.first])
    return Imported(
        rows, account, str(unread) if account.unread else "", tuple(_warnings(output, asked.kind))
    )


class _Sheets:
    """The files, opened one after the other; they can be gone through more than once."""

    def __init__(self, paths: Sequence[Path], account: Account, listen: Callable[[int], None] | None) -> None:
        self.paths, self.account, self.listen = paths, account, listen

    def __iter__(self) -> Iterator[Sheet]:
        before = 0
        for path in self.paths:
            with opened(path, self.account, self._after(before)) as sheet:
                yield sheet
            before += path.stat().st_size

    def _after(self, before: int) -> Callable[[int], None] | None:
        """Make a listener that counts the files before."""
        listen = self.listen
        return None if listen is None else lambda done: listen(before + done)


@contextmanager
def _whole(path: Path, needed: Callable[[], bool] = lambda: True) -> Iterator[IO[str]]:
    """Write a file as a whole or not at all; one that turns out not to be needed isn't there afterwards."""
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        if needed():
            part.replace(target)
        elif _is_list(target):
            target.unlink()
    except OSError as error:
        ours = error.filename in {None, str(part), str(target)}
        raise (OSError(error.errno, error.strerror, str(path)) if ours else error) from None
    finally:
        part.unlink(missing_ok=True)


def _is_list(path: Path) -> bool:
    """Whether a file is a list of rows that couldn't be read, left by an earlier import."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.readline().strip() == ",".join(_UNREAD).encode()


def _listing(stream: IO[str]) -> Callable[[Fault, str], None]:
    """Make the list of rows that can't be read."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_UNREAD)

    def note(one: Fault, text: str) -> None:
        writer.writerow((one.file, one.line, one.column, one.code, one.message, one.got, one.hint, text))

    return note


def _write(stream: IO[str], kind: str, rows: Iterable[Flow | Lead | Count], labels: Labels) -> int:
    """Write the table, and count its rows."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADERS[kind])
    written = 0
    for row in rows:
        writer.writerow(_tie(row, labels) if isinstance(row, Flow) else row)
        written += 1
    return written


def _tie(flow: Flow, labels: Labels) -> tuple[object, ...]:
    """Give the cells of a tie, in the order of :data:`TIE_COLUMNS`."""
    return (
        flow.source,
        flow.target,
        labels.vector,
        "" if flow.value is None else plain(flow.value),
        labels.unit,
        flow.year,
        labels.source,
        flow.status,
        flow.product,
        flow.note,
    )


def _nothing(paths: Sequence[Path], account: Account) -> Fault:
    """Say that no row is left, and where they all went."""
    went = [f"{reason}: {count:,}" for reason, count in account.left_out.most_common() if count]
    if account.unread:
        went.append(f"not readable: {account.unread:,}")
    return fault(
        "DT655",
        Place(1, 1, str(paths[0])),
        "nothing is left to write, so nothing was written",
        got="; ".join(went) or "no rows at all",
        hint="ask for other actors or years" if account.left_out else "",
    )


def _warnings(output: Path, kind: str) -> Iterator[Fault]:
    """Say where a table is more than a situation reads."""
    size = output.stat().st_size
    if kind == "ties" and size > MAX_BYTES:
        yield warning(
            "DT656",
            Place(1, 1, str(output)),
            "the table is larger than a situation reads",
            expected=f"at most {MAX_BYTES:,} bytes",
            got=f"{size:,} bytes",
            hint="ask for fewer actors, years or products with --actor, --years and --product",
        )
