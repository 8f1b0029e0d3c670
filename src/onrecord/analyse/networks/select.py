"""Which statements count: filters, what is excluded, and duplicates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.networks.clock import period, to_seconds
from onrecord.analyse.networks.coded import NO_TIME, Coded, Column, Integers
from onrecord.analyse.networks.settings import DOCUMENT_FILTERS, Settings

__all__ = ["Selection", "joined", "select"]


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
        return np.isin(column.codes, [int(v) for v in values if v.lstrip("-").isdigit()])
    places = {label: number for number, label in enumerate(column.labels)}
    return np.isin(column.codes, [places.get(value, -1 if not value else -2) for value in values])


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
    keys.append(period(original.time, original.document, settings.duplicates, with_year=settings.corrected)[rows])
    _, first = np.unique(joined(keys), return_index=True)
    return rows[np.sort(first)]


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
