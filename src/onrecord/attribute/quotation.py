"""Finder: quotations by their marks; and how a span of syntax snaps to them."""

from __future__ import annotations

import re
from typing import ClassVar

from onrecord.attribute.interface import Fragment, Passage
from onrecord.model.span import Span

__all__ = ["QuotationFinder", "quoted_share", "snap"]

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_COLON = re.compile(r"that:\s+", re.IGNORECASE)
_MIN_WORDS = 1


class QuotationFinder:
    """Every quotation long enough to be speech, as content without cue or source."""

    name: ClassVar[str] = "quotations"
    version: ClassVar[str] = "1"

    def find(self, passage: Passage) -> list[Fragment]:
        """Loose fragments; a few words in marks are left to the rules that see their syntax."""
        found = []
        for quotation in passage.quotations:
            words = len(_WORD.findall(passage.words(quotation.span)))
            inside = passage.words(quotation.span).strip("\"“”„«»‘’' ")
            ends = inside.endswith((".", "!", "?", ",", "…"))
            if words >= _MIN_WORDS and (words >= 6 or ends) and not _is_title(inside):
                found.append(Fragment(contents=[quotation.span], rule="marks", score=0.5 + 0.02 * min(words, 15)))
        return found


def _is_title(words: str) -> bool:
    """Whether quoted words are the name of a work: every word of weight has a capital, and no sentence ends."""
    parts = [part for part in re.findall(r"[^\W\d_][\w'-]*", words) if len(part) > 3 or part[0].isupper()]
    return len(parts) >= 2 and all(part[0].isupper() for part in parts) and words.rstrip(",")[-1:] not in ".!?…"


def snap(passage: Passage, span: Span) -> list[Span]:
    """A content from syntax, widened so that no quotation is cut; one piece.

    Where it lies wholly inside a quotation, the quotation is the content: syntax sees a sentence of it,
    the marks say what was quoted.
    """
    start, end = span.start, span.end
    for quotation in passage.quotations:
        if quotation.start < start < quotation.end:
            start = quotation.start
        if quotation.start < end < quotation.end:
            end = quotation.end
        if start < quotation.start < end and _COLON.fullmatch(passage.words(Span(start, quotation.start))):
            start = quotation.start  # "notes that: “...”": the colon parts the word from the quotation
        # Marks stand just outside what the parser took.
        if quotation.start == start - 1 and quotation.end >= start:
            start = quotation.start
    return [Span(start, end)]


def quoted_share(passage: Passage, span: Span) -> float:
    """The share of a place's words that stand inside quotation marks."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(passage.words(span))]
    if not words:
        return 0.0
    inside = sum(1 for s, _ in words if passage.in_quotation(span.start + s))
    return inside / len(words)
