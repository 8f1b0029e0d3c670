"""What the reader is shown: a proposition, and a statement with whose it is and the sentence it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.pieces import Vocabulary

__all__ = ["LONGEST", "Shown", "pair_pieces"]

LONGEST = 192
"""Pieces a pair has at most; the statement is cut, never the proposition."""
_LONGEST_PROPOSITION = 64
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


def pair_pieces(vocabulary: Vocabulary, proposition: str, shown: str) -> list[int]:
    """Numbers of the pieces: start, proposition, two stops, statement, stop. Cost: linear."""
    first = _pieces(vocabulary, proposition)[:_LONGEST_PROPOSITION]
    room = LONGEST - len(first) - 4
    second = _pieces(vocabulary, shown)[:room]
    stop = vocabulary.break_
    return [vocabulary.start, *first, stop, stop, *second, stop]


def _pieces(vocabulary: Vocabulary, text: str) -> list[int]:
    return [piece for word in _WORD.findall(text) for piece in vocabulary.pieces(word)]
