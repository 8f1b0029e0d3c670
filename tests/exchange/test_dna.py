"""Projects of Discourse Network Analyzer: every table, places in UTF-16, and what a record adds."""

import sqlite3
from contextlib import closing

import pytest

from onrecord.errors import Malformed, Unavailable
from onrecord.exchange.dna import open_project, read_dna, save_project, write_dna
from onrecord.exchange.dna.password import same_password
from onrecord.exchange.dna.write import CODER, PASSWORD
from onrecord.model.document import Document
from onrecord.model.judgement import Judgement
from onrecord.run.bring import bring_into
from onrecord.show.export import export
from onrecord.store import Record
from onrecord.store.carrying import carried
from onrecord.store.doctor import examine
from onrecord.store.judging import judge
from onrecord.store.read import codebook, documents
from tests.exchange.conftest import lines_of


def through_a_record(path, folder):
    with Record.open(folder / "record.db", create=True) as record:
        arrival = bring_into(record, read_dna(path))
        assert not examine(record)[1]
        project, remarks = write_dna(documents(record), carried(record), codebook(record))
    return arrival, project, remarks


def test_the_sample_comes_out_with_every_table_equal(shared_data, tmp_path):
    path = shared_data / "data" / "dna" / "sample.dna"
    arrival, project, remarks = through_a_record(path, tmp_path)
    save_project(project, tmp_path / "again.dna")
    before, after = open_project(path), open_project(tmp_path / "again.dna")
    assert len(before.tables) == 16
    for name, rows in before.tables.items():
        assert after.tables[name] == rows, name
    assert (arrival.tally.stored, arrival.statements, remarks) == (7, 40, [])
    assert [r.where for r in arrival.remarks] == ["statement 5", "CODERS", "REGEXES", "ATTRIBUTEVALUES"]
    assert all(r.kept for r in arrival.remarks)


@pytest.fixture
def project_file(coded, tmp_path):
    """A project that the program wrote, to be changed."""
    export(coded, "dna", tmp_path / "made.dna")
    return tmp_path / "made.dna"


def change(path, *statements):
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql, values in statements:
            connection.execute(sql, values)


def test_a_record_becomes_a_project_with_coders_types_and_the_empty_entity(project_file):
    project = open_project(project_file)
    assert [row["Label"] for row in project.rows("STATEMENTTYPES")] == ["DNA Statement", "Statement without a side"]
    kinds = {(row["StatementTypeId"], row["Variable"]): row["DataType"] for row in project.rows("VARIABLES")}
    assert {"person", "organization", "concept", "agreement"} <= {name for _, name in kinds}
    words = {row["ID"] for row in project.rows("VARIABLES") if row["DataType"] == "short text"}
    assert {row["VariableId"] for row in project.rows("ENTITIES") if row["Value"] == ""} == words
    admin = project.rows("CODERS")[0]
    assert admin["Name"] == CODER
    assert same_password(PASSWORD, admin["Password"])
    assert not same_password("another", admin["Password"])
    assert {row["Name"] for row in project.rows("CODERS")} >= {"OnRecord"}
    attributes = len(project.rows("ATTRIBUTEVALUES"))
    assert attributes == 3 * len(project.rows("ENTITIES"))


def test_a_project_we_wrote_comes_out_of_its_record_with_every_table_equal(project_file, tmp_path):
    (tmp_path / "in").mkdir()
    _, project, _ = through_a_record(project_file, tmp_path / "in")
    before = open_project(project_file)
    for name, rows in before.tables.items():
        assert project.tables[name] == rows, name


def test_places_are_utf16_units_outside_and_code_points_inside(project_file, tmp_path):
    text = "\U0001f6a2\U0001f6a2 The harbour is open, said the envoy. \U0001f6a2 It stays open."
    words = "It stays open."
    units = len(text[: text.index(words)].encode("utf-16-le")) // 2
    change(
        project_file,
        ("UPDATE DOCUMENTS SET Text = ? WHERE ID = 1", (text,)),
        ("DELETE FROM STATEMENTS WHERE DocumentId = 1 AND ID > 1", ()),
        ("UPDATE STATEMENTS SET DocumentId = 1, Start = ?, Stop = ? WHERE ID = 1", (units, units + len(words))),
    )
    with Record.open(tmp_path / "emoji.db", create=True) as record:
        bring_into(record, read_dna(project_file))
        found = [row for row in lines_of(record) if row["document"]["id"] == "1"]
        assert [row["content"][0]["text"] for row in found] == [words]
        project, _ = write_dna(documents(record), carried(record), codebook(record))
    assert project.rows("STATEMENTS")[0]["Start"] == units


def test_what_has_no_place_in_a_text_is_told_and_kept(project_file, tmp_path):
    change(
        project_file,
        ("UPDATE STATEMENTS SET Stop = 10000000 WHERE ID = 2", ()),
        ("UPDATE DOCUMENTS SET Text = ' ' WHERE ID = 3", ()),
        ("UPDATE DOCUMENTS SET Date = 99999999999999 WHERE ID = 1", ()),
    )
    (tmp_path / "in").mkdir()
    arrival, project, _ = through_a_record(project_file, tmp_path / "in")
    told = {r.where: r.what for r in arrival.remarks}
    assert "is not in the text" in told["statement 2"]
    assert "its date is none" in told["document 1"]
    assert (arrival.tally.stored, arrival.tally.quarantined) == (2, 1)
    before = open_project(project_file)
    for name, rows in before.tables.items():
        assert project.tables[name] == rows, name


def test_a_decision_of_the_record_wins_over_the_project(project_file, tmp_path):
    with Record.open(tmp_path / "judged.db", create=True) as record:
        bring_into(record, read_dna(project_file))
        first = next(s for d in documents(record) for s in d.statements if s.issues and s.issues[0].stance == "support")
        document = next(d for d in documents(record) if first.id in {s.id for s in d.statements})
        judge(
            record, Judgement("edit", first.id, document.id, "2031-05-01", "ada", ((first.issues[0].issue, "oppose"),))
        )
        other = next(s for d in documents(record) for s in d.statements if s.id != first.id)
        of = next(d for d in documents(record) if other.id in {s.id for s in d.statements})
        judge(record, Judgement("reject", other.id, of.id, "2031-05-01", "ada"))
        project, remarks = write_dna(documents(record), carried(record), codebook(record))
        numbers = {(c.document, c.statement): c.body["row"]["ID"] for c in carried(record) if c.statement}
    changed = numbers[document.id, first.id]
    agreement = {row["ID"] for row in project.rows("VARIABLES") if row["Variable"] == "agreement"}
    values = [
        row["Value"]
        for row in project.rows("DATABOOLEAN")
        if row["StatementId"] == changed and row["VariableId"] in agreement
    ]
    assert values == [0]
    assert numbers[of.id, other.id] not in {row["ID"] for row in project.rows("STATEMENTS")}
    assert any("rejected" in r.what for r in remarks)


def test_labels_longer_than_the_tool_takes_are_cut_and_stay_apart():
    long = "a" * 300
    texts = [Document(path=f"{n}.txt", sha256=str(n) * 64, text="words", title=None) for n in (1, 2)]
    made = [write_dna([d], [], None)[0] for d in texts]
    assert [p.rows("DOCUMENTS")[0]["Title"] for p in made] == ["1.txt", "2.txt"]
    paths = [Document(path=long + end, sha256=end * 64, text="words") for end in ("1", "2")]
    project, remarks = write_dna(paths, [], None)
    titles = [row["Title"] for row in project.rows("DOCUMENTS")]
    assert all(len(title) <= 190 for title in titles)
    assert len(set(titles)) == 2
    assert any("cut to 190" in r.what for r in remarks)


def test_files_that_are_no_project_are_refused(tmp_path):
    other = tmp_path / "other.dna"
    other.write_bytes(b"not a database at all")
    with pytest.raises(Malformed):
        open_project(other)
    with closing(sqlite3.connect(tmp_path / "empty.dna")) as connection:
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(Malformed, match="no project"):
        open_project(tmp_path / "empty.dna")
    with pytest.raises(Malformed, match="no file"):
        open_project(tmp_path / "missing.dna")


def test_a_project_of_version_2_is_refused_with_what_to_do(project_file):
    change(project_file, ("UPDATE SETTINGS SET Value = '2.0' WHERE Property = 'version'", ()))
    with pytest.raises(Malformed, match=r"version 2\.0"):
        open_project(project_file)


def test_a_file_that_is_there_is_not_written_over(coded, project_file):
    with pytest.raises(Unavailable, match="exists already"):
        export(coded, "dna", project_file)
