"""How sure an attribution is: what the network thought of its parts, as one calibrated probability."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["NAMES", "Evidence", "least_kept", "probability"]

NAMES = (
    "constant", "content", "edges", "weakest", "cue", "cue_link", "source", "source_link", "cue_source", "no_cue", "no_source",
    "pieces", "words", "short", "quoted",
)  # fmt: skip
_FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an attribution; all but counts are probabilities.

    Attributes:
        content, edges, weakest: mean tag probability of its words, of the ends of its pieces, of its least sure piece.
        cue, source: mean tag probability of these spans; None where there is none.
        cue_link, source_link, cue_source: probabilities of the links chosen.
        quoted: share of content words inside quotation marks.
    """

    content: float
    edges: float
    weakest: float
    cue: float | None
    cue_link: float
    source: float | None
    source_link: float
    cue_source: float
    pieces: int
    words: int
    quoted: float

    def vector(self) -> list[float]:
        """Numbers in the order of `NAMES`."""
        return [
            1.0, _logit(self.content), _logit(self.edges), _logit(self.weakest),
            _logit(self.cue) if self.cue is not None else 0.0, _logit(self.cue_link),
            _logit(self.source) if self.source is not None else 0.0, _logit(self.source_link), _logit(self.cue_source),
            float(self.cue is None), float(self.source is None), float(self.pieces > 1), math.log(self.words),
            float(self.words < 3), self.quoted,
        ]  # fmt: skip


def _logit(p: float) -> float:
    p = min(max(p, _FLOOR), 1 - _FLOOR)
    return math.log(p / (1 - p))


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[float, ...], float]:
    table = json.loads((files("onrecord.data") / "attribution" / "sureness.json").read_text("utf-8"))
    return tuple(float(table["weights"][name]) for name in NAMES), float(table["least"])


def least_kept() -> float:
    """The probability under which keeping an attribution costs more than it finds, on the articles of the calibration."""
    return _table()[1]


def probability(evidence: Evidence, weights: Sequence[float] | None = None) -> float:
    """The probability that content and source are right, by the shipped logistic regression (`training/calibrate.py`)."""
    total = sum(w * x for w, x in zip(weights or _table()[0], evidence.vector(), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
