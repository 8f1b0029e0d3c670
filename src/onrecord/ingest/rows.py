"""Rows of JSON lines and CSV files: one document each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import Malformed, NoTextField, OnRecordError
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted

__all__ = ["csv_rows", "json_lines", "parse_row"]

_TOO_MANY = "cells beyond the heading"
_FACTS = ("id", "title", "outlet", "author", "published", "url")


def json_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of every line that is not blank, one at a time; the bytes are the document's source."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line.strip()


def csv_rows(path: Path) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of every row, as the JSON object the row stands for.

    A row with more or fewer cells than the heading comes out with the fault in it, and is refused by `parse_row`.

    Raises: OR-I09 Malformed where the table as a whole cannot be read, and what `decode` raises.
    """
    csv.field_size_limit(50_000_000)
    try:
        rows = csv.DictReader(io.StringIO(decode(path.read_bytes()).text, newline=""), strict=True, restkey=_TOO_MANY)
        for number, row in enumerate(rows, 1):
            clean = {str(key).strip().lstrip("\ufeff"): value for key, value in row.items()}
            yield number, json.dumps(clean, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    except csv.Error:
        raise Malformed("the table cannot be read as CSV; a quotation mark may be missing") from None


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
    if _TOO_MANY in row:
        raise Malformed("the row has more cells than the heading", "put cells that hold commas in quotation marks")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise NoTextField("the row has no text")
    facts = {
        key: str(row[key]).strip() for key in _FACTS if isinstance(row.get(key), str | int) and str(row[key]).strip()
    }
    return Extracted(text=storable(text), facts=facts)
