"""Windows: runs of whole paragraphs short enough for the network to read at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.words import Words
from onrecord.language.pieces import Vocabulary

__all__ = ["LONGEST", "Window", "pack"]

LONGEST = 256
"""Pieces a window holds at most, its start and paragraph breaks included."""
_NO_FORM = (0, 0, 0)


@dataclass(slots=True)
class Window:
    """What the network reads at once, and where each word of it stands.

    Attributes:
        pieces: numbers of subword pieces, with a start mark and a break after each paragraph.
        forms: a triple a piece (see `Words`).
        first: for each word the index of its first piece.
        starts, ends: for each word its place in the stored text.
        paragraphs: for each word the number of its passage.
        texts: the words.
    """

    pieces: list[int] = field(default_factory=list)
    forms: list[tuple[int, int, int]] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.first)

    @property
    def quoted(self) -> NDArray[np.int64]:
        """For each word 0 outside quotations, 1 in a closed one, 2 in one whose mark is missing."""
        return np.asarray([self.forms[i][1] for i in self.first], dtype=np.int64)

    def ranges(self, places: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
        """Half-open ranges of the words that begin or lie in any of the places; those with no word between are one."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(map(tuple, places)):
            low, high = bisect_right(self.ends, start), bisect_left(self.starts, end)
            if low >= high:
                continue
            if found and found[-1][1] == low:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
        return found

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pieces `[T]`, forms `[T, 3]`, first pieces `[W]`."""
        return (
            np.asarray(self.pieces, dtype=np.int64),
            np.asarray(self.forms, dtype=np.int64).reshape(-1, 3),
            np.asarray(self.first, dtype=np.int64),
        )


def pack(
    passages: Iterable[tuple[int, Words]], vocabulary: Vocabulary, longest: int | Iterator[int] = LONGEST
) -> list[Window]:
    """Pack numbered passages, in text order, into windows.

    A window breaks only between passages, save where one alone is too long: it is then cut at the last end
    of a sentence that fits. Cost: linear.

    Args:
        longest: pieces a window may hold; an iterator gives each next window's own measure.
    """
    sizes = iter(longest) if not isinstance(longest, int) else None
    room = next(sizes) if sizes else LONGEST if not isinstance(longest, int) else longest
    windows: list[Window] = []
    open_: Window | None = None
    for number, words in passages:
        pieces = [vocabulary.pieces(text) for text in words.texts]
        for low, high in _parts(words.texts, [len(p) for p in pieces], room - 2):
            size = sum(len(p) for p in pieces[low:high]) + 1
            if open_ is None or len(open_.pieces) + size > room:
                if open_ is not None and sizes:
                    room = next(sizes)
                open_ = Window([vocabulary.start], [_NO_FORM])
                windows.append(open_)
            _add(open_, number, words, pieces, low, high)
            open_.pieces.append(vocabulary.break_)
            open_.forms.append(_NO_FORM)
    return windows


def _add(window: Window, number: int, words: Words, pieces: Sequence[tuple[int, ...]], low: int, high: int) -> None:
    for i in range(low, high):
        window.first.append(len(window.pieces))
        window.pieces.extend(pieces[i])
        window.forms.extend([words.forms[i]] * len(pieces[i]))
    window.starts.extend(words.starts[low:high])
    window.ends.extend(words.ends[low:high])
    window.texts.extend(words.texts[low:high])
    window.paragraphs.extend([number] * (high - low))


def _parts(texts: Sequence[str], sizes: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Ranges of words that fit, cut after a full stop where there is one in the last two thirds."""
    low, used, stop = 0, 0, 0
    for i, size in enumerate(sizes):
        if used + size > room and i > low:
            cut = stop if stop > low + (i - low) // 3 else i
            yield low, cut
            low, used = cut, sum(sizes[cut:i])
        used += size
        if texts[i] in ".!?" or (texts[i] in '"”' and i and texts[i - 1] in ".!?,"):
            stop = i + 1
    if len(sizes) > low:
        yield low, len(sizes)
