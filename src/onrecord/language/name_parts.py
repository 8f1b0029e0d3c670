"""Parts of people's names for patterns: capitals, forms of address, ranks, and the small words within a name."""

from __future__ import annotations

__all__ = ["ADDRESS", "CAPITAL", "PARTICLE", "RANK"]

CAPITAL = "A-Z" + "".join(letter for code in range(0xC0, 0x250) if (letter := chr(code)).isupper())
"""Capital letters of Latin script, for between the brackets of a class: “Évora” begins with one as “Holm” does."""
ADDRESS = "Mr|Mrs|Ms|Miss|Dr|Sir|Dame"
"""Forms of address that records of meetings print, as alternatives."""
RANK = "Commander|General|Colonel|Captain|Ambassador|Minister|Professor|Judge"
"""Ranks that such records print in their place, as alternatives."""
PARTICLE = "de|la|van|von|der|den|al|el|bin|ibn|da|do|dos|du|di"
"""Words in small letters within a name, as alternatives."""
