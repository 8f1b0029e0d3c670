"""The `onrecord` command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.errors import OnRecordError

__all__ = ["app", "main"]

app = typer.Typer(
    name="onrecord",
    help="Turn news articles and official statements into a sourced record of who said what.\n\n"
    "It attributes and takes no side: every answer opens the sentence it rests on.",
    epilog="Begin with: onrecord demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer's form of a callback
    if wanted:
        from onrecord import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every error of ours is one line with its code and what to do."""
    from onrecord.show.cli import commands

    commands.register(app)
    try:
        app()
    except OnRecordError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
