"""A sourced record of who said what.

Bytes come in, become a text that never changes, are cut into segments by voice, yield statements with
exact spans, whose speakers and principals are resolved and dated, whose issue and stance are coded; the
record is kept, analysed and shown.

The flow, stage by stage, is one page of code: `onrecord.pipeline`.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.show.notebook import OpenRecord

__all__ = ["__version__", "open"]

__version__: str = version("onrecord")


def open(place: str | Path) -> OpenRecord:  # noqa: A001  # as in onrecord.open("crisis.db")
    """Open a record for a notebook, by file name or postgresql:// URL: statements as data frames, networks, pictures.

    Raises: OR-S01 NoSuchRecord, OR-S02 NotARecord.
    """
    from onrecord.show.notebook import open_record

    return open_record(place)
