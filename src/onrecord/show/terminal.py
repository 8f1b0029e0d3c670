"""What is shown on a terminal: words, never anything that a terminal obeys."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO, cast

import typer

from onrecord.language.controls import escape_controls, without_controls

__all__ = ["say", "say_json", "standard_output"]


def say(text: str = "", *, err: bool = False, bold: bool = False, dim: bool = False) -> None:
    """Write lines to standard output, or to standard error. All words may be from outside."""
    plain = without_controls(text)
    typer.echo(typer.style(plain, bold=bold or None, dim=dim or None) if bold or dim else plain, err=err)


def say_json(value: Any, *, indent: int | None = None) -> None:
    """Write a value as JSON; control characters are escapes in it."""
    typer.echo(escape_controls(json.dumps(value, ensure_ascii=False, indent=indent)))


def standard_output() -> TextIO:
    """Standard output for data: as it is for a file or another program, without what a terminal obeys on a terminal."""
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    return cast("TextIO", _Plain(sys.stdout)) if sys.stdout.isatty() else sys.stdout


class _Plain:
    """A stream that is written to without control characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text without them; line ends are the terminal's."""
        return self._stream.write(without_controls(text.replace("\r\n", "\n")))
