"""The measures themselves: two-mode and one-mode matrices from counts, and their normalisations.

Definitions: docs/explanation/networks.md, each with its source and its difference from the existing tool.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, eye_array

from onrecord.analyse.networks.counts import Counts, Floats
from onrecord.analyse.networks.network import Matrix, dense, row_sums
from onrecord.analyse.networks.settings import Aggregation, Settings
from onrecord.errors import BadSettings

__all__ = ["level_distance", "one_mode", "signs", "two_mode", "without_diagonal"]

Places = NDArray[np.int64]
_MOST_LEVELS = 53  # bits that a number keeps exactly
_MOST_TIES = 60_000_000  # about 1 GB of a sparse matrix


def two_mode(counts: Counts, settings: Settings) -> Matrix:
    """The affiliation matrix: (actors, issues).

    Of words as qualifier nothing can be subtracted; the counts come out.
    """
    if settings.aggregation == "combine":
        matrix = _combined(counts)
    elif settings.aggregation == "subtract":
        matrix = counts.weighed(signs(counts))
    else:
        matrix = counts.flat
    if settings.normalization == "activity":
        by = counts.totals if settings.aggregation == "subtract" else row_sums(matrix)
        return _scaled(matrix, _inverse(by), None)
    if settings.normalization == "prominence":
        by = row_sums((counts.flat if settings.aggregation == "subtract" else matrix).T)
        return _scaled(matrix, None, _inverse(by))
    return matrix


def signs(counts: Counts) -> Floats:
    """What a statement at each level counts under `subtract`, as (K, 1): yes 1, no -1; a number itself; a word 1."""
    if counts.levels is None:
        return np.ones((counts.depth, 1))
    values = np.array([-1.0, 1.0]) if counts.boolean else counts.levels
    return values.reshape(-1, 1)


def _combined(counts: Counts) -> Matrix:
    """Which levels occur, as a sum of powers of two: of yes and no 1 is only yes, 2 only no, 3 both."""
    if counts.depth > _MOST_LEVELS:
        raise BadSettings(
            f"{counts.depth} levels cannot be combined into one number", f"take a qualifier of at most {_MOST_LEVELS}"
        )
    powers: Floats = np.exp2(np.arange(counts.depth - 1, -1, -1, dtype=np.float64)).reshape(-1, 1)
    there = (counts.tensor > 0).astype(np.float64)
    return Counts(counts.rows, counts.columns, counts.levels, counts.boolean, counts.depth, there).weighed(powers)


def one_mode(counts: Counts, settings: Settings, aggregation: Aggregation | None = None) -> Matrix:
    """The matrix of actors by what they share: (actors, actors), its diagonal 0.

    Args:
        aggregation: another rule than that of the settings.
    """
    rule = aggregation or settings.aggregation
    matrix = without_diagonal(_shared(counts, rule, corrected=settings.corrected))
    return _normalised(matrix, counts, settings, rule)


def level_distance(counts: Counts) -> Floats:
    """(K, K): how far two levels are apart, 0 to 1; words are alike or not."""
    if counts.levels is None:
        return 1.0 - np.eye(counts.depth)
    apart = np.abs(counts.levels[:, None] - counts.levels[None, :])
    widest = apart.max(initial=0.0)
    return np.asarray(apart / widest if widest else apart, np.float64)


def _shared(counts: Counts, rule: Aggregation, *, corrected: bool) -> Matrix:
    if rule == "ignore":
        return _product(counts.flat, counts.flat)
    apart = level_distance(counts)
    alike = _product(counts.weighed(1.0 - apart), counts.tensor)
    if rule == "congruence":
        return alike
    if counts.levels is None and not corrected:
        # The existing tool counts, for words, statements at levels that the other does not have, on issues
        # that the other does not mention too; it multiplies nothing.
        unmet = _unmet(counts)
        unlike: Matrix = unmet + unmet.T
    else:
        unlike = _product(counts.weighed(apart), counts.tensor)
    return unlike if rule == "conflict" else alike - unlike


def _unmet(counts: Counts) -> Floats:
    """(i, i'): statements of i at issue and level where i' has none."""
    if len(counts.rows) ** 2 > _MOST_TIES:
        raise BadSettings(f"{len(counts.rows):,} actors are too many for this measure", "leave some out with exclude")
    there = (counts.tensor > 0).astype(np.float64)
    met = counts.tensor @ there.T
    return np.asarray(counts.totals[:, None] - dense(met), np.float64)


def _product(a: Matrix, b: Matrix) -> Matrix:
    if isinstance(a, csr_array):
        # How many cells the product can have at most, counted before it is made.
        likely = float((np.diff(a.tocsc().indptr).astype(np.float64) * np.diff(b.tocsc().indptr)).sum())
        if min(likely, a.shape[0] ** 2) > _MOST_TIES:
            raise BadSettings(
                f"{a.shape[0]:,} actors would have up to {int(min(likely, a.shape[0] ** 2)):,} ties",
                "leave out those with few statements (--min-statements), or take fewer issues",
            )
        return csr_array(a @ b.T)
    return a @ b.T


def without_diagonal(matrix: Matrix) -> Matrix:
    """The matrix with nothing between an actor and itself."""
    if isinstance(matrix, csr_array):
        kept = coo_array(matrix)
        off = kept.row != kept.col
        return csr_array(coo_array((kept.data[off], (kept.row[off], kept.col[off])), matrix.shape))
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _normalised(matrix: Matrix, counts: Counts, settings: Settings, rule: Aggregation) -> Matrix:
    how, n = settings.normalization, counts.totals
    if how == "cosine":  # as the existing tool has it: a product of totals, not of lengths
        return _scaled(matrix, _inverse(n), _inverse(n))
    if how == "vector-cosine":
        lengths = np.sqrt(_with_itself(counts, rule))
        return _scaled(matrix, _inverse(lengths), _inverse(lengths))
    if how == "average":
        return _divided(matrix, lambda r, c: (n[r] + n[c]) / 2)
    if how == "jaccard":
        there = (counts.tensor > 0).astype(np.float64)
        met, both = counts.tensor @ there.T, counts.tensor @ counts.tensor.T
        return _divided(matrix, lambda r, c: n[r] - _at(met, r, c) + n[c] - _at(met, c, r) + _at(both, r, c))
    return matrix


def _with_itself(counts: Counts, rule: Aggregation) -> Floats:
    """An actor's agreement with itself: the squared length of its vector."""
    left = counts.flat if rule == "ignore" else counts.weighed(1.0 - level_distance(counts))
    right = counts.flat if rule == "ignore" else counts.tensor
    return row_sums(left * right)


def _at(matrix: Matrix, rows: Places, columns: Places) -> Floats:
    found = matrix[rows, columns]
    return np.asarray(found if isinstance(found, np.ndarray) else found.toarray(), np.float64).ravel()


def _divided(matrix: Matrix, denominator: Callable[[Places, Places], Floats]) -> Matrix:
    """Every cell by a function of its row and column; 0 by 0 is 0."""
    found = coo_array(matrix)
    by = denominator(found.row.astype(np.int64), found.col.astype(np.int64))
    data = found.data * _inverse(by)
    if isinstance(matrix, csr_array):
        return csr_array(coo_array((data, (found.row, found.col)), matrix.shape))
    made = np.zeros(matrix.shape)
    made[found.row, found.col] = data
    return made


def _inverse(values: Floats) -> Floats:
    return np.divide(1.0, values, out=np.zeros_like(values), where=values != 0)


def _scaled(matrix: Matrix, rows: Floats | None, columns: Floats | None) -> Matrix:
    if isinstance(matrix, csr_array):
        left = eye_array(matrix.shape[0]) if rows is None else _diagonal(rows)
        right = eye_array(matrix.shape[1]) if columns is None else _diagonal(columns)
        return csr_array(left @ matrix @ right)
    made = matrix if rows is None else matrix * rows[:, None]
    return made if columns is None else made * columns[None, :]


def _diagonal(values: Floats) -> csr_array:
    place = np.arange(len(values))
    return csr_array(coo_array((values, (place, place)), (len(values), len(values))))
