"""The further views of ``detente ties``: years, balance, cut-offs, ways round, figures, what options change."""

import pytest

from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"

FILE = """\
detente: 1
title: Heat and machines
as_of: 2024-03-01
actors: {LOW: Lowland, UPL: Upland, DEU: Germany}
vectors:
  energy: {weight: 60%, cost_share: 4%, elasticity: [0.05, 0.5]}
  trade: {weight: 40%}
poles: {upper: [UPL], coast: [COA]}
ties:
  - {from: UPL, to: LOW, vector: energy, value: 80, unit: PJ, year: 2023, spare: 0}
  - {from: COA, to: LOW, vector: energy, value: 20, unit: PJ, year: 2023, spare: 30}
  - {from: UPL, to: LOW, vector: trade, value: 50, unit: million USD, year: 2023}
  - {from: COA, to: LOW, vector: trade, value: 50, unit: million USD, year: 2023}
  - {from: DEU, to: RUS, vector: exports, product: HS 8457, value: 90, unit: t, year: 2021}
  - {from: DEU, to: RUS, vector: exports, product: HS 8457, value: 10, unit: t, year: 2023}
  - {from: DEU, to: KAZ, vector: exports, product: HS 8457, value: 5, unit: t, year: 2021}
  - {from: DEU, to: KAZ, vector: exports, product: HS 8457, value: 45, unit: t, year: 2023}
  - {from: KAZ, to: RUS, vector: exports, product: HS 8457, value: 1, unit: t, year: 2021}
  - {from: KAZ, to: RUS, vector: exports, product: HS 8457, value: 31, unit: t, year: 2023}
  - {from: DEU, to: KGZ, vector: exports, product: HS 8457, value: 60, unit: t, year: 2023}
figures:
  told: {total: 60, parts: {UPL: 33, others: rest}, unit: firms}
  counted: {total: 99, parts: {new: 9, before: rest}, unit: firms, beside: told}
"""


@pytest.fixture
def heat(written):
    return written(FILE)


def test_years_are_shown_one_by_one(capsys, ties):
    found = told(capsys, "ties", ties, "--series")["A"]["energy"]
    assert list(found) == ["2020", "2021"]
    assert found["2020"]["partners"]["B"]["value"] == 0.95
    assert found["2021"]["missing"]["B"] == {"last": 2020, "share": 0.95, "blackout": True}
    said = ask(capsys, "ties", FLAGSHIP, "--series", "--actor", "BLR")
    assert wide(said) == []
    assert "prices aren't made alike" in said.flat


def test_a_balance_has_its_weights_where_it_turns_and_who_agrees(capsys, heat):
    found = told(capsys, "ties", heat, "--balance", "50%", "--actor", "LOW")["LOW"]
    assert found["profile"]["energy"]["balance"]["value"] == pytest.approx(0.64)
    assert found["overall"]["weights"] == {"energy": 0.6, "trade": 0.4}
    assert found["overall"]["balance"]["value"] == pytest.approx(0.6 * 0.64 + 0.4)
    assert found["overall"]["balanced"] is True
    assert found["overall"]["agrees"]["value"] == 1
    assert found["captor"] == ["energy", "upper"]
    strict = told(capsys, "ties", heat, "--balance", "80%", "--actor", "LOW")["LOW"]["overall"]
    assert strict["turns"]["energy"] == pytest.approx(5 / 9)
    said = ask(capsys, "ties", heat, "--balance", "80%", "--actor", "LOW")
    assert "not balanced from 80 % on" in said.flat
    assert "That verdict turns where energy weighs 56 %." in said.flat
    assert "find a balance of 80 % or more" in said.flat


def test_a_cut_is_told_with_what_others_cannot_replace_and_both_ends_of_the_elasticity(capsys, heat):
    found = told(capsys, "ties", heat, "--cut", "UPL", "--actor", "LOW")["LOW"]["energy"]
    assert found["lost"]["value"] == 0.8
    assert found["gap"]["value"] == pytest.approx(0.5)
    assert [one["elasticity"] for one in found["output"]] == [0.05, 0.5]
    said = ask(capsys, "ties", heat, "--cut", "UPL", "--actor", "LOW")
    assert "Of this the others can't replace: 50 % of the total." in said.flat
    assert "at an elasticity of 0.05" in said.flat
    assert "at an elasticity of 0.5" in said.flat
    assert (
        "no ties with Upland are recorded" in ask(capsys, "ties", heat, "--cut", "UPL", "--actor", "DEU").flat
    )


def test_the_fewest_cuts_under_a_level(capsys, heat):
    found = told(capsys, "ties", heat, "--below", "70%", "--actor", "LOW")["LOW"]
    assert found["energy"]["surely"] == [["UPL"]]
    assert found["energy"]["replaced"] is True
    assert found["trade"]["surely"] == [["COA"], ["UPL"]]
    said = ask(capsys, "ties", heat, "--below", "70%", "--actor", "LOW")
    assert "Trade: the loss of COA; or Upland." in said.flat
    assert (
        "it isn't known; any of 15 sets"
        in ask(capsys, "ties", FLAGSHIP, "--below", "50%", "--actor", "BLR").flat
    )


def test_ways_round_are_ranked_with_the_unknown_apart(capsys, heat):
    (found,) = told(capsys, "ties", heat, "--diversion", "HS 8457")
    assert [one["state"] for one in found["through"]] == ["KAZ"]
    assert [one["state"] for one in found["unknown"]] == ["KGZ"]
    said = ask(capsys, "ties", heat, "--diversion", "HS8457", "--base", "2021", "--year", "2023")
    assert "HS8457, Germany to RUS: 90 in 2021, 10 in 2023 t" in said.flat
    assert "Unknown, for want of figures: - KGZ: at most 60" in said.flat
    assert "A lead and no proof" in said.flat
    assert "No direct flow" in ask(capsys, "ties", heat, "--diversion", "HS 8457", "--base", "2020").flat
    wrong = ask(capsys, "ties", heat, "--diversion", "HS 9999")
    assert (wrong.code, wrong.out) == (2, "")
    assert "HS 8457" in wrong.err


def test_figures_are_told_with_their_rest_and_side_by_side(capsys, heat):
    found = told(capsys, "ties", heat, "--figures")
    assert found["figures"]["told"]["parts"]["others"]["amount"]["value"] == 27
    assert found["beside"] == [{"ids": ["told", "counted"], "apart": {"low": 39, "high": 39}, "warnings": []}]
    said = ask(capsys, "ties", heat, "--figures")
    assert "They lie 39 apart; neither is taken for the other." in said.flat


def test_what_options_change_is_told_before_and_after(capsys):
    found = told(capsys, "ties", FLAGSHIP, "--changes")
    credit = next(one for one in found if one["when"] == "lend")
    assert credit["share"][0]["value"] < credit["share"][1]["value"]
    said = ask(capsys, "ties", FLAGSHIP, "--changes")
    assert wide(said) == []
    assert "invest (so today): investment of Belarus" in said.flat


def test_ties_are_told_from_the_partners_side_with_stand_ins_and_agreements(capsys, written):
    text = FILE.replace(
        "  - {from: UPL, to: LOW, vector: trade",
        "  - {from: LOW, to: UPL, vector: trade, value: 5%, unit: share of trade, year: 2023}\n  - {from: UPL, to: LOW, vector: trade",
    )
    text = text.replace(
        "  - {from: UPL, to: LOW, vector: energy",
        "  - {from: UPL, to: LOW, vector: energy, unit: PJ, year: 2024, status: not_reported}\n  - {from: COA, to: LOW, vector: energy, value: 20, unit: PJ, year: 2024}\n  - {from: UPL, to: LOW, vector: energy",
        1,
    )
    text += "agreements: {pact: {between: [LOW, UPL], date: 2020-01, fields: [energy]}}\n"
    path = written(text)
    found = told(capsys, "ties", path, "--actor", "LOW")["LOW"]
    assert found["trade"]["mutual"]["UPL"]["theirs"]["value"] == 0.05
    assert found["trade"]["mutual"]["UPL"]["asymmetry"]["value"] == pytest.approx(2.302585093)
    stand_in = found["energy"]["stand_ins"][0]
    assert (stand_in["partner"], stand_in["kind"], stand_in["year"]) == ("UPL", "carried", 2023)
    assert found["energy"]["agreements"]["UPL"][0]["naming"] == ["energy"]
    said = ask(capsys, "ties", path, "--actor", "LOW")
    assert "Seen from Upland: Lowland is 5 % of its trade." in said.flat
    assert "If the figure of 2023 stood in for Upland: 80 %." in said.flat
    assert "Agreed with Upland, 2020-01: energy (pact)." in said.flat


def test_a_day_leaves_out_what_became_known_later(capsys):
    early = told(capsys, "ties", FLAGSHIP, "--actor", "BLR", "--as-of", "2023-01-31")["BLR"]["energy"]
    late = told(capsys, "ties", FLAGSHIP, "--actor", "BLR", "--as-of", "2025-06-01")["BLR"]["energy"]
    assert early["year"] < late["year"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--series", "--figures"], "two different questions"),
        (["--base", "2020"], "goes with --diversion"),
        (["--below", "lots"], "--below lots"),
        (["--balance", "130%"], "between 0 and 100"),
        (["--cut", "UPLAND"], "did you mean 'UPL'?"),
    ],
)
def test_wrong_use_is_told(capsys, heat, arguments, said):
    found = ask(capsys, "ties", heat, *arguments)
    assert (found.code, found.out) == (2, "")
    assert said in " ".join(found.err.split())


@pytest.mark.parametrize(
    ("flag", "lacks"),
    [("--figures", "figures"), ("--changes", "effects"), ("--balance", "poles"), ("--series", "ties")],
)
def test_a_file_without_what_a_view_needs_lacks_it(capsys, ties, flag, lacks):
    source = "chicken" if lacks == "ties" else ties
    said = ask(capsys, "ties", source, flag, "--json")
    assert said.code == 1
    assert f"needs '{lacks}:'" in said.data["faults"][0]["message"]
