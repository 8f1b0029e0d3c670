"""FollowTheMoney entities, as Aleph and its kin read them: who speaks, in which office, in which document.

FollowTheMoney has no statement; each stands as a `Documentation` that ties a document to who speaks in it, with the
words as its summary. Positions and occupancies give the office and its term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.exchange.json_lines import json_objects
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.actor import Actor
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.ids import entity_id, sha256_text
from onrecord.model.statement import Role, Statement

__all__ = ["ftm_entities", "read_ftm"]

FORMAT = "ftm"
_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "organisation": "Organization",
    "group": "Organization",
    "unnamed": "LegalEntity",
}
_KINDS = {
    "Person": "person",
    "PublicBody": "state",
    "Organization": "organisation",
    "LegalEntity": "unnamed",
    "Company": "organisation",
}


def ftm_entities(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """Entities as dictionaries, each id once."""
    seen: set[str] = set()
    for d in documents:
        made = [_article(d)]
        for s in d.statements:
            made += [_actor(actor) for actor in (*s.actors(), *((s.speaks_for,) if s.speaks_for else ()))]
            for party in s.parties:
                if party.role:
                    made += _office(party.speaker, party.role)
            made.append(_documentation(s, d))
        for one in made:
            if one["id"] not in seen:
                seen.add(one["id"])
                yield one


def _entity(key: str, schema: str, **properties: str | None) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {name: [value] for name, value in properties.items() if value}}


def _article(d: Document) -> dict[str, Any]:
    made = _entity(
        f"onrecord-{d.id}", "Article", title=d.title.value if d.title else d.path, fileName=d.path, bodyText=d.text,
        publisher=d.outlet.value if d.outlet else None, author=d.author.value if d.author else None, publishedAt=d.published.date,
        sourceUrl=d.url.value if d.url else None, keywords=d.kind,
    )  # fmt: skip
    # Hashes of other kinds and languages by two letters are none that its own fields take.
    return _noted(made, id=d.exported_id, sha256=d.sha256, language=d.language)


def _noted(entity: dict[str, Any], field: str = "notes", **facts: str | None) -> dict[str, Any]:
    entity["properties"][field] = [f"{name}: {value}" for name, value in facts.items() if value]
    return entity


def _actor(actor: Actor) -> dict[str, Any]:
    return _noted(_entity(entity_id(actor.id), _SCHEMATA[actor.kind], name=actor.name), id=actor.id, kind=actor.kind)


def _office(holder: Actor, role: Role) -> list[dict[str, Any]]:
    post = "position-" + sha256_text(f"{role.title}|{role.principal.id}")[:16]
    key = "occupancy-" + sha256_text(f"{holder.id}|{post}|{role.since}|{role.until}")[:16]
    held = _entity(post, "Position", name=role.title, description=f"for {role.principal.name}", notes=role.principal.id)
    if role.principal.kind in {"state", "organisation", "group"}:
        held["properties"]["organization"] = [entity_id(role.principal.id)]
    return [
        _actor(role.principal),
        held,
        _entity(key, "Occupancy", holder=entity_id(holder.id), post=post, startDate=role.since, endDate=role.until),
    ]


def _documentation(s: Statement, d: Document) -> dict[str, Any]:
    made = _entity(
        f"onrecord-{d.id}-{s.id}", "Documentation", document=f"onrecord-{d.id}", entity=entity_id(s.speaker.id) if s.speaker else None,
        role=s.role.title if s.role else None, summary=s.text, date=s.said.date if s.said else None, recordId=s.id,
    )  # fmt: skip
    if s.others:
        made["properties"]["entity"] += [entity_id(party.speaker.id) for party in s.others]
    places = ";".join(f"{piece.start}-{piece.end}" for piece in s.content)
    principal = entity_id(s.speaks_for.id) if s.speaks_for else None
    _noted(made, "description", characters=places, mode=s.mode, voice=s.voice, status=s.status, speaks_for=principal)
    made["properties"]["description"] += [f"issue: {code.issue}, {code.stance}" for code in s.counted]
    return made


def read_ftm(path: Path, shelf: Shelf) -> Brought:
    """Articles with their text as documents, documentations with words or places as statements; all other entities are carried.

    Raises: OR-M01 BadImport.
    """
    gathering = Gathering(FORMAT, shelf)
    entities: dict[str, tuple[str, str, dict[str, list[str]]]] = {}
    for where, raw in json_objects(path, gathering):
        properties = raw.get("properties")
        if not isinstance(properties, dict) or not raw.get("id"):
            gathering.lost(where, "no entity")
            continue
        words = {str(k): [str(v) for v in vs] for k, vs in properties.items() if isinstance(vs, list)}
        entities[str(raw["id"])] = (where, str(raw.get("schema")), words)
    documents: dict[str, Document] = {}
    used = {"Article", "Documentation", *_KINDS}
    for key, (where, schema, p) in entities.items():
        if schema == "Article" or (p.get("bodyText") and schema in {"PlainText", "HyperText", "Pages", "Document"}):
            used.add(schema)
            facts = _facts(p, "notes")
            raw = {"text": _first(p, "bodyText"), "title": _first(p, "title"), "outlet": _first(p, "publisher"), "author": _first(p, "author"),
                   "url": _first(p, "sourceUrl"), "published": _first(p, "publishedAt"), "kind": _first(p, "keywords"), "language": facts.get("language"),
                   "id": facts.get("id") or key, "path": _first(p, "fileName")}  # fmt: skip
            known = shelf.find(facts.get("sha256"))
            made = (
                gathering.known(known)
                if known
                else gathering.document(raw, f"{path.name}#{where.removeprefix('line ')}")
            )
            if made:
                documents[key] = made
    for where, schema, p in entities.values():
        if schema == "Documentation":
            document = documents.get(_first(p, "document") or "")
            if document is None:
                gathering.lost(where, "a documentation of a document that is not in the file")
            else:
                with gathering.reading(where):
                    gathering.statement(_statement(p, entities), document, where)
    others: dict[str, int] = {}
    for key, (_, schema, p) in entities.items():
        if schema not in used:
            others[schema] = others.get(schema, 0) + 1
            gathering.carry({"entity": {"id": key, "schema": schema, "properties": p}})
    for schema, count in sorted(others.items()):
        gathering.kept(schema, f"{count} entities; people with offices become actors with `onrecord actors import`")
    return gathering.done()


def _facts(properties: dict[str, list[str]], field: str) -> dict[str, str]:
    return dict(note.split(": ", 1) for note in properties.get(field, ()) if ": " in note)


def _first(properties: dict[str, list[str]], name: str) -> str | None:
    return next(iter(properties.get(name, ())), None)


def _statement(p: dict[str, list[str]], entities: dict[str, tuple[str, str, dict[str, list[str]]]]) -> dict[str, Any]:
    facts = _facts(p, "description")
    speaker, principal = _named(_first(p, "entity"), entities), _named(facts.get("speaks_for"), entities)
    spans = [place.partition("-") for place in facts.get("characters", "").split(";")]
    places = [{"start": int(a), "end": int(b)} for a, _, b in spans if a.isdigit() and b.isdigit()]
    words = [{"text": part} for part in (_first(p, "summary") or "").split(" […] ") if part]
    date, role = _first(p, "date"), _first(p, "role")
    codes = [
        note.removeprefix("issue: ").partition(", ") for note in p.get("description", ()) if note.startswith("issue: ")
    ]
    return {
        "id": _first(p, "recordId"), "content": places or words, "mode": facts.get("mode"), "voice": facts.get("voice"),
        "status": facts.get("status") or "accepted", "speaker": speaker, "speaks_for": principal, "confidence": {"statement": 1.0},
        "role": {"title": role, "for": principal, **_term(_first(p, "entity"), role, entities)} if role and principal else None,
        "said": {"date": date, "precision": {4: "year", 7: "month"}.get(len(date), "day"), "method": "stated"} if date else None,
        "issues": [{"issue": issue, "stance": stance, "confidence": 1.0} for issue, colon, stance in codes if colon],
    }  # fmt: skip


def _named(key: str | None, entities: dict[str, tuple[str, str, dict[str, list[str]]]]) -> dict[str, Any] | None:
    if key is None or key not in entities:
        return None
    _, schema, p = entities[key]
    own = _facts(p, "notes")
    return {
        "id": own.get("id") or key,
        "name": _first(p, "name"),
        "kind": own.get("kind") or _KINDS.get(schema, "organisation"),
    }


def _term(holder: str | None, title: str, entities: dict[str, tuple[str, str, dict[str, list[str]]]]) -> dict[str, Any]:
    """When an office was held, where one occupancy alone says so."""
    posts = {key for key, (_, schema, p) in entities.items() if schema == "Position" and _first(p, "name") == title}
    terms = [
        p
        for _, schema, p in entities.values()
        if schema == "Occupancy" and _first(p, "holder") == holder and _first(p, "post") in posts
    ]
    return {"from": _first(terms[0], "startDate"), "to": _first(terms[0], "endDate")} if len(terms) == 1 else {}
