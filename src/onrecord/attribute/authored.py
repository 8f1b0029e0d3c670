"""Sentences of signed and official texts: statements of their author."""

from __future__ import annotations

import re

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.syntax import trimmed
from onrecord.language.nouns import is_thing
from onrecord.model.span import Span

__all__ = ["authored_sentences", "is_first_person", "is_heading", "keep_in_authored"]

_FIRST = frozenset({"i", "we", "us", "me", "my", "our"})
_OF_THINGS = frozenset({"it", "its", "this", "that", "these", "those", "which", "each", "such"})
_WORD = re.compile(r"\w+")
_MIN_WORDS = 4
_LONGEST_HEADING, _STOPS = 12, tuple('.!?…:;,"”’»)]')
_OWN_SIDE = re.compile(
    r"(?:my|our)\s+(?:government|country|nation|state|delegation|ministry|administration|people|side|party)$"
)
_OWN_SHARE, _OWN_WORDS = 0.3, 4


def is_first_person(passage: Passage, fragment: Fragment) -> bool:
    """Whether a fragment's source is the writer, or the side the writer speaks for ("my government")."""
    if fragment.source is None:
        return False
    source = passage.words(fragment.source).lower()
    return source in _FIRST or bool(_OWN_SIDE.match(source))


def keep_in_authored(passage: Passage, fragment: Fragment, *, positions: bool = False) -> bool:
    """Whether a fragment found in an author's text is a statement of somebody else.

    What the writer says of himself is his sentence; claims about another's will or interest stay the
    author's claims; only acts of speech with a source that can speak are somebody else's statement: that a resolution
    calls for something, or that a veto says much, is what the author makes of it.

    Args:
        positions: the text also tells positions of others that are no act of speech, as an analysis does.
    """
    if fragment.source is None or not (fragment.speech or positions) or is_first_person(passage, fragment):
        return False
    source = passage.words(fragment.source)
    # “According to the minutes” names where it stands; “the minutes show” is what the author makes of them.
    # Where positions are told, “it” is a state.
    of_thing = source.lower() in (_OF_THINGS - {"it", "its"} if positions else _OF_THINGS)
    return not of_thing and (fragment.rule == "adverbial" or not is_thing(source))


def authored_sentences(passage: Passage, reports: list[Fragment], *, analysed: bool = False) -> list[Span]:
    """The places of the sentences that are their author's own statement, in order; a heading is none.

    A sentence that does nothing but report somebody else's statement is left to that report; so is one of under four words.

    Args:
        analysed: the text tells positions of others as a report does: every sentence with one is left to it.
    """
    if is_heading(passage):
        return []
    return [span for span in _sentences(passage) if _own(passage, span, reports, analysed)]


def is_heading(passage: Passage) -> bool:
    """Whether a paragraph is a heading between others: one short line that no stop ends."""
    words = passage.view.strip()
    return "\n" not in words and len(words.split()) <= _LONGEST_HEADING and words[-1:] not in _STOPS


def _sentences(passage: Passage) -> list[Span]:
    """Sentences by the parse; a passage without one is one sentence."""
    if passage.parse is None:
        pieces = [(passage.start, passage.end)]
    else:
        pieces = [(passage.start + s.start_char, passage.start + s.end_char) for s in passage.parse.sents]
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        before = (
            passage.view[merged[-1][0] - passage.start : merged[-1][1] - passage.start].rstrip('"”’) ')
            if merged
            else ""
        )
        head = passage.view[start - passage.start : start - passage.start + 1]
        # The parser also parts sentences at colons and semicolons; a sentence ends with its stop.
        if merged and (before[-1:] not in ".!?…" or head.islower()):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    spans = []
    for start, end in merged:
        words = passage.view[start - passage.start : end - passage.start]
        left = len(words) - len(words.lstrip())
        if words.strip():
            spans.append(Span(start + left, start + len(words.rstrip())))
    return spans


def _own(passage: Passage, span: Span, reports: list[Fragment], analysed: bool) -> bool:  # noqa: FBT001  # private
    words = _words(passage, span)
    if words < _MIN_WORDS:
        return False
    for report in reports:
        inside = [piece for piece in report.contents if piece.overlaps(span)]
        if not inside or report.cue is None or not span.overlaps(report.cue):
            continue
        # A source may stand in the paragraph before.
        told = [part for part in (*inside, report.cue, report.source) if part and part.overlaps(span)]
        own = words - sum(_words(passage, part) for part in told)
        # Whatever the act: “Norland opposes the toll” is Norland's position, and would be read as its author's.
        if analysed or own <= max(_OWN_WORDS, _OWN_SHARE * words):
            return False
    return True


def _words(passage: Passage, span: Span) -> int:
    clipped = trimmed(passage, span.start, span.end)
    return len(_WORD.findall(passage.words(clipped))) if clipped else 0
