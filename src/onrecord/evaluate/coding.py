"""The coder against sentences that people labelled: issues, stances, and what confidence is worth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.attribute.cue_class import class_of_cue
from onrecord.coding import CodingStage
from onrecord.coding.coder import STANCES, Coder
from onrecord.errors import BadGold
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.span import Quote
from onrecord.model.statement import Cue, Stance, Statement

__all__ = ["CodingScore", "Labelled", "read_labelled", "score_coding"]

_KEPT = 0.8


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement as a document of its own, with its issues (the main one first), its stance on the main one, and its set's name."""

    document: Document
    issues: tuple[str, ...]
    stance: Stance
    name: str = ""


@dataclass(frozen=True, slots=True)
class CodingScore:
    """Per cent, macro-F1 as a share.

    Attributes:
        first, three: the main issue suggested first; among the first three.
        stance_f1: over the four stances, on the main issue, coded or not.
        stance_right: of the same; all_right: issue first and stance right, of all.
        surest: `all_right` of the surest four fifths.
    """

    statements: int
    first: float
    three: float
    coded: float
    stance_f1: float
    stance_right: float
    all_right: float
    surest: float


def read_labelled(path: Path) -> Iterator[Labelled]:
    """Marks: JSON lines with `text`, `content`, `cue`, `source` (words of the text or null), `issue`, `also`, `stance`.

    Raises: OR-E01 BadGold.
    """
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield _labelled(json.loads(line))
    except (OSError, ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise BadGold(f"{path.name} is no list of labelled statements") from None


def _labelled(row: dict[str, Any]) -> Labelled:
    text = row["text"]
    if not isinstance(text, str) or not row["content"] or row["stance"] not in STANCES:
        raise ValueError
    document = Document(path="labelled", sha256=sha256_text(text), text=text, language="en")

    def place(words: str | None) -> Quote | None:
        at = text.index(words) if words else -1
        return document.quote(at, at + len(words)) if words else None

    content, cue, source = place(row["content"]), place(row.get("cue")), place(row.get("source"))
    assert content is not None
    statement = Statement(
        id="labelled", voice="reporter", mode="indirect" if cue else "authored", content=(content,), source=source,
        cue=Cue(cue, class_of_cue(cue.text, content.text)[0]) if cue else None,
    )  # fmt: skip
    issues = tuple(issue for issue in (row["issue"], row.get("also")) if issue)
    return Labelled(replace(document, statements=(statement,)), issues, row["stance"], str(row.get("set") or ""))


def score_coding(labelled: list[Labelled], coder: Coder) -> CodingScore:
    """Code every statement and compare. Statements without an issue count for the coder's silence only."""
    rows = []
    stage = CodingStage(coder=coder)
    pairs: list[tuple[str, str]] = []
    for mark in labelled:
        made = stage(mark.document).statements[0]
        suggested = [one.issue for one in made.suggestions]
        main = mark.issues[0] if mark.issues else None
        stances = {code.issue: code.stance for code in made.issues}
        sure = made.issues[0].confidence * (made.issues[0].stance_confidence or 0.0) if made.issues else 0.0
        if main:
            pairs.append((mark.stance, coder.side(mark.document, made, main)[0]))
        right = bool(made.issues) and made.issues[0].issue == main and made.issues[0].stance == mark.stance
        rows.append((suggested[:1] == [main], main in suggested, main in stances, right, sure))
    count = len(rows)

    def share(values: list[bool]) -> float:
        return 100 * sum(values) / len(values) if values else 0.0

    surest = sorted(rows, key=lambda row: -row[4])[: round(_KEPT * count)]
    return CodingScore(
        count,
        share([row[0] for row in rows]),
        share([row[1] for row in rows]),
        share([row[2] for row in rows]),
        _macro_f1(pairs),
        share([gold == made for gold, made in pairs]),
        share([row[3] for row in rows]),
        share([row[3] for row in surest]),
    )


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    scores = []
    for stance in STANCES:
        both = sum(gold == made == stance for gold, made in pairs)
        either = sum(gold == stance for gold, _ in pairs) + sum(made == stance for _, made in pairs)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / len(scores)
