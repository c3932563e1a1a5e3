"""The front door: few names, sorted, loaded when first used, and hidden by no module."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import detente
from house import SOURCE, modules, tree

EAGER = {"Fault", "SituationError", "__version__"}
TABLE: dict[str, str] = detente._MODULES


def ask(code: str) -> str:
    """Run a program in a process of its own and give what it prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def checked_by_types() -> dict[str, str]:
    """Give the names and modules that the type checker is shown."""
    block = next(node for node in tree("detente").body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_the_names_are_sorted_and_few() -> None:
    assert list(detente.__all__) == sorted(detente.__all__)
    assert len(set(detente.__all__)) == len(detente.__all__) <= 16


def test_the_names_are_those_of_the_table_and_the_eager_ones() -> None:
    assert set(detente.__all__) == set(TABLE) | EAGER
    assert dir(detente) == detente.__all__


def test_the_type_checker_is_shown_the_table() -> None:
    assert checked_by_types() == TABLE


def test_no_module_hides_a_name() -> None:
    inside = {path.stem for path in (SOURCE / "detente").iterdir()}
    assert inside & set(detente.__all__) == set()


@pytest.mark.parametrize("name", [name for name, module in sorted(TABLE.items()) if module in modules()])
def test_a_name_is_itself_whether_asked_for_first_or_after_every_module(name: str) -> None:
    packages = [module for module in modules() if module.count(".") == 1]
    deeper = [*packages, *sorted(set(TABLE.values()) & set(modules()))]
    later = f"import importlib; [importlib.import_module(name) for name in {deeper!r}]"
    same = f"import {TABLE[name]} as module; print(asked is module.{name} and callable(asked))"
    first = f"import detente; asked = detente.{name}; {later}; asked = asked if asked is detente.{name} else None; {same}"
    after = f"{later}; import detente; asked = detente.{name}; {same}"
    assert (ask(first), ask(after)) == ("True", "True")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'forecats'"):
        _ = detente.forecats  # type: ignore[attr-defined]
