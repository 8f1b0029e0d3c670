"""The formats an export can have, and writing one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from onrecord.analyse.acts import act_of
from onrecord.model.document import Document
from onrecord.model.statement import Statement
from onrecord.resolve import load_register
from onrecord.show.export.cells import safe_cell
from onrecord.show.export.record_json import document_json, statement_json
from onrecord.store import Record
from onrecord.store.read import documents

__all__ = ["FORMATS", "export"]

_COLUMNS = (
    "id", "path", "title", "outlet", "kind", "published", "voice", "mode", "speaker", "speaker_kind", "role", "speaks_for", "cue", "cue_class",
    "content", "start", "end", "said", "said_precision", "said_method", "issue", "stance", "issue_confidence", "statement_confidence",
    "speaker_confidence", "chain", "targets", "status",
)  # fmt: skip


def export(record: Record, form: str, out: TextIO, actors: Iterable[Path] = ()) -> int:
    """Write the record to an open text file; how many lines were written, headings apart.

    Args:
        actors: files of the user's own actors, whose countries events name.
    """
    if form == "plover":
        return _plover(record, out, actors)
    return FORMATS[form](record, out)


def _jsonl(record: Record, out: TextIO) -> int:
    count = 0
    for document in documents(record):
        for statement in document.statements:
            out.write(json.dumps(statement_json(statement, document), ensure_ascii=False) + "\n")
            count += 1
    return count


def _documents(record: Record, out: TextIO) -> int:
    count = 0
    for document in documents(record, with_statements=False):
        out.write(json.dumps(document_json(document), ensure_ascii=False) + "\n")
        count += 1
    return count


def _csv(record: Record, out: TextIO) -> int:
    """A row a statement and issue. Opens in a spreadsheet: byte order mark, and no cell can be a formula."""
    out.write("\ufeff")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    count = 0
    for document in documents(record):
        for statement in document.statements:
            for row in _rows(statement, document):
                table.writerow([safe_cell(cell) for cell in row])
                count += 1
    return count


def _rows(s: Statement, document: Document) -> Iterator[list[str]]:
    said = s.said
    for code in s.issues or (None,):
        yield [
            s.id, document.path, document.title.value if document.title else "", document.outlet.value if document.outlet else "", document.kind,
            document.published.date or "", s.voice, s.mode, s.speaker.name if s.speaker else "", s.speaker.kind if s.speaker else "",
            s.role.title if s.role else "", s.speaks_for.name if s.speaks_for else "", s.cue.quote.text if s.cue else "", s.cue.cue_class if s.cue else "",
            s.text, str(s.start), str(s.content[-1].end), said.date or "" if said else "", said.precision if said else "", said.method if said else "",
            code.issue if code else "", code.stance if code else "", str(code.confidence) if code else "", str(s.confidence.statement),
            "" if s.confidence.speaker is None else str(s.confidence.speaker),
            " <- ".join(link.actor.name if link.actor else link.source.text if link.source else "?" for link in s.chain),
            "; ".join(target.actor.name for target in s.targets), s.status,
        ]  # fmt: skip


def _plover(record: Record, out: TextIO, actors: Iterable[Path] = ()) -> int:
    """A JSON object a statement, in PLOVER's verbal classes, with appeals, denials and plain statements kept."""
    register = load_register(actors)
    count = 0
    for document in documents(record):
        for statement in document.statements:
            act = act_of(statement, document, register)
            row = {"document": document.exported_id, "path": document.path, "statement": statement.id, "text": statement.text, "event": act.event,
                   "actor": [asdict(party) for party in act.actors], "recipient": [asdict(party) for party in act.recipients]}  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


FORMATS: dict[str, Callable[[Record, TextIO], int]] = {
    "jsonl": _jsonl, "documents": _documents, "csv": _csv, "plover": _plover,
}  # fmt: skip
