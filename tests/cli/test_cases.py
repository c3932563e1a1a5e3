"""``detente cases``: the built-in cases with source and size."""

from cli.asking import ask, told, wide
from detente.situation.opening import case_names


def test_each_case_has_a_title_a_size_and_a_source(capsys):
    listed = told(capsys, "cases")
    assert [one["name"] for one in listed] == list(case_names())
    for one in listed:
        assert set(one) >= {"name", "title", "states", "actors", "source"}
        assert one["title"]
        assert one["source"]
        assert one["states"] >= 4
        assert one["actors"] >= 2


def test_the_text_names_every_case_within_80_columns(capsys):
    said = ask(capsys, "cases")
    assert said.code == 0
    assert all(name in said.out for name in case_names())
    assert wide(said) == []
