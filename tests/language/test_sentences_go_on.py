"""A sentence that a page's end or a blank line breaks is one paragraph. Every sentence is invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.paragraphs import cut_paragraphs, running_view

_BEGUN = "The harbour council of Kell said on Monday that the toll on salt would not be"


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\x0c\n", "\r\n\r\n", "\n"])
def test_a_sentence_goes_on_behind_whatever_stands_between(gap):
    (one,) = cut_paragraphs(f"{_BEGUN}{gap}raised before the spring.")
    assert one.text.split() == f"{_BEGUN} raised before the spring.".split()
    assert "\n" not in running_view(f"{_BEGUN}{gap}raised before the spring.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{_BEGUN} raised.", "the end of it."),  # the sentence has ended
        (f"{_BEGUN}", "Raised tolls are rare."),  # another begins
        ("The toll on salt", "was raised in spring."),  # a heading
        ("- the toll on salt, which the harbour council of Kell has raised", "the toll on fish"),  # entries of a list
        (f"{_BEGUN}:", "raised before the spring."),
        (f"{_BEGUN}", "a) raised before the spring"),
        (f"{_BEGUN} 1931", "was a good year"),
    ],
)
def test_what_ends_or_begins_anew_stays_apart(first, second):
    assert [p.text for p in cut_paragraphs(f"{first}\n\n{second}")] == [first, second]


@given(
    st.lists(
        st.sampled_from([_BEGUN, "raised before the spring", "- salt", "The light is on.", "kell"]),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_paragraphs_are_in_order_and_nothing_is_lost(lines, gap):
    text = gap.join(lines)
    found = cut_paragraphs(text)
    assert "".join("".join(text[p.start : p.end].split()) for p in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
