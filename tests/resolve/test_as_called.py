"""Speakers without a name of their own: kept as the text calls them, or left open. Names and sentences are invented."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from onrecord.model.actor import Actor, Office, Person
from onrecord.model.span import Span
from onrecord.resolve import load_register
from onrecord.resolve.individuals import Individual
from onrecord.resolve.names import find_runs
from onrecord.resolve.office import role_and_principal
from onrecord.resolve.recognition import is_person
from onrecord.resolve.resolved import Resolved

HEAD = "A night on the coast\n\nMarch 4, 2031\n\n"


@pytest.fixture
def ferries(enriched):
    """(speaker, kind, spoken for) of the one statement about ferries."""

    def run(body):
        made = enriched(HEAD + body + "\n")
        found = [s for s in made.statements if "ferr" in s.text]
        (last,) = [s for s in found if s.within] or found
        return (
            last.speaker.name if last.speaker else None,
            last.speaker.kind if last.speaker else None,
            last.speaks_for.name if last.speaks_for else None,
        )

    return run


@pytest.fixture
def spoken_undated():
    """Whom somebody with one office in the register speaks for on an unknown day, by the short title before the name."""
    state = Actor("state:x", "X", "state")
    office = Office("transport secretary", "state:x", "2025-01-01", None, "invented")
    person = Person("person:ada", "Ada Rook", "Rook", None, (), (office,))
    register = SimpleNamespace(
        actors={"state:x": state},
        types={},
        parents={},
        find=lambda *_: [],
        owners=lambda *_: [],
        lookup=lambda *_: None,
    )

    def run(title):
        one = Individual("Ada Rook", person, "doc", described={"representative"} if title else set())
        principal = role_and_principal(Resolved(one.actor, "", 0.9, one), register, None)[1]
        return principal.name if principal else None

    return run


@pytest.fixture
def register_row():
    """Whom a person of the register that ships speaks for on a day, where the text gives no title."""
    register = load_register()

    def run(key, day):
        person = register.people[key]
        resolved = Resolved(person.actor, "", 0.9, Individual(person.name, person, "doc"))
        return role_and_principal(resolved, register, day)[1].name

    return run


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "The harbour was full. The finance ministry said that the ferries must run.",
            ("The finance ministry", "unnamed", None),
        ),
        ("The harbour was full. Her brother said that the ferries must run.", ("Her brother", "unnamed", None)),
        ("The harbour was full. The treasurer said that the ferries must run.", ("The treasurer", "unnamed", None)),
        ("A diplomat came late. The diplomat said that the ferries must run.", ("The diplomat", "unnamed", None)),
        (
            "The harbour was full. The canal authority of Kell said that the ferries must run.",
            ("canal authority of Kell", "organisation", "canal authority of Kell"),
        ),
    ],
)
def test_a_described_speaker_is_kept_as_the_text_calls_them(ferries, body, who):
    assert ferries(body) == who


@pytest.mark.parametrize(
    "body", ["The company said that the ferries must run.", "The road said that the ferries must run."]
)
def test_a_word_alone_that_needs_what_stands_before_it_stays_open(ferries, body):
    assert ferries("The harbour was full. " + body) == (None, None, None)


def test_a_name_that_the_text_uses_like_a_bodys_is_one(ferries):
    body = "Trade in Vantmark is slow. Vantmark said that the ferries must run."
    assert ferries(body) == ("Vantmark", "organisation", "Vantmark")


@pytest.mark.parametrize(
    "body",
    [
        "Vantmark said that the ferries must run.",
        "Vantmark, who is 41, sells salt in Vantmark. Vantmark said that the ferries must run.",
    ],
)
def test_a_name_that_nothing_is_said_of_or_that_is_a_persons_is_no_body(ferries, body):
    assert ferries(body)[1] != "organisation"


def test_a_ministry_whose_state_is_not_said_speaks_for_nobody_that_can_be_told(ferries):
    name, _, spoken_for = ferries("The Ministry of Salt said that the ferries must run.")
    assert (name, spoken_for) == ("Ministry of Salt", None)


def test_a_low_share_of_the_weight_names_nobody(ferries):
    people = "President Ada Holm of Norland met Piet Vos. Tor Ibsen and Una Lomm came too. Ulf Rask and Pia Dorn left. "
    assert ferries(people + "The chairman said that the ferries must run.")[0] not in {
        "Ada Holm",
        "Piet Vos",
        "Tor Ibsen",
        "Una Lomm",
        "Ulf Rask",
        "Pia Dorn",
    }


def test_it_is_the_state_that_is_the_subject_before(ferries):
    assert ferries("In spring Norland closed its port. It said that the ferries must run.")[0] == "Norland"


def test_it_stays_open_where_two_could_be_meant(ferries):
    assert ferries("In spring Norland closed the port of Sarmia. It said that the ferries must run.")[0] is None


def test_who_tells_is_not_whom_the_pronoun_means(ferries):
    body = "President Ada Holm of Norland has been silent. According to a friend of hers, Piet Vos, she said that the ferries must run."
    assert ferries(body)[0] == "Ada Holm"


def test_people_round_somebody_are_not_that_one(ferries):
    body = "Ada Holm is president of Norland. There are people round Ada Holm who said that the ferries must run."
    assert ferries(body)[0] != "Ada Holm"


@pytest.mark.parametrize(
    "body",
    [
        "They noted the statement of the Government of Sarmia that the ferries must run.",
        "They recalled the assurance given by the Government of Sarmia that the ferries must run.",
        "They rejected the claim of the Government of Sarmia that the ferries must run.",
    ],
)
def test_a_noun_of_saying_with_its_owner_behind_it_is_the_owners(enriched, body):
    made = enriched(HEAD + "The ministers of Norland met on Monday. " + body + "\n")
    assert ("Sarmia", "that the ferries must run"[5:]) in {
        (s.speaks_for.name, s.text) for s in made.statements if s.speaks_for
    }


def test_both_sides_of_a_talk_are_those_who_met(enriched):
    body = "The President of Norland, Ada Holm, spoke by telephone with the President of Sarmia, Danil Orrec. The call was short.\n\nThe parties agreed that the ferries must run.\n"
    (found,) = [s for s in enriched(HEAD + body).statements if "ferr" in s.text]
    assert [(p.speaker.name, p.speaks_for.name) for p in found.parties] == [
        ("Ada Holm", "Norland"),
        ("Danil Orrec", "Sarmia"),
    ]


def test_the_sides_are_a_group_where_nobody_is_known_to_have_met(enriched):
    (found,) = [
        s
        for s in enriched(HEAD + "The war went on.\n\nThe parties agreed that the ferries must run.\n").statements
        if "ferr" in s.text
    ]
    assert found.speaker.kind == "group"


def test_two_names_of_bodies_that_no_register_knows_are_two(enriched):
    body = "Ostermark has been quiet. Ostermark and Haldmark said that the ferries must run."
    (found,) = [s for s in enriched(HEAD + body + "\n").statements if "ferr" in s.text]
    assert [p.speaker.name for p in found.parties] == ["Ostermark", "Haldmark"]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("President Ada Maria Holm of Norland is late. Ada Holm said that the ferries must run.", "Ada Maria Holm"),
        ("President Ada Holm of Norland is late. A. Holm said that the ferries must run.", "Ada Holm"),
    ],
)
def test_a_shorter_form_of_a_name_is_the_same_person(ferries, body, who):
    assert ferries(body)[0] == who


def test_a_name_with_a_capital_beyond_ascii_is_whole(ferries):
    body = "President Dulce Monteiro Évora of Norland came late. Évora said that the ferries must run."
    assert ferries(body)[0] == "Dulce Monteiro Évora"


def test_a_headline_in_title_case_makes_no_person_of_its_verbs(enriched):
    text = "Anna Rook Holds Talks\n\nMarch 4, 2031\n\nAnna Rook, a skipper from Kell, was late. Rook said that the ferries must run.\n"
    assert {s.speaker.name for s in enriched(text).statements if "ferr" in s.text} == {"Anna Rook"}


def test_its_ministry_makes_a_state_of_the_name_before_it(ferries):
    body = "Vantmark has kept its gates shut since spring. Its foreign ministry said that the ferries must run."
    assert ferries(body)[2] == "Vantmark"


def test_who_also_presides_over_a_union_speaks_for_their_own_state(register_row):
    """A president of a state who chairs a union of states that day."""
    assert register_row("person:alpha-conde", "2017-09-25") == "Guinea"


@pytest.mark.parametrize(
    ("words", "person"), [("a baker from Kell, Upper Vantmark,", False), ("a baker, Tamsin Rook,", True)]
)
def test_where_somebody_is_from_is_nobody(words, person):
    view = f"{words} said that the ferries must run."
    run = list(find_runs(view))[-1]
    assert is_person(view, run, load_register(), [Span(0, len(words))], set()) is person


def test_an_office_of_another_time_is_not_given_to_who_has_another_seat_in_the_text(spoken_undated):
    """The day is not known, and the text calls them a member of a house."""
    assert spoken_undated("Rep.") is None
    assert spoken_undated("") is not None


def test_a_spokesman_of_the_ministry_speaks_for_no_ministry_without_a_state(ferries):
    assert ferries("Piet Vos, spokesman of the Ministry, said that the ferries must run.")[2] is None


@pytest.mark.parametrize(
    ("body", "office"),
    [
        (
            "Piet Vos, who leads the Harbour Party, said that the ferries must run.",
            ("Piet Vos", "leader", "Harbour Party"),
        ),
        (
            "Norland's junior transport minister, Piet Vos, said that the ferries must run.",
            ("Piet Vos", "junior transport minister", "Norland"),
        ),
        (
            "The Minister of the Interior of Norland, Piet Vos, said that the ferries must run.",
            ("Piet Vos", "interior minister", "Norland"),
        ),
        (
            "The deputy chairman of Norland, Piet Vos, said that the ferries must run.",
            ("Piet Vos", "deputy chairman", "Norland"),
        ),
        (
            "At the wish of the president of Norland, Ada Reke, the president of Sarmia, Piet Vos, paid a visit. Vos said that the ferries must run.",
            ("Piet Vos", "president", "Sarmia"),
        ),
    ],
)
def test_an_office_is_read_with_its_rank_its_portfolio_and_its_owner(enriched, body, office):
    (found,) = [s for s in enriched(HEAD + body + "\n").statements if "ferr" in s.text]
    assert (
        found.speaker.name,
        found.role.title if found.role else None,
        found.speaks_for.name if found.speaks_for else None,
    ) == office
