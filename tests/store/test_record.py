"""The record on SQLite and on a real PostgreSQL: what goes in comes out, once, and whole."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text, update

from onrecord.errors import NewerRecord, NoSuchRecord, NotARecord
from onrecord.run import RunSettings, read_into
from onrecord.store import Record, tables
from onrecord.store.doctor import examine
from onrecord.store.read import actors, codebook, documents, quarantined, search, statements_of

SMALL = {
    "a.txt": "Talks go on\n\nKELL, March 4, 2031 - Minister Ilse Dorn said the lanes were open. “We call for a ceasefire,” Dorn said.\n\nIt rained.\n",
    "b.txt": "A quiet day\n\nThe envoy said nobody would be hurt, and the council welcomed the truce.\n\nIt rained again.\n",
    "bad.txt": "",
}


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in SMALL.items():
        (folder / name).write_text(words, encoding="utf-8")
    return folder


def read(place, folder, **settings):
    told = []
    with Record.open(place, create=True) as record:
        tally = read_into(record, [folder], RunSettings(**settings), told.append)
    return tally, told


def test_read_is_stored_and_duplicate_and_quarantined(empty_place, sources):
    first, told = read(empty_place, sources)
    assert (first.read, first.stored, first.duplicate, first.quarantined) == (3, 2, 0, 1)
    assert len(told) == 3
    again, _ = read(empty_place, sources)
    assert (again.read, again.stored, again.duplicate, again.quarantined) == (3, 0, 2, 1)
    with Record.open(empty_place) as record:
        assert len(list(documents(record))) == 2
        assert [row.path for row in quarantined(record)] == ["bad.txt"]


def test_what_went_in_comes_out(empty_place, sources):
    read(empty_place, sources)
    with Record.open(empty_place) as record:
        found = list(documents(record))
        assert [d.path for d in found] == ["a.txt", "b.txt"]
        assert found[0].text == SMALL["a.txt"]
        assert found[0].published.date == "2031-03-04"
        assert "".join(d.text[s.start : s.end] for d in found[:1] for s in d.segments) == SMALL["a.txt"]
        quoted = [s for s in found[0].statements if s.mode == "direct"]
        assert [s.text for s in quoted] == ["“We call for a ceasefire,”"]
        assert quoted[0].suggestions[0].issue == "ceasefire_and_peace_talks"
        assert codebook(record).name == "crisis"


def test_a_record_of_the_same_input_is_the_same_whatever_the_place(tmp_path, sources, postgres_server):
    import psycopg

    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE same")
    base, _, query = postgres_server.partition("?")
    url = base.rsplit("/", 1)[0] + "/same" + (f"?{query}" if query else "")
    made = []
    for place in (str(tmp_path / "one.db"), url):
        read(place, sources)
        with Record.open(place) as record:
            made.append(list(documents(record)))
    assert made[0] == made[1]


def test_the_number_of_processes_does_not_change_the_record(tmp_path, sources):
    made = []
    for jobs in (1, 2):
        place = tmp_path / f"{jobs}.db"
        read(place, sources, jobs=jobs)
        with Record.open(place) as record:
            made.append(list(documents(record)))
    assert made[0] == made[1]


def test_words_are_found_by_full_text(empty_place, sources):
    read(empty_place, sources)
    with Record.open(empty_place) as record:
        assert [k.statement.text for k in search(record, "ceasefire")] == ["“We call for a ceasefire,”"]
        assert search(record, "nothing-of-the-kind") == []
        assert search(record, "  ") == []
        assert search(record, '"unbalanced OR NEAR(') == []


def test_statements_are_found_by_who_made_them(empty_place, sources):
    read(empty_place, sources)
    with Record.open(empty_place) as record:
        dorn = next(k for k in actors(record) if k.actor.name == "Ilse Dorn")
        assert dorn.statements == 2
        found = statements_of(record, [dorn.actor.id])
        assert [k.document.path for k in found] == ["a.txt", "a.txt"]
        assert len(statements_of(record, [dorn.actor.id], "ceasefire_and_peace_talks")) == 1


def test_one_text_in_two_documents_is_kept_twice(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "wire.jsonl").write_text(
        '{"outlet": "One", "text": "Talks\\n\\nDorn said the lanes were open.\\n\\nEnd."}\n'
        '{"outlet": "Two", "text": "Talks\\n\\nDorn said the lanes were open.\\n\\nEnd."}\n'
    )
    tally, _ = read(tmp_path / "x.db", folder)
    assert tally.stored == 2
    with Record.open(tmp_path / "x.db") as record:
        one, two = documents(record)
        assert (one.outlet.value, two.outlet.value) == ("One", "Two")
        assert [s.id for s in one.statements] == [s.id for s in two.statements]
        assert examine(record)[1] == []


def test_a_sound_record_has_no_findings(empty_place, sources):
    read(empty_place, sources)
    with Record.open(empty_place) as record:
        seen, found = examine(record)
        assert found == []
        assert seen["statements"] > 0
        assert seen["spans"] > seen["statements"]


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda c: c.execute(update(tables.document).values(text="another text")), "hash"),
        (lambda c: c.execute(update(tables.source).values(content=b"other bytes")), "kept bytes"),
        (lambda c: c.execute(update(tables.statement).values(body={"content": [[5, 900_000]]})), "place"),
        (lambda c: c.execute(update(tables.run).values(read=99)), "adds up"),
        (lambda c: c.execute(text("DELETE FROM statement_search")), "search index"),
        (lambda c: c.execute(update(tables.segment).values(kind="rumour")), "segments"),
    ],
)
def test_damage_is_found(empty_place, sources, change, check):
    read(empty_place, sources)
    with Record.open(empty_place) as record:
        with record.writing() as connection:
            change(connection)
        assert any(check in finding.check for finding in examine(record)[1])


def test_a_batch_that_fails_leaves_nothing_behind(tmp_path, sources, monkeypatch):
    from onrecord.store import write

    real = write.statement_body

    def fail(statement):
        if "ceasefire" in statement.text:
            return {"unwritable": object()}
        return real(statement)

    monkeypatch.setattr(write, "statement_body", fail)
    with pytest.raises(Exception, match="serializable"):
        read(tmp_path / "x.db", sources)
    with Record.open(tmp_path / "x.db") as record:
        assert list(documents(record)) == []
        assert examine(record)[1] == []


def test_there_must_be_a_record_to_open(tmp_path):
    with pytest.raises(NoSuchRecord):
        Record.open(tmp_path / "nowhere.db")


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look like one" * 30, b""])
def test_a_file_that_is_no_record_is_refused(tmp_path, content):
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(NotARecord):
        Record.open(path)


def test_somebody_elses_database_is_left_alone(tmp_path):
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(NotARecord):
        Record.open(path, create=True)


def test_a_record_of_a_later_version_is_refused(tmp_path, sources):
    path = tmp_path / "x.db"
    read(path, sources)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    with pytest.raises(NewerRecord):
        Record.open(path)


def test_the_migrations_lead_to_the_tables_of_today(empty_place):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with Record.open(empty_place, create=True) as record, record.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith("statement_search"))
            },
        )
        assert compare_metadata(context, tables.metadata) == []


def test_a_password_in_a_url_is_never_shown():
    from onrecord.store.record import _locate

    assert _locate("postgresql://user:secret@host/base?x=secret", create=False).shown == "host/base"


def test_paths_of_the_record_do_not_depend_on_where_it_is(tmp_path: Path, sources):
    read(tmp_path / "x.db", sources)
    with Record.open(tmp_path / "x.db") as record:
        assert all(str(tmp_path) not in d.path for d in documents(record))


def test_a_record_that_somebody_began_meanwhile_goes_on_with_their_codebook(tmp_path):
    from onrecord.coding.codebooks import load_codebook
    from onrecord.errors import OtherCodebook
    from onrecord.store.codebooks import begin_with

    with Record.open(tmp_path / "one.db", create=True) as record:
        begin_with(record, load_codebook("crisis"))
        begin_with(record, load_codebook("crisis"))
        with pytest.raises(OtherCodebook, match="goes on with crisis"):
            begin_with(record, load_codebook("ukraine-war"))


def test_a_record_is_the_file_that_a_link_leads_to(tmp_path):
    with Record.open(tmp_path / "one.db", create=True):
        pass
    (tmp_path / "link.db").symlink_to(tmp_path / "one.db")
    with Record.open(tmp_path / "link.db") as record:
        assert {path.name for path in record.files} >= {"one.db", "one.db-wal"}
