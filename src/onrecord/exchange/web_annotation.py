"""W3C Web Annotations as JSON-LD: every statement with the words it quotes and their place.

Both selectors are given, since tools differ in how they count: `TextQuoteSelector` with the words before and after,
`TextPositionSelector` in code points. The statement as a record has it travels along as a JSON literal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.errors import BadImport
from onrecord.exchange.record_json import statement_json
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.span import Quote
from onrecord.model.statement import Statement

__all__ = ["CONTEXT", "read_web_annotations", "web_annotations"]

FORMAT = "web-annotation"
CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"statement": {"@id": "urn:onrecord:statement", "@type": "@json"}},
]
_AROUND = 32
NOT_SAID = "not said"


def web_annotations(documents: Iterable[Document]) -> dict[str, Any]:
    """An annotation collection of one page: an annotation a statement."""
    items = [_annotation(s, d) for d in documents for s in d.statements]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    return {"@context": CONTEXT, "type": "AnnotationCollection", "label": "Statements of a record of who said what",
            "total": len(items), "first": page}  # fmt: skip


def _annotation(s: Statement, d: Document) -> dict[str, Any]:
    source = d.url.value if d.url else f"urn:onrecord:document:{d.exported_id}"
    bodies: list[dict[str, Any]] = []
    for party in s.parties:
        role = f", {party.role.title}" if party.role else ""
        behalf = (
            f", for {party.speaks_for.name}" if party.speaks_for and party.speaks_for.id != party.speaker.id else ""
        )
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": "identifying",
                "value": f"{party.speaker.name}{role}{behalf}",
                "format": "text/plain",
            }
        )
    bodies += [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{code.issue}: {code.stance}", "format": "text/plain"}
        for code in s.counted
    ]
    if not s.performed:
        bodies.insert(0, {"type": "TextualBody", "purpose": "tagging", "value": NOT_SAID, "format": "text/plain"})
    return {
        "id": f"urn:onrecord:{d.id}:{s.id}", "type": "Annotation", "motivation": "classifying",
        "generator": {"type": "Software", "name": f"onrecord {__version__}"},
        "body": bodies,
        "target": [{"source": source, "selector": _selectors(piece, d.text)} for piece in s.content],
        "statement": {key: value for key, value in statement_json(s, d).items() if value not in (None, [], {})},
    }  # fmt: skip


def _selectors(quote: Quote, text: str) -> list[dict[str, Any]]:
    return [
        {"type": "TextQuoteSelector", "exact": quote.text, "prefix": text[max(0, quote.start - _AROUND) : quote.start],
         "suffix": text[quote.end : quote.end + _AROUND]},
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
    ]  # fmt: skip


def read_web_annotations(path: Path, shelf: Shelf) -> Brought:
    """Annotations on documents of the record: ours with all they carry, others' with their places and tags.

    A tag `issue: stance` codes; other tags and comments are carried. A place is found by its words where they are given.

    Raises: OR-M01 BadImport.
    """
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise BadImport(f"{path.name} is no JSON that can be read") from None
    gathering = Gathering(FORMAT, shelf)
    for name in ("first", "next"):
        page = raw.get(name) if isinstance(raw, dict) else None
        if isinstance(page, str):
            gathering.lost(name, f"a page elsewhere, which is not fetched: {page[:80]}")
    for number, item in enumerate(_items(raw), 1):
        where = f"annotation {number}"
        if not isinstance(item, dict):
            gathering.lost(where, "no annotation")
            continue
        with gathering.reading(where):
            _read(item, where, gathering, shelf)
    return gathering.done()


def _items(raw: Any) -> list[Any]:
    if isinstance(raw, list):
        return raw
    if not isinstance(raw, dict):
        return []
    first = raw.get("first")
    page = first if isinstance(first, dict) else raw
    for key in ("items", "rows", "@graph"):
        if isinstance(page.get(key), list):
            return list(page[key])
    return [raw] if raw.get("target") else []


def _read(item: dict[str, Any], where: str, gathering: Gathering, shelf: Shelf) -> None:
    targets = [t for t in _listed(item.get("target")) if isinstance(t, dict)]
    own = item.get("statement") if isinstance(item.get("statement"), dict) else None
    names = [str(t["source"]).removeprefix("urn:onrecord:document:") for t in targets if t.get("source")]
    named = (own or {}).get("document") or {}
    document = shelf.find(named.get("sha256"), named.get("id"), *names, item.get("uri"))
    if document is None:
        gathering.lost(where, "an annotation of a document that is not in the record")
        return
    gathering.known(document)
    if own:
        gathering.statement(own, document, where)
        return
    pieces = [place for t in targets if (place := _place(t.get("selector"), document.text))]
    if len(pieces) != len(targets) or not pieces:
        gathering.lost(where, "its words are not in the document, or in several places")
        return
    codes, other = _bodies(item)
    made = gathering.statement({"content": pieces, "issues": codes, "status": "accepted"}, document, where)
    if made and other:
        gathering.carry(
            {"id": item.get("id"), "bodies": other}, document, made, where=where, what=f"{len(other)} comments and tags"
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bodies(item: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Any]]:
    """(issues, everything else) of an annotation's bodies, tags and text."""
    codes, other = [], []
    values = [*_listed(item.get("body")), *_listed(item.get("tags")), *_listed(item.get("text"))]
    for body in values:
        value = body.get("value") if isinstance(body, dict) else body
        issue, colon, stance = str(value or "").partition(":")
        if colon and stance.strip() in {"support", "oppose", "conditional", "mention"}:
            codes.append({"issue": issue.strip(), "stance": stance.strip(), "confidence": 1.0})
        elif value:
            other.append(body)
    return codes, other


def _place(selectors: Any, text: str) -> dict[str, Any] | None:
    """The place that selectors name: by the words, with those around them, else by position alone."""
    found = {str(s.get("type")): s for s in _listed(selectors) if isinstance(s, dict)}
    quote, position = found.get("TextQuoteSelector"), found.get("TextPositionSelector")
    exact = str(quote["exact"]) if quote and quote.get("exact") else None
    if position and isinstance(position.get("start"), int) and isinstance(position.get("end"), int):
        start, end = position["start"], position["end"]
        if 0 <= start < end <= len(text) and (exact is None or text[start:end] == exact):
            return {"start": start, "end": end}
    if exact is None or quote is None:
        return None
    whole = str(quote.get("prefix") or "") + exact + str(quote.get("suffix") or "")
    for words, before in ((whole, len(str(quote.get("prefix") or ""))), (exact, 0)):
        at = text.find(words)
        if at >= 0 and text.find(words, at + 1) < 0:
            return {"start": at + before, "end": at + before + len(exact)}
    return None
