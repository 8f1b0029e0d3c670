"""Whom a mention of a text stands for, its place given; everybody here is invented."""

import pytest

from onrecord.evaluate.antecedents import given_statements
from onrecord.resolve import ResolveStage, load_register
from onrecord.segment import SegmentStage


@pytest.fixture(scope="module")
def stage():
    return ResolveStage(load_register())


@pytest.fixture
def speaker(stage):
    """The speaker of the last attribution of a body in which {mentions} stand in braces, each saying something."""

    def find(body):
        text, places = "Talks go on in the strait\n\n", []
        rest = body
        while "{" in rest:
            before, rest = rest.split("{", 1)
            mention, rest = rest.split("}", 1)
            text += before
            places.append([len(text), len(text) + len(mention)])
            text += mention
        text += rest + " The tide was out.\n"
        at = text.index("The tide was out.")
        quotes = [{"contents": [[at + i, at + 17]], "cue": [], "source": [place]} for i, place in enumerate(places)]
        resolved = stage(given_statements({"doc_id": "made", "text": text, "quotes": quotes}, SegmentStage()))
        return {s.source.start: s for s in resolved.statements}[places[-1][0]].speaker

    return find


BREHMS = "Castor Brehm sells nets. Livia Brehm, the harbourmaster, spoke next. Ms. Brehm was brief. "


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (BREHMS + "{Mr. Brehm} said so.", "Castor Brehm"),
        (BREHMS + "{The harbourmaster} said so.", "Livia Brehm"),
        (BREHMS + "{Harbourmaster Brehm} said so.", "Livia Brehm"),
        ("Brice Odell, a police inspector from Peld, came late. {Inspector Odell} said so.", "Brice Odell"),
        ("Stig Lomm, the engineer in charge, came. Wenna Tregar left. {The engineer} said so.", "Stig Lomm"),
        ("Qiao Wenzhi, an architect, drew it. {Wenzhi Qiao} said so.", "Qiao Wenzhi"),
        ("Khaled Mansuri leads the strike. {Mr. Mansouri} said so.", "Khaled Mansuri"),
        ("Castor Brehm spoke. {CNN's Becky Quill} said so.", "Becky Quill"),
    ],
)
def test_a_person_is_found_by_what_the_text_says_of_them(speaker, body, name):
    assert (speaker(body).name, speaker(body).kind) == (name, "person")


@pytest.mark.parametrize(
    "mention",
    [
        "attorneys for Castor Brehm",
        "Brehm's lawyers",
        "Several hundred dockers aligned with Brehm",
        "two people close to the talks",
        "environmentalists",
    ],
)
def test_a_plural_is_a_group_whoever_is_named_in_it(speaker, mention):
    assert speaker(f"Castor Brehm came. {{{mention}}} said so.").kind == "group"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Castor Brehm runs for mayor. {The Brehm campaign} said so.", "Brehm campaign"),
        ("Mayor Castor Brehm runs again. {His campaign} said so.", "Brehm campaign"),
        ("The Kell Harbour Board met. {The board} said so.", "Kell Harbour Board"),
        ("He came. {the Concerned Dockers of Kell} said so.", "Concerned Dockers of Kell"),
    ],
)
def test_people_who_act_as_one_are_an_organisation(speaker, body, name):
    assert (speaker(body).name, speaker(body).kind) == (name, "organisation")


@pytest.mark.parametrize("mention", ["public records", "the poll", "a new study", "her tax returns"])
def test_nobody_stands_behind_a_thing(speaker, mention):
    assert speaker(f"Castor Brehm came. {{{mention}}} said so.") is None


@pytest.mark.parametrize("mention", ["A spokeswoman for Mr. Brehm", "the mayor's aide", "A Brehm supporter in Kell"])
def test_a_name_that_only_says_whose_somebody_is_does_not_speak(speaker, mention):
    found = speaker(f"Castor Brehm is the mayor. {{{mention}}} said so.")
    assert found is None or found.name != "Castor Brehm"


def test_two_of_a_surname_named_together_stay_open(speaker):
    assert speaker("Hugh Tolland and Amos Tolland left by a side door. {Mr. Tolland} said so.") is None


def test_i_is_the_author_of_a_signed_text_and_nobody_elsewhere(stage):
    from dataclasses import replace

    from onrecord.model.document import Fact

    text = "Talks go on in the strait\n\nI said in May that the quay was unsafe.\n"
    row = {
        "doc_id": "made",
        "text": text,
        "quotes": [{"contents": [[42, 65]], "cue": [[29, 33]], "source": [[27, 28]]}],
    }
    given = given_statements(row, SegmentStage())
    (news,) = stage(given).statements
    assert news.speaker is None
    signed = replace(
        given,
        author=Fact("Ada Holm", None, "metadata"),
        segments=tuple(replace(s, voice="author") for s in given.segments),
    )
    (opinion,) = stage(signed).statements
    assert opinion.speaker.name == "Ada Holm"


def test_a_junior_of_the_register_is_known_with_and_without_the_full_stop(stage):
    from onrecord.resolve.people import gather_people
    from tests.conftest import make_document

    text = "Talks go on in the strait\n\nPresident Joseph R. Biden Jr. spoke in Kell on Monday, as announced.\n"
    people = gather_people(SegmentStage()(make_document(text, language="en")), stage.register, [], None)
    assert [i.person.name for i in people.individuals if i.person] == ["Joe Biden"]


@pytest.mark.parametrize("mention", ["Norwegians", "Some Norwegians", "the Democrats", "Many Republicans"])
def test_the_people_of_a_state_or_a_party_are_a_group(speaker, mention):
    assert speaker(f"{{{mention}}} said so.").kind == "group"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Lina Quesada Ibarra, a baker, came. {Quesada Ibarra} said so.", "Lina Quesada Ibarra"),
        ("Machteld van der Lisse, a veterinarian, came. {Van der Lisse} said so.", "Machteld van der Lisse"),
        ("Dolores “Lola” Whitcombe was late. {Lola} said so.", "Dolores Whitcombe"),
        ("A clerk, Jonah Veitch, was locked in. {The clerk} said so.", "Jonah Veitch"),
        ("The physicist Bjarni Ketilsson dropped it. {Bjarni} said so.", "Bjarni Ketilsson"),
        ("Jo Dorn spoke. Jo Dorn Jr. did not. {Jo Dorn} said so.", "Jo Dorn"),
    ],
)
def test_a_person_is_known_by_a_part_of_their_name_and_a_noun_before_it(speaker, body, name):
    assert (speaker(body).name, speaker(body).kind) == (name, "person")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("It went to the Associated Press, {which} said so.", "Associated Press"),
        ("{The Kell Valley Leader} said so.", "Kell Valley Leader"),
        ("{the news agency Kellpress} said so.", "Kellpress"),
    ],
)
def test_an_organisation_is_known_by_what_stands_beside_it(speaker, body, name):
    assert (speaker(body).name, speaker(body).kind) == (name, "organisation")


def test_a_general_election_is_no_general(speaker):
    found = speaker("General Mirko Stavel came. {the much larger general-election audience} said so.")
    assert found is None or found.kind != "person"
