"""A sourced record of who said what.

Bytes come in, become a text that never changes, are cut into segments by voice, yield statements with
exact spans, whose speakers and principals are resolved and dated, whose issue and stance are coded; the
record is kept, analysed and shown.

The flow, stage by stage, is one page of code: `onrecord.pipeline`.
"""

from importlib.metadata import version

__all__ = ["__version__"]

__version__: str = version("onrecord")
