"""Dates as texts write them, with day, month or year; what needs a day to count from is in `times`.

A closed grammar; what it does not know it leaves alone, and nothing is ever taken from the clock. Every
answer says how much of the date is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["MONTH", "DatePhrase", "find_dates", "month_number", "say_day"]

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
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
"""The name of a month, written out, cut short or in capitals."""
_MONTH_WORD = rf"(?P<month>{MONTH})"
_ABSOLUTE = (
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)-(?P<mon>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"\b{_MONTH_WORD}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>(?:1[5-9]|20)\d\d)\b"),
    re.compile(rf"\b(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_WORD},?\s+(?P<year>(?:1[5-9]|20)\d\d)\b"),
    re.compile(rf"\b{_MONTH_WORD}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!\s*,?\s*(?:1[5-9]|20)\d\d)(?!:\d)"),
    re.compile(rf"\b(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_WORD}\b(?!,?\s*(?:1[5-9]|20)\d\d)"),
    re.compile(rf"\b{_MONTH_WORD},?\s+(?:of\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b"),
    re.compile(r"(?<![\d/.-])(?P<one>0?[1-9]|[12]\d|3[01])(?P<mark>[/.-])(?P<two>0?[1-9]|[12]\d|3[01])(?P=mark)(?P<year>(?:1[5-9]|20)\d\d)(?![\d/-]|\.\d)"),
)  # fmt: skip


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
    if groups.get("one"):
        return _in_figures(match)
    month = int(groups["mon"]) if groups.get("mon") else month_number(groups["month"])
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


def _in_figures(match: re.Match[str]) -> DatePhrase | None:
    """“24.12.2031”, “28/02/2031”: with full stops the day stands first; otherwise only where one number can be no month.

    Where day and month can be either, the year alone is known.
    """
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    last = 12
    if match["mark"] == "." or one > last or one == two:
        day, month = one, two
    elif two > last:
        day, month = two, one
    else:
        return DatePhrase(match.start(), match.end(), year, "year")
    if month > last or not _exists(int(year), month, day):
        return None
    return DatePhrase(match.start(), match.end(), f"{year}-{month:02}-{day:02}", "day")


def month_number(word: str) -> int:
    """1 to 12 for a name of a month as `MONTH` has it."""
    return _SHORT[word.lower().rstrip(".")[:3]]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


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
