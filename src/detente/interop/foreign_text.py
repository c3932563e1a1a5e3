"""The bytes of a foreign file as a text, or a fault that says why they aren't one."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from detente.faults import Place, SituationError, fault

MOST_BYTES = 16_000_000


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file that may be of another program.

    Parameters
    ----------
    path : Path
    most : int
        How many bytes are read.

    Returns
    -------
    bytes

    Raises
    ------
    SituationError
        If it is no regular file, or larger.
    OSError
        If there is no such file or it can't be read.
    """
    name = str(path)
    status = path.stat()
    if not S_ISREG(status.st_mode):
        raise SituationError(
            [fault("DT801", Place(1, 1, name), "this is a folder, device or pipe, not a file")]
        )
    if status.st_size > most:
        raise SituationError(
            [
                fault(
                    "DT807",
                    Place(1, 1, name),
                    "the file is too large to be exchanged",
                    expected=f"at most {most:,} bytes",
                    got=f"{status.st_size:,} bytes",
                )
            ]
        )
    with path.open("rb") as stream:
        return stream.read(most)


def text_of(data: bytes, file: str) -> str:
    r"""Decode a text in UTF-8, with or without a byte order mark.

    Parameters
    ----------
    data : bytes
    file : str
        Its name, for the place of a fault.

    Returns
    -------
    str
        With single line feeds at the ends of lines.

    Raises
    ------
    SituationError
        If it isn't UTF-8, or holds a zero byte.

    Examples
    --------
    >>> text_of(b"NFG 1 R\r\n", "game.nfg")
    'NFG 1 R\n'
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message, got = "the file is not a text in UTF-8", f"the byte 0x{data[error.start]:02x}"
    else:
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        before = text[: text.index("\0")]
        message, got = "the file is not a text", "a zero byte"
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    raise SituationError(
        [
            fault(
                "DT801",
                Place(line, column, file),
                message,
                got=got,
                hint="save it again with the encoding UTF-8",
            )
        ]
    )
