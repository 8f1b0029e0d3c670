"""The exported record read back: lines that are documents and lines that are statements, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import BadImport
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.brought import Brought
from onrecord.model.document import Document

__all__ = ["json_objects", "read_jsonl"]

FORMAT = "jsonl"


def json_objects(path: Path, gathering: Gathering) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, object) of every line; a line that is none is told.

    Raises: OR-M01 BadImport where the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise BadImport(f"{path.name} cannot be read as UTF-8") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            yield f"line {number}", raw
        else:
            gathering.lost(f"line {number}", "no JSON object")


def read_jsonl(path: Path, shelf: Shelf) -> Brought:
    """Documents and statements as `onrecord export` writes them with `documents` and `jsonl`, in any order.

    A statement belongs to the document that it names by id or hash: one of the file, or of the record.
    """
    gathering = Gathering(FORMAT, shelf)
    documents: dict[str, Document] = {}
    statements: list[tuple[str, dict[str, Any]]] = []
    for where, raw in json_objects(path, gathering):
        if "text" in raw and "content" not in raw:
            made = gathering.document(raw, f"{path.name}#{where.removeprefix('line ')}")
            if made:
                documents |= dict.fromkeys((str(raw.get("id")), str(raw.get("sha256"))), made)
        elif "content" in raw:
            statements.append((where, raw))
        else:
            gathering.lost(where, "neither a document nor a statement")
    for where, raw in statements:
        named = raw.get("document")
        named = named if isinstance(named, dict) else {"id": named}
        names = [str(named[key]) for key in ("id", "sha256", "path") if named.get(key)]
        document = next((documents[name] for name in names if name in documents), None) or shelf.find(*names)
        if document is None:
            gathering.lost(where, "a statement of a document that is neither in the file nor in the record")
        else:
            gathering.statement(raw, gathering.known(document) if shelf.find(document.id) else document, where)
    return gathering.done()
