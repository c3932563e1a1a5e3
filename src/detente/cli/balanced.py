"""What ``detente ties`` says of balance between poles, and of all years."""

from __future__ import annotations

from typing import Any

from detente.cli.depending import Asked, share_as_data, vectors_by_actor
from detente.cli.render import heading, points, print_json, say, show_faults, table
from detente.situation.phrasing import actor_name, percent, sentence
from detente.situation.records import Situation
from detente.ties.balance import Balance, PoleBalance, balance
from detente.ties.series import balance_series, series
from detente.ties.shares import Dependence, Share
from detente.ties.weighing import Overall, overall

MOST_PARTNERS = 3


def balance_view(sit: Situation, asked: Asked, level: float, *, as_json: bool) -> None:
    """Show the balance between poles by vector, and over vectors by the file's weights."""
    found = {actor: balance(sit, actor, None, asked.year, as_of=asked.day) for actor in asked.actors}
    show_faults(one for held in found.values() for one in held.warnings)
    if as_json:
        print_json({actor: _balance_as_data(sit, held, level) for actor, held in found.items()})
        return
    say(sit.title)
    for actor, held in found.items():
        heading(f"{actor_name(sit, actor)} between {', '.join(sit.poles)}")
        rows = [_row(sit, vector, one) for vector, one in held.profile.items()]
        table(("on", *sit.poles, "balance", "covered"), rows, right=range(1, len(sit.poles) + 3))
        points(_words(held, overall(sit, held, level)))


def _row(sit: Situation, vector: str, one: PoleBalance) -> tuple[str, ...]:
    cells = [_cell(one.poles[pole]) for pole in sit.poles]
    return (vector, *cells, _cell(one.balance), _cell(one.coverage))


def _cell(one: Share) -> str:
    """Write a share; where it isn't known, its range."""
    if one.low is None or one.high is None:
        return "none"
    if one.value is not None:
        return percent(one.value)
    low, high = (percent(end).replace("under ", "<").replace("over ", ">") for end in (one.low, one.high))
    return low if low == high else f"{low.removesuffix(' %')}-{high}"


def _words(held: Balance, over: Overall) -> list[str]:
    """Say what holds over all vectors."""
    said = []
    if held.captor is not None and held.captivity.value is not None:
        vector, pole = held.captor
        said.append(f"the tightest tie: {percent(held.captivity.value)} of {vector} with {pole}")
    level = percent(over.level)
    if over.weights and over.balance.low is not None and over.balance.high is not None:
        weights = ", ".join(f"{vector} {percent(weight)}" for vector, weight in over.weights.items())
        verdict = {True: "balanced", False: "not balanced", None: "balanced or not, that isn't known"}[
            over.balanced
        ]
        said.append(f"over vectors, weighted {weights}: {_cell(over.balance)}; {verdict} from {level} on")
        for vector, turn in over.turns.items():
            if turn is not None:
                said.append(f"that verdict turns where {vector} weighs {percent(turn)}")
    if over.agrees.low is not None and over.agrees.high is not None:
        said.append(
            f"of all ways to weigh the vectors, {_cell(over.agrees)} find a balance of {level} or more"
        )
    return [sentence(one) for one in said]


def _balance_as_data(sit: Situation, held: Balance, level: float) -> dict[str, Any]:
    over = overall(sit, held, level)
    return {
        "profile": {vector: _pole_balance_as_data(one) for vector, one in held.profile.items()},
        "captivity": share_as_data(held.captivity),
        "captor": held.captor,
        "overall": {
            "level": over.level,
            "weights": over.weights,
            "coverage": over.coverage,
            "balance": share_as_data(over.balance),
            "balanced": over.balanced,
            "turns": over.turns,
            "agrees": share_as_data(over.agrees),
        },
        "warnings": held.warnings,
    }


def _pole_balance_as_data(one: PoleBalance) -> dict[str, Any]:
    return {
        "poles": {pole: share_as_data(share) for pole, share in one.poles.items()},
        "balance": share_as_data(one.balance),
        "lean": {f"{a}/{b}": share_as_data(share) for (a, b), share in one.lean.items()},
        "coverage": share_as_data(one.coverage),
        "missing": one.missing,
    }


def series_view(sit: Situation, asked: Asked, *, as_json: bool) -> None:
    """Show dependence and balance year by year."""
    vectors = vectors_by_actor(sit)
    found = {
        actor: {vector: series(sit, actor, vector, as_of=asked.day) for vector in vectors.get(actor, ())}
        for actor in asked.actors
    }
    if as_json:
        print_json(
            {
                actor: {vector: _years_as_data(sit, years) for vector, years in row.items()}
                for actor, row in found.items()
            }
        )
        return
    say(sit.title)
    for actor, row in found.items():
        for vector, years in row.items():
            heading(f"{vector} of {actor_name(sit, actor)}")
            rows = [_year(sit, year, on) for year, on in years.items()]
            table(("year", "largest partners", "concentration", "missing"), rows, right=(2,))
    if any(
        on.unit and not on.unit.startswith("share")
        for row in found.values()
        for years in row.values()
        for on in years.values()
    ):
        say("Amounts are those of each year as recorded; prices aren't made alike.")


def _year(sit: Situation, year: int, on: Dependence) -> tuple[str, ...]:
    ranked = sorted(on.shares, key=lambda name: -(on.shares[name].value or on.shares[name].low or 0.0))
    said = [f"{actor_name(sit, name)} {_cell(on.shares[name])}" for name in ranked[:MOST_PARTNERS]]
    hhi = on.hhi
    index = (
        "none"
        if hhi.low is None
        else f"{hhi.value:.2f}"
        if hhi.value is not None
        else f"{hhi.low:.2f} to {hhi.high:.2f}"
    )
    missing = ", ".join(actor_name(sit, one.partner) for one in on.silent)
    return str(year), "; ".join(said), index, missing


def _years_as_data(sit: Situation, years: dict[int, Dependence]) -> dict[str, Any]:
    balances = balance_series(years, sit.poles) if sit.poles else {}
    return {
        str(year): {
            "partners": {partner: share_as_data(share) for partner, share in on.shares.items()},
            "hhi": share_as_data(on.hhi),
            "effective": share_as_data(on.effective),
            "total": {**share_as_data(on.total), "unit": on.unit},
            "balance": _pole_balance_as_data(balances[year]) if year in balances else None,
            "missing": {
                one.partner: {"last": one.last, "share": one.share, "blackout": one.blackout}
                for one in on.silent
            },
        }
        for year, on in years.items()
    }
