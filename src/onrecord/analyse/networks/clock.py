"""Calendar time: periods that statements share, steps of a window, distances in whole units."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from onrecord.analyse.networks.coded import NO_TIME, Integers
from onrecord.analyse.networks.settings import Duplicates, TimeWindow

__all__ = ["distance", "from_seconds", "moved", "period", "step", "to_seconds"]

_DAY = 86_400
_FIRST, _LAST = datetime.fromisoformat("0001-01-01"), datetime.fromisoformat("9999-12-31T23:59:59")
_SECONDS: dict[str, int] = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": _DAY, "weeks": 7 * _DAY}
_THURSDAY = 3  # 1970-01-01 was a Thursday, and ISO weeks belong to the year of their Thursday


def to_seconds(moment: datetime) -> int:
    """Seconds since 1970 of a UTC moment without a zone."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def from_seconds(seconds: int) -> datetime:
    """The UTC moment, without a zone."""
    return datetime.fromtimestamp(int(seconds), tz=UTC).replace(tzinfo=None)


def step(unit: TimeWindow, count: int) -> relativedelta:
    """A distance in calendar units, to be added to a moment; months and years are cut to the month's last day."""
    return relativedelta(**{unit: count})  # type: ignore[arg-type]


def moved(moment: datetime, unit: TimeWindow, count: int) -> datetime:
    """A moment some units later, or earlier; the end of the calendar where it would lead beyond."""
    try:
        return moment + step(unit, count)
    except (OverflowError, ValueError):
        return _LAST if count > 0 else _FIRST


def period(time: Integers, document: Integers, rule: Duplicates, *, with_year: bool) -> Integers:
    """A number a statement: two with one number are in one period of a duplicates rule.

    Args:
        with_year: whether week and month know their year; without, the fifth week of every year is one week.

    A statement without a day shares its period with others of its document alone.
    """
    if rule == "document":
        return document
    if rule == "acrossrange":
        return np.zeros_like(time)
    known = np.where(time == NO_TIME, 0, time)
    days = known // _DAY
    if rule == "week":
        monday = days - (days + _THURSDAY) % 7
        thursday = (monday + 3).astype("datetime64[D]")
        year = thursday.astype("datetime64[Y]")
        within = (thursday - year.astype("datetime64[D]")).astype(np.int64) // 7
        made = _together(year.astype(np.int64), within, with_year)
    else:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        made = months // 12 if rule == "year" else _together(months // 12, months % 12, with_year)
    return np.where(time == NO_TIME, np.iinfo(np.int64).min // 2 + document, made)


def _together(year: Integers, part: Integers, with_year: bool) -> Integers:  # noqa: FBT001
    return year * 100 + part if with_year else part


def distance(time: Integers, moment: int, unit: TimeWindow, *, whole: bool) -> NDArray[np.float64]:
    """How far each time is before a moment, in units of the window; negative where it is after.

    Args:
        whole: cut towards zero to whole units; months and years are always counted in whole ones.
    """
    if unit in _SECONDS:
        passed = (moment - time) / _SECONDS[unit]
        return np.trunc(passed) if whole else passed
    at = from_seconds(moment)
    days = time // _DAY
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    day = (days.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    rough = (at.year - 1970) * 12 + at.month - 1 - months.astype(np.int64)
    # A month is over when its day of the month has come again, in either direction.
    short = np.where((rough > 0) & (at.day < day), -1, np.where((rough < 0) & (at.day > day), 1, 0))
    total = rough + short
    return np.trunc(total / 12) if unit == "years" else total.astype(np.float64)
