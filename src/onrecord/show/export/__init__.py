"""The record as files, for people and for other tools; what each format is like stands in `onrecord.exchange`."""

from onrecord.show.export.formats import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "export"]
