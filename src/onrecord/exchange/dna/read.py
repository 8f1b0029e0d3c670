"""A project becomes documents with statements; what a record has no field for is carried along, row by row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import EmptyInput, OnRecordError
from onrecord.exchange.coding_of import issue_id, own_codebook
from onrecord.exchange.dna.project import Project, Row, open_project
from onrecord.exchange.dna.schema import COLUMNS, DATA_TABLES
from onrecord.exchange.utf16 import Utf16
from onrecord.model.actor import Actor
from onrecord.model.brought import Brought, Carried, Remark
from onrecord.model.document import Document, Fact, Published, Segment, Source
from onrecord.model.ids import actor_id, sha256_bytes, statement_id
from onrecord.model.intake import Intake, Quarantined
from onrecord.model.statement import Confidence, IssueCode, Mode, Said, Stance, Statement

__all__ = ["FORMAT", "ROLES", "read_dna"]

FORMAT = "dna"
ROLES: dict[str, str] = {"speaker": "person", "speaks_for": "organization", "issue": "concept", "stance": "agreement"}
"""Which variable of a statement type fills which field of a statement."""

_OPENING = "\"'“‘«„"
_STANCES = get_args(Stance)
_BY_HAND = "coded by hand in the project"


def read_dna(path: Path, roles: Mapping[str, str] | None = None) -> Brought:
    """A project as documents with statements.

    Args:
        roles: other variables for the fields of `ROLES`.

    Raises: OR-I09 Malformed for a file that is no project.
    """
    project = open_project(path)
    return _Reading(project, path.name, {**ROLES, **(roles or {})}).brought()


@dataclass(slots=True)
class _Values:
    """The values of one statement: by variable name as (kind, value), and the rows they came from."""

    by_name: dict[str, tuple[str, Any]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def word(self, name: str) -> str:
        kind, value = self.by_name.get(name, ("text", ""))
        return value.strip() if kind == "text" and isinstance(value, str) else ""


class _Reading:
    """One project being read."""

    def __init__(self, project: Project, name: str, roles: dict[str, str]) -> None:
        self.project, self.name, self.roles = project, name, roles
        # The same for a project that has grown: what it was made with, and the salt of its first coder's password.
        made_with = (project.tables["SETTINGS"], [row["Password"] for row in project.rows("CODERS")[:1]])
        self.key = sha256_bytes(repr(made_with).encode("utf-8", "replace"))[:16]
        self.types = {row["ID"]: row["Label"] for row in project.rows("STATEMENTTYPES")}
        self.coders = {row["ID"]: row["Name"] for row in project.rows("CODERS")}
        self.variables = {row["ID"]: row for row in project.rows("VARIABLES")}
        self.entities = {row["ID"]: row["Value"] for row in project.rows("ENTITIES")}
        self.values = self._values()
        self.made = Brought()
        self.left: dict[str, list[Row]] = {name: [] for name in COLUMNS}

    def brought(self) -> Brought:
        self.made.remarks.extend(Remark(where, why, kept=False) for where, why in self.project.faults)
        coded = self._coded_types()
        by_document: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in self.project.rows("STATEMENTS"):
            if row["StatementTypeId"] in coded:
                by_document[row["DocumentId"]].append(row)
            else:
                self._leave(
                    row,
                    f"a statement of type “{self.types.get(row['StatementTypeId'], '?')}”, which has no actor and issue",
                )
        for row in self.project.rows("DOCUMENTS"):
            self._document(row, by_document.pop(row["ID"], []))
        for rows in by_document.values():
            for row in rows:
                self._leave(row, "a statement of a document that the project does not have")
        self._keep_the_rest()
        issues = {key for key, row in self.variables.items() if row["Variable"] == self.roles["issue"]}
        labels = [
            row["Value"]
            for row in self.project.rows("ENTITIES")
            if row["VariableId"] in issues and row["Value"].strip()
        ]
        self.made.codebook = own_codebook(self.name, labels)
        return self.made

    def _values(self) -> dict[int, _Values]:
        made: dict[int, _Values] = defaultdict(_Values)
        for kind, table in DATA_TABLES.items():
            for row in self.project.tables[table]:
                _, statement, variable, value = row
                made[statement].rows[table].append(row)
                about = self.variables.get(variable)
                if about is None:
                    continue
                said = self.entities.get(value, "") if kind == "short text" else value
                made[statement].by_name[about["Variable"]] = ("text" if kind.endswith("text") else kind, said)
        return made

    def _coded_types(self) -> set[int]:
        """The statement types that have an issue and somebody who speaks."""
        of: dict[int, set[str]] = defaultdict(set)
        for row in self.variables.values():
            of[row["StatementTypeId"]].add(row["Variable"])
        who = {self.roles["speaker"], self.roles["speaks_for"]}
        return {key for key, names in of.items() if self.roles["issue"] in names and names & who}

    def _leave(self, row: dict[str, Any], why: str) -> None:
        self.made.remarks.append(Remark(f"statement {row['ID']}", why, kept=True))
        self.left["STATEMENTS"].append(tuple(row[column] for column in COLUMNS["STATEMENTS"]))
        for table, rows in self.values[row["ID"]].rows.items():
            self.left[table].extend(rows)

    def _document(self, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        where = f"{self.name}#{row['ID']}"
        content = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        source = Source(where, content, sha256_bytes(content))
        try:
            document = self._make(row, source)
        except OnRecordError as error:
            self.made.intakes.append(Intake(where, source, Quarantined.because(error, where, source.sha256, "ingest")))
            self.left["DOCUMENTS"].append(tuple(row[column] for column in COLUMNS["DOCUMENTS"]))
            for one in rows:
                self._leave(one, f"a statement of document {row['ID']}, which was set aside")
            return
        offsets = Utf16(document.text)
        statements = [s for one in rows if (s := self._statement(one, document, offsets))]
        statements.sort(key=lambda s: (s.start, -s.content[-1].end, s.id))
        self.made.carried.append(Carried(FORMAT, {"project": self.key, "row": {k: v for k, v in row.items() if k != "Text"}}, document.id))  # fmt: skip
        self.made.intakes.append(Intake(where, source, replace(document, statements=tuple(statements))))

    def _make(self, row: dict[str, Any], source: Source) -> Document:
        text = row["Text"]
        if not isinstance(text, str) or not text.strip():
            raise EmptyInput("the document has no text")
        facts = {name: Fact(value, None, "row") for name, key in (("title", "Title"), ("outlet", "Source"), ("author", "Author")) if (value := str(row[key] or "").strip())}  # fmt: skip
        try:
            day = datetime.fromtimestamp(row["Date"], tz=UTC).date().isoformat()
            published = Published(day, "day", method="metadata")
        except (TypeError, ValueError, OverflowError, OSError):
            published = Published()
            self.made.remarks.append(Remark(f"document {row['ID']}", "its date is none", kept=True))
        return Document(
            path=source.path, sha256=source.sha256, text=text, media_type="application/json",
            segments=(Segment(0, len(text), "body", "reporter"),), published=published,
            own_id=Fact(str(row["ID"]), None, "row"), title=facts.get("title"), outlet=facts.get("outlet"), author=facts.get("author"),
        )  # fmt: skip

    def _statement(self, row: dict[str, Any], document: Document, offsets: Utf16) -> Statement | None:
        start, stop = row["Start"], row["Stop"]
        if not (isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= offsets.length):
            self._leave(row, f"its place {start}-{stop} is not in the text of {offsets.length} characters")
            return None
        quote = document.quote(offsets.point(start), max(offsets.point(stop), offsets.point(start) + 1))
        if (offsets.units(quote.start), offsets.units(quote.end)) != (start, stop):
            self._leave(row, "its place cuts a character of two units in half")
            return None
        values = self.values[row["ID"]]
        speaker, organisation = self._who(values)
        coder = self.coders.get(row["Coder"], "?")
        made_by = dict.fromkeys(("statement", "speaker", "issues"), f"dna-import, {_BY_HAND}")
        key = statement_id(document.text_sha256, [("content", quote.start, quote.end), ("row", row["ID"], row["ID"])], f"dna {self.key}")  # fmt: skip
        author = document.author.value if document.author else None
        signed = bool(speaker and author == speaker.name)
        mode: Mode = "authored" if signed else "direct" if quote.text.lstrip()[:1] in _OPENING else "ascribed"
        issues, stance = self._issue(values)
        self.made.carried.append(Carried(FORMAT, {
            "project": self.key,
            "row": row,
            "data": {table: [list(one) for one in rows] for table, rows in values.rows.items()},
            "type": self.types[row["StatementTypeId"]],
            "variables": {name: list(value) for name, value in values.by_name.items()},
        }, document.id, key))  # fmt: skip
        return Statement(
            id=key, voice="author" if signed else "reporter", mode=mode, content=(quote,),
            speaker=speaker or organisation, speaks_for=organisation, issues=issues,
            said=Said(document.published.date, "day", "publication") if document.published.date else None,
            confidence=Confidence(1.0, 1.0 if speaker or organisation else None, 1.0 if issues else None, stance),
            status="accepted", made_by=made_by,
            why={"statement": f"marked by {coder} in {self.name}", "mode": "concluded from the text: a project does not say how something was said"},
        )  # fmt: skip

    def _who(self, values: _Values) -> tuple[Actor | None, Actor | None]:
        person, organisation = values.word(self.roles["speaker"]), values.word(self.roles["speaks_for"])
        return (
            Actor(actor_id("person", person), person, "person") if person else None,
            Actor(actor_id("organisation", organisation), organisation, "organisation") if organisation else None,
        )

    def _issue(self, values: _Values) -> tuple[tuple[IssueCode, ...], float | None]:
        label = values.word(self.roles["issue"])
        if not label:
            return (), None
        kind, value = values.by_name.get(self.roles["stance"], ("text", None))
        told = values.word("stance")
        stance: Stance = told if told in _STANCES else "mention"  # type: ignore[assignment]  # narrowed by the test
        if kind == "boolean" or (kind == "integer" and value):
            stance = "support" if value > 0 else "oppose"
        return (IssueCode(issue_id(label), stance, 1.0, stance_confidence=1.0),), 1.0

    def _keep_the_rest(self) -> None:
        """Tables that no document and no statement holds, and rows that were left, for the file as a whole."""
        held = {"DOCUMENTS", "STATEMENTS", *DATA_TABLES.values()}
        known = {row[0] for row in self.project.tables["STATEMENTS"]}
        for table in DATA_TABLES.values():
            for row in self.project.tables[table]:
                if row[1] not in known:
                    self.left[table].append(row)
                    self.made.remarks.append(
                        Remark(f"{table} {row[0]}", "a value of a statement that the project does not have", kept=True)
                    )
        tables = {name: [list(row) for row in (self.left[name] if name in held else rows)] for name, rows in self.project.tables.items()}  # fmt: skip
        self.made.carried.append(Carried(FORMAT, {"project": self.key, "name": self.name, "tables": tables}))
        for table, what in (("CODERS", "coder"), ("REGEXES", "search expression"), ("ATTRIBUTEVALUES", "attribute value"), ("VARIABLELINKS", "link of variables")):  # fmt: skip
            if count := len(self.project.tables[table]):
                self.made.remarks.append(
                    Remark(table, f"{count} {what}{'' if count == 1 else 's'}: a record has no field for it", kept=True)
                )
