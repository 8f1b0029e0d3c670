"""Stage 1: bytes become documents. Takes files and folders, never changes a text, never guesses silently."""

from onrecord.ingest.read import IngestLimits, Reader

__all__ = ["IngestLimits", "Reader"]
