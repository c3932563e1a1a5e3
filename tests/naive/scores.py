"""Scores and dates, from their definitions, day by day and case by case."""

from datetime import timedelta
from itertools import product


def mean_daily_brier(forecasts, opened, resolved, came):
    """Go through the days one by one: the latest forecast up to that day counts."""
    losses = []
    day = opened
    while day < resolved:
        made = [p for on, p in forecasts if on <= day]
        if made:
            losses.append((made[-1] - came) ** 2)
        day += timedelta(days=1)
    return (sum(losses) / len(losses) if losses else None), len(losses), max(0, (resolved - opened).days)


def mean_brier(scored):
    return sum((p - came) ** 2 for p, came in scored) / len(scored)


def expected(score, p, truth):
    """The score that a forecast p expects to get if yes has the probability truth."""
    return truth * score(p, came=True) + (1 - truth) * score(p, came=False)


def expected_of(score, p, truth):
    return sum(q * score(p, k) for k, q in enumerate(truth) if q)


def simplex(count, steps):
    """All distributions over some categories whose shares are multiples of 1/steps."""
    for parts in product(range(steps + 1), repeat=count):
        if sum(parts) == steps:
            yield [part / steps for part in parts]


def status_quo(taken, dated, own_day, day):
    """Which options are taken on a day: go along the time line of each from the value it has to begin with.

    ``dated`` has (day, option, taken) in the order of the file.
    """
    found = {}
    for option, now in taken.items():
        line = sorted([(on, value) for on, one, value in dated if one == option], key=lambda pair: pair[0])
        if day >= own_day:
            value = now
            for on, becomes in line:
                if own_day < on <= day:
                    value = becomes
        else:
            past = [(on, becomes) for on, becomes in line if on <= own_day]
            value = (not past[0][1]) if past else now
            for on, becomes in past:
                if on <= day:
                    value = becomes
        found[option] = value
    return found
