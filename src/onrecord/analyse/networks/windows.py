"""Moving windows of time: calendar units, or a number of statements either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from onrecord.analyse.networks.clock import from_seconds, moved, to_seconds
from onrecord.analyse.networks.coded import Integers
from onrecord.analyse.networks.settings import Settings

__all__ = ["Window", "bounds", "midpoints", "windows"]

_SECOND = timedelta(seconds=1)
_LAST = {"hour": 23, "minute": 59, "second": 59}
_WITHIN: dict[str, tuple[str, ...]] = {"hours": ("minute", "second"), "minutes": ("second",), "seconds": ()}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of statements that are sorted by time; `since` and `until` are its first and last moment."""

    rows: slice
    midpoint: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None


def windows(time: Integers, settings: Settings) -> Iterator[Window]:
    """The windows that lie inside the range, one unit further each; the whole where none are asked for.

    A window of w units holds exactly w of them, as many whole days before the mid-point's day as after it, or
    one more before where w is even. In compat mode it reaches round((w - 1) / 2) units to both sides of the
    mid-point's moment, so that w and w + 1 are the same for an even w, and the last day counts at midnight only.

    Args:
        time: seconds since 1970 UTC, ascending.
    """
    if settings.time_window == "no":
        yield Window(slice(None))
        return
    if not len(time) and (settings.start is None or settings.stop is None):
        return
    if settings.time_window == "events":
        yield from _of_events(time, settings.window_size)
        return
    start, stop = bounds(time, settings)
    size = settings.window_size
    half, unit = size // 2, settings.time_window
    for count, midpoint in enumerate(midpoints(start, stop, settings)):
        if settings.corrected:  # counted from the start, so that windows of months meet
            since = moved(start, unit, count - half)
            until = moved(start, unit, count - half + size) - _SECOND
        else:
            since, until = moved(midpoint, unit, -half), moved(midpoint, unit, half)
        if since < start or until > stop:
            continue
        rows = slice(
            int(np.searchsorted(time, to_seconds(since), "left")),
            int(np.searchsorted(time, to_seconds(until), "right")),
        )
        yield Window(rows, midpoint, since, until)


def bounds(time: Integers, settings: Settings) -> tuple[datetime, datetime]:
    """First and last moment of the range: as asked for, else from the first day with a statement to the end of the last."""
    if settings.start is not None and settings.stop is not None:
        return settings.start, settings.stop
    first, last = from_seconds(int(time[0])), from_seconds(int(time[-1]))
    parts = _WITHIN.get(settings.time_window, ("hour", "minute", "second"))
    first = first.replace(**dict.fromkeys(parts, 0))  # type: ignore[arg-type]  # parts are names of its numbers
    last = last.replace(**{part: _LAST[part] for part in parts})  # type: ignore[arg-type]
    return settings.start or first, settings.stop or last


def midpoints(start: datetime, stop: datetime, settings: Settings) -> Iterator[datetime]:
    """Moments from start to stop, a unit apart.

    Counted from the start; in compat mode from one to the next, which loses the end of the month after a short one.
    """
    count, midpoint = 0, start
    while midpoint <= stop:
        yield midpoint
        count += 1
        before = midpoint
        midpoint = (
            moved(start, settings.time_window, count)
            if settings.corrected
            else moved(midpoint, settings.time_window, 1)
        )
        if midpoint <= before:  # the end of the calendar
            return


def _of_events(time: Integers, size: int) -> Iterator[Window]:
    """A statement with floor(size / 2) either side; ties in time stay in the record's order, where the existing tool draws lots."""
    half = size // 2
    for middle in range(half, len(time) - half):
        first, last = middle - half, middle + half
        yield Window(slice(first, last + 1), from_seconds(int(time[middle])), from_seconds(int(time[first])), from_seconds(int(time[last])))  # fmt: skip
