"""Stabilities as a table for other programs and for papers: states by actors and concepts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from detente.cli.settings import mover_name
from detente.conflict.model import Conflict
from detente.conflict.results import Stability
from detente.situation.phrasing import state_name
from detente.situation.records import Situation

STABLE, STRUCTURAL, UNSTABLE = "stable", "structural", "unstable"
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
    }
)
_SIGNS = {STABLE: "s", STRUCTURAL: "m", UNSTABLE: "u"}


def print_table(sit: Situation, con: Conflict, stability: Mapping[str, Stability], form: str) -> None:
    """Print whether each state is stable for each actor under each concept, and an equilibrium."""
    for line in FORMATS[form](sit, con, stability):
        click.echo(line)


def _verdicts(stability: Stability, at: int) -> list[str]:
    """Say for each actor whether a state is stable; structural where the actor has no move from it."""
    pairs = zip(stability.stable[:, at].tolist(), stability.structural[:, at].tolist(), strict=True)
    return [STRUCTURAL if stuck else STABLE if stable else UNSTABLE for stable, stuck in pairs]


def _as_csv(sit: Situation, con: Conflict, stability: Mapping[str, Stability]) -> Iterator[str]:
    """Write comma-separated values: a row per state, a column per concept and actor, and one for the equilibrium."""
    columns = [
        f"{concept}:{who}" for concept, one in stability.items() for who in (*one.actors, "equilibrium")
    ]
    yield _row(["state", "name", *columns])
    for at, label in enumerate(con.states):
        cells = []
        for one in stability.values():
            verdicts = _verdicts(one, at)
            cells += [*verdicts, "yes" if UNSTABLE not in verdicts else "no"]
        yield _row([label, state_name(sit, label), *cells])


def _row(cells: Sequence[str]) -> str:
    """Write one row, quoted where need be."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _as_latex(sit: Situation, con: Conflict, stability: Mapping[str, Stability]) -> Iterator[str]:
    """Write a LaTeX tabular: a column per concept and actor, E for the equilibrium."""
    widths = [len(one.actors) + 1 for one in stability.values()]
    yield "% s stable, m stable because the actor has no move, u unstable, E equilibrium"
    yield rf"\begin{{tabular}}{{l{'|' + '|'.join('c' * width for width in widths)}}}"
    titles = [
        rf"\multicolumn{{{width}}}{{c}}{{{_escaped(name.upper())}}}"
        for name, width in zip(stability, widths, strict=True)
    ]
    yield rf"& {' & '.join(titles)} \\"
    heads = [
        _escaped(who)
        for one in stability.values()
        for who in (*(mover_name(sit, row) for row in one.actors), "E")
    ]
    yield rf"state & {' & '.join(heads)} \\ \hline"
    for at, label in enumerate(con.states):
        cells = []
        for one in stability.values():
            verdicts = _verdicts(one, at)
            cells += [*(_SIGNS[verdict] for verdict in verdicts), "E" if UNSTABLE not in verdicts else ""]
        yield rf"{_escaped(state_name(sit, label) or label)} & {' & '.join(cells)} \\"
    yield r"\end{tabular}"


def _escaped(text: str) -> str:
    """Write a text so that LaTeX prints it as it is."""
    return text.translate(_LATEX)


Writer = Callable[[Situation, Conflict, Mapping[str, Stability]], Iterator[str]]
FORMATS: Mapping[str, Writer] = {"csv": _as_csv, "latex": _as_latex}
