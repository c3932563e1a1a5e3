"""``detente ties``: dependence with what isn't known, never read as zero."""

import pytest

import detente
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"


def test_shares_have_a_value_a_range_and_a_status_by_actor_and_vector(capsys, ties):
    found = told(capsys, "ties", ties, "--year", "2020")
    energy = found["A"]["energy"]
    assert (energy["year"], energy["direction"], energy["status"]) == (2020, "in", "reported")
    assert energy["partners"]["B"] == {
        "low": 0.95,
        "value": 0.95,
        "high": 0.95,
        "status": "reported",
        "why": "",
    }
    assert energy["hhi"]["value"] == pytest.approx(0.95**2 + 0.05**2)
    assert energy["effective"]["value"] == pytest.approx(1 / energy["hhi"]["value"])


def test_a_blackout_is_a_warning_and_unknown_never_a_zero(capsys, ties):
    said = ask(capsys, "ties", ties, "--json")
    assert said.code == 0
    energy = said.data["A"]["energy"]
    assert energy["year"] == 2021
    assert energy["partners"]["B"]["value"] is None
    assert energy["partners"]["B"]["why"] == "not reported: B"
    assert [one["code"] for one in energy["warnings"]] == ["DT683"]
    assert "DT683" in said.err
    plain = ask(capsys, "ties", ties)
    assert "not known" in plain.out
    assert "DT683" in plain.err
    assert "DT683" not in plain.out


def test_exports_run_out_and_everything_else_in(capsys, ties):
    found = told(capsys, "ties", ties)
    assert list(found) == ["A"]
    assert list(found["A"]) == ["energy", "exports"]
    assert found["A"]["exports"]["direction"] == "out"
    assert found["A"]["exports"]["partners"]["B"]["value"] == 0.6
    assert "Exports from Alpha, 2021" in ask(capsys, "ties", ties).out


def test_only_the_actor_asked_for_is_told(capsys, ties):
    assert told(capsys, "ties", ties, "--actor", "B") == {"B": {}}
    assert "Beta: no ties are recorded that run its way." in ask(capsys, "ties", ties, "--actor", "B").out


def test_a_year_without_figures_is_a_warning_and_not_a_dependence_of_zero(capsys, ties):
    said = ask(capsys, "ties", ties, "--year", "1950", "--json")
    assert said.code == 0
    energy = said.data["A"]["energy"]
    assert energy["hhi"]["value"] is None
    assert energy["hhi"]["why"] == "there are no figures"
    assert "DT686" in said.err
    assert "Concentration: not known" in ask(capsys, "ties", ties, "--year", "1950").out


def test_what_partners_may_have_without_limit_is_null_with_its_why(capsys, ties):
    unlisted = told(capsys, "ties", ties, "--year", "2020")["A"]["energy"]["unlisted"]
    assert unlisted == {"most": None, "why": "nothing is known of partners that aren't listed"}


def test_an_amount_without_an_upper_end_is_null_with_its_why(capsys, ties):
    total = told(capsys, "ties", ties)["A"]["energy"]["total"]
    assert total["high"] is None
    assert total["why"]
    assert total["unit"] == "PJ"


def test_concentration_is_said_with_the_number_of_equal_partners(capsys, ties):
    said = ask(capsys, "ties", ties, "--year", "2020")
    assert f"Concentration {0.95**2 + 0.05**2:.2f}, as with 1.1 equal partners." in said.out


def test_many_partners_are_cut_in_the_text_only(capsys):
    said = ask(capsys, "ties", FLAGSHIP)
    assert said.code == 0
    assert wide(said) == []
    assert "more partners; --json lists them." in said.out
    energy = told(capsys, "ties", FLAGSHIP, "--actor", "BLR")["BLR"]["energy"]
    expected = detente.dependence(detente.load(FLAGSHIP), "BLR", "energy")
    assert list(energy["partners"]) == list(expected.shares)
    assert energy["hhi"]["low"] == pytest.approx(expected.hhi.low)


def test_partners_who_are_no_actors_may_be_asked_for(capsys, ties):
    assert told(capsys, "ties", ties, "--actor", "C") == {"C": {}}


def test_an_unknown_actor_is_wrong_use_and_names_the_nearest(capsys, ties):
    said = ask(capsys, "ties", FLAGSHIP, "--actor", "BRL")
    assert (said.code, said.out) == (2, "")
    assert "did you mean 'BLR'?" in said.err


@pytest.mark.parametrize("source", ["chicken", "elmira-1991-graph"])
def test_a_case_without_ties_lacks_them(capsys, source):
    said = ask(capsys, "ties", source, "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT420"]


def test_a_broken_file_gives_its_faults(capsys, broken):
    said = ask(capsys, "ties", broken)
    assert (said.code, said.out) == (1, "")
    assert "DT201" in said.err
