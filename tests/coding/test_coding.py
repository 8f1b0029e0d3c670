"""Codebooks that hold together, and what is learned from them."""

from importlib.resources import files

import pytest

from onrecord.coding import CodingStage, load_codebook, shipped_codebooks
from onrecord.coding.coder import Coder, learn_weights
from onrecord.coding.kept import kept_weights, pack, stamp_of, unpack
from onrecord.coding.phrases import PhraseTable
from onrecord.errors import BadCodebook
from onrecord.model.statement import Statement

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
    """Led to: it is asked about. The codebook's sentences compete with ten thousand marked ones of real texts, which count for more."""
    from tests.conftest import make_document

    book = load_codebook(name)
    coder = Coder(book, kept_weights(book))
    seen = asked = 0
    for issue in book.issues:
        assert issue.proposition.endswith(".")
        assert len(issue.examples) >= 12
        assert len(issue.cues) + len(issue.supports) + len(issue.opposes) >= 15
        for example in issue.examples:
            made = make_document(example.text)
            statement = Statement(id="s", voice="author", mode="authored", content=(made.quote(0, len(made.text)),))
            seen += 1
            asked += issue.id in [pair.issue for pair in coder.candidates(made, [statement])]
    assert asked / seen > 0.8


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
    assert one.tuning == other.tuning


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


def test_a_codebook_with_examples_of_one_side_only_still_codes(tmp_path, spoken_document):
    path = tmp_path / "one.yml"
    path.write_text(
        "codebook: one\nissues: [{id: a, proposition: P., examples: [{text: It is so., stance: support}]}]\n"
    )
    document = spoken_document("The minister said that it is so.", "that it is so", "said")
    assert CodingStage(load_codebook(str(path)))(document).statements[0].suggestions[0].issue == "a"
