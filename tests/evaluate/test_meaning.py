"""The measure of meaning: it takes statements as they come, and cannot be flattered."""

import json
from dataclasses import replace

import pytest

from onrecord.errors import BadGold
from onrecord.evaluate.meaning import FIGURES, Coded, Marked, code_marked, measure, read_marked, read_texts
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Statement

TEXT = "Norland will keep its embargo. The envoy denied that arms were sent. Thank you, Mr President."
ISSUE_RIGHT, BORNE, TURNED, AGAINST, SURER, CALIBRATION, CODED, ACT = FIGURES


def mark(start, end, issues, half="report", document="d1"):
    return {
        "set": "t", "document": document, "text_sha256": sha256_text(TEXT)[:16], "half": half, "statement": f"s{start}", "voice": "author",
        "mode": "authored", "content": [[start, end]], "cue": None, "source": None, "act": "asserts", "performed": True, "issues": issues,
    }  # fmt: skip


@pytest.fixture
def files(tmp_path):
    def write(rows, text=TEXT):
        (tmp_path / "marks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "d1", "text": text}) + "\n", "utf-8")
        return tmp_path / "marks.jsonl", read_texts([tmp_path / "texts.jsonl"])

    return write


def coded(marked, *codes):
    document = Document(path="d1", sha256="", text=TEXT)
    statement = Statement(id="s", voice="author", mode="authored", content=(document.quote(0, 30),))
    return Coded(Marked("d1", statement, "asserts", performed=True, issues=marked), tuple(codes))


def test_marks_stand_where_they_say_in_the_text_they_were_made_on(files):
    ((document, (one,)),) = read_marked(*files([mark(0, 30, [["sanctions", "support"]])]))
    assert document.text == TEXT
    assert one.statement.text == "Norland will keep its embargo."
    assert one.issues == {"sanctions": "support"}


def test_a_half_is_read_alone(files):
    rows = [mark(0, 30, []), mark(31, 68, [], half="development")]
    ((_, marks),) = read_marked(*files(rows), half="development")
    assert [one.statement.start for one in marks] == [31]


def test_a_text_that_was_changed_since_or_is_missing_is_refused(files):
    with pytest.raises(BadGold, match="not the one that was marked"):
        read_marked(*files([mark(0, 30, [])], text=TEXT + " More."))
    with pytest.raises(BadGold, match="missing"):
        read_marked(*files([mark(0, 30, [], document="another")]))


def test_a_mark_that_leaves_its_text_is_a_fault_of_the_marks(files):
    with pytest.raises(BadGold, match="leaves its text"):
        read_marked(*files([mark(0, 3000, [])]))


def test_a_half_that_there_is_not_is_told(files):
    with pytest.raises(BadGold, match="no marks of a half nosuch"):
        read_marked(*files([mark(0, 30, [])]), half="nosuch")


def test_a_speech_in_units_is_laid_out_with_who_speaks_above_it(tmp_path):
    path = tmp_path / "units.jsonl"
    row = {"id": "u", "delegation": "Norland 01", "units": [{"text": "We agree ,"}, {"text": "and wait ."}]}
    path.write_text(json.dumps(row), "utf-8")
    assert read_texts([path]) == {"u": "Statement of the delegation of Norland\n\nWe agree, and wait. "}


def test_a_code_on_a_statement_that_bears_no_issue_is_wrong():
    rows = [
        coded({"sanctions": "support"}, ("sanctions", "support", 0.9, True)),
        coded({}, ("sanctions", "support", 0.9, True)),
    ]
    assert FIGURES[ISSUE_RIGHT](rows) == 50
    assert FIGURES[BORNE](rows) == 100


def test_the_right_issue_with_the_other_side_is_turned_round_and_a_mention_is_not():
    rows = [
        coded({"sanctions": "support"}, ("sanctions", "oppose", 0.9, True)),
        coded({"sanctions": "support"}, ("sanctions", "mention", 0.9, True)),
        coded({"sanctions": "mention"}, ("sanctions", "oppose", 0.9, True)),
    ]
    assert FIGURES[TURNED](rows) == 50
    assert FIGURES[AGAINST](rows) == 0
    assert FIGURES[BORNE](rows) == 0


def test_a_right_mention_is_no_side_told():
    assert FIGURES[BORNE]([coded({"a": "mention", "b": "support"}, ("a", "mention", 0.9, True))]) == 0


def test_silence_costs_coverage_and_nothing_else():
    rows = [coded({"sanctions": "oppose"}), coded({"sanctions": "oppose"}, ("sanctions", "oppose", 0.8, True))]
    assert FIGURES[CODED](rows) == 50
    assert FIGURES[AGAINST](rows) == 100
    assert FIGURES[ISSUE_RIGHT](rows) == 100


def test_a_suggestion_is_not_counted_in_any_figure():
    rows = [coded({"sanctions": "support"}, ("sanctions", "oppose", 0.4, False))]
    assert {FIGURES[name](rows) for name in (ISSUE_RIGHT, TURNED, AGAINST, SURER)} == {None}
    assert FIGURES[CODED](rows) == FIGURES[BORNE](rows) == 0


def test_acts_are_measured_where_one_is_told_and_was_performed():
    asserted, silent = coded({}), coded({})
    assert FIGURES[ACT]([replace(asserted, act="asserts"), replace(asserted, act="denies"), silent]) == 50


def test_the_surer_half_is_that_with_the_higher_confidence():
    rows = [coded({"a": "support"}, ("a", "support", 0.9, True)), coded({"a": "oppose"}, ("a", "support", 0.3, True))]
    assert FIGURES[SURER](rows) == 100


def test_confidence_that_means_what_it_says_has_no_error():
    right, wrong = coded({"a": "support"}, ("a", "support", 1.0, True)), coded({}, ("a", "support", 0.0, True))
    assert FIGURES[CALIBRATION]([right] * 10 + [wrong] * 10) == 0
    assert FIGURES[CALIBRATION]([coded({}, ("a", "support", 1.0, True))] * 10) == 1
    assert FIGURES[CALIBRATION]([right]) is None


def test_the_interval_is_over_documents_and_holds_the_figure():
    rows = [coded({"a": "support"}, ("a", "support", 0.9, True)), coded({}, ("a", "support", 0.9, True))]
    rows[1] = Coded(Marked("d2", rows[1].mark.statement, "asserts", performed=True, issues={}), rows[1].codes)
    found = measure(rows)[ISSUE_RIGHT]
    assert (found.value, found.low, found.high) == (50, 0, 100)
    assert measure([])[ISSUE_RIGHT].value is None


def test_marked_statements_are_coded_as_the_stage_codes_them(files):
    class Stage:
        def __call__(self, document):
            self.seen = document
            return document

    stage = Stage()
    rows = list(code_marked(read_marked(*files([mark(0, 30, [["sanctions", "support"]])])), stage))
    assert stage.seen.statements[0].text == "Norland will keep its embargo."
    assert [row.codes for row in rows] == [()]


def test_the_marks_that_come_with_the_project_hold_no_words_and_are_as_many_as_its_documents_say():
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "benchmarks" / "marks"
    rows = [json.loads(line) for line in (folder / "meaning.jsonl").read_text("utf-8").splitlines()]
    halves = {half: [row for row in rows if row["half"] == half] for half in ("development", "report")}
    assert {half: len(some) for half, some in halves.items()} == {"development": 1283, "report": 1611}
    assert not {r["document"] for r in halves["development"]} & {r["document"] for r in halves["report"]}
    learned = [json.loads(line) for line in (folder / "development" / "meaning.jsonl").read_text("utf-8").splitlines()]
    assert not {row["document"] for row in learned} & {row["document"] for row in rows}
    assert not any(isinstance(row["cue"], str) or isinstance(row["source"], str) for row in (*rows, *learned))
