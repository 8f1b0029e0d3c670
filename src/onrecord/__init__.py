"""A sourced record of who said what.

Bytes come in, become a text that never changes, are cut into segments by voice, yield statements with
exact spans, whose speakers and principals are resolved and dated, whose issue and stance are coded; the
record is kept, analysed and shown.

The flow, stage by stage, is one page of code: `onrecord.pipeline`.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

# The runtime of the tagger's network reports its use, and makes files at home, unless it is told not to before it is loaded:
# so before anything else is, and for every process that this one starts. Whoever loaded it before us is told in
# `attribute.tagger.network`, where it would be used.
RUNTIME_LOADED_FIRST = "onnxruntime" in sys.modules and os.environ.get("ORT_DISABLE_TELEMETRY") != "1"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.show.notebook import OpenRecord

__all__ = ["RUNTIME_LOADED_FIRST", "__version__", "open"]

__version__: str = version("onrecord")


def open(place: str | Path) -> OpenRecord:  # noqa: A001  # as in onrecord.open("crisis.db")
    """Open a record for a notebook, by file name or postgresql:// URL: statements as data frames, networks, pictures.

    Raises: OR-S01 NoSuchRecord, OR-S02 NotARecord.
    """
    from onrecord.show.notebook import open_record

    return open_record(place)
