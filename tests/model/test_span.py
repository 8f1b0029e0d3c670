"""Places and words."""

import pytest

from onrecord.errors import BrokenSpan
from onrecord.model.actor import Office, covers
from onrecord.model.document import Document, Segment
from onrecord.model.ids import sha256_text, statement_id
from onrecord.model.span import Quote, Span
from onrecord.model.statement import Statement


def test_a_quote_takes_its_words_off_the_stored_text():
    assert Quote(4, 9, "The strait is calm").text == "strai"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2), (0, 19)])
def test_a_quote_that_leaves_the_text_cannot_be_made(start, end):
    with pytest.raises(BrokenSpan):
        Quote(start, end, "The strait is calm")


def test_offsets_are_code_points_also_after_an_emoji():
    text = "Calm 🌊🌊 now"
    assert Quote(5, 7, text).text == "🌊🌊"


def test_a_span_cannot_be_empty_or_reversed():
    for start, end in ((2, 2), (3, 1), (-1, 4)):
        with pytest.raises(BrokenSpan):
            Span(start, end)


def test_a_statement_without_content_cannot_be_made():
    with pytest.raises(BrokenSpan):
        Statement(id="s", voice="reporter", mode="direct", content=())


def test_content_pieces_cannot_overlap():
    text = "one two three"
    with pytest.raises(BrokenSpan):
        Statement(id="s", voice="reporter", mode="direct", content=(Quote(0, 7, text), Quote(4, 13, text)))


@pytest.mark.parametrize("segments", [[(0, 3), (4, 9)], [(0, 5), (4, 9)], [(0, 8)], [(1, 9)]])
def test_segments_must_tile_the_text(segments):
    made = tuple(Segment(start, end, "body", "reporter") for start, end in segments)
    with pytest.raises(BrokenSpan):
        Document(path="p", sha256=sha256_text("123456789"), text="123456789", segments=made)


def test_the_same_text_places_and_version_give_the_same_id():
    one = statement_id("a" * 64, [("content", 1, 5)], "1")
    assert one == statement_id("a" * 64, [("content", 1, 5)], "1")
    assert one != statement_id("a" * 64, [("content", 1, 6)], "1")
    assert one != statement_id("a" * 64, [("content", 1, 5)], "2")


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2031-01-10", "2031-05-19", "2031-05-19", True), ("2031-01-10", "2031-05-19", "2031-05-20", False),
        ("2031-01-10", None, "2040-01-01", True), ("2031", "2033", "2031-01-01", True), ("2031-03", None, "2031", True),
        ("2031-03", None, "2031-02-28", False), (None, "2031-03", "2031-03-31", True),
    ],
)  # fmt: skip
def test_a_term_covers_days_as_far_as_its_ends_are_known(since, until, day, held):
    assert covers(since, until, day) is held


def test_without_a_day_only_an_office_without_an_end_counts():
    assert Office("mayor", "x", "2030", None, "s").held_on(None)
    assert not Office("mayor", "x", "2030", "2031", "s").held_on(None)
