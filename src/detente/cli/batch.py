"""``detente batch``: forecasts of many situations and settings, line by line, so that an interrupted run goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date as Day
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import click

from detente import __version__
from detente.cli.choosing import held_settings
from detente.cli.forecast import question_as_data
from detente.cli.grid import axes_of
from detente.cli.opened import as_day, json_option
from detente.cli.render import plain, points, print_json, say, show_faults, working
from detente.faults import Fault
from detente.outlook.batch import AHEAD, WINDOW, Done, Job, Results, results_in, run
from detente.outlook.grid import with_conditions
from detente.outlook.model import Branch
from detente.situation.opening import NoSuchCaseError, digest, find, read

MOST_SAID = 12  # jobs without a forecast that are named


class _Wanted(NamedTuple):
    """What is to be done with every situation."""

    vary: tuple[str, ...]
    start: tuple[str, ...]
    do: tuple[str, ...]
    day: Day | None
    draws: int
    seed: int
    span: bool


@dataclass
class _Count:
    """How far a run has come."""

    kept: int = 0
    written: int = 0
    alike: int = 0
    without: list[Done] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unfit: dict[str, str] = field(default_factory=dict)  # situations that the settings don't fit, and why

    @property
    def is_whole(self) -> bool:
        """Whether every situation could be used as asked."""
        return not (self.faults or self.unfit)


@click.command()
@click.argument("situations", nargs=-1, metavar="SITUATION...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("forecasts.jsonl"),
    show_default=True,
    help="Where results go, a line each; what stands there already isn't done again.",
)
@click.option(
    "--from",
    "listed",
    type=click.File(encoding="utf-8"),
    help="Take situations from this file too, one a line; - is standard input.",
)
@click.option(
    "--vary", multiple=True, metavar="OPTION=yes,no", help="Hold an option at each value (repeatable)."
)
@click.option(
    "--start", multiple=True, metavar="OPTION=yes,no", help="Begin with an option at each value (repeatable)."
)
@click.option("--do", multiple=True, metavar="OPTION=yes", help="Hold an option in all of them (repeatable).")
@click.option(
    "--draws", type=click.IntRange(0), default=200, show_default=True, help="Draws from the ranges."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@click.option("--no-span", is_flag=True, help="Leave out the other theories of behaviour.")
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option("--workers", type=click.IntRange(1), help="Local processes; default: one for each processor.")
@click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster do it, such as tcp://10.0.0.1:8786.")
@json_option
def command(
    *,
    situations: tuple[str, ...],
    output: Path,
    listed: Any,
    vary: tuple[str, ...],
    start: tuple[str, ...],
    do: tuple[str, ...],
    draws: int,
    seed: int,
    no_span: bool,
    as_of: str | None,
    workers: int | None,
    scheduler: str | None,
    as_json: bool,
) -> int:
    """Forecast many situations, each under all combinations of what --vary and --start name.

    Results are written one a line as they are done, in the order of the situations. If the run is interrupted, the same
    command goes on where it stopped.
    """
    wanted = _Wanted(vary, start, do, as_day(as_of), draws, seed, not no_span)
    names = _found([*situations, *(line.strip() for line in listed or () if line.strip())])
    if workers is not None and scheduler is not None:
        raise click.UsageError("--workers is for local processes; a cluster has workers of its own")
    count = _Count()
    try:
        _run(names, output, wanted, count, workers, scheduler)
    except KeyboardInterrupt:
        click.echo(
            f"{count.kept + count.written} results are in {output}; the same command goes on", err=True
        )
        raise
    except BrokenExecutor as error:
        raise click.ClickException(
            f"a process ended by itself, perhaps for want of memory: {error}. The same command goes on; try fewer --workers"
        ) from None
    _say(count, output, as_json=as_json)
    return 0 if count.is_whole else 1


def _found(names: Sequence[str]) -> list[str]:
    """Look whether every situation is there before any work is begun."""
    if not names:
        raise click.UsageError(
            "expected a situation: files, names of built-in cases, or a list of them by --from"
        )
    try:
        for name in names:
            find(name)
    except NoSuchCaseError as error:
        raise click.UsageError(str(error)) from None
    return list(names)


def _run(
    names: Sequence[str],
    output: Path,
    wanted: _Wanted,
    count: _Count,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Do all jobs whose results aren't there yet, and write each result."""
    with (
        _results(output) as results,
        _executor(workers, scheduler) as (spread, window),
        working("forecasting") as progress,
    ):
        jobs = _undone(names, wanted, results.keys, count)
        for done in spread(jobs, window):
            results.add(_line(done))
            count.written += 1
            if done.forecast is None:
                count.without.append(done)
            progress(f"{count.written} results written, the last of {done.job.name}")


@contextmanager
def _results(output: Path) -> Iterator[Results]:
    """Open the file of results; one that is something else is wrong use."""
    with ExitStack() as stack:
        try:
            results = stack.enter_context(results_in(output))
        except ValueError as error:
            raise click.UsageError(f"{error}; name another file by --output") from None
        yield results


_Spread = Callable[[Iterator[Job], int], Iterator[Done]]


@contextmanager
def _executor(workers: int | None, scheduler: str | None) -> Iterator[tuple[_Spread, int]]:
    """Give what does the jobs, and how many may be handed out at a time."""
    if scheduler is None:
        count = workers or os.cpu_count() or 1
        yield (lambda jobs, _window: run(jobs, workers=count)), WINDOW
        return
    from detente.outlook.clusters import cluster_at

    with cluster_at(scheduler) as cluster:
        executor: Executor = cluster.executor
        yield (lambda jobs, window: run(jobs, executor=executor, window=window)), AHEAD * cluster.places


def _undone(names: Sequence[str], wanted: _Wanted, keys: frozenset[str], count: _Count) -> Iterator[Job]:
    """Give the jobs that are still to be done, reading each situation when it is its turn."""
    seen: set[str] = set()
    for name in names:
        for job in _jobs(name, wanted, count):
            key = job.key(__version__)
            if key in seen:
                count.alike += 1
            elif key in keys:
                count.kept += 1
            else:
                yield job
            seen.add(key)


def _jobs(name: str, wanted: _Wanted, count: _Count) -> Iterator[Job]:
    """Give the jobs of one situation; what is wrong with it is noted, and it has none."""
    sit, faults = read(find(name))
    if sit is None:
        count.faults += [one for one in faults if one.severity == "fault"]
        return
    try:
        axes = [*axes_of(sit, wanted.vary, "do"), *axes_of(sit, wanted.start, "start")]
        branch = Branch(held_settings(sit, wanted.do), {}, {})
    except click.UsageError as error:
        count.unfit[name] = error.message
        return
    for values in product(*(axis.values for axis in axes)):
        chosen = with_conditions(branch, axes, values)
        yield Job(name, sit, chosen, wanted.day, wanted.draws, wanted.seed, wanted.span)


def _line(done: Done) -> dict[str, Any]:
    """Give the record of one job."""
    found = done.forecast
    record = {
        "key": done.job.key(__version__),
        "situation": done.job.name,
        "digest": digest(done.job.sit),
        "settings": done.job.settings,
        "questions": {}
        if found is None
        else {k: question_as_data(one) for k, one in found.questions.items()},
        "outcomes": () if found is None else found.outcomes,
        "why": done.why,
    }
    told: dict[str, Any] = plain(record)
    return told


def _say(count: _Count, output: Path, *, as_json: bool) -> None:
    """Say what was done."""
    if as_json:
        print_json(
            {
                "file": str(output),
                "written": count.written,
                "kept": count.kept,
                "alike": count.alike,
                "without": [
                    {"situation": one.job.name, **one.job.settings, "why": one.why} for one in count.without
                ],
                "unfit": count.unfit,
                "faults": count.faults,
            }
        )
        return
    show_faults(count.faults)
    for name, why in count.unfit.items():
        click.echo(f"{name}: {why}", err=True)
    there = f", and {count.kept} were there already" if count.kept else ""
    alike = f", and {count.alike} were asked for twice" if count.alike else ""
    say(f"{count.written} results written to {output}{there}{alike}.")
    if count.without:
        say(f"{len(count.without)} of them say why there is no forecast:")
    points(f"{one.job.name}: {'; '.join(one.why)}" for one in count.without[:MOST_SAID])
    if len(count.without) > MOST_SAID:
        say(f"... and {len(count.without) - MOST_SAID} more.")
