"""Words, kinds and heads: what a score compares.

Definitions follow those common for annotated attributions: words are the unit and marks never count; a kind
is told by the share of words inside quotation marks; a mention is known by its head word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from onrecord.language.marks import pair_marks
from onrecord.language.views import plain_view

__all__ = ["Kind", "Words", "head_of", "overlap"]

Kind = Literal["direct", "mixed", "indirect"]
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_ENDS = re.compile(r"[,(;:–—]")
_STOP = frozenset(
    [
        "of",
        "for",
        "from",
        "in",
        "at",
        "on",
        "to",
        "with",
        "who",
        "whose",
        "that",
        "which",
        "and",
        "when",
        "while",
        "as",
        "during",
    ]
)


class Words:
    """The words of a text by place, and which of them stand inside quotation marks."""

    def __init__(self, text: str) -> None:
        self.view = plain_view(text)
        self.places = [(m.start(), m.end()) for m in _WORD.finditer(self.view)]
        self._quoted = bytearray(len(text))
        for line in re.finditer(r"[^\n]+", text):
            for mark in pair_marks(text, line.start(), line.end()):
                self._quoted[mark.start : mark.end] = b"\1" * (mark.end - mark.start)

    def inside(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Numbers of the words that begin or lie in any of the spans."""
        wanted = sorted(spans)
        found: set[int] = set()
        for number, (start, end) in enumerate(self.places):
            if any(s < end and start < e for s, e in wanted):
                found.add(number)
        return frozenset(found)

    def kind(self, words: frozenset[int]) -> Kind:
        """Direct at nine tenths inside marks, indirect at none, mixed between."""
        share = sum(self._quoted[self.places[w][0]] for w in words) / len(words) if words else 0.0
        return "direct" if share >= 0.9 else "indirect" if share == 0 else "mixed"

    def without_that(self, words: frozenset[int]) -> frozenset[int]:
        """The words without a leading "that"."""
        if len(words) > 1:
            first = min(words)
            start, end = self.places[first]
            if self.view[start:end].lower() == "that":
                return words - {first}
        return words


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard overlap of two sets of words."""
    return len(one & other) / len(one | other) if one or other else 0.0


def head_of(mention: str) -> tuple[str, int]:
    """Give the head word of a mention, lower case and without 's, and its place in the mention.

    The head is the last word before the first comma, bracket or preposition.
    """
    plain = plain_view(mention)
    offset = len(plain) - len(plain.lstrip(' ,"“”'))
    part = _ENDS.split(plain[offset:].rstrip(' ,"“”'))[0] or plain[offset:]
    head, at = "", 0
    for i, match in enumerate(_WORD.finditer(part)):
        if i and match.group().lower() in _STOP:
            break
        head, at = match.group(), match.start()
    return re.sub(r"'s?$", "", head).casefold(), offset + at
