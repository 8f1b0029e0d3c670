"""Subword pieces: what our networks read words as."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["Vocabulary"]

_LONGEST = 60


class Vocabulary:
    """Subword pieces: a word is cut greedily into the longest pieces the vocabulary has.

    The scheme is WordPiece (Schuster and Nakajima 2012) for lower-case text without accents. What is no letter, digit or mark of a
    text is never looked up, so no word of a text is taken for a control piece.

    Args:
        start, stop, unknown: the control pieces of this vocabulary.
    """

    def __init__(self, pieces: list[str], start: str = "[CLS]", stop: str = "[SEP]", unknown: str = "[UNK]") -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self.start, self.break_, self._unknown = (self._ids[p] for p in (start, stop, unknown))
        self.pieces = lru_cache(maxsize=50_000)(self._cut)

    def __len__(self) -> int:
        return len(self._ids)

    def _cut(self, word: str) -> tuple[int, ...]:
        """Numbers of the pieces of one word; at least one."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not plain or len(plain) > _LONGEST:
            return (self._unknown,)
        found: list[int] = []
        at = 0
        while at < len(plain):
            for end in range(len(plain), at, -1):
                number = self._ids.get(plain[at:end] if at == 0 else "##" + plain[at:end])
                if number is not None:
                    break
            else:
                return (self._unknown,)
            found.append(number)
            at = end
        return tuple(found)
