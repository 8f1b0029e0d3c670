"""The command line as a person uses it."""

import csv
import io
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from onrecord.errors import OnRecordError
from onrecord.show.cli import commands
from onrecord.show.cli.app import app

if not app.registered_commands:
    commands.register(app)


@pytest.fixture
def run():
    def call(*arguments, code=0):
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if isinstance(result.exception, OnRecordError):
            return f"{result.output}{result.exception}"
        assert result.exit_code == code, result.output
        return result.output

    return call


def test_reading_tells_one_line_a_document_and_the_sum(run, tmp_path, demo_folder):
    out = run(
        "read",
        demo_folder / "documents",
        "-r",
        tmp_path / "x.db",
        "-a",
        demo_folder / "actors.yml",
        "-c",
        demo_folder / "codebook.yml",
    )
    lines = out.strip().splitlines()
    assert len(lines) == 16
    assert lines[0].startswith("01-harbour-post-norland-denies.txt: news, in the voice of a reporter; set aside: ")
    assert "4 March 2031 (dateline)" in lines[0]
    assert lines[-1].startswith("read 15 = stored 15 + duplicate 0 + quarantined 0; ")
    again = run("read", demo_folder / "documents", "-r", tmp_path / "x.db", "-q")
    assert again.startswith("read 15 = stored 0 + duplicate 15 + quarantined 0; 0 new")


def test_bad_input_does_not_fail_the_command(run, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    out = run("read", tmp_path / "empty.txt", "-r", tmp_path / "x.db")
    assert "empty.txt: set aside, OR-I01" in out
    assert "read 1 = stored 0 + duplicate 0 + quarantined 1" in out


def test_a_ladder_is_dated_verbatim_and_placed(run, demo_record_path):
    out = run("show", demo_record_path, "Norland on monitoring mission")
    assert "Possible change: opposes (from 4 March 2031), then sets a condition (from 12 June 2031)" in out
    assert "said: Norland […] “will not have League monitors" in out
    assert "“will not have League monitors on its quays,”" in out
    assert "Ilse Varn, foreign minister, for Norland" in out
    assert "Ilse Varn, prime minister, for Norland" in out
    assert "characters 1,054-1,061, 1,074-1,173" in out


def test_an_accusation_and_its_denial_are_on_their_ladders(run, demo_record_path):
    assert "affirms (about Norland)" in run("show", demo_record_path, "Estria on arms to Sarmia")
    denial = run("show", demo_record_path, "Norland on arms to Sarmia")
    assert "Denies, 18 March 2031." in denial
    assert "denies (about Norland); authored; The Meridian Review" in denial
    unsure = denial.split("told: “Not one crate has left our ports for Dask,”")[1]
    assert "may be about it; direct; The Harbour Post" in unsure


def test_nothing_found_is_no_position(run, demo_record_path):
    assert "Nothing found in 15 documents" in run("show", demo_record_path, "France on ceasefire")


@pytest.mark.parametrize(
    ("question", "code", "hint"),
    [
        ("Norlnd on ceasefire", "OR-Q01", "did you mean Norland?"),
        ("Norland on cheese", "OR-Q02", "issues of"),
        ("Nobodyville", "OR-Q01", ""),
    ],
)
def test_what_is_not_recognised_is_told(run, demo_record_path, question, code, hint):
    out = run("show", demo_record_path, question)
    assert code in out
    assert hint in out


def test_without_a_question_the_record_is_surveyed(run, demo_record_path):
    assert "15 documents" in run("show", demo_record_path)


def test_search_finds_words(run, demo_record_path):
    assert "“a novel without an author,”" in run("search", demo_record_path, "novel author")
    assert "Nothing found in 15 documents" in run("search", demo_record_path, "zeppelin")


def test_the_doctor_finds_the_demo_sound(run, demo_record_path):
    out = run("doctor", demo_record_path)
    assert "FAULT" not in out
    assert out.count("ok   ") == 10


def test_exported_words_are_in_the_exported_texts(run, demo_record_path, tmp_path):
    run("export", demo_record_path, "-o", tmp_path / "s.jsonl")
    run("export", demo_record_path, "-f", "documents", "-o", tmp_path / "d.jsonl")
    texts = {d["id"]: d["text"] for d in map(json.loads, (tmp_path / "d.jsonl").read_text("utf-8").splitlines())}
    spans = 0
    for line in (tmp_path / "s.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for place in [*row["content"], *(p for p in (row["cue"], row["source"]) if p)]:
            assert texts[row["document"]["id"]][place["start"] : place["end"]] == place["text"]
            spans += 1
    assert spans > 500


def test_exported_segments_tile(run, demo_record_path, tmp_path):
    run("export", demo_record_path, "-f", "documents", "-o", tmp_path / "d.jsonl")
    for line in (tmp_path / "d.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        assert "".join(row["text"][s["start"] : s["end"]] for s in row["segments"]) == row["text"]


def test_the_table_is_safe_in_a_spreadsheet(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(
        json.dumps(
            {"title": "=1+1", "outlet": "@x", "text": "-2 points\n\nDorn said the lanes were open.\n\nEnd of it."}
        )
    )
    run("read", tmp_path / "a.jsonl", "-r", tmp_path / "x.db")
    run("export", tmp_path / "x.db", "-f", "csv", "-o", tmp_path / "x.csv")
    raw = (tmp_path / "x.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    assert "'=1+1" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_hostile_names_do_not_reach_the_terminal(run, tmp_path):
    (tmp_path / "a\x1b[31mred.txt").write_text("")
    assert "\x1b" not in run("read", tmp_path, "-r", tmp_path / "x.db")


def test_the_demo_says_that_it_is_invented_and_what_to_try_next(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = run("demo")
    assert "is invented" in out
    assert (tmp_path / "onrecord-demo" / "demo.html").stat().st_size > 100_000
    tries = [line for line in out.splitlines() if line.startswith("  ") and "onrecord" in line and "demo" in line]
    assert len(tries) == 3


def test_the_codebooks_and_stages_are_listed(run):
    assert "crisis: Interstate crisis" in run("codebook", "list")
    assert "nato_enlargement: " in run("codebook", "show", "ukraine-war")
    assert [line.split()[0] for line in run("stages").splitlines()] == ["segment", "attribute", "resolve", "code"]


def test_an_error_is_one_line_with_its_code_and_no_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "show", str(tmp_path / "no.db"), "x"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("OR-S01: ")
    assert "Traceback" not in done.stderr


def test_help_imports_nothing_heavy():
    code = "import sys; sys.argv=['onrecord','--help']\ntry:\n from onrecord.show.cli import main; main()\nexcept SystemExit: pass\nprint([m for m in ('spacy','sqlalchemy','numpy','trafilatura','jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_an_office_on_a_day_comes_as_json(run):
    (held,) = json.loads(run("actors", "office", "Olaf Scholz", "--on", "2022-03-01", "--format", "json"))
    assert {"title": "chancellor", "for": "Germany", "from": "2021-12-08", "to": "2025-05-06"}.items() <= held.items()
    assert held["source"]
    assert json.loads(run("actors", "office", "Olaf Scholz", "--on", "1990", "--format", "json")) == []


def test_a_mention_gives_candidates_with_reasons(run):
    first = json.loads(
        run("actors", "resolve", "the Chinese foreign minister", "--on", "2023-02-15", "--format", "json")
    )[0]
    assert first["actor"]["name"] == "Qin Gang"
    assert "by the register" in first["why"]


def test_a_name_nobody_has_is_said_so_with_what_to_do(run):
    assert "OR-Q01" in run("actors", "office", "Zyxqv Wvutsr", code=2)


@pytest.mark.parametrize("day", ["2022-13", "yesterday", "2022-1-1"])
def test_a_date_that_is_none_is_refused(run, day):
    assert "YYYY" in run("actors", "office", "Olaf Scholz", "--on", day, code=2)


def test_people_go_out_and_in_again(run, tmp_path):
    run("actors", "export", "-f", "csv", "-o", tmp_path / "people.csv")
    run("actors", "import", tmp_path / "people.csv", "-o", tmp_path / "mine.yml")
    assert "chancellor" in run("actors", "office", "Olaf Scholz", "--on", "2022", "-a", tmp_path / "mine.yml")


def test_decisions_about_actors_are_told_in_order(run, tmp_path, demo_folder):
    place = tmp_path / "x.db"
    run(
        "read",
        demo_folder / "documents",
        "-r",
        place,
        "-a",
        demo_folder / "actors.yml",
        "-c",
        demo_folder / "codebook.yml",
        "-q",
    )
    assert "state:norland" in run("actors", "list", "--record", place)
    run("actors", "alias", place, "state:norland", "the northern kingdom", "--by", "me")
    changed = run("actors", "merge", place, "person:ilse-varn", "person:danil-orrec")
    assert int(changed.split(": ")[-1].split()[0]) > 0
    told = run("actors", "journal", place)
    assert told.index("alias state:norland") < told.index("merge person:ilse-varn")
    assert "Norland on" in run("show", place, "the northern kingdom on sanctions")


def test_the_page_says_what_a_person_decided(tmp_path, demo_record_path):
    import shutil

    from onrecord.model.judgement import Judgement
    from onrecord.show.page import write_page
    from onrecord.store import Record
    from onrecord.store.judging import judge
    from onrecord.store.read import documents

    path = tmp_path / "own.db"
    shutil.copy(demo_record_path, path)
    with Record.open(path) as record:
        document = next(d for d in documents(record) if d.statements)
        judge(
            record,
            Judgement(
                "edit", document.statements[0].id, document.id, "2031-05-01", "<b>ada</b>", (("sanctions", "oppose"),)
            ),
        )
        write_page(record, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("edited by a person") == 1
    assert "edited by &lt;b&gt;ada&lt;/b&gt;, 2031-05-01" in page


@pytest.mark.parametrize(("error", "code"), [("MissingWeights", 1), ("Unavailable", 2), ("BadCodebook", 2)])
def test_a_fault_of_ours_ends_with_one_and_what_was_asked_wrongly_with_two(monkeypatch, capsys, error, code):
    from onrecord import errors
    from onrecord.show.cli import app as home

    def fail():
        raise getattr(errors, error)("it did not work")

    monkeypatch.setattr(home, "app", fail)
    monkeypatch.setattr(commands, "register", lambda _: None)
    with pytest.raises(SystemExit) as ended:
        home.main()
    assert ended.value.code == code
    assert capsys.readouterr().err.startswith("OR-")


def test_a_full_disk_is_one_clear_line(monkeypatch, capsys):
    import errno

    from onrecord.show.cli import app as home

    def fail():
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(home, "app", fail)
    monkeypatch.setattr(commands, "register", lambda _: None)
    with pytest.raises(SystemExit) as ended:
        home.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("OR-U01: there is no room to write")
