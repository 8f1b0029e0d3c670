"""Rows of JSON lines and CSV files: one document each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from onrecord.errors import Malformed, NoTextField, OnRecordError
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted

__all__ = ["csv_rows", "json_lines", "parse_row"]

_FACTS = ("id", "title", "outlet", "author", "published", "url")


def json_lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of every line that is not blank; the bytes are the document's source."""
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def csv_rows(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of every row, as the JSON object the row stands for."""
    csv.field_size_limit(50_000_000)
    try:
        rows = csv.DictReader(io.StringIO(decode(content).text, newline=""))
        for number, row in enumerate(rows, 1):
            clean = {str(k).strip().lstrip("\ufeff"): v for k, v in row.items() if isinstance(v, str)}
            yield number, json.dumps(clean, ensure_ascii=False, sort_keys=True).encode()
    except csv.Error:
        raise Malformed("the table cannot be read as CSV") from None


def parse_row(line: bytes) -> Extracted:
    """The document in one row.

    Raises: OR-I09 Malformed, OR-I06 NoTextField, and what `storable` raises.
    """
    try:
        row = json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, OnRecordError):
            raise
        raise Malformed("the line is not a JSON object") from None
    if not isinstance(row, dict):
        raise Malformed("the line is not a JSON object")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise NoTextField("the row has no text")
    facts = {
        key: str(row[key]).strip() for key in _FACTS if isinstance(row.get(key), str | int) and str(row[key]).strip()
    }
    return Extracted(text=storable(text), facts=facts)
