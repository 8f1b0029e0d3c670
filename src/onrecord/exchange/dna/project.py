"""A `.dna` file as plain tables, read and written whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import Malformed, Unavailable
from onrecord.exchange.dna.schema import COLUMNS, DDL
from onrecord.exchange.whole import writing_file

__all__ = ["Project", "open_project", "save_project"]

Row = tuple[Any, ...]
_COLOUR = {"Red", "Green", "Blue"}
_WORDS = {"Property", "Value", "Name", "Password", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Label", "Variable",
          "DataType", "AttributeVariable", "AttributeValue"}  # fmt: skip
_MAY_BE_EMPTY = {
    "Coder",
    "PopupWidth",
    "StatementTypeId",
    "DocumentId",
    "ChildOf",
    "SourceVariableId",
    "TargetVariableId",
    "OtherCoder",
}


@dataclass(slots=True)
class Project:
    """Every table of a project: rows in the order of `COLUMNS`, ascending by their first column.

    Attributes:
        faults: (where, what) of rows that are not as the tool writes them; they are in no table.
    """

    faults: list[tuple[str, str]] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table by column name."""
        return [dict(zip(COLUMNS[table], row, strict=True)) for row in self.tables[table]]


def open_project(path: Path) -> Project:
    """Read a project; nothing is written beside the file.

    Raises: OR-I09 Malformed for a file that is no project of version 3.
    """
    if not path.is_file():
        raise Malformed(f"{path.name} is no file", "give the .dna file that the program saved")
    project = Project()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            for table, columns in COLUMNS.items():
                listed = ", ".join(f'"{column}"' for column in columns)
                found = connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY 1')  # noqa: S608  # names of ours
                project.tables[table] = list(_sound(table, found, project))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise Malformed(
            f"{path.name} is no project of Discourse Network Analyzer 3: {str(error)[:100]}",
            "open a version 2 file in version 3 and save it there first",
        ) from None
    version = next((row["Value"] for row in project.rows("SETTINGS") if row["Property"] == "version"), "")
    if not str(version).startswith("3."):
        raise Malformed(f"{path.name} is of version {str(version)[:20] or '?'}, not 3", "save it with version 3 first")
    return project


def _sound(table: str, rows: Iterable[Row], project: Project) -> Iterator[Row]:
    """The rows whose cells are of the form that their columns have, each key once."""
    seen: set[Any] = set()
    for row in rows:
        wrong = next(
            (name for name, cell in zip(COLUMNS[table], row, strict=True) if not _fits(table, name, cell)), None
        )
        if wrong is None and row[0] not in seen:
            seen.add(row[0])
            yield tuple(row)
        else:
            why = f"its {wrong} is of another form" if wrong else "its key is that of another row"
            project.faults.append((f"{table} {str(row[0])[:40]}", why))


def _fits(table: str, name: str, cell: Any) -> bool:
    if name in _WORDS and not (table in {"DATABOOLEAN", "DATAINTEGER"} and name == "Value"):
        return isinstance(cell, str) or (cell is None and table == "DATALONGTEXT")
    if cell is None:
        return name in _MAY_BE_EMPTY or (table == "ENTITIES" and name in _COLOUR)
    return isinstance(cell, int) and abs(cell) < 2**63


def save_project(project: Project, path: Path) -> None:
    """Write a project to a file that is not there yet.

    Raises: OR-U01 Unavailable where it cannot be written.
    """
    try:
        with writing_file(path) as unfinished, closing(sqlite3.connect(unfinished)) as connection, connection:
            for statement in DDL:
                connection.execute(statement)
            for table, columns in COLUMNS.items():
                marks = ", ".join("?" * len(columns))
                listed = ", ".join(columns)
                connection.executemany(f"INSERT INTO {table}({listed}) VALUES ({marks})", project.tables[table])  # noqa: S608
    except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        raise Unavailable(f"{path.name} cannot be written: {str(error)[:100]}") from None
