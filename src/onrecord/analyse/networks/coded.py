"""Coded statements as columns: what every measure of a network is computed from."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import BadSettings

__all__ = [
    "MISSING",
    "NO_TIME",
    "Coded",
    "Column",
    "Integers",
    "factor",
    "label_order",
    "labelled",
    "number_column",
    "text_column",
]

NO_TIME = np.iinfo(np.int64).min
"""The time of a statement whose day is not known."""

MISSING = NO_TIME
"""The code of a number or a yes and no that a statement does not have."""

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of all statements.

    Attributes:
        kind: `text` has labels; of `boolean` and `integer` the codes are the values themselves.
        codes: int64, one a statement; of text a place in `labels`, -1 where there is no value, else `MISSING` there.
    """

    kind: Literal["text", "boolean", "integer"]
    codes: Integers
    labels: tuple[str, ...] = ()

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which statements have a value."""
        return self.codes >= 0 if self.kind == "text" else self.codes != MISSING

    def words(self) -> list[str]:
        """The values as words; "" where there is none."""
        if self.kind == "text":
            return ["" if code < 0 else self.labels[code] for code in self.codes.tolist()]
        return ["" if code == MISSING else str(code) for code in self.codes.tolist()]

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
        row: the place of each statement in `ids`.
        ids: what statements are called in their record, as (document, statement); not cut by `take`.
    """

    time: Integers
    document: Integers
    variables: dict[str, Column]
    about: dict[str, Column] = field(default_factory=dict)
    confidence: NDArray[np.float64]
    row: Integers
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
            confidence=self.confidence[rows], row=self.row[rows], ids=self.ids,
        )  # fmt: skip


def factor(values: Sequence[Hashable]) -> tuple[Integers, list[Any]]:
    """(codes, distinct values in the order of their first occurrence). Cost: about 0.1 s a million."""
    place = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.fromiter(map(place.__getitem__, values), np.int64, len(values)), list(place)


def text_column(values: Sequence[str | None]) -> Column:
    """A column of words; None and "" are no value. Labels are in the order of `label_order`."""
    return labelled(*factor(values))


def labelled(codes: Integers, words: Sequence[str | None]) -> Column:
    """A column of words from codes and the words that each stands for, which may be the same for several."""
    labels = sorted({word for word in words if word}, key=label_order)
    place: dict[str | None, int] = {label: number for number, label in enumerate(labels)}
    moved = np.fromiter((place.get(word, -1) for word in words), np.int64, len(words))
    return Column("text", moved[codes] if len(words) else codes, tuple(labels))


def number_column(kind: Literal["boolean", "integer"], values: Sequence[int | None]) -> Column:
    """A column of whole numbers, or of 0 and 1."""
    codes = np.fromiter((MISSING if value is None else value for value in values), np.int64, len(values))
    return Column(kind, codes)


def label_order(label: str) -> bytes:
    """The key by which labels are sorted: UTF-16 code units, as in the existing tool, so that matrices compare row by row."""
    return label.encode("utf-16-be", "surrogatepass")
