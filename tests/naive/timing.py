"""Where a chain stands after a time, from the definition: p' = pQ, by Taylor series in decimals of 60 digits."""

from decimal import Decimal, getcontext
from fractions import Fraction


def after(rates, years, start=0):
    """The distribution after some years; ``rates`` maps node -> node -> moves per year."""
    getcontext().prec = 60
    count = len(rates)
    arcs = [(s, t, decimal(r)) for s, row in enumerate(rates) for t, r in row.items()]
    fastest = max((sum(decimal(r) for r in row.values()) for row in rates), default=Decimal(0))
    steps = int(fastest * decimal(years) * 2) + 1
    h = decimal(years) / steps
    p = [Decimal(int(k == start)) for k in range(count)]
    for _ in range(steps):
        term, total = p, list(p)
        for n in range(1, 40):
            flow = [Decimal(0)] * count
            for s, t, r in arcs:
                flow[t] += term[s] * r
                flow[s] -= term[s] * r
            term = [one * h / n for one in flow]
            total = [a + b for a, b in zip(total, term, strict=True)]
        p = total
    return [float(one) for one in p]


def decimal(number):
    number = Fraction(number)
    return Decimal(number.numerator) / Decimal(number.denominator)
