"""RSS and Atom files: an entry a document, with what of its text the feed holds."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser

from onrecord.errors import BadImport
from onrecord.ingest.press.row import PressRow, plain_from_html

__all__ = ["feed"]

_SHORT = 400


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
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        facts = {
            "title": plain_from_html(str(entry.get("title", ""))), "outlet": outlet, "author": str(entry.get("author", "")),
            "url": str(entry.get("link", "")), "published": f"{moment[0]:04d}-{moment[1]:02d}-{moment[2]:02d}" if moment else "",
        }  # fmt: skip
        whole = f"{facts['title']}\n\n{text}".strip()
        remarks = ("the feed holds only a summary",) if len(text) < _SHORT and not entry.get("content") else ()
        yield PressRow(f"#{number}", whole, {k: v for k, v in facts.items() if v}, remarks)
