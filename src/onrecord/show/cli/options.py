"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["ActorsOption", "CodebookOption", "RecordArgument", "RecordOption"]

RecordArgument = Annotated[
    str, typer.Argument(metavar="RECORD", help="The record: a file that `onrecord read` wrote, or a postgresql:// URL.")
]
RecordOption = Annotated[
    str,
    typer.Option("--record", "-r", metavar="FILE", help="Where the record is kept: a file, or a postgresql:// URL."),
]
CodebookOption = Annotated[
    str | None,
    typer.Option(
        "--codebook",
        "-c",
        metavar="NAME_OR_FILE",
        help="Issues to code: a shipped codebook or your own YAML file; by default the record's own, or crisis in a new one.",
    ),
]
ActorsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors", "-a", metavar="FILE", help="Your own actors and offices (YAML); may be given several times."
    ),
]
