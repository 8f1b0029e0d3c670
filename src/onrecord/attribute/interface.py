"""The two interfaces of the stage: who finds spans, and who ties them together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol

from onrecord.language.marks import Quotation
from onrecord.model.document import SegmentKind, Voice
from onrecord.model.span import Span
from onrecord.model.statement import CueClass

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Finder", "Fragment", "Passage", "Tier", "passage_at"]


@dataclass(slots=True)
class Passage:
    """A paragraph as finders see it.

    Attributes:
        start, end: place in the stored text, code points.
        view: its words, flat and plain; `view[i]` is character `start + i` of the text.
        quotations: its paired marks, places in the stored text.
        in_turns: whether the text is a transcript or an interview.
        parse: tokens, tags and dependencies of `view`; None where nothing called for a parse.
    """

    start: int
    end: int
    view: str
    kind: SegmentKind
    voice: Voice
    quotations: list[Quotation]
    parse: Doc | None = None
    in_turns: bool = False

    def in_quotation(self, offset: int) -> Quotation | None:
        """The quotation that holds a character of the stored text, the outer one where one stands in another. Cost: a bisection."""
        at = bisect_right(self.quotations, offset, key=_start_of)
        return next((q for q in self.quotations[max(0, at - _NESTED) : at] if q.holds(offset)), None)

    def words(self, span: Span) -> str:
        """The words of a place, on the view; none of a place in another passage."""
        return self.view[max(0, span.start - self.start) : max(0, span.end - self.start)]


_NESTED = 4
"""Quotations within an outer one that are looked past."""


def _start_of(quotation: Quotation) -> int:
    return quotation.start


def passage_at(passages: Sequence[Passage], offset: int) -> Passage:
    """The passage that holds a character, or the last one before it. Cost: a bisection."""
    return passages[max(0, bisect_right(passages, offset, key=lambda p: p.start) - 1)]


@dataclass(slots=True, eq=False)
class Fragment:
    """What a finder saw of one attribution: any of content, cue and source may be missing.

    A rule over syntax sees all three at once; a tagger may see only spans and leave the rest to the tier.

    Attributes:
        contents: pieces in text order.
        outer: the fragment that relays this one, if it is nested.
        relay: who carries this one and makes no statement of their own by it: “the Post reported, citing her”.
        rule: name of the rule or model that found it.
        score: 0 to 1, how often such a fragment is right.
    """

    contents: list[Span] = field(default_factory=list)
    cue: Span | None = None
    cue_class: CueClass = "neutral"
    source: Span | None = None
    outer: Fragment | None = None
    relay: Fragment | None = None
    rule: str = ""
    score: float = 0.5
    speech: bool = True

    @property
    def start(self) -> int:
        """Where its first known part begins."""
        parts = [*self.contents, *(part for part in (self.cue, self.source) if part)]
        return min(part.start for part in parts)

    def covers(self, span: Span) -> bool:
        """Whether a place lies within its contents' extent."""
        return bool(self.contents) and self.contents[0].start <= span.start and span.end <= self.contents[-1].end


class Finder(Protocol):
    """Finds fragments in one passage."""

    name: ClassVar[str]
    version: ClassVar[str]

    def find(self, passage: Passage) -> list[Fragment]:
        """Fragments of the passage, in any order."""
        ...


class Tier(Protocol):
    """Ties the fragments of a whole document into attributions."""

    name: ClassVar[str]
    version: ClassVar[str]

    def tie(self, passages: list[Passage], fragments: list[list[Fragment]]) -> list[Fragment]:
        """Join fragments (one list a passage) so that each has content; unattributed quotations may remain."""
        ...
