"""The command ``detente``: finds a command, runs it, and turns what went wrong into words and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from detente import __version__
from detente.cli.interrupting import stoppable
from detente.faults import SituationError

DONE, FAULTY, MISUSED, INTERRUPTED = 0, 1, 2, 130

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Write": {
        "new": "Write a commented starter file.",
        "check": "Find all that is wrong with a situation, and say what each actor is read to want.",
        "preferences": "Read an actor's preferences back in words.",
        "source": "Number the sentences of a source's text, each with its place and digest.",
        "schema": "Print the JSON Schema of the file, for editors.",
        "cases": "List the built-in cases.",
    },
    "Understand": {
        "solve": "Which states are stable, and for whom.",
        "explain": "Why a state is or isn't stable, move by move.",
        "path": "The shortest ways from the status quo to what you name.",
        "commitments": "Would threats and promises be kept, whom do they deter, what are they worth.",
        "beliefs": "How probable each type is, and what moved that.",
        "ties": "Who depends on whom, how far, and what isn't known.",
        "transfers": "Whose consent an item needs on its way, and who can block it.",
    },
    "Conclude": {
        "forecast": "How probable each answer is, and on what that hangs.",
        "advise": "What an actor can do about a question, and what it costs the actor.",
        "grid": "The answers for every combination of what may be held otherwise.",
        "batch": "Many situations and settings at once, by processes or a cluster.",
        "replay": "What would have been forecast on each day with news.",
        "score": "How good forecasts were, once the answers are known.",
        "flips": "The smallest changes of assumptions that turn an answer.",
        "sensitivity": "Which inputs move an answer, what to find out, what to watch for.",
        "report": "Write the brief: one page in which every number leads to its source.",
        "compare": "How two files differ, in what follows too, and which change did it.",
    },
    "Exchange": {
        "convert": "From and to GMCR+, Gambit, and tables of states and moves.",
        "inverse": "Which orders of preference would make a state stable.",
    },
}


class Commands(click.Group):
    """The commands by group; a command's module is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the interface has it
        """Give the names of all commands."""
        return [name for group in GROUPS.values() for name in group]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the interface has it
        """Import and give one command."""
        if not any(cmd_name in group for group in GROUPS.values()):
            return None
        command: click.Command = import_module(f"detente.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was named; a misspelt one gets the nearest name."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from detente.situation.names import nearest

            near = nearest(args[0], self.list_commands(ctx))
            ctx.fail(f"there is no command '{args[0]}'." + (f" Did you mean '{near}'?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the interface has it
        """List the commands by what they are for."""
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(list(group.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="detente")
def detente() -> None:
    """Reason about how states behave towards each other.

    SITUATION is a file, or the name of a built-in case (see 'detente cases'). Begin with
    'detente report belarus-2023', or with 'detente new mine.yaml'.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``detente``; default: those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with stoppable(INTERRUPTED):
        code = run(arguments)
        if code == INTERRUPTED:  # threads that are still in the middle of something are not waited for
            sys.stdout.flush()
            os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        outcome: Any = detente.main(
            args=None if arguments is None else list(arguments), prog_name="detente", standalone_mode=False
        )
    except SituationError as error:
        from detente.cli.render import show_faults

        show_faults(error.faults)
        return FAULTY
    except click.ClickException as error:
        error.show()
        return MISUSED
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _hush()
        return DONE
    except OSError as error:
        click.echo(f"Error: {_plain(error)}", err=True)
        return MISUSED
    return outcome if isinstance(outcome, int) else DONE


def _plain(error: OSError) -> str:
    """Say what the system said, without numbers."""
    if error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}"
    return str(error)


def _hush() -> None:
    """Stop the interpreter from writing to a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
