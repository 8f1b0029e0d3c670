"""Which statements count: filters, what is excluded, and duplicates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.networks.clock import period, to_seconds
from onrecord.analyse.networks.coded import NO_TIME, Coded, Column, Integers
from onrecord.analyse.networks.settings import DOCUMENT_FILTERS, Settings
from onrecord.errors import BadSettings

__all__ = ["Selection", "joined", "select"]

_WORDS = {"yes": 1, "true": 1, "no": 0, "false": 0}
_BYTE = np.iinfo(np.int8)


@dataclass(frozen=True, slots=True)
class Selection:
    """Statements of a network.

    Attributes:
        original: those in the range and of the documents asked for; isolates and levels come from them.
        filtered: those that count.
        undated: how many were left out because their day is not known and a range was asked for.
    """

    original: Coded
    filtered: Coded
    undated: int


def select(coded: Coded, settings: Settings) -> Selection:
    """Filter statements. Duplicates: of those alike in a period, the first in time, document and place is kept.

    Cost: a sort of the statements.
    """
    dated = coded.time != NO_TIME
    keep = np.ones(len(coded), bool)
    if settings.start is not None:
        keep &= dated & (coded.time >= to_seconds(settings.start))
    if settings.stop is not None:
        keep &= dated & (coded.time <= to_seconds(settings.stop))
    if settings.time_window != "no":
        keep &= dated
    ranged = settings.start is not None or settings.stop is not None or settings.time_window != "no"
    for name, values in settings.documents:
        keep &= _among(coded.column(name, of_document=True), values) == (name in settings.invert)
    original = coded.take(np.flatnonzero(keep)) if not keep.all() else coded
    rows = _excluded(original, settings)
    filtered = original.take(_often_enough(original, _first_alike(original, rows, settings), settings))
    return Selection(original, filtered, int((~dated).sum()) if ranged else 0)


def _among(column: Column, values: tuple[str, ...]) -> NDArray[np.bool_]:
    if column.kind != "text":
        return np.isin(column.codes, [_number(value) for value in values])
    places = {label: number for number, label in enumerate(column.labels)}
    return np.isin(column.codes, [places.get(value, -1 if not value else -2) for value in values])


def _number(value: str) -> int:
    """A value of a variable that is a number, or yes or no.

    Raises: OR-N01 BadSettings.
    """
    word = value.strip().lower()
    if word in _WORDS:
        return _WORDS[word]
    try:
        return int(word) if word.isascii() else int("none")
    except ValueError:
        raise BadSettings(
            f"“{value[:30]}” is no value of a variable of numbers", "as in agreement=yes or position=-1"
        ) from None


def _excluded(original: Coded, settings: Settings) -> Integers:
    """The rows that are left after values are excluded and rows without a value dropped."""
    keep = np.ones(len(original), bool)
    for pairs, wanted in ((settings.exclude, False), (settings.only, True)):
        by_name: dict[str, list[str]] = {}
        for name, value in pairs:
            by_name.setdefault(name, []).append(value)
        for name, values in by_name.items():
            of_document = name in DOCUMENT_FILTERS and name not in original.variables
            keep &= _among(original.column(name, of_document=of_document), tuple(values)) == wanted
    for name, of_document in _needed(settings):
        keep &= original.column(name, of_document=of_document).there
    return np.flatnonzero(keep)


def _needed(settings: Settings) -> list[tuple[str, bool]]:
    needed = [(settings.variable1, settings.v1_document), (settings.variable2, settings.v2_document)]
    if settings.qualifier and settings.aggregation != "ignore":
        needed.append((settings.qualifier, settings.qualifier_document))
    return needed


def _first_alike(original: Coded, rows: Integers, settings: Settings) -> Integers:
    if settings.duplicates == "include" or not len(rows):
        return rows
    keys = [original.column(name, of_document=of).codes[rows] for name, of in _needed(settings)]
    if not settings.corrected:
        keys.append(_boxed(original, rows, settings))
    keys.append(period(original.time, original.document, settings.duplicates, with_year=settings.corrected)[rows])
    _, first = np.unique(joined(keys), return_index=True)
    return rows[np.sort(first)]


def _boxed(original: Coded, rows: Integers, settings: Settings) -> Integers:
    """Numbers that the existing tool never finds equal: it compares those outside a byte by where they are kept."""
    if settings.aggregation == "ignore" or settings.qualifier is None:
        return np.zeros(len(rows), np.int64)
    column = original.column(settings.qualifier, of_document=settings.qualifier_document)
    if column.kind != "integer":
        return np.zeros(len(rows), np.int64)
    codes = column.codes[rows]
    return np.where((codes < _BYTE.min) | (codes > _BYTE.max), np.arange(1, len(rows) + 1), 0)


def _often_enough(original: Coded, rows: Integers, settings: Settings) -> Integers:
    if settings.min_statements <= 1 or not len(rows):
        return rows
    codes = original.column(settings.variable1, of_document=settings.v1_document).codes[rows]
    _, place, count = np.unique(codes, return_inverse=True, return_counts=True)
    return rows[count[place] >= settings.min_statements]


def joined(keys: list[Integers]) -> Integers:
    """One number a row that is the same where all keys are the same."""
    made = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        values, places = np.unique(key, return_inverse=True)
        made = made * len(values) + places
        _, made = np.unique(made, return_inverse=True)
    return made
