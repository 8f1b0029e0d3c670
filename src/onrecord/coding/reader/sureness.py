"""How sure a code is: a logistic regression over a few facts of its reading, fitted on statements that people marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.coding.reader.network import ANSWERS, FOLDER
from onrecord.coding.regression import softmax
from onrecord.language.weights import loading

__all__ = ["FACTS", "Sureness", "facts_of", "shipped_sureness"]

Floats = NDArray[np.float32]
_FEW, _MANY = 6, 40
_NO_RIVAL = -4.0
FACTS = (
    "constant", "about", "rival", "side", "second side", "candidate", "phrase", "few words", "many words", "oppose", "conditional", "mention", "claim",
)  # fmt: skip
"""Constant; log odds that it is about the issue; those of the other issue that it is most about; log odds of the side among the four; of the
second side; log of the candidate's share; whether a phrase of the codebook stands in it; whether the content is a few words, or very many; which side; whether a claim."""


def facts_of(
    scores: Floats, statement: Sequence[int], candidate: Floats, phrase: Floats, words: Floats, claim: Floats
) -> Floats:
    """`[pairs, len(FACTS)]`.

    Args:
        scores: `[pairs, 5]` of the reader; statement: the number of the statement of each pair; candidate: how probable the issue was before reading; phrase, claim: 0 or 1; words: of the content.
    """
    probable = softmax(scores.astype(np.float32))
    none = np.clip(probable[:, -1], 1e-4, 1 - 1e-4)
    sides = probable[:, :-1] / (1 - none)[:, None]
    order = np.sort(np.clip(sides, 1e-4, 1 - 1e-4), axis=1)
    best = sides.argmax(axis=1)
    about = np.log((1 - none) / none)
    columns = [
        np.ones(len(scores)), about, _rivals(about, statement), np.log(order[:, -1] / (1 - order[:, -1])),
        np.log(order[:, -2] / (1 - order[:, -2])), np.log(np.clip(candidate, 1e-4, 1.0)), phrase, words < _FEW, words > _MANY,
        *(best == ANSWERS.index(side) for side in ("oppose", "conditional", "mention")), claim,
    ]  # fmt: skip
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _rivals(about: Floats, statement: Sequence[int]) -> list[float]:
    """For each pair the highest of the other pairs of its statement, `_NO_RIVAL` at least."""
    best: dict[int, list[tuple[float, int]]] = {}
    for row, number in enumerate(statement):
        best[number] = sorted([*best.get(number, []), (float(about[row]), row)], reverse=True)[:2]
    return [
        max([_NO_RIVAL, *(value for value, at in best[number] if at != row)]) for row, number in enumerate(statement)
    ]


@dataclass(frozen=True, slots=True)
class Sureness:
    """Weights of the facts, and from how sure on a code is counted.

    Attributes:
        issue: that the statement bears the issue; both: that the side is right too.
        counted: the least share of `both` at which a code is counted; shown: at which it is kept as a suggestion.
        side: the least share that a counted code's side has among the four: a side turned round is worse than a wrong issue, and is told by this.
    """

    issue: tuple[float, ...]
    both: tuple[float, ...]
    counted: float
    shown: float
    side: float

    def of(self, facts: Floats) -> tuple[Floats, Floats]:
        """(that the issue is right, that issue and side are right), 0 to 1; the second is never above the first."""
        issue, both = (_sigmoid(facts @ np.array(w, np.float32)) for w in (self.issue, self.both))
        return issue, np.minimum(issue, both).astype(np.float32)

    def counts(self, facts: Floats, both: Floats) -> NDArray[np.bool_]:
        """Whether a code is counted, `[pairs]`: sure enough as a whole, and its side sure enough alone."""
        counted: NDArray[np.bool_] = (both >= self.counted) & (
            facts[:, FACTS.index("side")] >= np.log(self.side / (1 - self.side))
        )
        return counted


def _sigmoid(x: Floats) -> Floats:
    made: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return made


@lru_cache(maxsize=1)
def shipped_sureness() -> Sureness:
    """The calibration that comes with the reader's weights.

    Raises: OR-X04 MissingWeights.
    """
    with loading("the calibration of the reader of meaning"):
        raw = json.loads((files("onrecord.data") / FOLDER / "sureness.json").read_text("utf-8"))
        return Sureness(
            tuple(raw["issue"]), tuple(raw["both"]), *(float(raw[name]) for name in ("counted", "shown", "side"))
        )
