"""What was not said is kept, shown apart, and is a line, a cell and a tie of nothing. All of it is invented."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from onrecord.analyse.ladder import build_ladder
from onrecord.analyse.networks.of_record import coded_statements
from onrecord.analyse.overview import survey
from onrecord.analyse.question import understand
from onrecord.model.judgement import Judgement
from onrecord.run import RunSettings, read_into
from onrecord.show.cli import commands
from onrecord.show.cli.app import app
from onrecord.show.export import export
from onrecord.store import Record
from onrecord.store.judging import judge
from onrecord.store.read import actors, codebook, documents

TEXT = (
    "Talks in Granmoor\n\nGRANMOOR, March 4, 2031 - Foreign Minister Ilse Varn of Norland declined to say whether sanctions would be lifted.\n\n"
    "She stopped short of condemning the sanctions on Estria.\n\n"
    "Norland rejects sanctions, Foreign Minister Ilse Varn said on Monday.\n\nIt rained in the harbour until noon.\n"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory, demo_folder):
    folder = tmp_path_factory.mktemp("not-said")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    settings = RunSettings(str(demo_folder / "codebook.yml"), (demo_folder / "actors.yml",))
    with Record.open(folder / "x.db", create=True) as record:
        read_into(record, [folder / "a.txt"], settings, lambda _: None)
        # Somebody codes what was not said: it takes a side nowhere all the same.
        for d in documents(record):
            for s in d.statements:
                judge(
                    record,
                    Judgement("edit", s.id, d.id, "2031-05-01T09:00:00+00:00", "ada", (("sanctions", "oppose"),)),
                )
    return folder / "x.db"


@pytest.fixture
def record(place):
    with Record.open(place) as opened:
        yield opened


def ladder(record):
    return build_ladder(record, understand("Ilse Varn on sanctions", actors(record), codebook(record), set()))


def test_it_is_kept_with_the_words_that_say_so(record):
    kept = [s for d in documents(record) for s in d.statements if not s.performed]
    assert [s.why["performed"] for s in kept] == ["“declined”", "“stopped short of condemning”"]
    assert all(s.speaker.name == "Ilse Varn" for s in kept)


def test_it_is_no_line_of_a_ladder_and_shown_apart(record):
    answer = ladder(record)
    assert {line.kept.statement.performed for line in answer.lines} == {True}
    assert len(answer.not_said) == 2
    assert "Shown apart: 2 passages that tell what was not said." in answer.heading


def test_it_counts_in_no_cell(record):
    seen = survey(documents(record))
    assert seen.not_said == 2
    said = sum(s.performed for d in documents(record) for s in d.statements)
    assert seen.statements == said
    assert sum(sum(cell.counts.values()) for cell in seen.matrix.values()) == said


def test_it_makes_no_tie(record):
    unsaid = {s.id for d in documents(record) for s in d.statements if not s.performed}
    tied = {statement for _, statement in coded_statements(record).ids}
    assert tied
    assert not tied & unsaid


def test_it_is_shown_as_what_was_not_said(place):
    shown = CliRunner().invoke(app, ["show", str(place), "Ilse Varn on sanctions"]).output
    assert shown.count("not said: ") == 2


@pytest.mark.parametrize("form", ["plover", "schema-org", "ftm"])
def test_formats_that_cannot_hold_it_leave_it_out_and_say_so(record, form):
    out = io.StringIO()
    done = export(record, form, out)
    assert done.remarks[0].what.startswith("2 passages that tell what was not said stay out")
    ids = {s.id: s.performed for d in documents(record) for s in d.statements}
    assert [performed for key, performed in ids.items() if key in out.getvalue()] == [True] * sum(ids.values())


def test_formats_that_can_hold_it_do(record):
    out = io.StringIO()
    export(record, "jsonl", out)
    assert [json.loads(line)["performed"] for line in out.getvalue().splitlines()] == [
        s.performed for d in documents(record) for s in d.statements
    ]
    out = io.StringIO()
    export(record, "csv", out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().lstrip("\ufeff"))))
    assert [row["performed"] for row in rows][:3] == ["no", "no", "yes"]


if not app.registered_commands:
    commands.register(app)
