"""A record against hand-coded statements and hand-cut segments."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from onrecord.errors import BadGold
from onrecord.evaluate.units import overlap
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["score_segments", "score_statements"]

_WORD = re.compile(r"\w+")
_VAGUE = re.compile(r"unnamed|unspecified|some |experts|west", re.IGNORECASE)


def score_segments(gold: Path, documents: list[Document]) -> dict[str, float]:
    """Per cent of characters in a segment of the right kind, by file name.

    Gold: a JSON object by file name, with `segments [[start, end, kind], ...]`.
    """
    marked = _load(gold)
    found: dict[str, float] = {}
    for document in documents:
        name = document.path.rsplit("/", 1)[-1]
        if name not in marked:
            continue
        right = sum(
            max(0, min(end, s.end) - max(start, s.start))
            for start, end, kind in marked[name]["segments"] for s in document.segments if s.kind == kind
        )  # fmt: skip
        found[name] = 100 * right / len(document.text)
    return found


def score_statements(gold: Path, documents: list[Document]) -> dict[str, float]:
    """Per cent: found (of what both coders marked), precise, speaker, speaks_for, mode; issue F1; stance."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        for line in gold.read_text("utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                rows[row["file"]].append(row)
    except (OSError, ValueError, KeyError, UnicodeDecodeError):
        raise BadGold(f"{gold.name} is no list of hand-coded statements") from None
    counts: Counter[str] = Counter()
    for document in documents:
        marked = rows.get(document.path.rsplit("/", 1)[-1])
        if marked:
            _score_document(marked, document, counts)

    def share(part: str, whole: str) -> float:
        return 100 * counts[part] / counts[whole] if counts[whole] else 0.0

    issues = counts["issue_gold"] + counts["issue_made"]
    return {
        "found": share("core_found", "core"), "precise": share("matched", "made"), "speaker": share("speaker", "matched"),
        "speaks_for": share("for", "for_asked"), "mode": share("mode", "matched"),
        "issue": 200 * counts["issue_both"] / issues if issues else 0.0, "stance": share("stance", "stance_asked"),
    }  # fmt: skip


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise BadGold(f"{path.name} is no JSON object by file name") from None
    if not isinstance(loaded, dict):
        raise BadGold(f"{path.name} is no JSON object by file name")
    return loaded


def _score_document(marked: list[dict[str, Any]], document: Document, counts: Counter[str]) -> None:
    golds = [_places((p["start"], p["text"]) for p in row["content"]) for row in marked]
    made = [_places((p.start, p.text) for p in s.content) for s in document.statements]
    pairs = sorted(((-overlap(g, m), i, j) for i, g in enumerate(golds) for j, m in enumerate(made) if g & m))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for share, i, j in pairs:
        if -share >= 0.5 and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    counts["made"] += len(made)
    counts["matched"] += len(taken)
    for i, row in enumerate(marked):
        core = row.get("both_coders", True)
        counts["core"] += core
        counts["core_found"] += core and i in taken
        if i in taken:
            _compare(row, document.statements[taken[i]], counts)


def _places(pieces: Any) -> frozenset[int]:
    return frozenset(start + m.start() for start, text in pieces for m in _WORD.finditer(text))


def _compare(row: dict[str, Any], s: Statement, counts: Counter[str]) -> None:
    wanted = row["speaker_canonical"] or ""
    if _VAGUE.search(wanted):
        counts["speaker"] += s.speaker is None or s.speaker.kind in {"group", "unnamed", "organisation"}
    else:
        counts["speaker"] += s.speaker is not None and _last(wanted) in s.speaker.name.lower()
    if row.get("on_behalf_of"):
        counts["for_asked"] += 1
        counts["for"] += s.speaks_for is not None and _last(row["on_behalf_of"]) in s.speaks_for.name.lower()
    counts["mode"] += ("indirect" if s.mode == "ascribed" else s.mode) == row["kind"]
    gold, made = row["issues"], {c.issue: c.stance for c in s.counted}
    counts["issue_gold"] += len(gold)
    counts["issue_made"] += len(made)
    for issue in gold.keys() & made.keys():
        counts["issue_both"] += 1
        if gold[issue] in {"support", "oppose"}:
            counts["stance_asked"] += 1
            counts["stance"] += made[issue] == gold[issue] or (
                made[issue] == "conditional" and gold[issue] == "support"
            )


def _last(name: str) -> str:
    words = _WORD.findall(name.split("(", maxsplit=1)[0])
    return words[-1].lower() if words else ""
