"""The command line: one file a command group; libraries are imported when a command needs them."""

from onrecord.show.cli.app import main

__all__ = ["main"]
