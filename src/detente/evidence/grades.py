"""Grades of sources and information: how much a report weighs.

Admiralty code (STANAG 2511): reliability of the source A-E, credibility of the information 1-5. F and 6 mean "cannot
be judged": missing, not worst.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from detente.situation.records import Observation, Quantity, Situation


def _percent(low: int, high: int) -> Quantity:
    """Make a weight from per cents."""
    text = f"{low}%" if low == high else f"[{low}%, {high}%]"
    return Quantity(Fraction(low, 100), Fraction(high, 100), None, text)


_TABLE = {"A1": (95, 95), "B2": (80, 80), "C3": (60, 60), "D4": (35, 35), "E5": (10, 10), "F6": (10, 95)}

#: Report weight by grade: rho = 1 - f/h, where h/f says how many times likelier the report is if it is true.
REPORT_WEIGHTS: Mapping[str, Quantity] = MappingProxyType(
    {entry: _percent(*ends) for pair, ends in _TABLE.items() for entry in pair}
)
_CERTAIN = Quantity(Fraction(1), Fraction(1), None, "100%")


class ReportWeight(NamedTuple):
    """How much one report weighs: rho, from its grade, times how far the act is the actor's own.

    ``entry`` is the entry of the table that was used, empty where no grade is given. ``grade_name`` names the grade
    as an input: two reports of one source whose reliability is uncertain share that uncertainty.
    """

    entry: str
    grade: Quantity
    grade_name: str
    attributed: Quantity
    attributed_name: str

    @property
    def low(self) -> Fraction:
        """The least weight: both factors at their low ends."""
        return self.grade.low * self.attributed.low

    @property
    def value(self) -> Fraction:
        """The central weight: the product of the means."""
        return self.grade.central * self.attributed.central

    @property
    def high(self) -> Fraction:
        """The greatest weight: both factors at their high ends."""
        return self.grade.high * self.attributed.high


def report_weight(sit: Situation, observation: Observation) -> ReportWeight:
    """Give the weight of a report: rho in [0, 1], 1 for a fact and 0 for what tells nothing.

    Under the report model the likelihood of a report is proportional to L = (1 - rho) + rho p, with p the likelihood
    of what it reports. A judged credibility (1-5) sets rho, for it is about this very information; else the
    reliability of the source does; F and 6 alone give the whole range. The two are never multiplied, because in
    practice one is mostly the other again. The grade is the observation's own, else its source's, else the report is
    taken as fact (see :func:`ungraded`).

    An observation of what someone close to the actor did is the actor's own doing with probability a
    (``attributed``). If it isn't, it tells nothing about the actor's type. That is the report model once more, so a
    multiplies rho, and a range of the one multiplies a range of the other.

    Parameters
    ----------
    sit : Situation
        Where sources stand, and entries of the table that it overrides (``grades``).
    observation : Observation
        The observation.

    Returns
    -------
    ReportWeight
        The weight with its parts.

    Examples
    --------
    >>> float(REPORT_WEIGHTS["B"].central), float(REPORT_WEIGHTS["F"].central)
    (0.8, 0.525)

    Notes
    -----
    Schum, *Evidential Foundations of Probabilistic Reasoning* (1994): cascaded inference. Irwin & Mandel (2019) on
    how seldom the two grades differ. The figures of the table are a convention; every result says what was used.
    """
    source = sit.sources.get(observation.source)
    graded = source.grade if source else None
    own = observation.grade is not None and observation.grade != graded
    grade = observation.grade or graded
    entry = ""
    if grade is not None:
        judged = grade.credibility not in {"", "6"}
        entry = grade.credibility if judged else grade.reliability or grade.credibility
    return ReportWeight(
        entry,
        sit.grades.get(entry) or REPORT_WEIGHTS.get(entry) or _CERTAIN,
        f"evidence.{observation.id}.grade" if own else f"sources.{observation.source}.grade",
        observation.attributed or _CERTAIN,
        f"evidence.{observation.id}.attributed",
    )


def unweighted(sit: Situation, keep: Literal["grades", "attribution", ""] = "") -> Situation:
    """Give the situation with report weights switched off: every report is a fact, every act the actor's own.

    Parameters
    ----------
    sit : Situation
        The situation; it isn't changed.
    keep : {"", "grades", "attribution"}
        What goes on counting: nothing, or one of the two factors of a report weight.

    Returns
    -------
    Situation
        A situation that any analysis takes. Reports of one origin then weigh the same, so that all of them count,
        together as one.
    """
    evidence = {
        name: one if keep == "attribution" else replace(one, attributed=None)
        for name, one in sit.evidence.items()
    }
    grades = sit.grades if keep == "grades" else dict.fromkeys(REPORT_WEIGHTS, _CERTAIN)
    return replace(sit, evidence=evidence, grades=grades)


def ungraded(sit: Situation) -> tuple[str, ...]:
    """Name the observations that are taken as fact because neither they nor their sources have a grade.

    Only observations that bear on some actor's type or on a hypothesis are named.

    Parameters
    ----------
    sit : Situation
        The situation.
    """
    return tuple(
        observation.id
        for observation in sit.evidence.values()
        if observation.expected_if and not report_weight(sit, observation).entry
    )
