"""The commands and their files, in the order the help shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Hang every command on the application."""
    from onrecord.show.cli import actors, answers, demo, evaluate, keep, read

    for add in (read.add, answers.add, keep.add, actors.add, demo.add, evaluate.add):
        add(app)
