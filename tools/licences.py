#!/usr/bin/env python3
"""The licences of all that is installed with Détente, against a list of those that are allowed.

Run as ``python tools/licences.py``: prints each package of the run-time tree with its licence, and leaves with 1 if one
of them is neither allowed nor excepted with a reason in ``tools/licence_exceptions.toml``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    }
)
# Classifiers are older and coarser than SPDX names. "BSD License" may be either of two, and both are allowed.
CLASSIFIERS = {
    "License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: MIT No Attribution License (MIT-0)": "MIT-0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
    "License :: OSI Approved :: The Unlicense (Unlicense)": "Unlicense",
    "License :: OSI Approved :: zlib/libpng License": "Zlib",
}
EXCEPTIONS = Path(__file__).with_name("licence_exceptions.toml")
Find = Callable[[str], Distribution]


class Finding(NamedTuple):
    """A package of the tree, what it says of its licence, and whether that will do."""

    name: str
    version: str
    licence: str
    allowed: bool
    reason: str = ""


def allows(expression: str) -> bool:
    """Tell whether a licence expression can be met with allowed licences only.

    Parameters
    ----------
    expression : str
        An SPDX expression of names, ``AND``, ``OR``, ``WITH`` and parentheses. A name with an exception (``WITH``) is a
        licence of its own.

    Examples
    --------
    >>> allows("MIT"), allows("MIT AND GPL-3.0-only"), allows("MIT OR GPL-3.0-only")
    (True, False, True)
    >>> allows("(MIT OR GPL-3.0-only) AND Zlib"), allows("Apache-2.0 WITH LLVM-exception"), allows("")
    (True, False, False)
    """
    words = re.findall(r"[()]|[\w.+:-]+", expression)
    met, rest = _either(words)
    return met and not rest


def _either(words: list[str]) -> tuple[bool, list[str]]:
    """Read alternatives; give whether one is allowed, and the words after them."""
    met, words = _both(words)
    while words[:1] == ["OR"]:
        other, words = _both(words[1:])
        met = met or other
    return met, words


def _both(words: list[str]) -> tuple[bool, list[str]]:
    """Read what holds together; give whether all of it is allowed, and the words after it."""
    met, words = _one(words)
    while words[:1] == ["AND"]:
        other, words = _one(words[1:])
        met = met and other
    return met, words


def _one(words: list[str]) -> tuple[bool, list[str]]:
    """Read one name, or an expression in parentheses."""
    if not words:
        return False, []
    if words[0] == "(":
        met, rest = _either(words[1:])
        return met and rest[:1] == [")"], rest[1:]
    if words[1:2] == ["WITH"]:
        return " ".join(words[:3]) in ALLOWED, words[3:]
    return words[0] in ALLOWED, words[1:]


def licence_of(package: Distribution) -> str:
    """Give the licence expression of a package: its own, or what its classifiers come to; empty if it says neither."""
    if "License-Expression" in package.metadata:
        return package.metadata["License-Expression"]
    said = [line for line in package.metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    return " AND ".join(CLASSIFIERS.get(line, line.rpartition(" :: ")[2].replace(" ", "-")) for line in said)


def run_time_tree(root: str, find: Find = distribution) -> dict[str, Distribution]:
    """Give the packages that a package needs to run, on this machine, itself left out.

    Parameters
    ----------
    root : str
        A package that is installed.
    find : callable
        Finds an installed package by its name.

    Returns
    -------
    dict of str to Distribution
        By name, in alphabetical order. What an extra alone asks for is left out, unless a package of the tree asks
        for that extra; what a marker excludes here is left out.
    """
    found: dict[tuple[str, str], Distribution] = {}
    waiting = [(root, "")]
    while waiting:
        name, extra = waiting.pop()
        key = (canonicalize_name(name), extra)
        if key in found:
            continue
        found[key] = find(name)
        for line in found[key].requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting += [(wanted.name, one) for one in ("", *wanted.extras)]
    names = sorted({name for name, _ in found} - {canonicalize_name(root)})
    return {name: found[name, ""] for name in names}


def judge(tree: Mapping[str, Distribution], exceptions: Mapping[str, str]) -> list[Finding]:
    """Say of each package whether its licence is allowed, or excepted with a reason."""
    findings = []
    for name, package in tree.items():
        licence = licence_of(package)
        reason = exceptions.get(name, "")
        findings.append(Finding(name, package.version, licence, allows(licence) or bool(reason), reason))
    return findings


def exceptions_of(path: Path = EXCEPTIONS) -> dict[str, str]:
    """Read the excepted packages with their reasons; no file means none."""
    if not path.is_file():
        return {}
    return {
        str(name): str(reason) for name, reason in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def main() -> int:
    """Print the tree with its licences and give the exit code."""
    findings = judge(run_time_tree("detente"), exceptions_of())
    for one in findings:
        verdict = ("excepted: " + one.reason if one.reason else "allowed") if one.allowed else "NOT ALLOWED"
        sys.stdout.write(f"{one.name:20} {one.version:12} {one.licence or 'says nothing':50} {verdict}\n")
    return 0 if all(one.allowed for one in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
