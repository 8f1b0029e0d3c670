"""Whose words the turns of briefings, councils and interviews are. Names and sentences are invented."""

from __future__ import annotations

import pytest

from onrecord.language.interviews import find_turns, initials_at
from onrecord.language.turn_labels import is_formal

BRIEFING = """MINISTRY OF ROADS
REPUBLIC OF NORLAND

Weekly briefing by the Official Representative, Marit Sandoval
4 March 2031

MS. SANDOVAL: Good morning. The bridge at Kell opens on Friday.

QUESTION (Harbour Courier, Piet Vos): Will the toll be lifted?

MS. SANDOVAL: It will not be lifted this year.

QUESTION: Thank you. Ada Holm, Radio Sarmia. Do you expect a strike?

MS. SANDOVAL: We have no sign of one.

It would be the first since the war.

Q: And if it comes?

MS. SANDOVAL: I will not guess.

The briefing was closed at noon.
"""
COUNCIL = """Council of the Straits
11th meeting

President:  Ms. Lindqvarn . . . . . . . . . . . . . . .  (Ostermere)
Members:    Norland . . . . . . . . . . . . . . . . . .  Mr. Reke

The meeting was called to order at 3 p.m.

The President: I invite the representative of Sarmia to take part.

Mr. Reke (Norland): The ferries must run, and nobody here doubts it.

My delegation has two requests. The first is access to the port.

Ms. Adeyra (Sarmia) (spoke in French): The port is open. The representative of Norland asked that it be kept so.

The President: I now give the floor to nobody else.

The meeting rose at 4 p.m.
"""
INTERVIEW = """“We are no corridor”

Norland's deputy foreign minister on the canal, the toll and a winter in Kell

Interview by Piet Vos

Marit Sandoval receives us in a former mill. On the sill stands a row of bottles.

Madam Deputy Minister, the canal was to be opened in April. What went wrong?

Nothing went wrong, it went slowly. I said so in February.

Your neighbours say your ministry lost the maps.

They say so. We have found the maps, every one of them.

The winter has been long.

Will you raise the toll?

The toll stays where it is, my colleagues agree on that.

Do you fear a strike?

I fear nothing that comes with a date.
"""


@pytest.fixture
def said(enriched):
    """Who is given the statement with these words, with the state and the office: (speaker, for, office)."""

    def run(text, words):
        (found,) = [s for s in enriched(text).statements if words in s.text and not s.within]
        return (
            found.speaker.name if found.speaker else None,
            found.speaks_for.name if found.speaks_for else None,
            found.role.title if found.role else None,
        )

    return run


@pytest.mark.parametrize(
    "words", ["The bridge at Kell", "not be lifted", "no sign of one", "the first since", "not guess"]
)
def test_a_label_with_a_surname_leads_to_the_full_name_and_the_office_above(said, words):
    assert said(BRIEFING, words) == ("Marit Sandoval", "Norland", "spokesperson")


@pytest.mark.parametrize(
    ("words", "who"), [("toll be lifted", "Piet Vos"), ("expect a strike", "Ada Holm"), ("if it comes", "a reporter")]
)
def test_a_question_is_of_who_asks_and_never_of_who_answers(said, words, who):
    assert said(BRIEFING, words) == (who, None, None)


def test_nothing_behind_the_end_of_a_briefing_is_anybodys_turn(enriched):
    assert not any("closed at noon" in s.text for s in enriched(BRIEFING).statements)


@pytest.mark.parametrize("words", ["The ferries must run", "two requests"])
def test_a_delegate_speaks_for_the_state_in_brackets_through_every_paragraph_of_the_turn(said, words):
    assert said(COUNCIL, words) == ("Reke", "Norland", "representative")


@pytest.mark.parametrize("words", ["I invite the representative", "give the floor"])
def test_the_president_of_a_council_is_who_sits_there_and_no_speaker_before(said, words):
    assert said(COUNCIL, words)[0] == "Lindqvarn"


def test_a_record_whose_turns_are_many_paragraphs_long_is_a_transcript(enriched):
    long = "\n\n".join(f"We have asked for the port of Kell to be opened {n} times." for n in range(2, 16))
    made = enriched(COUNCIL.replace("My delegation has two requests.", long + "\n\nMy delegation has two requests."))
    assert made.kind == "transcript"
    assert {s.speaker.name for s in made.statements if "opened 9 times" in s.text} == {"Reke"}


def test_the_representative_of_a_state_is_its_delegate(enriched):
    (found,) = [
        s for s in enriched(COUNCIL).statements if s.source and s.source.text == "The representative of Norland"
    ]
    assert found.speaker.name == "Reke"


def test_a_list_of_who_sat_there_is_no_statement(enriched):
    assert not any(". . ." in s.text for s in enriched(COUNCIL).statements)


@pytest.mark.parametrize("words", ["it went slowly", "found the maps", "stays where it is", "comes with a date"])
def test_an_answer_is_of_who_is_interviewed(said, words):
    assert said(INTERVIEW, words) == ("Marit Sandoval", "Norland", "deputy foreign minister")


@pytest.mark.parametrize("words", ["What went wrong", "lost the maps", "raise the toll", "fear a strike"])
def test_a_question_is_of_the_interviewer(enriched, words):
    found = [s for s in enriched(INTERVIEW).statements if words in s.text and not s.within]
    assert [s.speaker.name for s in found] == ["Piet Vos"]


def test_words_that_are_neither_question_nor_answer_for_certain_go_to_nobody(enriched):
    assert not any("winter has been long" in s.text for s in enriched(INTERVIEW).statements)


def test_who_answers_stays_open_where_nobody_is_presented(enriched):
    made = enriched(INTERVIEW.replace("Marit Sandoval receives us", "She receives us"))
    found = [s for s in made.statements if "found the maps" in s.text]
    assert found
    assert {s.speaker for s in found} == {None}


def test_who_met_somebody_for_an_interview_does_not_answer_it(enriched):
    made = enriched(INTERVIEW.replace("Marit Sandoval receives us", "Piet Vos met her, Marit Sandoval,"))
    found = [s for s in made.statements if "found the maps" in s.text]
    assert found
    assert all(s.speaker is None or s.speaker.name == "Marit Sandoval" for s in found)


def test_questions_between_marks_of_emphasis_are_the_interviewers_and_the_rest_answers(enriched):
    turns = [
        "_Minister, will the canal hold?_",
        "It holds.",
        "_So it is about money._",
        "Most things are.",
        "_Do you sleep?_",
        "I do, now and then.",
        "_And in winter?_",
        "Our winter is long.",
    ]
    head = "Marit Sandoval, Minister of Roads of Norland since spring, on the canal. A conversation with Piet Vos, in her office.\n\n"
    made = enriched("INTERVIEW\n\nThe canal holds\n\n" + head + "\n\n".join(turns) + "\n")
    whole = {
        s.text: s.speaker.name if s.speaker else None for s in made.statements if s.mode == "direct" and not s.within
    }
    assert whole["Most things are."] == whole["Our winter is long."] == "Marit Sandoval"
    assert whole["_So it is about money._"] is None


def test_labels_with_a_full_name_and_an_office_make_that_person(enriched):
    text = BRIEFING.replace("MS. SANDOVAL: Good", "MS. MARIT SANDOVAL, SPOKESPERSON OF THE MINISTRY: Good").replace(
        "Weekly briefing by the Official Representative, Marit Sandoval\n", "Weekly briefing\n"
    )
    found = {s.speaker.name for s in enriched(text).statements if "not guess" in s.text or "bridge at Kell" in s.text}
    assert found == {"Marit Sandoval"}


def test_a_list_with_leaders_gives_the_full_names_of_delegates(said):
    council = COUNCIL.replace("Mr. Reke\n\nThe meeting", "Mr. Tomas REKE\n\nThe meeting").replace(
        "Mr. Reke (Norland):", "Mr. REKE (Norland):"
    )
    assert said(council, "The ferries must run") == ("Tomas Reke", "Norland", "representative")


def test_who_speaks_in_a_turn_is_not_he_within_it(enriched):
    text = BRIEFING.replace(
        "I will not guess.", "The mayor of Kell, Tor Ibsen, called me. He said that the bridge holds."
    )
    (found,) = [s for s in enriched(text).statements if s.within and "bridge holds" in s.text]
    assert found.speaker.name == "Tor Ibsen"


def test_he_in_a_turn_is_nobody_rather_than_its_speaker(enriched):
    text = (
        BRIEFING.replace("MS. SANDOVAL", "MR. SANDOVAL")
        .replace("Marit", "Tor")
        .replace("I will not guess.", "He said that the bridge holds.")
    )
    found = [s for s in enriched(text).statements if s.within and "bridge holds" in s.text]
    assert found
    assert all(s.speaker is None or s.speaker.name != "Tor Sandoval" for s in found)


def test_initials_at_turns_are_of_the_people_whom_the_text_names(enriched):
    turns = [
        "PV  Why a boat?",
        "MS  I had no horse.",
        "PV  Were you afraid?",
        "MS  Norland rejects fear.",
        "PV  And now?",
        "MS  Now we sleep.",
    ]
    made = enriched(
        "A boat at night\n\nMarit Sandoval crossed the strait. Piet Vos spoke to her.\n\n" + "\n\n".join(turns) + "\n"
    )
    assert made.kind == "interview"
    whole = {s.text: s.speaker.name for s in made.statements if not s.within and s.mode == "direct"}
    assert whole["I had no horse."] == "Marit Sandoval"
    assert whole["Were you afraid?"] == "Piet Vos"


def test_questions_of_a_speech_make_no_interview(enriched):
    speech = "\n\n".join(
        [
            "Who would close the strait? We would not.",
            "What have we asked for? Only passage.",
            "Why was it refused? I do not know.",
            "We ask again today, as we did in spring.",
        ]
    )
    assert enriched("A speech in Kell\n\n" + speech + "\n").kind != "interview"


def test_questions_that_a_paper_answers_itself_make_no_interview(enriched):
    parts = ["Why is the canal shut?", "The ministry of Norland says that the gates are broken.", "Who pays for it?", "Sarmia pays a third, and Norland the rest.",
             "Where is the key?", "Nobody has said so far.", "How deep is it?", "Nine metres, by the map of the harbour office.", "What comes next?", "A vote in the spring. Nobody knows its day.", "Is it safe to cross?", "The harbour office advises against it."]  # fmt: skip
    assert enriched("Seven questions on the canal\n\n" + "\n\n".join(parts) + "\n").kind != "interview"


def test_paragraphs_alternate_only_as_far_as_can_be_told():
    texts = [
        "She pours tea.",
        "Will it hold?",
        "It holds.",
        "[Laughs.]",
        "You doubted it once.",
        "I did, and we were wrong.",
        "The road is wet.",
    ]
    assert find_turns(texts) == [None, "question", "answer", None, "question", "answer", None]


def test_initials_need_at_least_two_people_and_half_of_the_paragraphs():
    assert not any(initials_at(["US ships sail.", "US ships wait.", "The rest is quiet."]))


@pytest.mark.parametrize(
    ("label", "formal"),
    [
        ("MS. VARN", True),
        ("Mr. Reke (Norland)", True),
        ("The President", True),
        ("Q", True),
        ("Ada Holm", False),
        ("Answer", False),
    ],
)
def test_formal_labels_are_those_of_records(label, formal):
    assert is_formal(label) is formal
