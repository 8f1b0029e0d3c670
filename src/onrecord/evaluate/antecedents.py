"""Score whom pronouns and bare titles are led to, against hand-made marks.

Marks: JSON lines with `doc_id, start, end, kind` and `name` for a person named in the text, `antecedent [start, end]`
for a group or somebody unnamed. The texts and their attributions come from a gold file of attributions: the sources
are given, so that what is measured is who they stand for and nothing else.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.attribute.cue_class import class_of_cue
from onrecord.attribute.interface import Fragment
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.statements import StatementMaker
from onrecord.errors import BadGold, BrokenSpan
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor
from onrecord.model.document import Document, Published
from onrecord.model.ids import sha256_text
from onrecord.model.span import Span
from onrecord.model.statement import Statement
from onrecord.pipeline import Stage

__all__ = ["AntecedentScore", "given_statements", "read_marks", "resolved_marks", "score_antecedents"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[\w-]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class AntecedentScore:
    """Marks by sort of mention and kind of referent: how many, right, and left open."""

    marked: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    open: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, kind: str | None = None) -> tuple[float, float, float]:
        """Per cent right, with its 95 % interval (Wilson), of persons or of all kinds of referent."""
        n = sum(c for (_, k), c in self.marked.items() if kind in (None, k))
        hits = sum(c for (_, k), c in self.right.items() if kind in (None, k))
        if not n:
            return 0.0, 0.0, 0.0
        p, z = hits / n, 1.96
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return 100 * p, 100 * (middle - half), 100 * (middle + half)


def read_marks(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Marks by document.

    Raises: OR-E01 BadGold.
    """
    marks: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                marks[str(row["doc_id"])].append(
                    {**row, "start": int(row["start"]), "end": int(row["end"]), "kind": str(row["kind"])}
                )
    except (OSError, ValueError, KeyError, TypeError):
        raise BadGold(f"{path.name} is no list of marked mentions") from None
    return marks


def score_antecedents(
    marks: dict[str, list[dict[str, Any]]], rows: Iterable[dict[str, Any]], segment: Stage, resolve: Stage
) -> AntecedentScore:
    """Resolve the marked mentions of these gold documents and compare."""
    score = AntecedentScore()
    for text, mark, statement in resolved_marks(marks, rows, segment, resolve):
        key = (_sort(text[mark["start"] : mark["end"]]), mark["kind"])
        speaker = statement.speaker if statement else None
        score.marked[key] += 1
        score.open[key] += speaker is None
        score.right[key] += _is_right(text, mark, speaker)
    return score


def resolved_marks(
    marks: dict[str, list[dict[str, Any]]], rows: Iterable[dict[str, Any]], segment: Stage, resolve: Stage
) -> Iterator[tuple[str, dict[str, Any], Statement | None]]:
    """(text, mark, the resolved statement whose source begins where the mark does) of every marked gold document."""
    for row in rows:
        wanted = marks.get(str(row["doc_id"]))
        if wanted:
            resolved = resolve(given_statements(row, segment))
            made = {s.source.start: s for s in resolved.statements if s.source}
            yield from ((row["text"], mark, made.get(mark["start"])) for mark in wanted)


def given_statements(row: dict[str, Any], segment: Stage) -> Document:
    """A gold document with its marked attributions as statements, published on the day its id holds."""
    name = str(row["doc_id"])
    day = _DAY.search(name)
    document = segment(Document(path=name, sha256=sha256_text(name), text=row["text"], language="en"))
    if day:
        document = replace(document, published=Published(day.group(), "day"))
    maker = StatementMaker(document, cut_passages(document), "given")
    made = {}
    for quote in row["quotes"]:
        contents = sorted(Span(s, e) for s, e in quote["contents"] if s < e)
        cue, source = (Span(*quote[part][0]) if quote[part] else None for part in ("cue", "source"))
        if not contents:
            continue
        words = row["text"][cue.start : cue.end] if cue else ""
        cue_class, speech = class_of_cue(words, row["text"][contents[0].start : contents[0].end])
        try:
            statement = maker.of_fragment(Fragment(contents, cue, cue_class, source, rule="given", speech=speech))
        except BrokenSpan:
            continue
        made[statement.id] = statement
    return replace(document, statements=tuple(sorted(made.values(), key=lambda s: s.start)))


def _sort(mention: str) -> str:
    lower = mention.strip().lower()
    if lower in {"he", "she", "him", "her"}:
        return "he, she"
    if lower in {"who", "whom"}:
        return "who"
    return "they, it" if lower in {"they", "it", "them"} else "title"


def _is_right(text: str, mark: dict[str, Any], speaker: Actor | None) -> bool:
    if mark["kind"] == "none":
        return speaker is None
    if speaker is None:
        return False
    if mark["kind"] == "person":
        return _last(speaker.name) == _last(mark["name"])
    start, end = mark["antecedent"]
    one, other = _plain(speaker.name), _plain(text[start:end])
    return one in other or other in one or _last(one) == _last(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", plain_view(name)).split()).casefold()


def _last(name: str) -> str:
    words = [w for w in _WORD.findall(re.sub(r"'s\b", "", _plain(name))) if w not in _SUFFIXES]
    return words[-1] if words else ""
