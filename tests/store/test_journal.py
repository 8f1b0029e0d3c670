"""Decisions about actors: journalled, applied, and still in force when the record is read into again."""

import pytest

from onrecord.errors import UnknownActor
from onrecord.model.decision import Decision
from onrecord.run import RunSettings, read_into
from onrecord.store import Record
from onrecord.store.doctor import examine
from onrecord.store.journal import decide, find_actor, journal
from onrecord.store.read import actors, documents

AT = "2031-03-04T10:00:00+00:00"
TEXT = "{title}\n\nKELL, March 4, 2031 - {who} said that the lanes were open, and that they would stay open.\n\nIt rained.\n"


def put(folder, name, who, title="Talks go on"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(TEXT.format(title=title, who=who), encoding="utf-8")


def read(place, folder):
    with Record.open(place, create=True) as record:
        read_into(record, [folder], RunSettings(), lambda _: None)


def speakers(record):
    return {d.path.rsplit("/", 1)[-1]: {s.speaker.name for s in d.statements if s.speaker} for d in documents(record)}


def id_of(record, name):
    return next(k.actor.id for k in actors(record) if k.actor.name == name)


def test_a_merge_changes_what_is_there_and_what_is_read_later(empty_place, tmp_path):
    put(tmp_path / "in", "a.txt", "Minister Ilse Dorn")
    put(tmp_path / "in", "b.txt", "Minister Ilse Dorn-Vask", "A quiet day")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        one, other = id_of(record, "Ilse Dorn-Vask"), find_actor(record, id_of(record, "Ilse Dorn"))
        assert decide(record, Decision("merge", one, AT, "me", into=other)) == 1
        assert speakers(record)["b.txt"] == {"Ilse Dorn"}
        assert [(d.kind, d.actor, d.by) for d in journal(record)] == [("merge", one, "me")]
        assert examine(record)[1] == []


def test_a_split_holds_in_its_documents_alone(empty_place, tmp_path):
    put(tmp_path / "in", "a.txt", "the Norland delegation")
    put(tmp_path / "in", "b.txt", "The White House", "A quiet day")
    put(tmp_path / "in", "c.txt", "The White House", "Another quiet day")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        seen = speakers(record)
        name = next(iter(seen["b.txt"]))
        one = find_actor(record, id_of(record, name))
        path = next(d.path for d in documents(record) if d.path.endswith("b.txt"))
        from onrecord.model.actor import Actor

        decide(
            record,
            Decision(
                "split",
                one.id,
                AT,
                into=Actor("org:house-in-kell", "A white house in Kell", "organisation"),
                documents=(path,),
            ),
        )
        assert speakers(record)["b.txt"] == {"A white house in Kell"}
        assert speakers(record)["c.txt"] == seen["c.txt"]


def test_an_alias_is_known_to_questions_at_once_and_to_texts_read_later(empty_place, tmp_path):
    put(tmp_path / "in", "a.txt", "Norway")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        decide(record, Decision("alias", "state:norway", AT, term="Fjordmark"))
        assert "Fjordmark" in next(k.terms for k in actors(record) if k.actor.id == "state:norway")
    put(tmp_path / "later", "b.txt", "Fjordmark", "A quiet day")
    read(empty_place, tmp_path / "later")
    with Record.open(empty_place) as record:
        assert speakers(record)["b.txt"] == {"Norway"}


def test_a_decision_survives_reading_again(empty_place, tmp_path):
    put(tmp_path / "in", "a.txt", "Minister Ilse Dorn")
    put(tmp_path / "in", "n.txt", "Norway", "A quiet day")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        one = id_of(record, "Norway")
        decide(record, Decision("merge", one, AT, into=find_actor(record, id_of(record, "Ilse Dorn"))))
    put(tmp_path / "later", "c.txt", "Norway", "Another day")
    read(empty_place, tmp_path / "later")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        assert speakers(record) == {"a.txt": {"Ilse Dorn"}, "n.txt": {"Ilse Dorn"}, "c.txt": {"Ilse Dorn"}}


def test_nobody_can_decide_about_an_actor_the_record_does_not_have(empty_place, tmp_path):
    put(tmp_path / "in", "a.txt", "Norway")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record, pytest.raises(UnknownActor):
        find_actor(record, "person:nobody")


def test_people_of_several_documents_with_one_name_are_listed_and_kept_apart(empty_place, tmp_path):
    from onrecord.analyse.namesakes import find_namesakes

    put(tmp_path / "in", "a.txt", "Minister Ilse Dorn")
    put(tmp_path / "in", "b.txt", "Minister Ilse Dorn", "A quiet day")
    put(tmp_path / "in", "c.txt", "Minister Jan Vask", "Another day")
    read(empty_place, tmp_path / "in")
    with Record.open(empty_place) as record:
        (group,) = find_namesakes(record)
        assert {k.actor.name for k in group} == {"Ilse Dorn"}
        assert len({k.actor.id for k in group}) == 2
        one, other = group
        decide(record, Decision("merge", one.actor.id, AT, into=other.actor))
        assert list(find_namesakes(record)) == []
