"""Statements as a table, a row for every statement and issue: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from onrecord.errors import BadImport, Missing
from onrecord.exchange.shelf import Gathering, Shelf
from onrecord.model.brought import Brought
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["COLUMNS", "NUMBERS", "read_csv", "read_parquet", "rows_of", "safe_cell", "write_csv", "write_parquet"]

COLUMNS = (
    "id", "path", "title", "outlet", "kind", "published", "voice", "mode", "speaker", "speaker_kind", "role", "speaks_for", "cue", "cue_class",
    "content", "start", "end", "said", "said_precision", "said_method", "issue", "stance", "issue_confidence", "statement_confidence",
    "speaker_confidence", "chain", "targets", "status", "document", "sha256", "author", "url", "places", "cue_place", "source", "source_place",
    "speaker_id", "speaks_for_id", "speaks_for_kind", "role_for", "role_from", "role_to", "performed", "act", "issue_kind", "about", "about_id", "counted", "suggested_stance", "speakers", "speakers_for",
)  # fmt: skip
NUMBERS = {
    "start": "int",
    "end": "int",
    "issue_confidence": "float",
    "statement_confidence": "float",
    "speaker_confidence": "float",
}
"""Columns that are numbers in Parquet and data frames; all others are words."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 20_000


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the exact words are in the JSON lines."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _place(quote: Any) -> str:
    return f"{quote.start}-{quote.end}" if quote else ""


def rows_of(s: Statement, d: Document) -> Iterator[dict[str, Any]]:
    """A row for every issue of a statement, one without an issue where it has none; None where there is no value.

    The side of a suggestion has a column of its own: who counts sides counts none that is unsure.
    """
    said, role, principal = s.said, s.role, s.speaks_for
    for code in s.issues or (None,):
        yield {
            "id": s.id, "path": d.path, "title": d.title.value if d.title else None, "outlet": d.outlet.value if d.outlet else None, "kind": d.kind,
            "published": d.published.date, "voice": s.voice, "mode": s.mode, "speaker": s.speaker.name if s.speaker else None,
            "speaker_kind": s.speaker.kind if s.speaker else None, "role": role.title if role else None,
            "speaks_for": principal.name if principal else None, "cue": s.cue.quote.text if s.cue else None,
            "cue_class": s.cue.cue_class if s.cue else None, "content": s.text, "start": s.start, "end": s.content[-1].end,
            "said": said.date if said else None, "said_precision": said.precision if said else None, "said_method": said.method if said else None,
            "issue": code.issue if code else None, "stance": code.stance if code and code.counted else None, "issue_confidence": code.confidence if code else None,
            "statement_confidence": s.confidence.statement, "speaker_confidence": s.confidence.speaker,
            "chain": " <- ".join(link.actor.name if link.actor else link.source.text if link.source else "?" for link in s.chain) or None,
            "targets": "; ".join(target.actor.name for target in s.targets) or None, "status": s.status, "document": d.exported_id, "sha256": d.sha256,
            "author": d.author.value if d.author else None, "url": d.url.value if d.url else None,
            "places": ";".join(_place(piece) for piece in s.content), "cue_place": _place(s.cue.quote) if s.cue else None,
            "source": s.source.text if s.source else None, "source_place": _place(s.source) or None,
            "speaker_id": s.speaker.id if s.speaker else None, "speaks_for_id": principal.id if principal else None,
            "speaks_for_kind": principal.kind if principal else None, "role_for": role.principal.name if role else None,
            "role_from": role.since if role else None, "role_to": role.until if role else None, "performed": "yes" if s.performed else "no",
            "act": s.act, "issue_kind": code.kind if code else None, "about": code.about.name if code and code.about else None,
            "about_id": code.about.id if code and code.about else None, "counted": ("yes" if code.counted else "no") if code else None,
            "suggested_stance": code.stance if code and not code.counted else None,
            "speakers": "; ".join(p.speaker.name for p in s.speakers) or None,
            "speakers_for": "; ".join(p.speaks_for.name if p.speaks_for else "-" for p in s.speakers) or None,
        }  # fmt: skip


def write_csv(documents: Iterable[Document], out: TextIO) -> int:
    """A row a statement and issue. Opens in a spreadsheet: byte order mark, and no cell can be a formula."""
    out.write("\ufeff")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    count = 0
    for row in _rows(documents):
        table.writerow(["" if value is None else safe_cell(str(value)) for value in row.values()])
        count += 1
    return count


def _rows(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    return (row for document in documents for statement in document.statements for row in rows_of(statement, document))


def write_parquet(documents: Iterable[Document], out: BinaryIO) -> int:
    """The same table as Parquet, words as they are, a few thousand rows in memory at a time.

    Raises: OR-M02 Missing without pyarrow.
    """
    arrow, parquet = _arrow()
    kinds = {"int": arrow.int64(), "float": arrow.float64()}
    schema = arrow.schema([(name, kinds.get(NUMBERS.get(name, ""), arrow.string())) for name in COLUMNS])
    count, waiting = 0, []
    with parquet.ParquetWriter(out, schema) as writer:
        for row in _rows(documents):
            waiting.append(row)
            count += 1
            if len(waiting) == _BATCH:
                writer.write_table(arrow.Table.from_pylist(waiting, schema))
                waiting = []
        writer.write_table(arrow.Table.from_pylist(waiting, schema))
    return count


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise Missing("Parquet needs pyarrow", "pip install 'onrecord[frames]'") from None
    return pyarrow, pyarrow.parquet


def read_csv(path: Path, shelf: Shelf) -> Brought:
    """A table that `write_csv` wrote; its documents must be in the record.

    Raises: OR-M01 BadImport.
    """
    csv.field_size_limit(50_000_000)
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise BadImport(f"{path.name} cannot be read as CSV") from None
    plain = [{str(k): (v[1:] if isinstance(v, str) and v.startswith("'") and v[1:2] in _FORMULA else v) for k, v in row.items()} for row in rows]  # fmt: skip
    return _read("csv", path, plain, shelf)


def read_parquet(path: Path, shelf: Shelf) -> Brought:
    """A table that `write_parquet` wrote; its documents must be in the record.

    Raises: OR-M01 BadImport, OR-M02 Missing.
    """
    arrow, parquet = _arrow()
    try:
        rows = parquet.read_table(path).to_pylist()
    except (arrow.ArrowException, OSError):
        raise BadImport(f"{path.name} cannot be read as Parquet") from None
    return _read("parquet", path, rows, shelf)


def _read(form: str, path: Path, rows: list[dict[str, Any]], shelf: Shelf) -> Brought:
    if rows and not {"id", "places"} <= set(rows[0]):
        raise BadImport(
            f"{path.name} has no columns id and places", "a table of documents is read with `onrecord read`"
        )
    gathering = Gathering(form, shelf)
    by_statement: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = {}
    for number, row in enumerate(rows, 2):
        by_statement.setdefault((str(row.get("document")), str(row.get("id"))), []).append((number, row))
    for group in by_statement.values():
        number, row = group[0]
        document = shelf.find(row.get("sha256"), row.get("document"), row.get("path"), row.get("url"))
        if document is None:
            gathering.lost(
                f"row {number}", "a statement of a document that is not in the record: read the documents first"
            )
            continue
        made = None
        with gathering.reading(f"row {number}"):
            made = gathering.statement(_raw(row, [one for _, one in group]), gathering.known(document), f"row {number}")
        links = [name for name in ("chain", "targets") if made and row.get(name)]
        if made and links:
            kept = {name: row[name] for name in links}
            gathering.carry(
                kept, document, made, where=f"row {number}", what=f"{' and '.join(links)}: names without places"
            )
    return gathering.done()


def _raw(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    def actor(name: str, key: str, kind: str) -> dict[str, Any] | None:
        return {"name": row[name], "id": row.get(key) or None, "kind": row.get(kind)} if row.get(name) else None

    speaker, principal = (
        actor("speaker", "speaker_id", "speaker_kind"),
        actor("speaks_for", "speaks_for_id", "speaks_for_kind"),
    )
    cue = _span(row.get("cue_place"), row.get("cue"))
    role_for = {"name": row.get("role_for")} if row.get("role_for") else None
    if role_for and principal and role_for["name"] == principal["name"]:
        role_for = principal
    return {
        **{key: row[key] or None for key in ("id", "voice", "mode", "status") if key in row},
        "performed": row.get("performed") != "no",
        "content": [_span(place, None) for place in str(row["places"] or "").split(";")],
        "cue": {**cue, "class": row.get("cue_class")} if cue else None, "source": _span(row.get("source_place"), row.get("source")),
        "speaker": speaker, "speaks_for": principal,
        "role": {"title": row["role"], "for": role_for, "from": row.get("role_from") or None, "to": row.get("role_to") or None} if row.get("role") and role_for else None,
        "said": {"date": row["said"], "precision": row.get("said_precision"), "method": row.get("said_method")} if row.get("said") else None,
        "issues": [_issue(one) for one in rows if one.get("issue")], "act": row.get("act") or None,
        "confidence": {"statement": row.get("statement_confidence"), "speaker": row.get("speaker_confidence") or None},
    }  # fmt: skip


def _issue(row: dict[str, Any]) -> dict[str, Any]:
    about = {"name": row["about"], "id": row.get("about_id") or None} if row.get("about") else None
    counts = {"counted": row["counted"] == "yes"} if row.get("counted") else {}
    stance = row.get("stance") or row.get("suggested_stance")
    return {"issue": row["issue"], "stance": stance, "confidence": row.get("issue_confidence"), "kind": row.get("issue_kind"), "about": about, **counts}  # fmt: skip


def _span(place: Any, words: Any) -> dict[str, Any] | None:
    start, _, end = str(place or "").partition("-")
    if not (start.isdigit() and end.isdigit()):
        return None
    return {"start": int(start), "end": int(end), **({"text": words} if words else {})}
