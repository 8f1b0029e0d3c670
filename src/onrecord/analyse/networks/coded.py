"""Coded statements as columns: what every measure of a network is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import BadSettings

__all__ = ["NO_TIME", "Coded", "Column", "Integers", "label_order", "text_column"]

NO_TIME = np.iinfo(np.int64).min
"""The time of a statement whose day is not known."""

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of all statements.

    Attributes:
        kind: `text` has labels; of `boolean` and `integer` the codes are the values themselves.
        codes: int64, one a statement; of text a place in `labels`, -1 where there is no value.
    """

    kind: Literal["text", "boolean", "integer"]
    codes: Integers
    labels: tuple[str, ...] = ()

    def take(self, rows: Integers) -> Column:
        """The column of some statements, in the order given."""
        return Column(self.kind, self.codes[rows], self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Coded statements, sorted by time, document, start, end and number.

    Attributes:
        time: int64, seconds since 1970 UTC; `NO_TIME` where the day is not known.
        document: int64, one number a document, in the order in which documents are kept.
        variables: columns of statements by name; `about`: columns of their documents by name.
        confidence: float64, 0 to 1; 1 where a person coded.
        ids: what each row is called in its record, as (document, statement).
    """

    time: Integers
    document: Integers
    variables: dict[str, Column]
    about: dict[str, Column] = field(default_factory=dict)
    confidence: NDArray[np.float64]
    ids: Sequence[tuple[str, str]] = ()

    def __len__(self) -> int:
        return len(self.time)

    def column(self, name: str, *, of_document: bool = False) -> Column:
        """A variable.

        Raises: OR-N01 BadSettings where there is none of this name.
        """
        found = (self.about if of_document else self.variables).get(name)
        if found is None:
            known = ", ".join(sorted(self.about if of_document else self.variables))
            raise BadSettings(
                f"there is no {'document ' if of_document else ''}variable “{name[:60]}”", f"choose one of {known}"
            )
        return found

    def take(self, rows: Integers) -> Coded:
        """Some of the statements, in the order given."""
        return Coded(
            time=self.time[rows], document=self.document[rows],
            variables={name: column.take(rows) for name, column in self.variables.items()},
            about={name: column.take(rows) for name, column in self.about.items()},
            confidence=self.confidence[rows],
            ids=[self.ids[row] for row in rows] if self.ids else (),
        )  # fmt: skip


def text_column(values: Sequence[str | None]) -> Column:
    """A column of words; None and "" are no value. Labels are in the order of `label_order`."""
    labels = sorted({value for value in values if value}, key=label_order)
    place: dict[str | None, int] = {label: number for number, label in enumerate(labels)}
    codes = np.fromiter((place.get(value, -1) for value in values), np.int64, len(values))
    return Column("text", codes, tuple(labels))


def label_order(label: str) -> bytes:
    """The key by which labels are sorted: UTF-16 code units, as in the existing tool, so that matrices compare row by row."""
    return label.encode("utf-16-be", "surrogatepass")
