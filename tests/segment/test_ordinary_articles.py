"""Ordinary articles keep their statements: lines that look like a page's other parts, and are sentences."""

import pytest

from onrecord.language.page_parts import is_correction
from onrecord.segment.comments import comments_from, inline_comments, is_comment_head
from onrecord.segment.furniture import furniture_in

PROSE = "The council of Estria met on Tuesday and spoke for two long hours about the harbour and its many unpaid bills."
ANSWER = "“We will not lay down our arms until the last ship has left,” Ilse Varn said."


def comments(*texts):
    from onrecord.language.paragraphs import cut_paragraphs

    text = "\n\n".join(texts)
    return comments_from(cut_paragraphs(text))


@pytest.mark.parametrize(
    "line",
    [
        "No comment on the strike was immediately available from Norland.",
        "No response to the request came from the Norlandic army.",
        "Two posts on the wire by the chairwoman warned of revenge.",
        "Two letters to the League set out the position of Sarmia",
        "You said on Sunday that the port would answer.",
        "Your turn: what will the ferrymen do now?",
        "“No comment.”",
    ],
)
def test_a_sentence_that_begins_like_the_head_of_comments_is_none(line):
    assert not is_comment_head(line)


@pytest.mark.parametrize("line", ["12 comments", "Comments (4)", "1.2K Comments", "View all comments", "3 thoughts on “The strait”"])  # fmt: skip
def test_heads_of_comments_are_told(line):
    assert is_comment_head(line)


@pytest.mark.parametrize(
    "tail",
    [
        ["In a statement on Sunday, the ferrymen's union said:", "“We shall not sail until the mines are gone.”"],
        ["— Ilse Varn (@ilsevarn) June 13, 2031", PROSE, "— Dask Herald (@daskherald) June 14, 2031", PROSE, PROSE],
        ["Harbour List 28%", "Free Valdia 21%", "Old Guard 14%", "Others 9%", PROSE, ANSWER],
        ["June 13, 03:00", "The first ship was stopped.", "June 14, 21:30", "The crew was let go.", PROSE, ANSWER],
        ["McTavish: We must see the freight papers.", "DeLorne: You shall see them.", "McTavish: When?"],
        ["Q1: Will the mission come?", "A1: It will.", "Q2: When?", "A2: In June."],
    ],
)  # fmt: skip
def test_marks_that_stand_in_articles_too_take_nothing_of_one(tail):
    assert comments("A title", PROSE, PROSE, PROSE, *tail) is None


def test_posts_that_name_their_writers_and_hours_are_still_set_aside():
    tail = [
        "Dora K. 3 hours ago",
        "They should all go home.",
        "Reply",
        "harbour_rat: and take the crates along",
        "Reply",
    ]
    assert comments("A title", PROSE, PROSE, *tail) == 3


@pytest.mark.parametrize(
    "tail",
    [
        ["Maria K. says:", "I do not believe one word of it.", "Tom says:", "Norland must pay for the ships."],
        ["Maria K. said:", "I do not believe one word of it.", "Tom said:", "Norland must pay for the ships."],
        ["The minister should go at once, I think. – Jane Dole, Wendmouth", "She should stay where she is. – Rolf Ark, Kell",
         "It rained. – Ada Moss, Dask", "The crates were ours. – Ivo Lund, Kell"],
        ["@maria_k", "I do not believe one word of it.", "@tom_of_kell", "Norland must pay for the ships."],
        ["DaveFromWendmouth: they are all liars", "harbour_rat: take the crates"],
    ],
)  # fmt: skip
def test_posts_without_buttons_or_hours_are_set_aside(tail):
    assert comments("A title", PROSE, PROSE, PROSE, *tail) == 4


def test_a_line_that_leads_to_an_official_text_without_marks_is_the_articles():
    assert (
        comments("A title", PROSE, PROSE, PROSE, "In a letter, the ferrymen's union said:", "We shall not sail.")
        is None
    )


def test_a_counted_head_needs_but_one_sentence_before_it():
    assert comments("A title", PROSE, "3 Comments", "Joan Smith", "Varn said she would pay, and she is right.") == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Also on Monday, Norland denied the report.", "“We want peace,” Varn said."],
        ["Elsewhere", "“We want peace and nothing else,” Varn said."],
        ["Estria will become a member of the alliance, US officials said."],
        ["Live-fire drills will continue, the minister said."],
        ["“Listen: we are not leaving,” she said."],
        ["Next: they will answer, Varn said."],
        ["More: the army said it would go on."],
    ],
)
def test_a_sentence_is_no_furniture_for_the_words_it_begins_with(lines):
    at = 3 + len(lines) - 1
    assert at not in set(furniture_in(["A title", PROSE, PROSE, *lines]))


def test_what_leads_to_other_stories_is_furniture():
    texts = [
        "A title",
        PROSE,
        PROSE,
        "More from this author",
        "A ship in the fog",
        "Read more: The strait",
        "Next: The fog",
    ]
    assert list(furniture_in(texts)) == [3, 4, 5, 6]


@pytest.mark.parametrize(
    "line",
    [
        "An earlier version of this plan was rejected by Norland, officials said.",
        "Clarification is needed on the cease-fire, Varn said.",
        "Amendment of the cease-fire text was refused by Dask, Varn said.",
    ],
)
def test_a_sentence_about_a_correction_of_something_else_is_no_note(line):
    assert not is_correction(line)


def test_notes_on_the_text_are_told():
    assert is_correction("Correction – the minister's name is Varn.")
    assert is_correction("An earlier version of this article gave another date.")


def test_a_sentence_on_a_paragraph_is_no_readers_note():
    assert inline_comments([PROSE, "Paragraph 2 notes that Norland has rejected the text, Varn said."]) == []
    assert inline_comments([PROSE, "¶ 2 – 1 comment", "Quite so.", "Reply"]) != []


@pytest.mark.parametrize(
    "line", ["Also on the Dask Herald:", "You can have this letter daily in your inbox.", "Watch our video of the fog."]
)
def test_what_a_page_asks_of_its_readers_is_furniture(line):
    assert 3 in set(furniture_in(["A title", PROSE, PROSE, line, PROSE]))
