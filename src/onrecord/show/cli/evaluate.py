"""`onrecord evaluate`: the program's quality on marks made by people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.show.cli.options import RecordArgument
from onrecord.show.terminal import say

if TYPE_CHECKING:
    from onrecord.evaluate.actors import ActorScore
    from onrecord.model.document import Document

__all__ = ["add"]

GoldArgument = Annotated[Path, typer.Argument(metavar="GOLD", help="The file of marks.")]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    group = typer.Typer(
        help="Measure the program against marks made by people.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command(epilog="Example: onrecord evaluate attributions polnear.jsonl --since 2016-07-08")(attributions)
    group.command(epilog="Example: onrecord evaluate damage polnear.jsonl --since 2016-07-08")(damage)
    group.command(epilog="Example: onrecord evaluate tying polnear.jsonl --since 2016-07-08")(tying)
    group.command(epilog="Example: onrecord evaluate antecedents marks.jsonl polnear.jsonl")(antecedents)
    group.command(epilog="Example: onrecord evaluate actors benchmarks/marks --texts polnear.jsonl")(actors)
    group.command(epilog="Example: onrecord evaluate coding benchmarks/marks/coding.jsonl")(coding)
    group.command(
        epilog="Example: onrecord evaluate meaning benchmarks/marks/meaning.jsonl speeches.jsonl articles.jsonl"
    )(meaning)
    group.command(epilog="Example: onrecord evaluate events plover.jsonl")(events)
    group.command(epilog="Example: onrecord evaluate statements statements.jsonl crisis.db")(statements)
    group.command(epilog="Example: onrecord evaluate speakers benchmarks/marks/speakers.jsonl crisis.db")(speakers)
    group.command(epilog="Example: onrecord evaluate segments documents.json crisis.db")(segments)
    app.add_typer(group, name="evaluate")


SinceOption = Annotated[
    str | None, typer.Option(metavar="DAY", help="Only documents whose id holds this day or a later one.")
]
BeforeOption = Annotated[str | None, typer.Option(metavar="DAY", help="Only documents whose id holds an earlier day.")]


def attributions(
    gold: GoldArgument,
    since: SinceOption = None,
    before: BeforeOption = None,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write what was found, in the gold's form.")
    ] = None,
    mistakes: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write every mistake, a JSON line each, to dig in.")
    ] = None,
) -> None:
    """Score content spans and sources: JSON lines with doc_id, text, quotes (contents, cue, source)."""
    from dataclasses import asdict

    from onrecord.evaluate.attributions import read_gold
    from onrecord.evaluate.mistakes import find_mistakes
    from onrecord.evaluate.reliability import reliability
    from onrecord.exchange.whole import write_text
    from onrecord.show.cli.evaluation import attribution_table, mistake_table, reliability_table

    pairs = _predicted(read_gold(gold, since, before))
    if predictions:
        write_text(predictions, "".join(json.dumps(p) + "\n" for _, p in pairs))
    found = find_mistakes(pairs)
    if mistakes:
        rows = (json.dumps(asdict(m), ensure_ascii=False) + "\n" for m in found.found)
        write_text(mistakes, "".join(rows))
    for lines in (attribution_table(pairs), reliability_table(reliability(pairs)), mistake_table(found)):
        say("\n".join([*lines, ""]))


def coding(
    marks: GoldArgument,
    codebook: Annotated[
        str, typer.Option("--codebook", "-c", metavar="NAME_OR_FILE", help="The codebook to code with.")
    ] = "crisis",
) -> None:
    """Score issues and stances of labelled statements, one of a text: JSON lines with text, content, cue, source, issue, stance."""
    from onrecord.coding import load_codebook
    from onrecord.coding.coder import Coder
    from onrecord.coding.kept import kept_weights
    from onrecord.evaluate.coding import read_labelled, score_coding

    book = load_codebook(codebook)
    coder = Coder(book, kept_weights(book))
    labelled = list(read_labelled(marks))
    sets = {mark.name: [m for m in labelled if m.name == mark.name] for mark in labelled}
    for name, chosen in {"all": labelled, **(sets if len(sets) > 1 else {})}.items():
        score = score_coding(chosen, coder)
        say(f"{name}: {score.statements} statements")
        say(f"  issue first {score.first:.1f} %, among three {score.three:.1f} %; coded at all {score.coded:.1f} %")
        say(f"  stance macro-F1 {score.stance_f1:.2f}, right {score.stance_right:.1f} %")
        say(f"  issue and stance right {score.all_right:.1f} %; of the surest four fifths {score.surest:.1f} %")


def meaning(
    marks: GoldArgument,
    texts: Annotated[
        list[Path],
        typer.Argument(metavar="TEXTS...", help="JSON lines with the texts that the marks are about, by id."),
    ],
    codebook: Annotated[
        str, typer.Option("--codebook", "-c", metavar="NAME_OR_FILE", help="The codebook to code with.")
    ] = "crisis",
    half: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the marks of this half: development, or report; both by default."),
    ] = None,
) -> None:
    """Score issue, side, act and confidence on statements of real texts, most of which bear no issue."""
    from onrecord.coding import CodingStage, load_codebook
    from onrecord.evaluate.meaning import code_marked, measure, read_marked, read_texts

    marked = read_marked(marks, read_texts(texts), half)
    total = sum(len(rows) for _, rows in marked)
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if sys.stderr.isatty():
            say(f"{done} of {total} statements coded", err=True)

    coded = list(code_marked(marked, CodingStage(load_codebook(codebook)), tell))
    bearing = sum(any(side != "mention" for side in row.mark.issues.values()) for row in coded)
    against = sum("oppose" in row.mark.issues.values() for row in coded)
    say(f"{total} statements of {len(marked)} documents; {bearing} bear an issue with a side, {against} oppose or deny")
    for name, figure in measure(coded).items():
        if figure.value is not None:
            low, high = figure.low, figure.high
            digits = 3 if figure.value <= 1 and "%" not in name else 1
            say(f"  {name:75} {figure.value:6.{digits}f}   [{low:.{digits}f}, {high:.{digits}f}]")


def events(
    gold: GoldArgument,
) -> None:
    """Score statements as events: JSON lines with text, plover08, verbal, source and target (text, country, sector)."""
    from onrecord.evaluate.events import read_events, score_events
    from onrecord.pipeline import build_pipeline
    from onrecord.resolve import load_register

    score = score_events(read_events(gold), build_pipeline(), load_register())
    say(f"{score.sentences} verbal sentences")
    say(f"both sides {score.both:.1f} %, class {score.event:.1f} %, all three {score.every:.1f} %")


def damage(gold: GoldArgument, since: SinceOption = None, before: BeforeOption = None) -> None:
    """Score the same documents clean and damaged in ten ways: marks lost or doubled, all capitals, letters misread ..."""
    from onrecord.evaluate.attributions import evaluate_attributions, read_gold
    from onrecord.evaluate.damage import DAMAGES, damaged

    rows = list(read_gold(gold, since, before))
    clean = evaluate_attributions(_predicted(rows)).f1("both")
    say(f"{'clean':24} {clean:5.1f}")
    for way in DAMAGES:
        value = evaluate_attributions(_predicted([damaged(row, way) for row in rows])).f1("both")
        say(f"{way:24} {value:5.1f}  {value - clean:+5.1f}")


def tying(gold: GoldArgument, since: SinceOption = None, before: BeforeOption = None) -> None:
    """Score which cue and source each marked content is tied to, all spans given, beside the nearest ones."""
    from onrecord.evaluate.attributions import read_gold
    from onrecord.evaluate.tying import score_tying
    from onrecord.pipeline import build_pipeline
    from onrecord.show.cli.evaluation import tying_table

    segment = build_pipeline().stages[0]
    say("\n".join(tying_table(score_tying(read_gold(gold, since, before), segment))))


def antecedents(
    marks: GoldArgument,
    gold: Annotated[Path, typer.Argument(metavar="TEXTS", help="The attributions file with the texts.")],
) -> None:
    """Score whom pronouns and bare titles stand for, given their sources: JSON lines with doc_id, start, end, kind, name."""
    from onrecord.evaluate.antecedents import read_marks, score_antecedents
    from onrecord.evaluate.attributions import read_gold
    from onrecord.pipeline import build_pipeline

    segment, _, resolve, _ = build_pipeline().stages
    score = score_antecedents(read_marks(marks), read_gold(gold), segment, resolve)
    for label, kind in (("persons", "person"), ("all", None)):
        right, low, high = score.share(kind)
        say(f"{label:8} {right:5.1f} % led to the right one   95 % interval {low:.1f} to {high:.1f}")
    for key in sorted(score.marked):
        say(
            f"  {key[0]:9} {key[1]:8} {score.right[key]:4} right, {score.open[key]:3} left open, of {score.marked[key]}"
        )


def actors(
    marks: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder with offices, names, dates or mentions .jsonl.")
    ],
    texts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The attributions file with the texts of mentions.jsonl.")
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="Also print every mark that came out wrong or open.")] = False,
) -> None:
    """Score offices on a day, names that mislead, dates in sentences, and mentions led to their actors."""
    from onrecord.evaluate.actors import outcomes, score_dates, score_mentions, score_names, score_offices
    from onrecord.evaluate.antecedents import read_marks
    from onrecord.evaluate.attributions import read_gold
    from onrecord.pipeline import build_pipeline
    from onrecord.resolve import load_register

    stages = build_pipeline().stages
    asked: dict[str, Callable[[list[dict[str, Any]]], ActorScore]] = {
        "offices": lambda rows: score_offices(rows, load_register()),
        "names": lambda rows: score_names(rows, stages),
        "dates": lambda rows: score_dates(rows, stages),
    }
    scores: dict[str, ActorScore] = {}
    for name, ask in asked.items():
        if (marks / f"{name}.jsonl").is_file():
            scores[name] = ask(_rows(marks / f"{name}.jsonl"))
    if texts and (marks / "mentions.jsonl").is_file():
        given = read_marks(marks / "mentions.jsonl")
        scores["mentions"] = score_mentions(given, read_gold(texts), stages[0], stages[2])
    for name, score in scores.items():
        say(f"{name}: {len(score.rows)} marks, right {score.share():.1f} %, wrong {score.share('wrong'):.1f} %, open {score.share('open'):.1f} %"
                   f"; precision at 75 % coverage {score.precision_at(0.75):.1f}, at 90 % {score.precision_at(0.9):.1f}")  # fmt: skip
        for line in outcomes(score, {"offices": "change"}.get(name, "kind")):
            say(line)
        if wrong:
            for mark, outcome, sure in score.rows:
                if outcome != "right":
                    say(f"    {outcome} {sure:.2f} {json.dumps(mark, ensure_ascii=False)}")


def _rows(path: Path) -> list[dict[str, Any]]:
    from onrecord.errors import BadGold

    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError):
        raise BadGold(f"{path.name} is no list of marks") from None


def _predicted(rows: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Documents with what the program finds in them; counts them on a terminal."""
    from onrecord.evaluate.attributions import predict
    from onrecord.pipeline import build_pipeline

    stages = build_pipeline().stages[:2]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in rows:
        pairs.append((row, predict(row, stages)))
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{len(pairs)} documents")
    return pairs


def statements(gold: GoldArgument, record: RecordArgument) -> None:
    """Score a record against hand-coded statements."""
    from onrecord.evaluate.record import score_statements

    for name, value in score_statements(gold, _documents(record)).items():
        say(f"{name:12} {value:5.1f}")


def speakers(
    marks: GoldArgument,
    record: RecordArgument,
    half: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the marks of this half: development, or report; both by default."),
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="Also print every mark that came out wrong or open.")] = False,
) -> None:
    """Score who speaks, for whom and in which office, on whole texts: JSON lines with document, start, end, speakers, spoken_for, office, own."""
    from dataclasses import asdict

    from onrecord.evaluate.speakers import measure_speakers, read_speaker_marks, score_speakers
    from onrecord.resolve import load_register

    marked = read_speaker_marks(marks, _documents(record), half)
    rows = score_speakers(marked, load_register())
    say(f"{len(rows)} marks in {len(marked)} documents, {sum(bool(row.answers) for row in rows)} found")
    for name, (value, low, high) in measure_speakers(rows).items():
        say(f"  {name:45} {value:5.1f} %   [{low:.1f}, {high:.1f}]")
    if wrong:
        for row in rows:
            if not row.answers or any(answer != "right" for answer in row.answers.values()):
                told = " ".join(f"{key}: {value}" for key, value in row.answers.items()) or "not found"
                say(f"    {row.sure:.2f} {told} {json.dumps(asdict(row.mark), ensure_ascii=False)}")


def segments(gold: GoldArgument, record: RecordArgument) -> None:
    """Score a record's segments: characters in a segment of the right kind."""
    from onrecord.evaluate.record import score_segments

    for name, value in score_segments(gold, _documents(record)).items():
        say(f"{value:6.2f} % {name}")


def _documents(record: str) -> list[Document]:
    from onrecord.store import Record
    from onrecord.store.read import documents

    with Record.open(record) as opened:
        return list(documents(opened))
