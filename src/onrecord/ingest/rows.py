"""Rows of JSON lines and of tables (commas, semicolons, tabs or bars between cells): one document each."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from onrecord.errors import Malformed, NoTextField, OnRecordError
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted
from onrecord.ingest.mojibake import decoded_once
from onrecord.language.yaml_files import shipped_yaml

__all__ = ["csv_rows", "json_lines", "parse_row"]

_TOO_MANY = "cells beyond the heading"
_MOST_NAMES = 12
_ENTITY = re.compile(r"&(?:quot|apos|amp|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
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
        text = decode(path.read_bytes()).text
        mark = _delimiter(text)
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey=_TOO_MANY, delimiter=mark)
        for number, row in enumerate(rows, 1):
            clean = {str(key).strip().lstrip("\ufeff"): value for key, value in row.items()}
            yield number, json.dumps(clean, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    except csv.Error:
        raise Malformed("the table cannot be read as CSV; a quotation mark may be missing") from None


def _delimiter(text: str) -> str:
    """What parts the cells: the mark that stands most often in the heading outside quotation marks, a comma where none does."""
    heading = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff").split("\n", 1)[0])
    return max(",;\t|", key=heading.count)


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    """Which fact a column gives, by its name in small letters."""
    return {name: fact for fact, names in shipped_yaml("lexicon/columns.yml").items() for name in names}


def _by_fact(row: dict[str, object]) -> dict[str, object]:
    """A row's cells by the facts they give; of two columns for one fact the program's own name, or else the first that holds anything."""
    found: dict[str, object] = {}
    for name in sorted(row, key=lambda name: str(name).strip().lower() not in (*_FACTS, "text")):
        fact = _fields().get(str(name).strip().lower().replace("-", "_"))
        if fact and row[name] not in (None, "") and fact not in found:
            found[fact] = row[name]
    return found


def _without_entities(text: str) -> tuple[str, list[str]]:
    """A text in which HTML's names of characters stand, with the characters; and the remark that says so."""
    if not _ENTITY.search(text):
        return text, []
    return html.unescape(text), ["names of characters (such as “&quot;”) read as the characters"]


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
    cells = _by_fact(row)
    text = cells.get("text")
    if not isinstance(text, str) or not text.strip():
        names = ", ".join(repr(str(name)) for name in list(row)[:_MOST_NAMES])
        raise NoTextField(f"no column or field holds the text; there are {names}" if names else "the row has no text")
    facts = {
        key: html.unescape(str(cells[key])).strip()
        for key in _FACTS
        if isinstance(cells.get(key), str | int) and str(cells[key]).strip()
    }
    text, entities = _without_entities(text)
    text, twice = decoded_once(text)
    return Extracted(text=storable(text), facts=facts, remarks=[*entities, *twice])
