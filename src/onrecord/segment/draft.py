"""A document whose paragraphs are being labelled, and what the steps of that share."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.language.paragraphs import Paragraph
from onrecord.model.document import Document, Fact, SegmentKind

__all__ = ["MAX_TITLE", "Draft", "reads_as_prose", "stated"]

MAX_TITLE = 220
"""The longest title, in code points."""


@dataclass(slots=True)
class Draft:
    """Labels under way, one a paragraph, and the facts met."""

    paragraphs: list[Paragraph]
    kinds: list[SegmentKind | None]
    author: Fact | None = None
    author_note: Fact | None = None
    dated: list[Paragraph] = field(default_factory=list)
    head: list[Paragraph] = field(default_factory=list)
    mastheads: list[Paragraph] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)
    issued: Fact | None = None
    reposted: bool = False

    def of(self, kind: SegmentKind) -> list[Paragraph]:
        """The paragraphs of a kind, notes left out."""
        return [p for i, p in enumerate(self.paragraphs) if self.kinds[i] == kind and i not in self.notes]


def stated(document: Document, start: int, end: int) -> Fact:
    """A fact in the words of the text."""
    quote = document.quote(start, end)
    return Fact(quote.text, quote, "text")


def reads_as_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is longer than a title, or ends a sentence."""
    return len(paragraph.text) > MAX_TITLE or paragraph.text.rstrip()[-1:] == "."
