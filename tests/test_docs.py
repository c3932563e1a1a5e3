"""The pages say what the code says: examples run, files are read without a fault, the reference follows the code."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.cli.main import GROUPS
from house import ROOT, modules, tool, tracked

reference = tool("reference")
recordings = tool("recordings")
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
COMMANDS = {name for group in GROUPS.values() for name in group}


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """Give the fenced blocks of one language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), flags=re.MULTILINE | re.DOTALL)


def pages_with(language: str, mark: str) -> list[str]:
    return [page for page in PAGES if any(mark in block for block in blocks(page, language))]


@contextlib.contextmanager
def beside_the_files(folder: Path) -> Iterator[None]:
    """Work in a folder that holds the files of the tutorial, and nothing else."""
    for path in (DOCS / "tutorial").glob("*.yaml"):
        shutil.copy(path, folder)
    with contextlib.chdir(folder):
        yield


@pytest.mark.parametrize("page", pages_with("python", ">>>"))
def test_the_examples_of_a_page_run(page: str, tmp_path: Path) -> None:
    example = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "python")), {}, page, page, 0)
    said = io.StringIO()
    with beside_the_files(tmp_path):
        failed = doctest.DocTestRunner(verbose=False).run(example, out=said.write).failed
    assert failed == 0, said.getvalue()


def test_recorded_commands_print_what_the_pages_show() -> None:
    assert recordings.stale() == {}, "run: python tools/recordings.py --write"


def test_a_session_is_recorded_with_its_output_and_its_faults() -> None:
    page = "Text.\n\n```console\n$ detente chek dam.yaml\nold output\n```\n\nMore.\n"
    new = recordings.recorded(page)
    assert new.startswith("Text.\n\n```console\n$ detente chek dam.yaml\n")
    assert new.endswith("\n```\n\nMore.\n")
    assert "Did you mean 'check'?" in new
    assert "old output" not in new


@pytest.mark.parametrize("page", pages_with("shell", "detente "))
def test_the_commands_of_a_page_exist(page: str) -> None:
    lines = "".join(blocks(page, "shell")).splitlines()
    assert {line.split()[1] for line in lines if line.startswith("detente ")} <= COMMANDS


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "tutorial").glob("*.yaml")))
def test_the_files_of_the_tutorials_have_no_fault_and_no_warning(name: str) -> None:
    assert detente.read(DOCS / "tutorial" / name)[1] == []


@pytest.mark.parametrize("page", pages_with("yaml", ":"))
def test_the_pieces_of_a_file_on_a_page_fit_the_dam(page: str) -> None:
    dam = sections((DOCS / "tutorial" / "dam.yaml").read_text(encoding="utf-8"))
    for block in blocks(page, "yaml"):
        whole = {**dam, **sections(block)}
        if "types:" not in whole["preferences"]:
            del whole["evidence"]
        sit, faults = detente.read("".join(whole.values()))
        assert sit is not None, block
        assert [str(one) for one in faults if one.severity == "fault"] == [], block


def sections(text: str) -> dict[str, str]:
    """Split a situation file into the texts of its top-level keys."""
    parts = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in parts if part.strip()}


def test_the_reference_says_what_the_code_says() -> None:
    assert reference.stale(reference.pages()) == [], "run: python tools/reference.py --write"


def test_every_command_and_every_key_is_in_the_reference() -> None:
    made = reference.pages()
    for name in COMMANDS:
        assert f"(command-{name})=" in made["commands.md"]
    for key in reference.SITUATION.keys:
        assert f"| `{key}` |" in made["situation-file.md"]


def test_every_page_of_the_reference_is_made_from_the_code() -> None:
    there = {page.removeprefix("reference/") for page in PAGES if page.startswith("reference/")}
    assert there == set(reference.pages())


def test_what_the_code_says_is_not_taken_for_markup() -> None:
    assert reference.cell("a <b> | *c*  `<d> *`\ne") == r"a \<b> \| \*c\* `<d> *` e"
    assert reference.paragraph("\b\nkept\nas it is") == "```text\nkept\nas it is\n```"
    assert reference.sentence("mend it") == "Mend it."


def rows_of_concepts() -> list[list[str]]:
    lines = [line for line in text_of("concepts.md").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_each_concept_stands_once_with_a_module_and_a_command_that_exist() -> None:
    rows = rows_of_concepts()
    names = [row[0] for row in rows]
    assert len(set(names)) == len(names)
    assert all(row[1] or row[2] for row in rows)
    commands = {re.sub(r"\[(\w+)\]\(#command-(\w+)\)", r"\1", row[4]) for row in rows}
    assert commands == COMMANDS
    known = set(modules()) | set(detente._MODULES.values()) | {""}
    assert {row[3].strip("`") for row in rows} <= known


def test_every_word_of_the_glossary_stands_once_in_order() -> None:
    words = re.findall(r"^([a-z][a-z -]+)\n  [A-Z]", text_of("glossary.md"), flags=re.MULTILINE)
    assert words == sorted(set(words))
    assert len(words) > 20


def test_contributors_and_the_machine_run_the_same_commands() -> None:
    """The last two commands of the checks are the ones that the pages tell to run the tests with."""
    steps = [
        line.strip()
        for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert steps[-2:] == ["python -m pip install -e '.[test]' -c constraints.txt", "python -m pytest"]
    told = [
        line
        for line in tracked()["CONTRIBUTING.md"].splitlines()
        if "pytest" in line or "pip install" in line
    ]
    assert set(steps[-2:]) <= {line.strip() for line in told}
    readme = [
        line.strip() for line in tracked()["README.md"].splitlines() if re.match(r"\s*python -m pytest", line)
    ]
    assert set(readme) <= {"python -m pytest"}


def test_versions_agree() -> None:
    assert f"version: {detente.__version__}\n" in tracked()["CITATION.cff"]
    pinned = [line for line in tracked()["constraints.txt"].splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][\w.]*", line) for line in pinned)
    names = [line.partition("==")[0] for line in pinned]
    assert names == sorted(names)


def test_the_scripts_named_on_pages_are_there() -> None:
    named = {
        name
        for text in tracked().values()
        for name in re.findall(r"\b((?:tools|benchmarks)/\w+\.py)\b", text)
    }
    assert {name for name in named if not (ROOT / name).is_file()} == set()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
