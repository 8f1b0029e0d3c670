"""A network as computed: a labelled matrix that says how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from onrecord.analyse.networks.settings import Settings
from onrecord.errors import BadSettings

__all__ = ["Matrix", "Network", "dense", "is_small", "row_sums"]

Matrix: TypeAlias = Any
"""A float64 matrix: a numpy array where it is small, a scipy csr_array where it is not; both know @, *, T and sum."""

_LARGEST = 100_000_000
_SMALL = 4_000_000  # cells; below, a dense product is as fast as a sparse one and simpler


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A matrix with its labels.

    Attributes:
        rows, columns: labels; of a one-mode network both are the same.
        matrix: (rows, columns), float64.
        midpoint: of a window of time; None for the whole.
        since, until: first and last moment of the window, where there is one.
        statements: how many the matrix counts, duplicates apart; of a kernel, how many lie under it.
        undated: statements left out because their day is not known, and a range or windows were asked for.
        settings: as asked for, with the mode that computed.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Matrix
    settings: Settings
    statements: int
    midpoint: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    undated: int = 0

    @property
    def one_mode(self) -> bool:
        """Whether rows and columns are the same actors, or the same issues."""
        return self.settings.network_type == "onemode"

    def dense(self) -> NDArray[np.float64]:
        """The matrix as a numpy array.

        Raises: OR-N01 BadSettings where it has more than 100 million cells.
        """
        if len(self.rows) * len(self.columns) > _LARGEST:
            raise BadSettings(
                f"a matrix of {len(self.rows):,} by {len(self.columns):,} is too large to lay out",
                "write the ties (--format edges), or leave out rows with few statements (--min-statements)",
            )
        return dense(self.matrix)

    def edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Rows, columns and weights of the ties; of a one-mode network each pair once, and none with itself."""
        found = coo_array(self.matrix)
        keep = found.data != 0
        if self.one_mode:
            keep &= found.row < found.col
        order = np.lexsort((found.col[keep], found.row[keep]))
        return (
            found.row[keep][order].astype(np.int64),
            found.col[keep][order].astype(np.int64),
            found.data[keep][order].astype(np.float64),
        )


def is_small(*shape: int) -> bool:
    """Whether a matrix of this shape is kept dense."""
    cells = 1
    for size in shape:
        cells *= size
    return cells <= _SMALL


def dense(matrix: Matrix) -> NDArray[np.float64]:
    """A matrix as a numpy array."""
    return np.asarray(matrix.toarray() if isinstance(matrix, csr_array) else matrix, np.float64)


def row_sums(matrix: Matrix) -> NDArray[np.float64]:
    """The sum of every row, flat."""
    return np.asarray(matrix.sum(axis=1), np.float64).ravel()
