"""``detente transfers``: whose consent is needed, who can block, how probable it is, what a refusal is worth."""

import pytest

import detente
from cli.asking import ask, told, wide

FLAGSHIP = "belarus-2023"

WAYS = """\
detente: 1
title: Machines on their way
as_of: 2024-03-01
actors: {DEU: Germany, RUS: Russia, USA: United States, KAZ: Kazakhstan, TUR: Turkey}
transfers:
  machines:
    item: Five-axis machining centres
    product: HS 845710
    from: DEU
    to: RUS
    consent: {DEU: likely, USA: {chance: 20%, basis: re-export rule, until: 2025-01-01}}
    parts: {spindle: {item: Spindle, either: [{USA: 20%}, [TUR]]}}
    routes:
      - {through: [KAZ], consent: {KAZ: 60%}}
      - {through: [TUR], consent: {TUR: 30%}}
  free: {item: Nuts, from: DEU, to: RUS}
  nowhere: {item: Bolts, from: DEU, to: RUS, steps: [{from: DEU, to: KAZ}]}
"""

KEYS = {"routes", "coalitions", "vetoes", "blocking", "power", "probability"}


@pytest.fixture
def ways(written):
    return written(WAYS)


def test_each_transfer_has_routes_coalitions_vetoes_blocking_sets_power_and_probability(capsys, ways):
    found = told(capsys, "transfers", ways)
    assert list(found) == ["machines", "free", "nowhere"]
    assert all(set(one) >= KEYS for one in found.values())
    machines = found["machines"]
    assert machines["routes"][0] == {"through": ["KAZ"], "consents": ["DEU", "KAZ", "USA"]}
    assert machines["vetoes"] == ["DEU", "USA"]
    assert machines["blocking"] == [["DEU"], ["USA"], ["KAZ", "TUR"]]
    assert set(machines["probability"]) >= {"low", "value", "high"}
    assert machines["consents"][1] == {
        "holder": "USA",
        "needed": "consent",
        "options": [],
        "not": [],
        "chance": {"low": 0.2, "value": 0.2, "high": 0.2},
        "by_type": {},
        "basis": "re-export rule",
        "until": "2025-01-01",
        "lapsed": False,
    }
    assert machines["later"][0]["day"] == "2025-01-02"
    assert (found["free"]["verdict"], found["free"]["blocking"]) == ("free", [])
    assert (found["nowhere"]["verdict"], found["nowhere"]["blocking"]) == ("impossible", [[]])


def test_the_figures_are_those_of_the_python_interface(capsys):
    found = told(capsys, "transfers", FLAGSHIP, "--draws", "6")["polonez"]
    expected = detente.transfers(detente.load(FLAGSHIP), draws=6)["polonez"]
    assert found["probability"]["value"] == pytest.approx(expected.probability.value)
    assert found["probability"]["low"] == pytest.approx(expected.probability.low)
    assert found["refusals"]["CHN"]["kept"]["value"] == pytest.approx(expected.refusals["CHN"].kept.value)
    assert found["importance"]["CHN"] == pytest.approx(expected.importance["CHN"])


def test_it_is_said_in_words_that_fit_the_width(capsys, ways):
    said = ask(capsys, "transfers", ways)
    assert said.code == 0
    assert wide(said) == []
    assert "Germany and United States can block it alone." in said.flat
    assert "Together: Kazakhstan and Turkey" in said.flat
    assert "through Kazakhstan: Germany, Kazakhstan and United States" in said.flat
    assert "for Spindle, one of these: Turkey: not rated" in said.flat
    assert "A way needs nobody's consent, so nobody can block it." in said.flat
    assert "No way leads there" in said.flat
    assert "From 2025-01-02 on" in said.flat
    assert "no closer, for" in said.flat


def test_another_day_needs_other_consents(capsys, ways):
    found = told(capsys, "transfers", ways, "machines", "--on", "2025-06-01")
    assert list(found) == ["machines"]
    assert found["machines"]["lapsed"] == ["USA"]
    assert "; lapsed" in ask(capsys, "transfers", ways, "machines", "--on", "2025-06-01").flat
    assert ask(capsys, "transfers", ways, "--on", "June").code == 2


def test_a_refusal_is_told_as_a_move(capsys):
    said = ask(capsys, "transfers", FLAGSHIP, "--draws", "0")
    assert "Belarus refuses where the others consent with a probability of" in said.flat
    assert "China refuses on every course" in said.flat
    assert "its refusal is stable under: nash" in said.flat
    assert "what consent costs it as provoked: 0.5" in said.flat
    held = told(capsys, "transfers", FLAGSHIP, "--draws", "0", "--do", "licence=yes")["polonez"]
    assert held["probability"]["value"] > 0.1


def test_too_many_routes_say_at_least(capsys, written):
    hands = [f"h{k}" for k in range(9)]
    steps = [
        f"{{from: {a}, to: {b}, consent: [{b}]}}"
        for a in ["A", *hands]
        for b in [*hands, "B"]
        if b not in {a, "A"}
    ]
    text = f"detente: 1\ntitle: Many\nactors: {{A: A, B: B}}\ntransfers: {{t: {{item: It, from: A, to: B, steps: [{', '.join(steps)}]}}}}\n"
    found = told(capsys, "transfers", written(text))["t"]
    assert (len(found["routes"]), found["routes_complete"], found["coalitions_complete"]) == (
        10_000,
        False,
        True,
    )
    said = ask(capsys, "transfers", written(text))
    assert "at least 10000 routes" in said.flat
    assert "more; --json lists them." in said.flat


def test_an_unknown_transfer_and_a_bad_option_are_wrong_use(capsys, ways):
    said = ask(capsys, "transfers", ways, "machine")
    assert (said.code, said.out) == (2, "")
    assert "did you mean 'machines'?" in said.err
    assert ask(capsys, "transfers", FLAGSHIP, "--do", "licens=yes").code == 2


@pytest.mark.parametrize("source", ["chicken", "elmira-1991-graph"])
def test_a_case_without_transfers_lacks_them(capsys, source):
    said = ask(capsys, "transfers", source, "--json")
    assert said.code == 1
    assert [one["code"] for one in said.data["faults"]] == ["DT420"]


def test_a_game_that_cannot_run_leaves_the_structure(capsys, written):
    text = "detente: 1\ntitle: Half\nactors: {A: Alpha, B: Beta}\noptions: {A: {give: Give}}\ntransfers: {t: {item: It, from: A, to: B, by: give}}\n"
    found = told(capsys, "transfers", written(text))["t"]
    assert found["vetoes"] == ["A"]
    assert found["probability"]["value"] is None
    assert found["probability"]["why"]
    assert "How probable it is isn't known" in ask(capsys, "transfers", written(text)).flat
