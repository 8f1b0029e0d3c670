"""The day of publication, from what the text says, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.language.dates import DatePhrase, find_dates
from onrecord.language.paragraphs import Paragraph
from onrecord.language.views import plain_view
from onrecord.model.document import Document, Published
from onrecord.model.span import Span

__all__ = ["find_published"]

_PUBLISHED_ON = re.compile(
    r"\b(?:published|posted|issued|released|updated|delivered|dated|appeared|ran)\b[^.]{0,60}?$", re.IGNORECASE
)


def find_published(document: Document, *, lines: Iterable[Paragraph], dateline: Span | None,
                   editorial: Iterable[Paragraph], captions: Iterable[Paragraph]) -> Published:  # fmt: skip
    """Decide the day of publication.

    In order: metadata; a publication line or byline; the dateline; "published on ..." in an introduction;
    and, inferred, not before the latest dated caption (known to the month).
    """
    if document.published.date:
        return document.published
    view = plain_view(document.text)
    for paragraph in lines:
        phrase = next(find_dates(view, paragraph.start, paragraph.end), None)
        if phrase:
            return _published(document, phrase, "stated")
    if dateline:
        phrase = next(find_dates(view, dateline.start, dateline.end), None)
        if phrase:
            return _published(document, phrase, "dateline")
    for paragraph in editorial:
        for phrase in find_dates(view, paragraph.start, paragraph.end):
            if _PUBLISHED_ON.search(view[max(paragraph.start, phrase.start - 80) : phrase.start]):
                return _published(document, phrase, "stated")
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
