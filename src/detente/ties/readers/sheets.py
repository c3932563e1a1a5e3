"""Files of data, line by line: packed or plain, in UTF-8 or Latin-1, never more than a line of them in memory."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from detente.faults import Fault, Place, SituationError, fault
from detente.ties.readers.account import Account

_TABLES = (".csv", ".tsv", ".tab", ".txt")
_EVERY = 16_384  # lines between two calls of a listener
_SNIFFED = 4_096  # bytes at the beginning
_LONGEST = 4_000_000  # letters of a line; a longer one is cut, so that memory stays bounded
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that weren't UTF-8
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


class Sheet(NamedTuple):
    """An opened file: its name, and its lines with their ends."""

    name: str
    lines: Iterator[str]


@contextmanager
def opened(path: Path, account: Account, listen: Callable[[int], None] | None = None) -> Iterator[Sheet]:
    """Open a file of data, which may be packed: gzip, or zip with one table in it.

    Parameters
    ----------
    path : Path
    account : Account
        Is told how many lines weren't UTF-8 and were read as Latin-1.
    listen : callable, optional
        Is told now and then how many bytes of the file have been read.

    Raises
    ------
    SituationError
        DT657, if it can't be opened as a table.
    OSError
        If there is no such file.
    """
    with path.open("rb") as raw, _unpacked(raw, path) as stream:
        buffered = io.BufferedReader(stream)  # type: ignore[type-var] # what is packed reads like a raw stream
        start = _start(buffered, path)
        if start[:2] in _UTF16:
            raise SituationError([_unfit(path, "the file is saved as UTF-16", hint="save it as UTF-8")])
        if b"\0" in start:
            raise SituationError([_unfit(path, "the file is not a text", hint="name a table, not a program")])
        text = io.TextIOWrapper(buffered, encoding="utf-8-sig", errors="surrogateescape", newline="")
        yield Sheet(str(path), _lines(text, raw, path, account, listen))


@contextmanager
def _unpacked(raw: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """Give the stream of the table itself."""
    start = raw.read(4)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(raw) as stream:
            yield cast("IO[bytes]", stream)
    elif start == b"PK\x03\x04":
        with _archive(raw, path) as archive, _member(archive, path) as member:
            yield member
    else:
        yield raw


def _start(buffered: io.BufferedReader[Any], path: Path) -> bytes:
    """Look at the beginning of a table without reading it."""
    try:
        return buffered.peek(_SNIFFED)[:_SNIFFED]
    except _DAMAGED as error:
        raise SituationError([_unfit(path, f"the file is damaged or cut off: {error}")]) from None


def _archive(raw: IO[bytes], path: Path) -> zipfile.ZipFile:
    """Open an archive."""
    try:
        return zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise SituationError([_unfit(path, f"the archive is damaged: {error}")]) from None


def _member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    """Open the one table in an archive."""
    tables = [one for one in archive.namelist() if one.lower().endswith(_TABLES)]
    if len(tables) != 1:
        got = ", ".join(tables[:8]) or "none"
        message = "an archive is read if there is exactly one table in it"
        raise SituationError([_unfit(path, message, got=got, hint="unpack it and name the tables")])
    try:
        return archive.open(tables[0])
    except RuntimeError as error:  # a password, or a way of packing that Python doesn't know
        raise SituationError([_unfit(path, f"the archive can't be unpacked: {error}")]) from None


def _lines(
    text: io.TextIOWrapper,
    raw: IO[bytes],
    path: Path,
    account: Account,
    listen: Callable[[int], None] | None,
) -> Iterator[str]:
    """Give the lines one by one; what isn't UTF-8 is Latin-1."""
    until = _EVERY
    try:
        for line in iter(lambda: text.readline(_LONGEST), ""):
            until -= 1
            if not until:
                until = _EVERY
                if listen is not None:
                    listen(raw.tell())
            if line.isascii() or not _ESCAPED.search(line):
                yield line
            else:
                account.notes["lines that were not UTF-8, read as Latin-1"] += 1
                yield _ESCAPED.sub(_from_latin, line)
    except _DAMAGED as error:
        raise SituationError([_unfit(path, f"the file is damaged or cut off: {error}")]) from None


def _from_latin(match: re.Match[str]) -> str:
    """Decode one byte of Windows-1252, which has Latin-1 in it but for control characters."""
    byte = bytes([ord(match[0]) - 0xDC00])
    return byte.decode("cp1252", "replace")


def _unfit(path: Path, message: str, *, got: str = "", hint: str = "") -> Fault:
    """Say why a file can't be opened as a table."""
    return fault("DT657", Place(1, 1, str(path)), message, got=got, hint=hint)
