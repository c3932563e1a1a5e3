"""Minimal sets and their duals, against enumeration."""

import pytest
from hypothesis import given, settings

from detente.ties.blocking import hitting, hitting_of_size, in_order, minimal
from naive.transfers import smallest, subsets
from ties.networks import families, mask, members


@given(families())
def test_absorption_keeps_the_sets_that_contain_no_other(sets):
    found = minimal(sets)
    assert {members(one) for one in found} == smallest({members(one) for one in sets})
    assert found == in_order(set(found))


@given(families())
def test_blocking_sets_are_the_smallest_that_meet_each_set(sets):
    holders = range(6)
    wanted = smallest({some for some in subsets(holders) if all(some & members(one) for one in sets)})
    assert {members(one) for one in hitting(sets)} == wanted


@given(families())
def test_blocking_twice_gives_the_coalitions_again(sets):
    assert hitting(hitting(sets)) == minimal(sets)


def test_nothing_to_block_and_nobody_who_can_are_told_apart():
    assert hitting([]) == [0]
    assert hitting([0, 3]) == []
    assert minimal([0, 3]) == [0]


def test_too_many_sets_are_not_listed_in_part():
    pairs = [mask((2 * k, 2 * k + 1)) for k in range(12)]
    assert len(hitting(pairs)) == 2**12
    assert hitting(pairs, most=1000) is None
    assert hitting([*pairs, mask(range(24))], most_compared=10) is not None
    assert hitting([*pairs, mask((0, 2, 4))], most_compared=10) is None


@settings(deadline=None)
@given(families())
def test_hitting_sets_of_a_size_come_once_each(sets):
    for size in range(1, 5):
        found = list(hitting_of_size(sets, size))
        assert len(found) == len(set(found))
        assert all(one.bit_count() == size for one in found)
        least = {one for one in hitting(sets) if one.bit_count() == size}
        assert least <= set(found)


def test_a_search_for_sets_of_a_size_gives_up():
    pairs = [mask((2 * k, 2 * k + 1)) for k in range(8)]
    with pytest.raises(OverflowError):
        list(hitting_of_size(pairs, 8, most=20))
