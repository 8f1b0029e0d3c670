"""Folding: one form for spellings that differ only in case, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold"]

# Letters that no decomposition takes apart, as the international press writes them without their marks.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ħ": "h",
        "ŧ": "t",
    }
)
_SILENT = re.compile(r"['’ʼʻ‘`.]")
_OTHER = re.compile(r"[^\w]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in lower case without accents, apostrophes and full stops; hyphens and other marks are spaces.

    “İbrahim KALIN” and “Ibrahim Kalın” give the same; so do “al-Sisi” and “Al Sisi”. Never the other way round: what is
    folded is for finding, not for showing.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join(_OTHER.sub(" ", _SILENT.sub("", plain.translate(_LETTERS))).split())
