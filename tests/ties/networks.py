"""Small random networks of hands, for the package and for its twin."""

from hypothesis import strategies as st

from detente.ties.blocking import bits_in
from detente.ties.routes import Step, network_of


def mask(members):
    return sum(1 << member for member in members)


def members(one):
    return frozenset(bits_in(one))


def families(holders=6, most=6):
    """Families of sets of holders, as lists of masks."""
    return st.lists(st.integers(1, (1 << holders) - 1), max_size=most)


@st.composite
def step_lists(draw, hands=5, holders=5, most=12):
    """Steps (source, target, set of holders) between hands; 0 is the start and the last one the goal."""
    one = st.tuples(
        st.integers(0, hands - 1),
        st.integers(0, hands - 1),
        st.frozensets(st.integers(0, holders - 1), max_size=2),
    )
    return draw(st.lists(one.filter(lambda step: step[0] != step[1]), max_size=most))


def made(steps, hands=5):
    """The package's network of such steps."""
    names = [str(hand) for hand in range(hands)]
    return network_of(names, [Step(a, b, mask(needs)) for a, b, needs in steps], 0, hands - 1)
