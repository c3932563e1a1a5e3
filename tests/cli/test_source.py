"""``detente source``: numbered sentences with ready places and digests."""

from cli.asking import ask, told

FILE = """\
detente: 1
title: Sources
actors: {A: Alpha}
sources:
  speech: {title: A speech, text: texts/speech.txt}
  page: A page nobody may copy
"""
TEXT = "Mr. Lee spoke. He left!\n\nThe end.\n"


def spoken(written):
    path = written(FILE)
    (path.parent / "texts").mkdir()
    (path.parent / "texts" / "speech.txt").write_text(TEXT, encoding="utf-8")
    return path


def test_the_json_lists_place_digest_and_text(capsys, written):
    assert told(capsys, "source", spoken(written), "speech") == [
        {"at": "p1 s1", "digest": "bd36bbe6", "text": "Mr. Lee spoke."},
        {"at": "p1 s2", "digest": "b7a78459", "text": "He left!"},
        {"at": "p2 s1", "digest": "e0a1d694", "text": "The end."},
    ]


def test_the_text_can_be_copied_into_an_observation(capsys, written):
    said = ask(capsys, "source", spoken(written), "speech")
    assert said.out.splitlines()[1].startswith("at: p1 s2  digest: ")
    assert said.out.splitlines()[1].endswith("He left!")


def test_a_source_without_a_text_is_a_fault_that_says_what_to_do(capsys, written):
    said = ask(capsys, "source", spoken(written), "page", "--json")
    assert said.code == 1
    (fault,) = said.data["faults"]
    assert (fault["code"], fault["line"]) == ("DT524", 6)
    assert fault["hint"] == "put its text beside the situation and write 'text: sources/page.txt'"


def test_a_source_that_is_not_declared_is_wrong_use(capsys, written):
    said = ask(capsys, "source", spoken(written), "speach")
    assert (said.code, said.out) == (2, "")
    assert "did you mean 'speech'?" in said.err


def test_a_text_that_can_not_be_read_is_a_fault(capsys, written):
    path = spoken(written)
    (path.parent / "texts" / "speech.txt").write_bytes(b"caf\xe9")
    said = ask(capsys, "source", path, "speech", "--json")
    assert said.code == 1
    assert said.data["faults"][0]["code"] == "DT101"
