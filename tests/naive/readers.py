"""What the readers add up and count, written from the definitions over whole files in memory."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def trade(path, names):
    """Add up value by exporter, importer and year; ``names`` gives the state of a numeric code."""
    found = defaultdict(Fraction)
    for row in rows(path):
        found[names[row["i"]], names[row["j"]], int(row["t"])] += Fraction(row["v"])
    return dict(found)


def alike(votes, calls):
    """Compare the votes of each pair of states year by year: how many were the same, of how many that both cast."""
    years = {row["rcid"]: int(row["date"][:4]) for row in calls}
    cast = defaultdict(dict)
    for row in votes:
        if row["rcid"] in years:
            cast[row["rcid"]][row["country_code"]] = row["vote"]
    found = defaultdict(lambda: [0, 0])
    for call, voted in cast.items():
        for one in voted:
            for other in voted:
                if one != other:
                    pair = found[one, other, years[call]]
                    pair[0] += voted[one] == voted[other]
                    pair[1] += 1
    return {key: tuple(value) for key, value in found.items()}


def stories(events):
    """Count the distinct stories by month, pair and kind: of one pair and kind, a story of a month counts once."""
    found = defaultdict(set)
    for event in events:
        found[event.known[:7], event.by, event.on, event.code[:2]].add(event.story)
    return {key: len(names) for key, names in found.items()}
