"""Paragraphs of a stored text, whether its lines are paragraphs or were wrapped at a width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import quantiles

from onrecord.language.views import plain_view

__all__ = ["Paragraph", "cut_paragraphs"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n|\u2028|\u2029)[^\S\r\n]*(?:\r\n|\r|\n|\u2028|\u2029)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `[start, end)` without the white space around it, and its words on a plain view."""

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start


def cut_paragraphs(text: str) -> list[Paragraph]:
    """Cut a text into paragraphs, in order and disjoint; white space between belongs to none.

    A line is a paragraph, unless the text was wrapped: then blank lines part paragraphs.
    Cost: linear.
    """
    view = plain_view(text)
    lines = [(m.start(), m.end()) for m in _LINE.finditer(view) if m.group().strip()]
    blocks = _joined(view, lines) if _wrapped(view, lines) else lines
    return [_trim(view, start, end) for start, end in blocks]


def _wrapped(view: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at a width: many lines, nearly all short, most not ending a sentence."""
    if len(lines) < 12:
        return False
    lengths = [end - start for start, end in lines]
    open_ends = sum(1 for _, end in lines if view[end - 1] not in ".!?\"”'’):;…")
    return quantiles(lengths, n=20)[-1] <= 130 and open_ends > 0.55 * len(lines) and sum(lengths) > 40 * len(lines)


def _joined(view: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    widest = max(end - start for start, end in lines)
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        if blocks:
            before_start, before = blocks[-1]
            last_line = before - max(before_start, view.rfind("\n", 0, before) + 1)
            short = last_line < 0.6 * widest and view[before - 1] in '.!?"”'
            if not _BLANK.search(view, before, start + 1) and not short:
                blocks[-1] = (before_start, end)
                continue
        blocks.append((start, end))
    return blocks


def _trim(view: str, start: int, end: int) -> Paragraph:
    piece = view[start:end]
    left = len(piece) - len(piece.lstrip())
    return Paragraph(start + left, start + len(piece.rstrip()), piece.strip())
