"""`onrecord import`: what other tools have coded, and exports of archives, into a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.show.cli.options import ActorsOption, CodebookOption, RecordOption
from onrecord.show.terminal import say

if TYPE_CHECKING:
    from onrecord.run.bring import Arrival

__all__ = ["add"]

_EXAMPLES = """Examples:

  onrecord import project.dna --format dna --record crisis.db

  onrecord import coded.qdpx --format qdpx --record crisis.db

  onrecord import nexis.docx --format nexis --record crisis.db

  onrecord import articles/ --format folder --pattern "{date}_{outlet}_{title}" --record crisis.db

  onrecord import library.json --format zotero --record crisis.db
"""
_ENDINGS = {".dna": "dna", ".qdpx": "qdpx", ".qdc": "qdc", ".parquet": "parquet", ".bib": "bibtex", ".ris": "ris", ".ann": "brat",
            ".xmi": "xmi", ".jsonl": "jsonl", ".jsonld": "web-annotation", ".mbox": "mail", ".eml": "mail", ".rss": "feed", ".atom": "feed"}  # fmt: skip
_SHOWN = 40


def add(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("import", epilog=_EXAMPLES)(import_)


def import_(  # noqa: PLR0913, PLR0917  # a command's options are its interface
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file or folder of another tool.")],
    record: RecordOption,
    form: Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help="One of the formats below; by the file's ending where that tells.")] = None,
    pattern: Annotated[str | None, typer.Option(metavar="PATTERN", help="Of a folder: what file names are made of, in {date} {year} {month} {day} {outlet} {author} {title} {id} {any}.")] = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write everything that did not fit to this file, a line each.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to read texts with.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the sum.")] = False,
) -> None:  # fmt: skip
    """Bring a file of another tool into a record, and tell row by row what did not fit.

    Coded already: dna, qdpx, qdc, brat, xmi, web-annotation, schema-org, ftm, jsonl, csv, parquet. Texts to be read:
    nexis, factiva, feed, mail, folder. References with their files: zotero, csl-json, bibtex, ris.
    """
    from onrecord.errors import BadImport
    from onrecord.run import RunSettings
    from onrecord.run.importing import import_into
    from onrecord.show.cli.telling import Telling
    from onrecord.show.wording import clean
    from onrecord.store import Record

    chosen = form or _ENDINGS.get(file.suffix.lower())
    if chosen is None:
        raise BadImport(f"the ending of {clean(file.name)} does not tell its format", "name it with --format")
    if chosen == "qdc":
        _codebook(file, record)
        return
    settings = RunSettings(codebook=codebook, actors=tuple(actors or ()), jobs=jobs)
    with Record.open(record, create=True) as opened, Telling(quiet=quiet) as telling:
        arrival = import_into(opened, file, chosen, settings, telling.tell, pattern=pattern, begin=telling.begin)
        name = opened.place
    _remarks(arrival, report)
    t = arrival.tally
    say(
        f"read {t.read} = stored {t.stored} + duplicate {t.duplicate} + quarantined {t.quarantined}; {arrival.statements} new statements in {name}"
    )
    if t.ours:
        say(f"{t.ours} set aside for a fault of onrecord itself: please report it.", err=True)
        raise typer.Exit(1)


def _remarks(arrival: Arrival, report: Path | None) -> None:
    from onrecord.exchange.whole import write_text
    from onrecord.show.wording import clean

    lines = [
        f"{clean(r.where)}: {clean(r.what)} ({'carried along' if r.kept else 'not in the record'})"
        for r in arrival.remarks
    ]
    for line in lines[: _SHOWN if report is None else 0]:
        say(line, err=True)
    if len(lines) > _SHOWN and report is None:
        say(f"... and {len(lines) - _SHOWN} more: --report FILE writes all", err=True)
    if report is not None:
        write_text(report, "".join(line + "\n" for line in lines))
        say(f"{len(lines)} remarks in {report.name}", err=True)


def _codebook(file: Path, place: str) -> None:
    """A codebook of other tools begins a record; a record that has one keeps it."""
    import yaml

    from onrecord.coding import load_codebook
    from onrecord.coding.exchange import rows_from_qdc
    from onrecord.errors import BadImport
    from onrecord.store import Record
    from onrecord.store.codebooks import begin_with

    try:
        rows = rows_from_qdc(file.read_bytes(), file.name)
    except OSError:
        raise BadImport(f"{file.name} cannot be read") from None
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, Record.open(place, create=True) as opened:
        written = Path(folder) / "codebook.yml"
        written.write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")
        book = load_codebook(str(written))
        begin_with(opened, book)
        say(f"{len(book.issues)} issues of {file.name} begin {opened.place}")
