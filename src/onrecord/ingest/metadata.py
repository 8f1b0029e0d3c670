"""Publication dates as metadata gives them."""

from __future__ import annotations

import re

from onrecord.language.dates import find_dates
from onrecord.model.document import Published

__all__ = ["published_from_metadata"]

_CUT = re.compile(r"\s*((?:1[5-9]|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T\s])")


def published_from_metadata(value: str | None) -> Published:
    """Read "2031-03-04", "2031-03", "2031", an ISO time stamp, or a written date; else unknown."""
    if not value:
        return Published()
    value = value[:80]
    phrase = next((p for p in find_dates(value) if p.precision == "day"), None)
    if phrase:
        return Published(phrase.iso, "day", method="metadata")
    match = _CUT.match(value)
    if not match:
        return Published()
    year, month, _ = match.groups()
    return Published(f"{year}-{month}" if month else year, "month" if month else "year", method="metadata")
