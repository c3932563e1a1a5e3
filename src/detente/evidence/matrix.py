"""The matrix of competing hypotheses: the file's own evidence, seen as observations by hypotheses.

An observation's cell says how far it fits a hypothesis. The published scores count inconsistencies only, so the
matrix and Bayes' rule may rank hypotheses differently; where they do, it is said at which step the order turns.

Heuer, *Psychology of Intelligence Analysis* (1999), ch. 8. Experiments find no gain from scoring by the matrix
(Karvetski & Mandel 2020; Dhami, Belton & Mandel 2019): it is a view, and Bayes' rule the engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from detente.evidence.bayes import diagnosticity, report_likelihood
from detente.evidence.frames import Frame, Use, asked, frames
from detente.evidence.grades import ReportWeight, report_weight
from detente.situation.records import Observation, Row, Situation
from detente.words import DIGITS, FAVOURS

Rating: TypeAlias = Literal["CC", "C", "N", "I", "II"]
Status: TypeAlias = Literal["rated", "neutral", "not_rated", "not_applicable", "unknown"]
Level: TypeAlias = Literal["low", "medium", "high"]

STEPS: Mapping[str, int] = {"I": 1, "II": 2}
LEVELS: Mapping[Level, float] = {"low": 1 / math.sqrt(2), "medium": 1.0, "high": math.sqrt(2)}

_CREDIBILITY: Mapping[str, Level] = {
    **dict.fromkeys("AB12", "high"),
    **dict.fromkeys("C3F6", "medium"),
    **dict.fromkeys("DE45", "low"),
}


class Mark(NamedTuple):
    """One cell of the matrix.

    ``neutral``: the row bears equally on all. ``unknown``: the file gives [0, 100 %], so a probability exists and
    nobody knows it. ``rating`` is empty unless the status is rated or neutral. ``probability`` is the mean of what
    the file says; a probability of zero is a rating that rules the hypothesis out.
    """

    status: Status
    rating: Rating | Literal[""] = ""
    probability: Fraction | None = None

    @property
    def rated(self) -> bool:
        """Whether the cell tells something, if only that it tells nothing either way."""
        return bool(self.rating)


class MatrixRow(NamedTuple):
    """One observation.

    Attributes
    ----------
    observation, origin : str
        The observation, and where it ultimately comes from.
    marks : tuple of Mark
        By hypothesis, in the order of the columns.
    weight : ReportWeight
        The report weight.
    credibility : {"low", "medium", "high"}
        What the grade makes of it: A, B high; C and what cannot be judged or isn't graded medium; D, E low.
    diagnosticity : float or None
        max ln L - min ln L of the report, in nats; None where a cell is missing.
    why_not : str
        Why Bayes' rule leaves it out; empty where it counts.
    """

    observation: str
    origin: str
    marks: tuple[Mark, ...]
    weight: ReportWeight
    credibility: Level
    diagnosticity: float | None
    why_not: str


class Scores(NamedTuple):
    """Inconsistency by hypothesis, how many rows rate it, and the ranking, best first, ties together.

    The ranking is None where hypotheses are rated on different rows, and ``why`` says so: one with many gaps would
    look good for want of evidence.
    """

    inconsistency: Mapping[str, float]
    rated: Mapping[str, int]
    ranking: tuple[tuple[str, ...], ...] | None
    why: str


class Matrix(NamedTuple):
    """The matrix of one actor's types or one hypothesis's answers.

    Attributes
    ----------
    group : str
        The actor or hypothesis.
    columns : tuple of str
        Types or answers, in the order of the file.
    rows : tuple of MatrixRow
        Observations that bear on it, in the order of the file.
    published, weighted : Scores
        Inconsistency as it is, and with each row weighted by its credibility.
    on_shared_rows : Scores
        Inconsistency over the rows that rate every hypothesis, which alone can be compared with Bayes' rule.
    """

    group: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    published: Scores
    weighted: Scores
    on_shared_rows: Scores


def matrices(sit: Situation, as_of: Day | str | None = None, use: Use = "all") -> dict[str, Matrix]:
    """Give the matrix of each actor with several types and each hypothesis.

    Cells come from the file's probabilities at their means, as if each report were a fact; what a report is worth is
    shown beside the row. Nothing is computed from the cells but the published scores.

    Parameters
    ----------
    sit : Situation
        The situation.
    as_of : date, ISO date or None
        Only evidence known by this day counts; default is the situation's own day.
    use : {"all", "statements", "conduct"}
        The evidence to look at, as for :func:`detente.evidence.beliefs.beliefs`.

    Returns
    -------
    dict of str to Matrix
        By actor or hypothesis.

    Notes
    -----
    Linear in the number of cells.
    """
    return {group: _matrix(sit, frame, use) for group, frame in frames(sit, as_of, use).items()}


def rate(probabilities: Sequence[Fraction]) -> tuple[Rating, ...]:
    """Rate a row of probabilities by how far each falls short of the greatest.

    With r the share of the greatest: N in the whole row if every r exceeds 1/2, else C where it does, I where r lies
    in (1/4, 1/2], II below. CC is never derived. A zero is II.

    Examples
    --------
    >>> rate([Fraction(8, 10), Fraction(4, 10), Fraction(1, 10)])
    ('C', 'I', 'II')
    >>> rate([Fraction(8, 10), Fraction(7, 10)])
    ('N', 'N')
    """
    top = max(probabilities)
    if all(2 * p > top for p in probabilities):
        neutral: Rating = "N"
        return (neutral,) * len(probabilities)
    return tuple(_rating(p, top) for p in probabilities)


def inconsistency(ratings: Iterable[str], weights: Iterable[float]) -> float:
    """Sum the inconsistencies of one column: 2 for II, 1 for I, else 0, times the weight of the row.

    Examples
    --------
    >>> inconsistency(["C", "I", "II", "N", ""], [1, 1, 1, 1, 1])
    3.0

    Notes
    -----
    Support never counts. Weighted by credibility and relevance, each low 1/sqrt 2, medium 1 or high sqrt 2
    (:data:`LEVELS`), it is the weighted inconsistency score of the PARC program. The file states no relevance, so
    that is medium.
    """
    return math.fsum(weight * STEPS.get(one, 0) for one, weight in zip(ratings, weights, strict=True))


def ranked(scores: Mapping[str, float]) -> tuple[tuple[str, ...], ...]:
    """Rank names by score, the least first; equals (to 1e-9) stand together, in their own order.

    Examples
    --------
    >>> ranked({"a": 2, "b": 0, "c": 2})
    (('b',), ('a', 'c'))
    """
    levels = sorted({round(score, DIGITS) for score in scores.values()})
    return tuple(
        tuple(name for name, score in scores.items() if round(score, DIGITS) == level) for level in levels
    )


def _rating(p: Fraction, top: Fraction) -> Rating:
    """Rate one cell of a row that tells something."""
    if 2 * p > top:
        return "C"
    return "I" if 4 * p > top else "II"


def _matrix(sit: Situation, frame: Frame, use: Use) -> Matrix:
    """Build one matrix."""
    left_out = {one.observation: one for one in frame.left_out}
    rows = []
    for one in sit.evidence.values():
        gap = left_out.get(one.id)
        if asked(one, frame.group, use) and (gap is None or gap.reason != "later"):
            why_not = "" if gap is None else gap.detail
            rows.append(_row(sit, one, one.expected_if[frame.group], frame.types, why_not))
    shared = [row for row in rows if all(mark.rated for mark in row.marks)]
    return Matrix(
        frame.group,
        frame.types,
        tuple(rows),
        _scores(frame.types, rows, [1.0] * len(rows)),
        _scores(frame.types, rows, [LEVELS[row.credibility] for row in rows]),
        _scores(frame.types, shared, [1.0] * len(shared)),
    )


def _row(sit: Situation, one: Observation, row: Row, types: Sequence[str], why_not: str) -> MatrixRow:
    """Rate one observation."""
    weight = report_weight(sit, one)
    marks = _marks(row, types)
    told = [mark.probability for mark in marks if mark.probability is not None]
    spread = None
    if row.status == "equal":
        spread = 0.0
    elif len(told) == len(types):
        likelihoods = report_likelihood([float(p) for p in told], float(weight.value))
        spread = diagnosticity(likelihoods.tolist())
    return MatrixRow(
        one.id, one.origin, marks, weight, _CREDIBILITY.get(weight.entry, "medium"), spread, why_not
    )


def _marks(row: Row, types: Sequence[str]) -> tuple[Mark, ...]:
    """Turn a row of the file into cells."""
    if row.status == "equal":
        return (Mark("neutral", "N"),) * len(types)
    if row.favours:
        favoured, strength = row.favours
        told = {name: Fraction(1) if name == favoured else 1 / FAVOURS[strength] for name in types}
        marks = dict.fromkeys(types, Mark("rated"))
    elif row.status == "rated":
        marks = {name: _mark(row, name) for name in types}
        told = {
            name: row.cells[name].quantity.central  # type: ignore[union-attr]
            for name, mark in marks.items()
            if mark.status == "rated"
        }
    else:
        return (Mark(row.status),) * len(types)
    rated = dict(zip(told, rate(list(told.values())) if told else (), strict=True))
    return tuple(Mark("rated", rated[name], told[name]) if name in rated else marks[name] for name in types)


def _mark(row: Row, name: str) -> Mark:
    """Tell what kind of cell stands under a type, before it is rated."""
    cell = row.cells.get(name)
    if cell is None or cell.status == "not_rated":
        return Mark("not_rated")
    if cell.quantity is None:
        return Mark("not_applicable")
    nobody_knows = cell.quantity.low == 0 and cell.quantity.high == 1
    return Mark("unknown" if nobody_knows else "rated")


def _scores(types: Sequence[str], rows: Sequence[MatrixRow], weights: Sequence[float]) -> Scores:
    """Score the columns; they are ranked only if all of them are rated on the same rows."""
    columns = {name: [row.marks[k] for row in rows] for k, name in enumerate(types)}
    scores = {
        name: inconsistency([mark.rating for mark in marks], weights) for name, marks in columns.items()
    }
    rated = {name: sum(mark.rated for mark in marks) for name, marks in columns.items()}
    if not any(rated.values()):
        return Scores(scores, rated, None, "no row rates it")
    if len({tuple(mark.rated for mark in marks) for marks in columns.values()}) > 1:
        counts = ", ".join(f"{name} by {count}" for name, count in rated.items())
        return Scores(scores, rated, None, f"the columns are rated by different rows ({counts})")
    return Scores(scores, rated, ranked(scores), "")
