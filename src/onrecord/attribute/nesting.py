"""Attributions inside attributions: who is relayed by whom."""

from __future__ import annotations

from onrecord.attribute.interface import Fragment

__all__ = ["keep_only", "link_nested", "worth_keeping"]


def keep_only(fragments: list[Fragment], chosen: list[Fragment]) -> list[Fragment]:
    """The chosen fragments; one whose relay was not chosen is relayed by that one's own relay."""
    kept = {id(fragment) for fragment in chosen}
    for fragment in fragments:
        while fragment.outer is not None and id(fragment.outer) not in kept:
            fragment.outer = fragment.outer.outer
    return chosen


def worth_keeping(fragment: Fragment) -> bool:
    """Whether a nested fragment says more than the one it is in.

    Thoughts and attitudes inside somebody's reported words are part of what he says; so is what he says
    of himself.
    """
    outer = fragment.outer
    return outer is None or (fragment.speech and fragment.source != outer.source)


def link_nested(fragments: list[Fragment]) -> None:
    """Give each fragment the smallest other one whose content holds its cue, or its whole content.

    Two with the same extent do not hold one another. Cost: fragments of one neighbourhood only, since the
    list is in text order and an outer content never reaches past its end.
    """
    ordered = sorted(fragments, key=lambda f: (f.contents[0].start, -f.contents[-1].end))
    open_outer: list[Fragment] = []
    for fragment in ordered:
        open_outer = [o for o in open_outer if o.contents[-1].end > fragment.start]
        holders = [o for o in open_outer if o is not fragment and _holds(o, fragment)]
        fragment.outer = min(holders, key=_extent, default=None)
        open_outer.append(fragment)


def _extent(fragment: Fragment) -> int:
    return sum(len(piece) for piece in fragment.contents)


def _holds(outer: Fragment, inner: Fragment) -> bool:
    if _extent(outer) <= _extent(inner) or outer.source is None:
        return False
    anchor = inner.cue or inner.contents[0]
    return any(piece.contains(anchor) for piece in outer.contents) and any(
        piece.overlaps(inner.contents[0]) for piece in outer.contents
    )
