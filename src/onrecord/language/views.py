"""Views of a stored text: same length, same offsets, easier to match.

The stored text never changes. Matching happens on a view in which no-break and other odd spaces are plain
spaces and typographic apostrophes are straight. Every view has the length of its text, so that an offset in
one is an offset in the other.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["flat_view", "plain_view"]

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                                 "\u200a\u202f\u205f\u3000\t\u200b\ufeff\u00ad"), " ")  # fmt: skip
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u02bc\u2032"), "'")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_PLAIN = {**_SPACES, **_APOSTROPHES, **_DASHES}
_FLAT = {**_PLAIN, **dict.fromkeys(map(ord, "\r\n\x0b\x0c\x85\u2028\u2029"), " ")}


@lru_cache(maxsize=4)
def plain_view(text: str) -> str:
    """The text with plain spaces, straight apostrophes and plain hyphens; line breaks stay."""
    return text.translate(_PLAIN)


def flat_view(text: str) -> str:
    """Like `plain_view`, with line breaks as spaces too: one line, for a parser."""
    return text.translate(_FLAT)
