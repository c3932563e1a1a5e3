"""Texts written as YAML: plain where that is safe, else between quotes; lists and mappings on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

# what YAML reads back as the same text: no sign of YAML's own at the beginning, no ': ' or ' #' within
_PLAIN = re.compile(r"-?[\w(.+][\w(). %+*/<>=;~'-]*", re.ASCII)
_RISKY = re.compile(r"\s$|^-\s|^---|^\.\.\.")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def written(value: Value, style: str = "") -> str:
    r"""Write a value so that it reads back the same.

    Parameters
    ----------
    value : str, sequence or mapping
        Texts, and lists and mappings of them.
    style : str
        The quote that is to be kept where that is possible.

    Returns
    -------
    str
        One line, which may stand in block or between brackets.

    Examples
    --------
    >>> written("a -> b"), written("a: b"), written(["70%", "it's #1"])
    ('a -> b', '"a: b"', '[70%, "it\'s #1"]')
    """
    if isinstance(value, str):
        return _scalar(value, style)
    if isinstance(value, Mapping):
        pairs = (f"{_scalar(key, '')}: {written(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(written(one) for one in value) + "]"


def _scalar(text: str, style: str) -> str:
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _PLAIN.fullmatch(text) and not _RISKY.search(text):
        return text
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
