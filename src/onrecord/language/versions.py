"""Two versions of one article: how many sentences they share, and in which they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.paragraphs import cut_paragraphs

__all__ = ["Difference", "difference", "shared"]

_STOP = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[A-Z“\"‘(])")


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences of the earlier version that the later one lacks, and of the later one that the earlier one lacks, in text order."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def shared(one: str, other: str) -> float:
    """The share of sentences that two texts have in common, of the text that has more. Cost: linear."""
    first, second = set(_sentences(one)), set(_sentences(other))
    return len(first & second) / max(len(first), len(second), 1)


def difference(earlier: str, later: str) -> Difference:
    """What was taken out and what was put in. Cost: linear."""
    before, after = _sentences(earlier), _sentences(later)
    kept, known = set(after), set(before)
    return Difference(tuple(s for s in before if s not in kept), tuple(s for s in after if s not in known))


def _sentences(text: str) -> list[str]:
    return [" ".join(piece.split()) for p in cut_paragraphs(text) for piece in _STOP.split(p.text) if piece.strip()]
