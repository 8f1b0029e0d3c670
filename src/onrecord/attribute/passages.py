"""Paragraphs of the segments in which somebody can be quoted."""

from __future__ import annotations

import re

from onrecord.attribute.interface import Passage
from onrecord.language.dateline import dateline_length
from onrecord.language.marks import pair_marks
from onrecord.language.views import flat_view, plain_view
from onrecord.model.document import Document, SegmentKind

__all__ = ["cut_passages"]

_READ: frozenset[SegmentKind] = frozenset({"title", "intro", "body"})
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def cut_passages(document: Document) -> list[Passage]:
    """Passages of title, introduction and body, in text order.

    Captions, comments, bylines and boilerplate hold no statement of an actor and are not read; a dateline is no part of a sentence.
    """
    passages = []
    for segment in document.segments:
        if segment.kind not in _READ:
            continue
        for match in _LINE.finditer(document.text, segment.start, segment.end):
            start, end = match.span()
            start += dateline_length(plain_view(match.group()))
            passages.append(
                Passage(
                    start=start,
                    end=end,
                    view=flat_view(document.text[start:end]),
                    kind=segment.kind,
                    voice=segment.voice,
                    quotations=pair_marks(document.text, start, end, single=segment.kind == "title"),
                )
            )
    return passages
