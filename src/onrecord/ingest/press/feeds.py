"""RSS and Atom files: an entry a document, with what of its text the feed holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser

from onrecord.errors import BadImport
from onrecord.ingest.press.row import PressRow, day_in, plain_from_html

__all__ = ["feed"]

_SHORT = 400
_ISO = re.compile(r"\s*(\d{4}-\d\d-\d\d)")


def feed(path: Path) -> Iterator[PressRow]:
    """The entries of a feed that was saved to a file; nothing is fetched.

    Raises: OR-M01 BadImport.
    """
    try:
        parsed: Any = feedparser.parse(BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False)
    except OSError:
        raise BadImport(f"{path.name} cannot be read") from None
    if not parsed.get("version") and not parsed.entries:
        raise BadImport(f"{path.name} is no RSS or Atom file")
    outlet = str(parsed.feed.get("title", "")).strip()
    for number, entry in enumerate(parsed.entries, 1):
        bodies = [str(part.get("value", "")) for part in entry.get("content", ())] or [str(entry.get("summary", ""))]
        text = plain_from_html(max(bodies, key=len))
        facts = {
            "title": plain_from_html(str(entry.get("title", ""))), "outlet": outlet, "author": str(entry.get("author", "")),
            "url": str(entry.get("link", "")), "published": _day(str(entry.get("published") or entry.get("updated") or "")),
        }  # fmt: skip
        whole = f"{facts['title']}\n\n{text}".strip()
        remarks = ("the feed holds only a summary",) if len(text) < _SHORT and not entry.get("content") else ()
        yield PressRow(f"#{number}", whole, {k: v for k, v in facts.items() if v}, remarks)


def _day(words: str) -> str:
    """The day as the feed writes it, in its own zone: late in the evening there it is the next day elsewhere."""
    iso = _ISO.match(words)
    if iso:
        return iso[1]
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return day_in(words) or ""
