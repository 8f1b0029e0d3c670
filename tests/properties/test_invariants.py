"""What holds for any text at all."""

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.phrases import phrase_pattern
from onrecord.language.dates import find_dates
from onrecord.language.marks import pair_marks
from onrecord.language.paragraphs import cut_paragraphs
from onrecord.language.views import flat_view, plain_view
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.segment import SegmentStage

PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", " ", "\n", "\n\n", ".", ",", ":", "\u00a0", "\r\n", "said", "Dorn", "the port", "By Ada Holm", "🌊", "é", "(Photo by X / AP)",
     "2 thoughts on “x”", "Leave a Reply", "KELL, March 4, 2031 - ", "1. ", "Below is an article by Ada Holm", "\u200b", "\ufeff", "—", "May 3"]
)  # fmt: skip
SCRAPED = st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=60).map("".join)


@given(st.text())
def test_a_view_has_the_length_of_its_text(text):
    assert len(plain_view(text)) == len(flat_view(text)) == len(text)


@given(SCRAPED)
def test_quotations_are_disjoint_and_in_order(text):
    found = pair_marks(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(SCRAPED)
def test_paragraphs_are_disjoint_in_order_and_lose_no_word(text):
    found = cut_paragraphs(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    kept = set()
    for p in found:
        kept.update(range(p.start, p.end))
    view = plain_view(text)
    assert all(i in kept for i, ch in enumerate(view) if not ch.isspace() and ch.isprintable())


@given(SCRAPED)
@settings(max_examples=200)
def test_segments_tile_any_text_and_leave_it_alone(text):
    document = SegmentStage()(Document(path="p", sha256=sha256_text(text), text=text))
    assert document.text == text
    assert "".join(text[s.start : s.end] for s in document.segments) == text
    for fact in (document.title, document.outlet, document.author, document.author_note):
        if fact and fact.evidence:
            assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text


@given(st.text(alphabet="0123456789-, MarchFeb.st\n", max_size=60))
def test_dates_found_lie_in_the_text_and_exist(text):
    for phrase in find_dates(text):
        assert 0 <= phrase.start < phrase.end <= len(text)
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d)", phrase.iso)


@given(st.lists(st.from_regex(r"[a-z]{2,6}\*?", fullmatch=True), min_size=1, max_size=4))
def test_a_phrase_of_plain_words_matches_itself(words):
    text = " ".join(word.rstrip("*") for word in words)
    assert phrase_pattern(" ".join(words)).match(text)
