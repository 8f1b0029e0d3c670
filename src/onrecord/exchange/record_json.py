"""The public contract, field by field: docs/reference/record.md. Fields are added, never renamed."""

from __future__ import annotations

from typing import Any

from onrecord.model.actor import Actor
from onrecord.model.document import Document, Fact, Published
from onrecord.model.span import Quote
from onrecord.model.statement import Role, Said, Statement

__all__ = ["document_json", "statement_json"]


def statement_json(statement: Statement, document: Document) -> dict[str, Any]:
    """One statement as in the exported record."""
    s = statement
    return {
        "id": s.id,
        "document": _head(document),
        "voice": s.voice,
        "mode": s.mode,
        "content": [piece.as_json() for piece in s.content],
        "cue": {**s.cue.quote.as_json(), "class": s.cue.cue_class} if s.cue else None,
        "source": _quote(s.source),
        "speaker": _named(s.speaker) if s.speaker else None,
        "role": _role(s.role),
        "speaks_for": _actor(s.speaks_for),
        "chain": [
            {"actor": _actor(link.actor) or ({"id": None, "name": link.source.text} if link.source else None),
             "cue": _quote(link.cue), "source": _quote(link.source)}
            for link in s.chain
        ],
        "targets": [{"actor": _actor(target.actor), "tone": target.tone} for target in s.targets],
        "said": _said(s.said),
        "issues": [
            {"issue": c.issue, "kind": c.kind, "about": _actor(c.about), "stance": c.stance, "counted": c.counted, "confidence": c.confidence, "stance_confidence": c.stance_confidence,
             "words": _quote(c.issue_words), "stance_words": _quote(c.stance_words)}
            for c in s.issues
        ],
        "confidence": {"statement": s.confidence.statement, "speaker": s.confidence.speaker, "issue": s.confidence.issue, "stance": s.confidence.stance},
        "status": s.status,
        "made_by": s.made_by,
        "why": s.why,
        "within": s.within,
        "performed": s.performed,
        "act": s.act,
        "speakers": [{"speaker": _named(p.speaker), "role": _role(p.role), "speaks_for": _actor(p.speaks_for)} for p in s.speakers],
        "suggestions": [{"issue": one.issue, "confidence": one.confidence} for one in s.suggestions],
    }  # fmt: skip


def _named(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind}


def _role(role: Role | None) -> dict[str, Any] | None:
    if role is None:
        return None
    return {"title": role.title, "for": _actor(role.principal), "from": role.since, "to": role.until}


def document_json(document: Document) -> dict[str, Any]:
    """One document as in the exported record, with its segments."""
    return {
        **_head(document),
        "language": document.language,
        "text": document.text,
        "segments": [{"start": s.start, "end": s.end, "voice": s.voice, "kind": s.kind} for s in document.segments],
        "url": _value(document.url),
        "evidence": {
            key: _quote(fact.evidence)
            for key in ("title", "outlet", "author", "author_note")
            if (fact := getattr(document, key))
        },
        "remarks": list(document.remarks),
        "supersedes": document.supersedes,
    }


def _head(document: Document) -> dict[str, Any]:
    """What identifies a document, in statements and in documents."""
    return {
        "id": document.exported_id,
        "path": document.path,
        "sha256": document.sha256,
        "title": _value(document.title),
        "outlet": _value(document.outlet),
        "author": _value(document.author),
        "kind": document.kind,
        "published": _published(document.published),
    }


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _quote(quote: Quote | None) -> dict[str, Any] | None:
    return dict(quote.as_json()) if quote else None


def _actor(actor: Actor | None) -> dict[str, str] | None:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind} if actor else None


def _published(published: Published) -> dict[str, Any]:
    return {"date": published.date, "precision": published.precision, "evidence": _quote(published.evidence),
            "inferred": published.inferred, "method": published.method, "others": list(published.others)}  # fmt: skip


def _said(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"date": said.date, "until": said.until, "precision": said.precision, "method": said.method, "evidence": _quote(said.evidence)}  # fmt: skip
