"""`onrecord evaluate`: the program's quality on marks made by people."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.show.cli.options import RecordArgument

if TYPE_CHECKING:
    from onrecord.model.document import Document

__all__ = ["add"]

GoldArgument = Annotated[Path, typer.Argument(metavar="GOLD", help="The file of marks.")]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    group = typer.Typer(
        help="Measure the program against marks made by people.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command(epilog="Example: onrecord evaluate attributions polnear.jsonl --since 2016-07-08")(attributions)
    group.command(epilog="Example: onrecord evaluate statements statements.jsonl crisis.db")(statements)
    group.command(epilog="Example: onrecord evaluate segments documents.json crisis.db")(segments)
    app.add_typer(group, name="evaluate")


def attributions(
    gold: GoldArgument,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only documents whose id holds this day or a later one.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only documents whose id holds an earlier day.")
    ] = None,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write what was found, in the gold's form.")
    ] = None,
) -> None:
    """Score content spans and sources: JSON lines with doc_id, text, quotes (contents, cue, source)."""
    from onrecord.evaluate.attributions import evaluate_attributions, predict, read_gold
    from onrecord.pipeline import build_pipeline

    stages = build_pipeline().stages[:2]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in read_gold(gold, since, before):
        pairs.append((row, predict(row, stages)))
        if sys.stderr.isatty():
            typer.echo(f"\r{len(pairs)} documents", err=True, nl=False)
    if predictions:
        predictions.write_text("".join(json.dumps(p) + "\n" for _, p in pairs), "utf-8")
    score = evaluate_attributions(pairs)
    low, high = score.interval()
    typer.echo(f"{len(pairs)} documents, {score.counts['gold']} marked, {score.counts['pred']} found")
    typer.echo(f"combined F1 (content and source)  {score.f1('both'):5.1f}   95 % interval {low:.1f} to {high:.1f}")
    for kind in ("direct", "mixed", "indirect"):
        typer.echo(f"  {kind:31} {score.f1_of_kind(kind):5.1f}   of {score.by_kind[kind]['gold']}")
    typer.echo(f"content F1, half the words        {score.f1('hit'):5.1f}")
    typer.echo(f"content F1, exact                 {score.f1('exact'):5.1f}")
    typer.echo(f"source right, content found       {score.source_right:5.1f} %")


def statements(gold: GoldArgument, record: RecordArgument) -> None:
    """Score a record against hand-coded statements."""
    from onrecord.evaluate.record import score_statements

    for name, value in score_statements(gold, _documents(record)).items():
        typer.echo(f"{name:12} {value:5.1f}")


def segments(gold: GoldArgument, record: RecordArgument) -> None:
    """Score a record's segments: characters in a segment of the right kind."""
    from onrecord.evaluate.record import score_segments

    for name, value in score_segments(gold, _documents(record)).items():
        typer.echo(f"{value:6.2f} % {name}")


def _documents(record: str) -> list[Document]:
    from onrecord.store import Record
    from onrecord.store.read import documents

    with Record.open(record) as opened:
        return list(documents(opened))
