"""The tagger: what the network reads, how tags become spans, and what the shipped weights find."""

import random
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribute import AttributeStage
from onrecord.attribute.beside import around, beside, inside
from onrecord.attribute.cue_class import class_of_cue
from onrecord.attribute.interface import Fragment
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.tagger import Tagger
from onrecord.attribute.tagger.links import FEATURES, RELATIONS, Places
from onrecord.attribute.tagger.network import network
from onrecord.attribute.tagger.sureness import NAMES, Evidence, probability
from onrecord.attribute.tagger.tags import ALLOWED, ROLES, TAGS, best_paths, marginals, spans_of
from onrecord.attribute.tagger.windows import LONGEST, Window, pack
from onrecord.attribute.tagger.words import read_words
from onrecord.language.pieces import Vocabulary
from onrecord.model.span import Span
from onrecord.segment import SegmentStage
from tests.conftest import make_document

VOCABULARY = Vocabulary(["[CLS]", "[SEP]", "[UNK]", "har", "##bour", "master", "the", ".", "e"])


def passages_of(text):
    return cut_passages(SegmentStage()(make_document(text, language="en")))


# Words and pieces


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text):
    for passage in passages_of(text):
        words = read_words(passage)
        assert all(s < e for s, e in zip(words.starts, words.ends, strict=True))
        assert words.starts == sorted(words.starts)
        assert all(passage.start <= s and e <= passage.end for s, e in zip(words.starts, words.ends, strict=True))


def test_a_word_is_cut_into_the_longest_pieces_known():
    assert VOCABULARY.pieces("Harbour") == (3, 4)
    assert VOCABULARY.pieces("é") == (8,)
    assert VOCABULARY.pieces("ship") == (2,)
    assert VOCABULARY.pieces("harbour" * 20) == (2,)


@pytest.mark.parametrize("marks", ['""', "“”", "«»"])
def test_whatever_marks_a_text_uses_the_network_reads_one_pair(marks):
    (passage,) = passages_of(
        f"{marks[0]}We will wait for the tide,{marks[1]} the harbourmaster of Dask said on Monday."
    )
    words = read_words(passage)
    assert words.texts[0] == "“"
    assert words.texts[8] == "”"
    assert {form[1] for form in words.forms[:9]} == {1}
    assert words.forms[9][1] == 0


# Windows


@settings(max_examples=30)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_windows_hold_every_word_once_and_never_too_many_pieces(lengths, draw):
    paragraphs = [" ".join(draw.choice(["the", "harbour", "master", "said."]) for _ in range(n)) for n in lengths]
    passages = [read_words(p) for p in passages_of("\n\n".join(paragraphs))]
    windows = pack(enumerate(passages), network().vocabulary)
    assert [s for w in windows for s in w.starts] == [s for p in passages for s in p.starts]
    assert all(len(w.pieces) <= LONGEST for w in windows)
    assert all(len(w.pieces) == len(w.forms) for w in windows)


# Tags


def brute_force(emissions, transitions):
    """Every path with its score: the slow truth."""
    import itertools

    from onrecord.attribute.tagger.tags import STARTS

    scores = {}
    for path in itertools.product(range(len(TAGS)), repeat=len(emissions)):
        score = STARTS[path[0]] + sum(e[t] for e, t in zip(emissions, path, strict=True))
        scores[path] = score + sum(transitions[a, b] for a, b in pairwise(path))
    return scores


def test_the_best_path_and_the_marginals_are_those_of_all_paths():
    rng = np.random.default_rng(5)
    sequences = [rng.normal(size=(n, len(TAGS))).astype(np.float32) for n in (4, 1, 3)]
    transitions = rng.normal(size=(len(TAGS), len(TAGS))).astype(np.float32) + ALLOWED
    paths, chances = best_paths(sequences, transitions), marginals(sequences, transitions)
    for emissions, path, chance in zip(sequences, paths, chances, strict=True):
        scores = brute_force(emissions, transitions)
        assert tuple(path) == max(scores, key=scores.get)
        weights = {p: np.exp(s) for p, s in scores.items()}
        total = sum(weights.values())
        for i in range(len(emissions)):
            for tag in range(len(TAGS)):
                expected = sum(w for p, w in weights.items() if p[i] == tag) / total
                assert chance[i, tag] == pytest.approx(expected, abs=1e-6)


def test_runs_of_tags_are_spans_and_two_that_touch_stay_two():
    tags = [TAGS.index(t) for t in ("B-source", "B-cue", "I-cue", "O", "B-content", "I-content", "B-content")]
    found = spans_of(np.asarray(tags), np.full(len(tags), 0.5))
    assert [(f.role, f.start, f.end) for f in found] == [
        ("source", 0, 1), ("cue", 1, 3), ("content", 4, 6), ("content", 6, 7),
    ]  # fmt: skip


@given(st.integers(1, 60), st.integers(0, 10**6))
def test_features_of_pairs_point_into_their_table_once_a_group(length, seed):
    draw = random.Random(seed)
    window = Window([0] * (length + 1), [(0, draw.randrange(3), 0) for _ in range(length + 1)], list(range(1, length + 1)),
                    list(range(length)), list(range(1, length + 1)), sorted(draw.randrange(4) for _ in range(length)),
                    [draw.choice("a.!,") for _ in range(length)])  # fmt: skip
    cuts = sorted(draw.sample(range(length + 1), min(4, length + 1)))
    spans = [(a, b) for a, b in pairwise(cuts) if a < b] or [(0, length)]
    places = Places(window, spans, spans, spans)
    for relation in RELATIONS:
        pairs = places.features(spans, spans, relation)
        assert pairs.shape == (len(spans), len(spans), 11)
        assert all(len(set(row.tolist())) == 11 for row in pairs.reshape(-1, 11))
        found = pairs[0, -1]
        assert found.min() >= 0
        assert found.max() < FEATURES


# The shipped weights


def test_weights_ship_within_their_size():
    folder = files("onrecord.data") / "attribution"
    sizes = [
        len((folder / name).read_bytes()) for name in ("network.onnx", "links.npz", "vocabulary.txt", "sureness.json")
    ]
    assert sum(sizes) < 30_000_000


def test_a_text_reads_the_same_alone_and_in_company():
    one = "The harbourmaster of Dask said that the lanes would stay open until the ice comes."
    alone = Tagger(least=0).find(passages_of(one))
    company = Tagger(least=0).find(passages_of(one))
    assert [(f.contents, f.cue, f.source, f.score) for f in alone] == [
        (f.contents, f.cue, f.source, f.score) for f in company
    ]


NOMINAL = [
    # (words, source, part of the content): what rules over marks and clauses leave out
    ("The minister’s claim that the port is closed angered the crews of both fleets on Monday.", "The minister’s", "that the port is closed"),
    ("A poll by the Dask Institute found that six in ten residents want the talks to go on.", "Dask Institute", "six in ten residents want the talks to go on"),
    ("Varn called the blockade “a wound,” and the envoy from Sarmia agreed with her on Friday.", "Varn", "“a wound,”"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "source", "content"), NOMINAL, ids=[row[0][:30] for row in NOMINAL])
def test_nominal_cues_polls_and_short_contents_are_found(words, source, content):
    found = Tagger(least=0).find(passages_of(words))
    texts = [
        (words[f.source.start : f.source.end] if f.source else "", " ".join(words[c.start : c.end] for c in f.contents))
        for f in found
    ]
    assert any(source in s and content in c for s, c in texts), texts


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="“”\"«»‘’' .,:abcXYZ\n\u00a0", max_size=400))
def test_any_text_gives_disjoint_spans_inside_it(text):
    for fragment in Tagger(least=0).find(passages_of(text)):
        assert fragment.contents == sorted(fragment.contents)
        assert all(a.end <= b.start for a, b in pairwise(fragment.contents))
        assert 0 <= fragment.score <= 1
        spans = [*fragment.contents, *(s for s in (fragment.cue, fragment.source) if s)]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_nothing_is_tied_over_a_change_of_voice():
    text = "Dorn: No ship has left the port\n\nThe minister spoke on Friday in the harbour office, her aides said.\n\nIt rained.\n"
    passages = passages_of(text)
    title = next(p for p in passages if p.voice == "headline")
    for fragment in Tagger(least=0).find(passages):
        spans = [*fragment.contents, *(s for s in (fragment.cue, fragment.source) if s)]
        assert len({s.start < title.end for s in spans}) == 1


# Beside and inside


def test_rules_add_only_what_shares_no_word_with_the_tagger():
    (passage,) = passages_of("“One two three,” said Orrec of Sarmia. “Four five six.”")
    read = [Fragment([Span(0, 16)], Span(17, 21), source=Span(22, 27))]
    same, other = Fragment([Span(1, 14)]), Fragment([Span(39, 56)])
    assert beside(read, [same, other], passage) == [*read, other]


def test_a_relay_lies_inside_with_its_own_cue():
    read = [Fragment([Span(10, 60)], Span(5, 9))]
    relay = Fragment([Span(30, 60)], Span(20, 26))
    outside = Fragment([Span(70, 90)], Span(65, 69))
    again = Fragment([Span(10, 60)], Span(5, 9))
    assert inside(read, [relay, outside, again]) == [relay]


def test_a_relay_ends_where_the_words_it_lies_in_end():
    read = [Fragment([Span(10, 60)], Span(5, 9))]
    (kept,) = inside(read, [Fragment([Span(30, 70)], Span(20, 26))])
    assert kept.contents == [Span(30, 60)]


def test_a_relay_around_holds_cue_and_source_of_what_it_relays():
    read = [Fragment([Span(0, 20)], Span(21, 25), source=Span(26, 30))]
    whole = Fragment([Span(0, 30)], Span(32, 44))
    assert around(read, [whole, Fragment([Span(0, 25)], Span(32, 44))]) == [whole]


# Cues and sureness


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "that it would end", ("neutral", True)),
        ("has repeatedly denied", "that it fired", ("denying", True)),
        ("believes", "that it will end", ("belief", False)),
        ("wants", "to see it end", ("intention", False)),
        ("'s claim", "that it fired", ("assertive", True)),
        ("went on to warn", "of a storm", ("warning", True)),
        (":", "“It ends here”", ("neutral", True)),
        ("frobnicated", "the port", ("neutral", True)),
    ],
)
def test_a_cue_tells_its_class_and_whether_it_is_speech(cue, content, expected):
    assert class_of_cue(cue, content) == expected


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 50))
def test_sureness_is_a_probability_and_more_evidence_never_lowers_it(low, high, words):
    low, high = sorted((low, high))
    parts = {
        "edges": 0.9,
        "weakest": 0.9,
        "cue": 0.9,
        "cue_link": 0.9,
        "source": 0.9,
        "source_link": 0.9,
        "cue_source": 0.9,
    }
    weights = [1.0] * len(NAMES)
    less, more = (Evidence(content=c, pieces=1, words=words, quoted=0.0, **parts) for c in (low, high))
    assert 0 <= probability(less, weights) <= probability(more, weights) <= 1


def test_a_stage_without_the_tagger_runs_the_finders_it_is_given():
    assert AttributeStage(finders=()).tagger is None
    assert AttributeStage().tagger is not None


def test_a_signed_text_that_quotes_over_paragraphs_is_read_to_its_end():
    from onrecord.attribute.authored import authored_sentences

    first, second = passages_of(
        "The harbour of Dask was calm, the pilot Orrec told us.\n\n“The lanes will stay open until the ice comes.”"
    )[:2]
    report = Fragment(
        [Span(second.start, second.end)],
        Span(second.start + 1, second.start + 4),
        source=Span(first.start, first.start + 11),
    )
    assert authored_sentences(second, [report]) == []
    assert second.words(Span(first.start, first.start + 11)) == ""


def test_roles_and_tags_agree():
    assert len(TAGS) == 1 + 2 * len(ROLES)
