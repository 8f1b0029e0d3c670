"""Datelines: the place, day and agency a report opens with."""

from __future__ import annotations

import re

__all__ = ["dateline_length"]

_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'\u00c0-\u00de-]{2,50}(?:,\s+[A-Z][\w.]+)?\s*(?:,\s*(?P<date>[^()\u2013\u2014-]{3,30}?))?\s*(?:\([^()]{2,40}\)\s*)?(?:--?|[\u2013\u2014])\s"
    r"|^(?P<mixed>[A-Z][\w' ]{2,30}),\s+(?P<date2>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[\w. ,]{2,20}?)\s*(?:\([^()]{2,40}\)\s*)?(?:--?|[\u2013\u2014])\s"
)


def dateline_length(text: str) -> int:
    """How many characters of a paragraph (plain view) are its dateline ("KELL, March 4, 2031 - "); 0 for none."""
    match = _DATELINE.match(text[:140])
    return match.end() if match else 0
