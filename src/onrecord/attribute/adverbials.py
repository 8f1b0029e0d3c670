"""Finder: "according to X" and its kin; the content is the rest of the sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.quotation import snap
from onrecord.attribute.syntax import noun_phrase, trimmed
from onrecord.language.lexicon import cue_lexicon
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as ParsedSpan
    from spacy.tokens import Token

__all__ = ["AdverbialFinder", "adverbials_in"]


class AdverbialFinder:
    """Adverbial phrases that name who said the sentence they stand in."""

    name: ClassVar[str] = "adverbials"
    version: ClassVar[str] = "1"

    def find(self, passage: Passage) -> list[Fragment]:
        """One fragment an adverbial, with the sentence around it as content."""
        if passage.parse is None:
            return []
        read = (_read(passage, cue.start - passage.start, cue.end - passage.start) for cue in adverbials_in(passage))
        return [fragment for fragment in read if fragment]


def adverbials_in(passage: Passage) -> list[Span]:
    """Where “according to” and its kin stand outside quotation marks."""
    return [
        Span(passage.start + match.start(), passage.start + match.end())
        for match in _pattern().finditer(passage.view)
        if not passage.in_quotation(passage.start + match.start())
    ]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, cue_lexicon().adverbials)), re.IGNORECASE)


def _read(passage: Passage, start: int, end: int) -> Fragment | None:
    doc = passage.parse
    assert doc is not None
    tokens = doc.char_span(start, end, alignment_mode="expand")
    if tokens is None or tokens.end >= len(doc):
        return None
    named = _named(doc[tokens.end - 1], tokens)
    if named is None or named.lemma_.lower() in cue_lexicon().not_sources:
        return None
    source = noun_phrase(passage, named)
    sentence = tokens.sent
    edge = named.right_edge
    phrase_end = max(source.end, passage.start + end, passage.start + edge.idx + len(edge))
    contents = []
    before = trimmed(passage, passage.start + sentence.start_char, passage.start + start)
    after = (
        trimmed(passage, phrase_end, passage.start + sentence.end_char)
        if phrase_end < passage.start + sentence.end_char
        else None
    )
    for piece in (before, after):
        if piece and len(passage.words(piece).split()) >= 2:
            contents.extend(snap(passage, piece))
    if not contents:
        return None
    cue = Span(passage.start + start, passage.start + end)
    return Fragment(contents=contents[:2], cue=cue, source=source, rule="adverbial", score=0.8)


def _named(last: Token, phrase: ParsedSpan) -> Token | None:
    """The noun the phrase leads to: the object of its last preposition."""
    head = next((c for c in last.children if c.dep_ in {"pobj", "dobj"}), None)
    if head is None:
        head = next((t for t in phrase.doc[phrase.end :] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    return head if head is not None and head.sent == phrase.sent else None
