"""Modules and functions stay small, are named for a topic, and say what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from house import modules, tree

CATCH_ALL = {"utils", "util", "core", "common", "helpers", "helper", "misc", "shared", "stuff", "base", "lib"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(name: str) -> Iterator[Function]:
    """Give all functions and methods of a module, inner ones too."""
    return (node for node in ast.walk(tree(name)) if isinstance(node, Function))


def body_length(function: Function) -> int:
    """Count the lines of a function's body, without its docstring."""
    said = ast.get_docstring(function, clean=False) is not None
    body = function.body[1:] if said else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def length(name: str) -> int:
    return len(modules()[name].read_text(encoding="utf-8").splitlines())


def share_above(lengths: list[int], bound: int) -> float:
    return sum(one > bound for one in lengths) / len(lengths)


def undocumented(body: list[ast.stmt], within: str) -> Iterator[str]:
    """Give the public functions, classes and methods that say nothing of themselves."""
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield f"{within}.{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node.body, f"{within}.{node.name}")


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_has_at_most_400_lines(name: str) -> None:
    assert length(name) <= 400


def test_nine_modules_in_ten_have_less_than_330_lines() -> None:
    assert share_above([length(name) for name in modules()], 329) <= 0.1


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_function_has_at_most_60_lines(name: str) -> None:
    assert [(one.name, size) for one in functions(name) if (size := body_length(one)) > 60] == []


def test_nine_functions_in_ten_have_less_than_30_lines() -> None:
    assert share_above([body_length(one) for name in modules() for one in functions(name)], 29) <= 0.1


def test_no_module_is_a_place_for_everything() -> None:
    assert [name for name in modules() if CATCH_ALL & set(name.split("."))] == []


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_module_and_all_that_is_public_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(tree(name))
    assert list(undocumented(tree(name).body, name)) == []
