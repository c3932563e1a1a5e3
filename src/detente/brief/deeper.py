"""What goes beyond the forecast: commitments, transfers, what to watch, what would turn the answer, the replay, scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import TypeVar

from detente.evidence.bayes import AllExcludedError
from detente.faults import SituationError
from detente.outlook.commitment_results import CommitmentResult
from detente.outlook.commitments import commitments
from detente.outlook.flips import Flips, flips
from detente.outlook.indicators import Indicator, indicators
from detente.outlook.replaying import Replay, replay
from detente.outlook.results import Forecast
from detente.outlook.scored import Score
from detente.outlook.scoring import score
from detente.outlook.tornado import Tornado, tornado
from detente.outlook.transfers import TransferResult, transfers
from detente.outlook.voi import Learned, value_of_information
from detente.simplex import NoSharesError
from detente.situation.records import Situation
from detente.ties.consents import ways_of
from detente.ties.power import Power, power_of

Found = TypeVar("Found")
Changes = Mapping[str, bool]

_SMALL = 1024  # combinations times patterns of options up to which everything is worked out unasked
_NEVER_SUIT = (SituationError, AllExcludedError, NoSharesError, ValueError)


@dataclass(frozen=True, slots=True)
class Deeper:
    """What was worked out beyond the forecast; None and empty where there is no matter for it, or it wasn't asked for.

    Attributes
    ----------
    asked : str
        The question that ``indicators``, ``flips``, ``tornado`` and ``learned`` are about.
    powers : mapping of str to Power
        By transfer, who can open and block it: known without any forecast.
    spared : tuple of str
        What was left out because it takes longer.
    """

    asked: str = ""
    commitments: Mapping[str, CommitmentResult] = field(default_factory=dict)
    powers: Mapping[str, Power] = field(default_factory=dict)
    transfers: Mapping[str, TransferResult] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    flips: Flips | None = None
    tornado: Tornado | None = None
    learned: tuple[Learned, ...] = ()
    replay: Replay | None = None
    score: Score | None = None
    spared: tuple[str, ...] = ()


def deeper(
    sit: Situation, forecast: Forecast | None, day: Day | None, *, seed: int, do: Changes, full: bool
) -> Deeper:
    """Work out what a situation has matter for.

    Parameters
    ----------
    sit : Situation
    forecast : Forecast or None
    day : date or None
    seed : int
    do : mapping of str to bool
        Options held on the whole page. What would turn an answer, the replay and scores know nothing of them, so that
        they are left out then.
    full : bool
        Whether to work out also what takes long; a small situation gets it unasked.

    Returns
    -------
    Deeper
    """
    whole = full or _is_small(sit, forecast)
    powers = {one.id: power_of(ways_of(one, day)) for one in sit.transfers.values()}
    modelled = forecast is not None
    shifted = transfers_of(sit, day, seed, do) if sit.transfers and (whole or not modelled) else {}
    if forecast is None:
        return Deeper(powers=powers, transfers=shifted)
    held = _tried(lambda: commitments(sit, draws=0, seed=seed, as_of=day, do=do, worth=whole)) or {}
    asked = next(
        (one.id for one in forecast.questions.values() if one.undoubted is not None and one.modelled), ""
    )
    if do or not asked:
        return Deeper(asked, held, powers, shifted)
    watched = _tried(lambda: indicators(sit, asked, as_of=day)) or ()
    if not whole:
        return Deeper(asked, held, powers, shifted, watched, spared=_spared(sit))
    return Deeper(
        asked,
        held,
        powers,
        shifted,
        watched,
        _tried(lambda: flips(sit, asked, max_size=1, as_of=day)),
        _tried(lambda: tornado(sit, asked, as_of=day)),
        _tried(lambda: value_of_information(sit, asked, as_of=day)) or (),
        _tried(lambda: replay(sit, as_of=day, seed=seed)) if sit.evidence else None,
        _tried(lambda: score(sit, as_of=day))
        if any(q.came is not None for q in sit.questions.values())
        else None,
    )


def transfers_of(sit: Situation, day: Day | None, seed: int, do: Changes) -> Mapping[str, TransferResult]:
    """Work out the transfers, refusals included."""
    return _tried(lambda: transfers(sit, draws=0, seed=seed, as_of=day, do=do)) or {}


def _is_small(sit: Situation, forecast: Forecast | None) -> bool:
    """Tell whether everything is quickly worked out; no clock is asked, so that a page stays the same."""
    return forecast is None or forecast.combinations << len(sit.options) <= _SMALL


def _spared(sit: Situation) -> tuple[str, ...]:
    """Name what takes longer."""
    found = ["single changes of assumptions that move the answer", "inputs moved through their ranges"]
    found.append("what it would be worth to learn more")
    if sit.commitments:
        found.append("what each commitment is worth, and at what stakes it ends")
    if sit.transfers:
        found.append("how probable transfers are, and refusals as moves")
    if sit.evidence:
        found.append("the forecast as of earlier days")
    if any(one.came is not None for one in sit.questions.values()):
        found.append("scores")
    return tuple(found)


def _tried(made: Callable[[], Found]) -> Found | None:
    """Make something; None where the situation doesn't allow it, which the part's own command says in full."""
    try:
        return made()
    except _NEVER_SUIT:
        return None
