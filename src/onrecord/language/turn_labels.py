"""The names with a colon that open the turns of transcripts, records of councils and interviews."""

from __future__ import annotations

import re

from onrecord.language.name_parts import ADDRESS, CAPITAL, PARTICLE

__all__ = ["ASKER", "PROCEDURE", "TURN_LABEL", "is_formal"]

_PARTICLES = rf"(?:(?:{PARTICLE}|le|del|ter|of|the) ){{0,2}}"
_BRACKETS = r"(?: ?[(\[][^()\[\]]{1,60}[)\]]){0,2}"
_SHOUTED = rf"[{CAPITAL}][{CAPITAL}.'’-]+(?: {_PARTICLES}[{CAPITAL}][{CAPITAL}.'’-]+){{0,4}}"
_WRITTEN = rf"[{CAPITAL}][\w'’.-]+(?: {_PARTICLES}[{CAPITAL}][\w'’.-]+){{0,4}}"
_OFFICE = r"(?:, (?P<office>[A-Z][^:,;.!?\"“”\n]{2,70}))?"
TURN_LABEL = re.compile(
    rf"\s*(?P<name>(?:[QA]|(?:(?:{ADDRESS}|The|H\.E)\.? )?{_SHOUTED}|{_WRITTEN}){_BRACKETS}){_OFFICE}\s?(?P<colon>:)\s+(?=[\"“{CAPITAL}\[(…'0-9])"
)
"""Matches at the start of a paragraph's flat view: `name` with what stands in brackets behind it, `office` behind a comma, and `colon`."""
PROCEDURE = re.compile(
    r"\s*The (?:meeting|sitting|session|briefing) (?:rose|was (?:called|suspended|adjourned|resumed|closed|concluded))\b"
)
"""What a record tells of a meeting itself: nobody says it."""
_FORMAL = re.compile(rf"(?:(?:{ADDRESS}|H\.E)\b\.?|The\b) ?\S|[QA]$|[^a-z]+$|.*[)\]]$")
ASKER = re.compile(
    r"(?:QUESTION|Question|Q|REPORTER|Reporter|JOURNALIST|Journalist|MEDIA|Media|PRESS|Press)(?:\s*[(\[](?P<who>[^()\[\]]+)[)\]])?"
)
"""Matches a whole label of somebody who asks; `who` is what the brackets say of them."""


def is_formal(label: str) -> bool:
    """Whether a label is of the kind that only transcripts have: “MS. VARN”, “Mr. Reke (Norland)”, “The President”, “Q”."""
    return _FORMAL.match(label) is not None
