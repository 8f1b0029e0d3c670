"""Scores of coding and of events, on marks small enough to count by hand."""

import json

import pytest

from onrecord.coding.codebooks import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.kept import kept_weights
from onrecord.errors import BadGold
from onrecord.evaluate.coding import _macro_f1, read_labelled, score_coding
from onrecord.evaluate.events import read_events, score_events
from onrecord.pipeline import build_pipeline
from onrecord.resolve import load_register

ROW = {
    "text": "The ministry said that the sanctions must be lifted.", "content": "that the sanctions must be lifted", "cue": "said",
    "source": "The ministry", "issue": "sanctions", "stance": "oppose",
}  # fmt: skip


@pytest.fixture
def marks(tmp_path):
    def write(*rows):
        path = tmp_path / "marks.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_a_statement_coded_as_labelled_counts_everywhere(marks):
    book = load_codebook("crisis")
    labelled = list(read_labelled(marks(ROW, {**ROW, "issue": "refugees_and_migration"})))
    score = score_coding(labelled, Coder(book, kept_weights(book)))
    assert (score.statements, score.first, score.three, score.all_right) == (2, 50.0, 50.0, 50.0)


def test_macro_f1_is_the_mean_over_four_stances():
    # support: 1 of 1 and 1 made; oppose: 1 of 2, 1 made -> 2/3; the others 0 of what is there.
    pairs = [("support", "support"), ("oppose", "oppose"), ("oppose", "mention")]
    assert _macro_f1(pairs) == pytest.approx((1 + 2 / 3 + 0 + 0) / 4)


@pytest.mark.parametrize("change", [{"content": "not in it"}, {"text": 3}, {"stance": None, "content": None}])
def test_marks_that_do_not_fit_their_text_are_told(marks, change):
    with pytest.raises(BadGold):
        list(read_labelled(marks({**ROW, **change})))


def test_events_are_right_by_sides_class_and_both(marks):
    row = {"text": "Chile accused Peru of moving the buoys.", "plover08": "ACCUSE", "verbal": True, "reciprocal": False,
           "source": [["Chile", "CHL", None]], "target": [["Peru", "PER", None]]}  # fmt: skip
    rows = read_events(
        marks(row, {**row, "plover08": "AGREE"}, {**row, "target": [["Kenya", "KEN", None]]}, {**row, "verbal": False})
    )
    score = score_events(rows, build_pipeline(), load_register())
    assert score.sentences == 3
    assert score.both == pytest.approx(200 / 3)
    assert score.event == pytest.approx(200 / 3)
    assert score.every == pytest.approx(100 / 3)


def test_what_is_no_list_of_events_is_told(marks):
    with pytest.raises(BadGold):
        read_events(marks({"text": "x"}))
