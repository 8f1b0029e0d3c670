"""Data frames of the library that is at hand: pandas, polars or pyarrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from onrecord.errors import BadSettings, Missing

__all__ = ["LIBRARIES", "as_frame"]

LIBRARIES = ("pandas", "polars", "pyarrow")
_TYPES = {"int": "Int64", "float": "Float64"}


def as_frame(columns: Mapping[str, Sequence[Any]], frame: str | None, numbers: Mapping[str, str] | None = None) -> Any:
    """Columns as a data frame.

    Args:
        frame: the library; the first of `LIBRARIES` that is installed by default.
        numbers: columns that hold whole numbers (`int`) or others (`float`), with None where there is no value.

    Raises: OR-M02 Missing, OR-N01 BadSettings for another library.
    """
    import narwhals as nw

    chosen = frame or next((name for name in LIBRARIES if find_spec(name)), None)
    if chosen is not None and chosen not in LIBRARIES:
        raise BadSettings(f"“{chosen[:30]}” is no library of data frames", f"choose one of {', '.join(LIBRARIES)}")
    if chosen is None or not find_spec(chosen):
        raise Missing(f"{chosen or 'a library of data frames'} is not installed", f"pip install {chosen or 'pandas'}")
    kinds = (
        {name: _TYPES.get((numbers or {}).get(name, ""), "String") for name in columns} if numbers is not None else None
    )
    schema = {name: getattr(nw, kind) for name, kind in kinds.items()} if kinds else None
    made = nw.from_dict(dict(columns), schema, backend=chosen)  # type: ignore[arg-type]  # one of LIBRARIES
    return made.to_native()
