"""What can be imported, and how: files that are coded already, and exports of archives that are read like any text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from onrecord.errors import BadImport, OnRecordError
from onrecord.exchange.brat import read_brat
from onrecord.exchange.dna import read_dna
from onrecord.exchange.ftm import read_ftm
from onrecord.exchange.json_lines import read_jsonl
from onrecord.exchange.qdpx import read_qdpx
from onrecord.exchange.references import read_references, references_in, row_of
from onrecord.exchange.schema_org import read_schema_org
from onrecord.exchange.shelf import Shelf
from onrecord.exchange.table import read_csv, read_parquet
from onrecord.exchange.web_annotation import read_web_annotations
from onrecord.exchange.xmi import read_xmi
from onrecord.ingest import Reader
from onrecord.ingest.metadata import published_from_metadata
from onrecord.ingest.press import PRESS, folder
from onrecord.model.brought import Brought, Remark
from onrecord.model.document import Document, Fact
from onrecord.model.intake import Intake
from onrecord.run.bring import Arrival, bring_into
from onrecord.run.local import pass_into
from onrecord.run.settings import RunSettings
from onrecord.store import Record
from onrecord.store.read import documents

__all__ = ["CODED", "PRESS", "REFERENCES", "import_into", "read_coded"]


def _dna(path: Path, _: Shelf) -> Brought:
    return read_dna(path)


CODED: dict[str, Callable[[Path, Shelf], Brought]] = {
    "dna": _dna, "jsonl": read_jsonl, "csv": read_csv, "parquet": read_parquet, "web-annotation": read_web_annotations,
    "schema-org": read_schema_org, "qdpx": read_qdpx, "brat": read_brat, "xmi": read_xmi, "ftm": read_ftm,
}  # fmt: skip
"""Formats whose statements are coded already."""

_NETWORKS = frozenset({"graphml", "gexf", "pajek", "dl", "edges", "matrix"})
REFERENCES = {"zotero": "csl-json", "csl-json": "csl-json", "bibtex": "bibtex", "ris": "ris"}
"""Reference managers: files that are attached are read; entries of documents of the record are kept with them."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a reference or a file name says of a document; what the document says itself wins."""

    facts: dict[str, str]
    origin: str

    def given_to(self, intake: Intake) -> Intake:
        d = intake.outcome
        if not isinstance(d, Document):
            return intake
        facts = {k: Fact(v, None, self.origin) for k, v in self.facts.items() if k != "published"}
        published = d.published if d.published.date else published_from_metadata(self.facts.get("published"))
        return replace(intake, outcome=replace(
            d, title=d.title or facts.get("title"), outlet=d.outlet or facts.get("outlet"), author=d.author or facts.get("author"),
            url=d.url or facts.get("url"), own_id=d.own_id or facts.get("id"), published=published,
        ))  # fmt: skip


def read_coded(path: Path, form: str, shelf: Shelf) -> Brought:
    """What a file of one of the formats of `CODED` holds.

    Raises: OR-M01 BadImport where it is damaged in a way that its reader does not know; OR-I09 Malformed.
    """
    try:
        made = CODED[form](path, shelf)
    except OnRecordError:
        raise
    except Exception as error:
        raise BadImport(f"{path.name} is no {form} that can be read ({type(error).__name__})") from error
    if not (made.intakes or made.added or made.carried or made.remarks or made.codebook):
        raise BadImport(f"{path.name} holds nothing that is {form}")
    return made


def import_into(
    record: Record, path: Path, form: str, settings: RunSettings, tell: Callable[[Intake | str], None] = lambda _: None,
    *, pattern: str | None = None, begin: Callable[[str], None] = lambda _: None,
) -> Arrival:  # fmt: skip
    """Bring a file or folder of another tool into the record.

    Args:
        form: a name of `CODED`, `PRESS` or `REFERENCES`, or `folder`.
        settings: how texts that are not coded yet are read.
        pattern: of `folder` what file names are made of, as in `{date}_{outlet}_{title}`.

    Raises: OR-M01 BadImport, and what reading raises.
    """
    if not path.exists():
        raise BadImport(f"there is no {path.name}")
    if form in CODED:
        brought = read_coded(path, form, Shelf(documents(record, with_statements=False)))
        return bring_into(record, brought, tell, settings.codebook)
    remarks: list[Remark] = []
    if form in PRESS:
        found: Callable[[Reader], Iterator[Intake]] = partial(_rows, path=path, form=form, remarks=remarks)
    elif form in REFERENCES:
        return _references(record, path, REFERENCES[form], settings, tell, begin)
    elif form == "folder":
        if not pattern:
            raise BadImport("a folder is read by a pattern", "as in --pattern '{date}_{outlet}_{title}'")
        found = partial(_folder, path=path, pattern=pattern, remarks=remarks)
    else:
        if form in _NETWORKS:
            raise BadImport(
                "a network holds no statements, and nothing could be said of where they stand",
                "import the project or the texts it was made from",
            )
        known = ", ".join(sorted({*CODED, *PRESS, *REFERENCES, "folder", "qdc"}))
        raise BadImport(f"“{form[:30]}” is no format that can be imported", f"choose one of {known}")
    return _passed(record, found, settings, tell, begin, remarks)


def _passed(record: Record, found: Callable[[Reader], Iterator[Intake]], settings: RunSettings, tell: Callable[[Intake | str], None],
            begin: Callable[[str], None], remarks: list[Remark]) -> Arrival:  # fmt: skip
    statements = 0

    def count(what: Intake | str) -> None:
        nonlocal statements
        statements += (
            len(what.outcome.statements) if not isinstance(what, str) and isinstance(what.outcome, Document) else 0
        )
        tell(what)

    tally = pass_into(record, found, settings, count, begin)
    return Arrival(tally, statements, tuple(remarks))


def _rows(reader: Reader, *, path: Path, form: str, remarks: list[Remark]) -> Iterator[Intake]:
    rows = reader.press(form, path)
    if not any(row.text for row in rows):
        raise BadImport(f"{path.name} holds no article that is {form}", "name another format with --format")
    for row in rows:
        remarks.extend(Remark(f"{path.name}{row.where}", what, kept=False) for what in row.remarks)
        if row.text or row.where != "#rest":  # what is left over at the end of an export is told, and is no document
            yield reader.row(f"{path.name}{row.where}", row.as_json())


def _folder(reader: Reader, *, path: Path, pattern: str, remarks: list[Remark]) -> Iterator[Intake]:
    for file, facts in folder(path, pattern):
        if facts is None:
            remarks.append(Remark(file.name, "its name does not fit the pattern: read without", kept=False))
        for intake in reader.read([file]):
            named = replace(intake, path=file.relative_to(path).as_posix())
            yield _Facts(facts or {}, "file name").given_to(named)


def _references(record: Record, path: Path, form: str, settings: RunSettings, tell: Callable[[Intake | str], None],
                begin: Callable[[str], None]) -> Arrival:  # fmt: skip
    """Attached files are read first, so that their entries find them in the record."""
    remarks: list[Remark] = []

    def attached(reader: Reader) -> Iterator[Intake]:
        for one in references_in(path, form):
            for name in one.files:
                file = _beside(path, name)
                if file is None:
                    remarks.append(
                        Remark(one.where, f"its file {Path(name).name[:60]} is not beside the list", kept=False)
                    )
                    continue
                for intake in reader.read([file]):
                    yield _Facts(row_of(one.csl) | {"id": str(one.csl.get("id", ""))}, "reference").given_to(intake)

    arrival = _passed(record, attached, settings, tell, begin, remarks)
    entries = bring_into(record, read_references(path, Shelf(documents(record, with_statements=False)), form))
    return Arrival(arrival.tally, arrival.statements, (*arrival.remarks, *entries.remarks))


def _beside(path: Path, name: str) -> Path | None:
    """An attached file below the folder of the list; a name that leads out of it, or is none, is not followed."""
    try:
        home = path.resolve().parent
        given = Path(name.removeprefix("file://"))
        if not (given.is_absolute() and given.resolve().is_relative_to(home)):
            given = home / name.removeprefix("file://").lstrip("/")
        file = given.resolve()
        return file if file.is_relative_to(home) and file.is_file() else None
    except (OSError, ValueError):
        return None
