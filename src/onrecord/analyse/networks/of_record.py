"""The coded statements of a record as columns."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

import numpy as np

from onrecord.analyse.networks.clock import to_seconds
from onrecord.analyse.networks.coded import (
    MISSING,
    NO_TIME,
    Coded,
    Column,
    Integers,
    factor,
    labelled,
    number_column,
    text_column,
)
from onrecord.analyse.networks.of_project import carried_statements, carried_types
from onrecord.errors import BadSettings, NothingToShow
from onrecord.model.brought import Carried
from onrecord.model.codebook import Codebook
from onrecord.store import Record
from onrecord.store.carrying import carried
from onrecord.store.columns import StatementRow, actor_names, document_rows, statement_rows
from onrecord.store.read import codebook

__all__ = ["coded_statements"]

_YES: dict[str | None, int] = {"support": 1, "oppose": 0}
_POSITIONS: dict[str | None, int] = {"support": 1, "conditional": 0, "oppose": -1}
_KINDS: dict[str, Literal["text", "boolean", "integer"]] = {"boolean": "boolean", "integer": "integer"}
_OWN = ("person", "organization", "concept", "agreement")
_DEFAULT_TYPE = "DNA Statement"
_Documents = list[tuple[str, str, str, str | None, str | None, dict[str, object]]]


def coded_statements(record: Record, statement_type: str | None = None) -> Coded:
    """Every statement with each of its issues, rejected ones left out.

    Variables of statements: `person`, `speaker`, `organization` (whom it speaks for, else a speaking state or
    organisation), `concept` (the issue's label), `issue` (its id), `agreement` (support yes, oppose no),
    `position` (1, 0 with a condition, -1), `stance`, `mode`, `voice`; and those that a project of another tool brought.
    Of documents: `author`, `source`, `section`, `type`, `id`, `title`.

    Args:
        statement_type: of a record brought from a project, which type; “DNA Statement” where there is one.

    Cost: 1,000,000 statements in about 10 s and 2 GB.
    Raises: OR-N02 NothingToShow for a record without statements.
    """
    with _without_collector():
        luggage = list(carried(record))
        others = carried_types(luggage) if statement_type else {}
        if statement_type in others:
            return carried_statements(others[statement_type], statement_type, luggage)
        raw = _raw(record)
        if not raw or not raw[0]:
            raise NothingToShow(f"{record.place} has no statements")
        return _columns(record, _Rows(raw, statement_type, luggage))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of rows are made and none of them in a circle: looking for circles takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _raw(record: Record) -> list[Sequence[Any]]:
    """The columns of all rows, a chunk of rows at a time."""
    columns: list[list[Any]] = [[] for _ in StatementRow._fields]
    for chunk in statement_rows(record):
        for column, values in zip(columns, zip(*chunk, strict=True), strict=True):
            column.extend(values)
    return list(columns)


@dataclass(slots=True)
class _Luggage:
    """What is carried of documents and statements, by id."""

    documents: dict[str, dict[str, Any]]
    statements: dict[tuple[str, str], dict[str, Any]]


class _Rows:
    """The raw columns of a record's statements, without those of other statement types."""

    def __init__(self, raw: list[Sequence[Any]], statement_type: str | None, luggage: Iterable[Carried]) -> None:
        self.luggage = _Luggage({}, {})
        for one in luggage:
            if one.statement:
                self.luggage.statements[one.document, one.statement] = one.body
            elif one.document:
                self.luggage.documents[one.document] = one.body
        self.columns: dict[str, Sequence[Any]] = dict(zip(StatementRow._fields, raw, strict=True))
        types = {body.get("type") for body in self.luggage.statements.values()}
        wanted = statement_type or (_DEFAULT_TYPE if _DEFAULT_TYPE in types else None)
        if statement_type and statement_type not in types:
            known = ", ".join(sorted({str(t) for t in types if t}))
            raise BadSettings(
                f"there is no statement type “{statement_type[:60]}”",
                f"choose one of {known}" if known else "only projects have types",
            )
        others = {
            k
            for k, body in self.luggage.statements.items()
            if wanted is not None and body.get("type") not in {wanted, None}
        }
        self.luggage.statements = {k: body for k, body in self.luggage.statements.items() if k not in others}
        if wanted is not None and types:
            keep = [n for n, key in enumerate(self.keys()) if key in self.luggage.statements or key not in others]
            self.columns = {name: [column[n] for n in keep] for name, column in self.columns.items()}

    def keys(self) -> list[tuple[str, str]]:
        """(document, statement) of every row."""
        return list(zip(self.columns["document"], self.columns["statement"], strict=True))

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self.columns[name]


def _columns(record: Record, rows: _Rows) -> Coded:
    documents = document_rows(record)
    names, book = actor_names(record), codebook(record)
    labels: dict[str | None, str | None] = {issue.id: issue.label for issue in book.issues} if book else {}
    rows.columns["issue"] = _claims_apart(rows, book, names, labels)
    keys = rows.keys()
    people = {key: name for key, (name, kind) in names.items() if kind in {"person", "unnamed"}}
    bodies = {key: name for key, (name, kind) in names.items() if key not in people}
    speaker, speakers = factor(rows["speaker"])
    principal, principals = factor(rows["speaks_for"])
    issue, issues = factor(rows["issue"])
    stance, stances = factor(rows["stance"])
    nobody = principals.index(None) if None in principals else -1
    variables = {
        "person": labelled(speaker, [people.get(key) for key in speakers]),
        "organization": labelled(
            np.where(principal == nobody, speaker + len(principals), principal),
            [names[key][0] if key else None for key in principals] + [bodies.get(key) for key in speakers],
        ),
        "concept": labelled(issue, [labels.get(key, key) for key in issues]),
        "agreement": Column("boolean", _numbers_of(stances, _YES)[stance]),
    }
    if rows.luggage.statements:
        variables = _with_luggage(variables, rows, keys)
    variables |= {
        "speaker": labelled(speaker, [names[key][0] if key else None for key in speakers]),
        "issue": labelled(issue, issues),
        "position": Column("integer", _numbers_of(stances, _POSITIONS)[stance]),
        **{name: text_column(rows[name]) for name in ("stance", "mode", "voice") if name not in variables},
    }
    numbers, about, time_of = _documents(documents, rows.luggage)
    place = {d[0]: n for n, d in enumerate(documents)}
    at = np.fromiter(map(place.__getitem__, rows["document"]), np.int64, len(keys))
    document = np.fromiter((numbers[d[0]] for d in documents), np.int64, len(documents))[at]
    moments = np.fromiter((time_of.get(d[0], NO_TIME) for d in documents), np.int64, len(documents))[at]
    sure = np.array([1.0 if one is None else one for one in rows["sure"]])
    by_machine = np.array([status == "machine" for status in rows["status"]])
    coded = Coded(
        time=_times(rows, moments, at, documents), document=document, variables=variables,
        about={name: column.take(at) for name, column in about.items()},
        confidence=np.where(by_machine, np.minimum(np.array(rows["confidence"], np.float64), sure), 1.0),
        row=np.arange(len(keys)), ids=keys,
    )  # fmt: skip
    if rows.luggage.statements:
        given = (rows.luggage.statements.get(key, {}).get("row", {}).get("ID", 0) for key in keys)
        numbered = np.fromiter(given, np.int64, len(keys))
    else:
        numbered = np.zeros(len(keys), np.int64)
    sort_keys = (
        variables["issue"].codes,
        numbered,
        np.array(rows["end"]),
        np.array(rows["start"]),
        document,
        coded.time,
    )
    return coded.take(_settled(np.lexsort(sort_keys), sort_keys, keys))


def _claims_apart(
    rows: _Rows, book: Codebook | None, names: Mapping[str, tuple[str, str]], labels: dict[str | None, str | None]
) -> list[str | None]:
    """The issue of every row, a claim once for each whom it is held against: two that accuse one another do not agree.

    A claim of whom the text does not tell is left without an issue. `labels` gets those of what is parted.
    """
    open_ = {issue.id for issue in book.issues if issue.kind == "claim" and not issue.about} if book else set()
    made: list[str | None] = []
    for issue, about in zip(rows["issue"], rows["about"], strict=True):
        if issue not in open_:
            made.append(issue)
        elif about is None:
            made.append(None)
        else:
            key = f"{issue}: {about}"
            labels.setdefault(key, f"{labels[issue]}: {names.get(about, (about, ''))[0]}")
            made.append(key)
    return made


def _settled(order: Integers, sort_keys: tuple[Integers, ...], keys: list[tuple[str, str]]) -> Integers:
    """The order with what is alike in every key sorted by its id: few are, and to sort all by words takes long."""
    alike = np.ones(max(len(order) - 1, 0), bool)
    for key in sort_keys:
        alike &= np.diff(key[order]) == 0
    made, at = order.copy(), 0
    for first in np.flatnonzero(alike).tolist():
        if first < at:
            continue
        at = first
        while at < len(alike) and alike[at]:
            at += 1
        made[first : at + 1] = sorted(order[first : at + 1].tolist(), key=keys.__getitem__)
    return made


def _column(values: list[Any], kind: Literal["text", "boolean", "integer"]) -> Column:
    return text_column(values) if kind == "text" else number_column(kind, values)


def _numbers_of(stances: list[Any], values: dict[str | None, int]) -> Integers:
    return np.array([values.get(one, MISSING) for one in stances], np.int64)


def _values(column: Column) -> list[Any]:
    if column.kind == "text":
        return [None if code < 0 else column.labels[code] for code in column.codes.tolist()]
    return [None if code == MISSING else code for code in column.codes.tolist()]


def _with_luggage(own: dict[str, Column], rows: _Rows, keys: list[tuple[str, str]]) -> dict[str, Column]:
    """Variables of a project beside the record's own, as the project has them unless a person has decided otherwise since."""
    kinds: dict[str, Literal["text", "boolean", "integer"]] = {"agreement": "boolean"}
    for body in rows.luggage.statements.values():
        for name, (kind, _) in body.get("variables", {}).items():
            kinds[name] = _KINDS.get(kind, "text")
    made: dict[str, list[Any]] = {
        name: _values(own[name]) if name in own else [None] * len(keys) for name in {**dict.fromkeys(_OWN), **kinds}
    }
    for number, key in enumerate(keys):
        body = rows.luggage.statements.get(key, {})
        if not body:
            if kinds["agreement"] == "integer" and made["agreement"][number] == 0:
                made["agreement"][number] = -1
            continue
        edited = rows["status"][number] == "edited"
        for name, (_, value) in body.get("variables", {}).items():
            now = made[name][number]
            if name not in _OWN or (name == "agreement" and not edited):
                made[name][number] = value
            elif name != "agreement" and (now == str(value).strip() or (now is None and not edited)):
                made[name][number] = value  # the same words, or none of ours: as the project spells them
    return {name: _column(values, kinds.get(name, "text")) for name, values in made.items()}


def _documents(documents: _Documents, luggage: _Luggage) -> tuple[dict[str, int], dict[str, Column], dict[str, int]]:
    """A number by which documents are sorted, their columns in the order given, and the moments of those that have one."""
    numbers: dict[str, int] = {}
    times: dict[str, int] = {}
    cells: dict[str, list[str | None]] = {name: [] for name in ("author", "source", "section", "type", "id", "title")}
    own = [luggage.documents.get(d[0], {}).get("row") for d in documents]
    highest = max((row["ID"] for row in own if row), default=0)
    used: set[int] = set()
    for n, ((key, path, kind, outlet, published, facts), row) in enumerate(zip(documents, own, strict=True)):
        if row:
            numbers[key] = row["ID"] if row["ID"] not in used else highest + 1 + n
            used.add(row["ID"])
            times[key] = row["Date"]
            given = [row["Author"], row["Source"], row["Section"], row["Type"], str(row["ID"]), row["Title"]]
        else:
            numbers[key] = highest + 1 + n
            if (moment := _moment(published)) != NO_TIME:
                times[key] = moment
            given = [facts.get("author"), outlet, None, kind, facts.get("own_id") or path, facts.get("title")]
        for column, value in zip(cells.values(), given, strict=True):
            column.append(value)
    return numbers, {name: text_column(values) for name, values in cells.items()}, times


def _times(rows: _Rows, of_documents: Integers, at: Integers, documents: _Documents) -> Integers:
    """The moment of every statement: of a project that of its document, else the day it was said, else the document's."""
    said, days = factor(rows["said"])
    own = np.array([_moment(day) for day in days], np.int64)[said]
    whole = np.array(["row" in rows.luggage.documents.get(d[0], {}) for d in documents])[at]
    return np.where(whole | (own == NO_TIME), of_documents, own)


def _moment(day: str | None) -> int:
    """Seconds of a day; a month or year stands at its first day."""
    if day is None:
        return NO_TIME
    try:
        found = date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < len("2031-03-04") else day)
    except ValueError:
        return NO_TIME
    return to_seconds(datetime.combine(found, time()))
