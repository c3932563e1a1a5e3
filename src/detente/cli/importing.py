"""``detente ties import``: a standard data set becomes a table that a situation can name, or a table of leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from detente.cli.opened import json_option, leave
from detente.cli.render import points, print_json, say, show_faults, working
from detente.cli.wanted import CITED, asked_of, check_target, format_of, labels_of, source_of
from detente.faults import NOWHERE, Fault, SituationError, warning
from detente.situation.writing import written
from detente.ties.readers.formats import FORMATS, Format
from detente.ties.readers.importing import Imported, bring_in


@click.command(name="import", epilog=f"SOURCE is one of: {', '.join(FORMATS)}.")
@click.argument("source")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, metavar="TABLE", help="The table that is written.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["ties", "counts", "leads"]),
    help="What to make of it; default: the first of these that the source gives.",
)
@click.option("--actor", "actors", multiple=True, metavar="ACTOR", help="Only what touches it (repeatable).")
@click.option("--years", metavar="FROM-TO", help="Only these years, such as 2010-2021, or a single one.")
@click.option(
    "--product", "products", multiple=True, metavar="CODE", help="Only products that begin so (repeatable)."
)
@click.option("--by-product", is_flag=True, help="Keep products apart instead of adding them up.")
@click.option(
    "--group", "groups", multiple=True, metavar="EU=AUT,BEL", help="Count states as one actor (repeatable)."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="TEXT=ID",
    help="For whom a code or name stands (repeatable).",
)
@click.option(
    "--choose", "choices", multiple=True, metavar="KEY=VALUE", help="A setting of the source (repeatable)."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="KEY=COLUMN",
    help="Of a plain table: the column that holds a key (repeatable).",
)
@click.option(
    "--fixed",
    multiple=True,
    metavar="KEY=VALUE",
    help="Of a plain table: what is the same in all rows (repeatable).",
)
@click.option("--vector", metavar="VECTOR", help="The kind of tie; default: the source's own.")
@click.option("--unit", metavar="UNIT", help="The unit, where the source has none of its own.")
@click.option("--released", metavar="DAY", help="When the data were published, so known.")
@click.option("--retrieved", metavar="DAY", help="When you downloaded them.")
@click.option("--source", "source_id", metavar="ID", help="Its name in the situation; default: SOURCE.")
@click.option(
    "--cite",
    "cited",
    multiple=True,
    metavar="KEY=VALUE",
    help=f"Of the source: {', '.join(CITED)} (repeatable).",
)
@json_option
def command(
    *,
    source: str,
    files: tuple[str, ...],
    output: str,
    vector: str | None,
    unit: str | None,
    released: str | None,
    retrieved: str | None,
    source_id: str | None,
    cited: tuple[str, ...],
    as_json: bool,
    **wants: Any,
) -> None:
    """Make a table that a situation can name of a standard data set.

    Rows that can't be read are listed, each with its line, beside the table. What 'sources:' and 'ties:' of the
    situation need is printed, ready to be pasted. News that a program read become counts of stories, or leads for
    evidence, never ties.
    """
    form = format_of(source)
    paths, target = [Path(name) for name in files], Path(output)
    check_target(target, paths)
    asked = asked_of(form, **wants)
    labels = labels_of(form, asked, vector, unit, source_id)
    entry = source_of(form, cited, released, retrieved)
    try:
        with _reading(paths) as listen:
            imported = bring_in(form, paths, target, asked, labels, listen)
    except SituationError as error:
        leave(list(error.faults), as_json=as_json)
    warnings = [*imported.warnings, *_undated(released, retrieved)]
    pasted = _pasted(form, labels.source, entry, output if asked.kind == "ties" else "")
    if as_json:
        print_json(_as_data(output, asked.kind, imported, warnings, labels.source, entry, pasted))
        return
    show_faults([*imported.account.first, *warnings])
    _tell(imported, asked.kind, paths, output)
    say("Paste this into the situation:", "")
    click.echo(pasted)


@contextmanager
def _reading(paths: Sequence[Path]) -> Iterator[Callable[[int], None]]:
    """Say on standard error how far the reading is, if it takes longer than a second."""
    size = sum(path.stat().st_size for path in paths)
    names = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    with working(f"reading {names}") as update:
        yield lambda done: update(f"reading {names}: {min(done, size) / max(size, 1):.0%}")


def _undated(released: str | None, retrieved: str | None) -> Iterator[Fault]:
    """Warn where nobody can tell later what was known when."""
    if retrieved is None:
        yield warning(
            "DT658",
            NOWHERE,
            "nothing says when these data were retrieved",
            hint="--retrieved 2024-05-31; others can't find the same release without it",
        )
    if released is None:
        since = "the day of retrieval" if retrieved else "the beginning of time"
        yield warning(
            "DT658",
            NOWHERE,
            f"nothing says when these data were published, so they count as known from {since} on",
            hint="--released 2024-01-30, so that a forecast as of an earlier day leaves them out",
        )


def _pasted(form: Format, source: str, entry: Mapping[str, str], table: str) -> str:
    """Write the entries for a situation file."""
    lines = ["sources:", f"  {source}:", *(f"    {key}: {written(value)}" for key, value in entry.items())]
    if table:
        lines += ["ties:", *_named(Path(table))]
    if table and form.complete:
        lines.append("    complete: yes   # a pair that is not in these data in a year that is had no tie")
    return "\n".join(lines)


def _named(table: Path) -> list[str]:
    """Name a table as a situation does: from its own folder."""
    if table.is_absolute() or ".." in table.parts:
        return [f"  - table: {written(table.name)}   # a table lies in the situation's own folder"]
    return [f"  - table: {written(table.as_posix())}"]


def _tell(imported: Imported, kind: str, paths: Sequence[Path], output: str) -> None:
    """Say what became of the rows."""
    account = imported.account
    names = ", ".join(path.name for path in paths)
    say(
        f"{kind.capitalize()} written to {output}: {imported.rows:,}. Rows read from {names}: {account.read:,}."
    )
    for title, counter in (("Left out:", account.left_out), ("Worth knowing:", account.notes)):
        found = [f"{what}: {count:,}" for what, count in counter.most_common() if count]
        if found:
            say(title)
            points(found)
    if account.unread:
        say(f"Rows not readable: {account.unread:,}, each listed with its line in {imported.unread}.")


def _as_data(
    output: str,
    kind: str,
    imported: Imported,
    warnings: list[Fault],
    source: str,
    entry: Mapping[str, str],
    pasted: str,
) -> dict[str, Any]:
    """Give what ``--json`` prints."""
    account = imported.account
    return {
        "table": output,
        "kind": kind,
        "rows": imported.rows,
        "read": account.read,
        "left_out": {what: count for what, count in account.left_out.items() if count},
        "notes": {what: count for what, count in account.notes.items() if count},
        "unread": {"rows": account.unread, "file": imported.unread, "first": account.first},
        "warnings": warnings,
        "sources": {source: entry},
        "paste": pasted,
    }
