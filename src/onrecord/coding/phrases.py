"""Phrases of a codebook, matched in a plain view of a text.

Whole words, case ignored; `*` at the end of a word stands for any ending; `...` between parts for up to six
words; a hyphen and a space are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Hit", "PhraseTable", "phrase_pattern"]

T = TypeVar("T")
_WORD = re.compile(r"\w+(?:'\w+)?")
_GAP = r"(?:\W+\w+(?:'\w+)?){0,6}?\W+"
_KEY = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Where a phrase stands, and what it was entered for."""

    start: int
    end: int
    value: T


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """The pattern of one phrase. Linear on any text: gaps are bounded and lazy."""
    parts = [part.strip() for part in phrase.lower().split("...")]
    return re.compile(_GAP.join(_part(part) for part in parts if part), re.IGNORECASE)


def _part(part: str) -> str:
    words = [word for word in re.split(r"[\s-]+", part) if word]
    return r"[\s-]+".join(re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") else r"(?!\w)") for w in words)


class PhraseTable(Generic[T]):
    """Many phrases, looked up by the first letters of each word of a text.

    Cost: one dictionary look-up a word, and a match a candidate. A pattern is made when a text first asks for it: the thousands of a
    large codebook would take seconds, and one article asks for few.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._shortest = _KEY
        self._by_key: dict[str, list[tuple[str, T]]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for phrase, value in phrases:
            first = _WORD.search(phrase.lower())
            if first:
                stem = first.group()[:_KEY]
                self._by_key.setdefault(stem, []).append((phrase, value))
                self._shortest = min(self._shortest, len(stem))

    def find(self, view: str, start: int, end: int) -> Iterator[Hit[T]]:
        """Every phrase in a stretch of a plain view, in order of place."""
        for word in _WORD.finditer(view, start, end):
            letters = word.group().lower()[:_KEY]
            keys = {letters[:n] for n in range(self._shortest, len(letters) + 1)}
            for phrase, value in (entry for key in sorted(keys) for entry in self._by_key.get(key, ())):
                match = self._pattern(phrase).match(view, word.start(), end)
                if match:
                    yield Hit(match.start(), match.end(), value)

    def _pattern(self, phrase: str) -> re.Pattern[str]:
        if phrase not in self._patterns:
            self._patterns[phrase] = phrase_pattern(phrase)
        return self._patterns[phrase]
