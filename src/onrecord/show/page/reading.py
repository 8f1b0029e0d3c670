"""An article as the page lays it out: paragraphs cut into runs of text, each run with what stands on it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["Paragraph", "Run", "lay_out"]

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_ASIDE = frozenset({"caption", "comment", "boilerplate", "byline"})


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters under the same statements.

    Attributes:
        speaker: colour number of the innermost statement's speaker; 0 for none.
        part: content, cue, source or plain.
        opens: numbers of the statements whose content begins here.
    """

    text: str
    speaker: int
    part: str
    opens: tuple[int, ...]


@dataclass(slots=True)
class Paragraph:
    """A paragraph with the statements that begin in it."""

    kind: str
    voice: str
    aside: bool
    runs: list[Run] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def lay_out(document: Document, colour_of: Callable[[Statement], int]) -> list[Paragraph]:
    """Cut a document into paragraphs and runs. Statements are numbered from 1 in the document's order."""
    paragraphs = []
    for segment in document.segments:
        for line in _LINE.finditer(document.text, segment.start, segment.end):
            paragraph = Paragraph(segment.kind, segment.voice, segment.kind in _ASIDE)
            _fill(paragraph, document, line.start(), line.end(), colour_of)
            paragraphs.append(paragraph)
    return paragraphs


def _fill(
    paragraph: Paragraph, document: Document, start: int, end: int, colour_of: Callable[[Statement], int]
) -> None:
    here = [
        (number, s) for number, s in enumerate(document.statements, 1)
        if any(q.start < end and start < q.end for q in _places(s))
    ]  # fmt: skip
    cuts = {start, end}
    for _, s in here:
        for quote in _places(s):
            cuts.update(at for at in (quote.start, quote.end) if start < at < end)
    ordered = sorted(cuts)
    for low, high in itertools.pairwise(ordered):
        paragraph.runs.append(_run(document, here, low, high, colour_of))
    paragraph.numbers = [number for number, s in here if start <= s.start < end]


def _places(s: Statement) -> list:  # type: ignore[type-arg]
    return [*s.content, *([s.cue.quote] if s.cue else []), *([s.source] if s.source else [])]


def _run(
    document: Document, here: list[tuple[int, Statement]], low: int, high: int, colour_of: Callable[[Statement], int]
) -> Run:
    def within(quote: object) -> bool:
        return quote is not None and quote.start <= low and high <= quote.end  # type: ignore[attr-defined]

    opens = tuple(number for number, s in here if s.start == low)
    holders = [s for _, s in here if any(within(piece) for piece in s.content)]
    inner = min(holders, key=lambda s: sum(p.end - p.start for p in s.content), default=None)
    part = "content" if inner else "plain"
    for _, s in here:
        if s.cue and within(s.cue.quote):
            part = "cue"
        elif s.source and within(s.source) and part == "plain":
            part = "source"
    return Run(document.text[low:high], colour_of(inner) if inner else 0, part, opens)
