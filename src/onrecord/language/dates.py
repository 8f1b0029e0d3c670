"""Dates as texts write them: absolute ones, and ones that need a day to count from.

A closed grammar; what it does not know it leaves alone, and nothing is ever taken from the clock. Every
answer says how much of the date is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["DatePhrase", "find_dates", "find_relative", "on_or_before", "resolve_relative", "say_day"]

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {name[:3]: i for i, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH_WORD = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_ABSOLUTE = (
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)-(?P<mon>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"\b{_MONTH_WORD}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>(?:1[5-9]|20)\d\d)\b"),
    re.compile(rf"\b(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_WORD},?\s+(?P<year>(?:1[5-9]|20)\d\d)\b"),
    re.compile(rf"\b{_MONTH_WORD}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!\s*,?\s*(?:1[5-9]|20)\d\d)(?!:\d)"),
    re.compile(rf"\b(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_WORD}\b(?!,?\s*(?:1[5-9]|20)\d\d)"),
    re.compile(rf"\b{_MONTH_WORD},?\s+(?:of\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b"),
)  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_RELATIVE = re.compile(
    r"\b(?:(?P<lead>last|next|this|on|early|late)\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|\b(?P<word>today|yesterday|tonight)\b"
    r"|\b(?P<which>last|this|earlier this)\s+(?P<unit>week|month|year)\b"
    r"|\b(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<ago>day|week|month|year)s?\s+(?:ago|earlier)\b",
    re.IGNORECASE,
)  # fmt: skip
_NUMBERS = {
    w: i for i, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date as written. `iso` is cut to its precision; "--04-18" where the year is not given."""

    start: int
    end: int
    iso: str
    precision: Literal["day", "month", "year", "month-day"]


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DatePhrase]:
    """Absolute dates in a stretch of a text (a plain view), in text order, overlaps dropped."""
    end = len(text) if end is None else end
    found: list[DatePhrase] = []
    for pattern in _ABSOLUTE:
        for match in pattern.finditer(text, start, end):
            phrase = _read(match)
            if phrase and not any(p.start < phrase.end and phrase.start < p.end for p in found):
                found.append(phrase)
    yield from sorted(found, key=lambda p: p.start)


def _read(match: re.Match[str]) -> DatePhrase | None:
    groups = match.groupdict()
    month = int(groups["mon"]) if groups.get("mon") else _month(groups["month"])
    year, day = groups.get("year"), groups.get("day")
    if groups.get("month") in {"May", "March", "Mar", "Mar."} and not (year or day):
        return None
    if day and not _exists(int(year or 2000), month, int(day)):
        return None
    if year and day:
        return DatePhrase(match.start(), match.end(), f"{year}-{month:02}-{int(day):02}", "day")
    if year:
        return DatePhrase(match.start(), match.end(), f"{year}-{month:02}", "month")
    return DatePhrase(match.start(), match.end(), f"--{month:02}-{int(day or 0):02}", "month-day")


def _month(word: str) -> int:
    return _SHORT[word.lower().rstrip(".")[:3]]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def find_relative(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Phrases such as "on Monday", "yesterday", "last week", "two days ago"."""
    return _RELATIVE.finditer(text, start, len(text) if end is None else end)


def on_or_before(reference: date, weekday: int) -> date:
    """The latest day with this weekday (Monday is 0) not after the reference, itself included."""
    return reference - timedelta(days=(reference.weekday() - weekday) % 7)


def resolve_relative(match: re.Match[str], reference: date) -> tuple[str, Literal["day", "month", "year"]] | None:
    """What a relative phrase means on a day; None where it looks ahead or says too little.

    A weekday is the latest one not after the reference: news written on a Monday calls that day Monday.
    """
    groups = match.groupdict()
    if groups["weekday"]:
        if (groups["lead"] or "").lower() == "next":
            return None
        day = on_or_before(reference, _DAYS.index(groups["weekday"].capitalize()))
        if (groups["lead"] or "").lower() == "last" and day == reference:
            day -= timedelta(days=7)
        return day.isoformat(), "day"
    if groups["word"]:
        back = 1 if groups["word"].lower() == "yesterday" else 0
        return (reference - timedelta(days=back)).isoformat(), "day"
    if groups["unit"]:
        return _unit_back(reference, groups["unit"].lower(), 1 if groups["which"].lower() == "last" else 0)
    n = _NUMBERS.get(groups["n"].lower()) or int(groups["n"])
    if groups["ago"].lower() == "day" and n < 10_000:
        return (reference - timedelta(days=n)).isoformat(), "day"
    return _unit_back(reference, groups["ago"].lower(), n) if n < 1000 else None


def _unit_back(reference: date, unit: str, n: int) -> tuple[str, Literal["day", "month", "year"]] | None:
    """A week, month or year back; a week is known to the month only."""
    if unit == "week":
        start = reference - timedelta(days=7 * n + reference.weekday())
        same = start.month == (start + timedelta(days=6)).month
        return (start.isoformat()[:7], "month") if same else None
    if unit == "month":
        months = reference.year * 12 + reference.month - 1 - n
        return f"{months // 12:04}-{months % 12 + 1:02}", "month"
    return (f"{reference.year - n:04}", "year") if reference.year > n else None


def say_day(iso: str | None) -> str:
    """“4 March 2031”, "March 2031", "2031", or "day unknown"."""
    if not iso:
        return "day unknown"
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return date(parts[0], parts[1], 1).strftime("%B %Y")
    day = date(*parts)
    return f"{day.day} {day.strftime('%B %Y')}"
