"""Words as XML can hold them."""

from __future__ import annotations

import re

__all__ = ["plain_xml"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain_xml(words: str) -> str:
    """The words with a replacement character for each that XML cannot hold: as many characters, at the same places."""
    return _CONTROL.sub("\ufffd", words)
