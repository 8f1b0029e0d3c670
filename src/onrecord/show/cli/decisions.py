"""`onrecord actors merge`, `split`, `alias`, `journal`: what a person decides about a record's actors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from onrecord.show.cli.options import RecordArgument
from onrecord.show.terminal import say

__all__ = ["add"]

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided, for the journal.")]


def add(group: typer.Typer) -> None:
    """Hang the commands on `onrecord actors`."""
    group.command(epilog="Example: onrecord actors merge crisis.db person:a-holm@doc-1 person:ada-holm --by me")(merge)
    group.command(epilog='Example: onrecord actors split crisis.db person:kim "Kim Dorn" --in a.txt --in b.txt')(split)
    group.command(epilog='Example: onrecord actors alias crisis.db state:norway "the fjord kingdom"')(alias)
    group.command(epilog="Example: onrecord actors journal crisis.db")(journal)
    group.command(epilog="Example: onrecord actors alike crisis.db")(alike)


def merge(
    record: RecordArgument,
    actor: Annotated[str, typer.Argument(metavar="ID", help="An actor of the record.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor, of the record or the register, that it is.")],
    by: ByOption = "",
) -> None:
    """Decide that two actors are one: every statement of the first is the second's, here and in what is read later."""
    from onrecord.errors import UnknownActor
    from onrecord.model.decision import Decision
    from onrecord.resolve import load_register
    from onrecord.store import Record
    from onrecord.store.journal import decide, find_actor

    with Record.open(record, create=False) as opened:
        one = find_actor(opened, actor)
        other = load_register().actors.get(into) or find_actor(opened, into)
        if one.id == other.id:
            raise UnknownActor("an actor cannot be merged into itself", "give two ids")
        count = decide(opened, Decision("merge", one.id, _now(), by, into=other))
    say(f"{one.id} is {other.id}: {count} statements changed")


def split(
    record: RecordArgument,
    actor: Annotated[str, typer.Argument(metavar="ID", help="An actor of the record.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the other, who is new.")],
    documents: Annotated[
        list[str],
        typer.Option("--in", metavar="PATH", help="A document in which it is the other; may be given several times."),
    ],
    by: ByOption = "",
) -> None:
    """Decide that one actor is two: in these documents, and when they are read again, the statements are the other's."""
    from onrecord.errors import UnknownActor
    from onrecord.model.actor import Actor
    from onrecord.model.decision import Decision
    from onrecord.model.ids import actor_id
    from onrecord.store import Record
    from onrecord.store.journal import decide, find_actor

    with Record.open(record, create=False) as opened:
        one = find_actor(opened, actor)
        other = Actor(actor_id(one.kind, name, "decided"), name, one.kind)
        if one.id == other.id:
            raise UnknownActor("the other needs another name", "write it with something that tells the two apart")
        count = decide(opened, Decision("split", one.id, _now(), by, into=other, documents=tuple(documents)))
    say(f"in {len(documents)} documents {one.id} is {other.id}: {count} statements changed")


def alias(
    record: RecordArgument,
    actor: Annotated[str, typer.Argument(metavar="ID", help="An actor of the record or the register.")],
    term: Annotated[str, typer.Argument(metavar="NAME", help="What texts also call it.")],
    by: ByOption = "",
) -> None:
    """Give an actor another name: questions know it at once, texts read from now on are read with it."""
    from onrecord.model.decision import Decision
    from onrecord.resolve import load_register
    from onrecord.store import Record
    from onrecord.store.journal import decide, find_actor

    with Record.open(record, create=False) as opened:
        one = load_register().actors.get(actor) or find_actor(opened, actor)
        decide(opened, Decision("alias", one.id, _now(), by, term=term.strip()))
    say(f"{one.id} is also called “{term.strip()}”")


def journal(record: RecordArgument) -> None:
    """List every decision, oldest first."""
    from onrecord.show.wording import clean
    from onrecord.store import Record
    from onrecord.store.journal import journal as entries

    with Record.open(record) as opened:
        for d in entries(opened):
            what = f"“{clean(d.term)}”" if d.kind == "alias" else d.into.id if d.into else ""
            where = f" in {', '.join(map(clean, d.documents))}" if d.documents else ""
            say(f"{d.at}  {d.kind} {d.actor} {what}{where}" + (f", by {clean(d.by)}" if d.by else ""))


def alike(record: RecordArgument) -> None:
    """List people of several documents who bear one name, for you to merge or not: nothing is merged by itself."""
    from onrecord.analyse.namesakes import find_namesakes
    from onrecord.show.wording import clean
    from onrecord.store import Record

    with Record.open(record) as opened:
        found = list(find_namesakes(opened))
        for group in found:
            say(clean(group[0].actor.name))
            for kept in group:
                say(f"  {kept.actor.id}  {kept.statements} statements")
        if not found:
            say("No two people of this record bear one name.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
