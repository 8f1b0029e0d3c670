"""Who spoke, in which office that day, for whom."""

import pytest

from onrecord.errors import BadRegister
from onrecord.resolve import load_register

HEAD = "Talks go on\n\nKELL, {day} - The parties met in Kell on that day, and they will meet again in the town of Tamsin.\n\n"


@pytest.fixture
def spoken(enriched):
    def run(body, day="March 4, 2031"):
        made = enriched(HEAD.format(day=day) + body + "\n\nThe evening was calm.\n")
        return [s for s in made.statements if s.voice != "headline" and s.start > len(HEAD)]

    return run


def names(found):
    return [s.speaker.name if s.speaker else None for s in found]


def test_a_surname_leads_to_the_full_name_before_it(spoken):
    found = spoken("Foreign Minister Ilse Varn arrived late. Varn said the port was open.")
    assert names(found) == ["Ilse Varn"]


def test_a_person_is_shown_in_the_office_held_that_day(spoken):
    march = spoken("Ilse Varn said the port was open.")[0]
    june = spoken("Ilse Varn said the port was open.", day="June 12, 2031")[0]
    assert (march.role.title, june.role.title) == ("foreign minister", "prime minister")
    assert (march.speaks_for.name, june.speaks_for.name) == ("Norland", "Norland")


def test_a_pronoun_leads_to_the_person_last_named_of_its_gender(spoken):
    found = spoken("Ilse Varn met Danil Orrec. He said the port was shut.\n\n“It is open,” she replied.")
    assert names(found) == ["Danil Orrec", "Ilse Varn"]


def test_a_caption_never_supplies_a_pronoun(spoken):
    found = spoken(
        "Ilse Varn said the port was open.\n\nPresident Danil Orrec on the quay. (Photo by M. Lind / AP)\n\n“It is shut,” he said."
    )
    assert names(found) == ["Ilse Varn", None]


def test_a_comment_never_supplies_anything(enriched):
    text = HEAD.format(day="March 4, 2031") + "It rained.\n\n1 thought on “Talks go on”\n\n1. Danil Orrec said so.\n"
    assert enriched(text).statements == ()


def test_a_title_without_a_name_leads_to_who_held_it_that_day(spoken):
    assert names(spoken("Norland's foreign minister said the port was open.")) == ["Ilse Varn"]


def test_a_capital_stands_for_its_government(spoken):
    found = spoken("Dask said the port was shut.")[0]
    assert (found.speaker.name, found.speaker.kind, found.speaks_for.name) == ("Sarmia", "state", "Sarmia")


def test_officials_are_a_group_that_speaks_for_its_state(spoken):
    found = spoken("Sarmian officials said the port was shut.")[0]
    assert (found.speaker.kind, found.speaks_for.name) == ("group", "Sarmia")


def test_an_unnamed_official_stays_unnamed(spoken):
    found = spoken("A senior official, who spoke on condition of anonymity, said the port was shut.")[0]
    assert (found.speaker.kind, found.speaks_for) == ("unnamed", None)


def test_somebody_unknown_is_created_with_the_title_of_the_text(spoken):
    found = spoken("Berta Kosk, a spokeswoman for Estria, said the port was shut.")[0]
    assert (found.speaker.name, found.role.title, found.speaks_for.name) == ("Berta Kosk", "spokeswoman", "Estria")


def test_a_professor_speaks_for_nobody(spoken):
    found = spoken("Berta Kosk, a professor in Estria, said the port was shut.")[0]
    assert (found.speaker.name, found.role, found.speaks_for) == ("Berta Kosk", None, None)


def test_two_people_of_one_surname_stay_two(spoken):
    found = spoken(
        "Corin Athelay arrived. Mira Athelay, a fisher, arrived too. Corin Athelay said it was late. Mira Athelay said it was early."
    )
    assert names(found) == ["Corin Athelay", "Mira Athelay"]


def test_what_cannot_be_resolved_stays_so_and_says_why(spoken):
    found = spoken("“The port is shut,” they said.")[0]
    assert found.speaker is None
    assert "not resolved" in found.why["speaker"]
    assert found.confidence.speaker is None


def test_a_day_beside_the_cue_is_when_it_was_said(spoken):
    found = spoken("Ilse Varn said on Sunday that the port was open.")[0]
    assert (found.said.date, found.said.method, found.said.evidence.text) == ("2031-03-02", "relative", "on Sunday")


def test_without_one_it_is_the_day_of_publication(spoken):
    found = spoken("Ilse Varn said that the port was open.")[0]
    assert (found.said.date, found.said.method) == ("2031-03-04", "publication")


def test_a_missing_year_is_inferred_from_the_only_term_it_fits(enriched):
    text = (
        "Norland's ambassador: The strait needs a rule\n\n"
        "Below is an article by Petra Ostlind, Norland's ambassador to Valdia, published on March 18 by The Meridian Review.\n\n"
        "The strait needs a rule. We shall keep it.\n\nNobody else will do that for us.\n"
    )
    published = enriched(text).published
    assert published.evidence.text == "March 18"
    assert published.date is None or published.inferred


def test_an_office_may_not_end_before_it_begins(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(
        "states: [{id: 'state:x', name: X}]\npeople:\n  - {id: 'person:a', name: A B, offices: [{title: mayor, for: 'state:x', from: 2031-05, to: 2031-04}]}\n"
    )
    with pytest.raises(BadRegister, match="ends before"):
        load_register((path,))


def test_an_office_needs_a_known_principal(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text("people:\n  - {id: 'person:a', name: A B, offices: [{title: mayor, for: 'state:nowhere'}]}\n")
    with pytest.raises(BadRegister, match="no row describes"):
        load_register((path,))


def test_a_term_that_leads_to_two_actors_leads_to_neither():
    register = load_register()
    register.add_term("the Twin Palace", "state:france", "metonym")
    register.add_term("the Twin Palace", "state:italy", "metonym")
    assert register.lookup("the Twin Palace") is None
    del register.terms["the Twin Palace"]


def test_every_row_of_the_shipped_register_says_where_it_comes_from():
    register = load_register()
    assert len(register.people) > 200
    assert all(office.source for person in register.people.values() for office in person.offices)


def test_who_is_close_to_somebody_speaks_for_nobody(spoken):
    found = spoken("Sources close to the Norlander government said the port was open.")
    assert (found[0].speaker.kind, found[0].speaks_for) == ("group", None)


def test_the_leader_of_a_party_that_only_the_text_knows_speaks_for_it(spoken):
    found = spoken("Olga Tarn, leader of the Harbour Party of Kell, said the port was open.")[0]
    assert (found.role.title, found.speaks_for.name) == ("leader", "Harbour Party of Kell")


def test_an_outdated_title_is_shown_beside_the_register(spoken):
    found = spoken("Foreign Minister Ilse Varn said the port was open.", day="June 12, 2031")[0]
    assert found.role.title == "prime minister"
    assert "the text calls them “Foreign Minister”, by the register" in found.why["speaks_for"]


def test_every_rule_of_the_table_can_be_reached_and_the_last_fits_every_person():
    from onrecord.resolve import principal_rules

    rules = principal_rules()
    assert all(rule.why and rule.when for rule in rules)
    assert rules[-1].fits({"kind": "person"})
    assert {rule.speaks_for for rule in rules} == {"nobody", "itself", "whole", "office", "owner"}


def test_a_relay_behind_the_sentence_is_a_link_of_the_chain(spoken):
    found = spoken(
        "Foreign Minister Ilse Varn said on Monday that the talks must go on, the news agency Kellpress reported."
    )
    said = next(s for s in found if s.speaker and s.speaker.name == "Ilse Varn")
    assert [link.actor.name for link in said.chain] == ["Kellpress"]


def test_who_is_quoted_as_saying_something_said_it(spoken):
    found = spoken("The Dask Courier quoted Foreign Minister Ilse Varn as saying that the port was open.")
    inner = next(s for s in found if s.speaker and s.speaker.name == "Ilse Varn")
    assert inner.content[0].text == "that the port was open"
    assert [link.actor.name for link in inner.chain] == ["Dask Courier"]


def test_somebody_unknown_is_one_person_through_the_collection_where_name_and_office_are_the_same(spoken):
    one = spoken("Olga Tarn, leader of the Harbour Party of Kell, said the port was open.")[0]
    same = spoken(
        "Olga Tarn, the leader of the Harbour Party of Kell, said the port was shut again.", day="May 2, 2031"
    )[0]
    other = spoken("Olga Tarn, leader of the Meadow Party of Kell, said the port was shut.")[0]
    alone = spoken("Olga Tarn, a baker, said the port was shut.")[0]
    assert one.speaker.id == same.speaker.id
    assert len({one.speaker.id, other.speaker.id, alone.speaker.id}) == 3
