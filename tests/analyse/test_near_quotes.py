"""Quotations that are not quite what was said elsewhere."""

import pytest

from onrecord.analyse.near_quotes import find_near_quotes
from onrecord.store.read import documents

OWN = "By Ada Holm\n\nNorland will not accept inspectors who answer to one side. We want rules.\n\nAda Holm is an ambassador of Norland.\n"


@pytest.fixture
def pair(enriched):
    def make(quotation):
        news = enriched(
            f"Talks go on\n\nThe ambassador spoke on Monday. “{quotation},” Ada Holm said.\n\nThe day ended.",
            path="b.txt",
        )
        statements = tuple(s for s in news.statements if s.mode == "direct")
        own = enriched("The strait belongs to all\n\n" + OWN, path="a.txt")
        speaker = own.statements[0].speaker
        from dataclasses import replace

        return find_near_quotes([own, replace(news, statements=tuple(replace(s, speaker=speaker) for s in statements))])

    return make


def test_a_word_exchanged_is_found_with_both_places(pair):
    (found,) = pair("Norland will never accept inspectors who answer to one side")
    assert (found.quoted.differing, found.elsewhere.differing) == ("never", "not")
    assert found.elsewhere.quote.text == "Norland will not accept inspectors who answer to one side"
    assert found.quoted.document.path == "b.txt"


@pytest.mark.parametrize(
    "quotation",
    [
        "Norland will not accept inspectors who answer to one side",
        "will not accept inspectors who answer to one side",
        "Nobody in this town has ever seen such a winter",
        "Norland could gladly welcome many inspectors who answer to one side",
    ],
    ids=["the same", "a part of it", "something else", "too different"],
)
def test_what_is_the_same_or_something_else_is_not(pair, quotation):
    assert pair(quotation) == []


def test_the_demos_introduction_misquotes_the_text_below_it(demo_record):
    found = find_near_quotes(documents(demo_record))
    assert ("never", "not") in [(each.quoted.differing, each.elsewhere.differing) for each in found]
    assert found[0].quoted.document.path == "04-straitwatch-repost-ostlind.txt"
