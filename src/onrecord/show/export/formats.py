"""The formats an export can have, and writing one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from onrecord.analyse.acts import act_of
from onrecord.errors import BadImport, Unavailable
from onrecord.exchange.record_json import document_json, statement_json
from onrecord.exchange.table import write_csv, write_parquet
from onrecord.exchange.whole import whole_bytes, whole_text
from onrecord.model.brought import Carried, Remark
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.resolve import load_register
from onrecord.store import Record, read
from onrecord.store.carrying import carried

__all__ = ["FORMATS", "Exported", "Format", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many of what, and what the format has no place for."""

    count: int
    of: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Holding:
    """A record as writers see it."""

    record: Record
    actors: tuple[Path, ...]
    unsaid: Counter[str] = field(default_factory=Counter)

    def documents(self, *, with_statements: bool = True) -> Iterator[Document]:
        return read.documents(self.record, with_statements=with_statements)

    def said(self) -> Iterator[Document]:
        """The documents without what they say was not said, which is counted."""
        for document in self.documents():
            said = tuple(s for s in document.statements if s.performed)
            self.unsaid["statements"] += len(document.statements) - len(said)
            yield replace(document, statements=said)

    def left_out(self) -> tuple[Remark, ...]:
        """What is told of them."""
        count = self.unsaid["statements"]
        told = f"{count} passages that tell what was not said stay out: the format has no place for them"
        return (Remark("record", told, kept=False),) if count else ()

    def carried(self) -> Iterator[Carried]:
        return carried(self.record)

    @property
    def codebook(self) -> Codebook | None:
        return read.codebook(self.record)


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        kind: what it is written to: text and bytes go to a file or standard output, others need a name of their own.
        about: what it is for, in a line.
    """

    kind: Literal["text", "bytes", "path"]
    write: Callable[[_Holding, Any], Exported]
    about: str


def export(record: Record, form: str, out: TextIO | BinaryIO | Path, actors: Iterable[Path] = ()) -> Exported:
    """Write the record: to an open file of the format's kind, or to a path.

    Args:
        actors: files of the user's own actors, whose countries events name.

    Raises: OR-U01 Unavailable, OR-M02 Missing.
    """
    chosen, holding = FORMATS[form], _Holding(record, tuple(actors))
    if chosen.kind == "path" or not isinstance(out, Path):
        return chosen.write(holding, out)
    if chosen.kind == "bytes":
        with whole_bytes(out) as file:
            return chosen.write(holding, file)
    with whole_text(out) as words:
        return chosen.write(holding, words)


def _lines(rows: Iterable[dict[str, Any]], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _jsonl(h: _Holding, out: TextIO) -> Exported:
    return Exported(_lines((statement_json(s, d) for d in h.documents() for s in d.statements), out), "statements")


def _documents(h: _Holding, out: TextIO) -> Exported:
    return Exported(_lines((document_json(d) for d in h.documents(with_statements=False)), out), "documents")


def _csv(h: _Holding, out: TextIO) -> Exported:
    return Exported(write_csv(h.documents(), out), "rows")


def _parquet(h: _Holding, out: BinaryIO) -> Exported:
    return Exported(write_parquet(h.documents(), out), "rows")


def _plover(h: _Holding, out: TextIO) -> Exported:
    """A JSON object a statement, in PLOVER's verbal classes, with appeals, denials and plain statements kept."""
    register = load_register(h.actors)

    def rows() -> Iterator[dict[str, Any]]:
        for d in h.said():
            for s in d.statements:
                act = act_of(s, d, register)
                yield {"document": d.exported_id, "path": d.path, "statement": s.id, "text": s.text, "event": act.event,
                       "actor": [asdict(party) for party in act.actors], "recipient": [asdict(party) for party in act.recipients]}  # fmt: skip

    return Exported(_lines(rows(), out), "events", h.left_out())


def _dna(h: _Holding, out: Path) -> Exported:
    from onrecord.exchange.dna import save_project, write_dna

    if out.exists():
        raise Unavailable(f"{out.name} exists already", "give another name")
    project, remarks = write_dna(h.documents(), h.carried(), h.codebook)
    save_project(project, out)
    return Exported(len(project.tables["STATEMENTS"]), "statements", tuple(remarks))


def _web_annotation(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.web_annotation import web_annotations

    made = web_annotations(h.documents())
    json.dump(made, out, ensure_ascii=False, indent=1)
    return Exported(made["total"], "annotations")


def _schema_org(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.schema_org import schema_org

    made = schema_org(h.said())
    json.dump(made, out, ensure_ascii=False, indent=1)
    return Exported(len(made["@graph"]), "elements", h.left_out())


def _qdpx(h: _Holding, out: BinaryIO) -> Exported:
    from onrecord.exchange.qdpx import write_qdpx

    return Exported(write_qdpx(h.documents(), h.codebook, out), "statements")


def _qdc(h: _Holding, out: BinaryIO) -> Exported:
    from onrecord.coding.exchange import to_qdc

    book = h.codebook
    if book is None:
        raise BadImport("the record has no codebook yet", "read something into it first")
    out.write(to_qdc(book))
    return Exported(len(book.issues), "issues")


def _brat(h: _Holding, out: Path) -> Exported:
    from onrecord.exchange.brat import write_brat

    return Exported(write_brat(h.documents(), out), "statements")


def _xmi(h: _Holding, out: BinaryIO) -> Exported:
    from onrecord.exchange.xmi import write_xmi

    return Exported(write_xmi(h.documents(), out), "statements")


def _csl(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.references import to_csl

    made = to_csl(h.documents(with_statements=False), h.carried())
    json.dump(made, out, ensure_ascii=False, indent=1)
    return Exported(len(made), "references")


def _bibtex(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.references import to_bibtex

    made = list(h.documents(with_statements=False))
    out.write(to_bibtex(made, h.carried()))
    return Exported(len(made), "references")


def _ris(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.references import to_ris

    made = list(h.documents(with_statements=False))
    out.write(to_ris(made, h.carried()))
    return Exported(len(made), "references")


def _ftm(h: _Holding, out: TextIO) -> Exported:
    from onrecord.exchange.ftm import ftm_entities

    return Exported(_lines(ftm_entities(h.said()), out), "entities", h.left_out())


FORMATS: dict[str, Format] = {
    "jsonl": Format("text", _jsonl, "statements, a JSON object a line"),
    "documents": Format("text", _documents, "documents with their text and segments, a JSON object a line"),
    "csv": Format("text", _csv, "statements as a table that opens in a spreadsheet"),
    "parquet": Format("bytes", _parquet, "the same table for data frames"),
    "plover": Format("text", _plover, "events in PLOVER's verbal classes"),
    "dna": Format("path", _dna, "a project of Discourse Network Analyzer 3"),
    "web-annotation": Format("text", _web_annotation, "W3C Web Annotations, JSON-LD"),
    "schema-org": Format("text", _schema_org, "schema.org Quotation and Claim, JSON-LD"),
    "qdpx": Format("bytes", _qdpx, "a REFI-QDA project: NVivo, MAXQDA, ATLAS.ti, QualCoder"),
    "qdc": Format("bytes", _qdc, "the codebook for those tools"),
    "brat": Format("path", _brat, "a folder of brat standoff"),
    "xmi": Format("bytes", _xmi, "a zip of UIMA CAS: INCEpTION"),
    "csl-json": Format("text", _csl, "the documents for reference managers"),
    "bibtex": Format("text", _bibtex, "the documents for LaTeX"),
    "ris": Format("text", _ris, "the documents for reference managers"),
    "ftm": Format("text", _ftm, "FollowTheMoney entities: Aleph, OpenSanctions"),
}
