"""Score tying alone: contents, cues and sources are given as people marked them, and only who belongs to whom is asked.

Beside the network's links stands what needs no learning: the nearest cue, and the source nearest to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from onrecord.attribute.passages import cut_passages
from onrecord.attribute.tagger.groups import tie
from onrecord.attribute.tagger.network import Network, network
from onrecord.attribute.tagger.tags import ROLES, Tagged
from onrecord.attribute.tagger.windows import Window, pack
from onrecord.attribute.tagger.words import read_words
from onrecord.evaluate.units import Kind, Words
from onrecord.model.document import Document, Voice
from onrecord.model.ids import sha256_text
from onrecord.pipeline import Stage

__all__ = ["WAYS", "TyingScore", "score_tying"]

WAYS = ("links", "nearest")
"""Ways of tying: as the program does it, and the nearest cue and source."""

Range = tuple[int, int]
Tied = tuple[frozenset[Range], Range | None, Range | None]
"""Contents, cue and source of one attribution, as ranges of words."""


@dataclass(slots=True)
class TyingScore:
    """Attributions asked, by kind, and how many of each part are right.

    Attributes:
        cut: marked attributions that no window holds whole; they are not asked.
        right: by way, kind and part: "contents" (the pieces that belong together), "cue", "source", "all".
    """

    asked: Counter[Kind] = field(default_factory=Counter)
    cut: int = 0
    right: Counter[tuple[str, Kind, str]] = field(default_factory=Counter)

    def share(self, way: str, part: str, kind: Kind | None = None) -> float:
        """Per cent right, of one kind or of all."""
        asked = sum(n for k, n in self.asked.items() if kind in (None, k))
        right = sum(n for (w, k, p), n in self.right.items() if (w, p) == (way, part) and kind in (None, k))
        return 100 * right / asked if asked else 0.0


def score_tying(rows: Iterable[dict[str, Any]], segment: Stage, net: Network | None = None) -> TyingScore:
    """Tie the marked spans of these gold documents and compare with the marks. Cost: the network once over each text."""
    net = net or network()
    score = TyingScore()
    for row in rows:
        name = str(row["doc_id"])
        document = segment(Document(path=name, sha256=sha256_text(name), text=row["text"], language="en"))
        passages = cut_passages(document)
        words = Words(row["text"])
        windows = [w for w in pack(enumerate(map(read_words, passages)), net.vocabulary) if len(w)]
        held = 0
        for window in windows:
            voices = [passages[number].voice for number in window.paragraphs]
            golds = list(_golds(window, row["quotes"]))
            held += len(golds)
            if golds:
                _score_window(score, net, window, voices, golds, words)
        score.cut += len(row["quotes"]) - held
    return score


def _score_window(score: TyingScore, net: Network, window: Window, voices: list[Voice],
                  golds: list[tuple[Tied, dict[str, Any]]], words: Words) -> None:  # fmt: skip
    spans = _spans(gold for gold, _ in golds)
    sure = np.ones(len(window))
    groups = tie(net, window, net.read(window).vectors, spans, sure, voices)
    tied = {
        "links": [
            (frozenset((c.start, c.end) for c in g.contents), _range(g.cue), _range(g.source)) for g, _ in groups
        ],
        "nearest": list(_nearest(spans)),
    }
    for gold, quote in golds:
        kind = words.kind(words.inside(map(tuple, quote["contents"])))
        score.asked[kind] += 1
        for way in WAYS:
            # An attribution is judged by the group that holds its first content.
            contents, cue, source = next(t for t in tied[way] if min(gold[0]) in t[0])
            parts = {"contents": contents == gold[0], "cue": cue == gold[1], "source": source == gold[2]}
            parts["all"] = all(parts.values())
            score.right.update((way, kind, part) for part, right in parts.items() if right)


def _golds(window: Window, quotes: Iterable[dict[str, Any]]) -> Iterator[tuple[Tied, dict[str, Any]]]:
    """Marked attributions that the window holds whole, as ranges of its words."""
    low, high = window.starts[0], window.ends[-1]
    for quote in quotes:
        places = [place for part in ("contents", "cue", "source") for place in quote.get(part) or ()]
        if all(low <= start and end <= high for start, end in places) and (found := window.ranges(quote["contents"])):
            cue, source = (window.ranges(quote.get(part) or ()) for part in ("cue", "source"))
            yield (frozenset(found), cue[0] if cue else None, source[0] if source else None), quote


def _spans(golds: Iterable[Tied]) -> list[Tagged]:
    """The marked spans without their ties, in order."""
    found: set[tuple[str, Range]] = set()
    for contents, cue, source in golds:
        found.update(("content", c) for c in contents)
        found.update((role, s) for role, s in (("cue", cue), ("source", source)) if s)
    ordered = sorted(found, key=lambda item: (item[1], ROLES.index(item[0])))
    return [Tagged(role, start, end, 1.0, 1.0) for role, (start, end) in ordered]


def _nearest(spans: list[Tagged]) -> Iterator[Tied]:
    """Each content with the cue nearest to it and the source nearest to that cue; contents of one cue belong together."""
    by_role: dict[str, list[Range]] = {role: [(s.start, s.end) for s in spans if s.role == role] for role in ROLES}
    groups: dict[Range, set[Range]] = {}
    for content in by_role["content"]:
        groups.setdefault(_closest(content, by_role["cue"]) or content, set()).add(content)
    for key, contents in groups.items():
        yield frozenset(contents), key if by_role["cue"] else None, _closest(key, by_role["source"])


def _closest(one: Range, others: list[Range]) -> Range | None:
    return min(others, key=lambda o: max(o[0] - one[1], one[0] - o[1]), default=None)


def _range(span: Tagged | None) -> Range | None:
    return (span.start, span.end) if span else None
