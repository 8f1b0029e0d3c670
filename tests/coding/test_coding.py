"""Issues by phrases, stances by the words around them, and codebooks that hold together."""

from dataclasses import replace
from importlib.resources import files

import pytest

from onrecord.coding import CodingStage, load_codebook, shipped_codebooks
from onrecord.coding.coder import learn_weights
from onrecord.coding.kept import kept_weights, pack, stamp_of, unpack
from onrecord.coding.phrases import PhraseTable
from onrecord.errors import BadCodebook
from onrecord.model.span import Quote
from onrecord.model.statement import Cue, Statement

IDS_OF_THE_WAR = {
    "ceasefire_and_peace_talks",
    "mediation_role",
    "sovereignty_and_territorial_integrity",
    "legitimate_security_concerns",
    "european_security_architecture",
    "nato_enlargement",
    "sanctions",
    "military_aid_to_russia",
    "military_aid_to_ukraine",
    "prior_knowledge",
    "china_russia_partnership",
    "us_china_relations",
    "cold_war_mentality",
    "taiwan",
    "humanitarian_aid",
    "nuclear_risk",
    "food_energy_supply_chains",
    "disinformation",
    "condemnation_of_invasion",
    "responsibility_for_war",
    "shanghai_cooperation_organization",
    "un_and_international_order",
    "nonproliferation",
    "lithuania_coercion",
    "china_influence_on_russia",
    "china_independent_policy",
}


@pytest.fixture(scope="module")
def code(document):
    stage = CodingStage(load_codebook("crisis"))

    def run(words, cue_class=None):
        made = document(f"said {words}" if cue_class else words)
        at = 5 if cue_class else 0
        cue = Cue(Quote(0, 4, made.text), cue_class) if cue_class else None
        statement = Statement(
            id="s", voice="author", mode="authored", content=(Quote(at, len(made.text), made.text),), cue=cue
        )
        return stage(replace(made, statements=(statement,))).statements[0]

    return run


@pytest.fixture(scope="session")
def document():
    from tests.conftest import make_document

    return make_document


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("We call for a ceasefire along the whole coast.", "support"),
        ("We reject a ceasefire that leaves their guns in place.", "oppose"),
        ("A ceasefire is possible only if the guns are pulled back.", "conditional"),
        ("The ceasefire was the subject of the morning session.", "mention"),
        ("There will be no ceasefire this year.", "oppose"),
    ],
)
def test_the_words_around_an_issue_take_its_side(code, words, stance):
    found = code(words)
    assert {c.issue: c.stance for c in found.issues}["ceasefire_and_peace_talks"] == stance


def test_the_act_of_the_cue_takes_a_side(code):
    assert code("the ceasefire of last week", "accusing").issues[0].stance == "oppose"
    assert code("the ceasefire of last week", "praising").issues[0].stance == "support"


def test_nothing_probable_no_issue(code):
    found = code("The weather over the bay was fair all week.")
    assert found.issues == ()
    assert (found.confidence.issue, found.confidence.stance) == (None, None)
    assert found.why["issues"] == "no issue of the codebook is probable enough"


def test_the_words_that_decided_are_kept_and_stand_in_the_text(code):
    found = code("We call for a ceasefire along the whole coast.")
    assert found.issues[0].issue_words.text == "ceasefire"
    assert found.issues[0].stance_words.text == "call for"
    assert "ceasefire" in found.why["issues"]


@pytest.mark.parametrize(
    ("phrase", "text", "hit"),
    [
        ("peace talk*", "peace talks", True), ("peace talk*", "Peace-talks", True), ("peace talk", "peace talks", False),
        ("end ... war", "end this long and bitter war", True), ("end ... war", "end a b c d e f g war", False), ("war", "toward", False),
    ],
)  # fmt: skip
def test_phrases_match_whole_words(phrase, text, hit):
    table = PhraseTable([(phrase, 1)])
    assert bool(list(table.find(text, 0, len(text)))) is hit


def test_the_shipped_codebooks_hold_the_ids_of_the_war():
    assert shipped_codebooks() == ["crisis", "ukraine-war"]
    assert {issue.id for issue in load_codebook("ukraine-war").issues} >= IDS_OF_THE_WAR


@pytest.mark.parametrize("name", ["crisis", "ukraine-war"])
def test_every_issue_has_a_proposition_phrases_and_examples_that_are_led_to_it(name):
    book = load_codebook(name)
    stage = CodingStage(book)
    from tests.conftest import make_document

    seen = suggested = 0
    for issue in book.issues:
        assert issue.proposition.endswith(".")
        assert len(issue.examples) >= 12
        assert len(issue.cues) + len(issue.supports) + len(issue.opposes) >= 15
        for example in issue.examples:
            made = make_document(example.text)
            statement = Statement(id="s", voice="author", mode="authored", content=(made.quote(0, len(made.text)),))
            coded = stage(replace(made, statements=(statement,))).statements[0]
            seen += 1
            suggested += issue.id in [one.issue for one in coded.suggestions]
    assert suggested / seen > 0.9


BROKEN = {
    "not yaml": "issues: [",
    "no name": "issues: []",
    "bad id": "codebook: x\nissues: [{id: 'Has Space', proposition: p}]",
    "no proposition": "codebook: x\nissues: [{id: a}]",
    "phrases no list": "codebook: x\nissues: [{id: a, proposition: p, cues: word}]",
    "bad stance": "codebook: x\nissues: [{id: a, proposition: p, examples: [{text: t, stance: maybe}]}]",
    "unknown base": "codebook: x\nextends: [nowhere]\nissues: []",
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_a_codebook_that_does_not_hold_together_is_refused(tmp_path, fault):
    path = tmp_path / "own.yml"
    path.write_text(BROKEN[fault])
    with pytest.raises(BadCodebook):
        load_codebook(str(path))


def test_a_codebook_may_not_extend_itself(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text("codebook: x\nextends: [own.yml]\nissues: []")
    with pytest.raises(BadCodebook, match="itself"):
        load_codebook(str(path))


def test_an_issue_listed_again_adds_phrases_and_replaces_the_proposition(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(
        "codebook: own\nextends: [crisis]\nissues: [{id: sanctions, proposition: Tariffs are right., cues: [tariff*]}]"
    )
    issue = load_codebook(str(path)).issue("sanctions")
    assert issue.proposition == "Tariffs are right."
    assert "tariff*" in issue.cues
    assert len(issue.cues) > 10


@pytest.mark.parametrize(
    ("words", "issue", "stance"),
    [
        (
            "We have received no weapons, without anger we say so, and a ceasefire is welcome to us.",
            "ceasefire_and_peace_talks",
            "support",
        ),
        ("The council should let the ceasefire lapse.", "ceasefire_and_peace_talks", "oppose"),
    ],
)
def test_stance_words_keep_to_their_clause(code, words, issue, stance):
    assert {c.issue: c.stance for c in code(words).issues}[issue] == stance


def test_what_is_asked_is_not_held(code):
    assert code("whether there would be a ceasefire before the winter", "asking").issues[0].stance == "mention"


def test_a_condition_is_not_what_depends_on_it(code):
    found = {c.issue: c.stance for c in code("There will be peace talks if the sanctions are lifted.").issues}
    assert found["sanctions"] != "conditional"
    assert found["ceasefire_and_peace_talks"] == "conditional"


@pytest.mark.parametrize("name", shipped_codebooks())
def test_the_shipped_weights_are_of_the_shipped_codebook(name):
    """After a change to a codebook, `scripts/coder.py` teaches its coder anew."""
    packed = files("onrecord.data").joinpath("codebooks", f"{name}.npz").read_bytes()
    assert unpack(packed, stamp_of(load_codebook(name))) is not None


SMALL = """
codebook: small
issues:
  - id: dredging
    proposition: The channel should be dredged.
    cues: [dredg*]
    examples: [{text: "Dredge it now, the pilots said.", stance: support}, {text: "Leave the mud.", stance: oppose}]
  - {id: trust, proposition: Ports should trust one another., cues: [trust*], examples: [{text: Trust is all., stance: support}]}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yml"
    path.write_text(SMALL)
    return load_codebook(str(path))


def test_learning_twice_gives_the_same_weights(small):
    one, other = learn_weights(small), learn_weights(small)
    assert (one.issues.weights == other.issues.weights).all()
    assert (one.stances.weights == other.stances.weights).all()


def test_weights_that_are_not_whole_are_learned_anew(small):
    assert unpack(b"") is None
    assert unpack(b"PK\x03\x04 broken") is None
    assert unpack(pack(learn_weights(small), "one"), "other") is None


def test_weights_of_an_own_codebook_are_learned_once_and_nothing_is_written_at_home(small, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    first = kept_weights(small)
    assert first.issues.issues == ("dredging", "trust")
    assert kept_weights(small) is first
    assert [path.name for path in tmp_path.iterdir()] == ["small.yml"]


@pytest.mark.parametrize("issues", ["[]", "[{id: sanctions, proposition: Sanctions are right., cues: [sanction*]}]"])
def test_a_codebook_without_examples_codes_by_its_phrases_and_the_rules(issues, tmp_path, spoken_document):
    path = tmp_path / "bare.yml"
    path.write_text(f"codebook: bare\nissues: {issues}\n")
    text = "The minister rejected the sanctions on the port."
    document = spoken_document(text, "the sanctions on the port", "rejected")
    (made,) = CodingStage(load_codebook(str(path)))(document).statements
    assert [(c.issue, c.stance) for c in made.issues] == ([("sanctions", "oppose")] if issues != "[]" else [])


def test_a_codebook_with_examples_of_one_side_only_still_codes(tmp_path, spoken_document):
    path = tmp_path / "one.yml"
    path.write_text(
        "codebook: one\nissues: [{id: a, proposition: P., examples: [{text: It is so., stance: support}]}]\n"
    )
    document = spoken_document("The minister said that it is so.", "that it is so", "said")
    assert CodingStage(load_codebook(str(path)))(document).statements[0].suggestions[0].issue == "a"
