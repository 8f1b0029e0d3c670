"""Whether confidence means what it says: how often statements of each confidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.evaluate.attributions import matched

__all__ = ["Bin", "Reliability", "reliability"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram in numbers.

    Attributes:
        bins: by tenths of confidence, the empty ones left out.
        error: expected calibration error, the mean distance of confidence and share over statements, 0 to 1.
        right: share of all statements that are right; `right_surest` of the surest four fifths.
    """

    bins: tuple[Bin, ...]
    error: float
    right: float
    right_surest: float


def reliability(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> Reliability:
    """Judge predictions that carry a `confidence` against gold; right means content and source right."""
    judged: list[tuple[float, bool]] = []
    for gold, predicted in pairs:
        right = matched(gold, predicted)
        judged += [(float(q["confidence"]), i in right) for i, q in enumerate(predicted["quotes"])]
    ranked = sorted(judged, key=lambda item: -item[0])
    bins = [[(p, ok) for p, ok in judged if min(int(p * _BINS), _BINS - 1) == number] for number in range(_BINS)]
    found = tuple(Bin(len(b), sum(p for p, _ in b) / len(b), _share(b)) for b in bins if b)
    total = max(1, len(judged))
    error = sum(b.count * abs(b.confidence - b.right) for b in found) / total
    return Reliability(found, error, _share(judged), _share(ranked[: round(0.8 * len(ranked))]))


def _share(judged: Sequence[tuple[float, bool]]) -> float:
    return sum(ok for _, ok in judged) / len(judged) if judged else 0.0
