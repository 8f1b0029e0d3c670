"""Examples for the reader: written rows, a codebook's own sentences, and statements of real texts that people marked.

A row of `written/examples.jsonl` has `p` (id of a proposition in `propositions.jsonl` beside it), `sentence`, `content`, `label`, `act`, `sort` (what
makes it hard) and, where there is one, `speaker`, `cue`, `before`; a proposition has `id, kind, proposition, opposite`. A row of a file of pairs has `proposition`, optionally `opposite`,
`speaker`, `cue`, `sentence`, `content`, `label`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.codebook import Codebook
from training.meaning.pair import Shown

__all__ = ["Row", "drawn", "of_codebook", "of_pairs", "of_written"]

_ANSWER = {"support": 0, "affirm": 0, "admit": 0, "oppose": 1, "deny": 1, "conditional": 2, "mention": 3, "none": 4}
_TURNED = {0: 1, 1: 0, 2: 2, 3: 3, 4: 4}


@dataclass(frozen=True, slots=True)
class Row:
    """A proposition, its opposite (empty where nobody wrote one), a statement, and the number of the right answer."""

    proposition: str
    opposite: str
    shown: Shown
    answer: int
    source: str


def of_written(folder: Path) -> Iterator[Row]:
    """The rows that were written for the reader."""
    known = {row["id"]: row for row in _lines(folder / "propositions.jsonl")}
    for row in _lines(folder / "examples.jsonl"):
        about = known[row["p"]]
        shown = Shown(row["content"], row.get("speaker", ""), row.get("cue", ""), row["sentence"])
        yield Row(about["proposition"], about["opposite"], shown, _ANSWER[row["label"]], row["p"][0])


def of_pairs(path: Path) -> Iterator[Row]:
    """Rows that name their proposition themselves."""
    for row in _lines(path):
        shown = Shown(row["content"], row.get("speaker") or "", row.get("cue") or "", row.get("sentence") or "")
        yield Row(row["proposition"], row.get("opposite") or "", shown, _ANSWER[row["label"]], path.stem)


def of_codebook(book: Codebook, without: frozenset[str] = frozenset()) -> Iterator[Row]:
    """A codebook's sentences with their own propositions; counter-examples are not about them.

    Args:
        without: ids of issues that are kept from the reader, to measure it on propositions that it has never seen.
    """
    for issue in book.issues:
        if issue.id in without:
            continue
        for example in issue.examples:
            yield Row(issue.proposition, "", Shown(example.text), _ANSWER[example.stance], book.name)
        for counter in issue.counter_examples:
            yield Row(issue.proposition, "", Shown(counter.text), _ANSWER["none"], book.name)


def drawn(
    rows: list[Row], rng: random.Random, turned: float = 0.35, strange: float = 0.12
) -> list[tuple[str, str, int]]:
    """(proposition, statement, answer) of every row once, in random order.

    Args:
        turned: how often the opposite is asked instead, with the answer turned round.
        strange: how many more are asked about a proposition of somebody else, which they are not about.
    """
    made = []
    for row in rows:
        if row.opposite and rng.random() < turned:
            made.append((row.opposite, row.shown.text, _TURNED[row.answer]))
        else:
            made.append((row.proposition, row.shown.text, row.answer))
    for row in rng.sample(rows, int(strange * len(rows))):
        other = rng.choice(rows)
        if other.source != row.source:
            made.append((other.proposition, row.shown.text, _ANSWER["none"]))
    rng.shuffle(made)
    return made


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
