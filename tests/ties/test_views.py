"""Ties from other sides: over years, by stand-ins, from the patron, without a partner, around a product, as figures."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.situation.records import Agreement, Figure, Quantity, Vector, When
from detente.ties.balance import balance
from detente.ties.bearing import agreements_on_commitment, agreements_on_tie
from detente.ties.cutting import cut_off, least_cut_offs, share_of
from detente.ties.diversion import diversions, in_other_units, products_of
from detente.ties.ledger import ledger_of
from detente.ties.patrons import worth_to_patrons
from detente.ties.series import balance_series, series
from detente.ties.shares import dependence
from detente.ties.standins import stand_ins
from detente.ties.strength import tie_network
from detente.ties.sums import side_by_side, sums
from detente.ties.weighing import overall, part_of_weightings
from ties.making import quantity, situation, table, tie

BLACKOUT = "RUS,95,2021\nCHN,5,2021\nCHN,5,2022\nKAZ,3,2022"
FLAGSHIP = "belarus-2023"
LATE = date(2025, 6, 1)


# A blackout that would make an index look better, and changes that are real.


def codes(found):
    return [one.code for one in found.warnings]


def test_an_index_that_a_blackout_would_improve_is_warned_of():
    found = dependence(situation(*table(BLACKOUT)), "BLR", "imports", 2022)
    assert codes(found) == ["DT683", "DT687"]
    assert "0.90 in 2021 to 0.53" in found.warnings[1].message


def test_a_blackout_that_improves_nothing_has_one_warning():
    rows = table("RUS,60,2021\nCHN,40,2021\nCHN,10,2022")
    assert codes(dependence(situation(*rows), "BLR", "imports", 2022)) == ["DT683"]


def test_a_real_change_of_supplier_that_the_total_shows_brings_no_warning():
    rows = table("RUS,60,2021\nCHN,40,2021\nCHN,55,2022\nKAZ,50,2022")
    found = dependence(situation(*rows), "BLR", "imports", 2022)
    assert codes(found) == []
    assert [one.code for one in found.notes] == ["DT684"]


def test_belarus_is_warned_of_its_blackout_and_not_of_its_real_dips():
    sit = detente.load(FLAGSHIP)
    for year, on in series(sit, "BLR", "energy", as_of=LATE).items():
        dark = {"DT683", "DT687"} <= set(codes(on))
        assert dark == (year >= 2022), year


def test_a_balance_that_a_blackout_would_improve_is_warned_of():
    rows = table("RUS,90,2021\nCHN,10,2021\nEU,1,2021\nCHN,9,2022\nEU,8,2022")
    poles = {"east": ("RUS",), "far": ("CHN",), "west": ("EU",)}
    held = balance(situation(*rows, poles=poles), "BLR", year=2022)
    assert codes(held) == ["DT687"]
    assert codes(balance(situation(*rows, poles=poles), "BLR", year=2021)) == []
    without = balance(situation(*rows, poles={"far": ("CHN",), "west": ("EU",)}), "BLR", year=2022)
    assert codes(without) == []


# Over years, and what could stand in.


def test_a_series_has_each_year_with_its_balance():
    poles = {"east": ("RUS",), "far": ("CHN",)}
    sit = situation(*table(BLACKOUT), poles=poles)
    found = series(sit, "BLR", "imports")
    assert list(found) == [2021, 2022]
    assert found[2021].shares["RUS"].value == 0.95
    years = balance_series(found, sit.poles)
    assert years[2021].balance.value == pytest.approx(4 * 0.95 * 0.05)
    assert years[2022].balance.value is None


def test_the_last_figure_and_the_partners_own_stand_side_by_side():
    rows = [*table(BLACKOUT), tie("RUS", 60, 2022, vector="exports")]
    carried, mirror = stand_ins(situation(*rows), "BLR", "imports", 2022)
    assert (carried.kind, carried.year, carried.amount.value) == ("carried", 2021, 95e6)
    assert carried.share.value == pytest.approx(95 / 103)
    assert (mirror.kind, mirror.amount.low, mirror.amount.value, mirror.amount.high) == (
        "mirror",
        60e6,
        63.6e6,
        72e6,
    )
    assert mirror.share[:3] == pytest.approx((60 / 68, 63.6 / 71.6, 72 / 80))
    assert mirror.hhi.value < carried.hhi.value
    on = dependence(situation(*rows), "BLR", "imports", 2022)
    assert on.shares["RUS"].value is None


def test_a_mirror_figure_of_exports_is_brought_back():
    rows = [
        tie("RUS", None, vector="exports", direction="out"),
        tie("CHN", 50, vector="exports", direction="out"),
        tie("RUS", 106, vector="imports", direction="out"),
    ]
    (found,) = stand_ins(situation(*rows), "BLR", "exports")
    assert found.amount[:3] == pytest.approx((106e6 / 1.2, 100e6, 106e6))


def test_shares_other_units_and_other_vectors_have_no_mirror():
    rows = [tie("RUS", None, unit="share"), tie("CHN", "5%", unit="share"), tie("RUS", 3, vector="exports")]
    assert stand_ins(situation(*rows), "BLR", "imports") == ()
    energy = [
        tie("RUS", None, vector="energy"),
        tie("CHN", 5, vector="energy"),
        tie("RUS", 3, vector="exports"),
    ]
    assert stand_ins(situation(*energy), "BLR", "energy") == ()
    assert stand_ins(situation(), "BLR", "energy") == ()


# From the other side.


def patrons(*rows):
    from dataclasses import replace

    sit = situation(*rows)
    russia = replace(sit.actors["BLR"], id="RUS", name="Russia")
    sit = replace(sit, actors={**sit.actors, "RUS": russia})
    return worth_to_patrons(sit, dependence(sit, "BLR", "imports"))


def test_a_client_is_worth_its_share_in_the_patrons_ledger():
    rows = [tie("RUS", 60), tie("CHN", 40), tie("BLR", 5, actor="RUS"), tie("DEU", 95, actor="RUS")]
    rows += [tie("KAZ", 180, actor="RUS", direction="out")]
    found = patrons(*rows)
    assert list(found) == ["RUS"]
    assert found["RUS"].theirs.value == pytest.approx(0.05)
    assert found["RUS"].outlet.value == pytest.approx(60 / 240)
    assert found["RUS"].asymmetry.value == pytest.approx(np.log(0.6 / 0.05))


def test_a_ledger_with_nobody_but_the_client_says_nothing():
    found = patrons(tie("RUS", 60), tie("CHN", 40), tie("BLR", 5, actor="RUS"))
    assert found["RUS"].theirs[:3] == (0, None, 1)
    assert found["RUS"].theirs.why == "only BLR is on record for RUS"
    assert found["RUS"].outlet.value is None
    none = patrons(tie("RUS", 60), tie("CHN", 40))
    assert none["RUS"].theirs.why == "not on record for RUS"
    stated = patrons(tie("RUS", 60), tie("CHN", 40), tie("BLR", "4%", actor="RUS", unit="share"))
    assert stated["RUS"].theirs.value == pytest.approx(0.04)


# Without a partner.


def supplied(*rows, vectors=None):
    from dataclasses import replace

    return replace(situation(*rows), vector_records=vectors or {})


def spare(partner, value, more, **rest):
    return tie(partner, value, spare=quantity(more), **rest)


def test_a_cut_leaves_a_gap_that_the_others_spare_capacity_narrows():
    sit = supplied(spare("RUS", 60, 0), spare("CHN", 30, 10), spare("KAZ", 10, (5, 15)))
    found = cut_off(sit, "BLR", "imports", ["RUS"])
    assert found.lost.value == pytest.approx(0.6)
    assert found.gap[:3] == (pytest.approx(0.35), None, pytest.approx(0.45))
    assert found.after.shares["CHN"].value == pytest.approx(0.75)
    assert found.after.shares["RUS"].value == 0
    assert (found.output, found.why) == ((), "the file gives no share of imports in costs")


def test_what_the_others_could_bring_is_unknown_until_it_is_said():
    found = cut_off(supplied(tie("RUS", 60), spare("CHN", 40, 10)), "BLR", "imports", ["CHN"])
    assert found.gap[:3] == (0, None, pytest.approx(0.4))
    assert "RUS" in found.why
    everybody = cut_off(supplied(spare("RUS", 60, 0)), "BLR", "imports", ["RUS"])
    assert (everybody.gap.value, everybody.after.shares["RUS"].status) == (1, "not_applicable")


def test_a_loss_that_is_not_known_has_a_range():
    found = cut_off(supplied(tie("RUS", None), tie("CHN", 40)), "BLR", "imports", ["RUS"])
    assert found.lost[:3] == (0, None, 1)
    assert share_of(dependence(supplied(tie("CHN", 40)), "BLR", "imports"), ["XXX"])[:2] == (0, None)


def test_output_is_given_at_both_ends_of_the_elasticity_always():
    said = Vector("imports", situation().place, cost_share=quantity("4%"), elasticity=quantity((0.1, 1)))
    rows = [spare("RUS", 30, 0), spare("CHN", 70, 0)]
    found = cut_off(supplied(*rows, vectors={"imports": said}), "BLR", "imports", ["RUS"])
    assert [one.elasticity for one in found.output] == [0.1, 1.0]
    assert found.output[0].low == found.output[0].high == pytest.approx(0.928418, abs=5e-7)
    assert not found.assumed
    bare = Vector("imports", situation().place, cost_share=quantity((0.03, 0.05)))
    open_ended = cut_off(supplied(*rows, vectors={"imports": bare}), "BLR", "imports", ["RUS"])
    assert open_ended.assumed
    assert [one.elasticity for one in open_ended.output] == [0.0, 1.0]
    assert open_ended.output[0].low == pytest.approx(0.7)
    assert open_ended.output[1].low < open_ended.output[1].high


def least(*rows, level, year=None):
    sit = supplied(*rows)
    on = dependence(sit, "BLR", "imports", year)
    return least_cut_offs(on, ledger_of(sit, "BLR", "imports").entries(on.year), level)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=7), st.integers(1, 100))
def test_the_fewest_cuts_are_those_of_the_largest(amounts, level):
    """With all known, the number is that of greedily taking the largest; all sets of that size that do are listed."""
    from itertools import combinations

    rows = [tie(f"P{k}", one) for k, one in enumerate(amounts)]
    found = least(*rows, level=level / 100)
    total = sum(amounts)

    def enough(chosen):
        return Fraction(total - sum(amounts[k] for k in chosen), total) < Fraction(level, 100)

    for size in range(1, 7):
        wanted = [one for one in combinations(range(len(amounts)), size) if enough(one)]
        if wanted:
            assert set(found.surely) == {frozenset(f"P{k}" for k in one) for one in wanted}
            break
    else:
        assert found.surely == ()
    assert found.surely == found.possibly


def test_where_figures_are_ranges_there_are_sets_that_surely_do_and_sets_that_may():
    found = least(tie("RUS", (40, 80)), tie("CHN", 40), tie("KAZ", 0), level=0.5)
    assert found.possibly == (frozenset({"RUS"}),)
    assert frozenset({"CHN", "RUS"}) in found.surely
    spared = least(spare("RUS", 60, 0), spare("CHN", 40, 30), level=0.5)
    assert (spared.replaced, spared.surely) == (True, (frozenset({"RUS", "CHN"}),))


# Over vectors.


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(0.01, 0.99), st.integers(0, 99))
def test_the_part_of_weightings_is_their_volume(values, level, seed):
    drawn = np.random.default_rng(seed).dirichlet(np.ones(len(values)), 20_000)
    near = float((drawn @ np.array(values) >= level - 1e-12).mean())
    assert part_of_weightings(values, level) == pytest.approx(near, abs=0.025)


def weighed(rows, weights, level=0.5):
    from dataclasses import replace

    place = situation().place
    vectors = {name: Vector(name, place, weight=quantity(one)) for name, one in weights.items()}
    poles = {"east": ("E",), "west": ("W",)}
    sit = replace(situation(*rows, poles=poles), vector_records=vectors)
    return overall(sit, balance(sit, "BLR"), level)


def split(east, vector):
    return [tie("E", east, vector=vector), tie("W", 100 - east, vector=vector)]


def test_the_verdict_turns_at_a_weight_and_part_of_all_weightings_agrees():
    found = weighed([*split(90, "energy"), *split(50, "trade")], {"energy": "60%", "trade": "40%"})
    assert found.balance.value == pytest.approx(0.6 * 0.36 + 0.4)
    assert found.balanced is True
    assert found.turns == {"energy": pytest.approx(0.78125), "trade": pytest.approx(0.21875)}
    assert found.agrees.value == pytest.approx(0.78125)


def test_a_verdict_that_never_turns_says_so():
    found = weighed([*split(45, "energy"), *split(50, "trade")], {"energy": "60%", "trade": "40%"})
    assert found.turns == {"energy": None, "trade": None}
    assert found.agrees.value == 1


def test_without_weights_nothing_is_averaged():
    found = weighed([*split(90, "energy"), *split(50, "trade")], {})
    assert (found.balance.status, found.balanced, found.turns) == ("not_applicable", None, {})
    assert found.agrees.value == pytest.approx(0.78125)
    elsewhere = weighed(split(90, "energy"), {"arms": "100%"})
    assert elsewhere.weights == {}


def test_a_vector_to_which_no_balance_applies_is_dropped_with_its_weight():
    found = weighed(
        [*split(50, "trade"), tie("E", 0, vector="arms"), tie("W", 0, vector="arms")],
        {"arms": "50%", "trade": "50%"},
    )
    assert (found.weights, found.coverage) == ({"trade": 1.0}, 0.5)


def test_a_balance_that_is_not_known_may_be_anything():
    rows = [*split(50, "trade"), tie("E", None, vector="energy"), tie("W", 5, vector="energy")]
    found = weighed(rows, {"energy": "40%", "trade": "60%"})
    assert found.balance[:3] == pytest.approx((0.6, None, 1.0))
    assert found.balanced is True
    assert found.turns == {"energy": None, "trade": None}
    assert found.agrees.value is None
    assert weighed(rows, {"energy": "60%", "trade": "40%"}).balanced is None


# Around a product.

MACHINES = """
DEU,RUS,90,2021
DEU,RUS,10,2023
DEU,KAZ,5,2021
DEU,KAZ,45,2023
KAZ,RUS,1,2021
KAZ,RUS,31,2023
DEU,TUR,10,2021
DEU,TUR,15,2023
TUR,RUS,10,2021
TUR,RUS,60,2023
DEU,KGZ,0,2021
DEU,KGZ,90,2023
DEU,POL,50,2021
DEU,POL,20,2023
POL,RUS,1,2021
POL,RUS,9,2023
"""


def flows(text, **more):
    from dataclasses import replace

    found = []
    for line, row in enumerate(text.strip().splitlines(), start=1):
        source, target, value, year = row.split(",")
        one = tie(
            target,
            value or None,
            int(year),
            actor=source,
            direction="out",
            line=line,
            vector="exports",
            product="HS 845710",
            unit="t",
        )
        found.append(replace(one, **more))
    return found


def test_third_states_are_ranked_by_what_rose_through_them_and_unknown_ones_stand_apart():
    found, other = diversions(situation(*flows(MACHINES)), "HS8457")
    assert (other.source, other.target) == ("DEU", "POL")
    assert (found.source, found.target, found.base, found.year) == ("DEU", "RUS", 2021, 2023)
    assert (found.before, found.after) == (90, 10)
    assert [(one.state, one.rise.low, one.rise.high) for one in found.through] == [
        ("KAZ", 30, 30),
        ("TUR", 5, 5),
    ]
    (kgz,) = found.unknown
    assert (kgz.state, kgz.rise.low, kgz.rise.high) == ("KGZ", 0, 90)
    assert "no figure from KGZ to RUS in 2021 and 2023" in kgz.rise.why


def test_a_state_that_does_not_report_is_unknown_and_not_first():
    rows = MACHINES + "KGZ,RUS,,2023\nKGZ,RUS,,2021\n"
    found = diversions(situation(*flows(rows)), "HS 845710")[0]
    assert [one.state for one in found.unknown] == ["KGZ"]
    assert found.through[0].state == "KAZ"


def test_a_true_zero_rules_a_third_state_out():
    found, _ = diversions(situation(*flows(MACHINES + "KGZ,RUS,0,2021\nKGZ,RUS,0,2023")), "HS 845710")
    assert found.unknown == ()


def test_years_may_be_chosen_and_a_flow_that_rose_is_no_diversion():
    rows = flows(MACHINES + "DEU,RUS,70,2022")
    assert diversions(situation(*rows), "HS 845710")[0].base == 2021
    (found,) = diversions(situation(*rows), "HS 845710", base=2022)
    assert (found.base, found.before) == (2022, 70)
    assert diversions(situation(*rows), "HS 845710", year=2021) == ()
    assert diversions(situation(*rows), "HS 845710", base=2019) == ()
    assert diversions(situation(*flows("DEU,RUS,5,2021\nDEU,RUS,9,2023")), "HS 845710") == ()
    assert diversions(situation(*flows("DEU,RUS,,2021\nDEU,RUS,9,2023")), "HS 845710") == ()


def test_two_ledgers_of_one_flow_make_a_range_and_codes_add_up():
    exports = flows(
        "DEU,RUS,90,2021\nDEU,RUS,10,2023\nDEU,KAZ,0,2021\nDEU,KAZ,40,2023\nKAZ,RUS,0,2021\nKAZ,RUS,30,2023"
    )
    imports = flows("KAZ,RUS,0,2021\nKAZ,RUS,50,2023", vector="imports")
    (found,) = diversions(situation(*exports, *imports), "HS 845710")
    assert found.through[0].rise[:2] == (30, 40)
    more = flows("DEU,RUS,100,2021\nDEU,RUS,0,2023", product="HS 845720")
    (both,) = diversions(situation(*exports, *more), "HS 8457")
    assert both.before == 190
    assert products_of(situation(*exports, *more)) == ("HS 845710", "HS 845720")


def test_a_figure_in_another_unit_is_left_out_with_a_warning():
    rows = flows("DEU,RUS,90,2021\nDEU,RUS,10,2023") + flows("DEU,RUS,5,2022", unit="million USD")
    sit = situation(*rows)
    assert diversions(sit, "HS 845710")[0].before == 90
    assert [one.code for one in in_other_units(sit, "HS 845710")] == ["DT681"]
    assert in_other_units(situation(), "HS 845710") == ()


def test_what_became_known_later_is_left_out():
    rows = flows("DEU,RUS,90,2021") + flows("DEU,RUS,10,2023", known_by=date(2024, 5, 1))
    sit = situation(*rows)
    assert diversions(sit, "HS 845710", as_of=date(2024, 1, 1)) == ()
    assert len(diversions(sit, "HS 845710", as_of=date(2024, 6, 1))) == 1


# Figures.


def figure(name, total, parts, **more):
    numbers = {part: None if one == "rest" else quantity(one) for part, one in parts.items()}
    return Figure(name, quantity(total), numbers, situation().place, **more)


def figures(*found):
    from dataclasses import replace

    return replace(situation(), figures={one.id: one for one in found})


def test_the_rest_is_what_the_others_leave():
    found = sums(figures(figure("park", 60, {"CHN": 33, "BLR": 12, "others": "rest"})))["park"]
    assert found.parts["others"].amount == (15, 15, 15)
    assert found.parts["others"].rest
    assert float(found.parts["CHN"].share.value) == 0.55


def test_ranges_give_ranges_and_a_total_of_nought_has_no_shares():
    found = sums(figures(figure("park", (50, 60), {"CHN": 33, "others": "rest"})))
    assert found["park"].parts["others"].amount == (17, 22, 27)
    nothing = sums(figures(figure("none", 0, {"a": 0})))["none"]
    assert nothing.parts["a"].share is None


def test_two_sources_of_one_thing_stand_side_by_side_and_units_are_not_mixed():
    told, counted = (
        figure("told", 60, {}, unit="firms"),
        figure("counted", 99, {}, unit="firms", beside="told"),
    )
    third = figure("third", (70, 80), {}, unit="firms", beside="counted")
    (group,) = side_by_side(figures(told, counted, third, figure("alone", 1, {})))
    assert group.ids == ("told", "counted", "third")
    assert group.apart == (10, 39)
    thousands = figure("thousands", 2, {}, unit="thousand USD")
    units = figure("units", 1500, {}, unit="USD", beside="thousands")
    (scaled,) = side_by_side(figures(thousands, units))
    assert scaled.apart == (500, 500)
    priced = figure("priced", 2, {}, unit="thousand USD of 2015", beside="thousands")
    (mixed,) = side_by_side(figures(thousands, priced))
    assert mixed.apart is None
    assert [one.code for one in mixed.warnings] == ["DT688"]


# Agreements, and the network.


def agreed(name, day, *fields, between=("BLR", "RUS"), **more):
    when = When(date.fromisoformat(day), date.fromisoformat(day), day)
    return Agreement(name, between, fields, situation().place, when, **more)


def test_agreements_that_name_the_tie_come_first_then_the_latest():
    from dataclasses import replace

    listed = [
        agreed("old", "1999-01-01", "defence"),
        agreed("gas", "2001-01-01", "Energy", "transit"),
        agreed("new", "2020-01-01", "policing"),
        agreed("later", "2024-01-01", "energy"),
        agreed("theirs", "2000-01-01", "energy", between=("RUS", "CHN")),
    ]
    sit = replace(situation(as_of="2023-03-08"), agreements={one.id: one for one in listed})
    found = agreements_on_tie(sit, "RUS", "BLR", "energy")
    assert [(one.agreement.id, one.fields) for one in found] == [
        ("gas", ("Energy",)),
        ("new", ()),
        ("old", ()),
    ]
    assert len(agreements_on_tie(sit, "RUS", "BLR", "energy", as_of=date(2024, 2, 1))) == 4


def test_agreements_bear_on_a_commitment_by_whom_it_concerns_or_by_an_observation():
    sit = detente.load(FLAGSHIP)
    assert [one.agreement.id for one in agreements_on_commitment(sit, sit.commitments["support"])][:1] == [
        "joint_declaration"
    ]
    assert agreements_on_commitment(sit, sit.commitments["red_line"]) == ()


def test_the_network_has_strengths_and_no_value_where_a_part_is_unknown():
    rows = [tie("RUS", 60), tie("CHN", None), tie("KAZ", 5, actor="RUS")]
    found = tie_network(situation(*rows), "imports")
    assert [(one.source, one.target, one.amount.value) for one in found.ties] == [
        ("RUS", "BLR", 60e6),
        ("CHN", "BLR", None),
        ("KAZ", "RUS", 5e6),
    ]
    assert found.strengths["RUS"].leaving.value == 60e6
    assert found.strengths["RUS"].arriving.value == 5e6
    assert found.strengths["BLR"].arriving[:3] == (60e6, None, None)
    assert (found.unit, found.year) == ("USD", 2021)
    assert tie_network(situation(), "imports").ties == ()
    mixed = tie_network(situation(*rows[:1], tie("KAZ", "5%", actor="RUS", unit="share")), "imports")
    assert ([one.target for one in mixed.ties], mixed.apart) == (["BLR"], ("RUS",))


def test_a_known_nought_beside_unknown_figures_is_nought():
    found = dependence(situation(tie("RUS", 0), tie("CHN", None)), "BLR", "imports")
    assert found.shares["RUS"][:3] == (0, None, 0)
    rows = table("RUS,20,2020\nCHN,1,2020\nRUS,0,2021")
    assert dependence(situation(*rows), "BLR", "imports", 2021).shares["RUS"].value == 0


def test_ranges_of_quantities_are_exact():
    assert quantity((0.1, 1)) == Quantity(Fraction(1, 10), Fraction(1))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=5), st.integers(0, 50))
def test_adding_a_partner_never_raises_a_listed_share(amounts, more):
    rows = [tie(f"P{k}", one) for k, one in enumerate(amounts)]
    before = dependence(situation(*rows), "BLR", "imports").shares
    after = dependence(situation(*rows, tie("NEW", more)), "BLR", "imports").shares
    assert sum(one.value for one in after.values()) == pytest.approx(1)
    for name, one in before.items():
        assert after[name].value <= one.value + 1e-12
