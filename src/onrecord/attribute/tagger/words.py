"""Words of a passage as the tagger sees them: places and marks of their form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.attribute.interface import Passage

__all__ = ["FORMS", "KINDS", "QUOTED", "Words", "read_words"]

_WORD = re.compile(r"\w+|[^\w\s]")
_MARKS = frozenset("\"“”„«»‘’'`")
FORMS = 7
"""Forms of a word: other, lower, Capital, UPPER, miXed, digits, mark."""
QUOTED = 3
"""Outside quotations, in a closed one, in one whose mark is missing."""
KINDS = 2
"""In running text, in a title."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one passage.

    Attributes:
        starts, ends: places in the stored text, code points.
        forms: a triple a word: its form, whether it is quoted, the kind of passage.
        texts: the words themselves.
    """

    starts: list[int]
    ends: list[int]
    forms: list[tuple[int, int, int]]
    texts: list[str]

    def __len__(self) -> int:
        return len(self.texts)


def read_words(passage: Passage) -> Words:
    """Cut a passage into runs of letters and digits, and single marks. Cost: linear."""
    words = Words([], [], [], [])
    kind = int(passage.kind == "title")
    quotations = iter(passage.quotations)
    quotation = next(quotations, None)
    for match in _WORD.finditer(passage.view):
        start, end = passage.start + match.start(), passage.start + match.end()
        while quotation is not None and quotation.end <= start:
            quotation = next(quotations, None)
        quoted, text = 0, match.group()
        if quotation is not None and quotation.start <= start:
            quoted = 1 if quotation.opened and quotation.closed else 2
            # Whatever marks a text uses, the network reads one pair.
            if start == quotation.start and text in _MARKS:
                text = "“"
            elif end == quotation.end and text in _MARKS:
                text = "”"
        words.starts.append(start)
        words.ends.append(end)
        words.texts.append(text)
        words.forms.append((_form(text), quoted, kind))
    return words


def _form(word: str) -> int:
    if not word[0].isalnum():
        return 6
    if word.isdigit():
        return 5
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    return 4 if word.isalpha() else 0
