"""The arithmetic of the actors' scores; everybody here is invented."""

import pytest

from onrecord.evaluate.actors import ActorScore, score_dates, score_names, score_offices
from onrecord.pipeline import build_pipeline
from onrecord.resolve import load_register

OWN = """
states: [{id: 'state:vesk', name: Vesk}]
people:
  - {id: 'person:ada-holm', name: Ada Holm, offices: [
      {title: foreign minister, for: 'state:vesk', from: 2031-01-05, to: 2031-06-01, source: user}]}
"""


@pytest.fixture
def register(tmp_path):
    (tmp_path / "own.yml").write_text(OWN, encoding="utf-8")
    return load_register([tmp_path / "own.yml"])


def test_an_office_is_right_on_its_days_alone(register):
    marks = [
        {"name": "Ada Holm", "on": "2031-03-01", "title": "deputy foreign minister", "for": "Vesk"},
        {"name": "Ada Holm", "on": "2031-03-01", "title": "foreign minister", "for": "Vesk"},
        {"name": "Ada Holm", "on": "2031-03-01", "title": "foreign minister", "for": "Norway"},
        {"name": "Ada Holm", "on": "2032-03-01", "title": "foreign minister", "for": "Vesk"},
        {"name": "Ada Holm", "on": "2032-03-01", "title": None, "for": None},
        {"name": "Nobody Known", "on": "2032-03-01", "title": None, "for": None},
    ]
    assert [outcome for _, outcome, _ in score_offices(marks, register).rows] == [
        "wrong", "right", "wrong", "wrong", "right", "open",
    ]  # fmt: skip


def test_precision_counts_the_surest_and_none_where_too_few_are_answered():
    score = ActorScore([({}, "right", 0.9), ({}, "right", 0.8), ({}, "wrong", 0.5), ({}, "open", 0.0)])
    assert score.precision_at(0.5) == 100
    assert score.precision_at(0.75) == pytest.approx(200 / 3)
    assert score.precision_at(1.0) == 0
    assert score.coverage == 75


@pytest.fixture(scope="module")
def stages():
    return build_pipeline().stages


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ({"date": "2031-03-04", "precision": "day"}, "right"),
        ({"date": "2031-03", "precision": "month"}, "wrong"),
        ({"date": None, "precision": "unknown"}, "wrong"),
        ({"date": None, "precision": "range", "from": "2031-03-01", "to": "2031-03-02"}, "wrong"),
    ],
)
def test_a_date_that_claims_more_than_is_marked_is_wrong(stages, mark, outcome):
    sentence = "The harbour would stay shut, Minister Ada Holm of Vesk said on Tuesday."
    row = {"sentence": sentence, "published": "2031-03-05", "speaker": "Minister Ada Holm of Vesk", **mark}
    assert [o for _, o, _ in score_dates([row], stages).rows] == [outcome]


def test_a_name_nobody_can_tell_is_right_when_it_is_left_open(stages):
    text = "Hugh Tolland and Amos Tolland left by a side door. Mr. Tolland said that the truth had come out at last."
    marks = [{"text": text, "mention": "Mr. Tolland", "nth": 1, "answer": answer} for answer in (None, "Hugh Tolland")]
    assert [o for _, o, _ in score_names(marks, stages).rows] == ["right", "open"]
