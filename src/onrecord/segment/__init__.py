"""Stage 2: a text is cut into segments by voice; title, outlet, author, kind and date are read off it."""

from onrecord.segment.stage import SegmentStage

__all__ = ["SegmentStage"]
