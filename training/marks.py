"""Marked articles as windows with tags and links: what the network learns from."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.attribute.interface import Passage
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.tagger.tags import ROLES, TAGS
from onrecord.attribute.tagger.windows import LONGEST, Window, pack
from onrecord.attribute.tagger.words import Words, read_words
from onrecord.language.pieces import Vocabulary
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.segment import SegmentStage

__all__ = ["Article", "Example", "day_of", "examples_of", "read_articles"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORTEST = 96

Span = tuple[int, int]


@dataclass(slots=True)
class Article:
    """A marked article, cut into passages by the program itself.

    Attributes:
        quotes: rows with `contents`, `cue` and `source`, lists of `[start, end)` in the text.
    """

    name: str
    passages: list[tuple[int, Words]]
    quotes: list[dict[str, Any]]


@dataclass(slots=True)
class Example:
    """A window with what people marked in it.

    Attributes:
        tags: the tag of each word.
        spans: word ranges by role, in order, each once.
        links: by relation, for each seeker (a range) the range it belongs to, None where there is none.
    """

    window: Window
    tags: list[int] = field(default_factory=list)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    links: dict[str, list[tuple[Span, Span | None]]] = field(default_factory=dict)


def day_of(name: str) -> str:
    """The day in a document's name."""
    match = _DAY.search(name)
    return match.group() if match else ""


def read_articles(path: Path) -> Iterator[Article]:
    """Marked articles of a JSON-lines file with `doc_id, text, quotes`."""
    stage = SegmentStage()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = str(row["doc_id"])
            document = Document(path=name, sha256=sha256_text(name), text=row["text"], language="en")
            passages: list[Passage] = cut_passages(stage(document))
            yield Article(name, [(i, read_words(p)) for i, p in enumerate(passages)], row["quotes"])


def examples_of(article: Article, vocabulary: Vocabulary, rng: random.Random | None = None) -> list[Example]:
    """Windows of an article with their marks.

    With `rng`, windows break at other paragraphs each time, and some are damaged as scraped text is.
    """
    passages = article.passages
    sizes: int | Iterator[int] = LONGEST
    if rng is not None:
        passages = [(i, _damaged(w, rng) if rng.random() < 0.15 else w) for i, w in passages]
        sizes = iter(lambda: LONGEST if rng.random() < 0.75 else rng.randrange(_SHORTEST, LONGEST), None)
    return [_marked(window, article.quotes) for window in pack(passages, vocabulary, sizes)]


def _marked(window: Window, quotes: Sequence[dict[str, Any]]) -> Example:
    taken = [0] * len(window)
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    links: dict[str, list[tuple[Span, Span | None]]] = {"content-cue": [], "content-source": [], "cue-source": []}
    if not len(window):
        return Example(window, [], spans, links)
    low, high = window.starts[0], window.ends[-1]
    for quote in quotes:
        contents = window.ranges(quote["contents"])
        cues = window.ranges(quote["cue"])
        sources = window.ranges(quote["source"])
        kept: dict[str, list[Span]] = {}
        for role, ranges in (("content", contents), ("cue", cues), ("source", sources)):
            kept[role] = [r for r in ranges if _take(taken, r, spans[role])]
        cue = kept["cue"][0] if kept["cue"] else None
        source = kept["source"][0] if kept["source"] else None
        # Marks that the window cuts off are no evidence that there are none.
        whole = all(low <= s and e <= high for part in ("cue", "source") for s, e in quote[part])
        for content in kept["content"]:
            if cue or whole:
                links["content-cue"].append((content, cue))
            if source or whole:
                links["content-source"].append((content, source))
        if cue and (source or whole):
            links["cue-source"].append((cue, source))
    tags = [0] * len(window)
    for role, ranges in spans.items():
        ranges.sort()
        for start, end in ranges:
            tags[start:end] = [TAGS.index(f"I-{role}")] * (end - start)
            tags[start] = TAGS.index(f"B-{role}")
    return Example(window, tags, spans, links)


def _take(taken: list[int], span: Span, known: list[Span]) -> bool:
    """Claim words for a role; a source may serve several attributions, other words have one role only."""
    if span in known:
        return True
    if any(taken[span[0] : span[1]]):
        return False
    taken[span[0] : span[1]] = [1] * (span[1] - span[0])
    known.append(span)
    return True


def _damaged(words: Words, rng: random.Random) -> Words:
    """Words of a passage as careless hands leave them: shouted, lower-cased, marks lost, letters wrong."""
    way = rng.randrange(4)
    forms, texts = list(words.forms), list(words.texts)
    starts, ends = list(words.starts), list(words.ends)
    if way == 0:
        forms = [(3 if f in (1, 2, 4) else f, q, k) for f, q, k in forms]
    elif way == 1:
        forms = [(1 if f in (2, 3, 4) else f, q, k) for f, q, k in forms]
    elif way == 2:
        lost = [i for i, t in enumerate(texts) if t in '"“”' and rng.random() < 0.5]
        state = rng.choice((0, 2))
        forms = [(f, state if q else 0, k) for f, q, k in forms]
        for i in reversed(lost):
            for column in (forms, texts, starts, ends):
                del column[i]
    else:
        texts = [_misread(t, rng) if t.isalpha() and rng.random() < 0.08 else t for t in texts]
    return Words(starts, ends, forms, texts)


def _misread(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return (
        rng.choice((word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:]))
        or word
    )
