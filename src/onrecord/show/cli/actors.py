"""`onrecord actors`: the register of actors asked, checked, taken out and in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from onrecord.show.cli import decisions
from onrecord.show.cli.options import ActorsOption
from onrecord.show.terminal import say, say_json, standard_output

if TYPE_CHECKING:
    from onrecord.model.actor import Office, Person
    from onrecord.resolve.candidates import Candidate
    from onrecord.resolve.register import Register

__all__ = ["add"]

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")

OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="A day, month or year: 2022-03-01, 2022-03, 2022.")
]
FormatOption = Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="Lines to read, or JSON.")]


def add(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    group = typer.Typer(
        help="Ask the register of actors: offices on a day, whom a mention can mean.",
        epilog='Example: onrecord actors office "Olaf Scholz" --on 2022-03-01',
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command(epilog='Example: onrecord actors office "Olaf Scholz" --on 2022-03-01 --format json')(office)
    group.command(epilog='Example: onrecord actors resolve "the Chinese foreign minister" --on 2023-01-15')(resolve)
    group.command("list", epilog="Example: onrecord actors list --for Norway --on 2020")(list_)
    group.command(epilog='Examples: onrecord actors show NATO; onrecord actors show "Sergey Lavrov"')(show)
    group.command(epilog="Example: onrecord actors check --actors mine.yml")(check)
    group.command(epilog="Example: onrecord actors rules")(rules)
    group.command(
        epilog="Examples: onrecord actors export --format ftm -o people.ftm.json; onrecord actors export -f csv"
    )(export)
    group.command("import", epilog="Example: onrecord actors import people.ftm.json --out mine.yml")(import_)
    decisions.add(group)
    app.add_typer(group, name="actors")


def office(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person's name.")],
    on: OnOption = None,
    form: FormatOption = "text",
    actors: ActorsOption = None,
) -> None:
    """Tell the offices a person held on a day, or ever, with the source of each row."""
    from onrecord.errors import UnknownActor
    from onrecord.resolve import load_register
    from onrecord.resolve.candidates import people_named
    from onrecord.show.wording import clean

    register = load_register(actors or ())
    day = _day(on)
    people = people_named(name, register)
    if not people:
        raise UnknownActor(
            "the register knows nobody of this name",
            "`onrecord actors resolve NAME` suggests names spelt alike; add your own with --actors FILE",
        )
    if len(people) > 1:
        holding = [p for p in people if p.offices_on(day)]
        if len(holding) != 1:
            names = ", ".join(clean(p.name) for p in people[:8])
            raise UnknownActor(f"several people of the register have this name: {names}", "give the whole name")
        people = holding
    held = people[0].offices_on(day) if day else list(people[0].offices)
    if form == "json":
        say_json([_office(o, register) for o in held])
        return
    say(f"{clean(people[0].name)}{f' on {day}' if day else ''}")
    for line in (_say(o, register) for o in held):
        say(f"  {line}")
    if not held:
        say("  no office of the register")


def resolve(
    mention: Annotated[str, typer.Argument(metavar="MENTION", help="Words of a text, as in “the Kremlin”.")],
    on: OnOption = None,
    form: FormatOption = "text",
    actors: ActorsOption = None,
) -> None:
    """Tell whom a mention can mean, best first, each with the reason; it never makes anybody up."""
    from onrecord.resolve import load_register
    from onrecord.resolve.candidates import candidates
    from onrecord.show.wording import clean

    register = load_register(actors or ())
    found = candidates(mention, register, _day(on))
    if form == "json":
        say_json([_candidate(c, register) for c in found])
        return
    for one in found:
        say(f"{one.confidence:.2f}  {clean(one.actor.name)}  ({one.actor.id}), {one.stands}: {clean(one.why)}")
        for held in one.offices:
            say(f"        {_say(held, register)}")
    if not found:
        say("Nobody of the register.")


def list_(
    kind: Annotated[
        Literal["person", "state", "organisation"] | None, typer.Option(help="Only actors of this kind.")
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="Only people with an office for this state or organisation."),
    ] = None,
    on: OnOption = None,
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            "-r",
            metavar="RECORD",
            help="The actors of this record, most statements first, instead of the register's.",
        ),
    ] = None,
    actors: ActorsOption = None,
) -> None:
    """List actors by id, name and kind; with --for and --on, who held which office then; with --record, who speaks in it."""
    from onrecord.resolve import load_register
    from onrecord.show.wording import clean

    if record is not None:
        _list_record(record, kind)
        return

    register = load_register(actors or ())
    day = _day(on)
    if of is None:
        for one in sorted(register.actors.values(), key=lambda a: (a.kind, a.id)):
            if kind in {None, one.kind}:
                say(f"{one.id}\t{clean(one.name)}\t{one.kind}")
        return
    wanted = _actor(of, register)
    rows = [(o.title, o.since or "", o.until or "", p) for p, o in register.holders({wanted}, day)]
    for title, since, until, person in sorted(rows, key=lambda r: (r[0], r[1])):
        say(f"{title}\t{since}\t{until}\t{clean(person.name)}\t{person.id}")


def _list_record(place: str, kind: str | None) -> None:
    from onrecord.show.wording import clean
    from onrecord.store import Record, read

    with Record.open(place) as opened:
        for kept in read.actors(opened):
            if kind in {None, kept.actor.kind}:
                say(f"{kept.actor.id}\t{clean(kept.actor.name)}\t{kept.actor.kind}\t{kept.statements}")


def show(
    name: Annotated[str, typer.Argument(metavar="NAME_OR_ID", help="A name, another name, or an id.")],
    actors: ActorsOption = None,
) -> None:
    """Show an actor: names, what it belongs to, and every office with its source."""
    from onrecord.resolve import load_register
    from onrecord.show.wording import clean

    register = load_register(actors or ())
    one = register.actors[_actor(name, register)]
    say(f"{clean(one.name)} ({one.kind}), {one.id}")
    others = [term for term in register.terms_of(one.id) if term != one.name]
    if others:
        say("also " + ", ".join(clean(term) for term in others))
    parent = register.actors.get(register.parents.get(one.id, ""))
    if parent:
        say(f"a body of {clean(parent.name)}")
    belongs = [register.actors[o].name for o, states in sorted(register.members.items()) if one.id in states]
    if belongs:
        say("member of " + ", ".join(clean(name) for name in belongs))
    if one.id in register.members:
        say("members: " + ", ".join(clean(register.actors[s].name) for s in register.members[one.id]))
    person = register.people.get(one.id)
    for held in person.offices if person else ():
        say(f"  {_say(held, register)}")


def check(actors: ActorsOption = None) -> None:
    """Look for rows that do not hold together: overlapping terms, names of two actors, people without an office, dates that cannot be."""
    from onrecord.resolve import load_register
    from onrecord.resolve.check import check_register
    from onrecord.show.wording import clean

    register = load_register(actors or ())
    found = check_register(register)
    for one in found:
        say(f"{one.sort}: {one.actor}: {clean(one.message)}")
    offices = sum(len(p.offices) for p in register.people.values())
    say(
        f"{len(register.actors)} actors, {len(register.people)} people, {offices} offices, {len(register.terms)} names; {len(found)} findings"
    )
    if any(one.sort in {"overlap", "date"} for one in found):
        raise typer.Exit(1)


def rules() -> None:
    """Print the rules of whom somebody speaks for, in the order in which they are tried."""
    from onrecord.resolve import principal_rules

    for number, rule in enumerate(principal_rules(), start=1):
        when = "; ".join(f"{fact}: {' or '.join(sorted(values))}" for fact, values in rule.when.items())
        say(f"{number:2d}. {when}\n    speaks for {rule.speaks_for}: {rule.why}")


def export(
    form: Annotated[
        Literal["ftm", "csv"], typer.Option("--format", "-f", help="FollowTheMoney entities, or a table of offices.")
    ] = "ftm",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; standard output by default.")
    ] = None,
    actors: ActorsOption = None,
) -> None:
    """Write the people of the register with their offices for other tools."""
    from onrecord.exchange.whole import write_text
    from onrecord.resolve import load_register
    from onrecord.resolve.exchange import to_csv, to_ftm

    register = load_register(actors or ())
    people = [register.people[key] for key in sorted(register.people)]
    text = (
        to_csv(people)
        if form == "csv"
        else "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in to_ftm(register, people))
    )
    if out is None:
        standard_output().write(text)
        return
    write_text(out, text)
    say(f"{len(people)} people in {out.name}", err=True)


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="FollowTheMoney JSON lines, or a .csv with name, title, for, from, to."),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The file of your own actors to write; it is given with --actors."
        ),
    ],
) -> None:
    """Make a file of your own actors from another tool's; refused as a whole where a row does not hold together."""
    import yaml

    from onrecord.errors import BadRegister, Unavailable
    from onrecord.exchange.whole import writing_file
    from onrecord.resolve import load_register
    from onrecord.resolve.exchange import read_csv, read_ftm

    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadRegister(f"{file.name} cannot be read") from None
    rows = read_csv(text, file.name) if file.suffix.lower() == ".csv" else read_ftm(text, file.name, load_register())
    if out.exists():
        raise Unavailable(f"{out.name} exists already", "give another name with --out")
    with writing_file(out) as unfinished:
        made = yaml.safe_dump({"register": "own", "people": rows}, allow_unicode=True, sort_keys=False)
        unfinished.write_text(made, "utf-8")
        load_register([unfinished])  # one that does not hold together never gets the name
    say(f"{len(rows)} people in {out.name}; read with --actors {out.name}")


def _day(on: str | None) -> str | None:
    if on is not None and not _DAY.match(on):
        raise typer.BadParameter("a date is YYYY, YYYY-MM or YYYY-MM-DD", param_hint="--on")
    return on


def _actor(name: str, register: Register) -> str:
    """The id of the one actor a name leads to."""
    from onrecord.errors import UnknownActor
    from onrecord.resolve.candidates import people_named

    if name in register.actors:
        return name
    known = register.lookup(name)
    if known:
        return known[0].id
    people: list[Person] = people_named(name, register)
    if len(people) != 1:
        raise UnknownActor(
            "no one actor of the register has this name", "`onrecord actors resolve NAME` tells who may be meant"
        )
    return people[0].id


def _office(office: Office, register: Register) -> dict[str, Any]:
    principal = register.actors[office.for_id]
    return {"title": office.title, "for": principal.name, "from": office.since, "to": office.until, "source": office.source, "for_id": principal.id}  # fmt: skip


def _candidate(one: Candidate, register: Register) -> dict[str, Any]:
    actor = {"id": one.actor.id, "name": one.actor.name, "kind": one.actor.kind}
    return {"actor": actor, "stands": one.stands, "confidence": one.confidence, "why": one.why, "offices": [_office(o, register) for o in one.offices]}  # fmt: skip


def _say(office: Office, register: Register) -> str:
    until = f" to {office.until}" if office.until else ""
    return f"{office.title}, {register.actors[office.for_id].name}: from {office.since or '?'}{until or ' on'} (source: {office.source})"
