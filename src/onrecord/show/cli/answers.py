"""`onrecord show`, `onrecord search`, `onrecord page`, `onrecord versions`: answers from a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.show.cli.options import RecordArgument
from onrecord.show.terminal import say

if TYPE_CHECKING:
    from onrecord.analyse.ladder import Ladder, Line
    from onrecord.store import Record

__all__ = ["add", "answer", "print_ladder"]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command(
        epilog='Examples: onrecord show crisis.db "China on sanctions"; onrecord show crisis.db "on ceasefire"'
    )(show)
    app.command(epilog='Example: onrecord search crisis.db "security architecture"')(search)
    app.command(epilog="Example: onrecord page crisis.db -o crisis.html")(page)
    app.command(epilog="Example: onrecord versions crisis.db")(versions)


def show(
    record: RecordArgument,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help='"ACTOR on ISSUE", "ACTOR", or "on ISSUE".')
    ] = None,
) -> None:
    """Show what an actor said on an issue: dated lines, verbatim, each with its place in the text.

    Without a question: who speaks in the record, and on what.
    """
    from onrecord.store import Record

    with Record.open(record) as opened:
        if question is None:
            _survey(opened)
        else:
            print_ladder(answer(opened, question))


def answer(record: Record, question: str) -> Ladder:
    """The ladder that answers a question asked in words."""
    from onrecord.analyse.ladder import build_ladder
    from onrecord.analyse.question import understand
    from onrecord.errors import NotARecord
    from onrecord.resolve import load_register
    from onrecord.store import read

    book = read.codebook(record)
    if book is None:
        raise NotARecord(f"{record.place} has nothing in it yet", "read something into it first")
    own = set(record.get_meta("own_terms") or ())
    elsewhere = own | {term.lower().removeprefix("the ") for term in load_register().terms}
    return build_ladder(record, understand(question, read.actors(record), book, elsewhere))


def print_ladder(ladder: Ladder) -> None:
    """Print an answer."""
    from onrecord.show.wording import clean

    say(clean(ladder.question.label), bold=True)
    if ladder.question.issue:
        say(f"read as: “{ladder.question.issue.proposition}”")
    say(ladder.heading)
    for line in ladder.lines:
        say("")
        _say_line(line, with_stance=ladder.question.issue is not None)
    for line in (*ladder.unsure, *ladder.not_said):
        say("")
        _say_line(line, with_stance=line.code is not None)


def _say_line(line: Line, *, with_stance: bool) -> None:
    """The day, faint, and what was said below it."""
    for number, text in enumerate(_lines(line, with_stance=with_stance)):
        say(text, dim=number == 0)


def _lines(line: Line, *, with_stance: bool) -> list[str]:
    from onrecord.show.wording import clean, say_act, say_code, say_said, say_speaker

    s, d = line.kept.statement, line.kept.document
    words = " […] ".join(clean(piece.text) for piece in s.content)
    act = say_act(s)
    words = f"{act}: {words}" if act and s.performed else words
    quoted = words if s.mode in {"direct", "mixed"} else f"[{s.mode}] {words}"
    if not s.performed:
        quoted = f"not said: {words} ({clean(s.why.get('performed', 'the text says so'))})"
    about = line.code.about if line.code and line.code.counted else None
    of = f" (about {clean(about.name)})" if about else ""
    stance = f"{say_code(line.code, s)}{of}; " if with_stance and line.code else ""
    chain = " <- ".join(
        clean(link.actor.name if link.actor else link.source.text if link.source else "?")
        for link in s.chain
        if not (link.actor and d.outlet and link.actor.name == d.outlet.value)
    )
    place = ", ".join(f"{piece.start:,}-{piece.end:,}" for piece in s.content)
    also = "; also in " + ", ".join(clean(k.document.path) for k in line.also) if line.also else ""
    outlet = f"{clean(d.outlet.value)}, " if d.outlet else ""
    return [
        say_said(s.said),
        f"  {quoted}",
        f"  {say_speaker(s)}",
        f"  {stance}{s.mode}"
        + (f", through {chain}" if chain else "")
        + f"; {outlet}{clean(d.path)}, characters {place}{also}",
    ]


def _survey(record: Record) -> None:
    from onrecord.analyse.near_quotes import find_near_quotes
    from onrecord.analyse.overview import survey
    from onrecord.show.wording import clean
    from onrecord.store.read import documents

    seen = survey(documents(record, newest=True))
    near = find_near_quotes(documents(record, newest=True))
    say(f"{seen.documents} documents, {seen.outlets} outlets, {seen.statements} statements, {seen.speakers} speakers; "
               f"{seen.unresolved} statements whose speaker is not resolved" + (f"; {seen.not_said} passages that tell what was not said" if seen.not_said else ""))  # fmt: skip
    for actor, count in seen.actors:
        issues = [issue for issue in seen.issues if (actor.id, issue) in seen.matrix][:6]
        say(f"{count:5} {clean(actor.name)} ({actor.kind})" + (f": {', '.join(issues)}" if issues else ""))
    for pair in near:
        say("\na quotation that is not quite the same elsewhere:")
        for place in (pair.quoted, pair.elsewhere):
            say(
                f"  “{clean(place.quote.text)}”, {clean(place.document.path)}, characters {place.quote.start:,}-{place.quote.end:,}"
            )


def search(
    record: RecordArgument,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words that a statement must have, all of them.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many at most.")] = 20,
) -> None:
    """Find statements by their words, best match first."""
    from onrecord.analyse.ladder import Line, say_unsought
    from onrecord.store import Record, read

    with Record.open(record) as opened:
        found = read.search(opened, words, limit)
        if not found:
            many = read.count_documents(opened)
            say(f"Nothing found in {many:,} documents.{say_unsought(read.count_unsought(opened))}")
        for kept in found:
            _say_line(Line(kept, None, official=True), with_stance=False)
            say("")


def versions(record: RecordArgument) -> None:
    """Show which documents correct an earlier version, and in which sentences. Both are kept; answers rest on the newest."""
    from onrecord.language.versions import difference
    from onrecord.show.wording import clean, say_published
    from onrecord.store import Record
    from onrecord.store.versions import superseded

    with Record.open(record) as opened:
        pairs = superseded(opened)
    if not pairs:
        say("No document corrects an earlier version.")
    for earlier, later in pairs:
        changed = difference(earlier.text, later.text)
        say(f"{clean(later.path)}, {say_published(later.published)}")
        say(f"  corrects {clean(earlier.path)} ({earlier.exported_id}), {say_published(earlier.published)}")
        for sign, sentences in (("-", changed.gone), ("+", changed.new)):
            for sentence in sentences:
                say(f"  {sign} {clean(sentence)}")
        say("")


def page(
    record: RecordArgument,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The HTML file to write.")],
    title: Annotated[str | None, typer.Option(help="A title; the codebook's label by default.")] = None,
) -> None:
    """Write the record as one self-contained HTML file that can be mailed."""
    from onrecord.show.page import write_page
    from onrecord.store import Record

    with Record.open(record) as opened:
        count = write_page(opened, out, title)
    say(f"{count} documents in {out.name}")
