"""Who is relayed by “quoted her as saying”: the words behind a cue begin with a speaker of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.syntax import trimmed
from onrecord.model.span import Span

__all__ = ["quoted_as", "with_quoted_by"]

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


_QUOTED_BY = re.compile(
    r"(?P<who>[^.;:\"“”?!]{2,120}?),?\s+(?P<cue>(?:was|were|is|are|has been)\s+(?:also\s+|later\s+)?(?:quoted|cited)\s+"
    r"(?:by\s+(?P<before>[^\"“”,.;:]{2,70}?)\s+as\s+(?:saying|telling\s+\w+|stating|warning|writing|having said)"
    r"|as\s+(?:saying|telling\s+\w+|stating|warning|writing|having said)\s+by\s+(?P<behind>[^\"“”,.;:]{2,70}?)))(?=\s*[,.:;\"“]|\s+that\b)"
)
_REST = re.compile(r"[,:]?\s*(?P<said>(?:that\s+)?[^\s.][^.!?]{8,400})")


def with_quoted_by(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """The fragments with the words of “Varn was quoted by the Post as saying” given to Varn, whom the Post relays. Cost: linear."""
    here: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        here.setdefault(passage_at(passages, fragment.start).start, []).append(fragment)
    for passage in passages:
        for match in _QUOTED_BY.finditer(passage.view):
            if passage.in_quotation(passage.start + match.start("cue")) is None:
                here[passage.start] = _given(passage, match, here.get(passage.start, []))
    return [fragment for kept in here.values() for fragment in kept]


def _given(passage: Passage, match: re.Match[str], fragments: list[Fragment]) -> list[Fragment]:
    outlet = "before" if match["before"] else "behind"
    carrier = _span(passage, match, outlet)
    who = trimmed(passage, passage.start + match.start("who"), passage.start + match.end("who"))
    cue = _span(passage, match, "cue")
    if who is None:
        return fragments
    kept, found = [], False
    for fragment in fragments:
        carries = fragment.source is not None and carrier.overlaps(fragment.source)
        names = any(who.overlaps(piece) for piece in fragment.contents)
        if fragment.source and who.overlaps(fragment.source) and fragment.cue and cue.overlaps(fragment.cue):
            found = True
            kept.append(replace(fragment, cue=cue, relay=replace(fragment, source=carrier)))
        elif not carries and not (names and fragment.cue is not None and cue.overlaps(fragment.cue)):
            kept.append(fragment)
        elif not names:
            found = True
            relay = replace(fragment, source=carrier)
            kept.append(replace(fragment, source=who, cue=cue, relay=relay, rule="quoted-by"))
    rest = _REST.match(passage.view, match.end())
    if not found and rest and match["before"]:
        content = trimmed(passage, passage.start + rest.start("said"), passage.start + rest.end("said"))
        taken = content is None or any(content.overlaps(piece) for f in kept for piece in f.contents)
        if content is not None and not taken:
            relay = Fragment([content], cue, source=carrier, rule="quoted-by", score=0.7)
            kept.append(Fragment([content], cue, source=who, relay=relay, rule="quoted-by", score=0.7))
    return kept


def _span(passage: Passage, match: re.Match[str], group: str) -> Span:
    return Span(passage.start + match.start(group), passage.start + match.end(group))
