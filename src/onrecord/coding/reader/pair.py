"""What the reader is shown: a statement with whose it is and the sentence it stands in, and the propositions asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language.pieces import Vocabulary

__all__ = ["FARTHEST", "LONGEST", "Laid", "Shown", "laid"]

LONGEST = 128
"""Pieces of a statement that are read; what is longer is cut."""
_LONGEST_PROPOSITION = 62
FARTHEST = 255
"""Pieces farther apart than this are as far as this."""
_FEW_WORDS = 12
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as the reader sees it; every part one line, empty where there is none.

    Attributes:
        speaker: the words of the text that name the speaker.
        sentence: the sentence or sentences that the content, cue and source stand in.
    """

    content: str
    speaker: str = ""
    cue: str = ""
    sentence: str = ""

    @property
    def text(self) -> str:
        """One line. A few words alone say little: they are shown with their sentence."""
        told = " ".join(part for part in (self.speaker, self.cue) if part)
        line = f"{told}: {self.content}" if told else self.content
        short = len(self.content.split()) < _FEW_WORDS
        if short and len(self.sentence.split()) > len(self.content.split()) + 2:
            return f"{line} ( {self.sentence} )"
        return line


@dataclass(frozen=True, slots=True)
class Laid:
    """A statement and its propositions, piece by piece: the statement first, each proposition as if it alone came after.

    A proposition sees the statement and itself; the statement sees nothing but itself. So it is read once, whatever is
    asked of it, and no answer depends on what else is asked.

    Attributes:
        pieces: their numbers; places: how far each is from the start of the statement; segment: 0 for the statement, 1 for the
            first proposition, and so on.
    """

    pieces: list[int]
    places: list[int]
    segment: list[int]


def laid(vocabulary: Vocabulary, shown: str, propositions: Sequence[str]) -> Laid:
    """Start, statement, stop; and for each proposition: stop, proposition, stop. Cost: linear."""
    stop = vocabulary.break_
    pieces = [vocabulary.start, *_pieces(vocabulary, shown)[: LONGEST - 2], stop]
    room = len(pieces)
    places, segment = list(range(room)), [0] * room
    for number, proposition in enumerate(propositions, 1):
        asked = [stop, *_pieces(vocabulary, proposition)[:_LONGEST_PROPOSITION], stop]
        pieces += asked
        places += range(room, room + len(asked))
        segment += [number] * len(asked)
    return Laid(pieces, places, segment)


def _pieces(vocabulary: Vocabulary, text: str) -> list[int]:
    return [piece for word in _WORD.findall(text) for piece in vocabulary.pieces(word)]
