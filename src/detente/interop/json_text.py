"""A text of JSON with its values, and where each value stands, which is looked for only when it is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from detente.faults import Fault, Place, SituationError, fault

MOST_FAULTS = 50

Path: TypeAlias = "tuple[str | int, ...]"

_BLANK = re.compile(r"[ \t\r\n]*")


class JsonText:
    r"""The values of a text, and the faults that are found in them.

    Parameters
    ----------
    text : str
        The whole text.
    file : str
        Its name, for the places of faults.

    Raises
    ------
    SituationError
        If the text isn't JSON.

    Examples
    --------
    >>> read = JsonText('{"options": [1,\n "two"]}', "x.gmcr")
    >>> read.place(("options", 1)).line, read.whole(("options", 0), "an option"), read.whole(("options", 1), "an option")
    (2, 1, None)
    >>> print(read.faults[0])
    x.gmcr:2:2: fault DT802: this is not an option; expected a whole number; found 'two'
    """

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.faults: list[Fault] = []
        try:
            self.data: Any = json.loads(text)
        except json.JSONDecodeError as error:
            place = Place(error.lineno, error.colno, file)
            message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            raise SituationError([fault("DT801", place, message)]) from None
        except RecursionError:
            message = "lists and mappings are nested too deeply to be a project"
            raise SituationError([fault("DT801", Place(1, 1, file), message)]) from None
        except ValueError as error:
            raise SituationError([fault("DT801", Place(1, 1, file), f"this is not JSON: {error}")]) from None

    def value(self, path: Path) -> Any:
        """Give the value at a path that exists."""
        found = self.data
        for part in path:
            found = found[part]
        return found

    def has(self, path: Path, key: str) -> bool:
        """Whether a mapping has a key."""
        return key in self.value(path)

    def listed(self, path: Path, what: str) -> Sequence[Any]:
        """Give a list; an empty one after noting that there is none."""
        found = self.value(path)
        if isinstance(found, list):
            return found
        self.fault("DT802", path, f"this is not {what}", expected="a list", got=_shown(found))
        return ()

    def mapping(self, path: Path, what: str, *keys: str) -> bool:
        """Check that a value is a mapping with the given keys, and note what is missing."""
        found = self.value(path)
        if not isinstance(found, dict):
            self.fault("DT802", path, f"this is not {what}", expected="a mapping", got=_shown(found))
            return False
        missing = [key for key in keys if key not in found]
        if missing:
            self.fault("DT802", path, f"{what} lacks '{missing[0]}'", expected=", ".join(keys))
        return not missing

    def whole(self, path: Path, what: str) -> int | None:
        """Give a whole number; None after noting that it isn't one."""
        found = self.value(path)
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        self.fault("DT802", path, f"this is not {what}", expected="a whole number", got=_shown(found))
        return None

    def fault(self, code: str, path: Path, message: str, **more: str) -> None:
        """Note a fault at the place of a value.

        Raises
        ------
        SituationError
            With all faults, when there are fifty.
        """
        self.faults.append(fault(code, self.place(path), message, **more))
        if len(self.faults) >= MOST_FAULTS:
            raise SituationError(self.faults)

    def refuse(self) -> None:
        """Stop if there is any fault.

        Raises
        ------
        SituationError
            With all of them.
        """
        if self.faults:
            raise SituationError(self.faults)

    def place(self, path: Path) -> Place:
        """Give the place of a value, by going through the text up to it."""
        at = self._begin(0)
        for part in path:
            at = self._begin(at + 1)
            at = self._entry(at, part) if isinstance(part, int) else self._named(at, part)
        line = self.text.count("\n", 0, at) + 1
        return Place(line, at - self.text.rfind("\n", 0, at), self.file)

    def _begin(self, at: int) -> int:
        """Give where the next sign stands that is no blank."""
        blank = _BLANK.match(self.text, at)
        return at if blank is None else blank.end()

    def _after(self, at: int) -> int:
        """Give where what follows a value begins, behind blanks."""
        return self._begin(json.JSONDecoder().raw_decode(self.text, at)[1])

    def _entry(self, at: int, position: int) -> int:
        """Give where an entry of a list begins."""
        for _ in range(position):
            at = self._begin(self._after(at) + 1)
        return at

    def _named(self, at: int, key: str) -> int:
        """Give where the value of a key begins; of several alike the last, which is the one that counts."""
        found = at
        while self.text[at] != "}":
            name, end = json.JSONDecoder().raw_decode(self.text, at)
            at = self._begin(self._begin(end) + 1)
            if name == key:
                found = at
            at = self._after(at)
            if self.text[at] == ",":
                at = self._begin(at + 1)
        return found


def _shown(value: Any) -> str:
    """Show a value that was not expected, in a few letters."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value)[:40] if isinstance(value, str) else json.dumps(value)[:40]
