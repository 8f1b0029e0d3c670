"""`NAME:` turns of transcripts and interviews."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.paragraphs import Paragraph
from onrecord.language.turn_labels import TURN_LABEL, is_formal
from onrecord.language.views import flat_view

__all__ = ["Turns", "count_turns"]


@dataclass(frozen=True, slots=True)
class Turns:
    """How many paragraphs open with a label, how many different labels there are, and how many turns have a formal one."""

    turns: int
    names: int
    formal: int


def count_turns(paragraphs: list[Paragraph]) -> Turns:
    """The turns among paragraphs."""
    names = [m["name"] for p in paragraphs if (m := TURN_LABEL.match(flat_view(p.text[:_LONGEST_LABEL])))]
    return Turns(len(names), len(set(names)), sum(is_formal(name) for name in names))


_LONGEST_LABEL = 200
