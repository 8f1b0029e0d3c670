"""Paragraphs of the segments in which somebody can be quoted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from onrecord.attribute.interface import Passage
from onrecord.language.dateline import dateline_length
from onrecord.language.marks import Quotation, pair_marks
from onrecord.language.page_parts import is_correction
from onrecord.language.paragraphs import cut_paragraphs
from onrecord.language.views import flat_view
from onrecord.model.document import TURN_KINDS, Document, SegmentKind

__all__ = ["cut_passages"]

_LONGEST = 6000
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'A-Z])")
_READ: frozenset[SegmentKind] = frozenset({"title", "intro", "body"})


def cut_passages(document: Document) -> list[Passage]:
    """Passages of title, introduction and body, in text order.

    Captions, comments, bylines and boilerplate hold no statement of an actor and are not read; nor do corrections, which tell what was
    wrongly put in a mouth. A dateline is no part of a sentence.
    """
    passages = []
    in_turns = document.kind in TURN_KINDS
    segments = iter(document.segments)
    segment = next(segments, None)
    for paragraph in cut_paragraphs(document.text):
        while segment is not None and segment.end <= paragraph.start:
            segment = next(segments, None)
        if segment is None or segment.kind not in _READ or is_correction(paragraph.text):
            continue
        start = paragraph.start + dateline_length(paragraph.text)
        quotations = pair_marks(document.text, start, paragraph.end, single=segment.kind == "title")
        for low, high in _parts(document.text, start, paragraph.end, quotations):
            view = flat_view(document.text[low:high])
            here = _between(quotations, low, high)
            passages.append(Passage(low, high, view, segment.kind, segment.voice, here, in_turns=in_turns))
    return passages


def _parts(text: str, start: int, end: int, quotations: list[Quotation]) -> Iterator[tuple[int, int]]:
    """A paragraph as it is; one that is longer than any of prose, in parts that end with a sentence outside quotation marks.

    What is found in a passage costs more than its length, so a text on one line would take for ever.
    """
    low = start
    while end - low > _LONGEST:
        ends = (m.end() for m in _SENTENCE_END.finditer(text, low + _LONGEST // 2, low + _LONGEST))
        outside = [at for at in ends if not any(q.start < at < q.end for q in _between(quotations, at - 1, at + 1))]
        cut = outside[-1] if outside else max(text.rfind(" ", low + _LONGEST // 2, low + _LONGEST) + 1, 0)
        if cut <= low:
            cut = low + _LONGEST
        yield low, cut - len(text[low:cut]) + len(text[low:cut].rstrip())
        low = cut
    if end > low:
        yield low, end


def _between(quotations: list[Quotation], low: int, high: int) -> list[Quotation]:
    """Those that overlap a stretch. Cost: two bisections and what is found."""
    first = bisect_right(quotations, low, key=lambda q: q.end)
    last = bisect_left(quotations, high, key=lambda q: q.start)
    return quotations[first:last]
