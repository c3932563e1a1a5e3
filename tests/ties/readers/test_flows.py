"""Sums of flows: exact, in order, and unknown where a part is unknown."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.ties.readers.flows import Flow, plain, summed

AMOUNTS = st.decimals(0, 10**9, places=3) | st.none()


def flow(value, target="BLR", year=2020, **more):
    status = "not_reported" if value is None else "reported"
    return Flow("RUS", target, year, value, **({"status": status} | more))


@given(
    st.lists(st.tuples(st.sampled_from(["BLR", "CHN"]), st.sampled_from([2019, 2020]), AMOUNTS), max_size=30)
)
def test_sums_are_exact_and_unknown_where_a_part_is(parts):
    found = {
        (one.target, one.year): one for one in summed(flow(value, who, year) for who, year, value in parts)
    }
    for key, one in found.items():
        values = [value for who, year, value in parts if (who, year) == key]
        known = sum((Fraction(value) for value in values if value is not None), Fraction(0))
        if None in values:
            assert (one.value, one.status) == (None, "not_reported")
            assert (
                one.note == ""
                or f"at least {plain(Decimal(known.numerator) / known.denominator)}:" in one.note
            )
        else:
            assert Fraction(one.value) == known
    assert set(found) == {(who, year) for who, year, _ in parts}


@given(
    st.lists(
        st.tuples(st.sampled_from(["BLR", "CHN", "IND"]), AMOUNTS, st.sampled_from(["", "a guess"])),
        max_size=30,
    )
)
def test_sums_that_went_to_a_file_are_the_same(parts):
    flows = [flow(value, who, note=note) for who, value, note in parts]
    assert list(summed(flows, most=1)) == list(summed(flows))


def test_sums_come_in_order_of_year_and_names():
    flows = [flow(Decimal(1), "CHN"), flow(Decimal(1), "BLR"), flow(Decimal(1), "CHN", 2019)]
    assert [(one.year, one.target) for one in summed(flows)] == [(2019, "CHN"), (2020, "BLR"), (2020, "CHN")]


def test_the_worst_status_of_the_parts_is_that_of_the_sum():
    flows = [flow(Decimal(1)), flow(Decimal(1), status="estimated", note="a guess")]
    (one,) = summed(flows)
    assert (one.status, one.note) == ("estimated", "a guess")
    assert next(summed([flow(None, status="suppressed")])).status == "suppressed"
    assert next(summed([flow(None, status="not_applicable")])).status == "not_applicable"


def test_a_note_that_comes_again_is_counted():
    assert next(summed([flow(Decimal(1), note="a guess")] * 3)).note == "a guess (3 times)"
