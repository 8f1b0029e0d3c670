"""What stands in something else: a quotation in a quotation, and words in what was not said."""

from dataclasses import replace

import pytest

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.statements import StatementMaker
from onrecord.language.marks import Quotation
from onrecord.model.span import Span
from onrecord.pipeline import build_pipeline


def test_between_two_inner_quotations_one_is_in_the_outer_one():
    outer, inner = Quotation(0, 40), Quotation(10, 20)
    passage = Passage(0, 50, "x" * 50, "body", "reporter", [outer, inner])
    assert passage.in_quotation(25) is outer
    assert passage.in_quotation(15) is outer
    assert passage.in_quotation(45) is None


@pytest.fixture
def told(document):
    """A text cut into its parts, with what makes its statements and the place of words in it."""

    def run(text):
        cut = build_pipeline().stages[0](document(text))

        def place(words):
            return Span(text.index(words), text.index(words) + len(words))

        return StatementMaker(cut, cut_passages(cut), "1"), place

    return run


def test_what_stands_in_words_that_were_not_said_is_nobodys_statement(told):
    maker, place = told("Officials would not say that Ilse Varn had threatened to resign.")
    whole = place("that Ilse Varn had threatened to resign")
    outer = Fragment([whole], place("would not say"), source=place("Officials"))
    alone = Fragment([place("to resign")], place("had threatened"), source=place("Ilse Varn"))
    assert not maker.of_fragment(outer).performed
    assert not maker.of_fragment(replace(alone, outer=outer)).performed
    assert maker.of_fragment(alone).performed


def test_what_somebody_would_not_comment_on_was_said(told):
    maker, place = told("Officials would not comment on the claim of Ilse Varn that the crates were empty.")
    about = place("the claim of Ilse Varn that the crates were empty")
    outer = Fragment([about], place("would not comment on"), source=place("Officials"))
    inner = Fragment([place("that the crates were empty")], place("claim"), source=place("Ilse Varn"), outer=outer)
    assert not maker.of_fragment(outer).performed
    assert maker.of_fragment(inner).performed
