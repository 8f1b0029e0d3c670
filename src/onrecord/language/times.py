"""Phrases that say when, read back from a day: "on Monday", "in March last year", "two days after the vote of 4 June".

A closed grammar. News looks back: a weekday, a day of a month or a month without a year is the latest one not after
the day counted from, itself included. What looks ahead is known and told as nothing; what is not known is left alone;
nothing is ever taken from the clock. Each answer is as wide as the words: a day, a month, a year, or a range of days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.language.dates import MONTH, find_dates, month_number

__all__ = ["TimePhrase", "When", "find_times", "on_or_before"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNT = r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBERS = {
    w: i
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1}
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_NAMED_DAYS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new years eve": (12, 31), "new years day": (1, 1),
    "valentines day": (2, 14), "halloween": (10, 31), "all saints day": (11, 1), "may day": (5, 1),
}  # fmt: skip
"""Days that have a name and are the same everywhere: (month, day). Those that move or differ by country are left open."""
_LONGEST_BACK = 1000
_REACH = 90


@dataclass(frozen=True, slots=True)
class When:
    """What a phrase means: ISO cut to its precision; `until` is the last day of a range, whose first is `iso`."""

    iso: str
    precision: Literal["day", "month", "year", "range"]
    until: str | None = None


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase that says when. `when` is None where it looks ahead, or needs a day to count from that is not known."""

    start: int
    end: int
    when: When | None
    stated: bool = False


_Reading = Callable[[re.Match[str], date], When | None]


def find_times(text: str, start: int, end: int, reference: date | None) -> list[TimePhrase]:
    """Phrases of a stretch of a text (a plain view) in text order, none within another.

    Args:
        reference: the day counted from, as a rule that of publication. Without it only what names its year is told.
    """
    found: list[TimePhrase] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(p.start < match.end() and match.start() < p.end for p in found):
                continue
            found.append(TimePhrase(match.start(), match.end(), read(match, reference) if reference else None))
    for phrase in find_dates(text, start, end):
        if phrase.precision == "month-day":
            when = _month_day(phrase.iso, reference) if reference else None
        else:
            when = When(phrase.iso, phrase.precision)
        inside = [p for p in found if p.start < phrase.end and phrase.start < p.end]
        if any(p.end - p.start > phrase.end - phrase.start for p in inside):
            continue
        found = [p for p in found if p not in inside]
        found.append(TimePhrase(phrase.start, phrase.end, when, stated=phrase.precision != "month-day"))
    found = [p for p in found if not _beside_a_date(text, p, found)]
    counted = (p for p in _anchored(text, start, end, found) if not _names_an_event(text, p))
    return sorted(counted, key=lambda p: p.start)


def on_or_before(reference: date, weekday: int) -> date:
    """The latest day with this weekday (Monday is 0) not after the reference, itself included."""
    return reference - timedelta(days=(reference.weekday() - weekday) % 7)


def _day(day: date) -> When:
    return When(day.isoformat(), "day")


def _range(first: date, last: date) -> When:
    return When(first.isoformat(), "range", last.isoformat())


def _week(reference: date, back: int) -> When:
    monday = reference - timedelta(days=reference.weekday() + 7 * back)
    return _range(monday, monday + timedelta(days=6))


def _months_back(reference: date, n: int) -> When:
    months = reference.year * 12 + reference.month - 1 - n
    return When(f"{months // 12:04}-{months % 12 + 1:02}", "month")


def _weekday(match: re.Match[str], reference: date) -> When | None:
    lead = (match["lead"] or "").lower()
    if lead in {"next", "coming", "by", "until", "till", "since", "from"}:
        return None
    day = on_or_before(reference, _WEEKDAYS.index(match["weekday"].lower()))
    return _day(day - timedelta(days=7) if lead == "last" and day == reference else day)


def _weekday_last_week(match: re.Match[str], reference: date) -> When:
    name = (match["weekday"] or match["weekday2"]).lower()
    monday = reference - timedelta(days=reference.weekday() + 7)
    return _day(monday + timedelta(days=_WEEKDAYS.index(name)))


def _day_word(match: re.Match[str], reference: date) -> When | None:
    words = match.group().lower()
    if words.startswith("tomorrow"):
        return None
    back = 2 if "before yesterday" in words else 1 if words.startswith(("yesterday", "last night")) else 0
    return _day(reference - timedelta(days=back))


def _which_unit(match: re.Match[str], reference: date) -> When | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    if which in {"next", "coming"}:
        return None
    back = 1 if which in {"last", "the previous"} else 0
    if unit == "week":
        if back:
            return _week(reference, 1)
        return _range(reference - timedelta(days=reference.weekday()), reference)
    if unit == "month":
        return _months_back(reference, back)
    return When(f"{reference.year - back:04}", "year")


def _week_before_last(_: re.Match[str], reference: date) -> When:
    return _week(reference, 2)


def _weekend(_: re.Match[str], reference: date) -> When:
    sunday = on_or_before(reference, 6)
    return _range(sunday - timedelta(days=1), sunday)


def _ago(match: re.Match[str], reference: date) -> When | None:
    n = _NUMBERS.get(match["n"].lower()) or int(match["n"] if match["n"].isdigit() else 0)
    unit = match["unit"].lower().rstrip("s")
    exactly = bool(match["exactly"])
    if unit in {"fortnight", "week"}:
        n *= 2 if unit == "fortnight" else 1
        if n > _LONGEST_BACK:
            return None
        return _day(reference - timedelta(days=7 * n)) if exactly else _week(reference, n)
    if n > _LONGEST_BACK:
        return None
    if unit == "day":
        return _day(reference - timedelta(days=n))
    if unit == "month":
        return _months_back(reference, n)
    return When(f"{reference.year - n:04}", "year")


def _month(match: re.Match[str], reference: date) -> When | None:
    lead = (match["lead"] or "").lower()
    if lead in {"since", "until", "till", "from", "by", "next", "before", "after"}:
        return None
    number = month_number(match["month"])
    of = (match["of"] or "").lower()
    year = reference.year
    if of.isdigit():
        year = int(of)
    elif (
        "last" in of
        or "previous" in of
        or (not of and (number > reference.month or (lead == "last" and number == reference.month)))
    ):
        year -= 1
    return When(f"{year:04}-{number:02}", "month")


def _year_of(match: re.Match[str], reference: date, latest: Callable[[int], date | None]) -> When | None:
    """The year that the words give, or else the latest in which the day is not after the reference."""
    of = (match["of"] or "").lower()
    if of.isdigit():
        years = [int(of)]
    elif "last" in of or "previous" in of:
        years = [reference.year - 1]
    else:
        years = [reference.year, reference.year - 1]
    for year in years:
        day = latest(year)
        if day and (day <= reference or of.isdigit()):
            return _day(day)
    return None


def _weekday_of_month(match: re.Match[str], reference: date) -> When | None:
    """“The first Monday of February”, “the last Friday in January”."""
    which, weekday, month = (
        match["which"].lower(),
        _WEEKDAYS.index(match["weekday"].lower()),
        month_number(match["month"]),
    )

    def day(year: int) -> date | None:
        days = [
            d for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).weekday() == weekday
        ]
        number = -1 if which == "last" else _ORDINALS[which]
        return date(year, month, days[number]) if number < len(days) else None

    return _year_of(match, reference, day)


def _last_day_of_month(match: re.Match[str], reference: date) -> When | None:
    month = month_number(match["month"])
    first = match["which"].lower() == "first"
    return _year_of(
        match, reference, lambda year: date(year, month, 1 if first else calendar.monthrange(year, month)[1])
    )


def _named_day(match: re.Match[str], reference: date) -> When | None:
    month, day = _NAMED_DAYS[re.sub(r"\W+", " ", match["name"].lower().replace("'s", "s"))]
    return _year_of(match, reference, lambda year: date(year, month, day))


def _plain_year(match: re.Match[str], reference: date) -> When | None:
    year = int(match["year"])
    return When(match["year"], "year") if year <= reference.year else None


def _day_of_month(match: re.Match[str], reference: date) -> When | None:
    number = int(match["day"])
    year, month = reference.year, reference.month
    for _ in range(3):
        if number <= calendar.monthrange(year, month)[1] and date(year, month, number) <= reference:
            return _day(date(year, month, number))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def _month_day(iso: str, reference: date) -> When | None:
    """“--04-18”: the latest such day not after the reference; 29 February goes back to a leap year."""
    month, day = int(iso[2:4]), int(iso[5:7])
    for year in range(reference.year, reference.year - 9, -1):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) <= reference:
            return _day(date(year, month, day))
    return None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<of>last\s+year|this\s+year|the\s+previous\s+year|{_YEAR}))?"
_PATTERNS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (
        _pattern(
            rf"\b(?:on\s+)?the\s+(?P<which>first|second|third|fourth|fifth|last)\s+(?P<weekday>{_WEEKDAY})\s+(?:of|in)\s+(?P<month>{MONTH}){_OF_YEAR}\b"
        ),
        _weekday_of_month,
    ),
    (
        _pattern(rf"\b(?:on\s+)?the\s+(?P<which>first|last)\s+day\s+of\s+(?P<month>{MONTH}){_OF_YEAR}\b"),
        _last_day_of_month,
    ),
    (
        _pattern(
            rf"\b(?:on\s+)?(?P<name>Christmas\s+(?:Day|Eve)|Boxing\s+Day|New\s+Year'?s\s+(?:Day|Eve)|Valentine'?s\s+Day|Halloween|All\s+Saints'?\s+Day|May\s+Day){_OF_YEAR}\b"
        ),
        _named_day,
    ),
    (
        _pattern(
            rf"\b(?:on\s+)?(?P<weekday>{_WEEKDAY}){_PART}\s+(?:of\s+)?last\s+week\b|\blast\s+week\s+on\s+(?P<weekday2>{_WEEKDAY})\b"
        ),
        _weekday_last_week,
    ),
    (
        _pattern(
            rf"\b(?:(?P<lead>last|next|coming|this|on|early|late|by|until|till|since|from)\s+(?:on\s+)?)?(?P<weekday>{_WEEKDAY}){_PART}\b(?!')"
        ),
        _weekday,
    ),
    (_pattern(rf"\b(?:(?:at|in|during|after)\s+)?(?P<lead>last\s+)?(?P<weekday>{_WEEKDAY})(?='s)"), _weekday),
    (
        _pattern(
            r"\b(?:the\s+day\s+before\s+yesterday|yesterday|(?:earlier|later|late|early)\s+today|today|tonight|last\s+night|overnight|this\s+(?:morning|afternoon|evening)|tomorrow)\b"
        ),
        _day_word,
    ),
    (_pattern(r"\bthe\s+week\s+before\s+last\b"), _week_before_last),
    (
        _pattern(
            rf"\b(?P<exactly>exactly\s+)?(?P<n>{_COUNT})\s+(?P<unit>days?|weeks?|fortnights?|months?|years?)\s+ago\b"
        ),
        _ago,
    ),
    (_pattern(r"\b(?:over|at|during|last|this|on)\s+(?:the\s+|last\s+|this\s+)?weekend\b"), _weekend),
    (
        _pattern(
            rf"\b(?:(?P<lead>in|during|back\s+in|last|this|since|until|till|from|by|next|before|after)\s+)?(?:(?:early|mid|late|the\s+(?:start|beginning|middle|end)\s+of)[ -])?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<of>last\s+year|this\s+year|the\s+previous\s+year|{_YEAR}))\b"
        ),
        _month,
    ),
    (
        _pattern(
            rf"\b(?P<lead>at(?=\s+the\b)|in|during|back\s+in|last|this|since|until|till|from|by|next|before|after)\s+(?:(?:early|mid|late|the\s+(?:start|beginning|middle|end)\s+of)[ -])?(?P<month>{MONTH})(?P<of>)(?![\w-])(?!\.?\s+\d)"
        ),
        _month,
    ),
    (
        _pattern(r"\b(?:earlier\s+)?(?P<which>last|this|next|coming|the\s+previous)\s+(?P<unit>week|month|year)\b"),
        _which_unit,
    ),
    (
        _pattern(
            rf"\b(?:back\s+in|in|during|early|late|mid|(?:spring|summer|autumn|fall|winter|half|end|start|beginning|middle)\s+of|(?:spring|summer|autumn|winter))[ -](?:early[ -]|late[ -]|mid[ -])?(?P<year>{_YEAR})\b"
        ),
        _plain_year,
    ),
    (_pattern(r"\bon\s+the\s+(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b(?!\s+of\b)(?!\s+\w+\s+of\b)"), _day_of_month),
)

_AROUND = re.compile(
    rf"\b(?:(?P<n>{_COUNT})\s+days?\s+(?P<to>after|before)|the\s+day\s+(?P<the>after|before)|(?P<eve>on\s+the\s+eve\s+of)|(?P<same>on\s+the\s+day\s+of|the\s+same\s+day\s+as))\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"\b(?:(?P<next>the\s+(?:next|following)\s+day)|(?P<before>the\s+(?:day\s+before|previous\s+day))(?=\s*,)|(?P<n>{_COUNT})\s+days?\s+(?P<to>later|earlier)|(?P<same>the\s+same\s+day))\b",
    re.IGNORECASE,
)


def _anchored(text: str, start: int, end: int, found: list[TimePhrase]) -> Iterator[TimePhrase]:
    """Phrases that count from another one in the same sentence, in whose place they then stand."""
    used: set[TimePhrase] = set()
    made: list[TimePhrase] = []
    for pattern, forward in ((_THEN, False), (_AROUND, True)):
        for match in pattern.finditer(text, start, end):
            if any(p.start <= match.start() < p.end for p in (*found, *made)):
                continue
            base = _base(text, match, found, forward=forward)
            if base is None or base.when is None or base.when.precision != "day":
                continue
            groups = match.groupdict()
            count = _NUMBERS.get((groups.get("n") or "one").lower()) or int(groups["n"])
            back = bool(groups.get("eve") or groups.get("before")) or "before" in {groups.get("to"), groups.get("the")}
            back = back or groups.get("to") == "earlier"
            shift = 0 if groups.get("same") else -count if back else count
            day = date.fromisoformat(base.when.iso) + timedelta(days=shift)
            used.add(base)
            last = max(match.end(), base.end) if forward else match.end()
            made.append(TimePhrase(match.start(), last, _day(day), stated=base.stated))
    yield from made
    yield from (p for p in found if p not in used or not any(m.start <= p.start < m.end for m in made))


def _base(text: str, match: re.Match[str], found: list[TimePhrase], *, forward: bool) -> TimePhrase | None:
    if forward:
        behind = [p for p in found if match.end() <= p.start <= match.end() + _REACH]
        one = min(behind, key=lambda p: p.start, default=None)
        return one if one and not re.search(r"[.;!?]\s", text[match.end() : one.start]) else None
    before = [p for p in found if match.start() - 2 * _REACH <= p.end <= match.start()]
    return max(before, key=lambda p: p.end, default=None)


def _names_an_event(text: str, phrase: TimePhrase) -> bool:
    """“Monday's meeting” says when the meeting was; “at Monday's meeting” and “a day after Monday's” say when."""
    return text.startswith("'s", phrase.end) and bool(re.fullmatch(_WEEKDAY, text[phrase.start : phrase.end]))


def _beside_a_date(text: str, phrase: TimePhrase, found: list[TimePhrase]) -> bool:
    """“Wednesday, April 6”: the weekday only repeats what the date says."""
    if not re.search(rf"{_WEEKDAY}$", text[phrase.start : phrase.end], re.IGNORECASE):
        return False
    return any(re.fullmatch(r",?\s*(?:the\s+)?", text[phrase.end : p.start]) for p in found if p.start >= phrase.end)
