"""What a test of a commitment says: frozen records keyed by label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from detente.notebook import table_html
from detente.outlook.deterring import Deterrence
from detente.outlook.dilemmas import Dilemma
from detente.outlook.results import HeldBack
from detente.outlook.stakes import Stake
from detente.outlook.surely import Effect, Surely
from detente.situation.phrasing import ranged


class Bounds(NamedTuple):
    """A probability at central values, and its 5 and 95 % quantiles over draws; None where there is none."""

    low: float | None
    value: float | None
    high: float | None


UNTOLD = Bounds(None, None, None)
IDLE = Deterrence(0.0, 0.0, 0.0, 1.0)
NO_EFFECT = Effect(Surely(None, None, None), {})


class Trigger(NamedTuple):
    """A state at which a commitment must be kept: the probability that it is, in all and given each type of its author.

    ``cannot``: its author has no move there that would keep it.
    """

    state: str
    kept: float
    wants_to: float
    cannot: bool
    by_type: Mapping[str, float]


class KeptBy(NamedTuple):
    """Whether an author of one type and behaviour keeps a commitment: as it decides, and if it feared no answer.

    ``probability`` is that of the type and the behaviour; ``kept`` and ``wants_to`` are given these.
    """

    type: str
    behaviour: str
    probability: float
    kept: float
    wants_to: float


@dataclass(frozen=True, slots=True)
class Deterred:
    """A step that a commitment bears on, for one type and behaviour of whoever would take it.

    Attributes
    ----------
    actor, type, behaviour : str
    probability : float
        That of the type and the behaviour; the following three are given these.
    to : str
        Where the step leads. Its changes contain those of no other step after which the condition may come about.
    deters, would_if_believed, deterred_anyway : float
        Probabilities of the verdicts; of a promise, that it induces the step, and that it would if it were kept.
    answered, if_broken, if_kept : float or None
        How probable an answer is as the actor sees it: as things are, if the commitment is surely broken, and if it is
        surely kept. None for a promise.
    caution : float
        What that is held against.
    answer : tuple of (actor, state)
        A path by which the others answer: as things are where it deters, if it is kept where it would, and without it
        where the step is deterred anyway.
    anyway_by : tuple of str
        The commitments that are carried out on that path, where the step is deterred anyway.
    jointly : tuple of (tuple of str, float)
        Smallest sets of commitments that deter only together, with the probability that they do.
    """

    actor: str
    type: str
    behaviour: str
    probability: float
    to: str
    deters: float
    would_if_believed: float
    deterred_anyway: float
    answered: float | None = None
    if_broken: float | None = None
    if_kept: float | None = None
    caution: float = 0.5
    answer: tuple[tuple[str, str], ...] = ()
    anyway_by: tuple[str, ...] = ()
    jointly: tuple[tuple[tuple[str, ...], float], ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentResult:
    """The test of one commitment.

    Attributes
    ----------
    id, by, kind, claimed_by, text, condition, then : str
        The commitment as the file has it; ``claimed_by`` if somebody else claims it for its author.
    line : int
        Where it stands.
    state : str
        Where it was tested: where events begin.
    knowledge : {"own", "all"}
        As filed.
    why : str
        Why there is no probability that it is honoured, or why it is idle; empty otherwise.
    honoured : Bounds
        The probability that it is kept at every trigger state (a pledge: on every course).
    wants_to : float or None
        The same if its author feared no answer.
    credible : bool
        Whether it is more likely than not to be honoured.
    deters : bool
        Whether it is more likely than not to deter some step (a promise: to induce one).
    deterrence : Deterrence
        The probabilities of the four verdicts, with knowledge as filed. Of a promise the first two are that it induces
        somebody, and that it would if it were kept.
    by_knowledge : mapping of str to Deterrence
        The same if each actor knows its own type only (``own``), and if all see through one another (``all``).
    triggers : tuple of Trigger
    types : tuple of KeptBy
    difference : tuple of HeldBack
        Where the author would keep or break it if it feared no answer, and an answer makes it do otherwise.
    steps : tuple of Deterred
    jointly : tuple of (tuple of str, float)
        Smallest sets of commitments, this one among them, that deter only together, with the probability that they do.
    effect : Effect
    stake : Stake or None
        Where the verdict of that type ends which matters most.
    stakes : tuple of Stake
    dilemmas : tuple of Dilemma
    """

    id: str
    by: str
    kind: str
    claimed_by: str
    text: str
    condition: str
    then: str
    line: int
    state: str
    knowledge: str
    why: str = ""
    honoured: Bounds = UNTOLD
    wants_to: float | None = None
    credible: bool = False
    deters: bool = False
    deterrence: Deterrence = IDLE
    by_knowledge: Mapping[str, Deterrence] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    types: tuple[KeptBy, ...] = ()
    difference: tuple[HeldBack, ...] = ()
    steps: tuple[Deterred, ...] = ()
    jointly: tuple[tuple[tuple[str, ...], float], ...] = ()
    effect: Effect = NO_EFFECT
    stake: Stake | None = None
    stakes: tuple[Stake, ...] = ()
    dilemmas: tuple[Dilemma, ...] = ()

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        bounds = self.honoured
        rows = [
            ["kept", ranged(bounds.value, bounds.low, bounds.high)],
            ["credible", "yes" if self.credible else "no"],
            ["induces" if self.kind == "promise" else "deters", "yes" if self.deters else "no"],
        ]
        condition = f"if {self.condition}, then " if self.condition else ""
        title = f"{self.id}: {self.kind.replace('_', ' ')} by {self.by}: {condition}{self.then}"
        return table_html(title, ["", ""], rows, self.text, self.why)
