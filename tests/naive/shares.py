"""Shares and concentration written from the definitions, sharing no code with the package: random search in the box."""

from __future__ import annotations

import itertools


def index(shares):
    return sum(share * share for share in shares)


def index_of_amounts(amounts):
    total = sum(amounts)
    return sum(one * one for one in amounts) / (total * total)


def corners(lows, highs):
    return itertools.product(*[sorted({a, b}) for a, b in zip(lows, highs, strict=True)])


def grid(lows, highs, steps):
    axes = [
        [a + (b - a) * step / steps for step in range(steps + 1)] if a < b else [a]
        for a, b in zip(lows, highs, strict=True)
    ]
    return itertools.product(*axes)


def amount_bounds(lows, highs, steps=24):
    """Least and greatest index over a grid of the box (the corners are on it)."""
    values = [index_of_amounts(one) for one in grid(lows, highs, steps) if sum(one)]
    return min(values), max(values)


def share_bounds(lows, highs, k):
    """Least and greatest share over the corners of the box."""
    values = [one[k] / sum(one) for one in corners(lows, highs) if sum(one)]
    return min(values), max(values)


def draw(rng, lows, highs):
    """A draw of shares that sum to one within a box: poured in random order, to the brim or in part."""
    shares, free = list(lows), 1 - sum(lows)
    order = list(range(len(lows)))
    rng.shuffle(order)
    brim = rng.random() < 0.5
    for k in order:
        part = min(free, highs[k] - shares[k]) * (1 if brim else rng.random())
        shares[k] += part
        free -= part
    for k in order:
        part = min(free, highs[k] - shares[k])
        shares[k] += part
        free -= part
    return shares


def packed(shares, cap):
    """Greatest index of a list whose rest is packed into partners of at most ``cap``, one by one."""
    rest = 1 - sum(shares)
    pieces = []
    while rest > 1e-12:
        pieces.append(min(cap, rest))
        rest -= pieces[-1]
    return index([*shares, *pieces])


def silent_partners(years):
    """The blackout rule on plain numbers.

    years: year -> partner -> (value or None, status). Gives year -> partners that count as missing.
    """
    found, base = {}, None
    open_now = []
    for year in sorted(years):
        missing = []
        everyone = {p for y in years if y < year for p in years[y]}
        for partner in sorted(everyone):
            value, status = years[year].get(partner, (None, ""))
            if value is not None and (value > 0 or status == "reported"):
                continue
            candidates = [
                y
                for y in years
                if y < year
                and (not open_now or y <= base)
                and years[y].get(partner, (None, ""))[0] is not None
                and (years[y][partner][0] > 0 or years[y][partner][1] == "reported")
            ]
            if not candidates:
                continue
            then = years[max(candidates)]
            supplied = then[partner][0]
            before = sum(v for v, _ in then.values() if v is not None)
            after = [(v, s) for v, s in years[year].values() if v is not None]
            mirror = bool(after) and all(s == "mirror" for _, s in after)
            fell = sum(v for v, _ in after) <= before - supplied / 2
            if partner in open_now or (before and supplied / before >= 0.2 and (fell or mirror)):
                missing.append(partner)
        found[year] = missing
        open_now = missing
        if not open_now:
            base = year
    return found
