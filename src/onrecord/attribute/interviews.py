"""The questions and answers of interviews that print no names at the turns."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.attribute.authored import is_heading
from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.syntax import trimmed
from onrecord.attribute.turns import opens_turn
from onrecord.language.interviews import Turn, find_turns, initials_at
from onrecord.language.name_parts import CAPITAL, PARTICLE
from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.document import Document
from onrecord.model.span import Span

__all__ = ["behind_labels", "interview_fragments", "interview_turns"]

_NAME = rf"[{CAPITAL}][\w'’-]+(?: (?:(?:{PARTICLE}) )*[{CAPITAL}][\w'’.-]+){{1,3}}"
_WITH = re.compile(rf"\b[Ii]nterview(?:s|ed|ing)?\s+(?:with|of)\s+(?:[^.?!\n]{{0,80}}?\b)?(?P<name>{_NAME})")
_RECEIVES = re.compile(rf"(?P<name>{_NAME})\s+(?:receives|received|welcomes|welcomed|greets|greeted)\b")
_MET = re.compile(
    rf"\b(?:conversation|talk|talks|spoke|speaks|talked|sat down|sits down|met|meets)\s+(?:with|to)\s+(?P<name>{_NAME})"
)
_BY = re.compile(
    rf"\b(?:[Ii]nterview(?:ed)?(?:\s+by)?\s*:?|[Bb]y|[Pp]hotos?(?:\s+by)?\s*:?|[Ii]llustrations?(?:\s+by)?\s*:?)\s+(?P<name>{_NAME})"
)
_ANY = re.compile(rf"(?P<name>{_NAME})")


def interview_turns(document: Document, passages: list[Passage]) -> dict[int, Turn]:
    """Which passages ask and which answer, by their starts; nothing for a text that is no interview, or names who speaks at each turn.

    Where initials stand at the turns, all of them are answers of whom the initials mean.
    """
    body = [p for p in passages if p.kind == "body"]
    if document.kind != "interview" or sum(opens_turn(p) for p in body) > 1:
        return {}
    initials = initials_at([p.view for p in body])
    if any(initials):
        return {p.start: "answer" for p, found in zip(body, initials, strict=True) if found}
    return {p.start: turn for p, turn in zip(body, find_turns([p.view for p in body]), strict=True) if turn}


def interview_fragments(document: Document, passages: list[Passage], turns: dict[int, Turn]) -> list[Fragment]:
    """Every question and answer, whole; the source is where the text above the first question names who it is."""
    if not turns:
        return []
    initials = [p for p in passages if p.start in turns]
    labels = initials_at([p.view for p in initials])
    if all(labels):
        return [f for p, label in zip(initials, labels, strict=True) if label and (f := _labelled(p, label))]
    first = min(turns)
    asked, asks = _who_answers(document.text, first), _who_asks(document.text, first)
    made = []
    for passage in passages:
        turn = turns.get(passage.start)
        if turn == "answer" and is_heading(passage):
            continue  # the head of a page
        content = trimmed(passage, passage.start, passage.end) if turn else None
        if content is None or len(passage.words(content).split()) < 2:
            continue
        whole = Span(content.start, passage.start + len(passage.view.rstrip()))
        source = asked if turn == "answer" else asks
        made.append(Fragment([whole], source=source, rule=str(turn), score=0.8))
    return made


def behind_labels(fragments: list[Fragment], asked: list[Fragment]) -> None:
    """Let no source begin with the initials at a turn: “AH  Norland rejects ...” is said of Norland."""
    labels = {f.source.start: f.contents[0].start for f in asked if f.source and f.source.end <= f.contents[0].start}
    for fragment in fragments:
        source = fragment.source
        begins = labels.get(source.start) if source else None
        if source and begins is not None and begins < source.end:
            fragment.source = Span(begins, source.end)


def _labelled(passage: Passage, label: re.Match[str]) -> Fragment | None:
    content = trimmed(passage, passage.start + label.end(), passage.end)
    if content is None or len(passage.words(content).split()) < 2:
        return None
    whole = Span(content.start, passage.start + len(passage.view.rstrip()))
    low, high = label.span("who")
    return Fragment([whole], source=Span(passage.start + low, passage.start + high), rule="answer", score=0.8)


def _who_asks(text: str, end: int) -> Span | None:
    match = next((m for m in _BY.finditer(text, 0, end) if m.group().lower().startswith(("interview", "by"))), None)
    return Span(*match.span("name")) if match else None


def _who_answers(text: str, end: int) -> Span | None:
    """The one whom the lines above the first question present: by an office, as who receives, by “interview with”, or as the one full name there.

    Who “spoke with” whom may be either of the two, so that such a name is nobody unless an office stands beside it.
    """
    credited = {m["name"] for m in _BY.finditer(text, 0, end)}

    def free(name: str) -> bool:
        return not any(other in name or name in other for other in credited)

    for pattern in (_office_beside(), _RECEIVES, _WITH):
        found: dict[str, Span] = {}
        for match in pattern.finditer(text, 0, end):
            low, high = next(match.span(group) for group in match.groupdict() if match[group])
            if free(text[low:high]):
                found.setdefault(text[low:high], Span(low, high))
        if len(found) == 1:
            return next(iter(found.values()))
    either = {m["name"] for m in _MET.finditer(text, 0, end)}
    names: dict[str, re.Match[str]] = {}
    for match in _ANY.finditer(text, 0, end):
        if free(match["name"]) and match["name"] not in either:
            names.setdefault(match["name"], match)
    often = [m for name, m in names.items() if text.count(name.split()[-1], 0, end) > 1]
    return Span(*often[0].span("name")) if len(often) == 1 else None


@lru_cache(maxsize=1)
def _office_beside() -> re.Pattern[str]:
    """A full name right behind an office (“President Ada Holm”) or before one (“Ada Holm, Minister of Mines”)."""
    lexicon = shipped_yaml("lexicon/titles.yml")
    titles = "|".join(sorted((re.escape(t) for t in lexicon["speaking"]), key=len, reverse=True))
    before = "|".join(sorted((re.escape(t.title()) for t in lexicon["speaking"]), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:{before}) (?P<behind>{_NAME})|(?P<ahead>{_NAME})(?=,? (?:is |was )?(?:the |an? )?(?:[\w'’-]+ ){{0,4}}?(?i:{titles})\b))"
    )
