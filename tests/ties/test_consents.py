"""From a transfer to its network: what each way needs, which consents are one decision, what has lapsed."""

from datetime import date

import pytest

import detente
from detente.ties.blocking import bits_in
from detente.ties.consents import ways_of
from detente.ties.power import power_of
from detente.ties.routes import coalitions_of, needs_of, routes_of

HEAD = """\
detente: 1
title: Ways
as_of: 2024-03-01
actors: {A: Alpha, B: Beta, C: Gamma, D: Delta, E: Epsilon}
transfers:
  item:
    item: It
    from: A
    to: B
"""


def ways(body, day=None, **more):
    text = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    return ways_of(
        detente.load(text.replace("title: Ways", more.get("head", "title: Ways"))).transfers["item"], day
    )


def needed(made):
    """What the routes need: the sets of holders, by the hands that they pass."""
    found = {}
    for route in routes_of(made.network).found:
        names = [made.network.hands[step.target] for step in route]
        through = tuple(name for name in names if name)[1:-1]
        held = frozenset(made.decisions[bit].holder for bit in bits_in(needs_of(route)))
        found.setdefault(through, set()).add(held)
    return found


def test_without_routes_it_goes_straight():
    assert needed(ways("consent: {C: 50%}")) == {(): {frozenset("C")}}


def test_consents_on_the_item_are_needed_on_every_route_and_those_on_a_route_there_only():
    made = ways(
        "consent: {C: 50%}\nroutes: [{through: [D], consent: {D: 10%}}, {through: [E, D]}, {consent: [E]}]"
    )
    assert needed(made) == {
        ("D",): {frozenset("CD")},
        ("E", "D"): {frozenset("C")},
        (): {frozenset("CE")},
    }


def test_consents_of_parts_add_up():
    made = ways(
        "consent: {A: 50%}\nparts:\n  motor: {consent: {C: 10%}}\n  chip: {within: motor, consent: {D: 20%}}"
    )
    assert needed(made) == {(): {frozenset("ACD")}}


def test_of_an_either_one_set_will_do():
    made = ways("either: [{C: 50%}, {D: 10%, E: 20%}]\nparts: {motor: {either: [[A], [D]]}}")
    assert needed(made) == {(): {frozenset("CA"), frozenset("CD"), frozenset("DEA"), frozenset("DE")}}
    assert {frozenset(one) for one in power_of(made).coalitions} == {
        frozenset("AC"),
        frozenset("CD"),
        frozenset("DE"),
    }
    on_route = ways("routes: [{through: [D], consent: [D], either: [[C], [E]]}]")
    assert needed(on_route) == {("D",): {frozenset("CD"), frozenset("DE")}}


def test_steps_make_up_any_way_they_allow_and_each_name_is_one_hand():
    steps = ["{from: A, to: x, consent: [C]}", "{from: A, to: y, either: [[D], [E]]}", "{from: x, to: y}"]
    steps += ["{from: y, to: B, consent: [A]}", "{from: x, to: B, consent: [B]}"]
    made = ways(f"steps: [{', '.join(steps)}]")
    assert needed(made) == {
        ("x",): {frozenset("BC")},
        ("y",): {frozenset("AD"), frozenset("AE")},
        ("x", "y"): {frozenset("AC")},
    }


def test_a_route_of_the_file_is_whole_and_doesnt_mix_with_others():
    made = ways("routes: [{through: [C, D], consent: [C]}, {through: [D, E], consent: [E]}]")
    assert set(needed(made)) == {("C", "D"), ("D", "E")}


def test_a_file_of_steps_that_lead_nowhere_has_no_way():
    assert power_of(ways("steps: [{from: A, to: x}]")).verdict == "impossible"
    assert power_of(ways("steps: []")).verdict == "impossible"
    assert power_of(ways("routes: []")).verdict == "free"


def decisions(body):
    return [(one.holder, one.basis) for one in ways(body).decisions]


def test_consents_of_one_holder_with_one_probability_and_basis_are_one_decision():
    assert decisions("routes: [{through: [D], consent: {C: 50%}}, {through: [E], consent: {C: 50%}}]") == [
        ("C", "")
    ]
    other = "routes: [{through: [D], consent: {C: 50%}}, {through: [E], consent: {C: 40%}}]"
    assert len(decisions(other)) == 2
    basis = "consent: {C: {chance: 50%, basis: licence}}\nparts: {motor: {consent: {C: 50%}}}"
    assert decisions(basis) == [("C", "licence"), ("C", "")]
    word = "consent: {C: likely}\nparts: {motor: {consent: {C: [55%, 80%]}}}"
    assert len(decisions(word)) == 1


OPTIONS = "options: {A: {give: Give}, C: {allow: Allow, sign: Sign, object: Object}}\ntitle: Ways"


def test_options_decide_whatever_else_is_said():
    made = ways(
        "by: give\nconsent: {C: [allow, sign]}\nparts: {motor: {consent: {C: [sign, allow]}}}", head=OPTIONS
    )
    assert [one.holder for one in made.decisions] == ["A", "C"]
    assert made.by_options == 0b11
    objection = ways("consent: {C: not object}", head=OPTIONS)
    assert (objection.decisions[0].options, objection.decisions[0].refusing) == ((), (3,))
    both = ways("consent: {C: {option: [allow, not object]}}", head=OPTIONS)
    assert (both.decisions[0].options, both.decisions[0].refusing) == ((1,), (3,))


def test_a_consent_is_needed_up_to_its_last_day():
    body = "consent: {C: 50%, D: {chance: 20%, until: 2024-06}}"
    assert needed(ways(body, date(2024, 6, 30))) == {(): {frozenset("CD")}}
    late = ways(body, date(2024, 7, 1))
    assert needed(late) == {(): {frozenset("C")}}
    assert [one.holder for one in late.lapsed] == ["D"]
    assert needed(ways(body)) == {(): {frozenset("CD")}}


def test_holders_take_the_place_of_their_decisions():
    made = ways(
        "consent: {C: 50%}\nroutes: [{through: [D], consent: {C: 40%}}, {through: [E], consent: {D: 1%}}]"
    )
    assert made.holders == ("C", "D")
    assert made.held_by("C") == 0b011
    assert made.holders_of(0b110) == 0b11
    assert coalitions_of(made.by_holder()).sets == (0b01,)


@pytest.mark.parametrize("body", ["consent: {C: 50%}", "steps: [{from: A, to: B, consent: [C]}]"])
def test_a_transfer_to_its_own_owner_has_no_distance(body):
    sit = detente.read(HEAD.replace("to: B", "to: A") + f"    {body}\n")[0]
    assert sit is None
    from dataclasses import replace

    other = detente.load(HEAD + f"    {body}\n").transfers["item"]
    assert power_of(ways_of(replace(other, recipient="A"))).verdict == "not_applicable"
