"""Commands behind a command, such as ``import`` behind ``ties``; their modules are imported when they are called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class OrImport(click.Command):
    """The command ``ties``, behind which ``import`` is a command of its own."""

    @property
    def inner(self) -> Mapping[str, click.Command]:
        """The commands behind this one."""
        command: click.Command = import_module("detente.cli.importing").command
        return {"import": command}

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Give the context of the command that was meant."""
        if args[:1] == ["import"]:
            return self.inner["import"].make_context(f"{info_name} import", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)
