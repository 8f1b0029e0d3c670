"""A document: bytes that became a text that never changes, and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, get_args

from onrecord.errors import BrokenSpan
from onrecord.model.ids import document_id, sha256_text
from onrecord.model.span import Quote, Span
from onrecord.model.statement import Statement

__all__ = [
    "DOCUMENT_KINDS", "TELLING_KINDS", "TURN_KINDS", "VOICE_OF_KIND", "Document", "DocumentKind", "Fact", "LayoutHint", "Precision",
    "Published", "Segment", "SegmentKind", "Source", "Voice",
]  # fmt: skip

DocumentKind = Literal[
    "news",
    "opinion",
    "op-ed",
    "interview",
    "transcript",
    "official-statement",
    "analysis",
    "editorial",
    "joint-statement",
    "unknown",
]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
TELLING_KINDS: frozenset[DocumentKind] = frozenset({"analysis", "joint-statement"})
"""Kinds in their authors' voice that tell positions of others as a report does."""
TURN_KINDS: frozenset[DocumentKind] = frozenset({"interview", "transcript"})
"""Kinds whose body is turns of those who speak."""
SegmentKind = Literal["title", "byline", "intro", "body", "caption", "comment", "boilerplate"]
Voice = Literal["author", "reporter", "editor", "headline", "caption", "comment"]
Precision = Literal["day", "month", "year", "range", "unknown"]

VOICE_OF_KIND: dict[SegmentKind, Voice] = {
    "title": "headline",
    "byline": "editor",
    "intro": "editor",
    "body": "reporter",
    "caption": "caption",
    "comment": "comment",
    "boilerplate": "editor",
}
"""Whose voice a kind of segment stands in; a body is its author's in signed and official texts."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes as they came in, and where from. `path` is relative to what the user named."""

    path: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text in one voice. A document's segments tile its text."""

    start: int
    end: int
    kind: SegmentKind
    voice: Voice


@dataclass(frozen=True, slots=True)
class LayoutHint:
    """What a reader of a format knows about a stretch of text, e.g. that it was in the page's comments."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the text or its metadata says about the document.

    Attributes:
        value: as said.
        evidence: the place in the text that says so; None where metadata said it.
        origin: what said it: text, html, row, file.
    """

    value: str
    evidence: Quote | None
    origin: str


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published.

    Attributes:
        date: ISO, cut to its precision ("2031-03-04", "2031-03", "2031"); None when unknown.
        precision: how much of the date is known.
        evidence: the place in the text that says so.
        inferred: True where something was concluded, e.g. the year.
        method: what made it: metadata, dateline, stated, captions, office, none.
        month_day: "--04-18" where the text gives day and month and no year.
        others: days that something else gives, each with what gives it, where they differ from `date`.
    """

    date: str | None = None
    precision: Precision = "unknown"
    evidence: Quote | None = None
    inferred: bool = False
    method: str = "none"
    month_day: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text and everything found in it. Stages take one and give one back, enriched.

    Attributes:
        sha256: of the bytes it came from; the same bytes are the same document.
        text: what every span points into; never changes after ingest.
        own_id: the id that its row gives it; exports call it so.
        supersedes: the id of the earlier version that this one corrects; answers rest on the newest alone.
        remarks: what a person should know about how it was read, e.g. a guessed encoding.
    """

    path: str
    sha256: str
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    language: str | None = None
    title: Fact | None = None
    outlet: Fact | None = None
    author: Fact | None = None
    author_note: Fact | None = None
    url: Fact | None = None
    own_id: Fact | None = None
    kind: DocumentKind = "unknown"
    published: Published = Published()
    layout: tuple[LayoutHint, ...] = ()
    segments: tuple[Segment, ...] = ()
    statements: tuple[Statement, ...] = ()
    remarks: tuple[str, ...] = ()
    supersedes: str | None = None
    id: str = field(init=False)
    text_sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", document_id(self.sha256))
        object.__setattr__(self, "text_sha256", sha256_text(self.text))
        at = 0
        for segment in self.segments:
            if segment.start != at or segment.end <= segment.start:
                raise BrokenSpan(f"segments leave a gap or overlap at character {at}")
            at = segment.end
        if self.segments and at != len(self.text):
            raise BrokenSpan(f"segments end at {at}, the text at {len(self.text)}")

    @property
    def exported_id(self) -> str:
        """What the document is called outside: by the id that its row gives it, else by ours."""
        return self.own_id.value if self.own_id else self.id

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets, with their place."""
        return Quote(start, end, self.text)

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds a character."""
        number = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        return self.segments[number] if number >= 0 and offset < self.segments[number].end else None

    def spans_of(self, *kinds: SegmentKind) -> list[Span]:
        """The places of all segments of these kinds, in text order."""
        return [Span(s.start, s.end) for s in self.segments if s.kind in kinds]
