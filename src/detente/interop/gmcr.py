"""Projects of GMCR+, whether saved as ``.gmcr`` or as JSON: from their text to a sketch.

A project lists decision makers with the numbers of their options, options with the direction in which they may be
changed, infeasible patterns as lists of (option, Y or N), and preferences as statements by priority or as a ranking of
states. A state's number is its place among the feasible ones by ascending code, from 1; option k taken adds 2^k.
"""

from __future__ import annotations

from typing import NamedTuple

from detente.interop.cubes import Cube, Cubes
from detente.interop.json_text import JsonText, Path
from detente.interop.naming import tidy
from detente.interop.sketch import Lasting

_DIRECTIONS: dict[str, Lasting] = {
    "both": "",
    "fwd": "taken",
    "back": "dropped",
    "reversible": "",
    "forward": "taken",
    "backward": "dropped",
}


class GmcrOption(NamedTuple):
    """An option: its name, an id if the file has one, and the direction in which it may be changed."""

    name: str
    id: str
    lasting: Lasting


class Maker(NamedTuple):
    """A decision maker: positions of its options, statements by priority, groups of numbers of states.

    ``statements`` is None where the file tells no preferences at all, ``ranking`` where it has no ranking.
    """

    name: str
    id: str
    options: tuple[int, ...]
    statements: tuple[Cubes, ...] | None
    ranking: tuple[tuple[int, ...], ...] | None
    unperceived: Cubes
    path: Path


class Project(NamedTuple):
    """A project of GMCR+, with options in the order in which that program keeps them."""

    title: str
    about: str
    options: tuple[GmcrOption, ...]
    makers: tuple[Maker, ...]
    infeasible: Cubes
    by_ranking: bool
    coalitions: tuple[tuple[int, ...], ...]


def read_project(source: JsonText) -> Project:
    """Read a project.

    Parameters
    ----------
    source : JsonText
        The text with its values.

    Returns
    -------
    Project
        Conditions and makers refer to options by their place in the program's own order: by decision maker, then as
        each of them lists its options.

    Raises
    ------
    SituationError
        With everything in it that can't be read.

    Examples
    --------
    >>> text = '{"options": [{"name": "Stay"}, {"name": "Go"}], "decisionMakers": [{"name": "A", "options": [1, 0]}]}'
    >>> [option.name for option in read_project(JsonText(text, "x.gmcr")).options]
    ['Go', 'Stay']
    """
    if not source.mapping((), "a project of GMCR+", "options", "decisionMakers"):
        source.refuse()
    options = [_option(source, path) for path in _paths(source, ("options",), "the list of options")]
    makers = _paths(source, ("decisionMakers",), "the list of decision makers")
    for key, there in (("options", options), ("decisionMakers", makers)):
        if not there and not source.faults:
            source.fault("DT802", (key,), "the project has no options or no decision makers yet")
    owned = [_owned(source, path, len(options)) for path in makers]
    source.refuse()
    order = _ordered(len(options), owned)
    bits = {number: bit for bit, number in enumerate(order)}
    by_ranking = bool(
        source.data.get("useManualPreferenceRanking", source.data.get("useManualPreferenceVectors"))
    )
    project = Project(
        _text(source, (), "title"),
        _text(source, (), "description"),
        tuple(options[number] for number in order),
        tuple(
            _maker(source, path, tuple(bits[number] for number in own), bits, by_ranking=by_ranking)
            for path, own in zip(makers, owned, strict=True)
        ),
        _infeasible(source, bits),
        by_ranking,
        _coalitions(source, len(makers)),
    )
    source.refuse()
    return project


def _paths(source: JsonText, path: Path, what: str) -> list[Path]:
    """Give the paths of the entries of a list."""
    return [(*path, at) for at in range(len(source.listed(path, what)))]


def _text(source: JsonText, path: Path, key: str) -> str:
    """Give a text on one line; '' where there is none."""
    found = source.value(path).get(key, "")
    return tidy(found) if isinstance(found, str) else ""


def _option(source: JsonText, path: Path) -> GmcrOption:
    """Read one option."""
    if not source.mapping(path, "an option", "name"):
        return GmcrOption("", "", "")
    key = next((key for key in ("permittedDirection", "reversible") if source.has(path, key)), "")
    way = source.value((*path, key)) if key else "both"
    if not isinstance(way, str) or way not in _DIRECTIONS:
        source.fault(
            "DT802",
            (*path, key),
            "this is not a direction in which an option may be changed",
            expected="both, fwd (once taken it stays) or back (once dropped it stays)",
            got=str(way)[:40],
        )
        way = "both"
    return GmcrOption(_text(source, path, "name"), _text(source, path, "id"), _DIRECTIONS[way])


def _owned(source: JsonText, path: Path, options: int) -> list[int]:
    """Give the numbers of a decision maker's options, each once."""
    if not source.mapping(path, "a decision maker", "name", "options"):
        return []
    numbers = [
        _number(source, one, options) for one in _paths(source, (*path, "options"), "a list of options")
    ]
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _number(source: JsonText, path: Path, options: int) -> int | None:
    """Read the number of an option."""
    number = source.whole(path, "the number of an option")
    if number is None or 0 <= number < options:
        return number
    source.fault(
        "DT803", path, "there is no option of this number", expected=f"0 to {options - 1}", got=str(number)
    )
    return None


def _ordered(options: int, owned: list[list[int]]) -> list[int]:
    """Put the numbers of options in the order in which GMCR+ keeps them.

    It takes the options of one decision maker after the other and puts each behind as many others as it has so taken;
    an option that nobody has ends up where that leaves it.
    """
    order = list(range(options))
    for moved, number in enumerate(dict.fromkeys(number for own in owned for number in own), 1):
        order.remove(number)
        order.insert(moved, number)
    return order


def _maker(
    source: JsonText, path: Path, own: tuple[int, ...], bits: dict[int, int], *, by_ranking: bool
) -> Maker:
    """Read one decision maker, whose options are known."""
    told = source.has(path, "preferences")
    statements = _conditions(source, (*path, "preferences"), bits) if told else None
    key = next((key for key in ("preferenceRanking", "preferenceVector") if source.has(path, key)), "")
    ranking = _ranking(source, (*path, key)) if key and by_ranking else None
    if by_ranking and not key:
        source.fault(
            "DT802", path, "the decision maker lacks 'preferenceRanking', by which states are to be ranked"
        )
    unperceived = (
        _conditions(source, (*path, "misperceptions"), bits) if source.has(path, "misperceptions") else ()
    )
    return Maker(
        _text(source, path, "name"),
        _text(source, path, "id"),
        own,
        statements,
        ranking,
        tuple(cube for cubes in unperceived for cube in cubes),
        (*path, key) if key else path,
    )


def _conditions(source: JsonText, path: Path, bits: dict[int, int]) -> tuple[Cubes, ...]:
    """Read a list of conditions, each a set of cubes; one given twice counts once."""
    each = [_condition(source, one, bits) for one in _paths(source, path, "a list of conditions")]
    return tuple(dict.fromkeys(each))


def _condition(source: JsonText, path: Path, bits: dict[int, int]) -> Cubes:
    """Read a condition: a list of options with Y or N, or a mapping whose members are such lists."""
    if isinstance(source.value(path), dict):
        if not source.mapping(path, "a condition", "members"):
            return ()
        members = _paths(source, (*path, "members"), "a list of alternatives")
        return tuple(dict.fromkeys(_cube(source, one, bits) for one in members))
    return (_cube(source, path, bits),)


def _cube(source: JsonText, path: Path, bits: dict[int, int]) -> Cube:
    """Read a list of options with Y or N, each option once."""
    yes = no = 0
    for one in _paths(source, path, "a list of options with Y or N"):
        pair = source.listed(one, "an option with Y or N")
        if len(pair) != 2 or pair[1] not in ("Y", "N"):
            expected = 'such as [0, "Y"]'
            source.fault("DT802", one, "this is not the number of an option with Y or N", expected=expected)
            continue
        number = _number(source, (*one, 0), len(bits))
        if number is None:
            continue
        bit = 1 << bits[number]
        if (yes | no) & bit:
            source.fault("DT802", one, "the option stands twice in one condition", got=str(number))
        yes, no = (yes | bit, no) if pair[1] == "Y" else (yes, no | bit)
    return Cube(yes, no)


def _infeasible(source: JsonText, bits: dict[int, int]) -> Cubes:
    """Read the patterns of states that don't occur."""
    if not source.has((), "infeasibles"):
        return ()
    cubes = dict.fromkeys(cube for cubes in _conditions(source, ("infeasibles",), bits) for cube in cubes)
    if Cube(0, 0) in cubes:
        source.fault("DT802", ("infeasibles",), "a pattern without options leaves no state feasible")
    return tuple(cubes)


def _ranking(source: JsonText, path: Path) -> tuple[tuple[int, ...], ...]:
    """Read a ranking: numbers of states and lists of them, the best first."""
    groups = []
    for one in _paths(source, path, "a ranking of states"):
        alike = _paths(source, one, "a group of states") if isinstance(source.value(one), list) else [one]
        numbers = [source.whole(each, "the number of a state") for each in alike]
        groups.append(tuple(number for number in numbers if number is not None))
    return tuple(group for group in groups if group)


def _coalitions(source: JsonText, makers: int) -> tuple[tuple[int, ...], ...]:
    """Read the groups of decision makers that act as one; those of a single member are left out."""
    if not source.has((), "coalitions"):
        return ()
    groups = []
    for path in _paths(source, ("coalitions",), "a list of coalitions"):
        if not isinstance(source.value(path), list):
            continue
        members = [
            source.whole(one, "the number of a decision maker") for one in _paths(source, path, "a coalition")
        ]
        known = tuple(dict.fromkeys(one for one in members if one is not None))
        if any(not 0 <= one < makers for one in known):
            source.fault("DT803", path, "a coalition names a decision maker that is not there")
        elif len(known) > 1:
            groups.append(known)
    return tuple(groups)
