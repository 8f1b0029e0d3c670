"""What stands above a text: whose paper it is, what it calls itself, who signs it. Names and sentences are invented."""

from __future__ import annotations

import pytest

from onrecord.model.document import Fact
from onrecord.segment import SegmentStage
from tests.conftest import make_document

BODY = (
    "The toll on salt was raised on Monday, and nobody at the quay was asked about it. We have warned of that since the spring.\n\n"
    "Those who sell salt will pay for it first, and those who eat it will pay for it next. As for us, we would rather see the toll go, and I say so.\n"
)


@pytest.fixture
def segmented():
    return lambda text, **facts: SegmentStage()(make_document(text, **facts))


def test_a_paper_that_speaks_itself_is_the_author_of_its_editorial(enriched):
    made = enriched(f"The Harbour Courier\nWednesday 19 October 2033\n\nOUR VIEW\n\nThe toll must go\n\n{BODY}")
    assert (made.kind, made.title.value, made.outlet.value) == ("editorial", "The toll must go", "The Harbour Courier")
    assert made.published.date == "2033-10-19"
    assert {(s.mode, s.speaker.name, s.speaker.kind, s.speaks_for.name) for s in made.statements} == {
        ("authored", "The Harbour Courier", "organisation", "The Harbour Courier")
    }


def test_a_label_beside_the_day_makes_an_editorial_too(enriched):
    made = enriched(
        f"The Harbour Courier\nWednesday 19 October 2033            Leading articles\n\nThe toll must go\n\n{BODY}"
    )
    assert made.kind == "editorial"


@pytest.mark.parametrize("author", ["Editorial Board", "By the editorial board", "The Editors"])
def test_an_author_field_that_says_editorial_is_nobodys_name(enriched, author):
    made = enriched(
        f"The toll must go\n\n{BODY}", author=Fact(author, None, "row"), outlet=Fact("Harbour Courier", None, "row")
    )
    assert made.kind == "editorial"
    assert {s.speaker.name for s in made.statements} == {"Harbour Courier"}


@pytest.mark.parametrize("label", ["admin", "Staff writer", "DAILY PRESS BRIEFING"])
def test_a_label_is_no_author(segmented, label):
    assert segmented(f"The toll must go\n\n{BODY}", author=Fact(label, None, "row")).author is None


def test_an_answer_that_begins_with_no_is_no_note_about_an_author(segmented):
    made = segmented(
        f"The toll\n\nShould the toll go? The mayor was asked.\n\n{BODY}\nNo. I was the one who raised it, and I would do it again in the spring.\n"
    )
    assert made.author is None


def test_an_office_holder_who_is_described_at_the_end_signs_an_op_ed(enriched):
    note = "Oda Tarn is Quellmark's ambassador to Estvale. She was a judge before."
    made = enriched(f"The Harbour Courier\n\nOpinion\n\nThe toll must go\n\nBy Oda Tarn\n\n{BODY}\n{note}\n")
    assert made.kind == "op-ed"
    assert {(s.speaker.name, s.role.title, s.speaks_for.name) for s in made.statements} == {
        ("Oda Tarn", "ambassador", "Quellmark")
    }


@pytest.mark.parametrize(
    ("address", "kind"),
    [("https://courier.example/opinion/2033/toll", "opinion"), ("https://courier.example/news/toll", "unknown")],
)
def test_the_address_of_a_signed_text_says_that_it_is_opinion(segmented, address, kind):
    text = "The toll must go\n\nThe toll on salt was raised on Monday.\n\nThose who sell salt pay for it first, and those who eat it pay next.\n"
    made = segmented(text, author=Fact("Oda Tarn", None, "row"), url=Fact(address, None, "row"))
    assert made.kind == kind


def test_a_signed_analysis_is_its_authors_and_the_positions_it_tells_stay_whose_they_are(enriched):
    text = (
        "HARBOUR INSTITUTE\nPolicy Brief No. 4\n\nTwo Readings of the Toll\n\nOda Tarn\n\nMarch 2033\n\n"
        "The toll has stood for a year. Norland opposes any further toll on salt. It should be halved before the winter comes.\n"
    )
    made = enriched(text)
    assert made.kind == "analysis"
    assert {s.speaker.name for s in made.statements if "further toll" in s.text} == {"Norland"}
    assert {(s.speaker.name, s.mode) for s in made.statements if "halved" in s.text} == {("Oda Tarn", "authored")}
    assert not [s for s in made.statements if s.mode == "authored" and "Norland opposes" in s.text]


JOINT = (
    "JOINT STATEMENT\nby the President of the Republic of Quellmark, H.E. Mr. Oda Tarn, and the President of the Republic of Estvale, Ms. Una Holt\n(Kell, 20 May 2032)\n\n"
    "1. At the invitation of the President of Quellmark, the President of Estvale paid a visit to Kell.\n\n"
    "2. We are convinced that the toll on salt must go. To this end we have told our ministers to write a treaty.\n\n"
    "3. The Presidents reject any toll on bread. They called upon all neighbours to do the same.\n\n"
    "4. The Estvale side confirmed that the land for the road would be free.\n"
)


def test_a_joint_statement_is_of_all_its_parties_and_what_one_side_confirms_of_that_side(enriched):
    made = enriched(JOINT)
    both = [("Oda Tarn", "Quellmark"), ("Una Holt", "Estvale")]
    told = {s.text: [(p.speaker.name, p.speaks_for.name) for p in s.parties] for s in made.statements if s.parties}
    assert made.kind == "joint-statement"
    assert [told[text] for text in told if "convinced" in text] == [both]
    assert [told[text] for text in told if "toll on bread" in text] == [both]
    assert [told[text] for text in told if "land for the road" in text] == [[("Estvale", "Estvale")]]


def test_two_authors_are_two(enriched):
    made = enriched(f"The toll must go\n\n{BODY}", author=Fact("Oda Tarn and Una Holt", None, "row"))
    assert {tuple(p.speaker.name for p in s.parties) for s in made.statements} == {("Oda Tarn", "Una Holt")}


PRESIDENTIAL = (
    "S/PRST/2034/17\n\nStatement by the President of the Security Council\n\n"
    "At the 388th meeting of the Security Council, held on 19 September 2034, the President of the Security Council made the following statement on\nbehalf of the Council:\n\n"
    "“The Security Council expresses its concern at the toll on salt.\n\n“The Security Council takes note of the letter of the envoy, in which he stated that the port was shut.\n\n“The Council will remain seized of the matter.”\n"
)


def test_what_a_president_reads_out_for_a_council_is_the_councils(enriched):
    made = enriched(PRESIDENTIAL)
    assert made.kind == "official-statement"
    told = {s.text.strip("“”"): s.speaker.name for s in made.statements if s.speaker and s.mode == "authored"}
    assert told["The Security Council expresses its concern at the toll on salt."] == "UN Security Council"
    assert told["The Council will remain seized of the matter."] == "UN Security Council"
    assert not [s for s in made.statements if "meeting of the Security" in s.text]


LIVE = (
    "Strait: ferries turned back – as it happened\n\nOda Tarn (now) and Una Holt\n\nKey events\n\n"
    "21.06\nLeague to meet\n\nThe league's secretary, Pia Lind, said that the league will meet at ten.\n\nShare\n\n"
    "20.22\nSecond note\n\nThe ferry line said that nobody was hurt on the quay.\n\nShare\n\n"
    "19.40\n\nA nurse, Lida Prahn, said that the deck was dark.\n\nShare\n"
)  # fmt: skip


def test_the_entries_of_a_live_blog_are_no_readers_posts(segmented):
    assert not segmented(LIVE).spans_of("comment")


def test_below_a_live_blog_readers_are_still_readers(segmented):
    made = segmented(f"{LIVE}\nComments (2)\n\ndave_77: the ferry is always late\n")
    assert "dave_77" in "".join(made.text[s.start : s.end] for s in made.spans_of("comment"))


BRIEFING = (
    "MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF QUELLMARK\n\nTranscript of the weekly press conference\nSpokeswoman Una Holt\nKell, 27 January 2033\n\n"
    "SPOKESWOMAN: Good morning, everyone. I have two announcements.\n\nThe minister leaves tonight.\n\nPlease do not go to the coast.\n\n"
    "QUESTION (Oda Tarn, Delta Radio): Will you answer in kind?\n\nSPOKESWOMAN: We regard it as unfounded.\n\nThe answer will be fair.\n\n"
    "QUESTION: In June?\n\nSPOKESWOMAN: Thank you all.\n\n(End at 11:31.)\n\nQuestions: Press office\n"
)


def test_a_turn_of_a_transcript_goes_on_and_is_word_for_word_whose_it_is(enriched):
    made = enriched(BRIEFING)
    told = {
        s.text: (s.mode, s.speaker.name if s.speaker else None, s.speaks_for.name if s.speaks_for else None)
        for s in made.statements
        if s.source and not s.within
    }
    spokes = ("direct", "Una Holt", "Quellmark")
    assert made.kind == "transcript"
    for words in ("Please do not go to the coast.", "We regard it as unfounded.", "The answer will be fair."):
        assert told[words] == spokes
    assert told["Will you answer in kind?"] == ("direct", "Oda Tarn", None)
    assert not [text for text in told if "End at" in text or "Press office" in text]


REPOST = (
    "The Orchard\n\nSalt again\n\nDear readers, many of you asked for this. I do not agree with all of it.\n\nMy cousin rang the ministry at two at night.\n\n"
    "A toll is no wall\n\nby Ilse Varn, Minister of Roads of Norland\n\n"
    "I learned to read beside a salt road. We had no other.\n\nWe have lifted the toll twice, and I would lift it again.\n\nI ask our neighbours to do the same.\n\nWe shall see.\n"
)


def test_what_stands_above_a_reposted_text_is_not_in_its_authors_mouth(enriched):
    made = enriched(REPOST)
    assert (made.author.value, made.kind) == ("Ilse Varn", "op-ed")
    own = {s.text: s.speaker.name for s in made.statements if s.mode == "authored"}
    assert own["We had no other."] == "Ilse Varn"
    assert not any("do not agree" in text for text in own)


SIGNED = " ".join(
    [
        "The harbour has been shut for a year, and the salt lies on the quay, where rain and gulls take what the ships do not."
    ]
    * 14
    + ["In spring we wrote to the harbour office that the gates must be lifted before the winter."] * 5
)


def test_a_long_signed_text_that_quotes_hardly_anybody_is_its_authors(enriched):
    made = enriched("Salt on the quay\n\n" + SIGNED + "\n", author=Fact("Ilse Varn", None, "row"))
    assert made.kind in {"opinion", "op-ed", "official-statement"}
    assert {s.speaker.name for s in made.statements if s.mode == "authored"} == {"Ilse Varn"}


def test_a_name_alone_within_a_text_does_not_part_it(enriched):
    made = enriched(REPOST.replace(", Minister of Roads of Norland", ""))
    assert all(s.kind != "intro" for s in made.segments)


COLUMN = "THE HARBOUR COURIER\nFounded 1911     NEW KELL, FRIDAY, JULY 5, 2041     LATE CITY EDITION\n\nEDITORIAL\n\n" + "\n".join([
    "  The rain that fell on the salt pans in", "the last week of June was by the account", "of those who stood in it very good rain. It", "filled the tanks and it made the frogs",
    "insolent, and nobody at the quay was asked", "whose rain it was.", "  We are not persuaded by those who count", "clouds, and we have said so before in this", "column, where it did not help at all and", "where we shall say it again in the autumn",
    "if the rain comes back to the salt pans.", "  There is a river between the two states", "and there are ferries on it, which is more", "than can be said of the clouds."]) + "\n"  # fmt: skip


def test_the_lines_of_a_narrow_column_are_sentences_again(enriched):
    made = enriched(COLUMN)
    texts = {" ".join(s.text.split()) for s in made.statements}
    assert (
        "It filled the tanks and it made the frogs insolent, and nobody at the quay was asked whose rain it was."
        in texts
    )
