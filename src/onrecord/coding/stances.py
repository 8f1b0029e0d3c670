"""Which side a statement takes on an issue, and the words that decided."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from onrecord.coding.phrases import Hit, PhraseTable
from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.statement import CueClass, Stance

__all__ = ["Side", "decide", "word_table"]

Word = Literal["support", "oppose", "negation", "condition", "modal"]
_MODAL = re.compile(r"\b(?:would|could|can|may|might|will|shall|ready|prepared|willing)\b", re.IGNORECASE)
_BEFORE, _BEHIND = 90, 60
_OF_CUE: dict[CueClass, Stance] = {
    "denying": "oppose", "accusing": "oppose", "praising": "support", "demanding": "support", "offering": "support",
    "warning": "oppose", "intention": "support",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """A stance, how sure, and where the deciding words stand (None where the cue decided).

    Attributes:
        is_condition: whether the phrase stands in a condition ("if the sanctions are lifted"): what depends on it is elsewhere.
    """

    stance: Stance
    confidence: float
    start: int | None = None
    end: int | None = None
    is_condition: bool = False


@lru_cache(maxsize=1)
def word_table() -> PhraseTable[Word]:
    """Words that take a side, negate, make conditional or say what ought to be."""
    raw: dict[Word, list[str]] = shipped_yaml("lexicon/stance.yml")  # type: ignore[assignment]  # its keys are the words
    return PhraseTable((phrase, kind) for kind, phrases in raw.items() for phrase in phrases)


def decide(view: str, piece: tuple[int, int], hit: Hit[tuple[str, str]], cue: tuple[int, int, CueClass] | None) -> Side:
    """The side a statement takes where a codebook phrase stands.

    Args:
        view: plain view of the stored text.
        piece: the content piece the phrase stands in.
        hit: the phrase, with its issue and whether it supports, opposes or only touches by itself.
        cue: place and class of the statement's cue, if it has one.

    In order: a phrase that takes a side by itself; the act the cue reports; the nearest word that takes a
    side in the same sentence. Negation before a deciding word turns it round; a condition makes it
    conditional; a question, and a statement without any of these, is a mention.
    """
    if cue and cue[2] == "asking":
        return Side("mention", 0.85)
    if view[piece[0] : piece[1]].rstrip("\"”’' ").endswith("?"):
        return Side("mention", 0.6)
    start, end = _sentence(view, piece, hit)
    words = list(word_table().find(view, start, end))
    # What stands behind the condition word is the condition itself, not what depends on it.
    conditions = [w for w in words if w.value == "condition"]
    condition = next((w for w in conditions if not _inside_condition(view, w, hit)), None)
    side = _own_side(view, words, hit) or _near(view, words, hit)
    acted = _act(view, piece, cue) if cue else None
    if acted and (side is None or side.confidence < 0.8):
        side = _acted(acted, side, hit, denied=cue is not None and cue[2] == "denying")
    if condition is None:
        return replace(side or Side("mention", 0.5), is_condition=bool(conditions))
    if side is None:
        # "could be left open if ...": a possibility with its condition is a conditional position.
        possible = _MODAL.search(view, start, end)
        return Side("conditional", 0.5, condition.start, condition.end) if possible else Side("mention", 0.5)
    if abs(condition.start - hit.start) < _BEFORE:
        return Side("conditional", 0.6, condition.start, condition.end)
    return side


def _act(view: str, piece: tuple[int, int], cue: tuple[int, int, CueClass]) -> Stance | None:
    """The side that the cue itself takes towards what it governs; negated, the other one."""
    start, end, cue_class = cue
    if cue_class == "accusing" and (view.startswith("that ", piece[0]) or _ACCUSED.search(view, start, end)):
        return None  # "charged that X" and "accused Y of X" hold X; "condemned X" is against it
    words = list(word_table().find(view, start, end))
    said = next((w.value for w in words if w.value in {"support", "oppose"}), None)
    stance = _OF_CUE.get(cue_class) or said
    if stance is None:
        return None
    negated = bool(_NOT.search(view, start, end))
    return ("oppose" if stance == "support" else "support") if negated else stance


_ACCUSED = re.compile(r"\b(?:accus|charg|alleg|suspect)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|neither)\b|n't\b", re.IGNORECASE)


def _acted(acted: Stance, side: Side | None, hit: Hit[tuple[str, str]], *, denied: bool) -> Side:
    """The act and the words together: "demands an end to X", "rejects the pressure against X"."""
    stance = acted
    if side and side.stance == "oppose":
        both_against = acted == "oppose" and denied and hit.value[1] == "against"
        stance = "support" if both_against else "oppose"
    return Side(stance, 0.65, side.start if side else None, side.end if side else None)


def _sentence(view: str, piece: tuple[int, int], hit: Hit[tuple[str, str]]) -> tuple[int, int]:
    low, high = piece
    start = max(low, max(view.rfind(stop, low, hit.start) for stop in (". ", "? ", "! ", "; ")) + 2, hit.start - 250)
    stops = [at for stop in (". ", "? ", "! ", "; ") if (at := view.find(stop, hit.end, high)) >= 0]
    return max(low, start) if start > 1 else low, min([*stops, high, hit.end + 250])


def _inside_condition(view: str, word: Hit[Word], hit: Hit[tuple[str, str]]) -> bool:
    """Whether a phrase stands in the clause that a condition word opens."""
    return word.end <= hit.start and "," not in view[word.end : hit.start]


_STOPS = frozenset(",;:()—–")


def _negates(view: str, word: Hit[Word], place: int, reach: int) -> bool:
    """Whether a negation stands close before a place in the same clause; "without" reaches its own noun only."""
    if word.value != "negation" or word.end > place or place - word.end >= reach:
        return False
    between = view[word.end : place]
    near = len(between.split()) <= 1 if view[word.start : word.end].lower() == "without" else True
    return near and not any(mark in between for mark in _STOPS)


def _own_side(view: str, words: list[Hit[Word]], hit: Hit[tuple[str, str]]) -> Side | None:
    """The side of a phrase that holds or rejects the proposition by itself."""
    sign = hit.value[1]
    if sign not in {"for", "against"}:
        return None
    negated = any(_negates(view, w, hit.start, 25) for w in words)
    support = (sign == "for") != negated
    return Side("support" if support else "oppose", 0.75 if negated else 0.85, hit.start, hit.end)


def _near(view: str, words: list[Hit[Word]], hit: Hit[tuple[str, str]]) -> Side | None:
    """The side of the nearest word that takes one, in reach of the phrase; a modal only where there is no other."""
    return _nearest(view, words, hit, {"support", "oppose"}) or _nearest(view, words, hit, {"modal"})


def _nearest(view: str, words: list[Hit[Word]], hit: Hit[tuple[str, str]], kinds: set[str]) -> Side | None:
    best: tuple[int, Hit[Word]] | None = None
    for word in words:
        if word.value not in kinds or (word.start < hit.end and hit.start < word.end):
            continue
        gap = hit.start - word.end if word.end <= hit.start else word.start - hit.end + 10
        if gap <= (_BEFORE if word.end <= hit.start else _BEHIND) and (best is None or gap < best[0]):
            best = (gap, word)
    if best is None:
        return None
    word = best[1]
    negated = any(_negates(view, w, word.start, 20) for w in words)
    support = (word.value != "oppose") != negated
    sure = 0.5 if word.value == "modal" else 0.6 if negated else 0.7
    return Side("support" if support else "oppose", sure, word.start, word.end)
