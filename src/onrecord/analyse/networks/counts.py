"""The table behind every measure: how often each actor took each side on each issue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, eye_array, kron

from onrecord.analyse.networks.coded import MISSING, Coded, Column, Integers
from onrecord.analyse.networks.network import Matrix, is_small, row_sums
from onrecord.analyse.networks.select import Selection
from onrecord.analyse.networks.settings import Settings

__all__ = ["Counts", "Triples", "triples"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Counts A[i, j, k]: actor i on issue j at level k of the qualifier.

    Attributes:
        rows, columns: labels of i and j.
        levels: the values of k, ascending; None where levels are words, which have no distance.
        boolean: whether the levels are no and yes.
        tensor: A laid out as (i, j * K + k); weights stand in for counts under a kernel.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: Floats | None
    boolean: bool
    depth: int
    tensor: Matrix

    @cached_property
    def totals(self) -> Floats:
        """n[i]: all statements of an actor."""
        return row_sums(self.tensor)

    @cached_property
    def flat(self) -> Matrix:
        """F[i, j]: statements of an actor on an issue, whatever the level."""
        return self.weighed(np.ones((self.depth, 1)))

    def weighed(self, weights: Floats) -> Matrix:
        """A with its levels mapped by a (K, m) matrix, laid out as (i, j * m + m')."""
        if isinstance(self.tensor, csr_array):
            return csr_array(self.tensor @ kron(eye_array(len(self.columns)), weights, format="csr"))
        cube = self.tensor.reshape(len(self.rows), len(self.columns), self.depth)
        return (cube @ weights).reshape(len(self.rows), len(self.columns) * weights.shape[1])

    def level(self, k: int) -> Matrix:
        """A[.., k]."""
        chosen = np.zeros((self.depth, 1))
        chosen[k] = 1
        return self.weighed(chosen)


@dataclass(frozen=True)
class Triples:
    """(actor, issue, level) of every statement that counts, in time's order, as codes of the labels.

    Attributes:
        rows, columns: every label of the whole range, isolates among them where they are asked for.
        time: seconds since 1970 UTC.
        levels_of_stretch: whether the levels are those of the stretch that is counted, as of document variables.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: Floats | None
    boolean: bool
    depth: int
    i: Integers
    j: Integers
    k: Integers
    time: Integers
    isolates: bool
    levels_of_stretch: bool = False

    def __len__(self) -> int:
        return len(self.i)

    def counts(self, rows: slice = slice(None), weights: Floats | None = None, *, every_label: bool = False) -> Counts:
        """Counts of a stretch of statements.

        Args:
            weights: of the stretch; 1 each by default.
            every_label: keep the labels that have no statement in the stretch.
        """
        i, j, k = self.i[rows], self.j[rows], self.k[rows]
        row_labels, column_labels = self.rows, self.columns
        depth = self.depth
        if self.levels_of_stretch:
            values, k = np.unique(k, return_inverse=True)
            depth = max(len(values), 1)
        if not (every_label or self.isolates):
            row_labels, i = _present(row_labels, i)
            column_labels, j = _present(column_labels, j)
        shape = (len(row_labels), len(column_labels) * depth)
        places = j * depth + k
        data = np.ones(len(i)) if weights is None else weights
        tensor: Matrix
        if is_small(*shape) and is_small(shape[0], shape[0]):
            tensor = np.bincount(i * shape[1] + places, data, minlength=shape[0] * shape[1]).reshape(shape)
        else:
            tensor = csr_array(coo_array((data, (i, places)), shape))
        return Counts(row_labels, column_labels, self.levels, self.boolean, depth, tensor)


def _present(labels: tuple[str, ...], codes: Integers) -> tuple[tuple[str, ...], Integers]:
    used = np.bincount(codes, minlength=len(labels)) > 0
    if used.all():
        return labels, codes
    return tuple(labels[n] for n in np.flatnonzero(used)), (np.cumsum(used) - 1)[codes]


def triples(selection: Selection, settings: Settings) -> Triples:
    """The codes of a selection."""
    source = selection.original if settings.isolates else selection.filtered
    rows, i = _labelled(selection.filtered, source, settings.variable1, of_document=settings.v1_document)
    columns, j = _labelled(selection.filtered, source, settings.variable2, of_document=settings.v2_document)
    levels, boolean, depth, k = _levels(selection, settings)
    return Triples(
        rows, columns, levels, boolean, depth, i, j, k, selection.filtered.time, settings.isolates,
        levels_of_stretch=settings.qualifier_document and settings.qualifier is not None,
    )  # fmt: skip


def _labelled(filtered: Coded, source: Coded, name: str, *, of_document: bool) -> tuple[tuple[str, ...], Integers]:
    column = _as_text(filtered.column(name, of_document=of_document))
    wide = _as_text(source.column(name, of_document=of_document))
    used = np.bincount(wide.codes[wide.codes >= 0], minlength=len(wide.labels)) > 0
    labels = tuple(wide.labels[n] for n in np.flatnonzero(used))
    place = {label: number for number, label in enumerate(labels)}
    moved = np.fromiter((place.get(label, -1) for label in column.labels), np.int64, len(column.labels))
    return labels, moved[column.codes] if len(moved) else column.codes


def _as_text(column: Column) -> Column:
    """Numbers as labels, for a variable that is a number and stands as an actor or an issue."""
    if column.kind == "text":
        return column
    values, codes = np.unique(column.codes, return_inverse=True)
    shift = int(MISSING in values)  # the smallest of all numbers: what has no value comes first
    return Column("text", codes - shift, tuple(str(value) for value in values[shift:]))


def _levels(selection: Selection, settings: Settings) -> tuple[Floats | None, bool, int, Integers]:
    filtered = selection.filtered
    if settings.qualifier is None:
        return None, False, 1, np.zeros(len(filtered), np.int64)
    of = settings.qualifier_document
    column = filtered.column(settings.qualifier, of_document=of)
    if column.kind == "text" or of or not column.there.all():
        wide = selection.original.column(settings.qualifier, of_document=of)
        # Levels are those of the whole range, so that a combination is the same number whatever is left out.
        values = np.unique(np.concatenate([wide.codes[wide.there], column.codes]))
        return None, False, max(len(values), 1), np.searchsorted(values, column.codes).astype(np.int64)
    if column.kind == "boolean":
        return np.array([0.0, 1.0]), True, 2, column.codes
    whole = selection.original.column(settings.qualifier)
    values = np.unique(whole.codes[whole.there])
    if not settings.corrected and settings.kernel != "no":
        values = np.array(sorted(values.tolist(), key=str), np.int64)  # levels of a kernel are sorted as words there
    place = {value: number for number, value in enumerate(values.tolist())}
    k = np.fromiter((place[value] for value in column.codes.tolist()), np.int64, len(column.codes))
    return values.astype(np.float64), False, max(len(values), 1), k
