"""Quotation marks paired into quotations, as scraped text really has them.

Straight and typographic marks may open and close one another, a mark may be missing at either end, and a
quotation may run over paragraphs, each opening with a mark and only the last closing. Single marks are taken
where a text or a headline uses nothing else. Scare quotes are quotations here; what they are worth is
decided where statements are found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.model.span import Span

__all__ = ["Quotation", "pair_marks"]

# A mark that stands twice counts once.
_DOUBLE = re.compile("([\"“”„«»])\\1?|``|''")
_CLOSING = re.compile("”")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\S)([^‘’'\n]|(?<=\w)[’'](?=\w)){3,}?(?<=\S)[’'](?!\w)")
_SAID = (
    r"(?:said|says|told|added|asked|noted|wrote|warned|insisted|replied|argued|explained|recalled|declared|continued)"
)
_UNCLOSED_CUE = re.compile(
    rf"[,.!?](?=\s+(?:{_SAID}\s+(?:[A-Z]|the\s)|(?:he|she|they)\s+{_SAID}\b|(?:[A-Z][\w'-]+\s+){{1,4}}{_SAID}\b))"
)
_GUILLEMET = re.compile("[«»]")
_INWARD = {"»": "«", "«": "»"}
_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its marks are inside the span, as in the conventions of annotated corpora.

    Attributes:
        closed: whether a closing mark was found before the paragraph ended.
        opened: whether an opening mark was found.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True

    @property
    def span(self) -> Span:
        """The place, marks included."""
        return Span(self.start, self.end)

    def holds(self, offset: int) -> bool:
        """Whether a character is inside."""
        return self.start <= offset < self.end


def pair_marks(text: str, start: int = 0, end: int | None = None, *, single: bool = False) -> list[Quotation]:
    """Pair the marks of one paragraph.

    Args:
        text: stored text; `start` and `end` bound the paragraph in it, in code points.
        single: also take 'single' marks (headlines, and papers that use nothing else).

    Returns: quotations in order, disjoint. A mark left open ends with the paragraph.
    """
    end = len(text) if end is None else end
    closing = [match.start() for match in _CLOSING.finditer(text, start, end)]
    found: list[Quotation] = []
    opened: int | None = None
    inward = _points_inward(text, start, end)
    for match in _DOUBLE.finditer(text, start, end):
        at, mark = match.start(), match.group(1) or match.group()
        if inward and mark in _INWARD:
            mark = "»" if opened is not None and not text[match.end() : match.end() + 1].isalnum() else _INWARD[mark]
        if opened is None:
            if _closes_only(text, match, mark, start, end):
                if not found and _unopened(text, start, at):
                    found.append(Quotation(start, match.end(), opened=False))
                continue
            opened = at
        elif mark in _OPENERS or (mark == '"' and _opens_only(text, match.end(), at, end)):
            # A second opening mark: the first was never closed; the quotation between them ends before
            # the blank that precedes this one, unless the second merely opens a quote in the quote.
            if len(closing) - bisect_left(closing, match.end()) > 1:
                continue
            stop = _unclosed_end(text, opened, at)
            if stop > opened + 1:
                found.append(Quotation(opened, stop, closed=False))
            opened = at
        else:
            found.append(Quotation(opened, match.end()))
            opened = None
    if opened is not None and end > opened + 1:
        stop = _unclosed_end(text, opened, end)
        if stop > opened + 1:
            found.append(Quotation(opened, stop, closed=False))
    if single or not found:
        found += _singles(text, start, end, found)
    return sorted(found, key=lambda q: q.start)


def _points_inward(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is set »so«, or »so»: its first guillemet opens, and points at the words."""
    first = _GUILLEMET.search(text, start, end)
    if first is None or first.group() != "»":
        return False
    before = text[first.start() - 1] if first.start() > start else " "
    return (before.isspace() or before in "([-–—") and text[first.end() : first.end() + 1].isalnum()


def _singles(text: str, start: int, end: int, found: list[Quotation]) -> list[Quotation]:
    """Quotations in 'single' marks outside those found."""
    starts = [q.start for q in found]
    made = []
    for m in _SINGLE.finditer(text, start, end):
        at = bisect_right(starts, m.start()) - 1
        if at < 0 or not found[at].holds(m.start()):
            made.append(Quotation(m.start(), m.end()))
    return made


def _unclosed_end(text: str, opened: int, limit: int) -> int:
    """Where a quotation without closing mark ends: before "..., said X", else with its paragraph."""
    cue = _UNCLOSED_CUE.search(text, opened + 1, limit)
    return cue.end() if cue else opened + len(text[opened:limit].rstrip())


def _closes_only(text: str, match: re.Match[str], mark: str, start: int, end: int) -> bool:
    """Whether a mark met while nothing is open can only be a closing one."""
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if mark in _CLOSERS:
        return True
    if mark in _OPENERS:
        return False
    return not before.isspace() and before not in "(-–—[" and (after.isspace() or after in ".,;:)")


def _opens_only(text: str, after: int, at: int, end: int) -> bool:
    """Whether a straight mark met inside a quotation can only open a new one."""
    return text[at - 1].isspace() and after < end and text[after].isalnum()


def _unopened(text: str, start: int, at: int) -> bool:
    """Whether the words before a lone closing mark read as a quotation whose opening mark is missing."""
    return at - start > 20 and text[at - 1] in ".,!?…" and "\n" not in text[start:at].strip()
