"""The record as files: JSON lines, documents, CSV."""

from onrecord.show.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
