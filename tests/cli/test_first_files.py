"""Four first files, as somebody might write them, end well: each command says what there is to know."""

from __future__ import annotations

import pytest

from cli.asking import ask, told
from house import ROOT

FILES = ROOT / "docs" / "tutorial"


def test_a_bargain_without_a_pact_says_which_deal_is_on_the_table(capsys):
    said = ask(capsys, "forecast", FILES / "bargain.yaml")
    assert said.code == 0
    deal = "Northland: scrap the missiles at the border; Southland: give up its claim to the port."
    assert f"Deals on the table Both would gain if both moved, and neither moves first. - {deal}" in said.flat
    assert "pacts: [[NOR, SOU]]" in said.flat


def test_with_the_pact_that_it_names_the_deal_is_struck(capsys, written):
    text = (FILES / "bargain.yaml").read_text(encoding="utf-8")
    found = told(capsys, "forecast", written(text + "play: {pacts: [[NOR, SOU]]}\n"))
    assert found["questions"]["peace"]["undoubted"] == 1
    assert found["deals"] == []


def test_a_deal_whose_steps_can_be_undone_is_not_struck_by_a_pact_alone_and_it_is_said_why(capsys, written):
    text = (FILES / "bargain.yaml").read_text(encoding="utf-8").replace(", lasting: taken", "")
    path = written(text + "play: {pacts: [[NOR, SOU]]}\n")
    assert told(capsys, "forecast", path)["questions"]["peace"]["undoubted"] == 0
    assert "They can move as one and yet don't" in ask(capsys, "forecast", path).flat


def test_an_arrow_the_wrong_way_round_is_seen_in_what_is_read_back(capsys, written):
    wrong = FILES / "crisis.yaml"
    said = ask(capsys, "check", wrong)
    assert said.code == 0
    never = "Today: best of 4. No step of its own is better for it, today or after one step of another."
    assert f"Ally. Best: as today. Worst: Ally: send convoys. {never}" in said.flat
    right = wrong.read_text(encoding="utf-8").replace("convoy -> blockade", "blockade -> convoy")
    mended = ask(capsys, "check", written(right)).flat
    assert (
        "After Big power: blockade the island, it would gain by Ally: send convoys (blockade -> convoy)."
        in mended
    )
    assert never not in mended


def test_a_transfer_without_options_has_blocking_sets_and_a_probability(capsys):
    found = told(capsys, "transfers", FILES / "transfer.yaml")["tools"]
    assert found["blocking"] == [["MAK"], ["HUB", "PORT"]]
    assert found["probability"]["value"] == pytest.approx(0.4 * (1 - 0.4 * 0.7))
    assert ask(capsys, "check", FILES / "transfer.yaml").code == 0


def test_a_published_model_with_a_named_coalesced_state_gives_the_published_answer(capsys):
    found = told(capsys, "solve", FILES / "coalesced.yaml")
    names = {"NYNNN": "s1", "YNYNN": "s4", "NYNNY": "s5", "YNYNY": "s8"}
    by = {
        concept: {names.get(one["state"], one["state"]) for one in found["equilibria"][concept]}
        for concept in ("nash", "seq", "gmr", "smr")
    }
    [closed] = by["nash"] - {"s5", "s8"}
    assert found["number_of_states"] == 9
    assert by["nash"] == by["seq"] == {"s5", "s8", closed}
    assert by["gmr"] == by["smr"] == {"s1", "s4", "s5", "s8", closed}
