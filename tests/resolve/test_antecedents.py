"""Whom a pronoun or a bare title stands for. People, places and papers are invented."""

import pytest

from onrecord.pipeline import build_pipeline
from onrecord.resolve.given_names import gender_of_name
from tests.conftest import make_document


@pytest.fixture(scope="module")
def speakers():
    """(mention, who) of the statements in a news text."""
    stages = build_pipeline().stages[:3]

    def find(text):
        document = make_document(
            f"Talks go on in the strait\n\n{text}\n\nThe harbour was calm at noon.\n", language="en"
        )
        for stage in stages:
            document = stage(document)
        return [(s.source.text, s.speaker.name if s.speaker else None) for s in document.statements if s.source]

    return find


def who(found, mention):
    return next(name for text, name in found if text == mention)


def test_she_is_the_woman_though_a_man_was_named_last(speakers):
    found = speakers(
        "Maria Dorn met Henrik Quill in the port of Dask on Friday. “The lanes will stay open until the ice comes,” she said."
    )
    assert who(found, "she") == "Maria Dorn"


def test_he_follows_who_spoke_and_not_who_was_spoken_of(speakers):
    found = speakers(
        "Henrik Quill said that the port would close in May.\n\n"
        "The plan of Peter Orrec had been dropped a week before. “Nobody asked us,” he said."
    )
    assert who(found, "he") in {"Henrik Quill", "Peter Orrec"}
    found = speakers("Henrik Quill said that the port would close in May. He added that the crews had been told.")
    assert who(found, "He") == "Henrik Quill"


def test_who_is_the_person_named_just_before(speakers):
    found = speakers("The plan angered Maria Dorn, who said that the port would close in May.")
    assert who(found, "who") == "Maria Dorn"


def test_a_bare_title_is_the_person_who_was_given_it(speakers):
    found = speakers(
        "Maria Dorn, a candidate for mayor, met the crews on Friday with Henrik Quill, a pilot.\n\n"
        "“The lanes will stay open until the ice comes,” the candidate said."
    )
    assert who(found, "the candidate") == "Maria Dorn"


def test_somebody_introduced_without_a_name_stays_without_one(speakers):
    found = speakers(
        "Maria Dorn met the crews on Friday. A pilot from Kell came late. “Nobody asked us about the lanes,” the pilot said."
    )
    assert who(found, "the pilot") != "Maria Dorn"


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Maria Dorn", "f"), ("Henrik Quill", "m"), ("Robin Quill", None), ("Grant", None), ("Zqx Orrec", None)],
)
def test_a_given_name_tells_a_gender_only_where_it_can(name, gender):
    assert gender_of_name(name) == gender


def test_given_names_of_men_and_of_women_are_apart():
    from onrecord.language.yaml_files import shipped_yaml

    raw = shipped_yaml("lexicon/given_names.yml")
    assert not set(raw["male"]) & set(raw["female"])
    assert all(name == name.lower() for names in raw.values() for name in names)
