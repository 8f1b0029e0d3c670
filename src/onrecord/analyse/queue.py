"""Which statements a person should look at next: those whose coding is least sure, spread over the issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.model.document import Document
from onrecord.model.judgement import REOPENED
from onrecord.model.statement import Statement
from onrecord.store.read import Kept

__all__ = ["doubt", "review_queue"]

_SPREAD = 0.08
_FIRST = 1000.0


def doubt(statement: Statement) -> float:
    """How much a decision on it would teach, 0 to 1: high where two issues are as probable as one another, or the side is open.

    A statement that is most likely about no issue at all teaches little.
    """
    sure = [one.confidence for one in statement.suggestions]
    if not sure:
        return 0.0
    margin = sure[0] - (sure[1] if len(sure) > 1 else 0.0)
    about = min(1.0, 2 * sure[0])
    side = statement.issues[0].stance_confidence if statement.issues else None
    open_side = 1 - side if side is not None else 0.5
    return about * (0.65 * (1 - margin) + 0.35 * open_side)


def review_queue(documents: Iterable[Document], limit: int | None = None) -> list[Kept]:
    """Statements that nobody has decided, the most telling first; each issue that has had its turn waits a little longer.

    Before all of them come those that a person decided by an earlier codebook in a way that this one cannot tell.
    """
    waiting = [
        (doubt(s) + _FIRST * (REOPENED in s.why), document, s)
        for document in documents
        for s in document.statements
        if s.status == "machine"
    ]
    waiting.sort(key=lambda row: (-row[0], row[1].path, row[2].start, row[2].id))
    seen: Counter[str] = Counter()
    ranked = []
    for worth, document, statement in waiting:
        first = statement.suggestions[0].issue if statement.suggestions else ""
        ranked.append((worth - _SPREAD * seen[first], Kept(statement, document)))
        seen[first] += 1
    ranked.sort(key=lambda row: (-row[0], row[1].document.path, row[1].statement.start, row[1].statement.id))
    return [kept for _, kept in ranked[:limit]]
