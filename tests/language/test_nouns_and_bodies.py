"""Nouns that say nothing of themselves, and names of bodies that speak for a state."""

import pytest

from onrecord.language.nouns import is_thing
from onrecord.language.state_bodies import state_body


@pytest.mark.parametrize(
    ("name", "body", "whose"),
    [
        ("Permanent Mission of Norland to the United Nations", "permanent mission", "Norland"),
        ("Embassy of Norland in Tollen", "embassy", "Norland"),
        ("Norland's Foreign Ministry", "foreign ministry", "Norland"),
        ("the Norlandic Ministry of Defence", "defence ministry", "Norlandic"),
        ("Ministry of Foreign Affairs of the Republic of Norland", "foreign ministry", "Republic of Norland"),
        ("Permanent Mission Of The United Isles", "permanent mission", "United Isles"),
        ("Foreign Ministry", "foreign ministry", ""),
    ],
)
def test_a_body_of_a_state_is_read_with_whose_it_is(name, body, whose):
    read = state_body(name)
    assert (read.body, read.whose) == (body, whose)


@pytest.mark.parametrize("name", ["Ada Holm", "Bank of Norland", "Norland Mission", "Mission Norland Aid", "University of Norland", "Peace Delegation"])  # fmt: skip
def test_other_names_are_no_bodies_of_a_state(name):
    assert state_body(name) is None


@pytest.mark.parametrize("phrase", ["the resolution", "Norland's determination", "that provision", "work strategies", "the efforts", "any activities", "the map of the strait"])  # fmt: skip
def test_things_and_abstractions_are_told_from_people(phrase):
    assert is_thing(phrase)


@pytest.mark.parametrize("phrase", ["the government", "two delegations", "the opposition", "a fisherman", "the commission", "the leadership of the party", "the Norland Association"])  # fmt: skip
def test_people_who_act_together_are_no_things(phrase):
    assert not is_thing(phrase)
