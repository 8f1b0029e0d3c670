"""Quotation marks as scraped text has them."""

import pytest

from onrecord.language.marks import pair_marks


def quoted(text: str, *, single: bool = False) -> list[str]:
    return [text[q.start : q.end] for q in pair_marks(text, single=single)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” he said, “two.”", ["“One,”", "“two.”"]),
        ('"One," he said, "two."', ['"One,"', '"two."']),
        ('"One,” he said.', ['"One,”']),
        ("“One,\" he said.", ["“One,\""]),
        ("“One left open", ["“One left open"]),
        ("“One left open, said Kelp of the pilots.", ["“One left open,"]),
        ("Opened nowhere but closed here it is.” So.", ["Opened nowhere but closed here it is.”"]),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
        ("«One,» he said.", ["«One,»"]),
        ("A 6\" gun and a 4\" gun", []),
        ("No marks at all", []),
        ("", []),
    ],
)  # fmt: skip
def test_marks_pair(text, expected):
    assert quoted(text) == expected


def test_single_marks_count_where_nothing_else_is_used():
    assert quoted("Ministers call it ‘a door, not a house’ today") == ["‘a door, not a house’"]


def test_an_apostrophe_is_no_mark():
    assert quoted("The envoy’s ship and the crews’ boats") == []


def test_a_quotation_left_open_says_so():
    assert [q.closed for q in pair_marks("“One left open")] == [False]


@pytest.mark.parametrize("text", ["»The light stays on«, said Ada Holm.", "»The light stays on», said Ada Holm."])
def test_marks_that_point_at_the_words_make_a_quotation(text):
    assert [text[q.start : q.end] for q in pair_marks(text)] == [text[:20]]


def test_marks_that_point_away_still_do():
    text = "«The light stays on», said Ada Holm. «It burns.»"
    assert [text[q.start : q.end] for q in pair_marks(text)] == ["«The light stays on»", "«It burns.»"]
