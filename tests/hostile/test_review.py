"""Faults that were found once, each held by the smallest input that showed it."""

import json
import os
import sqlite3
import textwrap

import pytest
from typer.testing import CliRunner

from onrecord.coding import load_codebook
from onrecord.coding.phrases import PhraseTable
from onrecord.errors import BadCodebook, BadRegister, NoSuchRecord, NotARecord, OtherCodebook
from onrecord.ingest import Reader
from onrecord.model.ids import actor_id
from onrecord.resolve import load_register
from onrecord.run import RunSettings, read_into
from onrecord.show.cli import commands
from onrecord.show.cli.app import app
from onrecord.store import Record
from onrecord.store.doctor import examine
from onrecord.store.read import documents, quarantined

if not app.registered_commands:
    commands.register(app)
TALK = "Talks go on\n\nMinister Ilse Dorn said the lanes were open. “We call for a ceasefire,” Dorn said.\n\nIt rained all day.\n"


def read(place, *paths, **settings):
    with Record.open(place, create=True) as record:
        return read_into(record, paths, RunSettings(**settings), lambda _: None)


def texts(place):
    with Record.open(place) as record:
        return [d.text for d in documents(record)]


def test_wrapped_text_gives_the_statements_of_the_text(enriched):
    paragraph = (
        "Minister Ilse Dorn said that the lanes would stay open for every ship that asked for it, whatever the weather and the season, "
        "and “for as long as there is a harbour to leave from and a lamp to come home to, in this town or in the next one.” "
    )
    whole = "Talks go on in the strait\n\n" + "\n\n".join([paragraph.strip()] * 6)
    wrapped = "\n\n".join(textwrap.fill(p, 70) for p in whole.split("\n\n"))
    flat = [" ".join(s.text.split()) for s in enriched(wrapped).statements]
    assert flat == [" ".join(s.text.split()) for s in enriched(whole).statements]
    assert len(flat) >= 6


def test_a_figures_caption_is_kept_in_its_place(tmp_path):
    body = "".join(
        f"<p>The envoy said on day {n} that the lanes were open for every ship that asked.</p>" for n in range(5)
    )
    page = f"<html><body><article><h1>Lanes open</h1>{body}<figure><img src='x.jpg'><figcaption>Ships wait off the quay.</figcaption></figure>{body.replace('day', 'night')}</article></body></html>"
    (tmp_path / "a.html").write_text(page)
    read(tmp_path / "x.db", tmp_path / "a.html")
    with Record.open(tmp_path / "x.db") as record:
        (made,) = documents(record)
    caption = next(s for s in made.segments if s.kind == "caption")
    assert made.text[caption.start : caption.end].strip() == "Ships wait off the quay."
    assert made.text.index("day 4") < caption.start < made.text.index("night 0")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("utf-16", "utf-8"),
        ("iso-8859-1", "utf-8-sig"),
        ("unicode_escape", "utf-8"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_pages_are_decoded_as_browsers_do(tmp_path, declared, encoding):
    words = "Посол сказал, что путь открыт" if encoding == "koi8-r" else "“Wir bleiben,” said the envoy — and stayed"
    page = (
        f"<html><head><meta charset='{declared}'></head><body><article>"
        + f"<p>{words}, on that day and on the next one too.</p>" * 1
        + "<p>More of the story follows here, as it did on every day.</p>" * 3
        + "</article></body></html>"
    )
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    with Reader() as reader:
        (found,) = reader.read([tmp_path / "a.html"])
    assert words in found.outcome.text


def test_a_row_with_too_many_cells_is_refused_and_not_cut(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,Dorn said, in Kell, that lanes were open\n2,Whole and sound\n")
    tally = read(tmp_path / "x.db", tmp_path / "a.csv")
    assert (tally.stored, tally.quarantined) == (1, 1)
    (tmp_path / "b.csv").write_text('id,text\n1,"Never closed\n2,swallowed\n')
    assert read(tmp_path / "y.db", tmp_path / "b.csv").quarantined == 1


def test_cells_of_a_word_table_are_text(tmp_path):
    import docx

    made = docx.Document()
    made.add_paragraph("Before the table.")
    made.add_table(1, 2).cell(0, 1).text = "Dorn said in a cell that lanes were open."
    made.add_paragraph("After the table.")
    made.save(str(tmp_path / "a.docx"))
    read(tmp_path / "x.db", tmp_path / "a.docx")
    (text,) = texts(tmp_path / "x.db")
    assert text.index("Before") < text.index("in a cell") < text.index("After")


def test_scripts_do_not_make_a_page_too_deep(tmp_path):
    script = "<script>var s = '" + "<div>" * 400 + "';</script>"
    page = (
        f"<html><body>{script}<article>"
        + "<p>The envoy said that the lanes were open for every ship that asked.</p>" * 5
        + "</article></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    assert read(tmp_path / "x.db", tmp_path / "a.html").stored == 1


def test_refusals_of_two_folders_are_both_kept(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("")
    read(tmp_path / "x.db", tmp_path / "one", tmp_path / "two")
    with Record.open(tmp_path / "x.db") as record:
        assert [row.path for row in quarantined(record)] == ["one/x.txt", "two/x.txt"]


@pytest.mark.parametrize("place", ["", ":memory:", "  "])
def test_a_record_needs_a_name(place):
    with pytest.raises(NoSuchRecord):
        Record.open(place, create=True)


def test_a_question_mark_in_a_file_name_is_part_of_it(tmp_path):
    (tmp_path / "a.txt").write_text(TALK)
    place = tmp_path / "q?a=1.db"
    read(place, tmp_path / "a.txt")
    assert place.is_file()


def test_a_record_keeps_to_one_codebook(tmp_path):
    (tmp_path / "a.txt").write_text(TALK)
    place = tmp_path / "x.db"
    read(place, tmp_path / "a.txt", codebook="ukraine-war")
    with pytest.raises(OtherCodebook):
        read(place, tmp_path / "a.txt", codebook="crisis")
    assert read(place, tmp_path / "a.txt").duplicate == 1  # its own, unasked


def test_a_headline_is_too_short_to_be_another_language(tmp_path):
    (tmp_path / "a.txt").write_text("Minister Dorn: Turkiye oppose Kell bids. Dask says talks go on.")
    with Reader() as reader:
        (found,) = reader.read([tmp_path / "a.txt"])
    assert found.outcome.language is None


def test_names_that_are_no_text_do_not_end_a_run(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"bad\xff name.txt")).write_text(TALK)
    except OSError:
        pytest.skip("this file system takes no such name")
    (folder / "b.jsonl").write_text(
        json.dumps({"text": TALK + "B", "outlet": "Post\ud800", "title": "T\u0000\ud800 one"})
    )
    place = tmp_path / "x.db"
    tally = read(place, folder)
    assert (tally.read, tally.stored) == (2, 2)
    out = CliRunner().invoke(app, ["export", str(place)])
    assert out.exception is None
    assert CliRunner().invoke(app, ["page", str(place), "-o", str(tmp_path / "x.html")]).exception is None


def test_names_in_other_scripts_stay_apart_and_long_ones_fit():
    assert actor_id("organisation", "Известия 24") != actor_id("organisation", "Правда 24")
    assert len(actor_id("person", "very " * 200, "doc-0123456789abcdef")) < 255


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("the U.S.", "with the U.S. today"), ("eu*", "a European plan"), ("u.n. charter", "the U.N. Charter")],
)
def test_phrases_with_stops_and_short_stems_match(phrase, text):
    assert list(PhraseTable([(phrase, 1)]).find(text, 0, len(text)))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE document SET body = '{}'",
        "UPDATE statement SET speaker_id = NULL",
        "UPDATE statement_search SET content = 'other'",
        "DELETE FROM record_meta",
        "UPDATE document SET published = '1999-01-01'",
    ],
)
def test_the_doctor_finds_what_columns_hide(tmp_path, damage):
    (tmp_path / "a.txt").write_text(TALK)
    place = tmp_path / "x.db"
    read(place, tmp_path / "a.txt")
    with sqlite3.connect(place) as connection:
        connection.execute(damage)
    connection.close()
    with Record.open(place) as record:
        assert examine(record)[1]


def test_a_damaged_file_is_told_and_not_thrown(tmp_path):
    (tmp_path / "a.txt").write_text(TALK * 40)
    place = tmp_path / "x.db"
    read(place, tmp_path / "a.txt")
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'statement'").fetchone()[0]
    connection.close()
    raw = bytearray(place.read_bytes())
    at = (page - 1) * 4096
    raw[at : at + 200] = b"\xff" * 200
    place.write_bytes(bytes(raw))
    for command in (["doctor"], ["show"], ["export"]):
        result = CliRunner().invoke(app, [*command, str(place)])
        assert result.exception is None or isinstance(result.exception, NotARecord | SystemExit), result.exception


@pytest.mark.parametrize(
    "words",
    [
        "codebook: x\nextends: 5\nissues: []",
        "codebook: x\nextends: crisis\nissues: []",
        "codebook: x\nissues: [{id: a, proposition: p, examples: 5}]",
    ],
)
def test_a_codebook_with_a_wrong_kind_of_value_is_refused(tmp_path, words):
    (tmp_path / "own.yml").write_text(words)
    with pytest.raises(BadCodebook):
        load_codebook(str(tmp_path / "own.yml"))


@pytest.mark.parametrize(
    "words",
    ["states: 5", "states: [{id: 'state:x', name: X, demonyms: Xish}]", "people: [{id: 'person:x', name: ' '}]"],
)
def test_a_register_with_a_wrong_kind_of_value_is_refused(tmp_path, words):
    (tmp_path / "own.yml").write_text(words)
    with pytest.raises(BadRegister):
        load_register((tmp_path / "own.yml",))


def test_an_export_into_no_folder_is_told(tmp_path, demo_record_path):
    result = CliRunner().invoke(app, ["export", str(demo_record_path), "-o", str(tmp_path / "no" / "x.csv")])
    assert "cannot be written" in str(result.exception)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_record_that_may_only_be_read_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(TALK)
    read(tmp_path / "x.db", tmp_path / "a.txt")
    (tmp_path / "x.db").chmod(0o400)
    assert texts(tmp_path / "x.db") == [TALK]


def test_opening_somebody_elses_file_leaves_it_as_it_was(tmp_path):
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotARecord):
        Record.open(path)
    assert path.read_bytes() == before


def test_an_issue_with_on_in_its_label_is_found(demo_record_path):
    out = CliRunner().invoke(app, ["show", str(demo_record_path), "on embargo"]).output
    assert "by everybody who speaks on it" in out


def test_an_own_actor_who_is_silent_is_known(tmp_path):
    (tmp_path / "a.txt").write_text(TALK)
    (tmp_path / "own.yml").write_text("states: [{id: 'state:quietland', name: Quietland}]")
    read(tmp_path / "x.db", tmp_path / "a.txt", actors=(tmp_path / "own.yml",))
    assert (
        "Nothing found in 1 document"
        in CliRunner().invoke(app, ["show", str(tmp_path / "x.db"), "Quietland on ceasefire"]).output
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Estria did not say that it would mediate.",
        "If Estria says it will mediate, Norland will listen.",
        "Nobody said that the war was lost.",
        "A pilot who declined to be named went home.",
    ],
)
def test_what_was_not_said_is_no_statement(statements_in, sentence):
    assert [s.text for s in statements_in(sentence) if s.cue and s.cue.quote.text != "listen"] == []


def test_a_private_person_is_not_a_state(enriched):
    made = enriched("Talks go on\n\nThe Estrian doctor said it was late in the day.\n\nEnd.")
    assert [s.speaker.kind for s in made.statements] == ["unnamed"]


def test_two_names_together_are_not_one_of_them(enriched):
    made = enriched("Talks go on\n\nIlse Varn and Corin Athelay said they would meet in the port.\n\nEnd.")
    assert [[p.speaker.name for p in s.parties] for s in made.statements] == [["Ilse Varn", "Corin Athelay"]]


def test_a_subject_clause_is_not_turned_round(statements_in):
    found = statements_in("The Norlandic president said he would not go.")
    assert [(s.source.text, s.content[0].text) for s in found] == [("The Norlandic president", "he would not go")]


def test_the_record_that_is_written_is_no_input(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TALK)
    monkeypatch.chdir(tmp_path)
    tally = read(tmp_path / "x.db", tmp_path)
    assert (tally.read, tally.stored) == (1, 1)
