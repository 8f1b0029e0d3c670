"""Statements as events against sentences coded by hand for who does what to whom (PLOVER's gold-standard form)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.analyse.acts import Act, act_of
from onrecord.errors import BadGold
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.resolve import Register

__all__ = ["EventScore", "read_events", "score_events"]


@dataclass(frozen=True, slots=True)
class EventScore:
    """Per cent of sentences in which some statement has: both sides' countries; the class; all three at once."""

    sentences: int
    both: float
    event: float
    every: float


def read_events(path: Path) -> list[dict[str, Any]]:
    """Rows with `text`, `plover08`, `verbal`, `source`, `target` (lists of text, country, sector), `reciprocal`; verbal ones only.

    Raises: OR-E01 BadGold.
    """
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [
            {"text": row["text"], "event": row["plover08"], "reciprocal": bool(row.get("reciprocal")),
             "source": {side[1] for side in row["source"] if side[1]}, "target": {side[1] for side in row["target"] if side[1]}}
            for row in rows if row["verbal"]
        ]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, IndexError, UnicodeDecodeError):
        raise BadGold(f"{path.name} is no list of coded sentences") from None


def score_events(
    rows: Iterable[dict[str, Any]], read: Callable[[Document], Document], register: Register
) -> EventScore:
    """Read each sentence as a document of its own and compare the events of its statements.

    A side is right where it shares a country with the marked one; where the marks name no target, the source alone is asked, and of
    a reciprocal event all of it.
    """
    counts = [0, 0, 0]
    total = 0
    for row in rows:
        total += 1
        document = read(Document(path="sentence", sha256=sha256_text(row["text"]), text=row["text"], language="en"))
        acts = [act_of(statement, document, register) for statement in document.statements]
        found = [(_sides(act, row), act.event == row["event"] or _appeal(act, row)) for act in acts]
        counts[0] += any(sides for sides, _ in found)
        counts[1] += any(event for _, event in found)
        counts[2] += any(sides and event for sides, event in found)
    both, event, every = (100 * count / total if total else 0.0 for count in counts)
    return EventScore(total, both, event, every)


def _appeal(act: Act, row: dict[str, Any]) -> bool:
    """An appeal is a mild request: PLOVER has one class for both."""
    return act.event == "APPEAL" and row["event"] == "REQUEST"


def _sides(act: Act, row: dict[str, Any]) -> bool:
    actors = {party.country for party in act.actors}
    recipients = {party.country for party in act.recipients}
    if row["reciprocal"] and not row["target"]:
        return bool(row["source"]) and row["source"] <= actors | recipients
    return bool(actors & row["source"]) and (not row["target"] or bool(recipients & row["target"]))
