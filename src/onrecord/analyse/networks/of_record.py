"""The coded statements of a record as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

import numpy as np

from onrecord.analyse.networks.clock import to_seconds
from onrecord.analyse.networks.coded import NO_TIME, Coded, Column, Integers, number_column, text_column
from onrecord.errors import NothingToShow
from onrecord.model.brought import Carried
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
    raw = list(zip(*statement_rows(record), strict=True))
    if not raw:
        raise NothingToShow(f"{record.place} has no statements")
    rows = _Rows(raw, statement_type, list(carried(record)))
    return _columns(record, rows)


@dataclass(slots=True)
class _Luggage:
    """What is carried of documents and statements, by id."""

    documents: dict[str, dict[str, Any]]
    statements: dict[tuple[str, str], dict[str, Any]]


class _Rows:
    """The raw columns of a record's statements, without those of other statement types."""

    def __init__(self, raw: list[tuple[Any, ...]], statement_type: str | None, luggage: Iterable[Carried]) -> None:
        self.luggage = _Luggage({}, {})
        for one in luggage:
            if one.statement:
                self.luggage.statements[one.document, one.statement] = one.body
            elif one.document:
                self.luggage.documents[one.document] = one.body
        self.columns: dict[str, Sequence[Any]] = dict(zip(StatementRow._fields, raw, strict=True))
        types = {body.get("type") for body in self.luggage.statements.values()}
        wanted = statement_type or (_DEFAULT_TYPE if _DEFAULT_TYPE in types else None)
        if wanted is not None and types:
            keep = [n for n, key in enumerate(self.keys()) if self._of_type(key, wanted)]
            self.columns = {name: [column[n] for n in keep] for name, column in self.columns.items()}

    def _of_type(self, key: tuple[str, str], wanted: str) -> bool:
        body = self.luggage.statements.get(key)
        return body is None or body.get("type") == wanted

    def keys(self) -> list[tuple[str, str]]:
        """(document, statement) of every row."""
        return list(zip(self.columns["document"], self.columns["statement"], strict=True))

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self.columns[name]


def _columns(record: Record, rows: _Rows) -> Coded:
    documents = document_rows(record)
    names, book = actor_names(record), codebook(record)
    labels: dict[str | None, str | None] = {issue.id: issue.label for issue in book.issues} if book else {}
    keys = rows.keys()
    people = {key: name for key, (name, kind) in names.items() if kind in {"person", "unnamed"}}
    bodies = {key: name for key, (name, kind) in names.items() if key not in people}
    speaker, speaks_for = rows["speaker"], rows["speaks_for"]
    own: dict[str, list[Any]] = {
        "person": [people.get(key) for key in speaker],
        "organization": [names[b][0] if b is not None else bodies.get(a) for a, b in zip(speaker, speaks_for, strict=True)],
        "concept": [labels.get(issue, issue) for issue in rows["issue"]],
        "agreement": [_YES.get(stance) for stance in rows["stance"]],
    }  # fmt: skip
    kinds: dict[str, Literal["text", "boolean", "integer"]] = {"agreement": "boolean"}
    if rows.luggage.statements:
        own, kinds = _with_luggage(own, rows, keys)
    variables = {name: _column(values, kinds.get(name, "text")) for name, values in own.items()}
    speakers = {key: name for key, (name, _) in names.items()}
    variables |= {
        "speaker": text_column([speakers.get(key) for key in speaker]),
        "issue": text_column(rows["issue"]),
        "position": number_column("integer", [_POSITIONS.get(stance) for stance in rows["stance"]]),
        **{name: text_column(rows[name]) for name in ("stance", "mode", "voice") if name not in variables},
    }
    numbers, about, time_of = _documents(documents, rows.luggage)
    document = np.fromiter((numbers[key] for key in rows["document"]), np.int64, len(keys))
    place = np.fromiter((numbers[d[0]] for d in documents), np.int64, len(documents))
    back = {int(number): n for n, number in enumerate(place)}
    at = np.fromiter((back[number] for number in document.tolist()), np.int64, len(document))
    coded = Coded(
        time=_times(rows, time_of), document=document, variables=variables,
        about={name: column.take(at) for name, column in about.items()},
        confidence=np.array([1.0 if status != "machine" else min(c, 1.0 if sure is None else sure)
                             for status, c, sure in zip(rows["status"], rows["confidence"], rows["sure"], strict=True)]),
        row=np.arange(len(keys)), ids=keys,
    )  # fmt: skip
    order = np.lexsort((_numbers(rows, keys), np.array(rows["end"]), np.array(rows["start"]), document, coded.time))
    return coded.take(order)


def _column(values: list[Any], kind: Literal["text", "boolean", "integer"]) -> Column:
    return text_column(values) if kind == "text" else number_column(kind, values)


def _with_luggage(
    own: dict[str, list[Any]], rows: _Rows, keys: list[tuple[str, str]]
) -> tuple[dict[str, list[Any]], dict[str, Literal["text", "boolean", "integer"]]]:
    """Variables of a project beside the record's own, as the project has them unless a person has decided otherwise since."""
    kinds: dict[str, Literal["text", "boolean", "integer"]] = {"agreement": "boolean"}
    for body in rows.luggage.statements.values():
        for name, (kind, _) in body.get("variables", {}).items():
            kinds[name] = _KINDS.get(kind, "text")
    made: dict[str, list[Any]] = {name: own.get(name) or [None] * len(keys) for name in {**dict.fromkeys(_OWN), **kinds}}
    for number, key in enumerate(keys):
        body = rows.luggage.statements.get(key)
        if body is None:
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
    return made, kinds


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


def _times(rows: _Rows, time_of: dict[str, int]) -> Integers:
    """The moment of every statement: of a project that of its document, else the day it was said, else the document's."""
    moments: dict[str | None, int] = {day: _moment(day) for day in set(rows["said"])}
    whole = {key for key, body in rows.luggage.documents.items() if "row" in body}
    made = []
    for key, said in zip(rows["document"], rows["said"], strict=True):
        moment = NO_TIME if key in whole else moments[said]
        made.append(time_of.get(key, NO_TIME) if moment == NO_TIME else moment)
    return np.array(made, np.int64)


def _moment(day: str | None) -> int:
    """Seconds of a day; a month or year stands at its first day."""
    if day is None:
        return NO_TIME
    try:
        found = date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < len("2031-03-04") else day)
    except ValueError:
        return NO_TIME
    return to_seconds(datetime.combine(found, time()))


def _numbers(rows: _Rows, keys: list[tuple[str, str]]) -> Integers:
    """The order of statements at one place: a project's numbers, else the record's order."""
    if not rows.luggage.statements:
        return np.arange(len(keys))
    found = (rows.luggage.statements.get(key, {}).get("row", {}).get("ID", n) for n, key in enumerate(keys))
    return np.fromiter(found, np.int64, len(keys))
