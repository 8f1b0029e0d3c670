"""What rules may add to what the tagger read: beside it, inside it, and around it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.attribute.interface import Fragment, Passage
from onrecord.model.span import Span

__all__ = ["around", "beside", "inside"]


def beside(read: list[Fragment], ruled: list[Fragment], passage: Passage) -> list[Fragment]:
    """The tagger's fragments of a passage, and those of rules that share no word of content with them.

    Args:
        read: the tagger's fragments of which a piece stands in the passage.
    """
    here = [f for f in read if passage.start <= f.contents[0].start < passage.end]
    told = [piece for f in read for piece in f.contents if piece.start < passage.end and passage.start < piece.end]
    return here + [f for f in ruled if not any(piece.overlaps(other) for piece in f.contents for other in told)]


def inside(read: list[Fragment], ruled: list[Fragment]) -> list[Fragment]:
    """Fragments of rules whose cue, source and content begin inside one piece of content that the tagger found.

    The content ends where that piece does: what stands behind ("..., according to the Post") relays the whole.
    """
    pieces = [piece for f in read for piece in f.contents]
    cues = [f.cue for f in read if f.cue]
    found = []
    for fragment in ruled:
        if not fragment.contents or (fragment.cue and any(fragment.cue.overlaps(cue) for cue in cues)):
            continue
        parts = [part for part in (fragment.cue, _first(fragment.contents[0])) if part]
        holder = next((p for p in pieces if all(p.contains(part) for part in parts)), None)
        if holder is not None:
            kept = [Span(c.start, min(c.end, holder.end)) for c in fragment.contents if c.start < holder.end]
            found.append(fragment if kept == fragment.contents else replace(fragment, contents=kept))
    return found


def around(read: list[Fragment], ruled: list[Fragment]) -> list[Fragment]:
    """Fragments of rules whose content holds a whole fragment of the tagger's, cue and source with it: who relays it.

    "She said the port was open, according to the Post": the tagger reads what she said, and the Post relays it.
    """
    cues = [f.cue for f in read if f.cue]
    found = []
    for fragment in ruled:
        if fragment.cue is None or any(fragment.cue.overlaps(cue) for cue in cues):
            continue
        if any(_within(fragment.contents, inner) for inner in read):
            found.append(fragment)
    return found


def _within(contents: list[Span], inner: Fragment) -> bool:
    if inner.cue is None or inner.source is None:
        return False
    return all(any(piece.contains(part) for piece in contents) for part in (*inner.contents, inner.cue, inner.source))


def _first(span: Span) -> Span:
    return Span(span.start, span.start + 1)
