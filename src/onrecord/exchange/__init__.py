"""Formats of other tools, one file or folder each, reading beside writing, so that a round trip is one place's business."""
