"""schema.org JSON-LD: what was quoted as Quotation, what was paraphrased or ascribed as Claim. No ratings: a record has none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.errors import BadImport
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.actor import Actor
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.statement import Role, Statement

__all__ = ["read_schema_org", "schema_org"]

FORMAT = "schema-org"
_TYPES = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "group": "Organization",
    "unnamed": "Person",
}
_KINDS = {
    "Person": "person",
    "Country": "state",
    "Organization": "organisation",
    "GovernmentOrganization": "organisation",
}
_CREATORS = {"Quotation": "spokenByCharacter", "Claim": "author"}


def schema_org(documents: Iterable[Document]) -> dict[str, Any]:
    """A graph of articles, and of the quotations and claims in them; neither can say that it was not made."""
    graph: list[dict[str, Any]] = []
    for document in documents:
        graph.append(_article(document))
        graph.extend(_statement(s, document) for s in document.statements)
    return {"@context": "https://schema.org", "@graph": graph}


def _address(document: Document) -> str:
    return document.url.value if document.url else f"urn:onrecord:document:{document.exported_id}"


def _article(d: Document) -> dict[str, Any]:
    return _filled({
        "@type": "OpinionNewsArticle" if d.kind in {"opinion", "op-ed", "editorial"} else "NewsArticle" if d.kind == "news" else "Article",
        "@id": _address(d), "headline": d.title.value if d.title else None, "url": d.url.value if d.url else None,
        "author": {"@type": "Person", "name": d.author.value} if d.author else None,
        "publisher": {"@type": "Organization", "name": d.outlet.value} if d.outlet else None,
        "datePublished": d.published.date, "identifier": _property("sha256", d.sha256),
    })  # fmt: skip


def _statement(s: Statement, d: Document) -> dict[str, Any]:
    kind = "Quotation" if s.mode in {"direct", "mixed"} else "Claim"
    return _filled({
        "@type": kind, "@id": f"urn:onrecord:{d.id}:{s.id}", "text": s.text, _CREATORS[kind]: _who_all(s),
        "isPartOf" if kind == "Quotation" else "appearance": {"@id": _address(d)}, "dateCreated": s.said.date if s.said else None,
        "about": [{"@type": "Thing", "identifier": code.issue, "description": code.stance} for code in s.counted],
        "identifier": [_property("characters", ";".join(f"{p.start}-{p.end}" for p in s.content)), _property("mode", s.mode),
                       _property("voice", s.voice), _property("status", s.status)],
        **({"claimInterpreter": {"@type": "SoftwareApplication", "name": f"onrecord {__version__}"}} if kind == "Claim" else {}),
    })  # fmt: skip


def _who_all(s: Statement) -> Any:
    """The speaker, or a list of all of joint words."""
    made = [_who(party.speaker, party.role, party.speaks_for) for party in s.parties]
    return made if len(made) > 1 else made[0] if made else None


def _who(actor: Actor | None, role: Role | None, principal: Actor | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    return _filled({
        "@type": _TYPES[actor.kind], "@id": f"urn:onrecord:actor:{actor.id}", "name": actor.name, "jobTitle": role.title if role else None,
        "affiliation": {"@type": _TYPES[principal.kind], "@id": f"urn:onrecord:actor:{principal.id}", "name": principal.name} if principal else None,
    })  # fmt: skip


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": f"onrecord:{name}", "value": value}


def _filled(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if value not in (None, [])}


def read_schema_org(path: Path, shelf: Shelf) -> Brought:
    """Quotations and claims about documents of the record, found by address and by place or words.

    Raises: OR-M01 BadImport.
    """
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise BadImport(f"{path.name} is no JSON that can be read") from None
    graph = raw.get("@graph", [raw]) if isinstance(raw, dict) else raw
    gathering = Gathering(FORMAT, shelf)
    listed = graph if isinstance(graph, list) else []
    hashes = {str(one.get("@id")): _properties(one).get("sha256") for one in listed if isinstance(one, dict)}
    for number, one in enumerate(listed, 1):
        kind = _kind(one)
        where = f"element {number}"
        if kind in _CREATORS:
            with gathering.reading(where):
                _read(one, kind, where, gathering, hashes)
        elif not kind.endswith("Article"):
            gathering.carry(
                {"element": one}, where=where, what=f"a {kind[:40] or 'thing'}: a record has no field for it"
            )
    return gathering.done()


def _kind(one: Any) -> str:
    """The type of an element, of several the first that is read."""
    kinds = one.get("@type") if isinstance(one, dict) else None
    listed = [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
    return next((k for k in listed if k in _CREATORS), listed[0] if listed else "")


def _properties(one: dict[str, Any]) -> dict[str, str]:
    found = one.get("identifier")
    listed = found if isinstance(found, list) else [found]
    return {
        str(p.get("propertyID", "")).removeprefix("onrecord:"): str(p.get("value"))
        for p in listed
        if isinstance(p, dict)
    }


def _read(one: dict[str, Any], kind: str, where: str, gathering: Gathering, hashes: dict[str, str | None]) -> None:
    at = one.get("isPartOf") if kind == "Quotation" else one.get("appearance") or one.get("firstAppearance")
    address = at.get("@id") or at.get("url") if isinstance(at, dict) else at
    document = gathering.shelf.find(hashes.get(str(address)), str(address or "").removeprefix("urn:onrecord:document:"))
    if document is None:
        gathering.lost(where, "of a document that is not in the record")
        return
    facts = _properties(one)
    who = one.get(_CREATORS[kind])
    who = who if isinstance(who, dict) else {}
    own_id = str(one.get("@id") or "").rpartition(":")[2]
    speaker, principal = _actor(who), _actor(who.get("affiliation"))
    raw = {
        "id": own_id if own_id.startswith("st-") else None, "content": _content(facts.get("characters"), one.get("text")),
        "mode": facts.get("mode") or ("direct" if kind == "Quotation" else "indirect"), "voice": facts.get("voice"),
        "status": facts.get("status") or "accepted", "speaker": speaker, "speaks_for": principal,
        "role": {"title": who["jobTitle"], "for": principal} if who.get("jobTitle") and principal else None,
        "said": {"date": one["dateCreated"], "precision": "day", "method": "stated"} if one.get("dateCreated") else None,
        "issues": [{"issue": a["identifier"], "stance": a.get("description"), "confidence": 1.0}
                   for a in one.get("about") or () if isinstance(a, dict) and a.get("identifier")],
        "confidence": {"statement": 1.0},
    }  # fmt: skip
    gathering.statement(raw, gathering.known(document), where)


def _content(places: str | None, words: Any) -> list[dict[str, Any]]:
    if places:
        spans = [place.partition("-") for place in places.split(";")]
        return [{"start": int(a), "end": int(b)} for a, _, b in spans if a.isdigit() and b.isdigit()]
    return [{"text": part.strip()} for part in str(words or "").split(" […] ") if part.strip()]


def _actor(raw: Any) -> dict[str, Any] | None:
    if not isinstance(raw, dict) or not raw.get("name"):
        return None
    own = str(raw.get("@id") or "")
    return {"id": own.removeprefix("urn:onrecord:actor:") if own.startswith("urn:onrecord:actor:") else None,
            "name": raw["name"], "kind": _KINDS.get(str(raw.get("@type")), "organisation")}  # fmt: skip
