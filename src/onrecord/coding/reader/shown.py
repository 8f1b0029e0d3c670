"""A statement of a document as the reader is shown it."""

from __future__ import annotations

import re

from onrecord.coding.reader.pair import Shown
from onrecord.model.statement import Statement

__all__ = ["shown"]

_REACH = 160
"""A cue or source that stands farther off than this is of another sentence: the words between are somebody else's."""
_LONGEST = 400
_START = re.compile(r"(?:[.!?][\"”’')\]]*\s+|\n\s*\n)(?=[\"“‘'(\[]?[A-Z0-9])")
_END = re.compile(r"[.!?][\"”’')\]]*(?=\s|$)|\n\s*\n")


def shown(view: str, statement: Statement) -> Shown:
    """From a plain view of the stored text. Cost: linear in the sentence."""
    start, end = statement.start, statement.content[-1].end
    low, high = start, end
    for part in (statement.cue.quote if statement.cue else None, statement.source):
        if part and start - _REACH <= part.start and part.end <= end + _REACH:
            low, high = min(low, part.start), max(high, part.end)
    low, high = _sentence(view, low, high)
    source = statement.source
    speaker = _line(view[source.start : source.end]) if source else statement.speaker.name if statement.speaker else ""
    return Shown(
        content=" ".join(_line(view[piece.start : piece.end]) for piece in statement.content),
        speaker="" if statement.mode == "authored" else speaker,
        cue=_line(view[statement.cue.quote.start : statement.cue.quote.end]) if statement.cue else "",
        sentence=_line(view[low:high]),
    )


def _sentence(view: str, start: int, end: int) -> tuple[int, int]:
    """Out to the ends of the sentences that a stretch stands in."""
    first = max(0, start - _LONGEST)
    # A little farther than the start, so that the sentence which begins there is seen to begin.
    found = _START.finditer(view, first, min(len(view), start + 2))
    stops = [match.end() for match in found if match.end() <= start]
    stop = _END.search(view, max(start, end - 1), end + _LONGEST)
    return (stops[-1] if stops else first if first == 0 else start), (stop.end() if stop else end)


def _line(text: str) -> str:
    return " ".join(text.split())
