"""Which side a statement takes on an issue, and the words that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.coding.phrases import Hit, PhraseTable
from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.statement import CueClass, Stance

__all__ = ["Side", "decide"]

Word = Literal["support", "oppose", "negation", "condition"]
_MODAL = re.compile(r"\b(?:would|could|can|may|might|will|shall|ready|prepared|willing)\b", re.IGNORECASE)
_BEFORE, _BEHIND = 90, 60
_OF_CUE: dict[CueClass, Stance] = {
    "denying": "oppose", "accusing": "oppose", "praising": "support", "demanding": "support", "offering": "support",
    "warning": "oppose", "intention": "support",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """A stance, how sure, and where the deciding words stand (None where the cue decided)."""

    stance: Stance
    confidence: float
    start: int | None = None
    end: int | None = None


@lru_cache(maxsize=1)
def _table() -> PhraseTable[Word]:
    raw: dict[Word, list[str]] = shipped_yaml("lexicon/stance.yml")  # type: ignore[assignment]  # its keys are the words
    return PhraseTable((phrase, kind) for kind, phrases in raw.items() for phrase in phrases)


def decide(view: str, piece: tuple[int, int], hit: Hit[tuple[str, str]], cue_class: CueClass | None) -> Side:
    """The side a statement takes where a codebook phrase stands.

    Args:
        view: plain view of the stored text.
        piece: the content piece the phrase stands in.
        hit: the phrase, with its issue and whether it supports, opposes or only touches by itself.
        cue_class: of the statement's cue, if it has one.

    In order: a phrase that takes a side by itself; the act the cue reports; the nearest word that takes a
    side in the same sentence. Negation before a deciding word turns it round; a condition makes it
    conditional; without any of these it is a mention.
    """
    start, end = _sentence(view, piece, hit)
    words = list(_table().find(view, start, end))
    condition = next((w for w in words if w.value == "condition"), None)
    side = _own_side(words, hit) or _near(words, hit, start)
    acted = _OF_CUE.get(cue_class) if cue_class else None
    if cue_class == "accusing" and view.startswith("that ", piece[0]):
        acted = None  # "charged that X" holds X; "accused Y of X" is against it
    if acted and (side is None or side.confidence < 0.8):
        stance = acted
        if side and side.stance == "oppose" and acted in {"support", "oppose"}:
            # "demands an end to X", "rejects the pressure against X": the two signs multiply.
            stance = (
                "oppose"
                if acted == "support"
                else "support"
                if cue_class == "denying" and hit.value[1] == "against"
                else "oppose"
            )
        side = Side(stance, 0.65, side.start if side else None, side.end if side else None)
    if side is None and condition is None:
        return Side("mention", 0.5)
    if side is None:
        # "could be left open if ...": a possibility with its condition is a conditional position.
        if _MODAL.search(view, start, end) and condition:
            return Side("conditional", 0.5, condition.start, condition.end)
        return Side("mention", 0.5)
    if condition and abs(condition.start - hit.start) < _BEFORE:
        return Side("conditional", 0.6, condition.start, condition.end)
    return side


def _sentence(view: str, piece: tuple[int, int], hit: Hit[tuple[str, str]]) -> tuple[int, int]:
    low, high = piece
    start = max(low, max(view.rfind(stop, low, hit.start) for stop in (". ", "? ", "! ", "; ")) + 2, hit.start - 250)
    stops = [at for stop in (". ", "? ", "! ", "; ") if (at := view.find(stop, hit.end, high)) >= 0]
    return max(low, start) if start > 1 else low, min([*stops, high, hit.end + 250])


def _own_side(words: list[Hit[Word]], hit: Hit[tuple[str, str]]) -> Side | None:
    """The side of a phrase that holds or rejects the proposition by itself."""
    sign = hit.value[1]
    if sign not in {"for", "against"}:
        return None
    negated = any(w.value == "negation" and w.end <= hit.start and hit.start - w.end < 25 for w in words)
    support = (sign == "for") != negated
    return Side("support" if support else "oppose", 0.75 if negated else 0.85, hit.start, hit.end)


def _near(words: list[Hit[Word]], hit: Hit[tuple[str, str]], start: int) -> Side | None:
    """The side of the nearest word that takes one, in reach of the phrase."""
    best: tuple[int, Hit[Word]] | None = None
    for word in words:
        if word.value not in {"support", "oppose"} or (word.start < hit.end and hit.start < word.end):
            continue
        gap = hit.start - word.end if word.end <= hit.start else word.start - hit.end + 10
        if gap <= (_BEFORE if word.end <= hit.start else _BEHIND) and (best is None or gap < best[0]):
            best = (gap, word)
    if best is None:
        return None
    word = best[1]
    negated = any(
        w.value == "negation" and start <= w.start and w.end <= word.start and word.start - w.end < 20 for w in words
    )
    support = (word.value == "support") != negated
    return Side("support" if support else "oppose", 0.6 if negated else 0.7, word.start, word.end)
