"""``detente report``: the brief, one page in which every number leads to its source."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.choosing import do_option, held_settings
from detente.cli.opened import as_day, faults_told, json_option, opened, situation_argument
from detente.cli.render import print_json, say, working
from detente.situation.opening import case_names

if TYPE_CHECKING:
    from detente.brief.composing import Composed

ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt", "word": ".docx"}


@click.command()
@situation_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to; by default NAME.html in the current folder. The ending .md, .txt or .docx makes another form.",
)
@click.option("--as-of", "as_of", metavar="DAY", help="Only what was known by this day counts.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Begin the draws here.")
@click.option(
    "--draws",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="Draws from the ranges of the file.",
)
@do_option
@click.option(
    "--full",
    is_flag=True,
    help="Also what takes longer: what would turn the answer, the replay, scores. Small situations get it unasked.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ENDINGS)),
    help="The page, Markdown, plain text for a mail, or a Word file; by default what the file's ending says.",
)
@json_option
def command(
    *,
    situation: str,
    output: str | None,
    as_of: str | None,
    seed: int,
    draws: int,
    do: tuple[str, ...],
    full: bool,
    form: str | None,
    as_json: bool,
) -> None:
    """Write the brief of a situation: one self-contained page of HTML.

    The page holds what the file has matter for: answers and what they turn on, courses of events, commitments, beliefs,
    ties, transfers, what to watch for, assumptions with their lines, sources. It loads nothing.
    """
    from detente.brief.composing import composed
    from detente.brief.gather import gather
    from detente.brief.page import answer_of

    kind = form or _form_of(output)

    day = as_day(as_of)
    sit = opened(situation, as_json=as_json)
    held = held_settings(sit, do)
    with faults_told(sit, as_json=as_json), working("writing the brief"):
        gathered = gather(sit, draws=draws, seed=seed, as_of=day, do=held, full=full)
        made = composed(gathered)
        content = _written(made, kind, sit.marking)
    target = output or f"{_name(situation)}{ENDINGS[kind]}"
    write_whole(Path(target), content)
    if as_json:
        digest = hashlib.sha256(content).hexdigest()
        print_json({"file": target, "digest": digest, "numbers": made.records})
    else:
        say(" ".join([f"Wrote {target}.", answer_of(gathered)]).strip())


def _form_of(output: str | None) -> str:
    """Tell the form from the ending of the file; the page where it has another one."""
    ending = Path(output).suffix.lower() if output is not None else ""
    return next((form for form, usual in ENDINGS.items() if usual == ending), "html")


def _written(made: Composed, form: str, marking: str) -> bytes:
    """Write a brief in one of its forms."""
    if form == "word":
        from detente.brief.outputs.word import word

        return word(made)
    if form == "markdown":
        from detente.brief.outputs.markdown import markdown

        return markdown(made).encode()
    if form == "text":
        from detente.brief.outputs.mail import mail

        return mail(made).encode()
    from detente.brief.page import rendered

    return rendered(made, marking).encode()


def _name(source: str) -> str:
    """Name a situation: a built-in case by its name, a file by its own without the ending."""
    path = Path(source)
    return source if not path.is_file() and source in case_names() else path.stem


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all.

    Parameters
    ----------
    path : Path
        Where to; a link is followed. What isn't a file, as a pipe, is written to.
    content : bytes

    Raises
    ------
    OSError
        If it can't be written; what stood there before is still there.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        part.unlink(missing_ok=True)
