"""An article as the page lays it out: paragraphs cut into runs of text, each run with what stands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.language.paragraphs import cut_paragraphs, paragraph_start
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["Paragraph", "Run", "lay_out"]

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
    """A paragraph with the statements that begin in it; `first` of its kind in a row."""

    kind: str
    voice: str
    aside: bool
    first: bool
    runs: list[Run] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def lay_out(document: Document, colour_of: Callable[[Statement], int]) -> list[Paragraph]:
    """Cut a document into paragraphs and runs. Statements are numbered from 1 in the document's order.

    Cost: linear in paragraphs and in places of statements.
    """
    here = _by_paragraph(document)
    paragraphs: list[Paragraph] = []
    for number, cut in enumerate(cut_paragraphs(document.text)):
        segment = document.segment_at(cut.start)
        kind, voice = (segment.kind, segment.voice) if segment else ("body", "reporter")
        first = not paragraphs or paragraphs[-1].kind != kind
        paragraph = Paragraph(kind, voice, kind in _ASIDE, first)
        _fill(paragraph, document, (cut.start, cut.end), here.get(number, []), colour_of)
        paragraphs.append(paragraph)
    return paragraphs


def _by_paragraph(document: Document) -> dict[int, list[tuple[int, Statement]]]:
    """(number, statement) by every paragraph that one of its places touches."""
    found: dict[int, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(document.statements, 1):
        touched: set[int] = set()
        for quote in _places(statement):
            first = paragraph_start(document.text, quote.start)[0]
            touched.update(range(first, paragraph_start(document.text, quote.end - 1)[0] + 1))
        for paragraph in touched:
            found.setdefault(paragraph, []).append((number, statement))
    return found


def _fill(
    paragraph: Paragraph,
    document: Document,
    place: tuple[int, int],
    here: list[tuple[int, Statement]],
    colour_of: Callable[[Statement], int],
) -> None:
    start, end = place
    cuts = {start, end}
    for _, s in here:
        for quote in _places(s):
            cuts.update(at for at in (quote.start, quote.end) if start < at < end)
    for low, high in pairwise(sorted(cuts)):
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
