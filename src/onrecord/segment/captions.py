"""Photo captions and credits between paragraphs, told by their credits, their deixis and their repetition."""

from __future__ import annotations

import re

from onrecord.language.dateline import dateline_length
from onrecord.language.paragraphs import Paragraph

__all__ = ["caption_flags"]

_AGENCY = r"(?:AP|AFP|EPA|EFE|ANSA|DPA|TASS|VCG|CP|Reuters|REUTERS|Getty(?: Images)?|Xinhua|Sputnik|Bloomberg|Shutterstock|iStock|Alamy|Handout|Pool|Associated Press|Agence France-Presse)"
_CREDIT = re.compile(
    rf"\((?:File )?(?:Photo|PHOTO|Image|Picture|Foto|Photograph|Credit)\b[^()]{{0,120}}\)"
    rf"|\((?=[^()]*[A-Z])[^()]{{2,90}}(?:/|\bvia |, ){_AGENCY}(?:/[^()]{{2,40}})?\)"
    rf"|\({_AGENCY}(?: (?:Photo|photo|Images))?(?:/[^()]{{2,60}})?\)"
    r"|\b(?:Photo|Image|Picture|Photograph)(?:s)?(?: (?:by|credit|courtesy of))?:\s*\S"
    r"|\b(?:Photo|Image|Photograph|Picture) (?:by|courtesy of|credit) [A-Z]"
    rf"|/(?:AFP|AP|REUTERS|Getty Images)\b|\bGetty Images\b\.?$|^(?:{_AGENCY}) (?:Photo|photo)\b"
)
_LABEL = re.compile(
    r"^(?:(?:wire|file|stock|archive|handout) (?:photo|image|picture)s?|photo|image|caption|enlarge|play video)\W*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:Caption|Photo|Image|In this (?:file )?(?:photo|image|picture)|FILE(?: PHOTO)?\b|Pictured\b)", re.IGNORECASE
)
_MAX_CAPTION = 700


def caption_flags(paragraphs: list[Paragraph]) -> list[bool]:
    """For each paragraph whether it is a caption or a credit.

    A paragraph is one when it carries a photo credit, opens as captions open, is a mere label, or repeats
    the opening of a neighbour that is one (scraped pages carry captions twice).
    """
    flags = [_by_itself(paragraph.text) for paragraph in paragraphs]
    for i, paragraph in enumerate(paragraphs):
        if flags[i]:
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(paragraphs) and flags[j] and _same_opening(paragraph.text, paragraphs[j].text):
                flags[i] = True
    return flags


def _by_itself(text: str) -> bool:
    if len(text) > _MAX_CAPTION or dateline_length(text):
        return False
    if _LABEL.match(text):
        return True
    if _LEAD.match(text) and len(text) < 350 and (_CREDIT.search(text) or ":" in text[:14]):
        return True
    credits_ = list(_CREDIT.finditer(text))
    # A credit closes a caption; the same words in the middle of a long paragraph are prose.
    return bool(credits_) and (len(text) - credits_[-1].end() < 60 or len(text) < 160)


def _same_opening(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    n = min(6, len(words), len(others))
    return n >= 4 and words[:n] == others[:n]
