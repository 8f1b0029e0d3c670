"""Words by which the other parts of a page are known beside its article: comments, related stories, blurbs, corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["PageParts", "bare", "is_correction", "is_editorial_label", "is_label_line", "is_note", "page_parts"]

_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+|\d+(?:\.\d+)?k|\d+|one|two|three|four|five|six|seven|eight|nine|ten|no)"
_LINK = re.compile(r"\[([^\]\[]*)\](?:\([^()\s]*\))?")
_PATH = re.compile(r"\s*[|›»>/·•]\s*")
_LONGEST_PATH = 8
_EDGE = re.compile(r"[\W_]+")


def bare(line: str) -> str:
    """A line without the marks around it, in small letters, for comparing: "» Read more:" is "read more"."""
    line = _LINK.sub(r"\1", line)
    begun = _EDGE.match(line)
    line = line[begun.end() :] if begun else line
    words = line[: _last_letter(line)].lower().split()
    # Letters set apart are one word: G U E S T B O O K.
    return "".join(words) if len(words) > 3 and all(len(word) == 1 for word in words) else " ".join(words)


def _last_letter(line: str) -> int:
    """Where the last letter or digit ends. Cost: linear, where a pattern for the end tries every place of a run of marks."""
    end = len(line)
    while end and not line[end - 1].isalnum():
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class PageParts:
    """The lists of `lexicon/page_parts.yml`, made ready to ask."""

    heads: re.Pattern[str]
    unsure_heads: frozenset[str]
    machinery: frozenset[str]
    heading_words: frozenset[str]
    poster: re.Pattern[str]
    related: frozenset[str]
    pointer: re.Pattern[str]
    pointer_weak: re.Pattern[str]
    blurb: re.Pattern[str]
    correction: re.Pattern[str]
    note: re.Pattern[str]
    ends: frozenset[str]
    editorials: frozenset[str]
    labels: frozenset[str]


@lru_cache(maxsize=1)
def page_parts() -> PageParts:
    """The lists that ship with the package."""
    raw = shipped_yaml("lexicon/page_parts.yml")
    heads = "|".join(re.escape(head).replace(r"\{n\}", rf"\(?{_NUMBER}\)?") for head in raw["comment_heads"])
    return PageParts(
        heads=re.compile(rf"(?:{heads})(?: \(?{_NUMBER}\)?)?"),
        unsure_heads=frozenset(raw["comment_heads_unsure"]),
        machinery=frozenset(raw["comment_machinery"]),
        heading_words=frozenset(raw["heading_words"]),
        poster=re.compile(rf"(?i:{_any(raw['poster_facts'])})\s*(?::|»|\s(?:\d|[A-Z][^.!?]*$))"),
        related=frozenset(raw["related_heads"]),
        pointer=re.compile(rf"[\W_]*(?:{_any(raw['pointers'])})(?:\s*[:|>»]\s*\S|\s+[–—-]\s+\S|\s*:?\s*$)", re.IGNORECASE),
        pointer_weak=re.compile(rf"[\W_]*(?:{_any(raw['pointers_unsure'])})\s*[:–—-]", re.IGNORECASE),
        blurb=re.compile(_any(raw["blurbs"]), re.IGNORECASE),
        correction=re.compile(
            rf"[\W_]*(?:{_any(raw['corrections'])})\b(?:[^.!?]{{0,40}}(?::|—|\s[–-]\s)|\s*$)"
            r"|[\W_]*(?:this (?:article|story|report|piece) (?:was|has been) (?:amended|corrected|updated)"
            r"|an? (?:earlier|previous) version of this (?:article|story|report|piece|headline|post|column|page|text|analysis))\b",
            re.IGNORECASE,
        ),
        note=re.compile(rf"[\W_]*(?:{_any(raw['notes'])})\b(?:[^.!?]{{0,40}}(?::|—|\s[–-]\s)|\s*$)", re.IGNORECASE),
        ends=frozenset(raw["end_marks"]),
        editorials=frozenset(raw["editorials"]),
        labels=frozenset(raw["labels"]) | frozenset(raw["editorials"]),
    )  # fmt: skip


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def is_editorial_label(line: str) -> bool:
    """Whether a line says that a paper speaks itself: "Our view", "By the editorial board"."""
    parts = [bare(part) for part in _PATH.split(line.strip()) if part.strip()]
    ours = page_parts().editorials
    short = len(line.split()) <= _LONGEST_PATH
    return bare(line) in ours or (len(parts) > 1 and short and (parts[0] in ours or parts[-1] in ours))


def is_label_line(line: str) -> bool:
    """Whether a line above an article is a label or a path to it ("World › Conversations"), and nobody's name."""
    parts = _PATH.split(line.strip())
    return bare(line) in page_parts().labels or (
        len(parts) > 1 and all(part and bare(part) in page_parts().labels for part in parts)
    )


def is_correction(paragraph: str) -> bool:
    """Whether a paragraph is a note of the editor's about the text itself: kept, shown as the editor's, evidence of nobody's position."""
    return page_parts().correction.match(paragraph) is not None


def is_note(paragraph: str) -> bool:
    """Whether a paragraph is any note of the editor's, a correction or not."""
    return is_correction(paragraph) or page_parts().note.match(paragraph) is not None
