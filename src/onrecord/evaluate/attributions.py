"""Score attributions against hand-made marks: whether the content is found and its source right.

Gold: JSON lines with `doc_id, text, quotes [{contents, cue, source}]`, places as `[start, end)` code points
(the form of PolNeAR, whose contents include thought, intention and attitude).
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.attribute.cue_class import class_of_cue
from onrecord.errors import BadGold
from onrecord.evaluate.units import Kind, Words, head_of, overlap
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text

__all__ = ["KINDS", "Pairing", "Score", "evaluate_attributions", "is_speech", "matched", "pair", "predict", "read_gold"]

_MATCH = 0.5
Unit = tuple[frozenset[int], dict[str, Any]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")


@dataclass(slots=True)
class Score:
    """Counts over documents, and the figures they give.

    Attributes:
        counts: gold, pred, hit (content matched), exact, judged (sources compared), right, both.
        by_kind: the same counts by kind of content.
        documents: counts of every document, for intervals.
    """

    counts: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    documents: list[Counter[str]] = field(default_factory=list)

    def f1(self, hit: str, counts: Counter[str] | None = None) -> float:
        """F1 in per cent of a kind of hit: hit, exact or both."""
        c = self.counts if counts is None else counts
        total = c["gold"] + c["pred"]
        return 200 * c[hit] / total if total else 0.0

    def f1_of_kind(self, kind: Kind) -> float:
        """Combined F1 of one kind: recall over gold of the kind, precision over predictions of the kind."""
        c = self.by_kind[kind]
        recall = c["gold_both"] / c["gold"] if c["gold"] else 0.0
        precision = c["pred_both"] / c["pred"] if c["pred"] else 0.0
        return 200 * recall * precision / (recall + precision) if recall + precision else 0.0

    @property
    def source_right(self) -> float:
        """Per cent of matched contents whose source is right, of those with a source in the gold."""
        return 100 * self.counts["right"] / self.counts["judged"] if self.counts["judged"] else 0.0

    def interval(self, hit: str = "both", rounds: int = 500, seed: int = 0) -> tuple[float, float]:
        """95 % bootstrap interval over documents of an F1."""
        if not self.documents:
            return 0.0, 0.0
        draw = random.Random(seed)  # noqa: S311  # a bootstrap, no secret
        values = []
        for _ in range(rounds):
            total: Counter[str] = Counter()
            for counts in draw.choices(self.documents, k=len(self.documents)):
                total.update(counts)
            values.append(self.f1(hit, total))
        values.sort()
        return values[int(0.025 * rounds)], values[int(0.975 * rounds)]


def read_gold(path: Path, since: str | None = None, before: str | None = None) -> Iterator[dict[str, Any]]:
    """Documents of a gold file; with `since` or `before`, those whose doc_id holds a day in that range.

    Raises: OR-E01 BadGold.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadGold(f"{path.name} cannot be read") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            day = _DAY.search(str(row["doc_id"]))
            row["text"], row["quotes"] = str(row["text"]), list(row["quotes"])
        except (ValueError, KeyError, TypeError):
            raise BadGold(f"{path.name}, line {number}: doc_id, text and quotes are needed") from None
        if (since and (not day or day.group() < since)) or (before and (not day or day.group() >= before)):
            continue
        yield row


def predict(row: dict[str, Any], stages: Iterable[Callable[[Document], Document]]) -> dict[str, Any]:
    """What the program finds in a gold document's text, in the gold's form.

    Only outermost attributions, as the gold has them, and none of the author's own sentences.
    """
    document = Document(
        path=str(row["doc_id"]), sha256=sha256_text(str(row["doc_id"])), text=row["text"], language="en"
    )
    for stage in stages:
        document = stage(document)
    quotes = [
        {
            "contents": [[p.start, p.end] for p in s.content],
            "cue": [[s.cue.quote.start, s.cue.quote.end]] if s.cue else [],
            "source": [[s.source.start, s.source.end]] if s.source else [],
            "confidence": s.confidence.statement,
        }
        for s in document.statements
        if s.within is None and s.mode != "authored"
    ]
    return {"doc_id": row["doc_id"], "quotes": quotes}


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold and predictions of one document, matched one to one by content.

    Attributes:
        golds, preds: the words of each content, with its row.
        pairs: `(gold, prediction, source right)`; None where the gold names no source.
    """

    words: Words
    golds: list[Unit]
    preds: list[Unit]
    pairs: list[tuple[int, int, bool | None]]


def pair(gold: dict[str, Any], predicted: dict[str, Any]) -> Pairing:
    """Match predictions to gold: those with half their words in common, best first."""
    words = Words(gold["text"])
    golds, preds = _units(words, gold["quotes"]), _units(words, predicted["quotes"])
    pairs = [(i, j, _source_right(gold["text"], golds[i][1], preds[j][1])) for i, j in _match(golds, preds)]
    return Pairing(words, golds, preds, pairs)


def matched(gold: dict[str, Any], predicted: dict[str, Any]) -> set[int]:
    """Which predictions, by their number, have content and source right."""
    found = pair(gold, predicted)
    numbers = {id(quote): number for number, quote in enumerate(predicted["quotes"])}
    return {numbers[id(found.preds[j][1])] for _, j, right in found.pairs if right is not False}


def evaluate_attributions(
    pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], *, speech_only: bool = False
) -> Score:
    """Score predictions against gold, a pair a document.

    Args:
        speech_only: leave out gold whose cue is no act of speech, with the predictions that match it, and
            unmatched predictions whose cue is none.
    """
    score = Score()
    for gold, predicted in pairs:
        counts = _count(pair(gold, predicted), score.by_kind, speech_only=speech_only)
        score.documents.append(counts)
        score.counts.update(counts)
    return score


def _count(found: Pairing, by_kind: dict[str, Counter[str]], *, speech_only: bool) -> Counter[str]:
    words, golds, preds = found.words, found.golds, found.preds
    kept = [not speech_only or is_speech(words, quote) for _, quote in golds]
    pairs = [p for p in found.pairs if kept[p[0]]]
    hit = {j for _, j, _ in pairs}
    left_out = {j for i, j, _ in found.pairs if not kept[i]}
    if speech_only:
        left_out |= {j for j, (_, q) in enumerate(preds) if j not in hit and q.get("cue") and not is_speech(words, q)}
    counts: Counter[str] = Counter(gold=sum(kept), pred=len(preds) - len(left_out))
    for i, (unit, _) in enumerate(golds):
        if kept[i]:
            by_kind[words.kind(unit)]["gold"] += 1
    for j, (unit, _) in enumerate(preds):
        if j not in left_out:
            by_kind[words.kind(unit)]["pred"] += 1
    for i, j, right in pairs:
        unit, other = golds[i][0], preds[j][0]
        counts["hit"] += 1
        counts["exact"] += words.without_that(unit) == words.without_that(other)
        if right is not None:
            counts["judged"] += 1
            counts["right"] += right
            by_kind[words.kind(unit)]["judged"] += 1
            by_kind[words.kind(unit)]["right"] += right
        if right is not False:
            counts["both"] += 1
            by_kind[words.kind(unit)]["gold_both"] += 1
            by_kind[words.kind(other)]["pred_both"] += 1
    return counts


def is_speech(words: Words, quote: dict[str, Any]) -> bool:
    """Whether a row's cue reports an act of speech, by the cue lexicon."""
    cue = " ".join(words.view[s:e] for s, e in quote.get("cue") or [])
    return bool(cue) and class_of_cue(cue, "")[1]


def _units(words: Words, quotes: list[dict[str, Any]]) -> list[Unit]:
    units = [(words.inside((s, e) for s, e in quote["contents"]), quote) for quote in quotes]
    return [(unit, quote) for unit, quote in units if unit]


def _match(golds: list[Any], preds: list[Any]) -> list[tuple[int, int]]:
    """One-to-one pairs with half their words in common, best first."""
    found = sorted(
        ((-share, i, j) for i, (unit, _) in enumerate(golds) for j, (other, _) in enumerate(preds)
         if unit & other and (share := overlap(unit, other)) >= _MATCH)
    )  # fmt: skip
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    pairs = []
    for _, i, j in found:
        if i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
            pairs.append((i, j))
    return pairs


def _source_right(text: str, gold: dict[str, Any], guess: dict[str, Any]) -> bool | None:
    """Whether the guessed mention covers the head of the gold's, or has the same head; None without gold."""
    if not gold.get("source"):
        return None
    start, end = gold["source"][0]
    head, at = head_of(text[start:end])
    return any(s <= start + at < e or (head and head_of(text[s:e])[0] == head) for s, e in guess.get("source") or [])
