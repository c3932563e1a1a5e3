"""Overlays: what another analyst's file may lay over a base, and what it may not."""

import shutil
from pathlib import Path

import pytest

import detente
from detente.situation.opening import digest, examine

DAM = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "dam.yaml"
HEAD = "overlays: dam.yaml\nanalyst: West\n"


@pytest.fixture
def laid(tmp_path):
    """Write an overlay beside the dam and read it."""
    shutil.copy(DAM, tmp_path / "dam.yaml")

    def read(text, head=HEAD):
        path = tmp_path / "over.yaml"
        path.write_text(head + text, encoding="utf-8")
        return detente.read(path)

    return read


def told(faults):
    return [(one.code, Path(one.file).name, one.line) for one in faults]


def test_an_overlay_that_changes_nothing_is_the_base(laid):
    sit, faults = laid("")
    base = detente.load(DAM)
    assert faults == []
    assert (sit.title, sit.text, Path(sit.file).name) == (base.title, base.text, "dam.yaml")
    assert (sit.analyst, sit.overlay.changes, base.analyst, base.overlay) == ("West", (), "", None)
    assert detente.beliefs(sit)["LOW"] == detente.beliefs(base)["LOW"]
    assert digest(sit) != digest(base)


def test_priors_rows_and_statements_are_replaced_and_the_rest_stays(laid):
    sit, faults = laid(
        "preferences:\n"
        "  UPL: {statements: [fill, not embargo]}\n"
        "  LOW: {types: {firm: {prior: 60%, because: It said so}}}\n"
        "evidence: {levy: {expected_if: {LOW: equal}}}\n"
    )
    base = detente.load(DAM)
    assert [one.code for one in faults] == ["DT512"]  # a row of equals tells the types apart no longer
    assert [one.text for one in sit.preferences["UPL"].types["only"].statements] == ["fill", "not embargo"]
    firm = sit.preferences["LOW"].types["firm"]
    assert (firm.prior.text, firm.because, len(firm.statements)) == ("60%", "It said so", 3)
    assert (firm.prior.place.line, Path(firm.prior.place.file).name) == (5, "over.yaml")
    assert sit.evidence["levy"].expected_if["LOW"].status == "equal"
    assert sit.evidence["levy"].says == base.evidence["levy"].says
    assert [".".join(path) for path, _ in sit.overlay.changes] == [
        "preferences.UPL.statements",
        "preferences.LOW.types.firm.prior",
        "preferences.LOW.types.firm.because",
        "evidence.levy.expected_if.LOW",
    ]
    assert detente.beliefs(sit)["LOW"]["firm"].value == pytest.approx(0.6)


def test_a_key_that_the_base_left_out_is_put_in(laid):
    sit, faults = laid("preferences: {LOW: {types: {soft: {prior: 70%}}}}\n")
    assert faults == []
    assert sit.preferences["LOW"].types["soft"].prior.text == "70%"


def test_answers_of_hypotheses_are_replaced_one_by_one(tmp_path):
    case = "overlays: belarus-2023\nanalyst: A\nhypotheses: {patronage: {answers: {patron: 40%, fair_weather: 60%}}}\n"
    path = tmp_path / "over.yaml"
    path.write_text(case, encoding="utf-8")
    sit = detente.load(path)
    assert {name: one.text for name, one in sit.hypotheses["patronage"].answers.items()} == {
        "patron": "40%",
        "fair_weather": "60%",
    }


def test_statements_put_an_end_to_weights(tmp_path):
    path = tmp_path / "over.yaml"
    path.write_text(
        "overlays: belarus-2023\nanalyst: A\n"
        "preferences: {CHN: {types: {provoked: {statements: [arm_direct]}}}}\n",
        encoding="utf-8",
    )
    kind = detente.load(path).preferences["CHN"].types["provoked"]
    assert [one.text for one in kind.statements] == ["arm_direct"]
    assert kind.weights == ()


def test_all_that_an_overlay_has_wrong_is_told_at_its_own_lines(laid):
    sit, faults = laid(
        "title: no\n"
        "preferences:\n"
        "  LOW:\n"
        "    behaviour: nash\n"
        "    types:\n"
        "      firn: {prior: 30%}\n"
        "      soft: {prior: 160%, weights: []}\n"
        "  RUS: {statements: [fill]}\n"
        "evidence: {levi: {expected_if: {LOW: equal}}, levy: {grade: A}}\n"
        "hypotheses: {peace: {answers: {yes_: 40%}}}\n"
    )
    assert sit is None
    assert sorted(told(faults)) == sorted(
        [
            ("DT107", "over.yaml", 3),
            ("DT107", "over.yaml", 6),
            ("DT242", "over.yaml", 8),
            ("DT302", "over.yaml", 9),
            ("DT107", "over.yaml", 9),
            ("DT240", "over.yaml", 10),
            ("DT244", "over.yaml", 11),
            ("DT107", "over.yaml", 11),
            ("DT247", "over.yaml", 12),
        ]
    )
    assert next(one for one in faults if one.code == "DT242").hint == "did you mean 'firm'?"


def test_a_slip_in_a_statement_is_told_once(laid):
    _, faults = laid("preferences: {LOW: {types: {soft: {statements: [not filll]}}}}\n")
    assert told(faults) == [("DT201", "over.yaml", 3)]


def test_what_no_longer_adds_up_is_a_fault(laid):
    _, faults = laid("preferences: {LOW: {types: {soft: {prior: 90%}}}}\n")
    assert [one.code for one in faults] == ["DT310"]


def test_faults_of_the_base_stand_in_the_base(laid, tmp_path):
    base = (tmp_path / "dam.yaml").read_text(encoding="utf-8")
    (tmp_path / "dam.yaml").write_text(base.replace("prior: 30%", "prior: 3O%"), encoding="utf-8")
    _, faults = laid("title: no\n")
    assert told(faults) == [("DT107", "over.yaml", 3), ("DT301", "dam.yaml", 27)]


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("overlays: none.yaml\nanalyst: A\n", ["DT131"]),
        ("overlays: ../dam.yaml\nanalyst: A\n", ["DT120"]),
        ("overlays: [dam.yaml]\nanalyst: A\n", ["DT109"]),
        ("overlays:\nanalyst: A\n", ["DT110"]),
        ("overlays: over.yaml\nanalyst: A\n", ["DT132"]),
        ("overlays: list.yaml\nanalyst: A\n", ["DT132"]),
        ("overlays: empty.yaml\nanalyst: A\n", ["DT103"]),
        ("overlays: latin.yaml\nanalyst: A\n", ["DT101"]),
        ("overlays: dam.yaml\n", ["DT108"]),
    ],
)
def test_a_base_that_cannot_be_used_is_a_fault(laid, tmp_path, head, codes):
    (tmp_path / "list.yaml").write_text("[1, 2]\n", encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes("title: café\n".encode("latin-1"))
    sit, faults = laid("", head)
    assert sit is None
    assert [one.code for one in faults] == codes


def test_a_text_has_no_folder_but_may_lie_over_a_case():
    assert [one.code for one in examine("overlays: dam.yaml\nanalyst: A\n")[1]] == ["DT131"]
    sit, _ = examine("overlays: chicken\nanalyst: A\n")
    assert sit.analyst == "A"
