"""A corrected article supersedes the earlier one: both are kept, answers rest on the newest. Every sentence is invented."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from onrecord.analyse.ladder import build_ladder
from onrecord.analyse.question import understand
from onrecord.language.versions import difference, shared
from onrecord.run import RunSettings, read_into
from onrecord.show.cli import commands
from onrecord.show.cli.app import app
from onrecord.store import Record
from onrecord.store.columns import statement_rows
from onrecord.store.doctor import examine
from onrecord.store.read import actors, codebook, count_documents, documents, search

if not app.registered_commands:
    commands.register(app)
FIRST = "Talks go on\n\nMarch 4, 2031\n\nMinister Ilse Dorn of Norland said that the lanes were open. It rained. The envoy of Estria left on Monday.\n"
SECOND = FIRST.replace("the lanes were open", "the lanes were shut")
OTHER = "A quiet day\n\nMarch 5, 2031\n\nThe mayor Ada Holm said that nobody would be hurt. The council met twice.\n"


@pytest.fixture
def record(empty_place):
    with Record.open(empty_place, create=True) as opened:
        yield opened


def read(record, tmp_path, *rows):
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return read_into(record, [file], RunSettings(), lambda _: None)


def put(record, tmp_path, text):
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(text, "utf-8")
    return read_into(record, [folder], RunSettings(), lambda _: None)


def told(record):
    return sorted(s.text for d in documents(record, newest=True) for s in d.statements)


def test_a_file_that_was_corrected_supersedes_what_it_was(record, tmp_path):
    put(record, tmp_path, FIRST)
    put(record, tmp_path, SECOND)
    earlier, later = sorted(documents(record), key=lambda d: "shut" in d.text)
    assert (later.supersedes, earlier.supersedes) == (earlier.id, None)
    assert told(record) == ["that the lanes were shut"]
    assert count_documents(record) == 1
    assert search(record, "lanes open") == []
    assert [k.statement.text for k in search(record, "lanes")] == ["that the lanes were shut"]
    ladder = build_ladder(record, understand("Ilse Dorn", actors(record), codebook(record), set()))
    assert [line.kept.statement.text for line in ladder.lines] == ["that the lanes were shut"]
    assert {row[0] for chunk in statement_rows(record) for row in chunk} == {later.id}
    assert {k.actor.name: k.statements for k in actors(record)}["Ilse Dorn"] == 1
    assert examine(record)[1] == []


def test_another_text_of_the_same_path_supersedes_nothing(record, tmp_path):
    put(record, tmp_path, FIRST)
    put(record, tmp_path, OTHER)
    assert [d.supersedes for d in documents(record)] == [None, None]
    assert count_documents(record) == 2


@pytest.mark.parametrize(
    ("text", "url", "newest"),
    [
        (SECOND, "https://courier.example/talks", 1),
        (SECOND, "https://courier.example/other", 2),
        (OTHER, "https://courier.example/talks", 2),
    ],
)
def test_an_address_tells_a_version_where_the_texts_have_something_in_common(record, tmp_path, text, url, newest):
    read(record, tmp_path, {"id": "a", "text": FIRST, "url": "https://courier.example/talks"})
    (tmp_path / "rows.jsonl").unlink()
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "b", "text": text, "url": url}) + "\n", "utf-8")
    read_into(record, [tmp_path / "more.jsonl"], RunSettings(), lambda _: None)
    assert count_documents(record) == newest


def test_of_three_versions_the_last_is_the_newest(record, tmp_path):
    for text in (FIRST, SECOND, SECOND.replace("It rained", "It snowed")):
        put(record, tmp_path, text)
    (newest,) = documents(record, newest=True)
    assert "snowed" in newest.text
    assert len([d for d in documents(record) if d.supersedes]) == 2


def test_the_difference_is_shown(tmp_path):
    place = tmp_path / "x.db"
    with Record.open(place, create=True) as record:
        put(record, tmp_path, FIRST)
        put(record, tmp_path, SECOND)
    shown = CliRunner().invoke(app, ["versions", str(place)]).output
    assert "  - Minister Ilse Dorn of Norland said that the lanes were open.\n" in shown
    assert "  + Minister Ilse Dorn of Norland said that the lanes were shut.\n" in shown
    assert "rained" not in shown


def test_a_text_shares_everything_with_itself_and_nothing_with_another():
    assert (shared(FIRST, FIRST), shared(FIRST, OTHER)) == (1, 0)
    assert difference(FIRST, FIRST) == difference(OTHER, OTHER)
