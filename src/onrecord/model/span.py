"""Places in a stored text.

Offsets are Unicode code points, half open, because that is what Python slices by and what does not depend
on how a text is encoded. A `Quote` reads its words off the stored text when it is made, so words that are
not in the text have no way in.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field

from onrecord.errors import BrokenSpan

__all__ = ["Quote", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a stored text, in code points.

    Raises: OR-X01 BrokenSpan when empty, negative or reversed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise BrokenSpan(f"a span from {self.start} to {self.end} holds no text")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a stored text with their place.

    Args:
        start, end: half open, code points of `stored`.
        stored: the whole stored text; only the words between the offsets are kept.

    Raises: OR-X01 BrokenSpan when the offsets leave the text.
    """

    start: int
    end: int
    stored: InitVar[str]
    text: str = field(init=False)

    def __post_init__(self, stored: str) -> None:
        if not 0 <= self.start < self.end <= len(stored):
            raise BrokenSpan(f"{self.start}-{self.end} leaves a text of {len(stored)} characters")
        object.__setattr__(self, "text", stored[self.start : self.end])

    @property
    def span(self) -> Span:
        """The place without the words."""
        return Span(self.start, self.end)

    def as_json(self) -> dict[str, int | str]:
        """`{start, end, text}` as in the exported record."""
        return {"start": self.start, "end": self.end, "text": self.text}
