"""`onrecord export`, `onrecord doctor`, `onrecord stages`: what is kept, and whether it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.cli.options import ActorsOption, RecordArgument
from onrecord.show.terminal import say, standard_output

__all__ = ["add"]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command(
        epilog="Examples: onrecord export crisis.db --format csv -o crisis.csv; onrecord export crisis.db -f dna -o crisis.dna"
    )(export)
    app.command(epilog="Example: onrecord doctor crisis.db")(doctor)
    app.command()(stages)


def export(
    record: RecordArgument,
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", help="One of the formats below."),
    ] = "jsonl",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Where to write; standard output by default where the format can."
        ),
    ] = None,
    actors: ActorsOption = None,
) -> None:
    """Write the record as files, for people and for other tools.

    jsonl (statements), documents, csv, parquet; dna (Discourse Network Analyzer), qdpx and qdc (REFI-QDA), brat, xmi
    (INCEpTION), web-annotation, schema-org, ftm (FollowTheMoney), plover (events); csl-json, bibtex, ris (references).
    What a format has no place for is told.
    """
    from onrecord.show.cli.telling import working
    from onrecord.show.export import FORMATS
    from onrecord.show.export import export as write
    from onrecord.store import Record

    if form not in FORMATS:
        raise typer.BadParameter(f"choose one of {', '.join(FORMATS)}", param_hint="--format")
    if out is None and FORMATS[form].kind != "text":
        raise typer.BadParameter(f"{form} needs a file to be written to", param_hint="--out")
    with Record.open(record) as opened:
        if out is None:
            write(opened, form, standard_output(), actors or ())
            return
        with working(f"writing {out.name}"):
            done = write(opened, form, out, actors or ())
    for remark in done.remarks:
        say(f"{remark.where}: {remark.what}", err=True)
    say(f"{done.count} {done.of} in {out.name}", err=True)


def doctor(record: RecordArgument) -> None:
    """Check every span, hash and reference of a record; it repairs nothing."""
    from onrecord.show.wording import clean
    from onrecord.store import Record
    from onrecord.store.doctor import CHECKS, examine

    with Record.open(record) as opened:
        seen, found = examine(opened)
    for check in CHECKS:
        wrong = [finding for finding in found if finding.check == check]
        say(f"{'FAULT' if wrong else 'ok   '} {check}")
        for finding in wrong[:20]:
            say(f"      {clean(finding.where)}: {clean(finding.what)}")
    say("looked at " + ", ".join(f"{n:,} {name}" for name, n in seen.items()))
    if found:
        say(f"{len(found)} faults", err=True)
        raise typer.Exit(1)


def stages() -> None:
    """Print the stages a document passes, with what each needs and gives."""
    from onrecord.pipeline import build_pipeline

    for stage in build_pipeline().stages:
        say(f"{stage.name} {stage.version}: needs {', '.join(stage.requires)}; gives {', '.join(stage.gives)}")
