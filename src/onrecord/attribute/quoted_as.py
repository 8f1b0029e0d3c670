"""Who is relayed by “quoted her as saying”: the words behind a cue begin with a speaker of their own."""

from __future__ import annotations

import re

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.syntax import trimmed

__all__ = ["quoted_as"]

_AS_SAYING = re.compile(
    r"(?P<who>[^,;:\"“”]{2,90}?)\s+(?P<cue>as\s+(?:saying|telling|stating|warning|writing|arguing|denying|insisting|claiming|adding))\b"
)
_QUOTES = re.compile(r"\b(?:quot|cit|paraphras)", re.IGNORECASE)


def quoted_as(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """For each fragment whose content begins “X as saying ...”, another with X as its source."""
    found = []
    for outer in fragments:
        if outer.cue is None or not _QUOTES.search(passage_at(passages, outer.cue.start).words(outer.cue)):
            continue
        for piece in outer.contents:
            passage = passage_at(passages, piece.start)
            match = _AS_SAYING.match(passage.view, piece.start - passage.start, piece.end - passage.start)
            if match is None:
                continue
            source = trimmed(passage, piece.start, passage.start + match.end("who"))
            cue = trimmed(passage, passage.start + match.start("cue"), passage.start + match.end("cue"))
            rest = trimmed(passage, passage.start + match.end("cue"), piece.end)
            contents = [*(other for other in outer.contents if other != piece), *([rest] if rest else [])]
            if source and cue and contents:
                found.append(Fragment(sorted(contents), cue, "neutral", source, rule="quoted-as", score=0.8))
    return found
