"""The page: sections put together, the style inlined, and a content policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date as Day
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from detente.brief.composing import Composed, composed
from detente.brief.gather import Gathered, gather
from detente.brief.quoting import plain
from detente.brief.sections.first import first_asked
from detente.outlook.headline import headline
from detente.situation.records import Situation

if TYPE_CHECKING:
    from jinja2 import Environment

Changes = Mapping[str, bool]


def report(
    sit: Situation,
    *,
    draws: int = 200,
    seed: int = 1,
    as_of: Day | str | None = None,
    do: Changes | None = None,
    what_if: Changes | None = None,
    full: bool = False,
) -> str:
    """Write the brief of a situation: one page of HTML that needs nothing else.

    A section stands on the page where the file has matter for it. The page loads nothing and runs nothing but a script of
    its own that sorts and filters long tables, without which it is whole. It is the same byte for byte for the same file
    and settings.

    Parameters
    ----------
    sit : Situation
        The situation; it isn't changed.
    draws : int
        How many sets of values to draw from the ranges of the file.
    seed : int
        Seed of the draws.
    as_of : date, ISO date or None
        Only what was known by this day counts; default is the situation's own day.
    do : mapping of str to bool, optional
        Options held at a value on the whole page.
    what_if : mapping of str to bool, optional
        Options held at a value in the branch that is compared with the page. By default the page takes what others'
        wishes and commitments are conditioned on; an empty mapping leaves the section out.
    full : bool
        Whether to work out what takes long in a large situation too: what would turn the answer, the replay, scores. A
        small situation gets it unasked.

    Returns
    -------
    str
        The page.

    Raises
    ------
    SituationError
        If options are held at values with which events can't begin.
    ValueError
        If an option is unknown.

    Notes
    -----
    The cost is that of the forecast, once for the page and once, without draws, for each branch; a full page also tries
    every single change of an assumption.

    Examples
    --------
    >>> import detente
    >>> page = report(detente.load("chicken"))
    >>> page.startswith("<!doctype html>"), "default-src 'none'" in page
    (True, True)
    """
    return page_of(gather(sit, draws=draws, seed=seed, as_of=as_of, do=do, what_if=what_if, full=full))


def page_of(g: Gathered) -> str:
    """Write the page of what was gathered.

    Parameters
    ----------
    g : Gathered

    Returns
    -------
    str
    """
    return rendered(composed(g), g.sit.marking)


def rendered(made: Composed, marking: str) -> str:
    """Write the page of a brief that has been put together.

    Parameters
    ----------
    made : Composed
    marking : str
        What stands on every printed page.

    Returns
    -------
    str
    """
    style, script = _part("style.css") + running_head(marking), _part("tables.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            name=plain(made.title),
            first=made.first,
            sections=made.sections,
            entries=made.entries,
            records=_embedded(made.records),
            style=style,
            style_hash=content_hash(style),
            script=script,
            script_hash=content_hash(script),
        )
    )


def _embedded(records: Sequence[Mapping[str, object]]) -> str:
    """Write records as JSON that no text can end: what might be read as a tag is written by its number."""
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def answer_of(g: Gathered) -> str:
    """Give the sentence that answers the first modelled question; empty where there is none.

    Parameters
    ----------
    g : Gathered
    """
    asked = first_asked(g)
    return headline(asked, doubt=g.forecast.doubt) if asked is not None and g.forecast is not None else ""


def running_head(marking: str) -> str:
    r"""Write the style that puts a marking on every printed page.

    Every character is escaped by its number, so that nothing of the text is read as style.

    Examples
    --------
    >>> running_head("A")
    '@page { @top-center { content: "\\41 "; font-weight: bold; } }'
    """
    shown = plain(marking)
    if not shown:
        return ""
    escaped = "".join(f"\\{ord(one):x} " for one in shown)
    return f'@page {{ @top-center {{ content: "{escaped}"; font-weight: bold; }} }}'


def content_hash(text: str) -> str:
    """Give the hash by which a content policy lets one inlined text in.

    Examples
    --------
    >>> content_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    """Read the style or the script."""
    return (resources.files("detente.brief") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Make the templates ready; whatever they are given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(str(resources.files("detente.brief") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["trusted"] = Markup
    return made
