"""A record becomes a project that opens in Discourse Network Analyzer; one that came as a project goes out as it came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product
from typing import Any

from onrecord.exchange.dna.password import keep_password
from onrecord.exchange.dna.project import Project
from onrecord.exchange.dna.read import FORMAT, ROLES
from onrecord.exchange.dna.schema import COLUMNS, DATA_TABLES, LONGEST, PERMISSIONS
from onrecord.exchange.utf16 import Utf16
from onrecord.model.brought import Carried, Remark
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.statement import IssueCode, Party, Statement

__all__ = ["CODER", "PASSWORD", "write_dna"]

CODER, PASSWORD = "Admin", "onrecord"  # told in the documents: the tool asks for one
_VERSION = "3.0.7"
_SIDES = {"support": 1, "oppose": 0}
_TYPE, _UNSIDED = "DNA Statement", "Statement without a side"
_EPOCH = "1970-01-01"
_ATTRIBUTES = ("Type", "Alias", "Notes")
_WORDS = {"person": "short text", "organization": "short text", "concept": "short text"}
_MORE = {
    "stance": "short text",
    "role": "short text",
    "mode": "short text",
    "said": "short text",
    "confidence": "integer",
}
_TYPES = {_TYPE: {**_WORDS, "agreement": "boolean", **_MORE}, _UNSIDED: {**_WORDS, **_MORE}}
_COLOURS = {_TYPE: (239, 208, 51), _UNSIDED: (153, 187, 221)}


def write_dna(documents: Iterable[Document], carried: Iterable[Carried], book: Codebook | None) -> tuple[Project, list[Remark]]:  # fmt: skip
    """The project of a record, and what it has no place for.

    Statements that take a side are of the type “DNA Statement”; those that set a condition, only mention an issue or
    have none are of a type of their own, since agreement there is yes or no. What was rejected or not said stays out.
    """
    building = _Building(carried, book)
    for document in documents:
        building.add(document)
    return building.done()


class _Building:
    """A project being built on the one the record came from, or on an empty one."""

    def __init__(self, carried: Iterable[Carried], book: Codebook | None) -> None:
        self.labels = {issue.id: issue.label for issue in book.issues} if book else {}
        self.remarks: list[Remark] = []
        self.counts: Counter[str] = Counter()
        self.of_document: dict[str, dict[str, Any]] = {}
        self.of_statement: dict[tuple[str, str], dict[str, Any]] = {}
        base: dict[str, Any] | None = None
        for one in carried:
            if one.format != FORMAT:
                continue
            if one.statement:
                self.of_statement[one.document, one.statement] = one.body
            elif one.document:
                self.of_document[one.document] = one.body
            elif base is None or one.body["project"] == base["project"]:
                base = one.body  # of a project that has grown, as it was when it came last
            else:
                self.remarks.append(Remark(str(one.body.get("name", "?")), "a second project: its coders, attributes and colours stay in the record", kept=True))  # fmt: skip
        self.key = base["project"] if base else None
        self.project = Project()
        for name, rows in (base["tables"] if base else {}).items():
            self.project.tables[name] = [tuple(row) for row in rows]
        self.next = {name: self._highest(name, carried_too=True) + 1 for name in COLUMNS}
        if base is None:
            self.project.tables["SETTINGS"] = [("date", datetime.now(tz=UTC).date().isoformat()), ("version", _VERSION)]
            self._coder(CODER)
        self.entities = {(row[1], row[2]): row[0] for row in self.project.tables["ENTITIES"]}
        self.variables = {(row[3], row[1]): row[0] for row in self.project.tables["VARIABLES"]}
        self.used: set[int] = {row[0] for row in self.project.tables["STATEMENTS"]}
        self.kinds = {row[0]: row[2] for row in self.project.tables["VARIABLES"]}
        self.names = {row[0]: row[1] for row in self.project.tables["VARIABLES"]}
        self.types = {row[1]: row[0] for row in self.project.tables["STATEMENTTYPES"]}
        self.attributes: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for key, variable, name in self.project.tables["ATTRIBUTEVARIABLES"]:
            self.attributes[variable].append((key, name))

    def _highest(self, table: str, *, carried_too: bool) -> int:
        keys = [row[0] for row in self.project.tables[table] if isinstance(row[0], int)]
        if carried_too:
            mine = [body for body in self.of_statement.values() if body["project"] == self.key]
            if table == "DOCUMENTS":
                keys += [body["row"]["ID"] for body in self.of_document.values() if body["project"] == self.key]
            elif table == "STATEMENTS":
                keys += [body["row"]["ID"] for body in mine]
            else:
                keys += [row[0] for body in mine for row in body["data"].get(table, ())]
        return max(keys, default=0)

    def add(self, document: Document) -> None:
        came = self.of_document.get(document.id)
        if came and came["project"] == self.key:
            row = {**came["row"], "Text": document.text}
            self._put("DOCUMENTS", row["ID"], *(row[column] for column in COLUMNS["DOCUMENTS"][1:]))
            key = row["ID"]
        else:
            key = self._new_document(document)
        offsets = Utf16(document.text)
        for s in document.statements:
            if s.status == "rejected":
                self.counts["rejected statements stay out"] += 1
                continue
            if not s.performed:
                self.counts["what was not said stays out: the format has no place for it"] += 1
                continue
            body = self.of_statement.get((document.id, s.id))
            if body and body["project"] == self.key and body["row"]["ID"] not in self.used:
                self.used.add(body["row"]["ID"])
                self._as_it_came(s, body, offsets)
            else:
                self._new_statement(s, document, key, offsets)

    def done(self) -> tuple[Project, list[Remark]]:
        for rows in self.project.tables.values():
            rows.sort(key=lambda row: row[0])
        found = [Remark(f"{count:,} times", what, kept=False) for what, count in self.counts.items()]
        return self.project, [*self.remarks, *found]

    def _put(self, table: str, *row: Any) -> int:
        self.project.tables[table].append(row)
        return int(row[0])

    def _make(self, table: str, *values: Any) -> int:
        key = self.next[table]
        self.next[table] += 1
        return self._put(table, key, *values)

    def _short(self, words: str | None) -> str:
        """Words cut to what the tool takes; two long ones that begin alike stay two."""
        words = " ".join((words or "").split())
        if len(words) <= LONGEST:
            return words
        self.counts[f"words cut to {LONGEST} characters"] += 1
        return f"{words[: LONGEST - 10]}… {sha256_text(words)[:8]}"

    def _coder(self, name: str) -> int:
        known = next((row[0] for row in self.project.tables["CODERS"] if row[1] == name), None)
        if known is not None:
            return int(known)
        others = [row[0] for row in self.project.tables["CODERS"]]
        colour = (255, 255, 0) if not others else (86, 180, 233) if len(others) == 1 else (0, 158, 115)
        key = self._make("CODERS", name, *colour, 0, 14, _kept_password(), 300, 0, 0, 1, *(1 for _ in PERMISSIONS))
        for other in others:
            self._make("CODERRELATIONS", key, other, 1, 1, 1, 1)
            self._make("CODERRELATIONS", other, key, 1, 1, 1, 1)
        return key

    def _new_document(self, d: Document) -> int:
        date = d.published.date or _EPOCH
        if d.published.date is None:
            self.counts["documents without a known day stand at 1970-01-01"] += 1
        day = datetime.fromisoformat(date + _EPOCH[len(date) :])
        return self._make(
            "DOCUMENTS", self._short(d.title.value if d.title else d.path), d.text, self._coder("OnRecord"),
            self._short(d.author.value if d.author else ""), self._short(d.outlet.value if d.outlet else ""), "",
            f"{d.path}{f' {d.url.value}' if d.url else ''}", d.kind, int(day.replace(tzinfo=UTC).timestamp()),
        )  # fmt: skip

    def _as_it_came(self, s: Statement, body: dict[str, Any], offsets: Utf16) -> None:
        row = {**body["row"], "Start": offsets.units(s.content[0].start), "Stop": offsets.units(s.content[-1].end)}
        self._put("STATEMENTS", row["ID"], *(row[column] for column in COLUMNS["STATEMENTS"][1:]))
        changed = self._changed(s) if "decided" in s.why else {}
        for table, rows in body["data"].items():
            for key, statement, variable, value in rows:
                now = changed.get(self.names.get(variable, ""), value)
                self._put(table, key, statement, variable, self._entity(variable, now) if isinstance(now, str) and table == "DATASHORTTEXT" else now)  # fmt: skip

    def _changed(self, s: Statement) -> dict[str, Any]:
        """What a person decided since, by variable."""
        code = s.counted[0] if s.counted else None
        changed: dict[str, Any] = {
            ROLES["speaker"]: s.speaker.name if s.speaker and s.speaker.kind == "person" else "",
            ROLES["speaks_for"]: s.speaks_for.name if s.speaks_for else "",
            ROLES["issue"]: self.labels.get(code.issue, code.issue) if code else "",
        }
        if code and code.stance in _SIDES:
            changed[ROLES["stance"]] = _SIDES[code.stance]
        return changed

    def _new_statement(self, s: Statement, document: Document, key: int, offsets: Utf16) -> None:
        self._statement_type(_TYPE)  # the program shows the first type first
        if s.said and s.said.date and s.said.date != document.published.date:
            self.counts["statements of another day than their document's: the day is in the variable said"] += 1
        coder = self._coder("OnRecord" if s.status == "machine" else "OnRecord, reviewed")
        # Joint words are a statement of each who said them.
        for party, code in product(s.parties or (None,), s.counted or (None,)):
            kind = _TYPE if code and code.stance in _SIDES else _UNSIDED
            statement = self._make("STATEMENTS", self._statement_type(kind), key, offsets.units(s.content[0].start),
                                   offsets.units(s.content[-1].end), coder)  # fmt: skip
            for name, value in self._values(s, party, code).items():
                if (variable := self.variables.get((self._statement_type(kind), name))) is not None:
                    self._value(statement, variable, value)

    def _values(self, s: Statement, party: Party | None, code: IssueCode | None) -> dict[str, Any]:
        speaker, role = (party.speaker, party.role) if party else (None, None)
        person = speaker if speaker and speaker.kind in {"person", "unnamed"} else None
        body = (party.speaks_for if party else s.speaks_for) or (speaker if speaker is not person else None)
        return {
            "person": person.name if person else "", "organization": body.name if body else "",
            "concept": self.labels.get(code.issue, code.issue) if code else "", "stance": code.stance if code else "",
            "agreement": _SIDES.get(code.stance, 0) if code else 0,
            "role": role.title if role else "", "mode": s.mode, "said": s.said.date or "" if s.said else "",
            "confidence": round(100 * min(code.confidence if code else 1.0, s.confidence.statement)),
        }  # fmt: skip

    def _statement_type(self, label: str) -> int:
        if label in self.types:
            return int(self.types[label])
        key = self._make("STATEMENTTYPES", label, *_COLOURS[label])
        self.types[label] = key
        for name, kind in _TYPES[label].items():
            variable = self._make("VARIABLES", name, kind, key)
            self.variables[key, name] = variable
            self.kinds[variable], self.names[variable] = kind, name
            if kind == "short text":
                for attribute in _ATTRIBUTES:
                    self.attributes[variable].append((self._make("ATTRIBUTEVARIABLES", variable, attribute), attribute))
                self._entity(variable, "")
        return key

    def _value(self, statement: int, variable: int, value: Any) -> None:
        kind = self.kinds[variable]
        self._make(
            DATA_TABLES[kind], statement, variable, self._entity(variable, value) if kind == "short text" else value
        )

    def _entity(self, variable: int, words: str) -> int:
        words = self._short(words)
        if (variable, words) not in self.entities:
            key = self._make("ENTITIES", variable, words, 0, 0, 0, None)
            self.entities[variable, words] = key
            for attribute, _ in self.attributes[variable]:
                self._make("ATTRIBUTEVALUES", key, attribute, "")
        return int(self.entities[variable, words])


@lru_cache(maxsize=1)
def _kept_password() -> str:
    # The password is told to everybody, so its salt hides nothing: a fixed one writes the same file twice.
    return keep_password(PASSWORD, b"onrecord project")
