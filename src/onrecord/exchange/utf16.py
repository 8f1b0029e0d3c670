"""Offsets in UTF-16 code units, as Java and JavaScript count, and in code points, as a record counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

__all__ = ["Utf16"]

_LAST_OF_ONE_UNIT = 0xFFFF


class Utf16:
    """Offsets of one text, both ways; exact for texts with emoji and other characters of two units.

    Cost: a pass over the text once; then a search among its characters of two units.
    """

    def __init__(self, text: str) -> None:
        # The code points that take two units; the n-th has n units more before it than code points.
        self._wide = [] if text.isascii() else [at for at, ch in enumerate(text) if ord(ch) > _LAST_OF_ONE_UNIT]
        self._wide_units = [at + n for n, at in enumerate(self._wide)]
        self.length = len(text) + len(self._wide)

    def units(self, point: int) -> int:
        """The offset in code units of a code point."""
        return point + bisect_left(self._wide, point)

    def point(self, unit: int) -> int:
        """The offset in code points of a code unit; within a character of two units, where that character begins."""
        passed = bisect_right(self._wide_units, unit - 1)
        if passed and self._wide_units[passed - 1] == unit - 1:
            return self._wide[passed - 1]
        return unit - passed
