"""What people decide about statements: kept, undone, held to; and what the coder learns from it."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from onrecord.analyse.agreement import alpha_nominal, compare_coders
from onrecord.analyse.queue import doubt, review_queue
from onrecord.coding.codebooks import load_codebook
from onrecord.errors import TooFewDecisions, UnknownStatement
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision
from onrecord.model.judgement import Judgement
from onrecord.model.statement import IssueCode
from onrecord.run import RunSettings, read_into
from onrecord.run.learn import learn
from onrecord.run.learned import coder_weights
from onrecord.show.review import Review
from onrecord.store import Record, tables
from onrecord.store.doctor import CHECKS, examine
from onrecord.store.journal import decide
from onrecord.store.judging import judge, judgements, recode, rewrite_coding, take_back
from onrecord.store.read import Kept, codebook, documents, statements_on

NOW = "2031-05-01T09:00:00+00:00"


def first(record, status="machine"):
    return next((d, s) for d in documents(record) for s in d.statements if s.status == status)


def again(record, document, statement):
    return next(s for d in documents(record) if d.id == document.id for s in d.statements if s.id == statement.id)


def on(document, statement, verb, *issues, by="ada"):
    return Judgement(verb, statement.id, document.id, NOW, by, issues)


def test_a_decision_changes_the_statement_and_every_question_asked_of_it(record):
    document, statement = first(record)
    judge(record, on(document, statement, "edit", ("sanctions", "conditional")))
    made = again(record, document, statement)
    assert (made.status, [(c.issue, c.stance, c.confidence) for c in made.issues]) == (
        "edited",
        [("sanctions", "conditional", 1.0)],
    )
    assert (statement.id, document.id) in {(k.statement.id, k.document.id) for k in statements_on(record, "sanctions")}
    assert examine(record)[1] == []


def test_words_that_told_another_side_are_not_said_to_have_decided(record):
    document, statement = next(
        (d, s) for d in documents(record) for s in d.statements if s.issues and s.status == "machine"
    )
    code = replace(statement.issues[0], stance="oppose", stance_words=statement.content[0])
    with record.writing() as connection:  # as an earlier version kept it
        rewrite_coding(connection, document.id, replace(statement, issues=(code,)))
    judge(record, on(document, statement, "accept", (code.issue, "oppose")))
    assert again(record, document, statement).issues[0].stance_words == code.stance_words
    judge(record, on(document, statement, "edit", (code.issue, "support")))
    assert again(record, document, statement).issues[0].stance_words is None


def test_a_rejected_statement_has_no_issue_any_more(record):
    document, statement = first(record)
    judge(record, on(document, statement, "reject"))
    assert (again(record, document, statement).status, again(record, document, statement).issues) == ("rejected", ())


def test_undo_gives_back_what_was_there_before(record):
    document, statement = first(record)
    judge(record, on(document, statement, "edit", ("sanctions", "oppose")))
    judge(record, on(document, statement, "reject"))
    assert take_back(record, "ada").verb == "reject"
    assert [c.issue for c in again(record, document, statement).issues] == ["sanctions"]
    take_back(record, "ada")
    assert again(record, document, statement) == statement
    assert take_back(record, "ada") is None
    assert judgements(record) == []


def test_nobody_undoes_what_another_has_settled_since(record):
    document, statement = first(record)
    judge(record, on(document, statement, "accept", by="ada"))
    judge(record, on(document, statement, "reject", by="brice"))
    assert take_back(record, "ada") is None
    assert again(record, document, statement).status == "rejected"


def test_a_statement_of_another_record_is_told(record):
    document, _ = first(record)
    with pytest.raises(UnknownStatement):
        judge(record, Judgement("accept", "st-none", document.id, NOW))


def test_decisions_hold_when_the_text_is_read_again(record, demo_folder, tmp_path):
    document, statement = first(record)
    judge(record, on(document, statement, "edit", ("sanctions", "support")))
    kept = judgements(record)
    with Record.open(tmp_path / "new.db", create=True) as new:
        settings = RunSettings(codebook=str(demo_folder / "codebook.yml"), actors=(demo_folder / "actors.yml",))
        read_into(new, [demo_folder / "documents" / document.path], settings, lambda _: None)
        fresh = again(new, document, statement)
        assert fresh.status == "machine"
        judge(new, kept[0])
        assert again(new, document, statement).status == "edited"


def test_both_databases_keep_a_judgement_and_its_undo(empty_place, tmp_path):
    text = "Talks go on\n\nKELL, March 4, 2031 - The minister said that the sanctions must be lifted at once.\n\nIt rained.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Record.open(empty_place, create=True) as record:
        read_into(record, [tmp_path / "a.txt"], RunSettings(), lambda _: None)
        document, statement = first(record)
        judge(record, on(document, statement, "edit", ("sanctions", "conditional")))
        assert again(record, document, statement).status == "edited"
        assert [k.statement.id for k in statements_on(record, "sanctions")] == [statement.id]
        take_back(record)
        assert again(record, document, statement) == statement
        record.put_meta("coder", {"codebook": "one"})
        record.put_meta("coder", {"codebook": "two"})
        assert record.get_meta("coder") == {"codebook": "two"}
        assert examine(record)[1] == []


# The review


def review(record, keys, lines=(), by="ada", *, limit=6, blind=False):
    typed, asked, said = list(keys), list(lines), []
    queue = review_queue(documents(record), limit)
    session = Review(
        record,
        codebook(record),
        queue,
        by,
        lambda: typed.pop(0) if typed else "",
        lambda _: asked.pop(0),
        said.append,
        blind,
    )
    return session.run(), "\n".join(said), queue


def test_the_queue_begins_with_what_is_least_sure_and_leaves_out_what_is_decided(record):
    queue = review_queue(documents(record))
    assert doubt(queue[0].statement) > doubt(queue[-1].statement)
    judge(record, on(queue[0].document, queue[0].statement, "accept"))
    assert queue[0] not in review_queue(documents(record))


def test_keys_keep_change_and_reject(record):
    count, said, queue = review(record, "a1sarq")
    assert count == 3
    made = judgements(record)
    assert [made[0].verb, made[2].verb] == ["accept", "reject"]
    assert made[1].issues[0] == (queue[1].statement.suggestions[0].issue, "support")
    assert queue[0].document.path in said


def test_another_issue_is_taken_by_the_beginning_of_its_id(record):
    review(record, "isa", ["strait_e"])
    assert judgements(record)[0].issues[0] == ("strait_embargo", "support")


def test_undo_in_a_review_goes_back_to_the_statement(record):
    count, said, _ = review(record, "ruq")
    assert (count, judgements(record)) == (0, [])
    assert said.count("[1 of 6]") == 2


def test_undo_takes_back_ones_own_decision_though_another_of_the_name_decided_since(record):
    (one, a), (other, b) = [(d, s) for d in documents(record) for s in d.statements if s.performed][:2]
    mine, theirs = on(one, a, "reject"), on(other, b, "reject")
    judge(record, mine)
    judge(record, theirs)
    assert take_back(record, mine.by, mine).statement == a.id
    assert [j.statement for j in judgements(record)] == [b.id]
    assert take_back(record, mine.by, mine) is None


def test_statements_kept_by_an_earlier_version_are_coded_anew_once(record):
    document = next(d for d in documents(record) if d.statements)
    with record.writing() as connection:
        kept = select(tables.statement).where(tables.statement.c.document_id == document.id)
        for row in connection.execute(kept).all():
            body = {key: value for key, value in row.body.items() if key not in {"performed", "act"}}
            connection.execute(update(tables.statement).where(tables.statement.c.id == row.id).values(body=body))
    (document,) = [d for d in documents(record) if d.id == document.id]
    coded = replace(document, statements=tuple(replace(s, issues=()) for s in document.statements))
    assert recode(record, document, coded)[1] == []


def test_a_review_that_ends_early_keeps_what_was_decided(record):
    count, _, _ = review(record, "r")
    assert (count, len(judgements(record))) == (1, 1)


def test_a_draft_holds_what_is_counted_and_suggestions_only_where_nothing_is_surer(record):
    kept = review_queue(documents(record), 1)[0]
    sure, unsure = IssueCode("sanctions", "oppose", 0.9), IssueCode("nuclear_risk", "support", 0.4, counted=False)
    for codes, drafted in (((sure, unsure), (("sanctions", "oppose"),)), ((unsure,), (("nuclear_risk", "support"),))):
        statement = replace(kept.statement, issues=codes)
        with record.writing() as connection:
            rewrite_coding(connection, kept.document.id, statement)
        said: list[str] = []
        session = Review(
            record, codebook(record), [Kept(statement, kept.document)], "ada", iter("aq").__next__, str, said.append
        )
        session.run()
        assert judgements(record)[-1].issues == drafted
        assert ("a suggestion, not counted" in "".join(said)) == (unsure == codes[0])
        take_back(record, "ada", judgements(record)[-1])


def test_a_blind_coder_is_not_told_when_the_machine_thinks_the_same(record):
    kept = review_queue(documents(record), 1)[0]
    statement = replace(kept.statement, issues=(IssueCode("sanctions", "oppose", 0.4, counted=False),))
    said: list[str] = []
    keys, lines = iter("ioq"), iter(["sanctions"])
    Review(
        record,
        codebook(record),
        [Kept(statement, kept.document)],
        "ada",
        keys.__next__,
        lambda _: next(lines),
        said.append,
        blind=True,
    ).run()
    assert "suggestion" not in "".join(said[1:])


def test_a_blind_coder_sees_neither_coding_nor_suggestions(record):
    count, said, queue = review(record, "1isaq", ["strait_e"], blind=True)
    assert count == 1
    assert judgements(record)[0].issues == (("strait_embargo", "support"),)
    shown = said.split("[2 of 6]")[0]
    assert (
        shown.count(queue[0].statement.suggestions[0].issue) == 0
        or queue[0].statement.suggestions[0].issue == "strait_embargo"
    )


# Agreement


def test_alpha_is_the_one_of_the_textbook():
    # Krippendorff (2004), nominal data of two coders on ten units: alpha = 0.095.
    one, other = "0100000010", "1110010000"
    assert alpha_nominal(zip(one, other, strict=True)) == pytest.approx(0.095, abs=0.001)


def test_alpha_by_hand():
    # Values: a a | a b. n = 4, pairs that differ: 2 of 4 observed over 2 * 3 * 1 / 3 = 2 expected ... 1 - 2 / 2 = 0.
    assert alpha_nominal([("a", "a"), ("a", "b")]) == pytest.approx(0.0)
    assert alpha_nominal([("a", "a"), ("b", "b")]) == 1.0
    assert alpha_nominal([("a", "a")]) is None


def test_coders_are_compared_field_by_field_and_every_difference_is_listed(record):
    pairs = [(d, s) for d in documents(record) for s in d.statements][:4]
    made = []
    for number, (document, statement) in enumerate(pairs):
        made.append(on(document, statement, "edit", ("sanctions", "support"), by="ada"))
        theirs = [("sanctions", "support"), ("sanctions", "oppose"), ("mediation_role", "support")]
        made.append(
            on(document, statement, "reject", by="brice")
            if number == 3
            else on(document, statement, "edit", theirs[number], by="brice")
        )
    found = compare_coders(made)
    assert (found.coders, found.units) == (("ada", "brice"), 4)
    assert found.shares == {"kept": 75.0, "issue": pytest.approx(200 / 3), "stance": 50.0}
    assert sorted(one.field for one in found.disagreements) == ["issue", "kept", "stance"]


# Learning


def test_too_few_decisions_teach_nothing(record):
    with pytest.raises(TooFewDecisions):
        learn(record)


def test_the_coder_learns_and_what_people_decided_stays(record):
    book = codebook(record)
    rows = [(d, s) for d in documents(record) for s in d.statements if s.performed]
    decided = rows[::3][:60]
    for document, statement in decided:
        judge(record, on(document, statement, "edit", ("mediation_role", "oppose")))
    before = {s.id: s for _, s in rows}
    done = learn(record)
    after = [(d, s) for d in documents(record) for s in d.statements]
    kept = {s.id for _, s in decided}
    assert done.decisions == len(decided)
    assert done.issue[1] > done.issue[0]
    assert all(
        [(c.issue, c.stance) for c in s.issues] == [("mediation_role", "oppose")] for _, s in after if s.id in kept
    )
    assert any(s.issues != before[s.id].issues for _, s in after if s.id not in kept)
    assert coder_weights(record, book) is not None
    assert coder_weights(record, load_codebook("crisis")) is None
    assert examine(record)[1] == []


def test_coding_anew_leaves_what_is_decided_and_tells_what_changed_meanwhile(record):
    document = next(d for d in documents(record) if len(d.statements) > 3)
    judge(record, on(document, document.statements[0], "edit", ("sanctions", "oppose")))
    decide(
        record,
        Decision(
            "merge",
            next(s.speaker.id for s in document.statements[1:] if s.speaker),
            NOW,
            into=Actor("person:x", "X", "person"),
        ),
    )
    coded = replace(document, statements=tuple(replace(s, issues=()) for s in document.statements))
    _, late = recode(record, document, coded)
    now = {s.id: s for d in documents(record) if d.id == document.id for s in d.statements}
    assert [(c.issue, c.stance) for c in now[document.statements[0].id].issues] == [("sanctions", "oppose")]
    assert document.statements[0].id not in late
    assert late
    assert all(
        "person:x" in {a.id for a in (now[key].speaker, now[key].speaks_for) if a} or now[key].targets or now[key].chain
        for key in late
    )


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE statement SET status = 'machine' WHERE status = 'edited'", "stored otherwise"),
        (
            "UPDATE statement SET status = 'accepted' WHERE id = (SELECT id FROM statement WHERE status = 'machine' LIMIT 1)",
            "has no decision",
        ),
        ("UPDATE decision SET actor = 'st-nowhere' WHERE kind = 'edit'", "not there"),
        ("DELETE FROM decision WHERE kind = 'edit'", "has no decision"),
    ],
)
def test_the_doctor_replays_the_journal_and_tells_every_difference(record, damage, told):
    document, statement = first(record)
    judge(record, on(document, statement, "edit", ("sanctions", "oppose")))
    assert examine(record)[1] == []
    with record.writing() as connection:
        connection.exec_driver_sql(damage)
    assert any(f.check == CHECKS[9] and told in f.what for f in examine(record)[1])


def test_the_doctor_tells_a_merge_that_does_not_hold(record):
    statement = next(s for d in documents(record) for s in d.statements if s.speaker)
    decide(record, Decision("merge", statement.speaker.id, NOW, into=Actor("person:x", "X", "person")))
    assert examine(record)[1] == []
    with record.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE decision SET actor = 'person:x', body = replace(body, 'person:x', 'person:y') WHERE kind = 'merge'"
        )
    assert any("was decided to be person:y, and is not" in f.what for f in examine(record)[1])
