"""Which side a statement takes on an issue: what the rules over words say, the words themselves, and a sentence encoder.

An encoder alone takes support and opposition for neighbours; beside the rules it tells mentions and loosely worded positions.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.coding.issue_model import Sign
from onrecord.coding.phrases import Hit
from onrecord.coding.regression import Floats, regress, softmax, with_one
from onrecord.coding.stances import Side, decide, word_table
from onrecord.model.statement import Cue, Stance

__all__ = ["STANCES", "Reading", "StanceModel", "fit_stances", "read_side"]

STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional", "mention")

_DECAY = 1e-2
_SCALE_VECTOR, _SCALE_WORD, _SCALE_ISSUE = 3.0, 0.5, 0.5
_LEAST_SEEN = 4
_PLAIN_WORDS, _SURE_WORDS, _SURE = 2.0, 4.0, 0.8
"""What a side that the rules read off plain words is worth over what was learned, and from which confidence on it is worth more.

Examples of a codebook paraphrase more than people do who speak to the press, so rules are worth more than the examples teach.
"""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\?")
_KINDS = ("support", "oppose", "negation", "condition", "modal")
_SIGNS = ("for", "against", "touch")
_FACTS = len(STANCES) + len(_KINDS) + len(_SIGNS) + 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one statement and one issue before the sides are weighed.

    Attributes:
        side: what the rules say, with the words that decided.
        facts: numbers that the model weighs, `_FACTS` of them.
    """

    side: Side
    facts: tuple[float, ...]
    words: frozenset[str]
    issue: str

    @property
    def asks(self) -> bool:
        """Whether the statement ends in a question mark."""
        return bool(self.facts[-1])


def read_side(
    view: str, pieces: Sequence[tuple[int, int]], issue: str, hits: Sequence[Hit[Sign]], cue: Cue | None
) -> Reading:
    """Read one statement for one issue.

    Args:
        view: plain view of the stored text; `pieces`: places of its content.
        hits: the phrases of the codebook in the pieces; where none is of the issue, the whole content is read.
    """
    act = (cue.quote.start, cue.quote.end, cue.cue_class) if cue else None
    own = [hit for hit in hits if hit.value[0] == issue]
    sides = []
    for start, end in pieces:
        here = [h for h in own if start <= h.start < end] or ([] if own else [Hit(start, end, (issue, "touch"))])
        sides += [decide(view, (start, end), hit, act) for hit in here]
    side = min(sides, key=lambda s: (s.stance == "mention", -s.confidence))
    counts: Counter[str] = Counter()
    words: set[str] = set()
    parts = [*pieces, *([act[:2]] if act else [])]
    for start, end in parts:
        counts.update(hit.value for hit in word_table().find(view, start, end))
        found = _WORD.findall(view[start:end].lower())
        words.update(found)
        words.update(f"{one} {other}" for one, other in itertools.pairwise(found))
    signs = Counter(hit.value[1] for hit in own)
    last = view[pieces[-1][0] : pieces[-1][1]].rstrip("\"”’' ")
    facts = (
        *(side.confidence * (side.stance == stance) for stance in STANCES),
        *(min(counts[kind], 3) for kind in _KINDS),
        *(min(signs[sign], 2) for sign in _SIGNS),
        float(last.endswith("?")),
    )
    return Reading(side, facts, frozenset(words), issue)


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights over the four stances.

    Attributes:
        vocabulary: words and pairs of words that the model weighs; issues: those whose habits it knows.
        weights: `[4, width]`, width that of `_rows`.
    """

    vocabulary: tuple[str, ...]
    issues: tuple[str, ...]
    weights: Floats

    def probabilities(self, readings: Sequence[Reading], vectors: Floats) -> Floats:
        """`[readings, 4]` in the order of `STANCES`, rows summing to one."""
        weighed = softmax(_rows(readings, vectors, self.vocabulary, self.issues) @ self.weights.T)
        for row, reading in enumerate(readings):
            side, asked = reading.side, reading.asks or reading.side.confidence >= _SURE
            if side.is_condition:
                weighed[row, STANCES.index("conditional")] /= _SURE_WORDS
            if side.stance != "mention" or asked:
                weighed[row, STANCES.index(side.stance)] *= _PLAIN_WORDS if side.confidence < _SURE else _SURE_WORDS
        made: Floats = weighed / weighed.sum(axis=1, keepdims=True)
        return made


def fit_stances(
    readings: Sequence[Reading], vectors: Floats, stances: Sequence[Stance], issues: tuple[str, ...], weight: Floats
) -> StanceModel:
    """Learn the weights from readings with their stance; every stance counts alike.

    A codebook without examples teaches nothing of sides: what the rules say decides alone.
    """
    if not readings:
        width = _FACTS + vectors.shape[1] + 3 * len(issues) + 1
        return StanceModel((), issues, np.zeros((len(STANCES), width), np.float32))
    seen = Counter(word for reading in readings for word in reading.words)
    vocabulary = tuple(sorted(word for word, count in seen.items() if count >= _LEAST_SEEN))
    target = np.array([STANCES.index(stance) for stance in stances])
    wanted = np.eye(len(STANCES), dtype=np.float32)[target]
    counts = np.bincount(target, weights=weight, minlength=len(STANCES))
    even = (weight / np.maximum(counts[target], 1)).astype(np.float32)
    rows = _rows(readings, vectors, vocabulary, issues)
    return StanceModel(vocabulary, issues, regress(rows, wanted, even, _DECAY))


def _rows(readings: Sequence[Reading], vectors: Floats, vocabulary: Sequence[str], issues: Sequence[str]) -> Floats:
    """Facts, words, the encoder's vector and the issue, side by side."""
    place = {word: i for i, word in enumerate(vocabulary)}
    number = {issue: i for i, issue in enumerate(issues)}
    facts = np.array([reading.facts for reading in readings], np.float32)
    words = np.zeros((len(readings), len(vocabulary)), np.float32)
    about = np.zeros((len(readings), 3 * len(issues)), np.float32)
    for row, reading in enumerate(readings):
        words[row, [place[word] for word in reading.words if word in place]] = _SCALE_WORD
        if reading.issue in number:
            # Each issue has habits of its own: on some, whoever denies supports the proposition.
            at = 3 * number[reading.issue]
            about[row, at : at + 3] = _SCALE_ISSUE, reading.facts[0], reading.facts[1]
    return with_one(np.concatenate([facts, words, vectors * _SCALE_VECTOR, about], axis=1))
