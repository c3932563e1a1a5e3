"""``detente schema``: what it describes is what the reader reads."""

import datetime as dt
import re

import pytest
import yaml

import detente
from cli.asking import ask, told
from detente.cli.schema import schema
from detente.situation.opening import case_names, casebook

KINDS = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def is_kind(value, kind):
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def misfits(value, described, path="$"):
    """Say where a value doesn't fit its description; knows the words of the language that are used here."""
    if "anyOf" in described:
        found = [list(misfits(value, one, path)) for one in described["anyOf"]]
        if all(found):
            yield from min(found, key=len)
        return
    kinds = described.get("type", [])
    if kinds and not any(is_kind(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{path}: {value!r} is none of {kinds}"
    if "enum" in described and value not in described["enum"]:
        yield f"{path}: {value!r} is not among {described['enum']}"
    if "pattern" in described and not re.search(described["pattern"], str(value)):
        yield f"{path}: {value!r} doesn't match"
    if isinstance(value, dict):
        yield from misfits_of_keys(value, described, path)
    if isinstance(value, list):
        if not described.get("minItems", 0) <= len(value) <= described.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        for k, item in enumerate(value):
            yield from misfits(item, described.get("items", {}), f"{path}[{k}]")


def misfits_of_keys(value, described, path):
    known, others = described.get("properties", {}), described.get("additionalProperties", True)
    for key in set(described.get("required", [])) - set(value):
        yield f"{path}: lacks {key}"
    for key, one in value.items():
        if key in known:
            yield from misfits(one, known[key], f"{path}.{key}")
        elif others is False:
            yield f"{path}: {key} is not known"
        elif isinstance(others, dict):
            yield from misfits(one, others, f"{path}.{key}")


def as_json(value):
    """Give what an editor makes of a file: days are texts."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("name", case_names())
def test_the_built_in_cases_fit(name):
    text = (casebook() / name / "situation.yaml").read_text(encoding="utf-8")
    assert list(misfits(as_json(yaml.safe_load(text)), schema())) == []


def test_the_starter_file_fits(tmp_path, capsys):
    path = tmp_path / "new.yaml"
    ask(capsys, "new", path)
    assert list(misfits(as_json(yaml.safe_load(path.read_text())), schema())) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("title: x\nactors: {A: a}\n", "lacks detente"),
        ("detente: 1\ntitle: x\nactors: {A: a}\nquestoins: {}\n", "questoins is not known"),
        ("detente: 1\ntitle: x\nactors: [A]\n", "none of object"),
        ("detente: 1\ntitle: x\nactors: {A: a}\nrules: [{at_most_one: {a: b}}]\n", "none of"),
        ("detente: 1\ntitle: x\nactors: {A: a}\nplay: {knowledge: some}\n", "not among"),
    ],
)
def test_what_the_reader_refuses_for_its_shape_does_not_fit(text, word):
    assert any(word in one for one in misfits(as_json(yaml.safe_load(text)), schema()))
    assert detente.read(text)[0] is None


def test_it_is_a_schema_of_the_draft_that_editors_read_with_a_sentence_for_every_key(capsys):
    printed = told(capsys, "schema")
    assert printed == schema()
    assert printed["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$id" not in printed
    assert all(one["description"] for one in printed["properties"].values())
    assert ask(capsys, "schema").out == ask(capsys, "schema", "--json").out
