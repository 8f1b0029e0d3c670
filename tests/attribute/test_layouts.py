"""Whose a quotation is by where it stands; two people's quotations stay two."""

import pytest

HEAD = "A night on the coast\n\nMarch 4, 2031\n\nThe harbour masters met on Tuesday evening.\n\n"
VARN, ORREC = "“The ferries run all winter.”", "“No ferry has asked us first.”"


@pytest.fixture
def spoken(enriched):
    def run(body):
        made = enriched(HEAD + body + "\n")
        return {s.text: (s.speaker.name if s.speaker else None) for s in made.statements if "ferr" in s.text}

    return run


@pytest.mark.parametrize(
    "body",
    [
        f"{VARN} -Minister Ilse Varn\n\n{ORREC} — Danil Orrec, President of Sarmia",
        f"{VARN}\n— Ilse Varn, foreign minister of Norland\n\n{ORREC}\n— Danil Orrec, president of Sarmia",
        f"Foreign Minister Ilse Varn issued the following statement:\n\n{VARN}\n\nPresident Danil Orrec had this to say:\n\n{ORREC}",
        f"From Foreign Minister Ilse Varn:\n\n{VARN}\n\nAnd from President Danil Orrec:\n\n{ORREC}",
        f"* Ilse Varn, foreign minister of Norland: {VARN}\n\n• Danil Orrec, president of Sarmia – {ORREC}",
        f"{VARN} Foreign Minister Ilse Varn closed the door.\n\n{ORREC} President Danil Orrec put on his coat.",
        f"Foreign Minister Ilse Varn closed the door. {VARN}\n\nPresident Danil Orrec shrugged. {ORREC}",
    ],
)
def test_a_layout_gives_each_quotation_to_the_one_beside_it(spoken, body):
    assert spoken(body) == {VARN: "Ilse Varn", ORREC: "Danil Orrec"}


def test_an_unknown_signature_takes_no_words_of_the_one_above(spoken):
    found = spoken(f"{VARN} -Minister Ilse Varn\n\n{ORREC}\n– Ada Holm, harbour master")
    assert found == {VARN: "Ilse Varn", ORREC: "Ada Holm"}


@pytest.mark.parametrize("nobody", ["Few wondered what she meant.", "Nobody asked a question."])
def test_nobody_is_no_speaker(spoken, nobody):
    found = spoken(f"{VARN} {nobody}")
    assert list(found) == [VARN]
    assert found[VARN] is None


def test_a_quotation_alone_behind_a_paragraph_about_another_person_is_left_open(spoken):
    found = spoken(
        f"{VARN} Foreign Minister Ilse Varn told the press.\n\nPresident Danil Orrec arrived at noon.\n\n{ORREC}"
    )
    assert found[VARN] == "Ilse Varn"
    assert found[ORREC] != "Ilse Varn"


def test_a_quotation_alone_right_behind_its_speakers_is_still_theirs(spoken):
    found = spoken(f"{VARN} Foreign Minister Ilse Varn said.\n\n{ORREC}")
    assert set(found.values()) == {"Ilse Varn"}
    assert ORREC in " ".join(found)


def test_two_turns_on_one_line_are_not_one_persons(spoken):
    found = spoken(f"Varn: {VARN} Orrec: {ORREC}")
    assert all(not (VARN in text and ORREC in text) for text in found)


def test_the_words_around_a_quotation_within_a_sentence_are_not_about_its_speaker(spoken):
    found = spoken("The harbour book said the ferry was “both late and slow.” President Danil Orrec was rowing then.")
    assert "Danil Orrec" not in found.values()


def test_what_somebody_says_between_quotations_is_no_action(spoken):
    found = spoken(f"{VARN} Foreign Minister Ilse Varn said. {ORREC}")
    assert set(found.values()) == {"Ilse Varn"}


@pytest.mark.parametrize("marks", ["““““", "“a” “b” — c", "“Yes.”“No.” Ilse Varn nodded.", "— Ilse Varn", "* – “"])
def test_marks_that_touch_or_stand_alone_break_nothing(enriched, marks):
    made = enriched(HEAD + marks + "\n")
    assert all(piece.text == made.text[piece.start : piece.end] for s in made.statements for piece in s.content)
