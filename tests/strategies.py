"""What tests draw at random."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st


@st.composite
def ranges_of_shares(draw, least=1, most=6):
    """Ranges [low, high] in hundredths within which some shares sum to one."""
    n = draw(st.integers(least, most))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=n - 1, max_size=n - 1)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    widths = [(draw(st.integers(0, share)), draw(st.integers(0, 100 - share))) for share in shares]
    return [
        (Fraction(share - down, 100), Fraction(share + up, 100))
        for share, (down, up) in zip(shares, widths, strict=True)
    ]
