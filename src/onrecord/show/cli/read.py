"""`onrecord read`: files and folders into a record."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.show.cli.options import ActorsOption, CodebookOption, RecordOption
from onrecord.show.terminal import say

if TYPE_CHECKING:
    from onrecord.model.intake import Intake
    from onrecord.store.write import Tally

__all__ = ["add", "read_and_tell"]

_EXAMPLES = """Examples:

  onrecord read articles/ --record crisis.db

  onrecord read statement.html more.jsonl -r crisis.db --codebook ukraine-war

  onrecord read articles/ -r postgresql://user@localhost/crisis --jobs 2
"""


def add(app: typer.Typer) -> None:
    """Hang the command on the application."""

    @app.command(epilog=_EXAMPLES)
    def read(  # noqa: PLR0913, PLR0917  # a command's options are its interface
        paths: Annotated[
            list[Path],
            typer.Argument(
                metavar="PATH...", help="Files and folders: .txt .html .jsonl .csv .tsv .docx .odt .epub .eml .pdf"
            ),
        ],
        record: RecordOption,
        codebook: CodebookOption = None,
        actors: ActorsOption = None,
        jobs: Annotated[
            int, typer.Option("--jobs", "-j", min=1, help="Processes to read with; the record is the same.")
        ] = 1,
        max_characters: Annotated[int, typer.Option(min=1000, help="Longest text to read, in characters.")] = 1_000_000,
        stage: Annotated[
            list[str] | None, typer.Option(metavar="NAME=PACKAGE", help="Use another package's stage.")
        ] = None,
        coder: Annotated[
            str | None,
            typer.Option(
                "--coder",
                metavar="URL",
                help="Ask a language model of your own about issues: an OpenAI-compatible address, as in http://localhost:11434/v1. "
                "It is sent the passage around each statement, and may only choose labels. A key is read from ONRECORD_CODER_KEY.",
            ),
        ] = None,
        coder_model: Annotated[
            str, typer.Option(metavar="NAME", help="The model to ask for, with --coder.")
        ] = "default",
        coder_timeout: Annotated[
            float, typer.Option(metavar="SECONDS", min=0.1, help="How long to wait for it.")
        ] = 60.0,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the sum.")] = False,
    ) -> None:
        """Read files and folders into a record; one plain line a document, and the sum.

        Reading the same input again adds nothing. Input that cannot be read is set aside with its reason;
        the command fails only when the fault is the program's own.
        """
        from onrecord.coding.endpoint import Endpoint
        from onrecord.ingest import IngestLimits
        from onrecord.run import RunSettings

        chosen = tuple((name, package) for name, _, package in (item.partition("=") for item in stage or []))
        settings = RunSettings(
            codebook=codebook,
            actors=tuple(actors or ()),
            jobs=jobs,
            limits=IngestLimits(characters=max_characters),
            stages=chosen,
            endpoint=Endpoint(coder, coder_model, os.environ.get("ONRECORD_CODER_KEY", ""), coder_timeout)
            if coder
            else None,
        )
        tally = read_and_tell(paths, record, settings, quiet=quiet)
        if tally.ours:
            say(f"{tally.ours} set aside for a fault of onrecord itself: please report it.", err=True)
            raise typer.Exit(1)


def read_and_tell(paths: list[Path], place: str, settings: Any, *, quiet: bool = False) -> Tally:
    """Read into a record and tell about every document, the sum at the end."""
    from onrecord.coding import load_codebook
    from onrecord.resolve import load_register
    from onrecord.run import read_into
    from onrecord.show.cli.telling import Telling
    from onrecord.store import Record

    if settings.codebook:  # faults in the user's own files are told before anything is made or read
        load_codebook(settings.codebook)
    load_register(settings.actors)
    statements = 0
    asked: Counter[str] = Counter()
    with Record.open(place, create=True) as record, Telling(quiet=quiet) as telling:

        def tell(what: Intake | str) -> None:
            nonlocal statements
            statements += _count(what)
            asked.update(_asked(what))
            telling.tell(what)

        tally = read_into(record, paths, settings, tell, telling.begin)
        name = record.place
    say(
        f"read {tally.read} = stored {tally.stored} + duplicate {tally.duplicate} + quarantined {tally.quarantined}"
        f"; {statements} new statements in {name}"
    )
    if asked:
        say("the language model: " + ", ".join(f"{what} {count}" for what, count in asked.most_common()))
    return tally


def _asked(what: Intake | str) -> dict[str, int]:
    """What the user's language model was asked about a document, and what became of the answers."""
    from onrecord.coding.stage import ASKED
    from onrecord.model.document import Document

    if isinstance(what, str) or not isinstance(what.outcome, Document):
        return {}
    told = next((remark for remark in what.outcome.remarks if remark.startswith(ASKED)), ASKED)
    pairs = (part.rpartition(" ") for part in told.removeprefix(ASKED).split("; ") if part)
    return {name: int(count) for name, _, count in pairs}


def _count(what: Intake | str) -> int:
    from onrecord.model.document import Document

    return 0 if isinstance(what, str) or not isinstance(what.outcome, Document) else len(what.outcome.statements)
