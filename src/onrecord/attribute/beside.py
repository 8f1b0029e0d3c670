"""What rules may add to what the tagger read: beside it, and inside it."""

from __future__ import annotations

from onrecord.attribute.interface import Fragment, Passage
from onrecord.model.span import Span

__all__ = ["beside", "inside"]


def beside(read: list[Fragment], ruled: list[Fragment], passage: Passage) -> list[Fragment]:
    """The tagger's fragments of a passage, and those of rules that share no word of content with them."""
    here = [f for f in read if passage.start <= f.contents[0].start < passage.end]
    told = [piece for f in read for piece in f.contents if piece.start < passage.end and passage.start < piece.end]
    return here + [f for f in ruled if not any(piece.overlaps(other) for piece in f.contents for other in told)]


def inside(read: list[Fragment], ruled: list[Fragment]) -> list[Fragment]:
    """Fragments of rules that lie wholly, with their cue, inside one piece of content that the tagger found."""
    pieces = [piece for f in read for piece in f.contents]
    cues = [f.cue for f in read if f.cue]
    found = []
    for fragment in ruled:
        parts: list[Span] = [*fragment.contents, *(part for part in (fragment.cue,) if part)]
        holder = next((p for p in pieces if all(p.contains(part) for part in parts)), None)
        known = fragment.cue is None or any(fragment.cue.overlaps(cue) for cue in cues)
        if fragment.contents and holder is not None and not known:
            found.append(fragment)
    return found
