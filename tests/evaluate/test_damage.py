"""Damage keeps marks on their words, and figures mean what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.attributions import evaluate_attributions, matched
from onrecord.evaluate.damage import DAMAGES, damaged
from onrecord.evaluate.mistakes import find_mistakes
from onrecord.evaluate.reliability import reliability

TEXT = "“The lanes stay open,” Dorn said. He left.\n\nVarn, the premier, denied that the port was closed. “Never,” she said."
MORE = "\n\n" + " ".join(f"“The tide of day {n} was high,” the pilot noted then." for n in range(1, 12))


def row(text=TEXT):
    def at(words):
        start = text.index(words)
        return [start, start + len(words)]

    return {
        "doc_id": "made_2031-03-04",
        "text": text,
        "quotes": [
            {"id": "1", "contents": [at("“The lanes stay open,”")], "cue": [at("said")], "source": [at("Dorn")]},
            {
                "id": "2",
                "contents": [at("that the port was closed")],
                "cue": [at("denied")],
                "source": [at("Varn, the premier,")],
            },
        ],
    }


@pytest.mark.parametrize("way", DAMAGES)
def test_marks_stay_on_their_words(way):
    bad = damaged(row(TEXT + MORE), way)
    start, end = bad["quotes"][0]["source"][0]
    assert bad["text"][start:end].lower() == "dorn"
    start, end = bad["quotes"][1]["contents"][0]
    letters = [c for c in bad["text"][start:end].lower() if c.isalpha()]
    assert len(letters) >= 18
    assert bad["text"] != TEXT + MORE


@given(st.text(alphabet="“”\"' .,ABcd\n", max_size=200), st.sampled_from(sorted(DAMAGES)))
def test_damage_is_the_same_each_time_and_spans_stay_inside(text, way):
    given_row = {
        "doc_id": "x",
        "text": text,
        "quotes": [{"contents": [[0, len(text)]], "cue": [], "source": []}] if text else [],
    }
    one, two = damaged(given_row, way), damaged(given_row, way)
    assert one == two
    assert all(0 <= s <= e <= len(one["text"]) for q in one["quotes"] for s, e in q["contents"])


def predictions(*, source_of_second):
    gold = row()
    first, second = gold["quotes"]
    return gold, {"doc_id": "x", "quotes": [
        {**first, "confidence": 0.9}, {**second, "source": source_of_second, "confidence": 0.6},
        {"contents": [[len(TEXT) - 9, len(TEXT) - 1]], "cue": [], "source": [], "confidence": 0.2},
    ]}  # fmt: skip


def test_mistakes_are_told_apart():
    gold, made = predictions(source_of_second=[])
    found = find_mistakes([(gold, made)])
    assert sorted(m.sort for m in found.found) == ["false", "no source found"]
    assert found.marked["indirect"] == 1
    assert found.missed["indirect"] == 0


def test_right_predictions_are_numbered_as_they_came():
    gold, made = predictions(source_of_second=[[0, 3]])
    assert matched(gold, made) == {0}


def test_reliability_compares_confidence_with_the_share_that_is_right():
    gold, made = predictions(source_of_second=[])
    result = reliability([(gold, made)])
    assert [b.count for b in result.bins] == [1, 1, 1]
    assert result.right == pytest.approx(1 / 3)
    assert result.error == pytest.approx((0.1 + 0.6 + 0.2) / 3)
    assert result.right_surest == pytest.approx(1 / 2)


def test_speech_alone_can_be_scored():
    gold, made = predictions(source_of_second=gold_source())
    gold["quotes"][1]["cue"] = []
    score = evaluate_attributions([(gold, made)], speech_only=True)
    assert score.counts["gold"] == 1


def gold_source():
    return row()["quotes"][1]["source"]
