"""Paragraphs of the segments in which somebody can be quoted."""

from __future__ import annotations

from onrecord.attribute.interface import Passage
from onrecord.language.dateline import dateline_length
from onrecord.language.marks import pair_marks
from onrecord.language.page_parts import is_correction
from onrecord.language.paragraphs import cut_paragraphs
from onrecord.language.views import flat_view
from onrecord.model.document import Document, SegmentKind

__all__ = ["cut_passages"]

_READ: frozenset[SegmentKind] = frozenset({"title", "intro", "body"})


def cut_passages(document: Document) -> list[Passage]:
    """Passages of title, introduction and body, in text order.

    Captions, comments, bylines and boilerplate hold no statement of an actor and are not read; nor do corrections, which tell what was
    wrongly put in a mouth. A dateline is no part of a sentence.
    """
    passages = []
    segments = iter(document.segments)
    segment = next(segments, None)
    for paragraph in cut_paragraphs(document.text):
        while segment is not None and segment.end <= paragraph.start:
            segment = next(segments, None)
        if segment is None or segment.kind not in _READ or is_correction(paragraph.text):
            continue
        start = paragraph.start + dateline_length(paragraph.text)
        passages.append(
            Passage(
                start=start,
                end=paragraph.end,
                view=flat_view(document.text[start : paragraph.end]),
                kind=segment.kind,
                voice=segment.voice,
                quotations=pair_marks(document.text, start, paragraph.end, single=segment.kind == "title"),
            )
        )
    return passages
