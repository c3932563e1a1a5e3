"""On which origins of evidence the answers to questions hang, for ``detente beliefs --answers``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.cli.render import heading, points, say
from detente.outlook.hanging import Hanging
from detente.situation.phrasing import percent
from detente.situation.records import Situation


def say_hanging(sit: Situation, found: Sequence[Hanging], least: float) -> None:
    """Print, question by question, the origins without which its answer would move."""
    say(sit.title)
    say(
        f"What one origin moves by {percent(least)} or more, or two of which neither does it alone. Central values, "
        "without the doubt."
    )
    for question in dict.fromkeys(one.question for one in found):
        heading(sit.questions[question].text or question)
        points(_words(one) for one in found if one.question == question)
    if not found:
        say("No answer moves as much without any one origin, or any two.")


def _words(one: Hanging) -> str:
    """Say where the probability goes."""
    both = " together" if len(one.origins) > 1 else ""
    return f"Without {' and '.join(one.origins)}{both}: from {percent(one.before)} to {percent(one.after)}."


def hanging_as_data(found: Sequence[Hanging]) -> list[dict[str, Any]]:
    """Give what ``--json`` prints."""
    return [one._asdict() for one in found]
