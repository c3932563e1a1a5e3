"""Commitments against a twin written from the definitions, and what must hold of every test of one."""

from copy import copy
from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.outlook.commitments import commitments
from naive import commitments as naive
from naive.forecast import Model, Play, spelt

KINDS = ("threat", "red_line", "promise", "pledge")


def labelled(state):
    return "".join("Y" if taken else "N" for taken in state)


def random_case(rng, **more):
    """A random model with one commitment of each kind, for the twin and for the package."""
    model = Model(rng, **more)
    words = {kind: naive.Word.random(rng, model, kind) for kind in KINDS}
    text = model.text() + "commitments:\n" + "".join(word.text(name) for name, word in words.items())
    return model, words, text


@pytest.mark.parametrize("seed", range(8))
def test_all_that_is_told_of_a_commitment_agrees_with_the_twin(seed):
    rng = np.random.default_rng([7, seed])
    for _ in range(12):
        model, words, text = random_case(rng)
        found = commitments(detente.load(text), draws=0)
        plays = {}
        for knowledge in ("own", "all"):
            other = copy(model)
            other.knowledge = knowledge
            plays[knowledge] = Play(other)
        for name, word in words.items():
            check(found[name], plays, model, word, text)


def check(told, plays, model, word, text):
    play = plays[model.knowledge]
    if word.kind == "pledge":
        assert told.honoured.value == pytest.approx(float(naive.pledge_honoured(play, word)), abs=1e-9), text
    else:
        where = {labelled(s) for s in naive.triggers(play, word)}
        assert {one.state for one in told.triggers} == where, text
        check_kept(told, play, word, text)
        for knowledge, each in plays.items():
            got = tuple(told.by_knowledge[knowledge])
            if word.kind == "promise":
                assert got[:2] == pytest.approx([float(p) for p in naive.inducement(each, word)], abs=1e-9), (
                    text
                )
            else:
                assert got == pytest.approx([float(p) for p in naive.deterrence(each, word)], abs=1e-9), text
    check_effect(told.effect.condition, play, word, text)


def check_kept(told, play, word, text):
    expected = naive.honoured(play, word)
    if expected is None:
        assert tuple(told.honoured) == (None, None, None)
        assert told.why == "the others can't bring its condition about"
        return
    assert told.honoured.value == pytest.approx(float(expected), abs=1e-9), text
    assert told.wants_to == pytest.approx(float(naive.honoured(play, word, "nash")), abs=1e-9), text
    assert told.credible == (expected > Fraction(1, 2)), text


def check_effect(effect, play, word, text):
    def happens(s):
        return word.when(s) if word.kind != "pledge" else not word.done(s)

    expected = [naive.ever(play, happens)]
    for kept in (True, False):
        other = naive.sworn(play.model, word, kept=kept)
        expected.append(naive.ever(Play(other), happens))
    assert tuple(effect) == pytest.approx([float(p) for p in expected], abs=1e-9), text


@pytest.mark.parametrize("seed", range(3))
def test_surely_kept_it_is_honoured_wherever_its_author_can_and_surely_broken_it_is_not(seed):
    rng = np.random.default_rng([8, seed])
    for _ in range(15):
        model, words, _ = random_case(rng)
        word = words["threat"]
        found = {kept: resworn(model, word, kept=kept) for kept in (True, False)}
        for one in found[True].triggers:
            assert one.kept == (0.0 if one.cannot else 1.0)
        play = Play(model)
        for one in found[False].triggers:
            state = next(s for s in model.states if labelled(s) == one.state)
            can_leave = any(not word.done(t) for t in play.twins[play.thetas[0]].reach(word.by, state))
            assert one.kept == (1.0 if word.done(state) and not can_leave else 0.0)


def resworn(model, word, *, kept):
    other = naive.sworn(model, word, kept=kept)
    return commitments(detente.load(other.text() + "commitments:\n" + word.text("word")), draws=0)["word"]


WEIGHED = ("nash", "gmr", "seq")


def weighed_case(rng):
    """A random model whose first actor has weights; the others, of one type each, have statements."""
    model = Model(rng, concepts=WEIGHED)
    for i, types in enumerate(model.types):
        model.types[i] = [(Fraction(1), types[0][1], {next(iter(types[0][2])): Fraction(1)})]
    clauses = [model._clause(rng) for _ in range(int(rng.integers(2, 5)))]
    worths = [Fraction(int(rng.integers(-6, 7)), 2) for _ in clauses]
    word = naive.Word.random(rng, model, str(rng.choice(["threat", "red_line", "promise"])))
    return model, word, clauses, worths


def with_weights(model, word, clauses, worths):
    """The text of the model, with weights in place of the first actor's statements."""
    text = model.text()
    statements = "statements: [" + ", ".join(spelt(one) for one in model.types[0][0][1]) + "]"
    told = ", ".join(
        f"{{when: {spelt(one)}, worth: {float(worth)}}}" for one, worth in zip(clauses, worths, strict=True)
    )
    return (
        text.replace(f"        {statements}\n", f"        weights: [{told}]\n", 1)
        + "commitments:\n"
        + word.text("word")
    )


def verdict(model, word, clauses, worths, kind):
    told = commitments(detente.load(with_weights(model, word, clauses, worths)), draws=0)["word"]
    if kind == "kept":
        return told.credible
    steps = [one for one in told.steps if one.actor == "A0"]
    share = {"deters": lambda one: one.deters, "would_induce": lambda one: one.deters + one.would_if_believed}
    return any(share[kind](one) > 0.5 for one in steps)


@pytest.mark.parametrize("seed", range(4))
def test_a_verdict_changes_at_its_stake_and_at_no_nearer_worth(seed):
    rng = np.random.default_rng([9, seed])
    met = 0
    for _ in range(12):
        model, word, clauses, worths = weighed_case(rng)
        told = commitments(detente.load(with_weights(model, word, clauses, worths)), draws=0)["word"]
        for stake in told.stakes:
            texts = [spelt(one) for one in clauses]
            if texts.count(stake.when) == 1:
                met += 1
                check_stake(stake, (model, word, clauses), worths, texts.index(stake.when))
    assert met


def check_stake(stake, case, worths, at):
    assert stake.actor == "A0"

    def at_worth(x):
        return verdict(*case, [*worths[:at], x, *worths[at + 1 :]], stake.verdict)

    assert at_worth(worths[at]) == stake.holds
    assert at_worth(stake.value) == (stake.holds != stake.already)
    beyond = Fraction(1, 8) if stake.above else Fraction(-1, 8)
    assert at_worth(stake.value + beyond) != stake.holds
    nearer = [stake.now + (stake.value - stake.now) * k / 5 for k in range(1, 5)]
    assert all(at_worth(x) == stake.holds for x in nearer)


@pytest.mark.parametrize("seed", range(3))
def test_where_no_stake_is_given_no_worth_changes_the_verdict(seed):
    rng = np.random.default_rng([10, seed])
    for _ in range(8):
        model, word, clauses, worths = weighed_case(rng)
        told = commitments(detente.load(with_weights(model, word, clauses, worths)), draws=0)["word"]
        kind = "kept" if word.by == 0 else "would_induce" if word.kind == "promise" else "deters"
        if kind == "kept" and not told.triggers:
            continue
        bits = {k for k, _ in [*word.condition, word.then]}
        for at, clause in enumerate(clauses):
            if spelt(clause) in {one.when for one in told.stakes} or not bits & {k for k, _ in clause}:
                continue
            tried = {
                verdict(model, word, clauses, [*worths[:at], x, *worths[at + 1 :]], kind)
                for x in [Fraction(k, 4) for k in range(-50, 51, 7)]
            }
            assert len(tried) == 1, (told.stakes, clause)


TWO = """\
detente: 1
title: Two deterrents
actors: {A: Alpha, D: Delta, E: Echo, N: Nobody}
options: {A: {x: Take it, y: Mass troops}, D: {p: Punish}, E: {q: Cut trade}}
rules: [x -> y]
status_quo: []
preferences:
  A: {statements: [not p, not q, x, not y]}
  D: {types: {firm: {prior: PRIOR, statements: [not x, x -> p, not p]}, soft: {statements: [not p]}}}
  E: {statements: [not x, x -> q, not q]}
play: {knowledge: KNOWLEDGE}
commitments:
  threat: {by: D, kind: threat, if: x, then: p}
  line: {by: E, kind: red_line, if: x, then: q}
  empty: {by: E, kind: threat, if: p and x, then: not q}
  nothing: {by: N, kind: promise, if: x, then: q, claimed_by: A}
  remote: {by: D, kind: threat, if: p and y, then: p}
"""


def two(prior="80%", knowledge="own"):
    return detente.load(TWO.replace("PRIOR", prior).replace("KNOWLEDGE", knowledge))


def test_of_two_deterrents_each_is_hidden_by_the_other_and_both_are_named():
    found = commitments(two(), draws=0)
    for name, other in (("threat", "line"), ("line", "threat")):
        one = found[name]
        assert tuple(one.deterrence) == (0, 0, 1, 0)
        (step,) = one.steps
        assert (step.actor, step.to, step.anyway_by) == ("A", "YYNN", (other,))
        assert step.jointly == ((("threat", "line"), 1.0),)
        assert one.jointly == ((("threat", "line"), 1.0),)
    assert found["empty"].jointly == ()


def test_a_deterrent_that_is_enough_alone_is_not_called_joint():
    """Where Delta is hardly ever firm, Echo's line alone deters, and the threat adds nothing to it."""
    found = commitments(two("20%"), draws=0)
    assert tuple(found["line"].deterrence) == (1, 0, 0, 0)
    assert tuple(found["threat"].deterrence) == (0, 0, 1, 0)
    assert found["threat"].jointly == ()


def test_where_types_are_seen_sets_have_the_probability_of_the_types_that_make_them():
    found = commitments(two(knowledge="all"), draws=0)
    assert tuple(found["line"].deterrence) == pytest.approx((0.2, 0, 0.8, 0))
    assert found["line"].jointly == ((("threat", "line"), pytest.approx(0.8)),)


def test_who_has_no_option_can_keep_nothing():
    one = commitments(two(), draws=0)["nothing"]
    assert (one.claimed_by, one.why) == ("A", "Nobody has no option here, so it can keep nothing")
    assert tuple(one.honoured) == (None, None, None)
    assert not one.credible


def test_what_the_others_cannot_bring_about_is_not_put_to_the_test():
    one = commitments(two(), draws=0)["remote"]
    assert one.triggers == ()
    assert one.honoured.value is None
    assert one.why == "the others can't bring its condition about"


def test_ranges_of_beliefs_make_bounds_that_hold_the_central_value():
    one = commitments(two("[60%, 90%]"), draws=40)["threat"]
    low, value, high = one.honoured
    assert 0.6 <= low < value < high <= 0.9
    assert value == pytest.approx(0.75)
    assert commitments(two("[60%, 90%]"), draws=40)["threat"].honoured == one.honoured


def test_a_situation_without_commitments_has_none_to_test():
    assert commitments(detente.load("chicken")) == {}


WORDY = """\
detente: 1
title: Words
actors: {A: Alpha, D: Delta}
options:
  A: {x: Take the pass, z: Leave the treaty}
  D: {g: {text: Give the loan, lasting: dropped}, p: Punish}
status_quo: [g]
preferences:
  A:
    behaviour: {seq: 60%, nash: 40%}
    weights: [{when: x, worth: [1, 2]}, {when: p, worth: -3}, {when: z, worth: -1}]
  D: {types: {firm: {prior: [40%, 80%], statements: [not x, x -> p, not p, z -> not g]}, soft: {statements: [not p, g]}}}
commitments:
  threat: {by: D, kind: threat, if: x, then: p}
  loan: {by: D, kind: promise, if: z and not g, then: g, claimed_by: A}
  calm: {by: A, kind: pledge, then: not z}
  cut: {by: D, kind: red_line, if: z, then: not g}
"""


def words_of(text, **where):
    from detente.outlook import commitment_words as words

    sit = detente.load(text)
    return {
        name: [
            words.title_words(sit, one),
            *words.kept_words(sit, one),
            *words.deterrence_words(sit, one),
            *(words.stake_words(sit, stake) for stake in one.stakes),
            *(words.dilemma_words(sit, dilemma) for dilemma in one.dilemmas),
        ]
        for name, one in commitments(sit, draws=20, **where).items()
    }


def test_words_are_sentences():
    for name, (title, *said) in words_of(WORDY).items():
        assert title.startswith(f"{name}: ")
        assert said
        assert all(text[0].isupper() and text.endswith(".") and "  " not in text for text in said), said


def test_words_say_who_keeps_it_and_at_what_stake_it_ends():
    said = words_of(WORDY.replace("{seq: 60%, nash: 40%}", "seq").replace("[40%, 80%]", "60%"))
    assert "By type: firm (seq, 60 %) yes; soft (seq, 40 %) no." in said["threat"]
    assert "It deters Alpha as long as 'p' is worth no more than -1.5 (now -3)." in said["threat"]
    assert "Kept: 60 %, so credible." in said["threat"]
    assert "It can't come to the test: the others can't bring its condition about." in said["loan"]
    assert said["loan"][0] == "loan: promise by Delta, as Alpha claims"


def test_words_name_behaviours_where_there_are_no_types():
    said = words_of(WORDY)
    assert any(text.startswith("By type: (seq, 60 %) yes") for text in said["calm"])
    assert any(text.startswith("Kept: 60 % (") for text in said["threat"])


def test_words_say_what_nobody_can_keep():
    said = words_of(
        WORDY.replace("loan: {by: D, kind: promise, if: z and not g", "loan: {by: D, kind: promise, if: z"),
        start={"g": False},
    )
    assert "It can't keep it after this: Alpha: leave the treaty." in said["loan"]


def test_words_say_who_is_won_by_a_promise():
    bargain = (
        WORDY[: WORDY.index("preferences")]
        + """\
preferences:
  A: {statements: [p, not x]}
  D: {behaviour: nash, statements: [x, x -> p, not p]}
commitments:
  give: {by: D, kind: promise, if: x, then: p}
"""
    )
    said = words_of(bargain)["give"]
    assert "Alpha could take the pass: won for it." in said
    assert "Induces 100 %, would if it were kept 0 %, makes no difference 0 %." in said
