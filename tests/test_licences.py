"""Only packages with an allowed licence are installed with the project."""

from __future__ import annotations

import subprocess
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest

from house import ROOT, tool

licences = tool("licences")


def package(*requires: str, expression: str = "", classifiers: tuple[str, ...] = ()) -> SimpleNamespace:
    """Make what the tool reads of an installed package."""
    metadata = Message()
    if expression:
        metadata["License-Expression"] = expression
    for line in classifiers:
        metadata["Classifier"] = line
    return SimpleNamespace(requires=list(requires), metadata=metadata, version="1.0")


def test_the_run_time_tree_has_allowed_licences_only() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "licences.py"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == sorted(names)
    assert {"click", "jinja2", "lark", "markupsafe", "numpy", "pyyaml", "rich"} <= set(names)
    assert not {"pytest", "sphinx", "hypothesis", "detente"} & set(names)


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("GPL-3.0-or-later OR MIT", True),
        ("MIT OR GPL-2.0-only AND GPL-3.0-only", True),
        ("(MIT OR GPL-2.0-only) AND GPL-3.0-only", False),
        ("((MIT))", True),
        ("(MIT", False),
        ("MIT)", False),
        ("MIT AND", False),
        ("AND MIT", False),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("mit", False),
        ("", False),
    ],
)
def test_an_expression_is_allowed_if_it_can_be_met_with_allowed_licences(
    expression: str, *, allowed: bool
) -> None:
    assert licences.allows(expression) is allowed


def test_classifiers_speak_where_there_is_no_expression() -> None:
    mit = "License :: OSI Approved :: MIT License"
    gpl = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
    assert licences.licence_of(package(classifiers=(mit, "Topic :: Scientific"))) == "MIT"
    assert not licences.allows(licences.licence_of(package(classifiers=(mit, gpl))))
    assert licences.licence_of(package()) == ""
    assert licences.licence_of(package(expression="ISC", classifiers=(gpl,))) == "ISC"


def test_the_tree_follows_extras_that_are_asked_for_and_markers_that_hold_here() -> None:
    installed = {
        "root": package("a", "b[fast]", "never; python_version < '3'", "tests; extra == 'test'"),
        "a": package("Under_Score"),
        "b": package("c; extra == 'fast'", "d; extra == 'slow'", "a"),
        "c": package("root"),
        "Under_Score": package(),
    }

    def find(name: str) -> SimpleNamespace:
        if name not in installed:
            raise PackageNotFoundError(name)
        return installed[name]

    assert list(licences.run_time_tree("root", find)) == ["a", "b", "c", "under-score"]


def test_an_exception_needs_a_reason_and_names_its_package(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text('odd = "Its author allows any use in a letter."\nempty = ""\n', encoding="utf-8")
    tree = {
        "odd": package(expression="LicenseRef-Own"),
        "empty": package(),
        "fine": package(expression="MIT"),
    }
    judged = {one.name: one.allowed for one in licences.judge(tree, licences.exceptions_of(file))}
    assert judged == {"odd": True, "empty": False, "fine": True}
    assert licences.exceptions_of(tmp_path / "none.toml") == {}
