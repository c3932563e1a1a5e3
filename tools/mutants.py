#!/usr/bin/env python3
"""Small changes to the engine, one at a time, and whether a test notices each of them.

Run as ``python tools/mutants.py [MODULE ...] [--sample 40] [--seed 1]``; a module is named without its package, for example
``stability``. A comparison is turned or loosened, and becomes or, plus becomes minus, a whole number grows by one, least
becomes greatest, left becomes right. The tests of the module then run in a process of their own. What no test notices is
printed with its line: it is a gap in the tests, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import numpy as np  # noqa: F401 - loaded once, before processes are forked
import pytest

ROOT = Path(__file__).parents[1]
SECONDS = 120

TESTS: dict[str, tuple[str, ...]] = {
    "stability": ("test_corpus", "test_stability", "test_room"),
    "sequences": ("test_corpus", "test_stability"),
    "credible": ("test_corpus", "test_stability"),
    "blocks": ("test_moves", "test_corpus", "test_stability", "test_room"),
    "layout": ("test_moves", "test_corpus", "test_stability"),
    "rows": ("test_moves", "test_corpus", "test_stability"),
    "choice": ("test_choice", "test_picking"),
    "chain": ("test_chain",),
    "classes": ("test_chain",),
    "dense": ("test_chain",),
    "witness": ("test_witness",),
    "ranks": ("test_ranks", "test_model"),
}
"""For each module the files under tests/conflict that are to notice; the quickest first."""

_OPERATORS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "minimum": "maximum",
    "left": "right",
    "right": "left",
    "argmin": "argmax",
    "flatnonzero": "argsort",
}


class Mutant(NamedTuple):
    """One change: the module, the changed tree, the line, and what was there before and after."""

    module: str
    tree: ast.Module
    line: int
    before: str
    after: str


_SLOW = (
    "agree_with_the_definitions or imply or implies"  # the corpus holds what these would find, and is quicker
)


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Give what may be put in place of a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OPERATORS:
        yield ast.Compare(node.left, [_OPERATORS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(_OPERATORS[type(node.op)](), node.values)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in _OPERATORS:
        yield ast.AugAssign(node.target, _OPERATORS[type(node.op)](), node.value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    else:
        yield from renamed(node)


def renamed(node: ast.AST) -> Iterator[ast.AST]:
    """Give the opposite of a name or a word."""
    if isinstance(node, ast.Constant) and node.value in _NAMES:
        yield ast.Constant(_NAMES[str(node.value)])
    elif isinstance(node, ast.Name) and node.id in _NAMES:
        yield ast.Name(_NAMES[node.id], node.ctx)
    elif isinstance(node, ast.Attribute) and node.attr in _NAMES:
        yield ast.Attribute(node.value, _NAMES[node.attr], node.ctx)


def mutants(module: str) -> list[Mutant]:
    """Give every change to a module; annotations and decorators are left alone."""
    tree = ast.parse(path_of(module).read_text(encoding="utf-8"))
    found = []
    for parent, field, place in slots(tree):
        value = getattr(parent, field)
        node = value if place is None else value[place]
        for other in changes(node):
            ast.copy_location(other, node)
            replace(parent, field, place, other)
            found.append(
                Mutant(module, copy.deepcopy(tree), node.lineno, ast.unparse(node), ast.unparse(other))
            )
            replace(parent, field, place, node)
    return found


def slots(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Give each place in a tree at which code that runs stands."""
    for parent in ast.walk(tree):
        if isinstance(parent, ast.ImportFrom | ast.arguments):
            continue
        for field, value in ast.iter_fields(parent):
            if field in ("annotation", "returns", "decorator_list", "slice") and not isinstance(
                parent, ast.Subscript
            ):
                continue
            if isinstance(value, ast.expr | ast.stmt):
                yield parent, field, None
            elif isinstance(value, list):
                for place, item in enumerate(value):
                    if isinstance(item, ast.expr | ast.stmt):
                        yield parent, field, place


def replace(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    """Put a node into its place."""
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def path_of(module: str) -> Path:
    """Give the file of a module."""
    return ROOT / "src" / "detente" / "conflict" / f"{module}.py"


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module from its changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"detente.conflict.{mutant.module}"
        self.mutant = mutant

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def get_source(self, fullname: str) -> None:  # noqa: ARG002 - the interface has it
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:  # noqa: ARG002 - the interface has it
        return None

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the interface has it
        tree = ast.fix_missing_locations(self.mutant.tree)
        return compile(tree, str(path_of(self.mutant.module)), "exec")


def noticed(mutant: Mutant | None, module: str) -> bool:
    """Run the tests of a module on a changed engine, or on the engine as it is; an endless run counts as noticed."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    if mutant is not None:
        sys.meta_path.insert(0, _Changed(mutant))
    files = [str(ROOT / "tests" / "conflict" / f"{name}.py") for name in TESTS[module]]
    code = pytest.main(
        ["-x", "-q", "-p", "no:cacheprovider", "-k", f"not ({_SLOW})", f"--rootdir={ROOT}", *files]
    )
    os._exit(int(code))


def main(arguments: Sequence[str] | None = None) -> int:
    """Go through the modules asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", metavar="MODULE", default=list(TESTS))
    asked.add_argument("--sample", type=int, default=40, help="the most changes per module, drawn at random")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    lived = 0
    for module in given.modules:
        if noticed(None, module):
            sys.stdout.write(f"{module}: its tests fail as it is\n")
            return 1
        every = mutants(module)
        drawn = random.Random(given.seed).sample(every, min(given.sample, len(every)))  # noqa: S311 - a sample of changes
        alive = [one for one in drawn if not noticed(one, module)]
        lived += len(alive)
        sys.stdout.write(f"{module}: {len(drawn)} of {len(every)} changes tried, {len(alive)} not noticed\n")
        for one in alive:
            sys.stdout.write(f"  line {one.line}: {one.before}  ->  {one.after}\n")
        sys.stdout.flush()
    return 1 if lived else 0


if __name__ == "__main__":
    sys.exit(main())
