"""What the forecast model says of consents by options: the probability that some coalition of them ever comes about.

All propositions of all transfers are put to one model, so that they rest on the same run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day
from fractions import Fraction
from functools import partial
from typing import TypeAlias

from detente.outlook.consent_odds import Leaf
from detente.outlook.model import NO_BRANCH, Branch, Model
from detente.outlook.running import Mixture
from detente.outlook.surely import Surely, effects
from detente.situation.expressions import And, Expr, Not, Or, Taken
from detente.situation.needs import lacks_of_model, lacks_of_start
from detente.situation.records import Commitment, Question, Situation
from detente.ties.blocking import bits_in
from detente.ties.chances import Family
from detente.ties.consents import Decision, Ways

Needed: TypeAlias = frozenset[tuple[int, bool]]
"""Options by position, each with whether it must be taken."""


@dataclass(slots=True)
class Propositions:
    """Coalitions of consents by options that a model is asked about, by what they say of options."""

    sit: Situation
    names: dict[frozenset[Needed], str] = field(default_factory=dict)

    def name(self, ways: Ways, family: Family) -> str:
        """Give the name of a proposition: that some coalition of a family consents."""
        key = frozenset(
            frozenset().union(*(_needed(ways.decisions[bit]) for bit in bits_in(one))) for one in family
        )
        return self.names.setdefault(key, f"consents {len(self.names)}")

    def met(self, ways: Ways, family: Family) -> Fraction:
        """Note a proposition, before anything is known of it."""
        if family and 0 not in family:
            self.name(ways, family)
        return Fraction(0)

    def questions(self) -> dict[str, Question]:
        """Give the propositions as questions of whether they ever come about."""
        found = {}
        for key, name in self.names.items():
            when = Or(tuple(all_of(self.sit, one) for one in sorted(key, key=sorted)))
            found[name] = Question(name, name, when, name, "ever", self.sit.place)
        return found


class ConsentModel:
    """Runs of a situation's model that answer propositions about consents.

    Parameters
    ----------
    propositions : Propositions
    as_of : date or None
    draws, seed : int
    branch : Branch
    """

    def __init__(
        self,
        propositions: Propositions,
        as_of: Day | None,
        draws: int,
        seed: int,
        branch: Branch = NO_BRANCH,
    ) -> None:
        self.propositions = propositions
        asked = replace(propositions.sit, questions=propositions.questions())
        self.model = Model(asked, as_of, draws, seed, branch)
        self.central = self.model.mixture(self.model.central, self.model.filed)
        self.spread = [self.model.mixture(values, self.model.filed) for values in self.model.drawn]
        self._sure: dict[tuple[str, Needed], Mapping[str, Surely]] = {}

    @property
    def error(self) -> float | None:
        """The greatest standard error of a proposition, where combinations were drawn; None where all were gone through."""
        errors = [self.central.error(name) for name in self.propositions.names.values()]
        return max((one for one in errors if one is not None), default=None)

    def surely(self, ways: Ways, holder: str) -> tuple[Leaf, Leaf]:
        """Give what the model says if a holder surely consents, and if it surely refuses.

        It puts its consent, or its refusal, before everything else that it wants, whatever its type.
        """
        own = ways.held_by(holder) & ways.by_options
        needed = needed_by(ways, own)
        if (holder, needed) not in self._sure:
            sit = self.model.sit
            refuses = Commitment(holder, holder, "pledge", None, "", Not(all_of(sit, needed)), "", sit.place)
            self._sure[holder, needed] = effects(self.model, [refuses])[holder].questions
        told = self._sure[holder, needed]
        kept = {name: one.kept or 0.0 for name, one in told.items()}
        broken = {name: one.broken or 0.0 for name, one in told.items()}
        return partial(self._told, broken, ways), partial(self._told, kept, ways)

    def leaf(self, ways: Ways, mixture: Mixture) -> Leaf:
        """Give what one run says of coalitions: the probability that one of them ever comes about."""
        names = self.propositions.names.values()
        return partial(self._told, {name: mixture.probability(name) or 0.0 for name in names}, ways)

    def _told(self, answers: Mapping[str, float], ways: Ways, family: Family) -> Fraction:
        if not family:
            return Fraction(0)
        return Fraction(1) if 0 in family else Fraction(answers[self.propositions.name(ways, family)])


def all_of(sit: Situation, needed: Needed) -> Expr:
    """Say that options are taken, or not, as needed."""
    parts = [
        Taken(bit, sit.options[bit].label) if so else Not(Taken(bit, sit.options[bit].label))
        for bit, so in sorted(needed)
    ]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def needed_by(ways: Ways, mask: int) -> Needed:
    """Give the options that some decisions need taken, or not taken."""
    return frozenset().union(*(_needed(ways.decisions[bit]) for bit in bits_in(mask)))


def lacks_of_run(sit: Situation) -> str:
    """Say in words why the model can't be asked; empty if it can."""
    faults = [*lacks_of_model(sit, "its probability"), *lacks_of_start(sit, "its probability")]
    return faults[0].message if faults else ""


def _needed(decision: Decision) -> Needed:
    return frozenset(
        [*((bit, True) for bit in decision.options), *((bit, False) for bit in decision.refusing)]
    )
