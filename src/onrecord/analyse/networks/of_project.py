"""Statements of a project that are none of a record: of types without an actor and an issue, which are carried along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from onrecord.analyse.networks.coded import NO_TIME, Coded, number_column, text_column
from onrecord.exchange.dna.schema import COLUMNS, DATA_TABLES
from onrecord.model.brought import Carried

__all__ = ["carried_statements", "carried_types"]

_ABOUT = {"author": "Author", "source": "Source", "section": "Section", "type": "Type", "id": "ID", "title": "Title"}
_NUMBERS: dict[str, Literal["boolean", "integer"]] = {"boolean": "boolean", "integer": "integer"}


def _rows(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS[name], row, strict=True)) for row in tables.get(name, ())]


def carried_types(luggage: Iterable[Carried]) -> dict[str, dict[str, Any]]:
    """Statement types that carried projects have statements of, each with the tables of its project."""
    found: dict[str, dict[str, Any]] = {}
    for one in luggage:
        if one.document or "tables" not in one.body:
            continue
        tables = one.body["tables"]
        used = {row["StatementTypeId"] for row in _rows(tables, "STATEMENTS")}
        for row in _rows(tables, "STATEMENTTYPES"):
            if row["ID"] in used:
                found.setdefault(row["Label"], tables)
    return found


def carried_statements(tables: dict[str, Any], label: str, luggage: Iterable[Carried]) -> Coded:
    """The statements of a type as columns, with the documents that they stand in."""
    kind = next(row["ID"] for row in _rows(tables, "STATEMENTTYPES") if row["Label"] == label)
    documents = {
        one.body["row"]["ID"]: (one.document, one.body["row"])
        for one in luggage
        if one.document and not one.statement and "row" in one.body
    }
    statements = [
        row for row in _rows(tables, "STATEMENTS") if row["StatementTypeId"] == kind and row["DocumentId"] in documents
    ]
    statements.sort(
        key=lambda s: (documents[s["DocumentId"]][1]["Date"], s["DocumentId"], s["Start"], s["Stop"], s["ID"])
    )
    entities = {row["ID"]: row["Value"] for row in _rows(tables, "ENTITIES")}
    variables = {}
    for variable in _rows(tables, "VARIABLES"):
        if variable["StatementTypeId"] == kind:
            form = variable["DataType"]
            table = DATA_TABLES[form]
            value = COLUMNS[table][-1]
            given = {
                row["StatementId"]: row[value] for row in _rows(tables, table) if row["VariableId"] == variable["ID"]
            }
            words = [given.get(s["ID"]) for s in statements]
            if form == "short text":
                words = [entities.get(one) for one in words]
            variables[variable["Variable"]] = (
                number_column(_NUMBERS[form], words) if form in _NUMBERS else text_column(words)
            )
    of = [documents[s["DocumentId"]] for s in statements]
    return Coded(
        time=np.array([int(row["Date"]) if isinstance(row["Date"], int) else NO_TIME for _, row in of], np.int64),
        document=np.array([s["DocumentId"] for s in statements], np.int64), variables=variables,
        about={name: text_column([str(row[column] or "") for _, row in of]) for name, column in _ABOUT.items()},
        confidence=np.ones(len(statements)), row=np.arange(len(statements)),
        ids=[(key, f"statement {s['ID']}") for (key, _), s in zip(of, statements, strict=True)],
    )  # fmt: skip
