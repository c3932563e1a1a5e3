"""What the page is made of: every analysis is called here, and nowhere else in the brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import NamedTuple

from detente.brief.branching import branches_of
from detente.brief.deeper import Deeper, deeper
from detente.evidence.bayes import AllExcludedError
from detente.evidence.beliefs import Beliefs, beliefs
from detente.evidence.frames import day_of
from detente.evidence.saydo import Gap, say_do
from detente.faults import SituationError
from detente.outlook.forecasting import forecast
from detente.outlook.results import Forecast
from detente.simplex import NoSharesError
from detente.situation.opening import digest
from detente.situation.records import Situation
from detente.ties.balance import Balance, balance
from detente.ties.ledger import ledger_of, natural_direction
from detente.ties.shares import Dependence, dependence
from detente.ties.status import Silence, silences

Changes = Mapping[str, bool]

_NEVER_SUIT = (AllExcludedError, NoSharesError)


class Branch(NamedTuple):
    """What is expected if some options are held at a value from the beginning."""

    held: Changes
    forecast: Forecast


class Vector(NamedTuple):
    """One actor's ties on one vector, and the partners whose figures have stopped."""

    on: Dependence
    silent: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything the page says, before it is said.

    ``forecast`` and ``beliefs`` are None where the file has no matter for them; ``missing`` says by section what
    could not be worked out, and why. ``ties`` are by actor and vector.
    """

    sit: Situation
    as_of: Day | None
    version: str
    digest: str
    forecast: Forecast | None = None
    branches: tuple[Branch, ...] = ()
    beliefs: Beliefs | None = None
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    ties: Mapping[str, Mapping[str, Vector]] = field(default_factory=dict)
    balances: Mapping[str, Balance] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deeper: Deeper = field(default_factory=Deeper)


def gather(
    sit: Situation,
    *,
    draws: int,
    seed: int,
    as_of: Day | str | None = None,
    do: Changes | None = None,
    what_if: Changes | None = None,
    full: bool = False,
) -> Gathered:
    """Call the analyses that a situation has matter for.

    Parameters
    ----------
    sit : Situation
    draws, seed : int
        How many sets of values to draw from the ranges of the file, and the seed.
    as_of : date, ISO date or None
        Only what was known by this day counts.
    do : mapping of str to bool, optional
        Options held at a value on the whole page.
    what_if : mapping of str to bool, optional
        Options held at a value in the branch that is compared; default: what the file's own conditions suggest.
    full : bool
        Whether to work out what takes long in a large situation too.

    Returns
    -------
    Gathered

    Raises
    ------
    SituationError
        If options are held (``do`` or ``what_if``) at values with which events can't begin.
    ValueError
        If an option is unknown.
    """
    day = day_of(as_of, sit)
    missing: dict[str, tuple[str, ...]] = {}
    expected = _forecast(sit, draws, seed, day, do or {}, missing)
    believed = _beliefs(sit, day, missing)
    ties = _ties(sit, day)
    return Gathered(
        sit,
        day,
        _version(),
        digest(sit),
        expected,
        _branches(sit, expected, what_if),
        believed,
        say_do(sit, day) if believed is not None else {},
        ties,
        {actor: balance(sit, actor, as_of=day) for actor in ties} if sit.poles else {},
        missing,
        deeper(sit, expected, day, seed=seed, do=do or {}, full=full),
    )


def _forecast(
    sit: Situation,
    draws: int,
    seed: int,
    day: Day | None,
    do: Changes,
    missing: dict[str, tuple[str, ...]],
) -> Forecast | None:
    """Forecast; without options there is nothing to forecast, and what else is lacking is kept."""
    if not do and not sit.options and sit.graph is None:
        return None
    try:
        return forecast(sit, draws=draws, seed=seed, as_of=day, do=do)
    except SituationError as error:
        if do:
            raise
        missing["forecast"] = tuple(one.message for one in error.faults)
    except _NEVER_SUIT as error:
        missing["forecast"] = (str(error),)
    return None


def _branches(sit: Situation, expected: Forecast | None, what_if: Changes | None) -> tuple[Branch, ...]:
    """Forecast the branches that are to be compared."""
    if expected is None or not expected.questions:
        return ()
    if what_if is not None:
        return (_branch(sit, expected, what_if),) if what_if else ()
    return tuple(_branch(sit, expected, held) for held in branches_of(sit, expected.do))


def _branch(sit: Situation, expected: Forecast, held: Changes) -> Branch:
    both = {**expected.do, **held}
    return Branch(
        dict(held), forecast(sit, draws=0, seed=expected.seed, as_of=expected.as_of, do=both, span=False)
    )


def _beliefs(sit: Situation, day: Day | None, missing: dict[str, tuple[str, ...]]) -> Beliefs | None:
    """Update beliefs, if there is anything to believe."""
    try:
        found = beliefs(sit, day)
    except _NEVER_SUIT as error:
        missing["beliefs"] = (str(error),)
        return None
    return found if len(found) else None


def _ties(sit: Situation, day: Day | None) -> dict[str, dict[str, Vector]]:
    """Give each actor's dependence on each vector on which ties run to it (exports: from it)."""
    found: dict[str, dict[str, Vector]] = {}
    for actor in sit.actors:
        named = dict.fromkeys(
            tie.vector
            for tie in sit.ties
            if actor == (tie.source_actor if natural_direction(tie.vector) == "out" else tie.target_actor)
        )
        if named:
            found[actor] = {vector: _vector(sit, actor, vector, day) for vector in named}
    return found


def _vector(sit: Situation, actor: str, vector: str, day: Day | None) -> Vector:
    direction = natural_direction(vector)
    on = dependence(sit, actor, vector, direction=direction, as_of=day)
    ledger = ledger_of(sit, actor, vector, direction, day)
    stopped = silences(ledger.dated, shares=ledger.unit.share)
    return Vector(on, stopped.get(on.year, ()) if on.year is not None else ())


def _version() -> str:
    """Give the version of the program, if it is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("detente")
    except PackageNotFoundError:
        return ""
