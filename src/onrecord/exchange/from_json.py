"""Documents and statements from the JSON of the exported record, checked field by field against the text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from onrecord.errors import BadImport, BrokenSpan
from onrecord.ingest.decode import harmless, storable
from onrecord.model.actor import Actor, ActorKind
from onrecord.model.document import (
    DOCUMENT_KINDS,
    VOICE_OF_KIND,
    Document,
    Fact,
    Precision,
    Published,
    Segment,
    Source,
    Voice,
)
from onrecord.model.ids import actor_id, sha256_bytes, sha256_text, statement_id
from onrecord.model.span import Quote
from onrecord.model.statement import (
    Act,
    Confidence,
    Cue,
    CueClass,
    IssueCode,
    IssueKind,
    Link,
    Mode,
    Party,
    Role,
    Said,
    Stance,
    Statement,
    Suggestion,
    Target,
    Tone,
)

__all__ = [
    "document_from_json",
    "iso_day",
    "one_segment",
    "quote_from",
    "source_of",
    "statement_from_json",
    "with_statements",
]

_FACTS = ("title", "outlet", "author", "author_note")
_STATUS = ("machine", "accepted", "edited", "rejected")
_UNSURE = 0.5
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_LONGEST_ID = 32


def source_of(path: str, raw: Any) -> Source:
    """The source of a document that comes in a file of several: the object that stands for it."""
    content = json.dumps(raw, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Source(path, content, sha256_bytes(content))


def one_segment(text: str) -> tuple[Segment, ...]:
    """A text as one body: what is known of a text that comes without segments."""
    return (Segment(0, len(text), "body", "reporter"),)


def document_from_json(raw: Mapping[str, Any], source: Source) -> Document:
    """A document from its exported JSON, without statements; it goes on under the id that the file gives it.

    Raises: OR-M01 BadImport, OR-X01 BrokenSpan.
    """
    text = raw.get("text")
    if not isinstance(text, str):
        raise BadImport("a document without text")
    text = storable(text)
    segments = tuple(
        Segment(int(s["start"]), int(s["end"]), _one_of(VOICE_OF_KIND, s.get("kind"), "body"), _one_of(get_args(Voice), s.get("voice"), "reporter"))
        for s in raw.get("segments") or ()
    )  # fmt: skip
    given = raw.get("evidence")
    evidence: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    facts = {
        name: Fact(words, _place(evidence.get(name), text), "text" if evidence.get(name) else "row")
        for name in _FACTS
        if (words := _words(raw.get(name)))
    }
    return Document(
        path=_words(raw.get("path")) or source.path, sha256=source.sha256, text=text, media_type="application/json",
        language=_words(raw.get("language")), segments=segments or one_segment(text), kind=_one_of(DOCUMENT_KINDS, raw.get("kind"), "unknown"),
        published=_published(raw.get("published"), text), own_id=Fact(own, None, "row") if (own := _words(raw.get("id"))) else None,
        url=Fact(url, None, "row") if (url := _words(raw.get("url"))) else None, remarks=tuple(harmless(str(r)) for r in raw.get("remarks") or ()),
        title=facts.get("title"), outlet=facts.get("outlet"), author=facts.get("author"), author_note=facts.get("author_note"),
    )  # fmt: skip


def _words(value: Any) -> str | None:
    """Words of a field as one harmless line; None for anything else."""
    return (harmless(str(value)) or None) if isinstance(value, str | int) and not isinstance(value, bool) else None


def iso_day(value: Any) -> str | None:
    """An ISO day, month or year; None for anything else."""
    words = value if isinstance(value, str) else ""
    if not _DAY.fullmatch(words):
        return None
    try:
        date.fromisoformat(words + "-01-01"[len(words) - 4 :])
    except ValueError:
        return None
    return words


def _one_of(known: Any, value: Any, default: Any) -> Any:
    return value if value in known else default


def _published(raw: Any, text: str) -> Published:
    if isinstance(raw, str):
        raw = {"date": raw[:10], "method": "metadata"}
    day = iso_day(raw.get("date")) if isinstance(raw, Mapping) else None
    if day is None:
        return Published()
    return Published(
        day, _PRECISIONS[len(day)], _place(raw.get("evidence"), text),
        bool(raw.get("inferred")), str(raw.get("method") or "metadata"), others=tuple(str(o) for o in raw.get("others") or ()),
    )  # fmt: skip


def _place(raw: Any, text: str) -> Quote | None:
    return quote_from(raw, text) if raw else None


def quote_from(raw: Mapping[str, Any], text: str) -> Quote:
    """Words of a text from `{start, end, text}`. Where the words stand elsewhere, and once, they are taken from there.

    Raises: OR-M01 BadImport where the words are not in the text, or in several places and in none of those named.
    """
    words = raw.get("text")
    try:
        quote = Quote(int(raw["start"]), int(raw["end"]), text)
    except (KeyError, TypeError, ValueError, BrokenSpan):
        quote = None
    if quote is not None and (words is None or quote.text == words):
        return quote
    if not isinstance(words, str) or not words:
        raise BadImport("a place that is not in the text")
    at = text.find(words)
    if at < 0 or text.find(words, at + 1) >= 0:
        raise BadImport("words that are not in the text" if at < 0 else "words that are in the text several times")
    return Quote(at, at + len(words), text)


def statement_from_json(raw: Mapping[str, Any], document: Document, by: str) -> Statement:
    """A statement from its exported JSON; what is not given stays open.

    Args:
        by: what read it, for fields that do not say what made them.

    Raises: OR-M01 BadImport, OR-X01 BrokenSpan.
    """
    try:
        return _statement(raw, document, by)
    except (KeyError, TypeError, ValueError, AttributeError, BrokenSpan) as error:
        raise BadImport(f"a statement that cannot be read ({type(error).__name__})") from None


def _statement(raw: Mapping[str, Any], document: Document, by: str) -> Statement:
    text = document.text
    pieces = sorted((quote_from(piece, text) for piece in raw["content"]), key=lambda q: q.start)
    cue, source = raw.get("cue"), _place(raw.get("source"), text)
    cue_quote = _place(cue, text)
    status = _one_of(_STATUS, raw.get("status"), "machine")
    # Versions that said nothing of it coded by rules: that counts where a person agreed.
    ruled = status == "machine" and str((raw.get("made_by") or {}).get("issues", "")).startswith("code ")
    codes = [_code(code, text, counted=not ruled) for code in raw.get("issues") or ()]
    issues = tuple({code.issue: code for code in reversed(codes)}.values())[::-1]
    segment = document.segment_at(pieces[0].start) if pieces else None
    places = [("content", q.start, q.end) for q in pieces] + (
        [("cue", cue_quote.start, cue_quote.end)] if cue_quote else []
    )
    sure = raw.get("confidence") or {}
    return Statement(
        id=_own_id(raw.get("id")) or statement_id(document.text_sha256, places, by),
        voice=_one_of(get_args(Voice), raw.get("voice"), segment.voice if segment else "reporter"),
        mode=_one_of(get_args(Mode), raw.get("mode"), "ascribed"), content=tuple(pieces),
        cue=Cue(cue_quote, _one_of(get_args(CueClass), cue.get("class"), "neutral")) if cue_quote and cue else None,
        source=source, within=_own_id(raw.get("within")), performed=raw.get("performed") is not False, act=_one_of(get_args(Act), raw.get("act"), None), speaker=_actor(raw.get("speaker"), "person"), role=_role(raw.get("role")),
        speaks_for=_actor(raw.get("speaks_for"), "organisation"), others=_others(raw), chain=tuple(_link(link, text) for link in raw.get("chain") or ()),
        targets=tuple(Target(a, _one_of(get_args(Tone), t.get("tone"), "neutral")) for t in raw.get("targets") or () if (a := _actor(t.get("actor"), "organisation"))),
        said=_said(raw.get("said"), text), issues=issues,
        suggestions=tuple(Suggestion(str(s["issue"]), _share(s.get("confidence"))) for s in raw.get("suggestions") or ()),
        confidence=Confidence(_share(sure.get("statement")), *(None if sure.get(k) is None else _share(sure[k]) for k in ("speaker", "issue", "stance"))),
        status=status,
        why={str(k): harmless(str(v)) for k, v in (raw.get("why") or {}).items()},
        made_by={str(k): harmless(str(v)) for k, v in (raw.get("made_by") or {"statement": by}).items()}
    )  # fmt: skip


def _others(raw: Mapping[str, Any]) -> tuple[Party, ...]:
    """Who else said joint words: all but the first that the file names."""
    return tuple(
        Party(speaker, _role(one.get("role")), _actor(one.get("speaks_for"), "organisation"))
        for one in (raw.get("speakers") or ())[1:]
        if (speaker := _actor(one.get("speaker"), "person"))
    )


def _own_id(raw: Any) -> str | None:
    """The id that a file gives, if a record can keep it; a long one by its hash."""
    key = harmless(str(raw)) if raw else ""
    return key if 0 < len(key) <= _LONGEST_ID else "st-" + sha256_text(key)[:16] if key else None


def _share(value: Any) -> float:
    return _UNSURE if value is None or value == "" else min(1.0, max(0.0, float(value)))


def _code(raw: Mapping[str, Any], text: str, *, counted: bool) -> IssueCode:
    stance = raw.get("stance_confidence")
    return IssueCode(
        str(raw["issue"])[:64], _one_of(get_args(Stance), raw.get("stance"), "mention"), _share(raw.get("confidence")),
        _place(raw.get("words"), text), _place(raw.get("stance_words"), text), None if stance is None else _share(stance),
        _one_of(get_args(IssueKind), raw.get("kind"), "policy"), _actor(raw.get("about"), "state"), raw.get("counted", counted) is not False,
    )  # fmt: skip


def _actor(raw: Any, kind: ActorKind) -> Actor | None:
    if not raw or not raw.get("name"):
        return None
    kind = _one_of(get_args(ActorKind), raw.get("kind"), kind)
    name = harmless(str(raw["name"]))
    if not name:
        return None
    return Actor(harmless(str(raw.get("id") or actor_id(kind, name)))[:255], name, kind)


def _role(raw: Any) -> Role | None:
    principal = _actor(raw.get("for"), "organisation") if raw else None
    title = _words(raw.get("title")) if raw else None
    return Role(title, principal, iso_day(raw.get("from")), iso_day(raw.get("to"))) if principal and title else None


def _link(raw: Mapping[str, Any], text: str) -> Link:
    actor = raw.get("actor")
    return Link(
        _place(raw.get("source"), text),
        _place(raw.get("cue"), text),
        _actor(actor, "organisation") if actor and actor.get("id") else None,
    )


def _said(raw: Any, text: str) -> Said | None:
    if not raw:
        return None
    precision = _one_of(("day", "month", "year", "range"), raw.get("precision"), "unknown")
    method = _one_of(("stated", "relative", "publication"), raw.get("method"), "unknown")
    day = iso_day(raw.get("date"))
    if day is None and raw.get("date"):
        raise BadImport("a statement whose day is none")
    return Said(day, precision, method, _place(raw.get("evidence"), text), iso_day(raw.get("until")))


def with_statements(document: Document, statements: list[Statement]) -> Document:
    """The document with statements in the record's order, each id once."""
    once = {s.id: s for s in statements}
    return replace(document, statements=tuple(sorted(once.values(), key=lambda s: (s.start, -s.content[-1].end, s.id))))
