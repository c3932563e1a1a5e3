"""Every number of the page is written here, with a link to how it was made, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from markupsafe import Markup, escape

from detente.brief.figures import Figure, Value, exactly, written
from detente.brief.quoting import NOTHING, joined, plain
from detente.faults import NOWHERE, Place
from detente.situation.records import Situation

_PERCENTAGE = re.compile(r"(?:(?:under|over|below|above) )?\d+ %")
_MOST_BACK = 3  # places on the page that an entry leads back to


class Origins:
    """Writes numbers, and keeps the account of how each was made.

    Parameters
    ----------
    sit : Situation
        The situation that places refer to.
    shown : mapping of int to str, optional
        By line, the id of the row that will show what stands there, as far as that is known beforehand.

    Examples
    --------
    >>> import detente
    >>> book = Origins(detente.load("chicken"))
    >>> book.number(Figure("half", 0.5, "percent", "A half", "By halving."))
    Markup('<a id="u1" href="#n1">50 %</a>')
    >>> book.number(Figure("half", 0.5, "percent", "A half", "By halving."))
    Markup('<a id="u2" href="#n1">50 %</a>')
    """

    def __init__(self, sit: Situation, shown: Mapping[int, str] | None = None) -> None:
        self._sit = sit
        self._figures: dict[str, Figure] = {}
        self._numbers: dict[str, int] = {}
        self._used: dict[str, list[int]] = {}
        self._uses = 0
        self._shown = dict(shown or {})
        self._anchors: dict[int, str] = {}

    def number(self, figure: Figure) -> Markup:
        """Write a number, linked to how it was made."""
        return self._link(figure, written(figure.value, figure.form))

    def _link(self, figure: Figure, shown: str) -> Markup:
        """Link what is shown of a figure, so that the account leads back to it."""
        place, used = self._entered(figure), self._used[figure.key]
        if len(used) == _MOST_BACK:
            return Markup('<a href="#n{}">{}</a>').format(place, shown)
        self._uses += 1
        used.append(self._uses)
        return Markup('<a id="u{}" href="#n{}">{}</a>').format(self._uses, place, shown)

    def drawn(self, figure: Figure) -> Markup:
        """Write a number in a picture, linked to how it was made."""
        return Markup('<a href="#n{}">{}</a>').format(
            self._entered(figure), written(figure.value, figure.form)
        )

    def linked(self, sentence: str, figures: Sequence[Figure]) -> Markup:
        """Link the percentages of a ready sentence: each to the figure that is written so, else to the first one.

        Parameters
        ----------
        sentence : str
        figures : sequence of Figure
            Those that the sentence was made from.
        """
        parts, end = [], 0
        for found in _PERCENTAGE.finditer(sentence):
            parts.append(escape(sentence[end : found.start()]))
            parts.append(self._link(_figure_written(found.group(), figures), found.group()))
            end = found.end()
        return NOTHING.join([*parts, escape(sentence[end:])])

    def anchor(self, *places: Place, name: str = "") -> Markup:
        """Give a row its id, and let the lines that it shows lead to it.

        Parameters
        ----------
        *places : Place
            The lines. Those that lead to an earlier row keep doing so.
        name : str, optional
            The id; by default it is made of the first line that leads here.
        """
        lines = [one.line for one in places if self._is_own(one) and one.line not in self._anchors]
        made = name or (f"L{lines[0]}" if lines else "")
        self._anchors.update(dict.fromkeys(lines, made))
        return Markup(' id="{}"').format(made) if made else NOTHING

    def line(self, place: Place) -> Markup:
        """Give the line of a place, for a column of lines."""
        beside = "" if self._is_own(place) else f"{_beside(place, self._sit)} "
        return Markup('<span class="place">{}{}</span>').format(plain(beside), place.line)

    def place(self, place: Place) -> Markup:
        """Name a line of the file; it leads to where the page shows what stands there, if it has been shown."""
        if place == NOWHERE:
            return NOTHING
        if not self._is_own(place):
            return Markup('<span class="place">{} line {}</span>').format(
                plain(_beside(place, self._sit)), place.line
            )
        name = self._anchors.get(place.line) or self._shown.get(place.line)
        if name is None:
            return Markup('<span class="place">line {}</span>').format(place.line)
        return Markup('<a href="#{}">line {}</a>').format(name, place.line)

    @property
    def anchors(self) -> Mapping[int, str]:
        """By line, the id of the row that shows what stands there."""
        return dict(self._anchors)

    def entries(self) -> tuple[Mapping[str, Markup | int], ...]:
        """Give the account: how each number was made, in the order in which they were first written."""
        return tuple(
            {"number": at, "text": self._entry(figure), "back": self._back(figure)}
            for at, figure in enumerate(self._figures.values(), start=1)
        )

    def records(self) -> tuple[Mapping[str, object], ...]:
        """Give the account as data: value, how it was made, from which other numbers, and where in the file."""
        return tuple(self._record(figure) for figure in tuple(self._figures.values()))

    def _record(self, figure: Figure) -> Mapping[str, object]:
        value = figure.value
        places = [
            {"file": "" if self._is_own(one) else _beside(one, self._sit), "line": one.line}
            for one in dict.fromkeys(figure.places)
            if one != NOWHERE
        ]
        return {
            "number": self._numbers[figure.key],
            "key": figure.key,
            "what": plain(figure.what),
            "value": _finite(value),
            "shown": written(value, figure.form),
            "form": figure.form,
            "how": plain(figure.how),
            "from": [self._numbers[part.key] for part in figure.inputs],
            "places": places,
        }

    def _entered(self, figure: Figure) -> int:
        """Enter a figure and what it was made from; give its number in the account."""
        if figure.key not in self._figures:
            self._figures[figure.key] = figure
            self._numbers[figure.key] = len(self._figures)
            self._used[figure.key] = []
            for part in figure.inputs:
                self._entered(part)
        return self._numbers[figure.key]

    def _is_own(self, place: Place) -> bool:
        return place != NOWHERE and place.file in {"", self._sit.file}

    def _entry(self, figure: Figure) -> Markup:
        """Say in words how a number was made."""
        shown, exact = written(figure.value, figure.form), exactly(figure.value, figure.form)
        more = Markup(" ({})").format(exact) if exact else NOTHING
        parts = [
            Markup("<b>{}</b>: {}{}.").format(plain(figure.what), shown, more),
            escape(plain(figure.how)),
            self._made_from(figure),
            self._places(figure),
        ]
        return joined(parts)

    def _made_from(self, figure: Figure) -> Markup:
        links = [
            Markup('<a href="#n{}">{} {}</a>').format(
                self._entered(part), plain(part.what), written(part.value, part.form)
            )
            for part in figure.inputs
        ]
        return Markup("Made from: {}.").format(joined(links, "; ")) if links else NOTHING

    def _places(self, figure: Figure) -> Markup:
        shown = dict.fromkeys(self.place(place) for place in figure.places)
        named = [one for one in shown if one]
        return Markup("In the file: {}.").format(joined(named, ", ")) if named else NOTHING

    def _back(self, figure: Figure) -> Markup:
        return joined(Markup('<a href="#u{}">back</a>').format(at) for at in self._used[figure.key])


def _finite(value: Value) -> object:
    """Give a value as data: ends of a range as a list, with ten digits; no number where it is infinite."""
    if isinstance(value, tuple):
        return [_finite(end) for end in value]
    return float(f"{value:.10g}") if value is not None and math.isfinite(value) else None


def _figure_written(shown: str, figures: Sequence[Figure]) -> Figure:
    """Find the figure of which a percentage is the value or an end."""
    for figure in figures:
        ends = figure.value if isinstance(figure.value, tuple) else (figure.value,)
        if shown in {written(end, figure.form) for end in ends}:
            return figure
    return figures[0]


def _beside(place: Place, sit: Situation) -> str:
    """Name another file as the situation would name it, without the folders above."""
    folder = PurePath(sit.file).parent
    path = PurePath(place.file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
