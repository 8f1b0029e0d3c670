"""The register out and in: FollowTheMoney entities (JSON lines), a table of offices (CSV), and rows as users write them.

FollowTheMoney knows people, positions and occupancies; their properties are lists of words. The actor an office is for
goes into the position's `notes` as an id, the source of a row into the occupancy's `description`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.errors import BadRegister
from onrecord.model.actor import Office, Person
from onrecord.model.ids import actor_id, entity_id, sha256_text
from onrecord.resolve.register import Register

__all__ = ["COLUMNS", "read_csv", "read_ftm", "to_csv", "to_ftm"]

COLUMNS = ("id", "name", "gender", "aliases", "title", "for", "from", "to", "source")
_GENDERS = {"f": "female", "m": "male"}
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def to_ftm(register: Register, people: Iterable[Person]) -> Iterator[dict[str, Any]]:
    """Entities of these people: a Person, a Position per office and an Occupancy that ties them, each id once."""
    positions: set[str] = set()
    for person in people:
        properties: dict[str, list[str]] = {"name": [person.name]}
        if person.aliases:
            properties["alias"] = list(person.aliases)
        if person.gender in _GENDERS:
            properties["gender"] = [_GENDERS[person.gender]]
        properties["notes"] = [person.id]
        yield {"id": entity_id(person.id), "schema": "Person", "properties": properties}
        for office in person.offices:
            post = "position-" + sha256_text(f"{office.title}|{office.for_id}")[:16]
            if post not in positions:
                positions.add(post)
                yield _position(post, office, register)
            yield _occupancy(post, person, office)


def _position(post: str, office: Office, register: Register) -> dict[str, Any]:
    principal = register.actors[office.for_id]
    properties = {"name": [office.title], "description": [f"for {principal.name}"], "notes": [office.for_id]}
    return {"id": post, "schema": "Position", "properties": properties}


def _occupancy(post: str, person: Person, office: Office) -> dict[str, Any]:
    properties = {"holder": [entity_id(person.id)], "post": [post], "description": [office.source]}
    if office.since:
        properties["startDate"] = [office.since]
    if office.until:
        properties["endDate"] = [office.until]
    key = sha256_text(f"{person.id}|{post}|{office.since}|{office.until}")[:16]
    return {"id": "occupancy-" + key, "schema": "Occupancy", "properties": properties}


def read_ftm(text: str, name: str, register: Register) -> list[dict[str, Any]]:
    """Rows of people, in the register's own form, from FollowTheMoney JSON lines.

    An occupancy whose position names no actor of the register is refused: an office must be for somebody.

    Raises: OR-C02 BadRegister.
    """
    entities: dict[str, list[dict[str, Any]]] = {"Person": [], "Position": [], "Occupancy": []}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            entities.setdefault(str(entity["schema"]), []).append(
                {"id": str(entity["id"]), **{k: [str(v) for v in vs] for k, vs in entity["properties"].items()}}
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadRegister(f"{name}, line {number}: not a FollowTheMoney entity") from None
    posts = {p["id"]: p for p in entities["Position"]}
    rows = {p["id"]: _person_row(p) for p in entities["Person"]}
    for one in entities["Occupancy"]:
        holder, post = (one.get(key, [""])[0] for key in ("holder", "post"))
        if holder not in rows or post not in posts:
            raise BadRegister(f"{name}: {one['id']} ties a person or a position that the file does not have")
        rows[holder]["offices"].append(
            {
                "title": posts[post].get("name", [""])[0],
                "for": _principal(posts[post], name, register),
                "from": one.get("startDate", [None])[0],
                "to": one.get("endDate", [None])[0],
                "source": one.get("description", [name])[0],
            }
        )
    return list(rows.values())


def _person_row(person: dict[str, Any]) -> dict[str, Any]:
    genders = {word: short for short, word in _GENDERS.items()}
    names = person.get("name", [""])
    return {
        "id": next(
            (key for key in (*person.get("notes", ()), person["id"]) if key.startswith("person:")),
            actor_id("person", names[0]),
        ),
        "name": names[0],
        "gender": genders.get(person.get("gender", [""])[0]),
        "aliases": [*names[1:], *person.get("alias", [])],
        "offices": [],
    }


def _principal(post: dict[str, Any], name: str, register: Register) -> str:
    for key in ("notes", "organization", "country", "description"):
        for value in post.get(key, []):
            known = register.lookup(value.removeprefix("for "))
            if value in register.actors or known:
                return value if value in register.actors else known[0].id if known else ""
    raise BadRegister(
        f"{name}: {post['id']} is for nobody the register knows",
        "give the position an id of the register in `notes`, or a state's or organisation's name in `organization`",
    )


def to_csv(people: Iterable[Person]) -> str:
    """A line an office, people without one a line without; safe to open in a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for person in people:
        who = [person.id, person.name, person.gender or "", "; ".join(person.aliases)]
        for office in person.offices or (None,):
            what = (
                [office.title, office.for_id, office.since or "", office.until or "", office.source]
                if office
                else [""] * 5
            )
            table.writerow([_safe(cell) for cell in (*who, *what)])
    return out.getvalue()


def read_csv(text: str, name: str) -> list[dict[str, Any]]:
    """Rows of people, in the register's own form, from a table of offices.

    Raises: OR-C02 BadRegister where a column is missing.
    """
    table = csv.DictReader(io.StringIO(text))
    missing = [c for c in ("name", "title", "for") if c not in (table.fieldnames or ())]
    if missing:
        raise BadRegister(f"{name} has no column {' and no '.join(missing)}")
    rows: dict[str, dict[str, Any]] = {}
    for line in table:
        cells = {
            key: (value or "").strip().removeprefix("'")
            for key, value in line.items()
            if key and isinstance(value, str | None)
        }
        key = cells.get("id") or actor_id("person", cells["name"])
        row = rows.setdefault(
            key,
            {"id": key, "name": cells["name"], "gender": cells.get("gender") or None,
             "aliases": [a.strip() for a in cells.get("aliases", "").split(";") if a.strip()], "offices": []},
        )  # fmt: skip
        if cells["title"]:
            row["offices"].append(
                {"title": cells["title"], "for": cells["for"], "from": cells.get("from") or None,
                 "to": cells.get("to") or None, "source": cells.get("source") or name}
            )  # fmt: skip
    return list(rows.values())


def _safe(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell
