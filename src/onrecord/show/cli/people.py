"""`onrecord review`, `learn`, `agreement`: people decide, the coder learns, coders are compared."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.show.cli.options import RecordArgument
from onrecord.show.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.store import Record
    from onrecord.store.read import Kept

__all__ = ["add"]

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides, for the journal.")]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command(epilog="Examples: onrecord review crisis.db --by ada; onrecord review crisis.db --issue sanctions")(
        review
    )
    app.command(epilog="Example: onrecord learn crisis.db")(learn)
    app.command(epilog="Example: onrecord agreement crisis.db --coder ada --coder brice")(agreement)


def review(
    record: RecordArgument,
    by: ByOption = "",
    limit: Annotated[int, typer.Option(help="How many statements to ask about.", min=1)] = 50,
    issue: Annotated[
        str | None, typer.Option(metavar="ID", help="Only statements that this issue is suggested for.")
    ] = None,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="Statements that people decided differently, for you to settle.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Statements that others have decided, for a second coder.")
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show neither coding nor suggestions: what is decided is your own.")
    ] = False,
) -> None:
    """Decide statement by statement, with single keys: keep, change, reject. What teaches most comes first.

    Every decision is kept at once, outlives reading again, and can be undone with u.
    """
    from onrecord.errors import NotARecord
    from onrecord.show.review import Review
    from onrecord.show.wording import clean
    from onrecord.store import Record, read

    with Record.open(record) as opened:
        book = read.codebook(opened)
        if book is None:
            raise NotARecord(f"{opened.place} has nothing in it yet", "read something into it first")
        queue = _queue(opened, by, issue, disagreements=disagreements, again=again)[:limit]
        keys = _keys()
        session = Review(
            opened, book, queue, by, keys, lambda prompt: typer.prompt(prompt, default="", prompt_suffix="", show_default=False),
            say, blind,
        )  # fmt: skip
        count = session.run()
        say(f"{count} decisions kept in {clean(opened.place)}")


def _queue(opened: Record, by: str, issue: str | None, *, disagreements: bool, again: bool) -> list[Kept]:
    from onrecord.analyse.agreement import compare_coders
    from onrecord.analyse.queue import review_queue
    from onrecord.store.judging import judgements
    from onrecord.store.read import Kept, documents

    if disagreements or again:
        made = judgements(opened)
        if disagreements:
            wanted = {(d.document, d.statement) for d in compare_coders(made).disagreements}
        else:
            mine = {(one.document, one.statement) for one in made if one.by == by}
            wanted = {(one.document, one.statement) for one in made} - mine
        queue = [Kept(s, d) for d in documents(opened) for s in d.statements if (d.id, s.id) in wanted]
    else:
        queue = review_queue(documents(opened))
    if issue:
        named = (
            (k, {*(c.issue for c in k.statement.issues), *(one.issue for one in k.statement.suggestions)})
            for k in queue
        )
        queue = [k for k, issues in named if issue in issues]
    return queue


def _keys() -> Callable[[], str]:
    """Single keys of a terminal; of a file or a pipe, its characters, ends of lines left out."""
    if sys.stdin.isatty():
        import click

        return click.getchar

    def piped() -> str:
        while (key := sys.stdin.read(1)) == "\n":
            continue
        return key

    return piped


def learn(
    record: RecordArgument,
    even_if_worse: Annotated[
        bool,
        typer.Option("--even-if-worse", help="Apply what was learned though it codes the decisions kept back worse."),
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Take learning back: code as the codebook alone does; decisions stay.")
    ] = False,
) -> None:
    """Teach the coder from what people decided, show what it gained on decisions kept back, and code the rest again.

    What a person decided is never changed. What is read into the record from now on is coded by the taught coder too. Where issues or sides
    would come out worse, nothing is applied unless you say so; `--forget` takes back what was applied.
    """
    from onrecord.run.learn import learn as teach
    from onrecord.run.learn import unlearn
    from onrecord.store import Record

    with Record.open(record) as opened:
        if forget:
            changed, statements = unlearn(opened)
            say("what decisions taught is forgotten; the decisions stand")
            say(f"{changed} of {statements} statements that nobody decided are coded otherwise now")
            return
        done = teach(opened, lambda line: say(line, err=True), even_if_worse=even_if_worse)
    say(f"learned from {done.decisions} decisions in {done.seconds:.0f} s")
    say("each coded by a coder that had not learned from it:   before   after")
    say(f"  issue right, %                                      {done.issue[0]:6.1f}  {done.issue[1]:6.1f}")
    say(f"  stance right, %                                     {done.stance[0]:6.1f}  {done.stance[1]:6.1f}")
    if not done.applied:
        say("not applied: it would have coded worse. More decisions help; --even-if-worse applies it all the same.")
        return
    say(f"{done.changed} of {done.statements} statements that nobody decided are coded otherwise now")


def agreement(
    record: RecordArgument,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only these; everybody who decided, by default.")
    ] = None,
) -> None:
    """Compare what several people decided: Krippendorff's alpha for each field, and every difference."""
    from onrecord.analyse.agreement import compare_coders
    from onrecord.show.wording import clean
    from onrecord.store import Record
    from onrecord.store.judging import judgements
    from onrecord.store.read import documents

    with Record.open(record) as opened:
        found = compare_coders(judgements(opened), coder or ())
        texts = (
            {(d.id, s.id): (d.path, s.text) for d in documents(opened) for s in d.statements}
            if found.disagreements
            else {}
        )
    names = ", ".join(clean(name) or "(no name)" for name in found.coders)
    say(f"{found.units} statements decided by more than one of: {names or 'nobody'}")
    for field, alpha in found.alpha.items():
        share = found.shares[field]
        told = "nothing to compare" if share is None else f"agree in {share:.0f} %"
        say(f"  {field:7s} alpha {'  -  ' if alpha is None else f'{alpha:5.2f}'}  {told}")
    for one in found.disagreements:
        path, words = texts.get((one.document, one.statement), ("", ""))
        said = "; ".join(f"{clean(name) or '(no name)'}: {value}" for name, value in one.values)
        say(f"{one.field}: {said}")
        say(f"    {clean(path)}: {clean(words)[:100]}")
    if found.disagreements:
        say("`onrecord review RECORD --disagreements` settles them, one by one.")
