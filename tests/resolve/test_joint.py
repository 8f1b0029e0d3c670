"""Words that several say together: one statement, counted for each. Names and sentences are invented."""

from __future__ import annotations

import json
from io import StringIO
from shutil import copy

import pytest

from onrecord.analyse.ladder import build_ladder
from onrecord.analyse.overview import survey
from onrecord.analyse.question import understand
from onrecord.exchange.from_json import statement_from_json
from onrecord.exchange.record_json import statement_json
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision
from onrecord.run import RunSettings, read_into
from onrecord.show.export import export
from onrecord.show.wording import say_speaker
from onrecord.store import Record
from onrecord.store.columns import statement_rows
from onrecord.store.doctor import examine
from onrecord.store.journal import decide
from onrecord.store.read import actors, codebook, documents

HEAD = "A night on the coast\n\nMarch 4, 2031\n\nThe harbour masters met on Tuesday evening.\n\n"
BOTH = "Foreign Minister Ilse Varn of Norland and President Danil Orrec of Sarmia said that the ferries must run.\n"


@pytest.fixture
def parties(enriched):
    def run(body, words="ferr"):
        made = enriched(HEAD + body + "\n")
        (found,) = [s for s in made.statements if words in s.text]
        return [(p.speaker.name, p.speaks_for.name if p.speaks_for else None) for p in found.parties]

    return run


@pytest.mark.parametrize(
    "body",
    [
        BOTH,
        "Ilse Varn, foreign minister of Norland, and Danil Orrec, president of Sarmia, were late. Both Varn and Orrec said that the ferries must run.",
        "Ilse Varn, foreign minister of Norland, spoke with Danil Orrec, president of Sarmia. Varn and Orrec said that it was cold. They said that the ferries must run.",
    ],
)
def test_joint_words_are_of_each(parties, body):
    assert parties(body) == [("Ilse Varn", "Norland"), ("Danil Orrec", "Sarmia")]


def test_both_of_a_title_are_those_whom_the_text_names_with_it(parties):
    body = "President Ada Holm of Norland met President Danil Orrec of Sarmia. Both presidents said that the ferries must run."
    assert parties(body) == [("Ada Holm", "Norland"), ("Danil Orrec", "Sarmia")]


def test_states_that_speak_together_are_several(parties):
    assert parties("Norland and Sarmia said that the ferries must run.") == [
        ("Norland", "Norland"),
        ("Sarmia", "Sarmia"),
    ]


def test_one_of_each_state_is_one_of_each(parties):
    made = parties("The Norlandic and Sarmian foreign ministers said that the ferries must run.")
    assert [principal for _, principal in made] == ["Norland", "Sarmia"]


@pytest.mark.parametrize(
    "body",
    [
        "Ilse Varn, an expert of the Centre for Coastal and International Studies, said that the ferries must run.",
        "The Ministry of Roads and Ferries of Norland said that the ferries must run.",
        "President Ada Holm of Norland met three presidents. Both presidents said that the ferries must run.",
    ],
)
def test_what_only_looks_like_two_is_not_two(parties, body):
    assert len(parties(body)) <= 1


@pytest.fixture(scope="module")
def place(tmp_path_factory, demo_folder):
    folder = tmp_path_factory.mktemp("joint")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(HEAD + BOTH, "utf-8")
    settings = RunSettings(str(demo_folder / "codebook.yml"), (demo_folder / "actors.yml",))
    with Record.open(folder / "x.db", create=True) as record:
        read_into(record, [folder / "in"], settings, lambda _: None)
    return folder / "x.db"


@pytest.fixture
def joint(place):
    with Record.open(place) as record:
        yield record


def _statement(record):
    ((document, found),) = [(d, s) for d in documents(record) for s in d.statements if s.others]
    return document, found


def test_a_record_keeps_all_of_them_and_doctor_agrees(joint):
    _, found = _statement(joint)
    assert say_speaker(found) == "jointly: Ilse Varn, foreign minister, for Norland; Danil Orrec, president, for Sarmia"
    assert examine(joint)[1] == []


@pytest.mark.parametrize("who", ["Norland", "Sarmia", "Ilse Varn", "Danil Orrec"])
def test_each_of_them_is_answered_with_it(joint, who):
    ladder = build_ladder(joint, understand(who, actors(joint), codebook(joint), set()))
    assert [line.official for line in ladder.lines if line.kept.statement.others] == [True]


def test_each_of_them_is_counted_with_it_once(joint):
    counted = {actor.name: n for actor, n in survey(documents(joint)).actors}
    listed = {kept.actor.name: kept.statements for kept in actors(joint)}
    rows = [row for chunk in statement_rows(joint) for row in chunk if row[1] == _statement(joint)[1].id]
    assert listed["Norland"] == listed["Sarmia"] == listed["Danil Orrec"] == 1
    assert {"Norland", "Sarmia"} <= counted.keys() or counted == {}
    assert {row[7] for row in rows} == {"state:norland", "state:sarmia"}


def test_joint_words_go_out_and_come_in_whole(joint):
    document, found = _statement(joint)
    raw = json.loads(json.dumps(statement_json(found, document)))
    assert [p["speaker"]["name"] for p in raw["speakers"]] == ["Ilse Varn", "Danil Orrec"]
    assert statement_from_json(raw, document, "test") == found


@pytest.mark.parametrize("form", ["csv", "ftm", "schema-org", "web-annotation", "jsonl"])
def test_every_export_names_each(joint, form):
    out = StringIO()
    export(joint, form, out)
    assert "Ilse Varn" in out.getvalue()
    assert "Danil Orrec" in out.getvalue()


def test_a_merge_reaches_whoever_speaks_second(place, tmp_path):
    copy(place, tmp_path / "own.db")
    with Record.open(tmp_path / "own.db") as joint:
        _merge(joint)


def _merge(joint):
    into = Actor("person:d-orrec", "D. Orrec", "person")
    _, before = _statement(joint)
    decide(joint, Decision("merge", before.others[0].speaker.id, "2031-05-01T09:00:00+00:00", "ada", into=into))
    assert _statement(joint)[1].others[0].speaker == into
    assert examine(joint)[1] == []
    assert {k.actor.id for k in actors(joint) if k.statements} >= {"person:d-orrec"}
