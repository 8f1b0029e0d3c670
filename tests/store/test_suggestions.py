"""What is too unsure to count is kept as a suggestion: review shows it, and nothing that people are told rests on it."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, update

import onrecord.store.record as home
from onrecord.analyse.ladder import climb
from onrecord.analyse.overview import survey
from onrecord.analyse.question import Question
from onrecord.coding import load_codebook
from onrecord.exchange.from_json import statement_from_json
from onrecord.exchange.record_json import statement_json
from onrecord.exchange.table import rows_of
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision, decided
from onrecord.model.judgement import Judgement
from onrecord.model.span import Quote
from onrecord.model.statement import Cue, IssueCode, Said, Statement
from onrecord.show.wording import say_act, say_code
from onrecord.store import Record, tables
from onrecord.store.codec import read_codes, statement_body
from onrecord.store.columns import statement_rows
from onrecord.store.doctor import examine
from onrecord.store.judging import judge, rewrite_coding
from onrecord.store.read import Kept, documents

NORLAND, SARMIA = Actor("state:norland", "Norland", "state"), Actor("state:sarmia", "Sarmia", "state")
BOOK = load_codebook("crisis")
ARMS = BOOK.issue("arms_supplied")


@pytest.fixture
def kept(document):
    def make(code, day="2031-03-04", words="No arms were sent."):
        made = document(words, path="a.txt")
        statement = Statement(
            id=f"s-{day}", voice="reporter", mode="direct", content=(made.quote(0, len(words)),), speaker=NORLAND, speaks_for=NORLAND,
            said=Said(day, "day", "stated"), issues=(code,),
        )  # fmt: skip
        return Kept(statement, replace(made, statements=(statement,)))

    return make


def code(stance="oppose", *, counted=True, about=None):
    return IssueCode(ARMS.id, stance, 0.7, stance_confidence=0.8, kind="claim", about=about, counted=counted)


def answer(*lines):
    return climb(Question("Norland", "Norland on arms", (NORLAND,), ARMS), list(lines), 7)


def test_a_suggestion_is_no_line_and_makes_no_heading(kept):
    told = answer(kept(code(counted=False)))
    assert told.lines == ()
    assert len(told.unsure) == 1
    assert "denies" not in told.heading.lower()
    assert "1 statement that may be on it, too unsure to count" in told.heading


def test_a_suggestion_makes_no_change_of_position(kept):
    told = answer(kept(code()), kept(code("support", counted=False), "2031-06-01"))
    assert told.heading.startswith("Denies, 4 March 2031.")


def test_a_claim_is_denied_or_affirmed_and_never_opposed(kept):
    assert answer(kept(code())).heading.startswith("Denies")
    assert answer(kept(code("support"))).heading.startswith("Affirms")


def test_who_affirms_a_claim_about_its_own_side_admits_it(kept):
    (statement,) = kept(code("support")).document.statements
    assert say_code(code("support", about=SARMIA), statement) == "affirms"
    assert say_code(code("support", about=NORLAND), statement) == "admits"
    assert say_code(code("oppose", about=NORLAND), statement) == "denies"


def test_no_side_of_a_suggestion_is_put_into_a_mouth(kept):
    (statement,) = kept(code(counted=False)).document.statements
    assert say_code(statement.issues[0], statement) == "may be about it"


def test_what_was_done_is_said_as_the_text_says_it_else_as_it_was_read(kept):
    (statement,) = kept(code()).document.statements
    assert say_act(replace(statement, act="denies")) == "denies"
    assert say_act(statement) == ""


@pytest.mark.parametrize(("cue", "told"), [("denied", "denied"), (":", "asserts"), (" – ", "asserts")])
def test_a_cue_without_letters_gives_way_to_the_act_that_was_read(kept, cue, told):
    (statement,) = kept(code()).document.statements
    words = Quote(0, len(cue), cue)
    assert say_act(replace(statement, act="asserts", cue=Cue(words, "neutral"))) == told


def test_a_cell_of_the_overview_counts_no_suggestion(kept):
    sure, unsure = kept(code()).document, kept(code("support", counted=False), "2031-06-01", "Arms, perhaps.").document
    (cell,) = survey([sure, unsure]).matrix.values()
    assert dict(cell.counts) == {"oppose": 1}


def test_an_export_says_kind_act_and_whether_it_counts(kept):
    one = kept(code(counted=False, about=SARMIA))
    made = statement_json(replace(one.document.statements[0], act="denies"), one.document)
    (issue,) = made["issues"]
    assert (made["act"], issue["kind"], issue["counted"], issue["about"]["id"]) == (
        "denies",
        "claim",
        False,
        "state:sarmia",
    )


def test_a_network_is_made_of_what_is_counted(record):
    place, statement = next(
        (d, s) for d in documents(record) for s in d.statements if s.status == "machine" and s.stands
    )
    with record.writing() as connection:
        rewrite_coding(
            connection, place.id, replace(statement, issues=(code(), replace(code(counted=False), issue="sanctions")))
        )
    rows = [row for chunk in statement_rows(record) for row in chunk if row[0] == place.id and row[1] == statement.id]
    assert [issue for row in rows for issue in row if issue in {ARMS.id, "sanctions"}] == [ARMS.id]


def test_two_that_accuse_one_another_do_not_agree_in_a_network(record):
    from onrecord.analyse.networks import coded_statements

    places = [(d, s) for d in documents(record) for s in d.statements if s.status == "machine" and s.stands][:3]
    claim = replace(code("support"), issue="agreement_broken")
    for (place, statement), about in zip(places, (NORLAND, SARMIA, None), strict=True):
        with record.writing() as connection:
            rewrite_coding(connection, place.id, replace(statement, issues=(replace(claim, about=about),)))
    coded = coded_statements(record)
    concepts = coded.variables["concept"].words()
    told = {coded.ids[row]: concept for row, concept in zip(coded.row, concepts, strict=True)}
    one, other, open_ = (told[place.id, statement.id] for place, statement in places)
    assert one.endswith(": Norland")
    assert other.endswith(": Sarmia")
    assert open_ == ""


def test_lines_that_speak_of_different_sides_make_no_change_of_position(kept):
    lines = kept(code(about=NORLAND)), kept(code("support", about=SARMIA), "2031-06-01", "They sent arms.")
    told = answer(*lines).heading
    assert told.startswith("Lines on both sides")
    assert "not all known to be about the same side" in told
    assert answer(kept(code(about=NORLAND)), kept(code(about=NORLAND), "2031-06-01", "None.")).heading.startswith(
        "Denies throughout"
    )


def test_a_copy_that_is_only_suggested_hides_no_line(kept):
    told = answer(kept(code(counted=False)), kept(code(), "2031-03-05"))
    assert len(told.lines) == 1
    assert told.unsure == ()


def test_a_table_has_the_side_of_a_suggestion_in_a_column_of_its_own(kept):
    one = kept(code(counted=False, about=SARMIA))
    (row,) = rows_of(one.document.statements[0], one.document)
    assert (row["stance"], row["suggested_stance"], row["counted"], row["about_id"]) == (
        None,
        "oppose",
        "no",
        "state:sarmia",
    )


@pytest.mark.parametrize("form", ["csv", "xmi", "brat", "jsonl"])
def test_a_suggestion_comes_back_as_one(form, record, tmp_path, demo_folder):
    from onrecord.run import RunSettings
    from onrecord.run.importing import import_into
    from onrecord.show.export import export
    from tests.exchange.conftest import lines_of

    place, statement = next(
        (d, s) for d in documents(record) for s in d.statements if s.status == "machine" and s.stands
    )
    with record.writing() as connection:
        rewrite_coding(
            connection, place.id, replace(statement, act="denies", issues=(code(counted=False, about=SARMIA),))
        )
    settings = RunSettings(str(demo_folder / "codebook.yml"))
    target, texts = tmp_path / f"out.{form}", tmp_path / "documents.jsonl"
    export(record, "documents", texts)
    export(record, form, target)
    with Record.open(tmp_path / "again.db", create=True) as other:
        import_into(other, texts, "jsonl", settings)
        import_into(other, target, form, settings)
        (back,) = [row for row in lines_of(other) if row["id"] == statement.id]
        assert examine(other)[1] == []
    (issue,) = back["issues"]
    assert (issue["issue"], issue["kind"], issue["counted"], issue["about"]["id"], back["act"]) == (
        ARMS.id,
        "claim",
        False,
        "state:sarmia",
        "denies",
    )


def test_what_an_annotator_sets_counts_also_where_the_program_had_suggested_it(kept):
    one = kept(code(counted=False))
    raw = {**statement_json(one.document.statements[0], one.document), "status": "accepted"}
    twice = [{"issue": ARMS.id, "stance": "support", "counted": True}, *raw["issues"]]
    made = statement_from_json({**raw, "issues": twice}, one.document, "test")
    assert [(c.issue, c.stance, c.counted) for c in made.issues] == [(ARMS.id, "support", True)]


def test_an_export_of_a_version_without_suggestions_counts_where_a_person_agreed(kept):
    one = kept(code())
    raw = statement_json(one.document.statements[0], one.document)
    old = [
        {key: value for key, value in issue.items() if key not in {"counted", "kind", "about"}}
        for issue in raw["issues"]
    ]
    made_by = {"issues": "code crisis 2"}
    for status, counted in (("machine", False), ("accepted", True)):
        made = statement_from_json({**raw, "issues": old, "status": status, "made_by": made_by}, one.document, "test")
        assert [c.counted for c in made.issues] == [counted]


def test_a_merge_moves_whom_a_claim_is_held_against_too(kept):
    document = kept(code(about=SARMIA)).document
    into = Actor("state:kell", "Kell", "state")
    moved = decided(document, [Decision("merge", SARMIA.id, "2031-05-01T09:00:00+00:00", into=into)])
    assert moved.statements[0].issues[0].about == into


def test_the_doctor_sees_a_code_that_columns_and_body_tell_differently(record):
    c = tables.statement_issue.c
    with record.writing() as connection:
        row = connection.execute(select(c.document_id, c.statement_id, c.issue, c.counted)).first()
        place = (c.document_id == row.document_id) & (c.statement_id == row.statement_id) & (c.issue == row.issue)
        connection.execute(update(tables.statement_issue).where(place).values(counted=not row.counted))
    (found,) = examine(record)[1]
    assert found.what == "columns and body code it differently"


def test_what_a_person_decides_counts_however_unsure_it_was(record):
    place, statement = next((d, s) for d in documents(record) for s in d.statements if s.status == "machine")
    with record.writing() as connection:
        rewrite_coding(connection, place.id, replace(statement, issues=(code(counted=False),)))
    judge(
        record, Judgement("accept", statement.id, place.id, "2031-05-01T09:00:00+00:00", "ada", ((ARMS.id, "oppose"),))
    )
    made = next(s for d in documents(record) if d.id == place.id for s in d.statements if s.id == statement.id)
    assert [(c.issue, c.counted) for c in made.issues] == [(ARMS.id, True)]


def test_what_rules_of_an_earlier_version_coded_counts_only_where_a_person_agreed(record):
    agreed, machine = [(d, s) for d in documents(record) for s in d.statements if s.status == "machine"][:2]
    for place, statement in (agreed, machine):
        with record.writing() as connection:
            rewrite_coding(connection, place.id, replace(statement, issues=(code(),)))
    judge(
        record,
        Judgement("accept", agreed[1].id, agreed[0].id, "2031-05-01T09:00:00+00:00", "ada", ((ARMS.id, "oppose"),)),
    )
    s, c = tables.statement.c, tables.statement_issue.c
    with record.writing() as connection:  # as it was kept before suggestions
        for row in connection.execute(select(tables.statement)).all():
            body = {**row.body, "issues": [issue[:6] for issue in row.body["issues"]]}
            connection.execute(
                update(tables.statement).where(s.document_id == row.document_id, s.id == row.id).values(body=body)
            )
    config = Config()
    config.set_main_option("script_location", str(Path(home.__file__).parent / "migrations"))
    with record.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "r0004")
        command.upgrade(config, "head")
    counts = {}
    with record.reading() as connection:
        for row in connection.execute(select(c.document_id, c.statement_id, c.counted)):
            counts[row.document_id, row.statement_id] = row.counted
    assert counts[agreed[0].id, agreed[1].id]
    assert not counts[machine[0].id, machine[1].id]
    kept = {(d.id, s.id): s for d in documents(record) for s in d.statements}
    assert [one.counted for one in kept[agreed[0].id, agreed[1].id].issues] == [True]
    assert [one.counted for one in kept[machine[0].id, machine[1].id].issues] == [False]
    assert examine(record)[1] == []


def test_codes_come_back_as_they_were_kept(kept):
    one = kept(code(counted=False, about=SARMIA))
    body = statement_body(one.statement)
    assert read_codes(body, one.document.text, decided=False) == one.statement.issues
