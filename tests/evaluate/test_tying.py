"""Tying measured alone: the spans are given, who belongs to whom is asked."""

from onrecord.evaluate.tying import score_tying
from onrecord.segment import SegmentStage

# Ada Holm, Dorn Vask and their port are invented.
TEXT = (
    "“The port is shut,” Ada Holm, who had met Dorn Vask, said on Monday. “It will stay shut.”\n\n"
    "Dorn Vask denied that he had been asked."
)


def row(*quotes):
    def place(words):
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {
        "doc_id": "invented",
        "text": TEXT,
        "quotes": [
            {"contents": [p for c in contents for p in place(c)], "cue": place(cue), "source": place(source)}
            for contents, cue, source in quotes
        ],
    }


MARKED = row(
    (("“The port is shut,”", "“It will stay shut.”"), "said", "Ada Holm, who had met Dorn Vask"),
    (("that he had been asked",), "denied", "Dorn Vask denied"[:9]),
)


def test_contents_of_one_cue_are_tied_together_and_to_their_source():
    score = score_tying([MARKED], SegmentStage())
    assert sum(score.asked.values()) == 2
    assert score.cut == 0
    assert score.share("links", "cue") == score.share("links", "contents") == 100
    assert 0 <= score.share("nearest", "all") <= 100


def test_a_wrong_source_in_the_marks_is_a_miss_of_the_source_alone():
    quote = {**MARKED["quotes"][0], "source": MARKED["quotes"][1]["source"]}
    wrong = {**MARKED, "quotes": [quote, MARKED["quotes"][0]]}
    score = score_tying([wrong], SegmentStage())
    assert score.share("links", "cue") == 100
    assert score.share("links", "source") == 50


def test_what_no_window_holds_whole_is_not_asked():
    far = {**MARKED["quotes"][0], "source": [[len(TEXT) + 5, len(TEXT) + 9]]}
    score = score_tying([{**MARKED, "quotes": [far]}], SegmentStage())
    assert (score.cut, sum(score.asked.values())) == (1, 0)
