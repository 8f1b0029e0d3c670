"""The day of publication, from what the text says, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.language.dates import DatePhrase, find_dates
from onrecord.language.paragraphs import Paragraph
from onrecord.language.views import plain_view
from onrecord.model.document import Document, Published
from onrecord.model.span import Span

__all__ = ["find_published"]

_PUBLISHED_ON = re.compile(
    r"\b(?:published|posted|issued|released|updated|delivered|dated|appeared|ran)\b[^.]{0,60}?$", re.IGNORECASE
)


def find_published(
    document: Document, *, lines: Iterable[Paragraph], dateline: Span | None,
    editorial: Iterable[Paragraph], captions: Iterable[Paragraph],
) -> Published:  # fmt: skip
    """Decide the day of publication, with the other days that are given where they differ.

    In order: metadata; a publication line or byline; the dateline; "published on ..." in an introduction;
    and, inferred, not before the latest dated caption (known to the month).
    """
    told = [*([document.published] if document.published.date else []), *_told(document, lines, dateline, editorial)]
    if not told:
        return _not_before(document, captions)
    others = dict.fromkeys(_say(p) for p in told[1:] if p.date and told[0].date and _differ(p.date, told[0].date))
    return replace(told[0], others=tuple(others))


def _told(
    document: Document, lines: Iterable[Paragraph], dateline: Span | None, editorial: Iterable[Paragraph]
) -> Iterator[Published]:
    """Every day that the text gives for its publication, the most telling first."""
    view = plain_view(document.text)
    for paragraph in lines:
        phrase = next(find_dates(view, paragraph.start, paragraph.end), None)
        if phrase:
            yield _published(document, phrase, "stated")
    if dateline:
        phrase = next(find_dates(view, dateline.start, dateline.end), None)
        if phrase:
            yield _published(document, phrase, "dateline")
    for paragraph in editorial:
        for phrase in find_dates(view, paragraph.start, paragraph.end):
            if _PUBLISHED_ON.search(view[max(paragraph.start, phrase.start - 80) : phrase.start]):
                yield _published(document, phrase, "stated")


def _differ(one: str, other: str) -> bool:
    return not one.startswith(other) and not other.startswith(one)


def _say(published: Published) -> str:
    words = f"“{published.evidence.text}”" if published.evidence else "metadata"
    return f"{published.date} ({words})"


def _not_before(document: Document, captions: Iterable[Paragraph]) -> Published:
    view = plain_view(document.text)
    dated = [p for c in captions for p in find_dates(view, c.start, c.end) if p.precision == "day"]
    if dated:
        latest = max(dated, key=lambda p: p.iso)
        evidence = document.quote(latest.start, latest.end)
        return Published(latest.iso[:7], "month", evidence, inferred=True, method="captions")
    return Published()


def _published(document: Document, phrase: DatePhrase, method: str) -> Published:
    evidence = document.quote(phrase.start, phrase.end)
    if phrase.precision == "month-day":
        return Published(None, "unknown", evidence, method=method, month_day=phrase.iso)
    return Published(phrase.iso, phrase.precision, evidence, method=method)
