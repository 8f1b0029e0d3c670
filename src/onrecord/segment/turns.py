"""`NAME:` turns of transcripts and interviews."""

from __future__ import annotations

import re

from onrecord.language.paragraphs import Paragraph

__all__ = ["count_turns"]

_TURN = re.compile(r"^(?:Q|A|[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*){0,4}(?:\s*[(\[][^()\[\]]{1,60}[)\]]){0,2})\s?:\s+\S")


def count_turns(paragraphs: list[Paragraph]) -> tuple[int, int]:
    """(number of turns, number of different names) among paragraphs."""
    names = [m.group().split(":")[0].strip() for p in paragraphs if (m := _TURN.match(p.text))]
    return len(names), len(set(names))
