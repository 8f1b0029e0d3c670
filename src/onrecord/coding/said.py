"""What of a statement is coded: its words with the cue and the source, as they stand in the text."""

from __future__ import annotations

from onrecord.model.statement import Statement

__all__ = ["said"]

_REACH = 160
_SHORT = 5
_STOPS = (". ", "? ", "! ", "; ", "\n")


def said(view: str, statement: Statement) -> str:
    """From the first of content, cue and source to the last, as one line; of a few words, the sentence around them.

    A source or cue that stands far off is left out: the words between are somebody else's.
    """
    start, end = statement.start, statement.content[-1].end
    low, high = start, end
    for part in (statement.cue.quote if statement.cue else None, statement.source):
        if part and start - _REACH <= part.start and part.end <= end + _REACH:
            low, high = min(low, part.start), max(high, part.end)
    if len(view[low:high].split()) < _SHORT:
        low, high = _sentence(view, low, high)
    return " ".join(view[low:high].split())


def _sentence(view: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - _REACH), min(len(view), end + _REACH)
    begin = max((at + len(stop) for stop in _STOPS if (at := view.rfind(stop, low, start)) >= 0), default=low)
    return begin, min([at + 1 for stop in _STOPS if (at := view.find(stop, end, high)) >= 0] or [high])
