"""Finders: `NAME:` turns of transcripts, and headlines that attribute with a colon."""

from __future__ import annotations

import re
from typing import ClassVar

from onrecord.attribute.authored import is_heading
from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.quotation import snap
from onrecord.attribute.syntax import trimmed
from onrecord.language.turn_labels import ASKER, PROCEDURE, TURN_LABEL
from onrecord.model.span import Span

__all__ = ["TURNS", "HeadlineFinder", "TurnFinder", "is_label", "opens_turn", "turns_gone_on"]

TURNS = frozenset({"turn", "turn goes on", "question", "answer"})
"""Rules by which a paragraph is what its speaker said, word by word, in a transcript."""

_NEXT_TURN = re.compile(
    r"(?<=[\"”])\s+(?P<name>[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,3}(?: ?[(\[][^()\[\]]{1,60}[)\]])?)\s?(?P<colon>:)\s+(?=[\"“])"
)
"""A further name behind a quotation, before another one."""
_LEADERS = re.compile(
    r"\S+(?: \S+){0,3}\s*(?:\. ?){4,}"
)  # “President: Ms. Varn . . . . (Norland)”: a list of who sat there
_LABELS = re.compile(
    r"^(?:interview|interviewer|by|live|update|updates|exclusive|opinion|analysis|poll|polls|review|watch|video|photos?|fact[- ]?check|breaking|report|editorial|note|source|sources|caption|photo"
    r"|read more|related|more|first|second|third|correction|questions?|answers?|contact|contacts|inquiries|the latest|editor'?s note|warning|election \d+|q&a|transcript|full text|excerpts?|here|example|previously"
    r"|part \w+|day \w+|step \w+|winners?|losers?|pros?|cons?|tip|ps|p\.s\.|abstract|issue|case in point|the bottom line|bottom line|translation|politics|world)$",
    re.IGNORECASE,
)  # fmt: skip
_HEADLINE = re.compile(r"^(?P<name>[^:\"“”]{2,60}?)(?P<colon>:)\s+(?P<rest>\S.*)$")
_SAYS = re.compile(
    r"^(?P<rest>.{8,}?),\s+(?P<name>[A-Z][^,:]{1,50}?)\s+(?P<cue>says?|said|warns?|insists?|tells \w+)\s*$"
)


def is_label(words: str) -> bool:
    """Whether words before a colon are a label ("Opinion:") and name nobody."""
    return _LABELS.match(words.strip()) is not None


def opens_turn(passage: Passage) -> bool:
    """Whether a paragraph opens with a name and a colon."""
    return _turn(passage) is not None


def _turn(passage: Passage) -> re.Match[str] | None:
    match = TURN_LABEL.match(passage.view) if passage.kind != "title" else None
    if match is None:
        return None
    name = match["name"]
    if passage.in_turns and (name == "A" or ASKER.fullmatch(name)):
        return match
    if match["office"] and not passage.in_turns:  # “KELL, NORLAND: ...” is a place
        return None
    if len(name) == 1 or _LABELS.match(name) or _LEADERS.match(passage.view, match.end()):
        return None
    return match


class TurnFinder:
    """A paragraph that opens with a name and a colon is that name's turn."""

    name: ClassVar[str] = "turns"
    version: ClassVar[str] = "1"

    def find(self, passage: Passage) -> list[Fragment]:
        """The name, the colon, and the rest of the paragraph; where quotations of several stand in one, each to its own name."""
        match = _turn(passage)
        if match is None:
            return []
        turns = [match, *(m for m in _NEXT_TURN.finditer(passage.view, match.end()) if not _LABELS.match(m["name"]))]
        ends = [*(turn.start("name") for turn in turns[1:]), len(passage.view.rstrip())]
        return [made for turn, end in zip(turns, ends, strict=True) if (made := self._fragment(passage, turn, end))]

    def _fragment(self, passage: Passage, turn: re.Match[str], end: int) -> Fragment | None:
        content = trimmed(passage, passage.start + turn.end(), passage.start + end)
        if content is None or len(passage.words(content).split()) < 2:
            return None
        name, colon = turn.span("name"), turn.span("colon")
        content = Span(content.start, passage.start + len(passage.view[:end].rstrip()))
        return Fragment(contents=[content], cue=Span(passage.start + colon[0], passage.start + colon[1]),
                        source=Span(passage.start + name[0], passage.start + name[1]), rule="turn", score=0.85)  # fmt: skip


def turns_gone_on(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """The later paragraphs of turns: in a transcript what follows without a name is whose the turn was. Cost: linear."""
    turns = {passage_at(passages, f.contents[0].start).start: f for f in fragments if f.rule == "turn"}
    current: Fragment | None = None
    made = []
    for passage in passages:
        if passage.kind != "body" or opens_turn(passage):
            current = turns.get(passage.start)
            continue
        if PROCEDURE.match(passage.view):
            current = None
        if passage.start in turns or current is None or passage.view.lstrip()[:1] in "([*" or is_heading(passage):
            continue
        content = trimmed(passage, passage.start, passage.end)
        if content is not None and len(passage.words(content).split()) > 1:
            whole = Span(content.start, passage.start + len(passage.view.rstrip()))
            made.append(Fragment([whole], current.cue, source=current.source, rule="turn goes on", score=0.8))
    return made


class HeadlineFinder:
    """Headlines of the form "X: Y" and "Y, X says"."""

    name: ClassVar[str] = "headlines"
    version: ClassVar[str] = "1"

    def find(self, passage: Passage) -> list[Fragment]:
        """At most one fragment; labels such as "Opinion:" name nobody."""
        if passage.kind != "title":
            return []
        view = passage.view.rstrip(" .;")
        for pattern in (_HEADLINE, _SAYS):
            match = pattern.match(view)
            if match and _names(match.group("name")) and len(match.group("rest").split()) >= 3:
                base = passage.start
                cue = match.span("colon") if pattern is _HEADLINE else match.span("cue")
                rest = Span(base + match.start("rest"), base + match.end("rest"))
                return [Fragment(contents=snap(passage, rest), cue=Span(base + cue[0], base + cue[1]),
                                 source=Span(base + match.start("name"), base + match.end("name")), rule="headline", score=0.6)]  # fmt: skip
        return []


def _names(words: str) -> bool:
    """Whether the words before a colon can name somebody: few, capitalised, and no label."""
    parts = words.split()
    small = {"of", "the", "and", "for", "on", "in", "to", "de", "at"}
    capital = all(part[0].isupper() or part.lower() in small for part in parts)
    return capital and len(parts) <= 5 and not _LABELS.match(words) and not words[0].isdigit()
