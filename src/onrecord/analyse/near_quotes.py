"""Quotations that are not quite what another text of the record has the same speaker say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.language.views import plain_view
from onrecord.model.document import Document
from onrecord.model.span import Quote
from onrecord.model.statement import Statement

__all__ = ["NearQuote", "Place", "find_near_quotes"]

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_QUOTED = re.compile('["“][^"“”]+["”]?')
_LEAST_WORDS, _MOST_DIFFERENT, _SHINGLE = 6, 2, 3


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a statement, and which of them differ."""

    document: Document
    statement: Statement
    quote: Quote
    differing: str


@dataclass(frozen=True, slots=True)
class NearQuote:
    """A quotation, and the same speaker's words elsewhere that it differs from by a word or two."""

    quoted: Place
    elsewhere: Place


@dataclass(frozen=True, slots=True)
class _Words:
    """Words with their places in the stored text."""

    document: Document
    statement: Statement
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def find_near_quotes(documents: Iterable[Document], most: int = 3) -> list[NearQuote]:
    """The first few quotations of six words or more that differ by one or two words from the same speaker's words elsewhere.

    Only interior differences count: a quotation may begin and end where it likes. Which of the two is the original is not
    judged. Cost: words of authored and direct statements, looked up by runs of three.
    """
    shown = list(documents)
    quoted = [
        w
        for d in shown
        for s in d.statements
        if s.mode in {"direct", "mixed"} and s.speaker and s.stands
        for w in _quotations(d, s)
    ]
    original = [w for d in shown for s in d.statements if s.mode == "authored" and s.speaker for w in _pieces(d, s)]
    index: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, words in enumerate(original):
        for shingle in _shingles(words):
            index[shingle].add(number)
    found: list[NearQuote] = []
    seen: set[tuple[str, ...]] = set()
    for words in quoted:
        candidates = sorted({number for shingle in _shingles(words) for number in index.get(shingle, ())})
        pairs = (pair for number in candidates if (pair := _compare(words, original[number])))
        pair = next(pairs, None)
        if pair and words.words not in seen and not _stands_elsewhere(words, [original[n] for n in candidates]):
            seen.add(words.words)
            found.append(pair)
            if len(found) == most:
                break
    return found


def _quotations(document: Document, statement: Statement) -> list[_Words]:
    made = []
    for piece in statement.content:
        for match in _QUOTED.finditer(piece.text):
            words = _words(document, statement, piece.start + match.start(), piece.start + match.end())
            if len(words.words) >= _LEAST_WORDS:
                made.append(words)
    return made


def _pieces(document: Document, statement: Statement) -> list[_Words]:
    return [_words(document, statement, piece.start, piece.end) for piece in statement.content]


def _words(document: Document, statement: Statement, start: int, end: int) -> _Words:
    matches = list(_WORD.finditer(plain_view(document.text[start:end])))
    places = tuple((start + m.start(), start + m.end()) for m in matches)
    return _Words(document, statement, tuple(m.group().casefold() for m in matches), places)


def _shingles(words: _Words) -> set[tuple[str, ...]]:
    speaker = words.statement.speaker.id if words.statement.speaker else ""
    return {(speaker, *words.words[i : i + _SHINGLE]) for i in range(len(words.words) - _SHINGLE + 1)}


def _stands_elsewhere(words: _Words, others: list[_Words]) -> bool:
    """Whether the quotation stands word for word in one of them."""
    joined = " " + " ".join(words.words) + " "
    return any(joined in " " + " ".join(other.words) + " " for other in others)


def _compare(quoted: _Words, other: _Words) -> NearQuote | None:
    matcher = SequenceMatcher(None, quoted.words, other.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or blocks[0].a > 1 or blocks[-1].a + blocks[-1].size < len(quoted.words) - 1:
        return None
    low, high = blocks[0].b, blocks[-1].b + blocks[-1].size
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    inner = [
        code
        for code in matcher.get_opcodes()
        if code[0] != "equal" and first <= code[1] < last and low <= code[3] <= high
    ]
    changed = max(sum(code[2] - code[1] for code in inner), sum(code[4] - code[3] for code in inner))
    if not 1 <= changed <= _MOST_DIFFERENT or sum(block.size for block in blocks) < _LEAST_WORDS - 1:
        return None
    here = " ".join(" ".join(quoted.words[code[1] : code[2]]) for code in inner).strip()
    there = " ".join(" ".join(other.words[code[3] : code[4]]) for code in inner).strip()
    return NearQuote(_place(quoted, first, last, here), _place(other, low, high, there))


def _place(words: _Words, first: int, last: int, differing: str) -> Place:
    quote = words.document.quote(words.places[first][0], words.places[last - 1][1])
    return Place(words.document, words.statement, quote, differing)
