"""`onrecord codebook`: list, show, check, export and import codebooks; `onrecord wording`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord.show.cli.options import RecordArgument
from onrecord.show.terminal import say, standard_output

if TYPE_CHECKING:
    from onrecord.analyse.wordings import WordingTable

__all__ = ["add"]

BookArgument = Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="A shipped codebook, or your own YAML file.")]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    group = typer.Typer(
        help="List, show, check, export and import codebooks: the issues that statements are coded for.",
        epilog="Example: onrecord codebook check mine.yml",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list", epilog="Example: onrecord codebook list")(list_)
    group.command(epilog="Example: onrecord codebook show crisis")(show)
    group.command(
        epilog="Examples: onrecord codebook check mine.yml; onrecord codebook check crisis --record crisis.db"
    )(check)
    group.command(epilog="Example: onrecord codebook export crisis --format qdc -o crisis.qdc")(export)
    group.command("import", epilog="Example: onrecord codebook import codes.qdc --out mine.yml")(import_)
    group.command(
        epilog="Examples: onrecord codebook move crisis.db; onrecord codebook move crisis.db --to mine.yml --moves moves.yml"
    )(move)
    app.add_typer(group, name="codebook")
    app.command(
        epilog="Examples: onrecord wording crisis.db; onrecord wording crisis.db name_of_the_fighting --by-month"
    )(wording)


def list_() -> None:
    """List the shipped codebooks."""
    from onrecord.coding import load_codebook, shipped_codebooks

    for name in shipped_codebooks():
        book = load_codebook(name)
        say(f"{book.name}: {book.label}, {len(book.issues)} issues, version {book.version}")


def show(book: BookArgument) -> None:
    """Show the issues of a codebook with their propositions, by family."""
    from onrecord.coding import load_codebook

    made = load_codebook(book)
    say(f"{made.name}: {made.label}, {len(made.issues)} issues, version {made.version}")
    families = {family.id: family.label for family in made.families}
    shown: str | None = None
    for issue in sorted(
        made.issues, key=lambda i: list(families).index(i.parents[0]) if i.parents and i.parents[0] in families else 99
    ):
        family = families.get(issue.parents[0], "") if issue.parents else ""
        if family != shown:
            say(f" {family or 'without a family'}")
            shown = family
        say(f"  {issue.id}: {issue.proposition}")


def check(
    book: BookArgument,
    record: Annotated[
        str | None,
        typer.Option("--record", "-r", metavar="RECORD", help="Also look for phrases in this record's texts."),
    ] = None,
) -> None:
    """Look for issues that overlap, phrases that never fire, and examples that the coder gets wrong."""
    from collections import Counter

    from onrecord.coding import load_codebook
    from onrecord.coding.check import check_codebook
    from onrecord.store import Record
    from onrecord.store.read import documents

    made = load_codebook(book)
    texts: list[str] = []
    if record is not None:
        with Record.open(record) as opened:
            texts = [document.text for document in documents(opened, with_statements=False)]
    found = check_codebook(made, texts, lambda line: say(f"looking at {line}", err=True))
    for one in found:
        say(f"{one.issue}: {one.kind}: {one.what}")
    counts = Counter(one.kind for one in found)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    say(f"{made.name}: {len(made.issues)} issues; {told or 'nothing to look at'}")


def export(
    book: BookArgument,
    form: Annotated[
        Literal["yaml", "csv", "qdc"], typer.Option("--format", "-f", help="yaml, csv, or qdc (REFI-QDA).")
    ] = "yaml",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write.")] = None,
) -> None:
    """Write a codebook, with all that it extends, as one YAML file, a CSV table, or a REFI-QDA codebook."""
    import yaml

    from onrecord.coding import load_codebook
    from onrecord.coding.exchange import to_csv, to_qdc, to_rows
    from onrecord.exchange.whole import whole_bytes

    made = load_codebook(book)
    if form == "qdc":
        data = to_qdc(made)
    elif form == "csv":
        data = to_csv(made).encode()
    else:
        data = yaml.safe_dump(to_rows(made), allow_unicode=True, sort_keys=False, width=120).encode()
    if out is None:
        standard_output().write(data.decode())
        return
    with whole_bytes(out) as made_file:
        made_file.write(data)


def move(
    record: RecordArgument,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="NAME_OR_FILE", help="The other version; of the record's own name where left out."
        ),
    ] = None,
    moves: Annotated[
        Path | None,
        typer.Option("--moves", metavar="FILE", help="YAML: what becomes of which code; what ships by default."),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided, for the journal.")] = "",
) -> None:
    """Go on with another version of the record's codebook; what people decided is kept, and asked again where it is not clear.

    A decision whose code can mean more than one issue now comes first in the next review; the journal keeps it as it was made. What
    nobody has decided is coded anew.
    """
    from datetime import UTC, datetime

    from onrecord.coding import load_codebook
    from onrecord.coding.moves import load_moves
    from onrecord.errors import NotARecord
    from onrecord.run.moving import move_codebook
    from onrecord.store import Record
    from onrecord.store.read import codebook

    with Record.open(record) as opened:
        own = codebook(opened)
        if own is None:
            raise NotARecord(f"{opened.place} has nothing in it yet", "read something into it first")
        book = load_codebook(to or own.name)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        done, changed = move_codebook(
            opened, book, load_moves(book.name, moves), at, by, lambda line: say(line, err=True)
        )
    say(f"moved from {own.stamp} to {book.stamp}")
    say(
        f"{done.decided} decisions read on, {done.reopened} to be looked at again: `onrecord review` asks for them first"
    )
    say(f"{changed} statements that nobody decided are coded otherwise now")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv table or a .qdc codebook.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The YAML file to write; it must be new.")],
) -> None:
    """Make a codebook's YAML file from a CSV table or a REFI-QDA codebook."""
    import yaml

    from onrecord.coding import load_codebook
    from onrecord.coding.exchange import rows_from_csv, rows_from_qdc
    from onrecord.errors import BadCodebook, Unavailable
    from onrecord.exchange.whole import writing_file

    try:
        data = file.read_bytes()
    except OSError:
        raise BadCodebook(f"{file.name} cannot be read") from None
    if file.suffix.lower() == ".qdc":
        rows = rows_from_qdc(data, file.name)
    else:
        rows = rows_from_csv(data.decode("utf-8", "replace"), file.name)
    if out.exists():
        raise Unavailable(f"{out.name} exists already", "give another name with --out")
    with writing_file(out) as unfinished:
        unfinished.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120), "utf-8")
        made = load_codebook(str(unfinished))  # one that does not hold together never gets the name
    without = sum(not issue.examples for issue in made.issues)
    say(
        f"{len(made.issues)} issues in {out.name}"
        + (f"; {without} have no examples yet, and code poorly" if without else "")
    )


def wording(
    record: RecordArgument,
    name: Annotated[
        str | None, typer.Argument(metavar="WORDING", help="Which thing; without it, every one of the codebook.")
    ] = None,
    by_month: Annotated[bool, typer.Option("--by-month", help="Count by month as well.")] = False,
) -> None:
    """Count which name each actor uses for a thing ("war", "crisis", "operation"), and tell when each first did."""
    from onrecord.analyse.wordings import wording_table
    from onrecord.errors import NotARecord, UnknownIssue
    from onrecord.store import Record
    from onrecord.store.read import codebook

    with Record.open(record) as opened:
        book = codebook(opened)
        if book is None:
            raise NotARecord(f"{opened.place} has nothing in it yet", "read something into it first")
        wanted = [w for w in book.wordings if name in {None, w.id}]
        if not wanted:
            known = ", ".join(w.id for w in book.wordings) or "none"
            raise UnknownIssue("the record's codebook has no such wording", f"it has: {known}")
        for one in wanted:
            _print_wording(wording_table(opened, one), by_month=by_month)


def _print_wording(table: WordingTable, *, by_month: bool) -> None:
    from onrecord.language.dates import say_day
    from onrecord.show.wording import clean

    say(f"{table.wording.label} ({table.wording.id})")
    for actor, counts in table.counts():
        told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
        say(f"  {clean(actor.name)}: {told}")
        for use in table.uses:
            if use.actor.id == actor.id and use.first:
                day = say_day(use.statement.said.date if use.statement.said else None)
                whose = "in its own words" if use.own else "in a reporter's paraphrase"
                say(
                    f"    first “{clean(use.place.text)}”: {day}, {whose}, {clean(use.document.path)}, character {use.place.start:,}"
                )
        if by_month:
            months = sorted({use.month for use in table.uses if use.actor.id == actor.id})
            for month in months:
                here = [use.name for use in table.uses if use.actor.id == actor.id and use.month == month]
                counted = ", ".join(f"{name} {here.count(name)}" for name in sorted(set(here)))
                say(f"    {month or 'day unknown'}: {counted}")
    if not table.uses:
        say("  nobody in this record uses any of its names")
