"""What a test of a commitment says, in plain words: sentences that the terminal and the page share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from detente.outlook.commitment_results import CommitmentResult, Deterred, KeptBy
from detente.outlook.deterring import MORE_LIKELY, Deterrence
from detente.outlook.dilemmas import Dilemma
from detente.outlook.results import HeldBack
from detente.outlook.stakes import Stake
from detente.situation.phrasing import actor_name, change_words, path_words, percent, sentence
from detente.situation.records import Situation

KINDS: Mapping[str, str] = {
    "threat": "threat",
    "red_line": "red line",
    "promise": "promise",
    "pledge": "pledge",
}

DILEMMAS: Mapping[str, str] = {
    "threat": "a threat not believed: {} would not carry it out",
    "rejection": "a threat that costs its author more than giving in: {} would rather leave it undone",
    "persuasion": "a threat that doesn't frighten: {} would take the step even so",
    "trust": "a promise not trusted: {} would not keep it",
    "cooperation": "cooperation that tempts: {} would gain by taking its part back",
}

_ONLY = "only"
_SURE = 0.995
_LIKE = 0.005


def title_words(sit: Situation, one: CommitmentResult) -> str:
    """Say whose commitment it is, of what kind, and who claims it."""
    claimed = f", as {actor_name(sit, one.claimed_by)} claims" if one.claimed_by else ""
    return f"{one.id}: {KINDS[one.kind]} by {actor_name(sit, one.by)}{claimed}"


def terms_words(one: CommitmentResult) -> str:
    """Say the condition and the consequence as the file has them."""
    return f"if {one.condition}, then {one.then}" if one.condition else one.then


def kept_words(sit: Situation, one: CommitmentResult) -> Iterator[str]:
    """Say whether it is kept, by which types, and what makes the difference to what its author wants.

    Parameters
    ----------
    sit : Situation
    one : CommitmentResult

    Yields
    ------
    str
        Sentences, the conclusion first.
    """
    low, value, high = one.honoured
    if value is None or low is None or high is None:
        yield sentence(f"it can't come to the test: {one.why}")
        return
    ends = f" ({percent(low)} to {percent(high)} over the ranges of the file)" if _differ(low, high) else ""
    believable = "credible" if one.credible else "not credible"
    yield sentence(f"kept: {percent(value)}{ends}, so {believable}")
    if len(one.types) > 1:
        yield sentence(f"by type: {'; '.join(_kept_by(kind) for kind in one.types)}")
    elif one.wants_to is not None and _differ(one.wants_to, value):
        yield sentence(f"if it feared no answer: {percent(one.wants_to)}")
    for trigger in one.triggers:
        if trigger.cannot:
            yield sentence(f"it can't keep it after this: {change_words(sit, one.state, trigger.state)}")
    yield from (_difference_words(sit, held) for held in one.difference)


def _kept_by(kind: KeptBy) -> str:
    """Say what one type does, and what it wants."""
    told = "yes" if kind.kept > _SURE else "no" if kind.kept < _LIKE else percent(kind.kept)
    wish = ""
    if kind.kept <= MORE_LIKELY < kind.wants_to:
        wish = ", though it wants to"
    elif kind.wants_to <= MORE_LIKELY < kind.kept:
        wish = ", against its wish"
    name = "" if kind.type == _ONLY else f"{kind.type} "
    return f"{name}({kind.behaviour}, {percent(kind.probability)}) {told}{wish}"


def _difference_words(sit: Situation, held: HeldBack) -> str:
    """Say which answer an author fears."""
    who = "" if held.type == _ONLY else f"{held.type}: "
    wish = change_words(sit, held.state, held.to, modal="would")
    answer = path_words(sit, held.to, held.answer)
    return sentence(
        f"{who}{wish}, but fears that then {answer} (an answer looks {percent(held.answered)} probable to it, "
        f"its caution is {percent(held.caution)})"
    )


def deterrence_words(sit: Situation, one: CommitmentResult) -> Iterator[str]:
    """Say whom it deters, or induces, from which steps and by what.

    Parameters
    ----------
    sit : Situation
    one : CommitmentResult

    Yields
    ------
    str
        Sentences, the conclusion first; none for a pledge.
    """
    if one.kind == "pledge":
        return
    yield sentence(_shares(one.kind, one.deterrence))
    if one.why and one.honoured.value is not None:
        yield sentence(f"idle: {one.why}")
    for group, share in one.jointly:
        yield sentence(f"only together do {' and '.join(group)} deter ({percent(share)})")
    yield from (_step_words(sit, one, step) for step in one.steps)
    for knowledge, other in one.by_knowledge.items():
        if knowledge != one.knowledge and any(map(_differ, other, one.deterrence)):
            known = "all saw through one another" if knowledge == "all" else "each knew its own type only"
            yield sentence(f"if {known}: {_shares(one.kind, other)}")


def _shares(kind: str, deterrence: Deterrence) -> str:
    """Write the four verdicts with their probabilities."""
    names = (
        ("induces", "would if it were kept", "", "makes no difference")
        if kind == "promise"
        else ("deters", "would if it were believed", "deterred anyway", "idle")
    )
    said = [f"{name} {percent(p)}" for name, p in zip(names, deterrence, strict=True) if name]
    return ", ".join(said)


def _step_words(sit: Situation, one: CommitmentResult, step: Deterred) -> str:
    """Say what becomes of one step."""
    kind = "" if step.type == _ONLY else f" [{step.type}, {percent(step.probability)}]"
    wish = f"{change_words(sit, one.state, step.to, modal='could')}{kind}"
    if one.kind == "promise":
        won = "won for it" if step.deters > MORE_LIKELY else "would be won for it if the promise were kept"
        return sentence(f"{wish}: {won}")
    verdict = _verdict(step)
    by = f" by {' and '.join(step.anyway_by)}" if step.anyway_by else ""
    answer = f", for {path_words(sit, step.to, step.answer)}" if step.answer else ""
    sure = (step.answered or 0.0, step.if_broken or 0.0, step.if_kept or 0.0)
    odds = f"an answer looks {percent(sure[0])} probable, {percent(sure[1])} if broken, {percent(sure[2])} if kept"
    return sentence(f"{wish}: {verdict}{by}{answer} ({odds}; caution {percent(step.caution)})")


def _verdict(step: Deterred) -> str:
    found = {
        "deterred by it": step.deters,
        "would be deterred if this were believed": step.would_if_believed,
        "deterred anyway": step.deterred_anyway,
    }
    return max(found, key=lambda name: found[name])


def stake_words(sit: Situation, one: Stake) -> str:
    """Say at what worth a verdict ends.

    Examples
    --------
    >>> import detente
    >>> held = Stake("A", "only", "p", Fraction(-7, 10), Fraction(-3), "deters", True, True, False)
    >>> stake_words(detente.load("chicken"), held)
    "It deters A as long as 'p' is worth no more than -0.7 (now -3)."
    """
    who = actor_name(sit, one.actor) + ("" if one.type == _ONLY else f" [{one.type}]")
    verb = {"deters": "deter", "would_induce": "win", "kept": "be kept by"}[one.verdict]
    bound = {
        (True, True): "less than",
        (True, False): "no more than",
        (False, True): "more than",
        (False, False): "no less than",
    }[one.above == one.holds, one.already == one.holds]
    if one.holds:
        present = {"deter": "deters", "win": "wins", "be kept by": "is kept by"}[verb]
        said = f"it {present} {who} as long as '{one.when}' is worth {bound} {_number(one.value)}"
    else:
        said = f"it would {verb} {who} if '{one.when}' were worth {bound} {_number(one.value)}"
    said += f" (now {_number(one.now)})"
    if one.tie is not None and one.tie_value is not None and 0 <= one.tie_value <= 1:
        tie = one.tie
        said += (
            f", which is a share {tie.source}/{tie.target}/{tie.vector} of {100 * float(one.tie_value):.3g} %"
        )
    if one.without:
        said += f", with {' and '.join(one.without)} out of the way"
    return sentence(said)


def _number(value: Fraction) -> str:
    return f"{float(value):.4g}"


def dilemma_words(sit: Situation, one: Dilemma) -> str:
    """Name a dilemma in plain words, with whose it is and how probable it is."""
    return sentence(f"{DILEMMAS[one.kind].format(actor_name(sit, one.actor))} ({percent(one.probability)})")


def _differ(one: float, other: float) -> bool:
    """Tell whether two probabilities look different."""
    return percent(one) != percent(other)
