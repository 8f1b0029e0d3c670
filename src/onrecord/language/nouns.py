"""Noun phrases: which noun one is about, and whether that is a thing, which says nothing of itself."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["NOT_NAMES", "head_of", "in_small", "is_thing", "things", "uncapitalised"]

NOT_NAMES = frozenset(
    ["The", "A", "An", "In", "On", "At", "For", "From", "But", "And", "Or", "Yet", "So", "As", "If", "When", "While", "After", "Before",
     "Since", "Until", "Although", "Though", "Because", "However", "Moreover", "Meanwhile", "Still", "Also", "Then", "Now", "Here",
     "There", "This", "That", "These", "Those", "It", "He", "She", "They", "We", "You", "I", "His", "Her", "Their", "Its", "Our", "My",
     "Your", "What", "Who", "Which", "Where", "Why", "How", "Not", "No", "Yes", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
     "Saturday", "Sunday", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December", "Both", "Some", "Many", "Most", "Several", "Such", "Other", "Another", "Each", "Every", "Asked", "Speaking", "Writing",
     "According", "Earlier", "Later", "Last", "Next", "Today", "Yesterday", "Instead", "Indeed", "Just", "Only", "Even", "Once", "With",
     "Without", "Under", "Over", "Between", "Among", "By", "To", "Of", "Nor", "Neither", "Either", "Despite", "During", "Through",
     "Against", "Nobody", "Few", "Whether", "Unlike", "Like", "Whoever", "Whatever", "Everyone", "Somebody", "Someone", "Nothing",
     "Perhaps", "Maybe", "Would", "Could", "Should", "Shall", "Can", "Might", "Must", "Do", "Does", "Did", "Is", "Are", "Was", "Were", "Has",
     "Have", "Had"]
)  # fmt: skip
"""Words that have a capital where they begin a sentence, and begin no name."""

_HEAD_ENDS = re.compile(
    r",|\s[-–—]\s|\b(?:of|for|from|in|at|on|with|who|whose|which|that|to|against|near|aligned|close|familiar|loyal|led|made|by|around|across|under)\b"
)
_COUNTED = re.compile(
    r"^(?:(?:some|many|several|most|few|a\s+few|dozens|hundreds|thousands|two|three|four|five|six|seven|eight|nine|ten|fifty|\d[\d,.]*)\s+(?:\w+\s+)?(?:of\s+)?(?:the\s+|its\s+|his\s+|her\s+|their\s+)?)",
    re.IGNORECASE,
)
_POINTED_AT = re.compile(r"^(?:this|that|these|those|which)\s+")
_ABSTRACT = re.compile(r"(?:tion|sion|ment|ness|ity|ism|ance|ence|ship)$")
"""Endings of nouns for what is done, felt or agreed; those of them that act are listed."""


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """Nouns for what is written, counted or measured: it says something, and nobody stands behind the word."""
    return frozenset(shipped_yaml("lexicon/titles.yml")["things"])


def head_of(phrase: str) -> str:
    """The noun a phrase is about: “striking coal miners in the north” is about miners; lower case where it is written so."""
    bare = _COUNTED.sub("", phrase.strip())
    words = _HEAD_ENDS.split(bare, maxsplit=1)[0].split()
    return words[-1].strip("\"“”'") if words else ""


def is_thing(phrase: str) -> bool:
    """Whether a phrase is about a thing: a poll, records, a study, an abstraction ("the determination of its neighbours")."""
    head = head_of(_POINTED_AT.sub("", uncapitalised(phrase)))
    forms = _singulars(head)
    return bool(forms & things()) or (head.islower() and _abstract(forms))


def _abstract(forms: set[str]) -> bool:
    return any(map(_ABSTRACT.search, forms)) and not forms & _acting()


@lru_cache(maxsize=1)
def _acting() -> frozenset[str]:
    lexicon = shipped_yaml("lexicon/titles.yml")
    return frozenset(
        [
            *lexicon["acting"],
            *lexicon["bodies"],
            *lexicon["groups"],
            *lexicon["masses"],
            *lexicon["official_nouns"],
            *lexicon["roles"],
        ]
    )


def _singulars(noun: str) -> set[str]:
    return {noun, noun.removesuffix("s"), noun[:-3] + "y" if noun.endswith("ies") else noun}


def uncapitalised(phrase: str) -> str:
    """A phrase of several words without the capital that only begins a sentence."""
    return phrase[:1].lower() + phrase[1:] if " " in phrase.strip() else phrase


def in_small(words: str) -> str:
    """Words in capitals as names are written: “MINISTRY OF ROADS” is “Ministry of Roads”. Cost: linear; the length stays."""
    return re.sub(r"\b(?:Of|The|And|For|To|In)\b", lambda word: word.group().lower(), words.title())
