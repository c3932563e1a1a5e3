"""From a file to its text: encoding, size, and files that a situation may name."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from detente.faults import Fault, Place, fault

MAX_BYTES = 2_000_000

_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(data: bytes, file: str = "") -> tuple[str | None, list[Fault]]:
    """Decode the bytes of a file as UTF-8.

    Examples
    --------
    >>> text, faults = decode("title: café".encode("latin-1"))
    >>> text is None, faults[0].code, faults[0].column
    (True, 'DT101', 11)
    """
    start = Place(1, 1, file)
    if len(data) > MAX_BYTES:
        return None, [too_large(len(data), file)]
    encoding = _BYTE_ORDER_MARKS.get(data[:2])
    if encoding:
        return None, [
            fault(
                "DT101",
                start,
                f"the file is saved as {encoding}",
                expected="UTF-8",
                hint="save it again with the encoding UTF-8",
            )
        ]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_of(data[: error.start].decode("utf-8"), file)
        return None, [
            fault(
                "DT101",
                place,
                "the file is not UTF-8",
                expected="UTF-8",
                got=f"the byte 0x{data[error.start]:02x}",
                hint="save it again with the encoding UTF-8 (this byte is usual in Latin-1 or Windows-1252)",
            )
        ]
    bad = next((i for i, c in enumerate(text) if (c < " " and c not in "\t\n\r") or c == "\x7f"), None)
    if bad is not None:
        return None, [
            fault(
                "DT101",
                _place_of(text[:bad], file),
                "the file holds a control character: it is not a text",
                got=f"U+{ord(text[bad]):04X}",
                hint="name the situation file, not a program, picture or archive",
            )
        ]
    return text, []


def too_large(size: int, file: str) -> Fault:
    """Say that a file is over the limit."""
    return fault(
        "DT911",
        Place(1, 1, file),
        "the file is too large",
        expected=f"at most {MAX_BYTES:,} bytes",
        got=f"{size:,} bytes",
        hint="move large tables of ties to a CSV file named by 'table:'",
    )


def _place_of(before: str, file: str) -> Place:
    """Give the place that follows a text."""
    lines = before.split("\n")
    return Place(len(lines), len(lines[-1]) + 1, file)


def read_file(path: Path) -> tuple[str | None, list[Fault]]:
    """Read a file as text; one that is too large is not read.

    Raises
    ------
    OSError
        If there is no such file or it can't be opened.
    """
    name = str(path)
    status = path.stat()
    if not S_ISREG(status.st_mode):
        folder = S_ISDIR(status.st_mode)
        what = "a folder" if folder else "a device or pipe"
        hint = "name the situation file in it" if folder else "save it as a file first"
        return None, [fault("DT101", Place(1, 1, name), f"this is {what}, not a file", hint=hint)]
    if status.st_size > MAX_BYTES:
        return None, [too_large(status.st_size, name)]
    with path.open("rb") as stream:
        return decode(stream.read(MAX_BYTES + 1), name)


def inside(folder: Path | None, name: str) -> Path | None:
    """Resolve a name that a situation gives, within the situation's own folder; None where it would leave it.

    A link that leads out counts as leaving. Without a folder (a situation given as text) nothing resolves.
    """
    if folder is None or not name or "\0" in name or os.path.isabs(name) or "\\" in name:  # noqa: PTH117 - a text, not a path yet
        return None
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, RuntimeError):
        return None
    return path if path.is_relative_to(root) else None
