"""What a command says while it reads: a line a document, and a sign of life."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.show.terminal import say

if TYPE_CHECKING:
    from onrecord.model.intake import Intake

__all__ = ["Telling", "working"]


def _line(what: Intake | str) -> str:
    from onrecord.model.intake import Quarantined
    from onrecord.show.wording import clean, describe_document

    if isinstance(what, str):
        return f"{clean(what)}: already in the record"
    if isinstance(what.outcome, Quarantined):
        q = what.outcome
        return f"{clean(q.path)}: set aside, {q.code}: {clean(q.message)}" + (f" - {q.advice}" if q.advice else "")
    return f"{clean(what.path)}: {describe_document(what.outcome)}"


@contextmanager
def working(words: str) -> Iterator[None]:
    """A sign of life on a terminal's error stream while something long is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words):
        yield


class Telling:
    """One plain line a document, and on a terminal's error stream a sign of life: how many, how long, whose turn it is."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._bar: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (
                SpinnerColumn(),
                TextColumn("{task.completed} read"),
                TimeElapsedColumn(),
                TextColumn("{task.fields[path]}", markup=False),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("read", total=None, path="")

    def begin(self, path: str) -> None:
        """A document has its turn."""
        if self._bar:
            from onrecord.show.wording import clean

            self._bar.update(self._task, advance=1, path=clean(path)[:60])

    def tell(self, what: Intake | str) -> None:
        """What became of a document, unless only the sum is wanted."""
        if not self.quiet:
            self.say(_line(what))

    def say(self, line: str) -> None:
        """A line of output, which the progress line makes room for."""
        if self._bar and sys.stdout.isatty():
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            say(line)

    def __enter__(self) -> Telling:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()
