"""Where the program errs: mistakes by kind, so that the next person sees where to dig."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from onrecord.evaluate.attributions import Pairing, is_speech, pair

__all__ = ["Mistake", "Mistakes", "find_mistakes"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake and where it is.

    Attributes:
        sort: missed, false, or the source that is wrong: "no source found", "another source".
        kind: direct, mixed or indirect content.
        place: start of the content, code points.
    """

    document: str
    sort: str
    kind: str
    place: int
    words: str
    source: str
    cue: str


@dataclass(slots=True)
class Mistakes:
    """All mistakes, and of how many marked ones by property how many were missed."""

    found: list[Mistake] = field(default_factory=list)
    marked: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)


def find_mistakes(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> Mistakes:
    """Compare predictions with gold, a pair a document."""
    result = Mistakes()
    for gold, predicted in pairs:
        matched = pair(gold, predicted)
        name = str(gold["doc_id"])
        hit_gold = {i for i, _, _ in matched.pairs}
        hit_pred = {j for _, j, _ in matched.pairs}
        for i, (unit, quote) in enumerate(matched.golds):
            for trait in _traits(matched, unit, quote):
                result.marked[trait] += 1
                result.missed[trait] += i not in hit_gold
            if i not in hit_gold:
                result.found.append(_mistake(name, "missed", matched, unit, quote))
        for j, (unit, quote) in enumerate(matched.preds):
            if j not in hit_pred:
                result.found.append(_mistake(name, "false", matched, unit, quote))
        for i, j, right in matched.pairs:
            if right is False:
                sort = "another source" if matched.preds[j][1].get("source") else "no source found"
                result.found.append(_mistake(name, sort, matched, *matched.golds[i]))
    return result


def _traits(matched: Pairing, unit: frozenset[int], quote: dict[str, Any]) -> list[str]:
    count = len(unit)
    length = "1 to 4 words" if count < 5 else "5 to 14 words" if count < 15 else "15 words and more"
    return [
        matched.words.kind(unit),
        length,
        "speech" if is_speech(matched.words, quote) else "thought, aim, attitude",
        "one piece" if len(quote["contents"]) == 1 else "several pieces",
        "with a source" if quote.get("source") else "without a source",
    ]


def _mistake(name: str, sort: str, matched: Pairing, unit: frozenset[int], quote: dict[str, Any]) -> Mistake:
    view = matched.words.view

    def words(part: str) -> str:
        return " ".join(" … ".join(view[s:e] for s, e in quote.get(part) or []).split())

    return Mistake(
        name, sort, matched.words.kind(unit), quote["contents"][0][0], words("contents"), words("source"), words("cue")
    )
