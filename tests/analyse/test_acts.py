"""Statements as events: who does what to whom by saying it. The states are real names in made-up sentences."""

import pytest

from onrecord.analyse.acts import act_of
from onrecord.analyse.wordings import find_uses, wording_table
from onrecord.coding.codebooks import load_codebook
from onrecord.pipeline import build_pipeline
from onrecord.resolve import load_register
from onrecord.store.read import codebook

HEAD = (
    "A day of talks\n\nGENEVA, March 4, 2024 - The talks went on by the lake on that day, and the weather was fair.\n\n"
)


@pytest.fixture(scope="module")
def acts(document):
    pipeline, register = build_pipeline(), load_register()

    def run(sentence):
        made = pipeline(document(HEAD + sentence + "\n\nThe evening was calm.\n", language="en"))
        return [act_of(s, made, register) for s in made.statements if s.start > len(HEAD)]

    return run


@pytest.fixture(scope="session")
def document():
    from tests.conftest import make_document

    return make_document


@pytest.mark.parametrize(
    ("sentence", "event", "actor", "recipient"),
    [
        ("Chile accused Peru of moving the buoys.", "ACCUSE", "CHL", "PER"),
        ("Kenya rejected an offer by Uganda to host the talks.", "REJECT", "KEN", "UGA"),
        ("Norway threatened to close its ports to ships from Iceland.", "THREATEN", "NOR", "ISL"),
        ("Japan has promised to send engineers to Nepal.", "AGREE", "JPN", "NPL"),
        ("Brazil praised Uruguay for its patience.", "SUPPORT", "BRA", "URY"),
        ("Ghana demanded that Togo open the road.", "REQUEST", "GHA", "TGO"),
    ],
)
def test_the_cue_tells_the_class_and_the_first_other_state_is_meant(acts, sentence, event, actor, recipient):
    found = [(a.event, [p.country for p in a.actors], [p.country for p in a.recipients]) for a in acts(sentence)]
    assert (event, [actor], [recipient]) in found


def test_a_neutral_cue_leaves_the_class_to_what_is_said(acts):
    (found,) = acts("Malta said it would expel two diplomats of Cyprus unless the papers were returned.")
    assert (found.event, [p.country for p in found.recipients]) == ("THREATEN", ["CYP"])


def test_states_named_together_are_recipients_together(acts):
    found = acts("Finland accused Latvia and Lithuania of fishing in its waters.")
    assert [p.country for p in found[0].recipients] == ["LVA", "LTU"]


# Wordings


def test_uses_are_counted_by_actor_and_the_longest_name_wins(acts, demo_record):
    book = load_codebook("crisis")
    wording = next(w for w in book.wordings if w.id == "name_of_the_fighting")
    table = wording_table(demo_record, wording)
    assert sum(sum(counts.values()) for _, counts in table.counts()) == len(table.uses)
    firsts = [(use.actor.id, use.name) for use in table.uses if use.first]
    assert len(firsts) == len(set(firsts))
    assert all(use.document.text[use.place.start : use.place.end] == use.place.text for use in table.uses)
    assert codebook(demo_record) is not None


def test_a_name_is_its_speakers_own_only_in_quotation_marks_or_over_a_signature(demo_record):
    from onrecord.store.read import documents

    wording = next(w for w in load_codebook("crisis").wordings if w.id == "name_of_the_fighting")
    uses = [use for document in documents(demo_record) for use in find_uses(document, wording)]
    assert {use.own for use in uses if use.statement.mode == "indirect"} <= {False}
    assert {use.own for use in uses if use.statement.mode in {"direct", "authored"}} <= {True}
