"""Dates as texts write them."""

from datetime import date

import pytest

from onrecord.language.dates import find_dates, find_relative, resolve_relative, say_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 4, 2031 in Kell", [("2031-03-04", "day")]),
        ("on 4 March 2031", [("2031-03-04", "day")]),
        ("the 4th of March 2031", [("2031-03-04", "day")]),
        ("Mar. 4, 2031", [("2031-03-04", "day")]),
        ("2031-03-04", [("2031-03-04", "day")]),
        ("in March 2031", [("2031-03", "month")]),
        ("on April 18 by", [("--04-18", "month-day")]),
        ("18 April", [("--04-18", "month-day")]),
        ("May 2031", [("2031-05", "month")]),
        ("they may march on", []),
        ("February 30, 2031", []),
        ("Room 2031", []),
    ],
)
def test_absolute_dates(text, expected):
    assert [(p.iso, p.precision) for p in find_dates(text)] == expected


WEDNESDAY = date(2031, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", ("2031-03-05", "day")),
        ("on Tuesday", ("2031-03-04", "day")),
        ("on Thursday", ("2031-02-27", "day")),
        ("last Wednesday", ("2031-02-26", "day")),
        ("yesterday", ("2031-03-04", "day")),
        ("today", ("2031-03-05", "day")),
        ("two days ago", ("2031-03-03", "day")),
        ("last month", ("2031-02", "month")),
        ("last year", ("2030", "year")),
        ("three months ago", ("2030-12", "month")),
        ("next Monday", None),
    ],
)
def test_relative_dates_count_back_from_a_day(text, expected):
    match = next(find_relative(text))
    assert resolve_relative(match, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2031-03-04", "4 March 2031"), ("2031-03", "March 2031"), ("2031", "2031"), (None, "day unknown")],
)
def test_days_are_said_as_far_as_they_are_known(iso, words):
    assert say_day(iso) == words
