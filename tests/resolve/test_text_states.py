"""States that a text alone knows, and offices whose state the text says elsewhere. Names and sentences are invented."""

from __future__ import annotations

import pytest

from onrecord.resolve import load_register
from onrecord.resolve.text_states import with_text_states

HEAD = "A night on the coast\n\nMarch 4, 2031\n\nThe harbour masters met on Tuesday evening.\n\n"


def states(text, *speaking):
    shipped = load_register()
    register = with_text_states(text, shipped, speaking)
    return {actor.name for key, actor in register.actors.items() if key not in shipped.actors}


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister of Quellmark said that the port was shut.",
        "Quellmark's embassy was shut on Monday.",
        "The Quellmarkian navy left at dawn. In Quellmark nobody saw it go.",
        "Foreign Minister Oda Tarn of Quellmark spoke first.",
        "The president of Quellmark spoke. Quellmark's parliament did not.",
        "MINISTRY OF FOREIGN AFFAIRS OF QUELLMARK\n\nThe strait near Quellmark is shut.",
    ],
)
def test_what_only_a_state_has_makes_a_state_of_a_name(text):
    assert states(text) == {"Quellmark"}


@pytest.mark.parametrize(
    "text",
    [
        "The president of Quellmark opened the fair.",  # a company may have one
        "Quellmark's officials were late.",
        "Oda Tarn left. Tarn's foreign minister stayed.",
        "The Harbour Bank's ambassador was late.",
        "The minister of justice of the council spoke.",
        "Germany's foreign minister spoke.",
    ],
)
def test_what_others_have_too_makes_none(text):
    assert states(text) == set()


def test_a_name_that_speaks_beside_a_state_is_one():
    text = "Estvale's navy left. Quellmark and Estvale agreed. Quellmark insists that the port is shut."
    assert states(text, "Quellmark", "Estvale's navy") == {"Quellmark", "Estvale"}
    assert states(text, "Estvale's navy") == {"Estvale"}


@pytest.fixture
def spoken(enriched):
    def run(body, words, **facts):
        made = enriched(HEAD + body + "\n", **facts)
        (found,) = [s for s in made.statements if words in s.text and s.mode != "authored"]
        return found

    return run


def test_it_speaks_for_itself_and_its_officials_for_it(spoken):
    body = "The foreign minister of Quellmark, Oda Tarn, said that the port was shut. Later Quellmark's embassy said that the road was open."
    minister, embassy = spoken(body, "port"), spoken(body, "road")
    assert (minister.speaker.name, minister.role.title, minister.speaks_for.name) == (
        "Oda Tarn",
        "foreign minister",
        "Quellmark",
    )
    assert embassy.speaks_for.name == "Quellmark"


@pytest.mark.parametrize(
    "body",
    [
        "Quellmark's navy has left the strait. Its foreign minister, Oda Tarn, said that the port was shut.",
        "Quellmark takes another view. Nobody at Quellmark's embassy spoke. President Oda Tarn said that the port was shut.",
    ],
)
def test_an_office_is_that_of_the_state_the_text_is_about(spoken, body):
    found = spoken(body, "port was shut")
    assert (found.speaker.name, found.speaks_for.name) == ("Oda Tarn", "Quellmark")


@pytest.mark.parametrize(
    "body",
    [
        "Talks with Quellmark's foreign minister failed. President Oda Tarn said that the port was shut.",
        "Quellmark's embassy and Estvale's embassy are shut. President Oda Tarn said that the port was shut.",
        "Quellmark's embassy is shut. Oda Tarn, a teacher, said that the port was shut.",
    ],
)
def test_where_it_may_be_another_ones_it_stays_open(spoken, body):
    assert spoken(body, "port was shut").speaks_for is None


def test_who_was_a_minister_speaks_for_nobody(spoken):
    found = spoken(
        "Oda Tarn, who was Quellmark's foreign minister until last year, said that the port was shut.", "port"
    )
    assert (found.speaker.name, found.role, found.speaks_for) == ("Oda Tarn", None, None)


def test_of_two_in_a_row_each_has_the_title_before_the_name(spoken):
    body = "The president of Quellmark, Mr. Oda Tarn, and the president of Estvale, Ms. Una Holt, met. Tarn said that the port was shut. Holt said that the road was open."
    assert spoken(body, "port").speaks_for.name == "Quellmark"
    assert spoken(body, "road").speaks_for.name == "Estvale"


def test_a_seat_speaks_for_nobody_else_and_an_office_does(spoken):
    senator = spoken("Sen. Bob Corker said on July 14, 2016 that the port was shut.", "port")
    assert senator.speaks_for is None
    minister = spoken("Sergei Lavrov said on July 14, 2016 that the road was open.", "road")
    assert minister.speaks_for.name == "Russia"


def test_a_middle_initial_makes_nobody_new(spoken):
    found = spoken("Sergei V. Lavrov said on July 14, 2016 that the port was shut.", "port")
    assert (found.speaker.id, found.speaks_for.name) == ("person:sergey-lavrov", "Russia")


def test_all_members_of_a_body_are_the_body(spoken):
    found = spoken("The members of the Security Council condemned the attack on the port.", "attack")
    assert found.speaks_for.name == "UN Security Council"
    some = spoken("Members of the Security Council condemned the attack on the port.", "attack")
    assert some.speaker.kind == "group"
