"""The arithmetic of the scores, on cases small enough to count by hand."""

import json

import pytest

from onrecord.errors import BadGold
from onrecord.evaluate.attributions import evaluate_attributions, read_gold
from onrecord.evaluate.units import Words, head_of, overlap

TEXT = "Ada Holm said that the port was open. “It is shut,” Dorn said."


def quote(words, source=None):
    start = TEXT.index(words)
    made = {"contents": [[start, start + len(words)]], "cue": [], "source": []}
    if source:
        at = TEXT.index(source)
        made["source"] = [[at, at + len(source)]]
    return made


def score(gold, pred):
    return evaluate_attributions([({"text": TEXT, "quotes": gold}, {"quotes": pred})])


def test_the_same_attributions_score_a_hundred():
    both = [quote("that the port was open", "Ada Holm"), quote("“It is shut,”", "Dorn")]
    made = score(both, both)
    assert made.f1("both") == made.f1("hit") == made.f1("exact") == made.source_right == 100


def test_a_leading_that_is_no_difference():
    made = score([quote("that the port was open", "Ada Holm")], [quote("the port was open", "Ada Holm")])
    assert (made.f1("exact"), made.f1("both")) == (100, 100)


def test_a_wrong_source_counts_for_the_content_alone():
    made = score([quote("“It is shut,”", "Dorn")], [quote("“It is shut,”", "Ada Holm")])
    assert (made.f1("hit"), made.f1("both"), made.source_right) == (100, 0, 0)


def test_half_found_and_one_too_many():
    gold = [quote("that the port was open", "Ada Holm"), quote("“It is shut,”", "Dorn")]
    pred = [quote("“It is shut,”", "Dorn"), quote("Ada Holm")]
    made = score(gold, pred)
    assert made.f1("both") == pytest.approx(50)  # 1 of 2 found, 1 of 2 right
    assert made.f1_of_kind("direct") == 100
    assert made.f1_of_kind("indirect") == 0


def test_kinds_are_told_by_the_share_inside_marks():
    words = Words(TEXT)
    assert words.kind(words.inside([(TEXT.index("“"), len(TEXT) - 12)])) == "direct"
    assert words.kind(words.inside([(0, 8)])) == "indirect"
    assert words.kind(words.inside([(0, len(TEXT))])) == "mixed"


@pytest.mark.parametrize(
    ("mention", "head"),
    [
        ("Ada Holm", "holm"),
        ("Ada Holm, the envoy", "holm"),
        ("the envoy of Norland", "envoy"),
        ("Norland’s", "norland"),
        ("“Dorn”", "dorn"),
    ],
)
def test_a_mention_is_known_by_its_head(mention, head):
    assert head_of(mention)[0] == head


def test_overlap_is_jaccards():
    assert overlap(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert overlap(frozenset(), frozenset()) == 0.0


def test_gold_that_cannot_be_compared_is_refused(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text('{"doc_id": "x"}')
    with pytest.raises(BadGold, match="line 1"):
        list(read_gold(path))
    with pytest.raises(BadGold):
        list(read_gold(tmp_path / "nowhere.jsonl"))


def test_days_choose_documents(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text("\n".join(json.dumps({"doc_id": f"x_2031-0{n}-01", "text": "t", "quotes": []}) for n in (1, 2, 3)))
    assert [r["doc_id"][-5:] for r in read_gold(path, since="2031-02-01")] == ["02-01", "03-01"]
    assert [r["doc_id"][-5:] for r in read_gold(path, before="2031-02-01")] == ["01-01"]
