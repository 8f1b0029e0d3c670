"""What a statement does: asserts, denies, accuses, demands ...; learned from sentences that were written and marked for it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import get_args

import numpy as np

from onrecord.coding.reader.network import FOLDER
from onrecord.coding.regression import Floats, regress, softmax, with_one
from onrecord.language.weights import loading
from onrecord.model.statement import Act, Cue, CueClass

__all__ = ["ACTS", "ActModel", "fit_acts", "pack_acts", "shipped_acts", "words_of"]

ACTS: tuple[Act, ...] = get_args(Act)
_CLASSES: tuple[CueClass, ...] = get_args(CueClass)
_LEAST_SURE, _LEAST_SEEN = 0.3, 6
_SCALE_VECTOR, _SCALE_WORD, _SCALE_CUE, _DECAY = 3.0, 0.6, 1.0, 2e-4
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!]")
_FIRST = 40


def words_of(cue: str, content: str) -> frozenset[str]:
    """The words that the model weighs: those of the cue, marked as such, and the first of the content with their pairs."""
    told = _WORD.findall(cue.lower())
    said = _WORD.findall(content.lower())
    pairs = (f"{a} {b}" for a, b in pairwise(said[:_FIRST]))
    return frozenset([*(f"cue:{word}" for word in told), *said[:_FIRST], *pairs, *([said[-1]] if said else [])])


@dataclass(frozen=True, slots=True)
class ActModel:
    """Weights over the acts.

    Attributes:
        vocabulary: the words weighed; weights: `[acts, width]`, width that of `_rows`.
    """

    vocabulary: tuple[str, ...]
    weights: Floats

    def acts(self, vectors: Floats, cues: Sequence[Cue | None], contents: Sequence[str]) -> list[Act | None]:
        """The act of each statement, None where none is probable enough; `vectors`: `[statements, width]` of the sentence encoder."""
        if not contents:
            return []
        rows = _rows(
            vectors,
            cues,
            [words_of(c.quote.text if c else "", t) for c, t in zip(cues, contents, strict=True)],
            self.vocabulary,
        )
        probable = softmax(rows @ self.weights.T)
        best = probable.argmax(axis=1)
        return [ACTS[one] if row[one] >= _LEAST_SURE else None for one, row in zip(best, probable, strict=True)]


def fit_acts(vectors: Floats, classes: Sequence[CueClass | None], words: Sequence[frozenset[str]], acts: Sequence[Act], weight: Floats, own: frozenset[str]) -> ActModel:  # fmt: skip
    """Learn from statements with their act. `own`: the words that may be weighed; words of other people's texts ship with nobody.

    Cost: some minutes for ten thousand.
    """
    seen: dict[str, int] = {}
    for found in words:
        for word in found:
            seen[word] = seen.get(word, 0) + 1
    vocabulary = tuple(sorted(word for word, count in seen.items() if count >= _LEAST_SEEN and word in own))
    wanted = np.eye(len(ACTS), dtype=np.float32)[[ACTS.index(act) for act in acts]]
    return ActModel(vocabulary, regress(_rows(vectors, classes, words, vocabulary), wanted, weight, _DECAY))


def _rows(
    vectors: Floats, cues: Sequence[Cue | CueClass | None], words: Sequence[frozenset[str]], vocabulary: Sequence[str]
) -> Floats:
    place = {word: i for i, word in enumerate(vocabulary)}
    told = np.zeros((len(words), len(_CLASSES) + 1), np.float32)
    held = np.zeros((len(words), len(vocabulary)), np.float32)
    for row, (cue, found) in enumerate(zip(cues, words, strict=True)):
        kind = cue.cue_class if isinstance(cue, Cue) else cue
        told[row, _CLASSES.index(kind) if kind else len(_CLASSES)] = _SCALE_CUE
        held[row, [place[word] for word in found if word in place]] = _SCALE_WORD
    return with_one(np.concatenate([vectors * _SCALE_VECTOR, told, held], axis=1))


def pack_acts(model: ActModel) -> bytes:
    """The model as a compressed archive of tables in half precision."""
    out = io.BytesIO()
    np.savez_compressed(out, vocabulary=np.array(model.vocabulary), weights=model.weights.astype(np.float16))
    return out.getvalue()


@lru_cache(maxsize=1)
def shipped_acts() -> ActModel:
    """The model that ships.

    Raises: OR-X04 MissingWeights.
    """
    with loading("the weights of the acts"):
        packed = (files("onrecord.data") / FOLDER / "acts.npz").read_bytes()
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            return ActModel(tuple(str(w) for w in stored["vocabulary"]), stored["weights"].astype(np.float32))
