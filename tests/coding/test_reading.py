"""A side comes from reading statement and proposition together, or is left open: no word, cue or phrase decides one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.coding import CodingStage, load_codebook
from onrecord.coding.coder import Coder, learn_weights
from onrecord.coding.kept import kept_weights
from onrecord.coding.reader.network import ANSWERS
from onrecord.coding.reader.shown import shown
from onrecord.coding.reader.sureness import FACTS, Sureness
from onrecord.coding.tuning import Tuning, tune
from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document, DocumentKind, Fact
from onrecord.model.span import Quote
from onrecord.model.statement import Act, Cue, CueClass, IssueCode, Statement, Target

BOOK = """
codebook: quays
issues:
  - id: dredging
    proposition: The channel should be dredged.
    cues: [dredg*, channel]
    examples: [{text: "Dredge the channel now.", stance: support}, {text: "Leave the mud of the channel alone.", stance: oppose}]
  - id: oil_spilled
    kind: claim
    proposition: The accused side has spilled oil.
    cues: [oil, spill*]
    examples: [{text: "Their tanker spilled oil off the cape.", stance: support}, {text: "No oil was spilled by us.", stance: oppose}]
  - id: tolls
    proposition: The tolls of the canal should be lowered.
    cues: [toll*]
    examples: [{text: "Lower the tolls of the canal.", stance: support}, {text: "The tolls must stay as they are.", stance: oppose}]
"""


class Scripted:
    """Answers as it is told, and keeps what it was asked."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.strength = 6.0

    def read(self, shown: str, propositions: Sequence[str]) -> Any:
        self.asked.append((shown, tuple(propositions)))
        scores = np.zeros((len(propositions), len(ANSWERS)), np.float32)
        for row, proposition in enumerate(propositions):
            word = next((answer for word, answer in self.answers.items() if word in proposition), "none")
            scores[row, ANSWERS.index(word)] = self.strength
        return scores


def _weights(**by_fact: float) -> tuple[float, ...]:
    return tuple(by_fact.get(fact.replace(" ", "_"), 0.0) for fact in FACTS)


SURE = Sureness(_weights(about=1.0), _weights(about=1.0, side=0.2), counted=0.8, shown=0.3, side=0.5)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "quays.yml"
    path.write_text(BOOK)
    return load_codebook(str(path))


@pytest.fixture(scope="module")
def crisis():
    return Coder(load_codebook("crisis"), kept_weights(load_codebook("crisis")))


@pytest.fixture
def coded(book):
    weights = learn_weights(book)

    def run(reader: Scripted, words: str, cue_class: CueClass | None = None, sureness: Sureness = SURE, tuning: Tuning | None = None, outlet: str | None = None, kind: DocumentKind = "unknown", **facts: Any) -> Statement:  # fmt: skip
        text = f"The envoy told us: {words}"
        document = Document(
            path="made.txt", sha256="", text=text, outlet=Fact(outlet, None, "text") if outlet else None, kind=kind
        )
        cue = Cue(Quote(10, 14, text), cue_class) if cue_class else None
        made = Statement(id="s", voice="author", mode="authored", content=(Quote(19, len(text), text),), cue=cue, **facts)  # fmt: skip
        coder = Coder(book, replace(weights, tuning=tuning or Tuning()), reader=reader, sureness=sureness)
        return CodingStage(coder=coder)(replace(document, statements=(made,))).statements[0]

    return run


WORDS = "The channel must not be dredged before the herring have gone."


@pytest.mark.parametrize("side", ANSWERS[:-1])
def test_the_side_is_what_was_read(coded, side):
    made = coded(Scripted(dredged=side), WORDS)
    assert [(c.issue, c.stance, c.counted, c.kind) for c in made.issues] == [("dredging", side, True, "policy")]


def test_words_of_the_codebook_make_no_code_where_the_reader_sees_none(coded):
    reader = Scripted()
    made = coded(reader, WORDS)
    assert reader.asked
    assert made.issues == ()
    assert made.why["issues"] == "no issue of the codebook was read in it"
    assert (made.confidence.issue, made.confidence.stance) == (None, None)


@pytest.mark.parametrize("cue_class", ["denying", "accusing", "praising", "asking"])
def test_a_cue_alone_turns_no_side(coded, cue_class):
    made = coded(Scripted(dredged="support"), WORDS, cue_class)
    assert [c.stance for c in made.issues] == ["support"]


def test_the_reader_is_shown_cue_and_whole_sentence_and_the_proposition_as_written(coded):
    reader = Scripted()
    coded(reader, WORDS, "denying")
    shown, propositions = reader.asked[0]
    assert "The envoy told us:" in shown
    assert WORDS in shown
    assert "The channel should be dredged." in propositions


def test_a_bare_proposition_is_asked_about_beside_issues_that_were_taught(tmp_path):
    path = tmp_path / "herring.yml"
    path.write_text(
        "codebook: herring\nextends: [crisis]\nissues:\n"
        "  - {id: herring_quota, label: Herring quota, proposition: The quota of herring should be raised.}\n"
    )
    book = load_codebook(str(path))
    coder = Coder(book, learn_weights(book))
    for words, asked in (
        ("Our boats must be allowed to catch more fish, he said.", True),
        ("Raising the limits for fishing boats would empty the sea of fish within years.", True),
        ("The parliament opened with a song.", False),
    ):
        made = Statement(id="s", voice="author", mode="authored", content=(Quote(0, len(words), words),))
        pairs = coder.candidates(Document(path="made.txt", sha256="", text=words), [made])
        assert ("herring_quota" in [pair.issue for pair in pairs]) is asked


@pytest.mark.parametrize(
    "text",
    [
        "My grandmother baked a cake of plums.",
        "The remarks",
        "no further details",
        "Thank you, and good night.",
        "Tickets for the match are sold out.",
    ],
)
def test_what_says_nothing_on_any_issue_gets_no_code(crisis, text):
    statement = Statement(id="s", voice="author", mode="authored", content=(Quote(0, len(text), text),))
    (made,) = crisis.code(Document(path="made.txt", sha256="", text=text), [statement])
    assert made.issues == ()
    assert len(made.suggestions) == 3


@pytest.mark.parametrize(
    ("text", "issue", "stance"),
    [
        ("We call for a ceasefire along the whole coast.", "ceasefire_and_peace_talks", "support"),
        ("We reject a ceasefire that leaves their guns in place.", "ceasefire_and_peace_talks", "oppose"),
        ("We strongly condemn the armed attack on Sarmia.", "condemnation_of_invasion", "support"),
        ("The sanctions against Norland are unlawful and must be lifted.", "sanctions", "oppose"),
    ],
)
def test_what_is_said_plainly_is_told(crisis, text, issue, stance):
    statement = Statement(id="s", voice="author", mode="authored", content=(Quote(0, len(text), text),))
    (made,) = crisis.code(Document(path="made.txt", sha256="", text=text), [statement])
    assert (issue, stance) in [(c.issue, c.stance) for c in made.issues]


def test_a_codebook_of_one_bare_proposition_is_read(tmp_path):
    path = tmp_path / "bare.yml"
    path.write_text("codebook: bare\nissues: [{id: bridge, proposition: The bridge to Dask should be built.}]\n")
    coder = Coder(load_codebook(str(path)))
    for text, stance in (
        ("Build the bridge to Dask at once.", "support"),
        ("We reject the bridge to Dask.", "oppose"),
    ):
        statement = Statement(id="s", voice="author", mode="authored", content=(Quote(0, len(text), text),))
        (made,) = coder.code(Document(path="made.txt", sha256="", text=text), [statement])
        assert [(c.issue, c.stance) for c in made.issues] == [("bridge", stance)]


def test_what_is_not_sure_enough_is_kept_as_a_suggestion_and_what_is_quite_unsure_is_not(coded):
    reader = Scripted(dredged="oppose")
    reader.strength = 2.3
    (code,) = coded(reader, WORDS, sureness=replace(SURE, counted=0.99)).issues
    assert (code.issue, code.stance, code.counted) == ("dredging", "oppose", False)
    assert "a suggestion, not counted" in coded(reader, WORDS, sureness=replace(SURE, counted=0.99)).why["issues"]
    assert coded(reader, WORDS, sureness=replace(SURE, counted=0.999, shown=0.995)).issues == ()


def test_a_side_that_is_not_sure_alone_is_not_counted_however_sure_the_whole(coded):
    reader = Scripted(dredged="oppose")
    reader.strength = 2.3
    assert [c.counted for c in coded(reader, WORDS, sureness=replace(SURE, counted=0.0, side=0.7)).issues] == [True]
    assert [c.counted for c in coded(reader, WORDS, sureness=replace(SURE, counted=0.0, side=0.8)).issues] == [False]


def test_the_two_confidences_multiply_to_that_of_issue_and_side_together(coded):
    reader = Scripted(dredged="oppose")
    (code,) = coded(reader, WORDS).issues
    about = np.log(1 - np.exp(0) / (np.exp(6) + 4)) - np.log(np.exp(0) / (np.exp(6) + 4))
    assert code.confidence == round(float(1 / (1 + np.exp(-about))), 2)
    assert code.stance_confidence is not None
    assert 0 < code.stance_confidence <= 1


def test_what_was_not_said_takes_no_side(coded):
    made = coded(Scripted(dredged="oppose"), WORDS, performed=False)
    assert [(c.stance, c.stance_confidence) for c in made.issues] == [("mention", None)]
    assert made.act is None


@pytest.mark.parametrize(
    ("words", "side"), [("Should the channel be dredged?", "mention"), ("The channel must be dredged.", "support")]
)
def test_a_question_that_the_paper_asks_takes_no_side(coded, words, side):
    paper = Actor("organisation:quay-news", "Quay News", "organisation")
    made = coded(Scripted(dredged="support"), words, speaker=paper, outlet="Quay News")
    assert [c.stance for c in made.issues] == [side]
    minister = replace(paper, id="person:dorn", name="Ilse Dorn", kind="person")
    assert coded(Scripted(dredged="support"), words, speaker=minister, outlet="Quay News").issues[0].stance == "support"
    interview = coded(Scripted(dredged="support"), words, speaker=paper, kind="interview")
    assert [c.stance for c in interview.issues] == [side]
    guest = coded(Scripted(dredged="support"), words, speaker=minister, kind="interview")
    assert [c.stance for c in guest.issues] == ["support"]


class Given:
    """Codes each statement as it is told, by its id."""

    def __init__(self, book: Codebook, told: dict[str, tuple[Act, IssueCode]]) -> None:
        self.book, self.told, self.tally = book, told, Counter[str]()

    def code(self, document: Document, statements: Sequence[Statement]) -> list[Statement]:
        return [replace(s, act=self.told[s.id][0], issues=(self.told[s.id][1],)) for s in statements]


@pytest.mark.parametrize(
    ("act", "speaker", "inner_side", "side", "performed", "counted"),
    [
        ("asserts", "person:orrec", "support", "support", True, False),
        ("asserts", "person:orrec", "oppose", "oppose", True, False),
        ("asserts", "person:orrec", "support", "oppose", True, True),
        ("asserts", "person:dorn", "support", "support", True, True),
        ("welcomes", "person:orrec", "support", "support", True, True),
        ("asserts", "person:orrec", "support", "support", False, True),
    ],
)
def test_who_only_reports_what_another_said_takes_no_side_by_it(
    book, act, speaker, inner_side, side, performed, counted
):
    text = "Dorn said that Orrec had promised to dredge the channel."
    by = {key: Actor(key, key, "person") for key in ("person:orrec", "person:dorn")}
    code = IssueCode("dredging", "support", 0.9, stance_confidence=0.9)
    outer = Statement(
        id="o", voice="reporter", mode="indirect", content=(Quote(10, 55, text),), speaker=by["person:dorn"]
    )
    inner = replace(outer, id="i", within="o", content=(Quote(33, 55, text),), speaker=by[speaker], performed=performed)

    given = Given(book, {"o": (act, replace(code, stance=side)), "i": ("promises", replace(code, stance=inner_side))})
    made = CodingStage(coder=given)(Document(path="made.txt", sha256="", text=text, statements=(outer, inner)))
    assert [c.counted for s in made.statements for c in s.issues] == [counted, True]


def test_a_claim_is_held_against_whom_the_statement_names(coded):
    norland, sarmia = Actor("state:norland", "Norland", "state"), Actor("state:sarmia", "Sarmia", "state")
    made = coded(
        Scripted(oil="support"), "Oil was spilled by ships of Norland.", speaks_for=sarmia,
        targets=(Target(sarmia, "neutral"), Target(norland, "neutral")),
    )  # fmt: skip
    (code,) = made.issues
    assert (code.issue, code.kind, code.about) == ("oil_spilled", "claim", norland)
    policy = coded(Scripted(dredged="support"), WORDS, targets=(Target(norland, "neutral"),))
    assert policy.issues[0].about is None


def test_a_denial_clears_the_own_side_where_nobody_else_is_named_and_else_is_left_open(coded):
    norland, sarmia = Actor("state:norland", "Norland", "state"), Actor("state:sarmia", "Sarmia", "state")
    alone = coded(Scripted(oil="oppose"), "No oil was spilled by our ships.", speaks_for=norland)
    assert alone.issues[0].about == norland
    other = coded(Scripted(oil="oppose"), "No oil was spilled off Sarmia.", speaks_for=norland, targets=(Target(sarmia, "neutral"),))  # fmt: skip
    assert other.issues[0].about is None


def test_the_sentence_shown_begins_with_the_statement_and_not_with_the_one_before():
    text = "Norland denied it. Averia said: The attack was a crime. It rained."
    at = text.index("The attack")
    statement = Statement(
        id="s", voice="reporter", mode="indirect", content=(Quote(at, at + 23, text),), source=Quote(19, 25, text),
        cue=Cue(Quote(26, 30, text), "neutral"),
    )  # fmt: skip
    assert shown(text, statement).sentence == "Averia said: The attack was a crime."


def test_decisions_shift_the_answers_of_their_issue_and_a_few_shift_little(coded):
    scores = np.zeros((40, len(ANSWERS)), np.float32)
    scores[:, 0] = 2.0
    many = tune(scores, ["dredging"] * 40, [1] * 40)
    few = tune(scores[:2], ["dredging"] * 2, [1] * 2)
    applied = many.applied(scores[:1], ["dredging"])[0]
    assert applied.argmax() == 1
    assert few.applied(scores[:1], ["dredging"])[0].argmax() == 0
    reader = Scripted(dredged="support")
    reader.strength = 1.5
    always = replace(SURE, counted=0.0, shown=0.0)
    assert coded(reader, WORDS, sureness=always).issues[0].stance == "support"
    found = {c.issue: c.stance for c in coded(reader, WORDS, sureness=always, tuning=many).issues}
    assert found["dredging"] == "oppose"


# What a statement does.


@pytest.mark.parametrize(
    ("words", "cue", "act"),
    [
        ("We condemn the attack on the harbour in the strongest terms.", None, "condemns"),
        ("We call on both sides to agree to a truce.", None, "proposes"),
        ("that his country had sent any arms to Sarmia", "denied", "denies"),
        ("of shelling the harbour", "accused Norland", "accuses"),
        ("We welcome the agreement that was signed in Tarn.", None, "welcomes"),
        ("the fighting could spread to the whole coast", "warned that", "warns"),
    ],
)
def test_the_act_comes_from_cue_and_content(words, cue, act: Act, book):
    from onrecord.attribute.cue_class import class_of_cue

    text = f"The envoy {cue} {words}" if cue else words
    start = len(text) - len(words)
    made = None
    if cue:
        made = Cue(Quote(10, 10 + len(cue), text), class_of_cue(cue, words)[0])
    statement = Statement(id="s", voice="author", mode="indirect" if cue else "authored", content=(Quote(start, len(text), text),), cue=made)  # fmt: skip
    coder = Coder(book, reader=Scripted(), sureness=SURE)
    (coded,) = coder.code(Document(path="made.txt", sha256="", text=text), [statement])
    assert coded.act == act
