"""Places in a text as other tools count them: in code points, in UTF-16 units, or with an end of line of two signs counted as one.

Formats say what is counted, and tools count otherwise. What was counted is found from the whole of a text's places: people mark
words, and a way of counting that cuts into words is not theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["found_places"]

_SPACED_BEFORE = 0x0900  # Latin, Greek, Cyrillic, Hebrew, Arabic and their neighbours: words have spaces between


def found_places(text: str, counted: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """Each counted place in code points of the text; None for one that lies nowhere, or that cuts into words however it is counted.

    A text in which every way of counting comes to the same keeps its places as they are given. Elsewhere the way that
    fits most places is taken for all of them, code points where several fit alike.

    Args:
        counted: (start, end) as the file gives them.

    Cost: linear in the text and the places.
    """
    ways = [_standard(text), *([_units(text)] if any(ord(sign) > 0xFFFF for sign in text) else [])]
    if "\r\n" in text:
        ways += [_one_end(text, way) for way in ways]
    placed = [[_place(way, one) for one in counted] for way in ways]
    best = max(placed, key=lambda spans: sum(span is not None and _fits(text, *span) for span in spans))
    return [
        span if span is not None and (_agreed(placed, at) or _fits(text, *span)) else None
        for at, span in enumerate(best)
    ]


def _standard(text: str) -> list[int]:
    return list(range(len(text) + 1))


def _units(text: str) -> list[int]:
    """For each number of UTF-16 units, how many code points that are."""
    way = [0]
    for at, sign in enumerate(text, 1):
        way += [at] * (2 if ord(sign) > 0xFFFF else 1)
    return way


def _one_end(text: str, way: list[int]) -> list[int]:
    """The same counting, with a line feed behind a carriage return counted as none."""
    return [at for at in way if not (0 < at < len(text) and text[at - 1 : at + 1] == "\r\n")]


def _place(way: list[int], one: tuple[int, int]) -> tuple[int, int] | None:
    start, end = one
    return (way[start], way[end]) if 0 <= start < end < len(way) else None


def _agreed(placed: list[list[tuple[int, int] | None]], at: int) -> bool:
    return len({spans[at] for spans in placed}) == 1


def _fits(text: str, start: int, end: int) -> bool:
    return not (_within_word(text, start) or _within_word(text, end))


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(sign.isalnum() and ord(sign) < _SPACED_BEFORE for sign in text[at - 1 : at + 1])
