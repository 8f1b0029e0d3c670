"""Headings say what the lines show, and no more."""

import pytest

from onrecord.analyse.ladder import climb
from onrecord.analyse.question import Question, understand
from onrecord.coding import load_codebook
from onrecord.errors import UnknownActor, UnknownIssue
from onrecord.model.actor import Actor
from onrecord.model.statement import IssueCode, Said, Statement
from onrecord.store.read import Kept, KeptActor

NORLAND = Actor("state:norland", "Norland", "state")
BOOK = load_codebook("crisis")
TRUCE = BOOK.issue("ceasefire_and_peace_talks")
ASKED = Question("Norland", "Norland on Ceasefire and peace talks", (NORLAND,), TRUCE)


@pytest.fixture
def line(document):
    def make(stance, day, words="The truce holds.", mode="direct", path="a.txt"):
        made = document(words, path=path)
        statement = Statement(
            id=f"s-{stance}-{day}", voice="reporter", mode=mode, content=(made.quote(0, len(words)),), speaker=NORLAND, speaks_for=NORLAND,
            said=Said(day, "day" if day else "unknown", "stated" if day else "unknown"), issues=(IssueCode(TRUCE.id, stance, 0.7),),
        )  # fmt: skip
        return Kept(statement, made)

    return make


def heading(*lines):
    return climb(ASKED, list(lines), 7).heading


def test_nothing_found_is_said_with_the_number_of_documents():
    assert (
        heading()
        == "Nothing found in 7 documents. That is no position: it may only not have been read, or not been found."
    )


def test_one_line_is_not_throughout(line):
    assert heading(line("support", "2031-03-04")).startswith("Supports, 4 March 2031.")


def test_the_same_side_on_two_days_is_throughout(line):
    told = heading(line("oppose", "2031-03-04", "One."), line("oppose", "2031-06-12", "Two."))
    assert told.startswith("Opposes throughout, 4 March 2031 to 12 June 2031.")


def test_a_change_is_only_possible(line):
    told = heading(line("oppose", "2031-03-04", "One."), line("conditional", "2031-06-12", "Two.", mode="indirect"))
    assert told.startswith("Possible change: opposes (from 4 March 2031), then sets a condition (from 12 June 2031).")
    assert "paraphrases" in told


def test_lines_without_a_day_do_not_make_a_change(line):
    told = heading(line("oppose", "2031-03-04", "One."), line("support", None, "Two."))
    assert told.startswith("Lines on both sides, 4 March 2031: supports in 1, opposes in 1.")


def test_mentions_take_no_side(line):
    assert "no side is taken that the coder could tell" in heading(line("mention", "2031-03-04"))


def test_the_same_words_in_a_second_paper_are_carried_and_not_said_again(line):
    ladder = climb(ASKED, [line("support", "2031-03-04"), line("support", "2031-03-05", path="b.txt")], 7)
    assert [(each.day, [k.document.path for k in each.also]) for each in ladder.lines] == [("2031-03-04", ["b.txt"])]


def test_rejected_statements_are_left_out(line):
    from dataclasses import replace

    kept = line("support", "2031-03-04")
    rejected = Kept(replace(kept.statement, status="rejected"), kept.document)
    assert climb(ASKED, [rejected], 7).lines == ()


KNOWN = [KeptActor(NORLAND, ("Norland", "Kell", "Norlandic"), 9), KeptActor(Actor("person:ilse-varn", "Ilse Varn", "person"), ("Ilse Varn",), 3),
         KeptActor(Actor("org:x", "Council on Coastal Peace", "organisation"), ("Council on Coastal Peace",), 1)]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "who", "issue"),
    [
        ("Norland on ceasefire", "Norland", "ceasefire_and_peace_talks"), ("norland about sanctions?", "Norland", "sanctions"),
        ("Kell on peace talks", "Norland", "ceasefire_and_peace_talks"), ("Varn on sanctions", "Ilse Varn", "sanctions"),
        ("Norland", "Norland", None), ("on sanctions", None, "sanctions"), ("sanctions", None, "sanctions"),
        ("Council on Coastal Peace", "Council on Coastal Peace", None),
    ],
)  # fmt: skip
def test_questions_are_understood(phrase, who, issue):
    asked = understand(phrase, KNOWN, BOOK, set())
    assert (asked.who, asked.issue.id if asked.issue else None) == (who, issue)


def test_an_actor_known_elsewhere_is_silent_and_not_unknown():
    assert understand("France on sanctions", KNOWN, BOOK, {"france"}).actors == ()


@pytest.mark.parametrize(
    ("phrase", "error"),
    [
        ("Norlnd on sanctions", UnknownActor),
        ("Norland on cheese", UnknownIssue),
        ("((( on [[[", UnknownActor | UnknownIssue),
    ],
)
def test_what_is_not_known_is_told(phrase, error):
    with pytest.raises(error if isinstance(error, type) else (UnknownActor, UnknownIssue)):
        understand(phrase, KNOWN, BOOK, set())
