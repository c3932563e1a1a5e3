"""Imports point down only: each part of the house knows those below it, never one beside or above it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from house import modules, tree

FLOORS = (
    ("faults",),
    ("registry", "words", "simplex", "notebook"),
    ("situation",),
    ("conflict", "ties", "evidence"),
    ("outlook",),
    ("interop", "brief"),
    ("cli", "studio"),
    ("__main__",),
)
FLOOR = {part: height for height, parts in enumerate(FLOORS) for part in parts}
HEAVY = ("numpy", "scipy", "networkx", "yaml", "jinja2", "rich", "lark", "click")


def part_of(module: str) -> str:
    """Give the package or top-level module that a module belongs to; the front door is nobody's part."""
    names = module.split(".")
    return names[1] if len(names) > 1 else ""


def imported(name: str) -> Iterator[tuple[int, str]]:
    """Give every module of the project that a module imports anywhere, relative imports spelt out, with the line."""
    package = name if modules()[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if ours(alias.name))
        elif isinstance(node, ast.ImportFrom):
            yield from from_import(node, package)


def from_import(node: ast.ImportFrom, package: str) -> Iterator[tuple[int, str]]:
    """Give the modules that one ``from ... import ...`` names."""
    above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    source = ".".join([*above, node.module] if node.module else above)
    if ours(source):
        for alias in node.names:
            deeper = f"{source}.{alias.name}"
            yield node.lineno, deeper if deeper in modules() or source == "detente" else source


def ours(module: str) -> bool:
    return module == "detente" or module.startswith("detente.")


def broken(name: str) -> Iterator[str]:
    """Say which imports of a module point up or to a neighbour."""
    mine = part_of(name)
    for line, other in imported(name):
        theirs = part_of(other)
        if mine in ("", theirs) or theirs in ("", "__version__"):
            continue
        if FLOOR.get(theirs, len(FLOORS)) >= FLOOR[mine]:
            yield f"{name}:{line} imports {other}"


def test_every_part_of_the_house_has_a_floor() -> None:
    assert {part_of(name) for name in modules()} - {""} <= set(FLOOR)


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_what_is_below_it_and_nothing_beside_or_above(name: str) -> None:
    assert list(broken(name)) == []


def test_only_the_command_line_asks_the_front_door_and_only_for_the_version() -> None:
    asking = {
        name: other
        for name in modules()
        for _, other in imported(name)
        if other.split(".")[1:2] == ["__version__"]
    }
    assert {part_of(name) for name in asking} <= {"cli"}
    assert [
        name for name in modules() if name != "detente" and "detente" in {o for _, o in imported(name)}
    ] == []


def test_an_import_that_points_up_is_seen_wherever_it_stands() -> None:
    text = "def f():\n    from ..outlook import forecasting\n    from detente import forecast\n    import detente.cli.main\n"
    found = [
        other
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for _, other in from_import(node, "detente.situation")
    ]
    assert sorted(found) == ["detente.forecast", "detente.outlook.forecasting"]
    assert FLOOR.get(part_of("detente.forecast"), len(FLOORS)) >= FLOOR["situation"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys, detente; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
