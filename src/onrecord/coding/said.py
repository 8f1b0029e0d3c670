"""What of a statement is coded: its words with the cue and the source, as they stand in the text."""

from __future__ import annotations

from onrecord.model.statement import Statement

__all__ = ["said"]

_REACH = 160


def said(view: str, statement: Statement) -> str:
    """From the first of content, cue and source to the last, as one line.

    A source or cue that stands far off is left out: the words between are somebody else's.
    """
    start, end = statement.start, statement.content[-1].end
    low, high = start, end
    for part in (statement.cue.quote if statement.cue else None, statement.source):
        if part and start - _REACH <= part.start and part.end <= end + _REACH:
            low, high = min(low, part.start), max(high, part.end)
    return " ".join(view[low:high].split())
