"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

__all__ = ["safe_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the exact words are in the JSON lines."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
