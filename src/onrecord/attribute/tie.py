"""Tier: rules that give loose quotations their cue and source, and make one of what belongs together."""

from __future__ import annotations

import re
from typing import ClassVar

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.quotation import quoted_share
from onrecord.language.lexicon import cue_lexicon
from onrecord.model.span import Span

__all__ = ["RuleTier"]

_REACH = 120
_LOOSE_WORDS = 6
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“])")


class RuleTier:
    """Nearest cue in reach, then the quotation before, then the paragraph before."""

    name: ClassVar[str] = "tie"
    version: ClassVar[str] = "1"

    def tie(self, passages: list[Passage], fragments: list[list[Fragment]]) -> list[Fragment]:
        """Every fragment returned has content; its cue and source may be missing.

        Cost: linear in fragments; quotations look no further than their paragraph and the one before.
        """
        tied: list[Fragment] = []
        before: Fragment | None = None
        open_before = False
        for passage, found in zip(passages, fragments, strict=True):
            here = _within(passage, found)
            if before is not None and here:
                _continue(passage, here, before, open_before=open_before)
            here = [f for f in here if f is not before]
            kept = [f for f in here if f.contents and _worth_keeping(passage, f)]
            tied.extend(kept)
            spoken = [f for f in kept if f.source and any(passage.in_quotation(p.start) for p in f.contents)]
            before = spoken[-1] if spoken else None
            open_before = bool(passage.quotations) and not passage.quotations[-1].closed
        for fragment in tied:
            fragment.contents = _disjoint(fragment.contents)
        return sorted(tied, key=lambda f: (f.contents[0].start, -f.contents[-1].end))


def _disjoint(pieces: list[Span]) -> list[Span]:
    """Pieces in order, those that overlap made one."""
    made: list[Span] = []
    for piece in sorted(pieces):
        if made and piece.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, piece.end))
        else:
            made.append(piece)
    return made


def _worth_keeping(passage: Passage, fragment: Fragment) -> bool:
    """Whether a content says anything by itself, and a quotation that found nobody is long enough to be one."""
    words = passage.words(Span(fragment.contents[0].start, fragment.contents[-1].end)).lower().strip("\"“”' .,").split()
    if len(words) <= 2 and set(words) <= cue_lexicon().empty:
        return False
    return bool(fragment.source or fragment.cue) or len(passage.words(fragment.contents[0]).split()) >= _LOOSE_WORDS


def _within(passage: Passage, found: list[Fragment]) -> list[Fragment]:
    """Tie inside one paragraph."""
    whole = _without_rivals([f for f in found if f.contents and f.cue])
    cues = [f for f in found if not f.contents and f.cue]
    loose = [f for f in found if f.contents and not f.cue and not any(w.covers(f.contents[0]) for w in whole)]
    for quotation in sorted(loose, key=lambda f: f.start):
        # A piece of the same speech: the paragraph goes on quoting after "he said".
        partner, distance = _nearest(passage, quotation, cues)
        spoken = [w for w in whole if w.source and w.speech and quoted_share(passage, w.contents[-1]) > 0.5]
        nearest = min(spoken, key=lambda w: _gap(w, quotation.contents[0]), default=None)
        if partner and (nearest is None or distance < _gap(nearest, quotation.contents[0])):
            partner.contents.append(quotation.contents[0])
            partner.contents.sort()
            partner.score = 0.75
            cues.remove(partner)
            whole.append(partner)
            continue
        if nearest is not None and not _between_speakers(whole, nearest, quotation.contents[0]):
            nearest.contents.append(quotation.contents[0])
            nearest.contents.sort()
        else:
            whole.append(quotation)
    return sorted(whole, key=lambda f: f.start)


def _without_rivals(fragments: list[Fragment]) -> list[Fragment]:
    """Of two fragments with the same cue or the same content, the better scored one."""
    kept: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: -f.score):
        assert fragment.cue is not None
        if any(k.cue and k.cue.overlaps(fragment.cue) for k in kept):
            continue
        if any(k.contents == fragment.contents and k.source == fragment.source for k in kept):
            continue
        kept.append(fragment)
    return kept


def _nearest(passage: Passage, quotation: Fragment, cues: list[Fragment]) -> tuple[Fragment | None, int]:
    """The cue without content that stands nearest to a quotation, in its sentence or just beside it, and how far."""
    span = quotation.contents[0]

    def distance(cue: Fragment) -> int:
        assert cue.cue is not None
        place = Span(min(cue.cue.start, cue.source.start), max(cue.cue.end, cue.source.end)) if cue.source else cue.cue
        gap = (
            Span(place.end, span.start)
            if place.end < span.start
            else Span(span.end, place.start)
            if span.end < place.start
            else None
        )
        if gap is None:
            return 0
        words = passage.words(gap)
        return len(words) + (_REACH if _SENTENCE_END.search(words) else 0)

    best = min(cues, key=distance, default=None)
    if best is None or distance(best) >= _REACH:
        return None, _REACH
    return best, distance(best)


def _gap(fragment: Fragment, span: Span) -> int:
    """Characters between a fragment, cue and source included, and a place."""
    parts = [*fragment.contents, *(part for part in (fragment.cue, fragment.source) if part)]
    return min(max(span.start - part.end, part.start - span.end, 0) for part in parts)


def _between_speakers(fragments: list[Fragment], one: Fragment, span: Span) -> bool:
    """Whether another source speaks between a fragment and a place."""
    low, high = sorted((one.start, span.start))
    return any(
        f is not one and f.source and f.speech and low < f.source.start < high and f.source != one.source
        for f in fragments
    )


def _continue(passage: Passage, here: list[Fragment], before: Fragment, *, open_before: bool) -> None:
    """Carry a speaker into a paragraph that is nothing but a quotation.

    When the paragraph before left its quotation open, this one is more of the same statement; when it was
    closed, it is a statement of its own by the same source.
    """
    first = here[0]
    if first.cue or first.source or not first.contents:
        return
    outside = sum(len(passage.view[a:b].split()) for a, b in _outside(passage))
    if outside > 6:
        return
    if open_before and before.contents[-1].end < first.contents[0].start:
        before.contents.extend(first.contents)
        here[0] = before
    else:
        first.source, first.cue, first.cue_class = before.source, None, before.cue_class
        first.rule, first.score = "carried", 0.6


def _outside(passage: Passage) -> list[tuple[int, int]]:
    """Stretches of the view outside quotations."""
    at, out = 0, []
    for quotation in passage.quotations:
        out.append((at, quotation.start - passage.start))
        at = quotation.end - passage.start
    return [*out, (at, len(passage.view))]
