"""What stands above a text in somebody else's voice: an editor's introduction, who reposts it, who had it read out."""

from __future__ import annotations

import re

from onrecord.language.paragraphs import Paragraph
from onrecord.language.views import plain_view
from onrecord.model.document import Document
from onrecord.segment import bylines
from onrecord.segment.draft import Draft, reads_as_prose, stated
from onrecord.segment.genre import names_office
from onrecord.segment.intro import find_intro

__all__ = ["label_intro", "label_issued", "label_reposted"]

_ISSUED = re.compile(
    r"\b(?:made|issued|released|adopted|read out) the following (?:\w+ )?(?:statement|communiqu[eé]|declaration)\b[^:]{0,60}?\bon behalf of (?:the )?(?:members of (?:the )?)?(?P<who>[A-Z]\w+(?: [A-Z]\w+)*)\s*:$"
)
_FEWEST_QUOTED = 2
_RULE = re.compile(r"[\s*·•~_=–—-]{3,}")
_LONGEST_REPOST, _FEWEST_BELOW = 12, 3


def label_reposted(document: Document, draft: Draft) -> None:
    """What stands above the one line “by Ada Holm, Minister of Roads” within a text is somebody else's, who reposts hers."""
    free = [i for i, kind in enumerate(draft.kinds) if kind is None]
    signed = [
        (i, found)
        for i, kind in enumerate(draft.kinds)
        if kind in {None, "byline"} and (found := bylines.find_byline(draft.paragraphs[i]))
    ]
    if len(signed) != 1:
        return
    i, found = signed[0]
    number = sum(j < i for j in free)
    paragraph = draft.paragraphs[i]
    rest = paragraph.text[found.end - paragraph.start :].strip(" ,|")
    prose = any(reads_as_prose(draft.paragraphs[j]) for j in free[:number])
    if not prose or number > _LONGEST_REPOST or len(free) - number <= _FEWEST_BELOW:
        return
    by_record = document.author is not None and plain_view(document.author.value).strip() == found.value
    if not names_office(rest) and not (by_record and _rules(draft, free[0], i)):
        return
    for j in free[:number]:
        draft.kinds[j] = "intro"
    draft.kinds[i] = "byline"
    draft.reposted = True
    below = _rules(draft, i + 1, len(draft.paragraphs))
    if below and _rules(draft, free[0], i):  # what stands behind the second rule is who reposts it again
        for j in range(below[0], len(draft.paragraphs)):
            draft.kinds[j] = draft.kinds[j] or "intro"
    draft.author = stated(document, found.start, found.end)
    at = document.text.find(rest, found.end, paragraph.end)
    if names_office(rest) and at >= 0:
        draft.author_note = stated(document, at, at + len(rest))


def _rules(draft: Draft, low: int, high: int) -> list[int]:
    """Paragraphs that are nothing but a rule: “* * *”."""
    return [i for i in range(low, high) if _RULE.fullmatch(draft.paragraphs[i].text)]


def label_intro(document: Document, draft: Draft, title: Paragraph | None) -> None:
    """An editor's introduction, and the author whom it names."""
    free = [i for i, kind in enumerate(draft.kinds) if kind is None]
    if not free:
        return
    chosen = [draft.paragraphs[i] for i in free]
    found = find_intro(chosen, 0, title)
    if found is None:
        return
    end, author = found
    for i in free[:end]:
        draft.kinds[i] = "intro"
    if author and draft.author is None:
        draft.author = stated(document, author.start, author.end)


def label_issued(document: Document, draft: Draft) -> None:
    """“..., the President made the following statement on behalf of the Council:” above paragraphs in quotation marks: the Council's statement."""
    bodies = [i for i, kind in enumerate(draft.kinds) if kind in {None, "intro"}]
    for number, i in enumerate(bodies):
        paragraph = draft.paragraphs[i]
        issued = _ISSUED.search(" ".join(paragraph.text.split()))
        below = [draft.paragraphs[j].text for j in bodies[number + 1 :]]
        quoted = sum(text[:1] in '“"«„' for text in below)
        if issued is None or quoted < _FEWEST_QUOTED or quoted < len(below) / 2:
            continue
        name = issued["who"]
        whole = re.search(rf"\b(?:[A-Z][a-z]+ )+{re.escape(name)}\b|\b{re.escape(name)}\b", plain_view(document.text))
        if whole:
            draft.issued = stated(document, whole.start(), whole.end())
            for j in bodies[: number + 1]:
                draft.kinds[j] = "intro"
        return
