"""An editor's introduction above a text that somebody else wrote."""

from __future__ import annotations

import re

from onrecord.language.paragraphs import Paragraph
from onrecord.segment.bylines import Found

__all__ = ["find_intro"]

_POINTER = re.compile(
    r"\b(?:(?:below|here|what follows|the following|following) (?:is|are|we)\b|(?:is|are) (?:re)?(?:printed|published|posted|produced) (?:below|here|in full)"
    r"|we (?:re-?publish|re-?post|reprint|publish|carry|reproduce)|(?:full text|text in full|full article|in full below)|reads? (?:as follows|in full)"
    r"|the (?:following|text of (?:his|her|the)) (?:article|op-ed|essay|text|statement|speech|piece|commentary|remarks))\b"
    r"|^(?:editor'?s?'? note|introduction|from the editors?)\b",
    re.IGNORECASE,
)  # fmt: skip
_OTHERS_TEXT = re.compile(
    r"\b(?:article|op-ed|essay|text|statement|speech|piece|commentary|column|remarks|excerpts?|transcript|interview|letter|conversation|address)\b",
    re.IGNORECASE,
)
_OWN_TEXT = (
    r"(?:his|her|their)\s+(?:\w+\s+){0,2}(?:article|op-ed|essay|text|statement|speech|piece|commentary|column|remarks)"
)
_BY_AUTHOR = re.compile(
    r"(?:article|op-ed|essay|text|statement|speech|piece|commentary|remarks)\s+(?:is\s+)?(?:written\s+)?by\s+(?P<rest>[^.;:]{3,160})"
)
_PERSON = re.compile(r"[A-Z][\w'-]+(?:\s+(?:(?:de|van|von|der|al|el|bin)\s+)?[A-Z][\w'-]+){1,2}")
_REPORTS = re.compile(
    r"\b(?:he|she|they|ambassador|minister|president|the author|the writer)\b[^.\"“]{0,60}\b"
    r"(?:notes?|writes?|argues?|contrasts?|says?|stresses|points?|recalls?|warns?|explains?|adds?|concludes?|believes?|insists?|calls?|urges?|describes?)\b",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST = 8


def find_intro(paragraphs: list[Paragraph], first: int, title: Paragraph | None) -> tuple[int, Found | None] | None:
    """The paragraphs of an editor's introduction from index `first` on.

    Returns: (index of the first paragraph that is no longer introduction, the author it names if any), or
    None when there is no introduction. It begins with a pointer to the text ("Below is her article") within
    its first two paragraphs, and goes on while paragraphs speak about the author in the third person.
    """
    opening = range(first, min(first + 2, len(paragraphs)))
    pointed = next(
        (i for i in opening if _POINTER.search(paragraphs[i].text) and _OTHERS_TEXT.search(paragraphs[i].text)), None
    )
    if pointed is None or len(paragraphs) - first < 3:
        return None
    author = _author(paragraphs[first : pointed + 1], title)
    names = set(author.value.split()) if author else set()
    end = pointed + 1
    while end < min(len(paragraphs), first + _LONGEST):
        text = paragraphs[end].text
        about = names & set(re.findall(r"[A-Z][\w-]+", text[:120])) or _REPORTS.match(text)
        if not (about and (_REPORTS.search(text) or _third_person(text, names))):
            break
        end += 1
    return (end, author) if end < len(paragraphs) else None


def _third_person(text: str, names: set[str]) -> bool:
    """Whether the text has a name of the author as the subject of a verb in the third person."""
    return any(re.search(rf"\b{re.escape(name)}\s+(?:\w+ly\s+)?\w{{3,}}s\b", text[:160]) for name in names)


def _author(paragraphs: list[Paragraph], title: Paragraph | None) -> Found | None:
    for paragraph in paragraphs:
        by = _BY_AUTHOR.search(paragraph.text)
        if by:
            person = _PERSON.search(by.group("rest"))
            if person:
                at = paragraph.start + by.start("rest")
                return Found(person.group(), at + person.start(), at + person.end())
        if re.search(_OWN_TEXT, paragraph.text):
            people = list(_PERSON.finditer(paragraph.text))
            # A name that also heads the title is the author; else the person named last before "his article".
            heads = [p for p in people if title and title.text.startswith(p.group())]
            own = re.search(_OWN_TEXT, paragraph.text)
            assert own is not None
            before = [p for p in people if p.start() < own.start()]
            chosen = (heads or before)[-1:]
            if chosen:
                return Found(chosen[0].group(), paragraph.start + chosen[0].start(), paragraph.start + chosen[0].end())
    return None
