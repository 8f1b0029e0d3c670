"""Bylines, publication lines and blurbs about the author, and the facts they give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.dates import find_dates
from onrecord.language.page_parts import is_label_line
from onrecord.language.paragraphs import Paragraph

__all__ = [
    "Found",
    "find_author_note",
    "find_byline",
    "find_outlet",
    "find_title_author",
    "head_outlet",
    "is_head_line",
    "is_masthead",
    "is_name_line",
    "is_publication_line",
]

_NAME = r"[A-Z][\w'.-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|la|le|di|da|du)\s+)*[A-Z][\w'.-]*){1,3}"
_BY = re.compile(
    rf"^(?:By|BY|Written by|Author:|by)\s+(?P<name>{_NAME})(?P<rest>(?:\s*(?:,|\||and|for|in|-|–|—)\s*.{{0,80}}|\s*\([^()]{{2,60}}\))?)$"
)
_PUBLICATION = re.compile(
    r"^(?:(?:first |originally |last )?(?:published|posted|updated|issued|released|modified)\b|date:|publication date:|created:|time:)",
    re.IGNORECASE,
)  # fmt: skip
_NOTE = re.compile(
    rf"^[(\[*_]*(?:(?:The|This) (?:author|writer|columnist)(?:, (?P<named>{_NAME}),)? (?:is|was|serves|has been)\b.*"
    rf"|(?P<name>{_NAME}) (?:is|was|serves as) (?:an?|the|currently|chief|former|senior|deputy|[A-Z][a-z]+(?:\s[A-Z][a-z]+){{0,2}}\s(?:of|to|for|at)\b|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?[’']s?)\s[^\"“”]{{5,300}}"
    rf"|(?P<writes>{_NAME}) writes (?:on|for|about|in|every|a)\b[^\"“”]{{3,160}}"
    r"|The opinions expressed.*|The views expressed.*|This (?:article|op-ed|commentary|essay|piece|brief) (?:first|originally|was first|is part of).*)$"
)  # fmt: skip
_OUTLET_NAME = r"(?P<name>(?:The |the )?[A-Z][\w'&.-]*(?:\s+(?:of|for|and|&|in)\s+(?:the\s+)?[A-Z][\w'&.-]*|\s+[A-Z][\w'&.-]*){0,5})"
_OUTLET = (
    re.compile(rf"\b(?:published|carried|printed|released)\s+(?:on\s+[\w ,.]{{3,25}}?\s+)?(?:by|in)\s+{_OUTLET_NAME}"),
    re.compile(
        rf"\b(?:first|originally)\s+(?:appeared|ran|published|carried)\s+(?:on\s+[\w ,.]{{3,25}}?\s+)?(?:in|on|by)\s+{_OUTLET_NAME}"
    ),
    re.compile(rf"^[A-Z][A-Z .'-]{{2,40}}(?:,\s+[\w .]{{3,20}})?\s*\({_OUTLET_NAME}\)\s*[-–—]"),
    re.compile(rf"\bwriting in\s+{_OUTLET_NAME},"),
)
_MAX_BYLINE = 200
_OUTLET_WORD = re.compile(
    r"\b(?:Post|Daily|Times|Review|Courier|News|Agency|Journal|Herald|Tribune|Gazette|Observer|Telegraph|Standard|Mail|Star|Sun|Globe|Chronicle|Press|Magazine|Weekly|Monitor|Interest|Affairs"
    r"|Watch|Report|Today|Network|Broadcasting|Institute|Centre|Center|Foundation|Bulletin|Dispatch|Record|Mirror|Express|Guardian|Independent|Examiner|Inquirer|Diplomat|Policy|Quarterly)\b"
    r"|\w+(?:watch|news|press|post|times)\b"
)
_TITLE_AUTHOR = re.compile(
    r"\b(?:[Ss]tatement|[Aa]ddress|[Rr]emarks|[Ss]peech|[Dd]eclaration|[Mm]essage|[Cc]ommuniqu[eé]|[Ll]etter)\s+(?:by|of|from)\s+(?P<who>(?:the\s+)?[A-Z][\w'.-]*(?:\s+(?:of|for|and|the|to|[A-Z][\w'.-]*))*?\s*[A-Z][\w'.-]*)"
    r"(?=\s+(?:on|at|to|before|in|about|regarding|concerning|following|during|after|for)\b|\s*[,:;(–—-]|\s*$)"
)
_HEAD_NAME = re.compile(rf"^{_NAME}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place, in code points of the stored text."""

    value: str
    start: int
    end: int


def find_byline(paragraph: Paragraph) -> Found | None:
    """The author a byline names ("By A. Name, Paper"), or None."""
    match = _BY.match(paragraph.text) if len(paragraph) <= _MAX_BYLINE else None
    if not match:
        return None
    start, end = match.span("name")
    name = match.group("name")
    if " and " in f" {match.group('rest')} ":
        end, name = match.end(), match.group("name") + match.group("rest")
    return Found(name.strip(" ,|"), paragraph.start + start, paragraph.start + end)


def is_publication_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but a publication notice or a date."""
    if len(paragraph) > 120:
        return False
    if _PUBLICATION.match(paragraph.text) and any(find_dates(paragraph.text)):
        return True
    phrases = list(find_dates(paragraph.text))
    covered = sum(p.end - p.start for p in phrases)
    return bool(phrases) and len(paragraph.text) - covered <= 22


def find_author_note(paragraph: Paragraph) -> tuple[Found, str | None] | None:
    """A blurb about the author, with the author's name if it gives one."""
    match = _NOTE.match(paragraph.text) if len(paragraph) <= 400 else None
    if not match:
        return None
    name = match.group("named") or match.group("name") or match.group("writes")
    if name and not _may_name(name):
        return None
    return Found(paragraph.text, paragraph.start, paragraph.end), name


def _may_name(words: str) -> bool:
    """Whether words can be somebody's name: “No. I” begins an answer, “OUR VIEW” is a label."""
    first, _, rest = words.partition(" ")
    return not is_label_line(words) and not rest.endswith("I") and first not in {"No.", "Yes.", "But", "And"}


def find_outlet(text: str, start: int, end: int) -> Found | None:
    """The outlet a stretch of text (a plain view) says it was published in."""
    for pattern in _OUTLET:
        match = pattern.search(text[start:end])
        if match:
            s, e = match.span("name")
            return Found(match.group("name").rstrip("."), start + s, start + e - (match.group("name")[-1] == "."))
    return None


def find_title_author(title: str) -> tuple[int, int] | None:
    """Who a title says a statement or speech is by ("Address by President A. Name at ..."), as (start, end)."""
    match = _TITLE_AUTHOR.search(title)
    return match.span("who") if match else None


def is_head_line(paragraph: Paragraph) -> bool:
    """Whether a line between title and text is a label: short, and no sentence."""
    words = paragraph.text.split()
    capital = sum(1 for word in words if not word[0].islower())
    label = len(words) <= 4 or capital >= 0.6 * len(words) or any(find_dates(paragraph.text))
    return (
        label
        and len(paragraph) <= 110
        and len(words) <= 14
        and paragraph.text[-1] not in '.!?"”:,;'
        and paragraph.text[0] not in "\"“‘'"
    )


def is_name_line(paragraph: Paragraph) -> bool:
    """Whether a line between title and text is nothing but a person's name."""
    return (
        bool(_HEAD_NAME.match(paragraph.text))
        and _may_name(paragraph.text)
        and not _OUTLET_WORD.search(paragraph.text)
        and len(paragraph.text.split()) <= 4
    )


def is_masthead(text: str) -> bool:
    """Whether a line is nothing but the name of an outlet."""
    words = text.split()
    linking = {"of", "the", "for", "and", "&", "in"}
    shown = text.title() if text.isupper() else text
    return (
        1 < len(words) <= 6 and all(word[0].isupper() or word in linking for word in words) and not text.endswith((".", "?", "!", ":"))
        and _OUTLET_WORD.search(shown) is not None and not any(find_dates(text))
    )  # fmt: skip


def head_outlet(paragraph: Paragraph) -> Found | None:
    """The outlet a line between title and text names: a part of it that reads as one."""
    at = 0
    for part in re.split(r"(\s*[|,·]\s*|\s+[-–—]\s+)", paragraph.text):
        words = part.strip()
        if (
            (
                words[:1].isupper()
                and len(words.split()) <= 6
                and not words.startswith(("By ", "Posted", "Published", "Updated"))
            )
            and _OUTLET_WORD.search(words)
            and not any(find_dates(words))
        ):
            start = paragraph.start + at + part.index(words)
            return Found(words, start, start + len(words))
        at += len(part)
    return None
