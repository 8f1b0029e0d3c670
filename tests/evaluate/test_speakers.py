"""The measure of who speaks: it asks of what was found, and of words of others only where they stand apart."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.errors import BadGold
from onrecord.evaluate.speakers import FIGURES, measure_speakers, read_speaker_marks, score_speakers
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Confidence, Party, Role, Statement
from onrecord.resolve.register import Register

TEXT = "Ilse Varn said that the toll stays. The port is shut, and nobody knows why it is so."
VARN = Actor("person:ilse-varn", "Ilse Varn", "person")
NORLAND = Actor("state:norland", "Norland", "state")
FOUND, OWN_FOUND, RIGHT, OTHERS, OWN, WRONG, FOR, FOR_WRONG, OFFICE, OFFICE_WRONG, SURE_WRONG = FIGURES


def statement(start, end, mode="indirect", sure=0.9, **fields):
    document = Document(path="d1.txt", sha256="", text=TEXT)
    made = Statement(
        id=f"s{start}",
        voice="reporter",
        mode=mode,
        content=(document.quote(start, end),),
        confidence=Confidence(0.9, sure),
    )
    return replace(
        made,
        **{"speaker": VARN, "role": Role("foreign minister", NORLAND, None, None), "speaks_for": NORLAND, **fields},
    )


def mark(start=20, end=34, **fields):
    raw = {"document": "d1", "text_sha256": sha256_text(TEXT)[:16], "half": "report", "start": start, "end": end,
           "speakers": ["Ilse Varn"], "spoken_for": "Norland", "office": "foreign minister of Norland", "own": False}  # fmt: skip
    return {**raw, **fields}


@pytest.fixture
def measured(tmp_path):
    def run(statements, *marks):
        (tmp_path / "m.jsonl").write_text("".join(json.dumps(one) + "\n" for one in marks), "utf-8")
        document = Document(path="d1.txt", sha256="", text=TEXT, statements=tuple(statements))
        rows = score_speakers(read_speaker_marks(tmp_path / "m.jsonl", [document]), Register())
        return {name: value for name, (value, _, _) in measure_speakers(rows).items()}

    return run


def test_who_is_right_in_all_is_right(measured):
    got = measured([statement(20, 34)], mark())
    assert (got[FOUND], got[RIGHT], got[FOR], got[OFFICE], got[SURE_WRONG]) == (100, 100, 100, 100, 0)


def test_a_gap_is_no_wrong_line(measured):
    got = measured([statement(20, 34, speaker=None, role=None, speaks_for=None, sure=None)], mark())
    assert (got[RIGHT], got[WRONG], got[FOR_WRONG], got[OFFICE_WRONG]) == (0, 0, 0, 0)


def test_a_sure_wrong_speaker_is_told_apart(measured):
    got = measured([statement(20, 34, speaker=Actor("p", "Corin Athelay", "person"))], mark())
    assert (got[WRONG], got[SURE_WRONG]) == (100, 100)


@pytest.mark.parametrize(
    ("office", "right"),
    [
        ("minister for foreign affairs", 100),
        ("foreign minister", 100),
        ("deputy foreign minister", 0),
        ("defence minister", 0),
    ],
)
def test_another_office_is_another_one(measured, office, right):
    assert measured([statement(20, 34)], mark(office=office))[OFFICE] == right


def test_words_of_others_are_not_found_in_the_authors_own_sentence(measured):
    own = statement(0, 35, mode="authored")
    assert measured([own], mark())[FOUND] == 0
    assert measured([own], mark(0, 35, own=True))[OWN_FOUND] == 100


def test_what_is_told_within_anothers_words_is_not_found_in_those(measured):
    outer, inner = mark(36, 84, speakers=["Ilse Varn"]), mark(58, 84, speakers=["Corin Athelay"])
    got = measured([statement(36, 84)], outer, inner)
    assert (got[FOUND], got[RIGHT]) == (50, 100)


def test_joint_words_are_right_where_all_are_named(measured):
    both = mark(speakers=["Ilse Varn", "Corin Athelay"], spoken_for="Norland ; Estria", office=None)
    alone = statement(20, 34, role=None)
    together = replace(
        alone, others=(Party(Actor("p", "Corin Athelay", "person"), None, Actor("state:estria", "Estria", "state")),)
    )
    assert measured([alone], both)[RIGHT] == 0
    got = measured([together], both)
    assert (got[RIGHT], got[FOR], got[OFFICE]) == (100, 100, 100)


def test_marks_of_another_text_are_refused(measured):
    with pytest.raises(BadGold, match="not the one that was marked"):
        measured([], mark(text_sha256="0" * 16))
    with pytest.raises(BadGold, match="missing"):
        measured([], mark(document="other"))
