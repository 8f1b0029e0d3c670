"""How sure the tagger may be: a logistic regression of its evidence, fitted on articles it did not learn from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.passages import cut_passages
from onrecord.attribute.tagger.network import Network
from onrecord.attribute.tagger.reader import Tagger
from onrecord.attribute.tagger.sureness import NAMES, Evidence, probability
from onrecord.evaluate.attributions import matched
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.segment import SegmentStage

__all__ = ["calibrate", "evidence_of", "fit"]

_RIDGE = 1.0
_ROUNDS = 50
_INDIFFERENT = 0.001

Judged = tuple[Evidence, bool]


def evidence_of(net: Network, rows: Iterable[dict[str, Any]]) -> tuple[list[Judged], int]:
    """What the network finds in marked articles, each with whether content and source are right; and how many are marked."""
    tagger, segment = Tagger(net), SegmentStage()
    judged: list[Judged] = []
    marked = 0
    for row in rows:
        name = str(row["doc_id"])
        document = segment(Document(path=name, sha256=sha256_text(name), text=row["text"], language="en"))
        found = list(tagger.evidence(cut_passages(document)))
        quotes = [
            {
                "contents": [[w.starts[c.start], w.ends[c.end - 1]] for c in g.contents],
                "source": [[w.starts[g.source.start], w.ends[g.source.end - 1]]] if g.source else [],
            }
            for w, g, _ in found
        ]
        right = matched(row, {"quotes": quotes})
        judged += [(e, i in right) for i, (_, _, e) in enumerate(found)]
        marked += len(row["quotes"])
    return judged, marked


def fit(judged: Sequence[Judged]) -> NDArray[np.float64]:
    """Weights by Newton's method with a small ridge; the constant is not held back."""
    x = np.asarray([e.vector() for e, _ in judged])
    y = np.asarray([ok for _, ok in judged], dtype=float)
    ridge = np.diag([0.0, *[_RIDGE] * (len(NAMES) - 1)])
    w = np.zeros(len(NAMES))
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def calibrate(net: Network, rows: Iterable[dict[str, Any]], path: Path) -> None:
    """Write `sureness.json`: the weights, and the least probability at which an attribution is kept.

    It is the strictest one whose F1 is within 0.1 points of the best.
    """
    judged, marked = evidence_of(net, rows)
    weights = fit(judged)
    ranked = sorted(((probability(e, weights.tolist()), ok) for e, ok in judged), key=lambda item: -item[0])
    right = np.cumsum([ok for _, ok in ranked])
    f1 = 2 * right / (np.arange(1, len(ranked) + 1) + marked)
    # Of measures that cost next to nothing in F1 the strictest: fewer wrong statements for the same score.
    best = int(np.flatnonzero(f1 >= f1.max() - _INDIFFERENT)[0])
    table = {
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
        "least": round(ranked[best][0], 3),
    }
    path.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(
        f"{len(judged)} attributions, {right[-1]} right; F1 {100 * f1[-1]:.1f}, {100 * f1[best]:.1f} from probability {ranked[best][0]:.2f} on"
    )
