"""The probability of one question in edited situations, with as much as possible of the original's work reused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Day
from fractions import Fraction

from detente.conflict.situated import central_priors
from detente.evidence.bayes import AllExcludedError
from detente.evidence.frames import frames
from detente.evidence.inputs import posterior_given
from detente.faults import SituationError
from detente.outlook.edits import Edit, prior_edit
from detente.outlook.inputs import Values
from detente.outlook.model import Model
from detente.outlook.rewriting import difference, reread, rewritten
from detente.situation.records import Situation

_MOST_FROM_ONE = 64  # edited models made from one
_BELIEFS = frozenset({"origin", "word", "prior"})


class Turning:
    """One question's probability as filed and after edits.

    Parameters
    ----------
    sit : Situation
    question : str
    as_of : date or None
    """

    def __init__(self, sit: Situation, question: str, as_of: Day | None) -> None:
        self.sit, self.question, self.as_of = sit, question, as_of
        self._model = Model(sit, as_of, 0, 1)
        self._known: dict[tuple[str, ...], float | None] = {}
        self._made_from = 0
        self.tried = 0
        base = self._of(self._model, self._model.central)
        if base is None:
            raise ValueError(f"the question '{question}' has no probability as filed")
        self.base = base

    def _of(self, model: Model, values: Values) -> float | None:
        self.tried += 1
        return model.mixture(values, model.filed).probability(self.question)

    def probability(self, edits: Sequence[Edit]) -> float | None:
        """Give the probability after some edits of the original file; None where they make no situation."""
        key = tuple(sorted(edit.text for edit in edits))
        if key not in self._known:
            self._known[key] = self._anew(edits)
        return self._known[key]

    def _anew(self, edits: Sequence[Edit]) -> float | None:
        try:
            if all(edit.kind in _BELIEFS for edit in edits):
                return self._of(self._model, self._believing(edited(self.sit, edits)))
            model = Model(edited(self.sit, edits), self.as_of, 0, 1, before=self._lent())
            return self._of(model, model.central)
        except (SituationError, AllExcludedError, ValueError):
            return None

    def _lent(self) -> Model:
        """Give the original's model to work from, made anew before what edits left in it fills the memory."""
        self._made_from += 1
        if self._made_from > _MOST_FROM_ONE:
            self._model, self._made_from = Model(self.sit, self.as_of, 0, 1), 1
            self._model.mixture(self._model.central, self._model.filed)
        return self._model

    def _believing(self, sit: Situation) -> Values:
        """Give the central values with the beliefs of an edited situation."""
        central = self._model.central
        posterior = posterior_given(frames(sit, self.as_of), {})
        types = {actor: posterior.get(actor, held) for actor, held in central.types.items()}
        return replace(central, types=types)

    def from_scratch(self, edits: Sequence[Edit]) -> float | None:
        """Give the probability of the edited situation with nothing reused."""
        model = Model(edited(self.sit, edits), self.as_of, 0, 1)
        return self._of(model, model.central)

    def written_out(self, edits: Sequence[Edit]) -> tuple[float | None, tuple[str, ...]]:
        """Write edits into the file, read it anew and give the probability, with the lines that differ.

        Where a change can't be written into the file, the edited records are taken, and there is no difference to show.
        """
        text = rewritten(self.sit, edits)
        if text is None:
            return self.from_scratch(edits), ()
        model = Model(reread(self.sit, text), self.as_of, 0, 1)
        return self._of(model, model.central), difference(self.sit, text)

    def prior_edits(self, threshold: float) -> Iterator[Edit]:
        """For each type and direction, give the smallest move of its prior that turns the answer, or one of 10 points."""
        for actor, preference in self.sit.preferences.items():
            if len(preference.types) > 1:
                names = list(preference.types)
                for name in names if len(names) > 2 else names[:1]:
                    for way in (-1, 1):
                        yield from self._prior_edit(actor, name, way, threshold)

    def _prior_edit(self, actor: str, name: str, way: int, threshold: float) -> Iterator[Edit]:
        central = central_priors(self.sit.preferences[actor])
        before = central[name] * 100
        verdict = self.base > threshold
        last: Edit | None = None
        for tens in range(1, 11):
            percent = round(before + way * 10 * tens)
            if not 0 < percent < 100:
                break
            edit = prior_edit(self.sit, actor, name, percent, central)
            last = last or edit
            p = self.probability((edit,))
            if p is not None and (p > threshold) != verdict:
                yield self._least(actor, name, (round(before + way * 10 * (tens - 1)), percent), threshold)
                return
        if last is not None:
            yield last

    def _least(self, actor: str, name: str, between: tuple[int, int], threshold: float) -> Edit:
        """Find by halving the whole per cent nearest the original that turns the answer."""
        central: dict[str, Fraction] = central_priors(self.sit.preferences[actor])
        near, far = between
        verdict = self.base > threshold
        while abs(far - near) > 1:
            middle = (near + far) // 2
            p = self.probability((prior_edit(self.sit, actor, name, middle, central),))
            if p is not None and (p > threshold) != verdict:
                far = middle
            else:
                near = middle
        return prior_edit(self.sit, actor, name, far, central)


def edited(sit: Situation, edits: Sequence[Edit]) -> Situation:
    """Make edits to a situation: each finds what it changes by where that is written in the original."""
    for edit in sorted(edits, key=lambda one: (one.kind == "drop", one.cell)):
        sit = edit.made(sit)
    return sit
