"""The `onrecord` command."""

from __future__ import annotations

import errno
import sys
from typing import Annotated

import typer

from onrecord.errors import Broken, OnRecordError, Unavailable
from onrecord.show.terminal import say

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

        say(f"onrecord {__version__}")
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
        say(str(error), err=True)
        sys.exit(1 if isinstance(error, Broken) else 2)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(0)
        if error.errno not in _FULL and not _no_temporary_folder(error):
            raise
        say(str(Unavailable(f"there is no room to write: {error.strerror or error}", _MAKE_ROOM)), err=True)
        sys.exit(2)


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_MAKE_ROOM = "free some space, also in the folder for temporary files (TMPDIR), then run the same command again"


def _no_temporary_folder(error: OSError) -> bool:
    """Python's own error where no folder for temporary files can be written has no number."""
    return isinstance(error, FileNotFoundError) and "temporary" in str(error)
