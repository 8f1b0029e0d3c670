"""Paragraphs of a stored text, whether its lines are paragraphs or were wrapped at a width."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import quantiles

from onrecord.language.views import flat_view, plain_view

__all__ = ["Paragraph", "cut_paragraphs", "paragraph_start", "running_view"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n|\u2028|\u2029)[^\S\r\n]*(?:\r\n|\r|\n|\u2028|\u2029)")

_SHORTEST_LINE, _LONGEST_LINE = 40, 80
_NARROW, _MOSTLY = 28, 0.5
_OPEN_END = re.compile(r"[a-z]{2},?$|\b[aI]$|[a-z]{2}[’'\"”],$")
# A word in small letters, and no "a)" or "iv." of a list.
_GOES_ON = re.compile(r"\s*[a-z]{2,}\b(?![).])|\s*a\s[a-z]")
# The line of a list may end openly, and so may the next.
_ENTRY = re.compile(r"\s*(?:[*•·‣▪◦–—-]|\(?\w{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `[start, end)` without the white space around it, and its words on a plain view."""

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start


@lru_cache(maxsize=2)
def cut_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs, in order and disjoint; white space between belongs to none.

    A line is a paragraph, unless the text was wrapped: then blank lines part paragraphs. What goes on in small letters behind words
    that end nothing is the same sentence, whatever stands between: the end of a page, or a blank line after each line.
    Cost: linear.
    """
    view = plain_view(text)
    lines = [(m.start(), m.end()) for m in _LINE.finditer(view) if m.group().strip()]
    blocks = _whole(view, _joined(view, lines) if _wrapped(view, lines) else lines)
    return tuple(_trim(view, start, end) for start, end in blocks)


@lru_cache(maxsize=2)
def running_view(text: str) -> str:
    """The plain view with line breaks inside a paragraph as spaces: a break in it parts paragraphs."""
    view, at, pieces = plain_view(text), 0, []
    for paragraph in cut_paragraphs(text):
        pieces.append(view[at : paragraph.start])
        pieces.append(flat_view(text[paragraph.start : paragraph.end]))
        at = paragraph.end
    return "".join([*pieces, view[at:]])


def paragraph_start(text: str, offset: int) -> tuple[int, int]:
    """(number, start) of the paragraph that holds a character, or of the last one before it."""
    paragraphs = cut_paragraphs(text)
    number = max(0, bisect_right(paragraphs, offset, key=lambda p: p.start) - 1)
    return (number, paragraphs[number].start) if paragraphs else (0, 0)


def _wrapped(view: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at a width: many lines, nearly all short, most not ending a sentence."""
    if len(lines) < 12:
        return False
    lengths = [end - start for start, end in lines]
    open_ends = sum(1 for _, end in lines if view[end - 1] not in ".!?\"”'’):;…")
    if quantiles(lengths, n=20)[-1] > 130 or open_ends <= 0.55 * len(lines):
        return False
    return sum(lengths) > 40 * len(lines) or _is_column(view, lines)


def _is_column(view: str, lines: list[tuple[int, int]]) -> bool:
    """Whether short lines are those of a narrow column: most go on in small letters where the one before ended nothing."""
    lengths = [end - start for start, end in lines]
    goes_on = sum(
        view[following:stop].lstrip()[:1].islower() and view[end - 1] not in ".!?:;"
        for (_, end), (following, stop) in pairwise(lines)
    )
    return sum(lengths) > _NARROW * len(lines) and goes_on > _MOSTLY * len(lines)


def _joined(view: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lengths = [end - start for start, end in lines]
    # Of a column only its own lines count, and not those of the head above it.
    usual = int(quantiles(lengths, n=20)[-3]) if _is_column(view, lines) else 0
    widest, column = usual or max(lengths), int(usual * 1.25)
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        if blocks:
            before_start, before = blocks[-1]
            last_line = before - max(before_start, view.rfind("\n", 0, before) + 1)
            short = last_line < 0.6 * widest and view[before - 1] in '.!?"”'
            parted = column and _stands_apart(view, before - last_line, before, start, end, column)
            if not _BLANK.search(view, before, start + 1) and not short and not parted:
                blocks[-1] = (before_start, end)
                continue
        blocks.append((start, end))
    return blocks


def _stands_apart(view: str, last: int, before: int, start: int, end: int, width: int) -> bool:
    """Whether a line of a column opens a paragraph: set in behind the end of a sentence, or beside a line of capitals or one wider than the column."""
    for low, high in ((last, before), (start, end)):
        if high - low > width or view[low:high].isupper():
            return True
    indent = len(view[start:end]) - len(view[start:end].lstrip())
    earlier = len(view[last:before]) - len(view[last:before].lstrip())
    return indent > earlier and view[before - 1] in '.!?"”’)'


def _whole(view: str, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The blocks with those in which one sentence goes on joined."""
    made: list[tuple[int, int]] = []
    for start, end in blocks:
        if made and _goes_on(view, *made[-1], start):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _goes_on(view: str, start: int, end: int, following: int) -> bool:
    before = view[max(start, end - _LONGEST_LINE) : end].rstrip()
    return (
        end - start >= _SHORTEST_LINE
        and _OPEN_END.search(before) is not None
        and _GOES_ON.match(view, following) is not None
        and not _ENTRY.match(view, start)
    )


def _trim(view: str, start: int, end: int) -> Paragraph:
    piece = view[start:end]
    left = len(piece) - len(piece.lstrip())
    return Paragraph(start + left, start + len(piece.rstrip()), piece.strip())
