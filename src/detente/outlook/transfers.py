"""Transfers: who can open and who can block them, how probable it is that they are possible, and what refusals are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from detente.evidence.frames import day_of
from detente.faults import SituationError
from detente.notebook import table_html
from detente.outlook.consent_model import ConsentModel, Propositions, lacks_of_run
from detente.outlook.consent_odds import Odds, Reckoning
from detente.outlook.forecasting import interval
from detente.outlook.model import Branch, Changes
from detente.outlook.refusals import Refusal, refusals
from detente.outlook.standing import known_on
from detente.situation.holders import consents_of
from detente.situation.phrasing import listed, ranged
from detente.situation.records import Consent, Situation, Transfer
from detente.ties.chances import Bounds
from detente.ties.consents import ways_of
from detente.ties.power import Holders, Passage, Power, power_of

MOST_APART = 20  # routes of which it is told what each adds
MOST_LATER = 20  # days on which consents lapse


class Later(NamedTuple):
    """What changes once consents lapse: on which day, whose, and who can open and block the transfer from then on."""

    day: Day
    lapsed: tuple[str, ...]
    power: Power


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What is told of one transfer.

    Attributes
    ----------
    id, item, product, owner, recipient : str
        As the file has it.
    on : date or None
        The day on which consents are asked; those that lapsed before it aren't needed.
    structure : Power
        Routes, coalitions, vetoes, blocking sets, power; the properties below give the most used of it.
    probability : Odds
        The probability that it is possible: that on some route all consent, and the owner hands it over where the file
        names an option for that. From a model it is "ever", without the doubt of forecasts.
    any_dependence : Bounds
        The same whatever hangs together with whatever.
    importance : mapping of str to float or None
        By holder: the probability if it surely consents, less that if it surely refuses.
    adds : tuple of float or None
        By route of the file, what it adds to the probability; empty if there is only one.
    refusals : mapping of str to Refusal
        By holder whose consent is by options: its refusal as a move.
    lapsed : tuple of Consent
        Consents that are no longer needed.
    later : tuple of Later
        What changes when further consents lapse.
    """

    id: str
    item: str
    product: str
    owner: str
    recipient: str
    on: Day | None
    structure: Power
    probability: Odds
    any_dependence: Bounds
    importance: Mapping[str, float | None] = field(default_factory=dict)
    adds: tuple[float | None, ...] = ()
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    lapsed: tuple[Consent, ...] = ()
    later: tuple[Later, ...] = ()

    @property
    def verdict(self) -> str:
        """Whether it hangs on consents ("conditional"), needs nobody's ("free"), or has no way at all ("impossible")."""
        return self.structure.verdict

    def _repr_html_(self) -> str:
        """Show who can open and who can block it in a notebook."""
        rows = [
            ["suffices", " or ".join(listed(sorted(one)) for one in self.coalitions)],
            ["can block it", " or ".join(listed(sorted(one)) for one in self.blocking)],
            ["possible", ranged(self.probability.value, self.probability.low, self.probability.high)],
        ]
        title = f"{self.item or self.id}: from {self.owner} to {self.recipient}"
        return table_html(title, ["", ""], [row for row in rows if row[1]], self.probability.why)

    @property
    def routes(self) -> tuple[Passage, ...]:
        """The routes; at least these if not ``structure.routes_complete``."""
        return self.structure.routes

    @property
    def coalitions(self) -> list[Holders]:
        """The minimal sets of holders whose consent suffices."""
        return self.structure.coalitions

    @property
    def vetoes(self) -> list[str]:
        """The holders whom every coalition needs."""
        return self.structure.vetoes

    @property
    def blocking(self) -> list[Holders]:
        """The minimal sets of holders whose refusal leaves no way, the smallest first."""
        return self.structure.blocking

    @property
    def power(self) -> Mapping[str, float]:
        """The normalised Banzhaf index by holder."""
        return self.structure.power


def transfers(
    sit: Situation,
    *,
    draws: int = 200,
    seed: int = 1,
    as_of: Day | str | None = None,
    on: Day | str | None = None,
    do: Changes | None = None,
    start: Changes | None = None,
) -> dict[str, TransferResult]:
    """Tell of each transfer who can open and who can block it, and how probable it is that it is possible.

    Where consents are options of a situation with a game, the probability comes from the forecast's model, so that the
    consents of one actor hang together through its types, and a refusal is a move of the holder.

    Parameters
    ----------
    sit : Situation
        It needs no options if consents have probabilities.
    draws : int
        How many sets of values to draw from the ranges of the file, for the bounds of what the model says.
    seed : int
    as_of : date, optional
        Only what was known by this day counts; default: the situation's own day.
    on : date, optional
        The day on which consents are asked: those that lapse before it aren't needed. Default: ``as_of``.
    do : mapping of str to bool, optional
        Options held at a value from the beginning; nobody moves them and everybody foresees that.
    start : mapping of str to bool, optional
        Options that begin at another value; their owners may move them back.

    Returns
    -------
    dict of str to TransferResult
        By the transfer's id, in the order of the file; empty if it has none.

    Raises
    ------
    SituationError
        If events can't begin as asked.
    ValueError
        If an option is unknown.

    Examples
    --------
    >>> import detente
    >>> polonez = detente.transfers(detente.load("belarus-2023"), draws=0)["polonez"]
    >>> polonez.vetoes, [sorted(one) for one in polonez.blocking], polonez.power["CHN"]
    (['BLR', 'CHN'], [['BLR'], ['CHN']], 0.5)

    Notes
    -----
    "Possible" isn't "happens": without an option under ``by`` the owner's wish is no part of it. The cost is that of one
    forecast as filed, and of two at central values for each holder whose consent is by options.
    """
    day = day_of(as_of, sit)
    asked_on = day if on is None else day_of(on, sit)
    branch = Branch(dict(do or {}), dict(start or {}), {})
    return _Study(known_on(sit, day), day, asked_on, seed).results(branch, draws)


class _Study:
    """All transfers of one situation, and the one run that answers for them."""

    def __init__(self, sit: Situation, as_of: Day | None, on: Day | None, seed: int) -> None:
        self.sit, self.as_of, self.on, self.seed = sit, as_of, on, seed
        self.whole = {one.id: self._reckoning(one) for one in sit.transfers.values()}
        self.without = {
            one.id: [self._reckoning(other) for other in _without_each(one)] for one in sit.transfers.values()
        }
        self.run: ConsentModel | None = None
        self.why = ""

    def _reckoning(self, transfer: Transfer) -> Reckoning:
        return Reckoning(self.sit, ways_of(transfer, self.on), self.as_of, self.seed)

    def results(self, branch: Branch, draws: int) -> dict[str, TransferResult]:
        """Tell of all transfers."""
        self._ask(branch, draws)
        return {one.id: self._result(one) for one in self.sit.transfers.values()}

    def _ask(self, branch: Branch, draws: int) -> None:
        """Put all propositions to one model; without what a model needs, say why there is no answer."""
        everything = [*self.whole.values(), *(one for others in self.without.values() for one in others)]
        asking = [one for one in everything if one.asks_a_model]
        if not asking:
            return
        self.why = lacks_of_run(self.sit)
        if self.why:
            return
        propositions = Propositions(self.sit)
        for one in asking:
            one.ask(partial(propositions.met, one.ways))
        try:
            self.run = ConsentModel(propositions, self.as_of, draws, self.seed, branch)
        except SituationError as error:
            if branch.do or branch.start:
                raise
            self.why = error.faults[0].message

    def _result(self, one: Transfer) -> TransferResult:
        reckoning = self.whole[one.id]
        ways, found = reckoning.ways, power_of(reckoning.ways)
        probability = self._odds(reckoning)
        refused = {}
        if self.run is not None and reckoning.asks_a_model:
            refused = refusals(self.run.model, ways, reckoning.found.sets)
        return TransferResult(
            one.id,
            one.item,
            one.product,
            one.owner,
            one.recipient,
            self.on,
            found,
            probability,
            reckoning.any_dependence(),
            {holder: self._importance(reckoning, holder) for holder in ways.holders},
            tuple(self._added(probability, other) for other in self.without[one.id]),
            refused,
            ways.lapsed,
            tuple(self._later(one)),
        )

    def _odds(self, reckoning: Reckoning) -> Odds:
        """Give the probability of a transfer, with what the draws make of its ends."""
        run = self.run
        if not reckoning.asks_a_model:
            return reckoning.odds()
        if run is None:
            return Odds(None, None, None, self.why)
        central = reckoning.odds(run.leaf(reckoning.ways, run.central))
        drawn = [reckoning.odds(run.leaf(reckoning.ways, mixture)) for mixture in run.spread]
        low, _ = interval(central.low or 0.0, [one.low or 0.0 for one in (central, *drawn)])
        _, high = interval(central.high or 0.0, [one.high or 0.0 for one in (central, *drawn)])
        return central._replace(low=low, high=high, monte_carlo_error=run.error)

    def _importance(self, reckoning: Reckoning, holder: str) -> float | None:
        """Give a holder's importance; whoever consents by options surely wants to, or surely doesn't."""
        ways, run = reckoning.ways, self.run
        if not reckoning.asks_a_model:
            return reckoning.importance(holder, (None, None))
        if run is None:
            return None
        if ways.held_by(holder) & ways.by_options:
            return reckoning.importance(holder, run.surely(ways, holder))
        leaf = run.leaf(ways, run.central)
        return reckoning.importance(holder, (leaf, leaf))

    def _added(self, whole: Odds, other: Reckoning) -> float | None:
        """Give what a route adds to the probability."""
        left = self._odds(other).value
        return None if whole.value is None or left is None else whole.value - left

    def _later(self, one: Transfer) -> Iterator[Later]:
        """Say what changes on the days after which consents lapse."""
        ends: dict[Day, list[str]] = {}
        for _, needed in consents_of(one):
            for consent in needed:
                if consent.until is not None and self.on is not None and consent.until.day >= self.on:
                    ends.setdefault(consent.until.day, []).append(consent.holder)
        for day in sorted(ends)[:MOST_LATER]:
            after = day + timedelta(days=1)
            yield Later(after, tuple(dict.fromkeys(ends[day])), power_of(ways_of(one, after)))


def _without_each(one: Transfer) -> Iterator[Transfer]:
    """Give a transfer without each of its routes, where it has several ways."""
    if len(one.routes) + one.networked > 1 and len(one.routes) <= MOST_APART:
        for at in range(len(one.routes)):
            yield replace(one, routes=one.routes[:at] + one.routes[at + 1 :])
