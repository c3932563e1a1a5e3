#!/usr/bin/env python3
"""The reference pages, made from the code: commands, faults, the keys of the situation file, the Python front door.

Run as ``python tools/reference.py --write`` after a change of the code, or with ``--check`` to learn whether the pages
under ``docs/reference`` still say what the code says (exit code 1 if they don't).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

import detente
from detente.cli.main import GROUPS
from detente.cli.main import detente as program
from detente.interop.formats import FORMATS as EXCHANGED
from detente.situation.fields import OVERLAY, SITUATION
from detente.situation.opening import case_names
from detente.situation.phrasing import actor_name, option_words, state_name, state_words
from detente.situation.shapes import ByKind, Key, Listing, Record, Shape, Table
from detente.situation.views import view_of
from detente.ties.codes import SCHEMES, State, states
from detente.ties.readers.formats import FORMATS, Format

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "% Made by tools/reference.py from the code; change the code, not this page.\n\n"
ABOUT_THE_REFERENCE = "Made from the code, and checked against it with every change."
ABOUT_COMMANDS = (
    "`detente COMMAND SITUATION [options]`. SITUATION is a path to a file, or the name of a built-in case; an existing "
    "file wins. Results go to standard output, progress and faults to standard error."
)
EXIT_CODES = (
    ("0", "done; there may be warnings"),
    ("1", "the situation has faults, or lacks a section that the command needs"),
    ("2", "used wrongly: an unknown option, case, state, question or actor; a missing file"),
    ("130", "interrupted"),
)
ABOUT_FAULTS = "A fault stops a run; a warning doesn't. A code is never given a second meaning."
ABOUT_CASES = (
    "Situations that come with the program. A command takes a case's name in place of a file: `detente report suez-1956`. "
    "`detente cases` lists them with their size."
)
MOST_NAMED = 12  # states named in a row
MOST_STATES = 600  # up to so many, a case's page says which states are stable for everybody
ABOUT_THE_FILE = (
    "One YAML file, UTF-8, at most 2 MB. In the places below, `*` is a name that you choose and `[]` an item of a list. "
    "Everything beyond the required keys may be left out; a command says what it needs and what is missing."
)
ABOUT_FORMATS = (
    "What [ties import](#command-ties-import) reads. Every row is written, left out for a reason that is told, or listed "
    "with its line. Files may be packed (gzip, or zip with one table in it), in UTF-8 or Latin-1; they are read line by line. "
    "Figures keep the unit of their source: nothing is converted."
)
ABOUT_EXCHANGE = (
    "What [convert](#command-convert) reads and writes; the ending of a file's name says which. What has no place in a format is "
    "listed each time. A file that can't be read is refused with the line. From Python, "
    "`detente.interop.graphs.to_networkx` makes a graph of a conflict."
)
ABOUT_CODES = (
    "Codes and names of states are looked up in a table with dates, since one code can stand for several states one after "
    "the other. Of a year, its last day counts. A name that isn't known is never guessed: the nearest one is told, and "
    "`--name` says who is meant. A row stands for a state between two days; it says nothing of recognition."
)
ABOUT_ENDED = "States and codes that ended, or changed their codes:"
ABOUT_PYTHON = (
    "What `import detente` offers. The names load their modules when they are first used. Everything else can be "
    "imported too, but may change without notice. In a notebook, results show themselves as tables."
)


def pages() -> dict[str, str]:
    """Make every page of the reference, by its path under ``docs/reference``."""
    made = {
        "commands.md": commands(),
        "situation-file.md": situation_file(),
        "formats.md": formats(),
        "exchange.md": exchange(),
        **faults(),
        **case_pages(),
        "python.md": front_door(),
    }
    made["index.md"] = index(name for name in made if "/" not in name or name.endswith("index.md"))
    return {name: MADE + text.rstrip() + "\n" for name, text in made.items()}


def index(names: Iterable[str]) -> str:
    """List the parts of the reference."""
    listed = "\n".join(name.removesuffix(".md") for name in names)
    return f"# Reference\n\n{ABOUT_THE_REFERENCE}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```"


def commands() -> str:
    """Describe every command by group, with its arguments and options."""
    out = [
        "# Commands",
        ABOUT_COMMANDS,
        table(("exit code", "meaning"), EXIT_CODES),
    ]
    for title, group in GROUPS.items():
        out.append(f"## {title}")
        for name, line in group.items():
            out.append(f"(command-{name})=\n### {name}")
            out += described(name) if exists(f"detente.cli.{name}") else [line]
    return "\n\n".join(out)


def described(name: str) -> Iterator[str]:
    """Describe one command, and those behind it."""
    command: click.Command = import_module(f"detente.cli.{name}").command
    yield from usage(command, name)
    for inner, behind in getattr(command, "inner", {}).items():
        yield f"(command-{name}-{inner})=\n### {name} {inner}"
        yield from usage(behind, f"{name} {inner}")


def usage(command: click.Command, name: str) -> Iterator[str]:
    """Give the usage, help text and parameters of one command."""
    parent = click.Context(program, info_name="detente", **program.context_settings)
    context = click.Context(command, info_name=name, parent=parent)
    yield from (paragraph(one) for one in cleandoc(command.help or "").split("\n\n"))
    yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    records = filter(None, (one.get_help_record(context) for one in command.get_params(context)))
    rows = [(f"`{names}`", meaning) for names, meaning in records if meaning]
    if rows:
        yield table(("option", "meaning"), rows)


def paragraph(text: str) -> str:
    """Give a paragraph of a command's help; one whose lines are to be kept becomes a block."""
    return f"```text\n{text[2:]}\n```" if text.startswith("\b\n") else plain(text)


def faults() -> dict[str, str]:
    """Describe every fault and warning on a page of its own, and list them."""
    if not exists("detente.registry"):
        return {}
    codes: Mapping[str, Any] = import_module("detente.registry").CODES
    made = {f"faults/{code}.md": fault_page(code, one) for code, one in codes.items()}
    listed = "\n".join(sorted(codes))
    rows = [(f"[{code}]({code}.md)", one.severity, one.title) for code, one in sorted(codes.items())]
    made["faults/index.md"] = "\n\n".join(
        [
            "# Faults",
            ABOUT_FAULTS,
            table(("code", "severity", "what it says"), rows),
            f"```{{toctree}}\n:hidden:\n\n{listed}\n```",
        ]
    )
    return made


def fault_page(code: str, one: Any) -> str:
    """Describe one fault: what it says, why it matters, how to mend it."""
    return "\n\n".join(
        [
            f"# {code}: {plain(one.title)}",
            f"*{one.severity.capitalize()}.*",
            "**Why it matters.** " + plain(sentence(one.why)),
            "**How to mend it.** " + plain(sentence(one.mend)),
        ]
    )


def case_pages() -> dict[str, str]:
    """Describe every built-in case on a page of its own, and list them."""
    names = case_names()
    loaded = {name: detente.load(name) for name in names}
    rows = [(f"[{name}]({name}.md)", plain(sit.title), plain(sit.asks)) for name, sit in loaded.items()]
    listed = "\n".join(names)
    index_page = [
        "# Cases",
        ABOUT_CASES,
        table(("case", "title", "asks"), rows),
        f"```{{toctree}}\n:hidden:\n\n{listed}\n```",
    ]
    made = {f"cases/{name}.md": "\n\n".join(case_page(name, sit)) for name, sit in loaded.items()}
    return {**made, "cases/index.md": "\n\n".join(index_page)}


def case_page(name: str, sit: Any) -> Iterator[str]:
    """Describe one case: what is asked, who could do what, what is stable, where it comes from."""
    yield f"(case-{name})=\n# {plain(sit.title)}"
    yield f"```shell\ndetente check {name}\ndetente solve {name}\n" + (
        f"detente report {name}\n```" if sit.questions else "```"
    )
    if sit.asks:
        yield f"**{plain(sit.asks)}**"
    if sit.note:
        yield plain(sentence(sit.note))
    if sit.as_of is not None:
        until = f", with questions up to {sit.horizon.day}" if sit.horizon else ""
        yield f"Written as of {sit.as_of}{until}."
    could = [
        (
            plain(actor_name(sit, actor)),
            plain("; ".join(option_words(one) for one in sit.options if one.owner == actor)),
        )
        for actor in sit.actors
    ]
    yield "## Who could do what" if sit.options else "## Who decides"
    if sit.options:
        yield table(("actor", "could"), could)
    else:
        yield "\n".join(f"* {actor}" for actor, _ in could)
    if sit.status_quo is not None:
        view = view_of(sit)
        today = state_words(sit, view.label(sit.status_quo))
        yield "Today: " + plain(today if sit.graph is not None else sentence(today))
    yield from stable_states(sit)
    if sit.questions:
        yield "## What is asked"
        yield "\n".join(f"* {plain(one.text)}" for one in sit.questions.values())
    if sit.commitments:
        yield "## Threats, promises and pledges"
        said = [
            (one.kind.replace("_", " "), actor_name(sit, one.by), one.text or one.id)
            for one in sit.commitments.values()
        ]
        yield table(("kind", "by", "what"), [tuple(plain(cell) for cell in row) for row in said])
    if sit.sources:
        yield "## Sources"
        yield "\n".join(f"* {cited(one)}" for one in sit.sources.values())


def stable_states(sit: Any) -> Iterator[str]:
    """Say which states are stable for everybody under each concept, where there are few states."""
    if sit.states is None and sit.graph is None:
        return
    con = detente.Conflict.from_situation(sit)
    yield "## What is stable"
    if len(con.states) > MOST_STATES:
        yield f"{len(con.states):,} states; `detente solve` lists those that are stable for everybody."
        return
    several = any(len(one.types) > 1 for one in sit.preferences.values())
    rows = []
    for concept in ("nash", "gmr", "smr", "seq", "sseq", "seq2"):
        try:
            found = con.stability(concept).equilibria.tolist()
        except ValueError as why:
            yield plain(sentence(str(why)))
            return
        labels = [state_name(sit, con.states[at]) or con.states[at] for at in found]
        more = f", and {len(labels) - MOST_NAMED:,} more" if len(labels) > MOST_NAMED else ""
        rows.append((f"`{concept}`", plain(", ".join(labels[:MOST_NAMED]) + more) or "none"))
    types = " Of several types the most probable is taken." if several else ""
    yield f"{len(con.states):,} states.{types} Stable for everybody:"
    yield table(("concept", "states"), rows)


def cited(source: Any) -> str:
    """Name a source as a bibliography does."""
    day = source.date.text if source.date else ""
    parts = [part for part in (source.author, source.title, source.publisher, day) if part]
    return plain(", ".join(parts)) + (f", <{source.url}>" if source.url else "")


def situation_file() -> str:
    """Describe every key of the situation file, record by record."""
    out = [
        "# The situation file",
        ABOUT_THE_FILE,
    ]
    records: dict[str, tuple[Record, list[str]]] = {}
    for form in (SITUATION, OVERLAY):
        for place, record in within(form, ""):
            if form is SITUATION or record.name not in records or records[record.name][0] is not record:
                records.setdefault(record.name, (record, []))[1].append(place)
    for name, (record, places) in records.items():
        where = ", ".join(f"`{place}`" for place in places if place)
        out += [f"({anchor(name)})=\n## {name.capitalize()}"]
        if where:
            out.append(f"Stands at {where}.")
        if record.short:
            out.append(f"A value on its own is taken for `{record.short}`.")
        out.append(
            table(
                ("key", "value", "meaning"),
                [(f"`{key}`", shape(one.shape), meaning(one)) for key, one in record.keys.items()],
            )
        )
    return "\n\n".join(out)


def within(form: Shape, place: str) -> Iterator[tuple[str, Record]]:
    """Give every record in a shape with its place, the outer ones first."""
    for spot, record in outermost(form, place):
        yield spot, record
        for key, one in record.keys.items():
            yield from within(one.shape, f"{spot}.{key}".lstrip("."))


def outermost(form: Shape, place: str) -> Iterator[tuple[str, Record]]:
    """Give the records that a shape is made of, without those inside them."""
    match form:
        case Record():
            yield place, form
        case Table():
            yield from outermost(form.value, f"{place}.*")
        case Listing():
            yield from outermost(form.item, f"{place}[]")
        case ByKind():
            for part in (form.scalar, form.listing, form.mapping):
                if part is not None:
                    yield from outermost(part, place)
        case _:
            pass


def shape(form: Any) -> str:
    """Say in words what a value looks like, with a link to the record it is made of."""
    names = dict.fromkeys(record.name for _, record in outermost(form, ""))
    links = ", ".join(f"[{name}](#{anchor(name)})" for name in names)
    if isinstance(form, Record):
        return links
    return f"{form.expected} (each {links})" if names else str(form.expected)


def meaning(key: Key) -> str:
    """Say what a key means, and whether it must stand."""
    return (
        key.doc
        + (" Required." if key.required else "")
        + (" Reserved: no effect yet." if key.reserved else "")
    )


def formats() -> str:
    """Describe the formats of data sets, and the codes of states."""
    out = ["# Formats", ABOUT_FORMATS]
    for one in FORMATS.values():
        out += [f"(format-{one.name})=\n## {one.name}", *format_rows(one)]
    ended = {one.id for one in states() if one.last is not None}
    rows = [code_row(one) for one in states() if one.id in ended]
    schemes = [(f"`{scheme}`", meaning) for scheme, meaning in SCHEMES.items()]
    out += ["## Codes of states", ABOUT_CODES, table(("scheme", "codes"), schemes), ABOUT_ENDED]
    out.append(table(("id", "state", "from", "to", "ISO", "COW", "GW", "FIPS", "BACI"), rows))
    return "\n\n".join(out)


def exchange() -> str:
    """Describe the formats of other programs."""
    out = ["# Exchange", ABOUT_EXCHANGE]
    for one in EXCHANGED:
        endings = ", ".join(f"`{suffix}`" for suffix in one.suffixes)
        rows = [("files", endings), ("written", one.written), ("read", one.read), ("no place for", one.lost)]
        out += [f"(exchange-{one.name})=\n## {one.program}", table(("", ""), rows)]
    return "\n\n".join(out)


def format_rows(one: Format) -> Iterator[str]:
    """Describe one format."""
    if one.title:
        yield plain(f"{one.title}. {one.publisher}, <{one.url}>." if one.url else one.title).replace(
            "\\<", "<"
        )
    settings = "; ".join(
        f"`--choose {key}=` {' or '.join(f'`{value}`' for value in values if value) or 'any text'}"
        for key, values in one.choices.items()
    )
    rows = [
        ("read", one.reads),
        ("not read", one.drops),
        ("becomes", ", ".join(one.kinds)),
        ("vector", one.vector and f"`{one.vector}`"),
        ("unit", one.unit),
        ("product", one.products),
        ("settings", settings),
        ("groups", "yes" if one.adds_up else "no: figures can't be added up"),
        ("an absent row", "a true zero" if one.complete else "unknown" if "ties" in one.kinds else ""),
        ("to know", one.note),
        ("terms", one.licence),
        ("cite", one.cite),
    ]
    yield table(("", ""), [(key, value) for key, value in rows if value])


def code_row(one: State) -> tuple[str, ...]:
    """Give the codes of one state in one time."""
    codes = (" or ".join(one.codes[scheme]) for scheme in ("iso3", "cow", "gw", "fips", "baci"))
    return (f"`{one.id}`", one.name, str(one.first or ""), str(one.last or ""), *codes)


def front_door() -> str:
    """List the names of the Python front door, described by their docstrings."""
    out = [
        "# Python",
        ABOUT_PYTHON,
        "```{eval-rst}",
    ]
    where: Mapping[str, str] = detente._MODULES  # noqa: SLF001 - the table of the front door is what is described
    names = [name for name in detente.__all__ if exists(where.get(name, "detente"))]
    return "\n\n".join([*out, *(directive(name) for name in names), "```"])


def directive(name: str) -> str:
    """Give the autodoc directive for a name; the fields of a record are described by its docstring."""
    value = getattr(detente, name)
    if not isinstance(value, type):
        return f".. {'autofunction' if callable(value) else 'autodata'}:: detente.{name}"
    if issubclass(value, Exception):
        return f".. autoexception:: detente.{name}"
    is_record = issubclass(value, tuple) or is_dataclass(value)
    return f".. autoclass:: detente.{name}" + ("" if is_record else "\n   :members:")


def exists(module: str) -> bool:
    """Tell whether a module has been written."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def anchor(name: str) -> str:
    """Give the link target of a record."""
    return "file-" + "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    bare = text.strip()
    return bare[:1].upper() + bare[1:] + ("" if bare.endswith((".", "?", "!")) else ".")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [columns, ["--"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell(one) for one in line) + " |" for line in lines)


def cell(text: str) -> str:
    """Keep a text within its cell."""
    return " ".join(plain(text).split()).replace("|", "\\|")


def plain(text: str) -> str:
    """Keep a text of the code from being taken for markup; what stands between backquotes stays."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(one if one.startswith("`") else re.sub(r"([<*])", r"\\\1", one) for one in parts)


def stale(made: Mapping[str, str]) -> list[str]:
    """Give the pages that are missing, differ, or are no longer made."""
    kept = {str(path.relative_to(FOLDER)): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md")}
    ours = {name for name, text in kept.items() if text.startswith(MADE)}
    return sorted(name for name in ours | set(made) if kept.get(name) != made.get(name))


def write(made: Mapping[str, str]) -> None:
    """Write the pages and remove those that are no longer made."""
    for name in stale(made):
        path = FOLDER / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()


@click.command()
@click.option("--write", "writing", is_flag=True, help="Write the pages.")
@click.option("--check", "checking", is_flag=True, help="Only say which pages differ.")
def main(*, writing: bool, checking: bool) -> None:
    """Make the reference pages from the code."""
    if writing == checking:
        raise click.UsageError("say either --write or --check")
    made = pages()
    if writing:
        write(made)
    for name in stale(made):
        click.echo(
            f"docs/reference/{name} doesn't say what the code says; run tools/reference.py --write", err=True
        )
    sys.exit(1 if stale(made) else 0)


if __name__ == "__main__":
    main()
