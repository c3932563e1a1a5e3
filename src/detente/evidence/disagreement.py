"""Where the matrix of competing hypotheses and Bayes' rule rank two hypotheses differently, and why.

Between the two lie four steps. Each is taken in turn, and the step at which the order turns for good is the reason.
The order of the steps is a choice: another order could name another step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date as Day
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from detente.evidence.bayes import Floats, report_likelihood, weight_of_evidence
from detente.evidence.beliefs import central_of
from detente.evidence.frames import Frame, Use, exponents, frames
from detente.evidence.matrix import Matrix, MatrixRow, matrices, ranked
from detente.evidence.means import log_likelihoods, means_of
from detente.situation.records import Situation
from detente.words import DIGITS

Reason: TypeAlias = Literal["strength", "reports", "counting", "priors"]


class Step(NamedTuple):
    """One step from the matrix to Bayes' rule, and the log-odds reached, in nats; None where both are ruled out.

    ``strength``: how strongly each row speaks, support included, in place of steps of inconsistency. ``reports``: a
    report is not a fact. ``counting``: an origin counts once, and what hangs together counts for less. ``priors``:
    what was believed before.
    """

    reason: Reason
    nats: float | None


class Disagreement(NamedTuple):
    """Two hypotheses in opposite order: the one ahead by inconsistency, the one ahead by Bayes, and what turned it.

    Log-odds in ``steps`` are of the former to the latter; they begin from even odds.
    """

    by_matrix: str
    by_bayes: str
    steps: tuple[Step, ...]
    reason: Reason


class Comparison(NamedTuple):
    """Both rankings of one actor's types or one hypothesis's answers, best first, and where they disagree.

    ``matrix`` is that over the rows which rate all of them; empty where there is none.
    """

    group: str
    matrix: tuple[tuple[str, ...], ...]
    bayes: tuple[tuple[str, ...], ...]
    disagreements: tuple[Disagreement, ...]


def comparisons(sit: Situation, as_of: Day | str | None = None, use: Use = "all") -> dict[str, Comparison]:
    """Compare, for each actor and hypothesis, the ranking by inconsistency with that by Bayes' rule.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        The evidence to look at.

    Returns
    -------
    dict of str to Comparison
        By actor or hypothesis. A tie on either side is no disagreement.

    Raises
    ------
    AllExcludedError
        If the observations exclude every type of some actor or hypothesis.

    Notes
    -----
    Cost O(n K^2). Inconsistency ranks as a posterior does only where priors are equal, consistent cells are equally
    likely under all hypotheses, and each step of inconsistency costs the same factor.
    """
    made = matrices(sit, as_of, use)
    return {group: _compare(frame, made[group]) for group, frame in frames(sit, as_of, use).items()}


def _compare(frame: Frame, matrix: Matrix) -> Comparison:
    """Compare the two rankings of one group."""
    means = means_of(frame)
    posterior = central_of(frame, means)
    belief = dict(zip(frame.types, posterior.tolist(), strict=True))
    scores = matrix.on_shared_rows
    sums = log_likelihoods(means, exponents(frame))
    found = []
    for pair in combinations(frame.types, 2) if scores.ranking else ():
        by_matrix = _ahead(pair, {name: -score for name, score in scores.inconsistency.items()})
        by_bayes = _ahead(pair, belief)
        if by_matrix and by_bayes and by_matrix != by_bayes:
            steps = _steps(frame, matrix, (by_matrix, by_bayes), sums, belief)
            found.append(Disagreement(by_matrix, by_bayes, steps, _reason(steps)))
    bayes = ranked({name: -p for name, p in belief.items()})
    return Comparison(frame.group, scores.ranking or (), bayes, tuple(found))


def _ahead(pair: tuple[str, str], merit: Mapping[str, float]) -> str:
    """Name the better of two; empty for a tie."""
    gap = round(merit[pair[0]] - merit[pair[1]], DIGITS)
    return (pair[0] if gap > 0 else pair[1]) if gap else ""


def _steps(
    frame: Frame, matrix: Matrix, pair: tuple[str, str], sums: Floats, belief: Mapping[str, float]
) -> tuple[Step, ...]:
    """Go from even odds to the posterior."""
    a, b = (frame.types.index(name) for name in pair)
    rows = [row for row in matrix.rows if all(mark.rated for mark in row.marks)]
    return (
        Step("strength", _sum(_weight(row, a, b, 1.0) for row in rows)),
        Step("reports", _sum(_weight(row, a, b, float(row.weight.value)) for row in rows)),
        Step("counting", _sum([sums[a], -sums[b]])),
        Step("priors", weight_of_evidence(belief[pair[0]], belief[pair[1]])),
    )


def _weight(row: MatrixRow, a: int, b: int, rho: float) -> float:
    """Give a row's weight of evidence between two columns, as a report of weight rho."""
    first, second = row.marks[a].probability, row.marks[b].probability
    if first is None or second is None:
        return 0.0
    one, other = report_likelihood([float(first), float(second)], rho).tolist()
    return weight_of_evidence(one, other)


def _sum(nats: Iterable[float]) -> float | None:
    """Sum weights; None where one side is ruled out by this and the other by that."""
    listed = list(nats)
    if math.inf in listed and -math.inf in listed:
        return None
    return float(sum(listed))


def _reason(steps: tuple[Step, ...]) -> Reason:
    """Name the step from which on the order is that of Bayes' rule."""
    reason = steps[-1].reason
    for step in reversed(steps):
        if step.nats is None or round(step.nats, DIGITS) >= 0:
            break
        reason = step.reason
    return reason
