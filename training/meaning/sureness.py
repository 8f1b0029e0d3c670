"""Fit how sure codes are: `python -m training.meaning.sureness --marks benchmarks/marks/meaning.jsonl --texts FILES`."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.coding import load_codebook
from onrecord.coding.coder import STANCES, Coder
from onrecord.coding.kept import kept_weights
from onrecord.coding.reader.network import ANSWERS
from onrecord.coding.reader.sureness import FACTS, Floats, Sureness
from onrecord.coding.regression import regress
from onrecord.evaluate.meaning import Marked, read_marked, read_texts
from onrecord.language.views import plain_view
from onrecord.model.document import Document

__all__ = ["Read", "fit", "main", "read_pairs"]

_WANTED = 0.9
"""How many of the counted codes should be right."""
_COVERED = 0.42
"""How many of the statements that bear an issue should have a counted code at least, where `_WANTED` leaves fewer."""
_SHOWN, _SIDE = 0.3, 0.9
"""From how sure on a code is a suggestion; how sure its side must be alone to be counted, whatever else speaks for the code."""
_FOLDS = 8
_DECAY = 1e-3


@dataclass(frozen=True, slots=True)
class Read:
    """Pairs of marked statements as the reader read them.

    Attributes:
        issue, both: whether the issue is right, and the side too; document, statement: the numbers of theirs.
        bearing: numbers of the statements that bear an issue with a side, read or not.
    """

    facts: Floats
    issue: NDArray[np.bool_]
    both: NDArray[np.bool_]
    document: NDArray[np.int64]
    statement: NDArray[np.int64]
    bearing: frozenset[int]


def read_pairs(coder: Coder, marked: list[tuple[Document, list[Marked]]]) -> Read:
    """Read every pair that the coder would, of statements that were performed."""
    facts, issue, both, whose, which = [], [], [], [], []
    bearing, first = set(), 0
    for number, (document, every) in enumerate(marked):
        marks = [mark for mark in every if mark.performed]
        statements = [mark.statement for mark in marks]
        pairs = coder.candidates(document, statements)
        scores = coder.read(plain_view(document.text), statements, pairs)
        facts.append(coder.facts(statements, pairs, scores))
        for pair, row in zip(pairs, scores, strict=True):
            side = marks[pair.statement].issues.get(pair.issue)
            issue.append(side is not None)
            both.append(side == STANCES[int(row[: len(ANSWERS) - 1].argmax())])
            whose.append(number)
            which.append(first + pair.statement)
        bearing |= {first + i for i, mark in enumerate(marks) if set(mark.issues.values()) - {"mention"}}
        first += len(marks)
    return Read(
        np.concatenate(facts), np.array(issue), np.array(both), np.array(whose), np.array(which), frozenset(bearing)
    )


def fit(facts: Floats, right: NDArray[np.bool_]) -> Floats:
    """Weights of a logistic regression, `[facts]`."""
    wanted = np.stack([~right, right], axis=1).astype(np.float32)
    no, yes = regress(facts, wanted, np.ones(len(facts), np.float32), _DECAY)
    made: Floats = yes - no
    return made


def counted_from(read: Read) -> float:
    """From how sure on a code is counted, if its side is sure enough alone; each document measured by a fit on the others.

    The least sureness from which on `_WANTED` of the codes are right; lower where that leaves too few: a record that tells next
    to nothing is of no use either.
    """
    sure = np.zeros(len(read.both), np.float32)
    for fold in range(_FOLDS):
        held = read.document % _FOLDS == fold
        sure[held] = _sigmoid(read.facts[held] @ fit(read.facts[~held], read.both[~held]))
    sided = np.flatnonzero(Sureness((), (), 0.0, _SHOWN, _SIDE).counts(read.facts, sure))
    order = sided[np.argsort(-sure[sided])]
    share = np.cumsum(read.both[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= _WANTED)
    right = int(enough[-1]) + 1 if len(enough) else 0
    reached, covered = set[int](), 0
    while covered < len(order) and len(reached) < _COVERED * len(read.bearing):
        reached |= {int(read.statement[order[covered]])} & read.bearing
        covered += 1
    many = max(right, covered)
    print(f"{right} of {len(order)} pairs would be {100 * _WANTED:.0f} % right; {covered} cover {100 * _COVERED:.0f} % of what bears an issue, "
          f"{100 * share[covered - 1]:.1f} % of them right")  # fmt: skip
    return float(sure[order[many - 1]]) if many else 1.0


def _sigmoid(x: Floats) -> Floats:
    made: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return made


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m training.meaning.sureness", description=__doc__)
    parser.add_argument("--marks", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/reader/sureness.json"))
    options = parser.parse_args()
    book = load_codebook("crisis")
    marked = read_marked(options.marks, read_texts(options.texts), "development")
    read = read_pairs(Coder(book, kept_weights(book)), marked)
    issue, both = fit(read.facts, read.issue), fit(read.facts, read.both)
    for name, one, other in zip(FACTS, issue, both, strict=True):
        print(f"{name:14} {one:7.2f} {other:7.2f}")
    row = {"issue": [round(float(w), 3) for w in issue], "both": [round(float(w), 3) for w in both],
           "counted": round(counted_from(read), 3), "shown": _SHOWN, "side": _SIDE}  # fmt: skip
    options.out.write_text(json.dumps(row) + "\n", "utf-8")


if __name__ == "__main__":
    main()
