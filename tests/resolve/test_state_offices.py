"""Texts that a body of a state signs or publishes."""

import pytest

from onrecord.model.document import Fact, Published

TEXT = "Statement of Norland\n\nThe strait was closed on Monday without a word to its neighbours. Its ships are turned back at night.\n\nThe resolution recalls that the strait is open to all. It was adopted by every state on the coast.\n"


@pytest.mark.parametrize("author", ["Permanent Mission of Norland", "Embassy of Norland in Tamsin", "Norlandic Ministry of Defence"])  # fmt: skip
def test_what_a_body_of_a_state_signs_is_its_own_statement_and_its_states(enriched, author):
    made = enriched(TEXT, author=Fact(author, None, "row"))
    assert made.kind == "official-statement"
    assert {(s.voice, s.mode, s.speaker.name, s.speaks_for.name) for s in made.statements} == {
        ("author", "authored", author, "Norland")
    }


def test_what_a_resolution_recalls_is_the_authors_claim_and_no_resolution_speaks(enriched):
    made = enriched(TEXT, author=Fact("Permanent Mission of Norland", None, "row"))
    assert any("recalls" in s.text and s.mode == "authored" for s in made.statements)


def test_a_body_of_a_state_that_publishes_an_unsigned_text_is_its_author(enriched):
    made = enriched(TEXT, outlet=Fact("Ministry of Foreign Affairs of Norland", None, "row"))
    assert made.kind == "official-statement"
    assert {s.speaks_for.name for s in made.statements} == {"Norland"}


def test_a_reporter_who_names_a_ministry_gives_its_words_to_its_state(enriched):
    made = enriched(
        "Talks go on\n\nMarch 4, 2031\n\nThe ferry was late.\n\nThe Ministry of Justice of Norland said that the locks must be shut.\n"
    )
    (found,) = [s for s in made.statements if "locks" in s.text]
    assert (found.speaker.name, found.speaker.kind, found.speaks_for.name) == ("Ministry of Justice of Norland", "organisation", "Norland")  # fmt: skip


def test_a_ministry_of_what_is_no_state_speaks_for_no_state(enriched):
    made = enriched(
        "Talks go on\n\nMarch 4, 2031\n\nThe ferry was late.\n\nThe Ministry of Culture said that the locks must be shut.\n"
    )
    (found,) = [s for s in made.statements if "locks" in s.text]
    assert found.speaks_for is None or found.speaks_for.kind != "state"


def test_our_colleague_from_a_state_speaks_for_it(enriched):
    made = enriched(
        "Remarks\n\nWe thank the chair for this meeting and for the report before us. Our Sarmian colleague said that the locks are shut. We do not agree with that.\n",
        author=Fact("Permanent Mission of Norland", None, "row"),
    )
    (found,) = [s for s in made.statements if s.mode != "authored"]
    assert (found.speaker.kind, found.speaks_for.name) == ("unnamed", "Sarmia")


def test_according_to_a_document_is_still_where_an_authors_words_come_from(enriched):
    made = enriched(
        "Remarks\n\nWe thank the chair for this meeting and for the report before us. According to the minutes, our delegate asked for more time.\n",
        author=Fact("Permanent Mission of Norland", None, "row"),
    )
    assert any(s.source and s.source.text == "the minutes" for s in made.statements)


@pytest.mark.parametrize(
    ("author", "name"),
    [("Mr. Danil Orrec", "Danil Orrec"), ("H.E. President Danil Orrec", "Danil Orrec"), ("Ms. Ilse Varn", "Ilse Varn"), ("Ilse Marta Varn", "Ilse Varn")],
)  # fmt: skip
def test_forms_of_address_and_middle_names_do_not_hide_an_office_holder(enriched, author, name):
    speech = "Mr. President, my delegation has come a long way to this Assembly. We keep the port shut until the winter, and our ships lie at the mole."
    made = enriched(speech, author=Fact(author, None, "row"), published=Published("2031-03-04", "day", method="metadata"))  # fmt: skip
    own = [s for s in made.statements if s.mode == "authored"]
    assert own
    assert {(s.speaker.name, s.role is not None, s.speaks_for is not None) for s in own} == {(name, True, True)}


def test_who_addresses_an_assembly_speaks_in_their_own_voice(enriched):
    made = enriched(
        "Mr. President, my delegation has come a long way to this Assembly. The port stays shut until the winter, and our ships lie at the mole. The ministers met and reported that no ferry ran in May.\n",
        author=Fact("Danil Orrec", None, "row"),
    )
    assert made.kind == "official-statement"
