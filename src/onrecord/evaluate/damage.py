"""Clean texts damaged as scraped ones are, with their marks carried along: what is lost under damage is measured."""

from __future__ import annotations

import random
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

__all__ = ["DAMAGES", "Edit", "damaged"]


class Edit(NamedTuple):
    """A replacement of `[start, end)`, code points."""

    start: int
    end: int
    words: str


Edits = Iterator[Edit]
_MARK = re.compile('[“”"]')
_SENTENCE_GAP = re.compile(r"(?<=[.!?])[ ]+(?=[A-Z“\"])|(?<=[.!?][”\"])[ ]+(?=[A-Z“\"])")
_LETTERS = {"l": "1", "o": "0", "e": "c", "n": "ri", "m": "rn", "h": "b", "i": "l", "t": "f", "u": "ii", "s": "5"}


def _unclosed(text: str, draw: random.Random) -> Edits:
    """Half of the closing marks are missing."""
    for m in _MARK.finditer(text):
        if _closes(text, m) and draw.random() < 0.5:
            yield Edit(m.start(), m.end(), "")


def _doubled(text: str, draw: random.Random) -> Edits:  # noqa: ARG001  # one form for all ways
    """Every mark stands twice."""
    for m in _MARK.finditer(text):
        yield Edit(m.start(), m.end(), m.group() * 2)


def _mixed(text: str, draw: random.Random) -> Edits:
    """Typographic and straight marks, and marks of other languages, as they come."""
    for m in _MARK.finditer(text):
        choice = '"”»' if _closes(text, m) else '"“«'
        yield Edit(m.start(), m.end(), draw.choice(choice))


def _single(text: str, draw: random.Random) -> Edits:  # noqa: ARG001
    """Single marks for double ones."""
    for m in _MARK.finditer(text):
        yield Edit(m.start(), m.end(), "’" if _closes(text, m) else "‘")


def _joined(text: str, draw: random.Random) -> Edits:
    """Half of the spaces between sentences, and beside marks, are missing."""
    for m in re.finditer(r"(?<=[.!?”\"])[ ](?=\S)|(?<=\S)[ ](?=[“\"])", text):
        if draw.random() < 0.5:
            yield Edit(m.start(), m.end(), "")


def _shouted(text: str, draw: random.Random) -> Edits:  # noqa: ARG001
    """All capitals."""
    for m in re.finditer(r"[^\W\d_]+", text):
        yield Edit(m.start(), m.end(), "".join(c.upper() if len(c.upper()) == 1 else c for c in m.group()))


def _misread(text: str, draw: random.Random) -> Edits:
    """One word in twenty has a letter taken for another, as by optical recognition."""
    for m in re.finditer(r"[a-z]{3,}", text):
        places = [i for i, c in enumerate(m.group()) if c in _LETTERS]
        if places and draw.random() < 0.05:
            at = m.start() + draw.choice(places)
            yield Edit(at, at + 1, _LETTERS[text[at]])


def _split(text: str, draw: random.Random) -> Edits:  # noqa: ARG001
    """Every sentence is a paragraph."""
    for m in _SENTENCE_GAP.finditer(text):
        yield Edit(m.start(), m.end(), "\n\n")


def _listed(text: str, draw: random.Random) -> Edits:  # noqa: ARG001
    """Every paragraph is an item of a list."""
    for m in re.finditer(r"(?m)^(?=\S)", text):
        yield Edit(m.start(), m.end(), "• ")


def _odd_spaces(text: str, draw: random.Random) -> Edits:
    """No-break, thin and doubled spaces."""
    for m in re.finditer(r"(?<=\S)[ ](?=\S)", text):
        if draw.random() < 0.3:
            yield Edit(m.start(), m.end(), draw.choice(("\u00a0", "\u2009", "  ", " \u200b")))


DAMAGES: dict[str, Callable[[str, random.Random], Edits]] = {
    "closing marks missing": _unclosed,
    "marks doubled": _doubled,
    "marks mixed": _mixed,
    "single marks": _single,
    "spaces missing": _joined,
    "all capitals": _shouted,
    "letters misread": _misread,
    "a paragraph a sentence": _split,
    "a list": _listed,
    "odd spaces": _odd_spaces,
}
"""Ten ways, by name."""


def _closes(text: str, mark: re.Match[str]) -> bool:
    if mark.group() != '"':
        return mark.group() == "”"
    after = text[mark.end() : mark.end() + 1]
    return (
        bool(mark.start())
        and not text[mark.start() - 1].isspace()
        and (not after or after.isspace() or after in ".,;:!?)")
    )


def damaged(row: dict[str, Any], way: str) -> dict[str, Any]:
    """A marked document after one kind of damage: `doc_id, text, quotes`, spans pointing at the same words.

    The same document is always damaged alike. Cost: linear.
    """
    text = row["text"]
    edits = sorted(DAMAGES[way](text, random.Random(zlib.crc32(text.encode()))))  # noqa: S311  # no secret
    pieces, starts, shifts, at, shift = [], [-1], [0], 0, 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
        shift += len(edit.words) - (edit.end - edit.start)
        starts.append(edit.end)
        shifts.append(shift)
    pieces.append(text[at:])

    def place(offset: int) -> int:
        return offset + shifts[bisect_right(starts, offset) - 1]

    quotes = [
        {**quote, **{part: [[place(s), place(e)] for s, e in quote[part]] for part in ("contents", "cue", "source")}}
        for quote in row["quotes"]
    ]
    for quote in quotes:
        quote["contents"] = [[s, e] for s, e in quote["contents"] if s < e]
    return {"doc_id": row["doc_id"], "text": "".join(pieces), "quotes": quotes}
