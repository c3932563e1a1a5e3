"""Games in the text of Gambit, read and solved by trying everything."""

import re
from fractions import Fraction
from itertools import product

NUMBER = re.compile(r"-?\d+(?:/\d+)?")


def read(text):
    """Give players, labels of strategies, and payoffs by profile; for texts with labels and payoffs only."""
    quoted = r'"((?:\\.|[^"\\])*)"'
    head, _, body = text.rpartition('"\n')
    title, players, strategies = re.match(
        rf"NFG 1 R {quoted} {{ (.*) }}\n\n{{ ((?:.|\n)*) }}\n", head
    ).groups()
    labels = [re.findall(quoted, line) for line in strategies.split("\n")]
    numbers = [Fraction(one) for one in NUMBER.findall(body)]
    count = len(labels)
    profiles = [tuple(reversed(one)) for one in product(*(range(len(one)) for one in reversed(labels)))]
    assert len(numbers) == count * len(profiles)
    payoffs = {one: numbers[at * count : (at + 1) * count] for at, one in enumerate(profiles)}
    return title, re.findall(quoted, players), labels, payoffs


def pure_equilibria(payoffs):
    """Find the profiles that no player would leave alone."""
    return {
        profile
        for profile, own in payoffs.items()
        if not any(
            sum(a != b for a, b in zip(profile, other, strict=True)) == 1
            and payoffs[other][player] > own[player]
            and profile[player] != other[player]
            for other in payoffs
            for player in range(len(profile))
        )
    }
