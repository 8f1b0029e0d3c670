"""Examples for the reader: written rows, a codebook's own sentences, and statements of real texts that people marked.

A row of `written/examples.jsonl` has `p` (id of a proposition in `propositions.jsonl` beside it), `sentence`, `content`, `label`, `act`, `sort` (what
makes it hard) and, where there is one, `speaker`, `cue`, `before`; a proposition has `id, kind, proposition, opposite`. A row of a file of pairs has `proposition`, optionally `opposite`,
`speaker`, `cue`, `sentence`, `content`, `label`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.coding.reader.pair import Shown
from onrecord.model.codebook import Codebook

__all__ = [
    "WRITTEN",
    "Row",
    "Told",
    "asked",
    "by_statement",
    "lines_of",
    "of_codebook",
    "of_pairs",
    "of_written",
    "one_round",
]

WRITTEN = Path(__file__).parent / "written"

_ANSWER = {"support": 0, "affirm": 0, "admit": 0, "oppose": 1, "deny": 1, "conditional": 2, "mention": 3, "none": 4}
_TURNED = {0: 1, 1: 0, 2: 2, 3: 3, 4: 4}
_OPPOSES, _CONDITIONAL, _NONE = 1, 2, 4
_NOTHING, _WRITTEN = 0.7, 0.5
_MOST_KNOWN, _BOTH, _STRANGE = 4, 0.75, 0.45


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
    known = {row["id"]: row for row in lines_of(folder / "propositions.jsonl")}
    for row in lines_of(folder / "examples.jsonl"):
        about = known[row["p"]]
        shown = Shown(row["content"], row.get("speaker", ""), row.get("cue", ""), row["sentence"])
        yield Row(about["proposition"], about["opposite"], shown, _ANSWER[row["label"]], row["p"][0])


def of_pairs(path: Path) -> Iterator[Row]:
    """Rows that name their proposition themselves."""
    for row in lines_of(path):
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


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with all that is known of it: (proposition, opposite, answer), and whose rows these are."""

    shown: str
    known: tuple[tuple[str, str, int], ...]
    source: str


def by_statement(rows: Iterable[Row]) -> list[Told]:
    """Rows of one statement together: it is read once, whatever is asked of it."""
    found: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for row in rows:
        found.setdefault((row.source, row.shown.text), []).append((row.proposition, row.opposite, row.answer))
    return [Told(shown, tuple(known), source) for (source, shown), known in found.items()]


def asked(told: Told, rng: random.Random, others: Mapping[str, Sequence[str]], most: int = 5) -> list[tuple[str, int]]:
    """(proposition, answer) to ask of a statement, in random order.

    Where it takes a side, a proposition and its opposite are mostly asked both: that is what teaches which way round it is. Some
    propositions of somebody else are asked too, which it is not about.

    Args:
        others: propositions by source.
    """
    known = sorted(rng.sample(told.known, len(told.known)), key=lambda one: one[2] == _NONE)[:_MOST_KNOWN]
    made = []
    for proposition, opposite, answer in known:
        pair = [(proposition, answer), (opposite, _TURNED[answer])] if opposite else [(proposition, answer)]
        made += pair if answer < _CONDITIONAL and rng.random() < _BOTH else [rng.choice(pair)]
    taken = {proposition for proposition, _ in made} | {part for one in told.known for part in one[:2]}
    strangers = [source for source in others if source != told.source]
    while strangers and len(made) < most and rng.random() < _STRANGE:
        stranger = rng.choice(others[rng.choice(strangers)])
        if stranger not in taken:
            made.append((stranger, _NONE))
            taken.add(stranger)
    rng.shuffle(made)
    return made[:most]


def one_round(told: Sequence[Told], real: frozenset[str], rng: random.Random) -> list[Told]:
    """What is gone through before anything comes again, in random order.

    Real texts teach most of it: every statement that bears something, one that opposes twice, seven for ten of these that bear nothing, and
    five for ten that were written. Without real texts: everything.

    Args:
        real: sources that are real texts.
    """
    bearing = [one for one in told if one.source in real and any(answer < _NONE for _, _, answer in one.known)]
    if not bearing:
        return rng.sample(told, len(told))
    opposing = [one for one in bearing if any(answer == _OPPOSES for _, _, answer in one.known)]
    nothing = [one for one in told if one.source in real and all(answer == _NONE for _, _, answer in one.known)]
    written = [one for one in told if one.source not in real]
    made = [*bearing, *opposing]
    made += rng.sample(nothing, min(len(nothing), int(_NOTHING * len(bearing))))
    made += rng.sample(written, min(len(written), int(_WRITTEN * len(bearing))))
    rng.shuffle(made)
    return made


def lines_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
