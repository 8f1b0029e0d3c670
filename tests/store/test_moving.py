"""A record goes on with another version of its codebook: no decision is lost, and none is read as what was not meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from onrecord.analyse.queue import review_queue
from onrecord.coding import load_codebook
from onrecord.errors import OtherCodebook, UnknownIssue
from onrecord.model.codebook import Codebook
from onrecord.model.document import Source
from onrecord.model.intake import Intake
from onrecord.model.judgement import REOPENED, Judgement
from onrecord.model.moves import Moves
from onrecord.store import tables
from onrecord.store.doctor import examine
from onrecord.store.judging import judge, judgements, rewrite_coding, take_back
from onrecord.store.moving import move
from onrecord.store.read import codebook, documents
from onrecord.store.write import Writer

NOW = "2031-05-01T09:00:00+00:00"
TO_A_CLAIM = Moves({"strait_embargo": {"oppose": None, "support": ("sanctions", "support")}})


def newer(record) -> Codebook:
    return replace(codebook(record), version="9+another")


def decide(record, number, *issues, verb="edit", by="ada"):
    """The statement with this number among those that are performed, decided so."""
    every = [(d, s) for d in documents(record) for s in d.statements if s.performed]
    document, statement = every[number]
    judge(record, Judgement(verb, statement.id, document.id, NOW, by, issues))
    return document.id, statement.id


def now(record, place):
    return next(s for d in documents(record) for s in d.statements if (d.id, s.id) == place)


def codes(statement):
    return [(code.issue, code.stance) for code in statement.issues]


def entries(record):
    with record.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.decision)).scalar_one()


def test_what_was_decided_reads_on_and_the_journal_is_only_added_to(record):
    same = decide(record, 0, ("sanctions", "oppose"))
    renamed = decide(record, 1, ("strait_embargo", "support"))
    rejected = decide(record, 2, verb="reject")
    before = entries(record)
    moved = move(record, newer(record), TO_A_CLAIM, NOW, "ada")
    assert (moved.decided, moved.reopened) == (3, 0)
    assert codebook(record).stamp == newer(record).stamp
    assert [codes(now(record, place)) for place in (same, renamed, rejected)] == [
        [("sanctions", "oppose")],
        [("sanctions", "support")],
        [],
    ]
    assert [now(record, place).status for place in (same, renamed, rejected)] == ["edited", "edited", "rejected"]
    assert entries(record) == before + 1
    assert {one.issues for one in judgements(record)} == {(("sanctions", "oppose"),), (("sanctions", "support"),), ()}
    assert examine(record)[1] == []


def test_a_decision_that_may_mean_something_else_now_is_asked_again_before_anything_else(record):
    place = decide(record, 3, ("strait_embargo", "oppose"), ("sanctions", "support"))
    moved = move(record, newer(record), TO_A_CLAIM, NOW)
    statement = now(record, place)
    assert moved.reopened == 1
    assert statement.status == "machine"
    assert [(code.issue, code.counted) for code in statement.issues] == [("sanctions", False)]
    assert "strait_embargo: oppose" in statement.why[REOPENED]
    assert review_queue(documents(record))[0].statement.id == statement.id
    assert entries(record) == 2  # the decision is still in the journal, beside the move
    assert examine(record)[1] == []


def test_a_decision_made_again_is_in_force_and_no_longer_asked_for(record):
    place = decide(record, 3, ("strait_embargo", "oppose"))
    move(record, newer(record), TO_A_CLAIM, NOW)
    judge(record, Judgement("edit", place[1], place[0], NOW, "ada", (("strait_embargo", "oppose"),)))
    assert codes(now(record, place)) == [("strait_embargo", "oppose")]
    assert REOPENED not in now(record, place).why
    assert place[1] not in {kept.statement.id for kept in review_queue(documents(record))}
    assert examine(record)[1] == []


def test_a_decision_that_was_overruled_does_not_come_back_where_the_last_one_is_left_open(record):
    place = decide(record, 0, ("sanctions", "support"), by="ada")
    assert decide(record, 0, ("strait_embargo", "oppose"), by="bob") == place
    assert move(record, newer(record), TO_A_CLAIM, NOW).reopened == 1
    assert now(record, place).status == "machine"
    assert judgements(record) == []
    assert entries(record) == 3
    assert examine(record)[1] == []


def test_an_overruled_decision_that_cannot_be_read_leaves_the_last_one_in_force(record):
    place = decide(record, 0, ("strait_embargo", "oppose"), by="ada")
    decide(record, 0, ("sanctions", "support"), by="bob")
    assert move(record, newer(record), TO_A_CLAIM, NOW).reopened == 0
    assert codes(now(record, place)) == [("sanctions", "support")]
    assert examine(record)[1] == []


def test_two_moves_are_read_one_after_the_other(record):
    place = decide(record, 0, ("strait_embargo", "support"))
    move(record, newer(record), TO_A_CLAIM, NOW)
    again = Moves({"sanctions": {"support": ("trade_restrictions", "support")}})
    move(record, replace(codebook(record), version="10"), again, NOW)
    assert codes(now(record, place)) == [("trade_restrictions", "support")]
    assert examine(record)[1] == []


def test_what_was_imported_as_decided_moves_in_place_or_is_asked_again(record):
    every = [(d, s) for d in documents(record) for s in d.statements if s.issues and s.status == "machine"]
    (one, first), (other, second) = every[:2]
    with record.writing() as connection:
        for document, statement, stance in ((one, first, "support"), (other, second, "oppose")):
            code = replace(statement.issues[0], issue="strait_embargo", stance=stance, counted=True)
            by = {**statement.made_by, "status": "another tool"}
            rewrite_coding(connection, document.id, replace(statement, status="accepted", issues=(code,), made_by=by))
    moved = move(record, newer(record), TO_A_CLAIM, NOW)
    assert (moved.decided, moved.reopened) == (1, 1)
    assert codes(now(record, (one.id, first.id))) == [("sanctions", "support")]
    assert now(record, (other.id, second.id)).status == "machine"
    assert examine(record)[1] == []


def test_what_a_machine_coded_by_the_earlier_codebook_counts_no_more(record):
    assert any(code.counted for d in documents(record) for s in d.statements for code in s.issues)
    move(record, newer(record), Moves(), NOW)
    assert not any(code.counted for d in documents(record) for s in d.statements for code in s.issues)


def test_no_code_of_an_issue_that_is_gone_stays(record):
    decide(record, 0, ("fishing_rights", "support"))
    without = replace(newer(record), issues=tuple(i for i in codebook(record).issues if i.id != "fishing_rights"))
    assert move(record, without, Moves(), NOW).reopened == 1
    assert examine(record)[1] == []


def test_a_decision_from_before_a_move_is_not_taken_back(record):
    place = decide(record, 0, ("sanctions", "oppose"))
    move(record, newer(record), Moves(), NOW)
    assert take_back(record, "ada") is None
    assert codes(now(record, place)) == [("sanctions", "oppose")]


def test_a_review_that_began_before_a_move_cannot_write_an_issue_that_is_gone(record):
    with pytest.raises(UnknownIssue):
        decide(record, 0, ("no_such_issue", "support"))
    assert entries(record) == 0


def test_a_run_that_began_before_a_move_keeps_nothing_of_the_earlier_codebook(record):
    book = codebook(record)
    writer = Writer(record, program="test", codebook=book, register="none", terms_of=lambda key: [key])
    move(record, newer(record), Moves(), NOW)
    with pytest.raises(OtherCodebook, match="moved"):
        writer.write([])


def test_what_another_run_has_written_meanwhile_is_a_duplicate_and_no_fault(record):
    book = codebook(record)
    there = next(iter(documents(record)))
    writer = Writer(record, program="test", codebook=book, register="none", terms_of=lambda key: [key])
    intake = Intake(there.path, Source(there.path, there.text.encode(), there.sha256), there)
    assert writer.write([intake]) == [there.path]
    assert (writer.tally.stored, writer.tally.duplicate, writer.tally.quarantined) == (0, 1, 0)


def test_there_is_nothing_to_move_to_the_very_same_codebook(record):
    with pytest.raises(OtherCodebook, match="nothing to move"):
        move(record, codebook(record), Moves(), NOW)
    assert entries(record) == 0


def test_a_record_moves_to_the_codebook_that_ships_and_is_coded_anew(record):
    from onrecord.run.moving import move_codebook

    place = decide(record, 0, ("sanctions", "oppose"))
    said = []
    moved, changed = move_codebook(record, load_codebook("crisis"), Moves(), NOW, "ada", said.append)
    assert (moved.decided, moved.reopened, len(said)) == (1, 0, 1)
    assert changed
    assert codes(now(record, place)) == [("sanctions", "oppose")]
    assert any(
        code.counted for d in documents(record) for s in d.statements for code in s.issues if s.status == "machine"
    )
    assert examine(record)[1] == []
