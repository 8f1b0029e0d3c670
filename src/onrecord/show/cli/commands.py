"""The commands and their files, in the order the help shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Hang every command on the application."""
    from onrecord.show.cli import actors, answers, codebooks, demo, evaluate, imports, keep, networks, people, read

    for add in (
        read.add,
        imports.add,
        answers.add,
        networks.add,
        keep.add,
        people.add,
        codebooks.add,
        actors.add,
        demo.add,
        evaluate.add,
    ):
        add(app)
