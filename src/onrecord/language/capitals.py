"""Capital letters of Latin script, for patterns of names: “Évora” begins with one as “Holm” does."""

from __future__ import annotations

__all__ = ["CAPITAL"]

CAPITAL = "A-Z" + "".join(letter for code in range(0xC0, 0x250) if (letter := chr(code)).isupper())
"""What stands between the brackets of a pattern's class: `rf"[{CAPITAL}]"`."""
