"""Dates as texts write them."""

from datetime import date

import pytest

from onrecord.language.dates import find_dates, say_day
from onrecord.language.times import find_times


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
        ("on 24.12.2031 in Kell", [("2031-12-24", "day")]),
        ("on 28/02/2031", [("2031-02-28", "day")]),
        ("on 02/28/2031", [("2031-02-28", "day")]),
        ("on 03/03/2031", [("2031-03-03", "day")]),
        ("on 03/02/2031", [("2031", "year")]),
        ("on 31.02.2031", []),
        ("version 1.2.2031.4", []),
    ],
)
def test_absolute_dates(text, expected):
    assert [(p.iso, p.precision) for p in find_dates(text)] == expected


WEDNESDAY = date(2031, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", ("2031-03-05", "day", None)),
        ("on Tuesday evening", ("2031-03-04", "day", None)),
        ("on the first Monday of February", ("2031-02-03", "day", None)),
        ("on the second Sunday in January", ("2031-01-12", "day", None)),
        ("on the last Friday of April", ("2030-04-26", "day", None)),
        ("on the last day of February", ("2031-02-28", "day", None)),
        ("on Christmas Day", ("2030-12-25", "day", None)),
        ("on New Year's Eve", ("2030-12-31", "day", None)),
        ("on New Year's Day of 2029", ("2029-01-01", "day", None)),
        ("at the end of February", ("2031-02", "month", None)),
        ("on Thursday", ("2031-02-27", "day", None)),
        ("last Wednesday", ("2031-02-26", "day", None)),
        ("on Tuesday of last week", ("2031-02-25", "day", None)),
        ("Tuesday, March 4", ("2031-03-04", "day", None)),
        ("at Monday's meeting", ("2031-03-03", "day", None)),
        ("yesterday", ("2031-03-04", "day", None)),
        ("last night", ("2031-03-04", "day", None)),
        ("overnight", ("2031-03-05", "day", None)),
        ("two days ago", ("2031-03-03", "day", None)),
        ("on March 9", ("2030-03-09", "day", None)),
        ("on 29 February", ("2028-02-29", "day", None)),
        ("on the 14th", ("2031-02-14", "day", None)),
        ("on the 31st", ("2031-01-31", "day", None)),
        ("in March last year", ("2030-03", "month", None)),
        ("in late July", ("2030-07", "month", None)),
        ("last March", ("2030-03", "month", None)),
        ("last month", ("2031-02", "month", None)),
        ("three months ago", ("2030-12", "month", None)),
        ("in mid-2016", ("2016", "year", None)),
        ("last year", ("2030", "year", None)),
        ("last week", ("2031-02-24", "range", "2031-03-02")),
        ("earlier this week", ("2031-03-03", "range", "2031-03-05")),
        ("over the weekend", ("2031-03-01", "range", "2031-03-02")),
        ("a fortnight ago", ("2031-02-17", "range", "2031-02-23")),
        ("on the eve of the vote of March 3", ("2031-03-02", "day", None)),
        ("the day before Sunday's race", ("2031-03-01", "day", None)),
        ("three days after the fire of January 30", ("2031-02-02", "day", None)),
    ],
)
def test_phrases_count_back_from_a_day(text, expected):
    (phrase,) = find_times(text, 0, len(text), WEDNESDAY)
    assert (phrase.when.iso, phrase.when.precision, phrase.when.until) == expected


@pytest.mark.parametrize("text", ["next Monday", "until Friday", "since March", "tomorrow"])
def test_what_looks_ahead_or_only_begins_tells_no_day(text):
    assert [p.when for p in find_times(text, 0, len(text), WEDNESDAY)] == [None]


@pytest.mark.parametrize("text", ["they may march on", "a second thought", "Room 2031", "the sun day after day"])
def test_ordinary_words_are_no_dates(text):
    assert find_times(text, 0, len(text), WEDNESDAY) == []


def test_without_a_day_to_count_from_only_what_names_its_year_is_told():
    text = "on Monday the port shut, as in March and on March 4, 2031"
    assert [p.when.iso if p.when else None for p in find_times(text, 0, len(text), None)] == [None, None, "2031-03-04"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2031-03-04", "4 March 2031"), ("2031-03", "March 2031"), ("2031", "2031"), (None, "day unknown")],
)
def test_days_are_said_as_far_as_they_are_known(iso, words):
    assert say_day(iso) == words
