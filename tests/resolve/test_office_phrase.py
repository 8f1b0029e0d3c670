"""Which office a phrase names, whose it is, and whether its holder is meant."""

import pytest

from onrecord.resolve import load_register
from onrecord.resolve.office_phrase import read_office
from tests.conftest import DEMO


@pytest.fixture(scope="module")
def register():
    return load_register((DEMO / "actors.yml",))


@pytest.mark.parametrize(
    ("phrase", "title", "owner"),
    [
        ("Norland's foreign minister", "foreign minister", "Norland"),
        ("minister of foreign affairs of Norland", "foreign minister", "Norland"),
        ("Norlandic foreign minister", "foreign minister", "Norland"),
        ("president of the Republic of Sarmia", "president", "Sarmia"),
        ("Norland's new foreign minister", "foreign minister", "Norland"),
        ("Norland's ambassador to Sarmia", "ambassador", "Norland"),
        ("ambassador of Norland to Sarmia", "ambassador", "Norland"),
        ("commander of Norland's navy", "commander", "Norland"),
        ("Norland's defence ministry spokesman", "spokesman", "Norland"),
        ("spokesman for the president of Sarmia", "spokesman", "Sarmia"),
        ("Minister of the Interior of Norland", "interior minister", "Norland"),
        ("Minister of Roads and Bridges of Norland since spring", "minister of roads and bridges", "Norland"),
        ("Norland's junior farm minister", "junior farm minister", "Norland"),
    ],
)
def test_an_office_is_of_the_state_that_its_words_tie_it_to(register, phrase, title, owner):
    read = read_office(phrase, register)
    assert (read.title, read.owner.name, read.is_holder) == (title, owner, True)


@pytest.mark.parametrize(
    "phrase",
    [
        "president of the Norland Rail Union", "president of Norland's football federation", "Norlandic central bank president",
        "ambassador to Sarmia", "president of the University of Norland", "editor of the Norland Review",
    ],
)  # fmt: skip
def test_a_state_named_beside_an_office_does_not_own_it(register, phrase):
    read = read_office(phrase, register)
    assert (read.owner, read.names_owner) == (None, True)


@pytest.mark.parametrize(
    "phrase",
    [
        "former foreign minister of Norland", "Norland's ex-foreign minister", "ousted president of Sarmia", "president-elect of Sarmia",
        "self-declared president of Sarmia", "late president of Sarmia", "shadow foreign minister of Norland", "incoming foreign minister of Norland",
        "adviser to the president of Sarmia", "person close to the foreign minister of Norland", "widow of the president of Sarmia",
    ],
)  # fmt: skip
def test_who_only_once_or_nearly_holds_an_office_is_not_its_holder(register, phrase):
    read = read_office(phrase, register)
    assert read.why_not
    assert not read.is_holder
    assert read.speaks_for is None


def test_who_stands_in_is_not_the_holder_and_speaks_for_the_same_state(register):
    read = read_office("acting foreign minister of Norland", register)
    assert not read.is_holder
    assert read.speaks_for.name == "Norland"


@pytest.mark.parametrize(
    "source",
    ["A former foreign minister of Norland", "The ousted foreign minister of Norland", "Norland's ex-foreign minister", "An adviser to the foreign minister of Norland", "The president of the Norland Rail Union"],
)  # fmt: skip
def test_such_a_person_gets_neither_the_holders_words_nor_the_state(enriched, source):
    made = enriched(
        "Talks go on\n\nMarch 4, 2031\n\nThe ferry was late.\n\n" + source + " said that the quays must be sold.\n"
    )
    (found,) = [s for s in made.statements if "quays" in s.text]
    assert found.speaker is None or found.speaker.name != "Ilse Varn"
    assert found.speaks_for is None


def test_an_acting_minister_without_a_name_speaks_for_the_state(enriched):
    made = enriched(
        "Talks go on\n\nMarch 4, 2031\n\nThe ferry was late.\n\nThe acting foreign minister of Norland said that the quays must be sold.\n"
    )
    (found,) = [s for s in made.statements if "quays" in s.text]
    assert (found.speaker.kind, found.speaks_for.name) == ("unnamed", "Norland")


def test_former_officials_speak_for_nobody_and_officials_do(enriched):
    made = enriched(
        "Talks go on\n\nMarch 4, 2031\n\nFormer officials of Norland said that the quays must be sold.\n\nOfficials of Norland said that the locks must be shut.\n"
    )
    spoken = {s.text: s.speaks_for and s.speaks_for.name for s in made.statements}
    assert [v for k, v in spoken.items() if "quays" in k] == [None]
    assert [v for k, v in spoken.items() if "locks" in k] == ["Norland"]


HEAD = "Talks go on\n\nMarch 4, 2031\n\nThe ferry was late.\n\n"


def test_somebody_found_by_title_and_surname_alone_is_who_he_is_from_then_on(enriched):
    made = enriched(HEAD + "President Orrec said that the quays must be sold. “The locks must be shut,” he said. Orrec said that the mole must be mended.\n")  # fmt: skip
    assert {s.speaker.name for s in made.statements if "must" in s.text} == {"Danil Orrec"}


def test_the_former_envoy_is_whom_the_text_calls_a_former_one(enriched):
    made = enriched(HEAD + "Former ambassador Ada Holm said that the quays must be sold. The former ambassador said that the locks must be shut.\n")  # fmt: skip
    assert {s.speaker.name for s in made.statements if "must" in s.text} == {"Ada Holm"}


def test_a_former_holder_on_a_day_that_is_not_known_speaks_for_nobody(enriched):
    made = enriched("Talks go on\n\nThe ferry was late.\n\nFormer foreign minister Corin Athelay said that the quays must be sold.\n")  # fmt: skip
    (found,) = [s for s in made.statements if "quays" in s.text]
    assert (found.speaker.name, found.speaks_for) == ("Corin Athelay", None)


def test_a_state_that_no_register_knows_is_no_portfolio(register):
    assert read_office("Minister of Vantmark", register).title == "minister"
    assert read_office("Minister of Mines", register).title == "minister of mines"
    assert read_office("Minister for Clouds", register).title == "minister of clouds"
