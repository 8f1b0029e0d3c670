"""What was said is not taken for silence: refusals to act, accusations of silence, questions that somebody put."""

import pytest

from onrecord.language.not_said import not_said


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("accused Kell of lying and questioned", "the sincerity of the talks"),
        ("refused to give up", "the port"),
        ("refused to provide", "troops for the strait"),
        ("has refused to set", "a date for the withdrawal"),
        ("accused Dask of refusing to condemn", "the raid"),
        ("criticised the League for failing to condemn", "the raid"),
        ("warned Sarmia not to threaten", "the port"),
        ("claimed without providing evidence that", "Kell had cheated"),
        ("could not stress enough that", "the talks must go on"),
        ("never failed to mention", "the crates"),
        ("rejected any suggestion that", "Norland was starving the islands"),
        ("rebuffed", "a request to halt the search"),
        ("left open", "the possibility of a blockade"),
    ],
)
def test_these_were_said(cue, content):
    assert not_said("Varn ", cue, content, "Varn") is None


def test_a_question_that_the_source_put_was_put():
    assert not_said("", "asked", "Where is the League?", "Varn", source_first=False) is None
    assert not_said("Varn repeatedly ", "pressed for", "a truce", "Varn") is None


def test_a_negation_in_the_words_before_a_source_that_follows_is_theirs():
    before = "Norland will search the ships whether Kell likes it or not, "
    assert not_said(before, "said", "Norland will search the ships", "Varn", source_first=False) is None


def test_no_fewer_than_is_somebody():
    assert not_said("", "said", "they would come", "No fewer than twelve states") is None


@pytest.mark.parametrize(
    ("before", "cue", "content"),
    [
        ("Varn ", "declined to say", "whether she would go"),
        ("Varn ", "refused to give", "details of the talks"),
        ("Varn ", "gave no reason", "for it"),
        ("Varn was ", "asked about", "the crates"),
        ("nor did Varn ", "say", "who would come"),
        ("Varn ", "stopped short of condemning", "the raid"),
        ("Varn ", "has yet to comment on", "the report"),
    ],
)
def test_these_were_not(before, cue, content):
    assert not_said(before, cue, content, "Varn") is not None
