"""Who is cited: “..., the Post reported, citing Ada Holm” gives her words, carried by the Post, and not her name as the Post's words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.language.nouns import head_of, is_thing, uncapitalised
from onrecord.language.yaml_files import shipped_yaml

__all__ = ["with_cited"]

_CITES = re.compile(r"\b(?:cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing))\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[Tt]he\s+|an?\s+)?(?:[\w'.-]+\s+){0,6}(?:[A-Z][\w'-]+)(?:\s+of\s+(?:the\s+)?[A-Z][\w'-]+)?")
_MOST_WORDS = 9


def with_cited(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """The fragments with whoever is cited as the source of what they are cited for.

    A content that only names somebody is no statement; where the same source says something in the same paragraph, that is the cited one's.
    Cost: linear, and a look at a paragraph's other fragments where something is cited.
    """
    citing = {id(f): f for f in fragments if _only_names(passages, f)}
    if not citing:
        return fragments
    found = []
    for fragment in fragments:
        if id(fragment) in citing:
            continue
        by = [c for c in citing.values() if _carries(passages, c, fragment)]
        found.append(
            replace(fragment, source=by[0].contents[0], cue=by[0].cue, relay=fragment, rule="cited") if by else fragment
        )
    return found


def _only_names(passages: list[Passage], fragment: Fragment) -> bool:
    """Whether a fragment says “citing” or “quoted”, and its content is nothing but who."""
    if fragment.cue is None or fragment.source is None or len(fragment.contents) != 1:
        return False
    passage = passage_at(passages, fragment.cue.start)
    content = fragment.contents[0]
    if not _CITES.search(passage.words(fragment.cue)) or passage.in_quotation(content.start):
        return False
    words = passage.words(content).strip(" ,.")
    if len(words.split()) > _MOST_WORDS or "," in words or is_thing(words):
        return False  # “citing data of the ministry”: what she cites has not said it
    return bool(_NAME.fullmatch(words)) or head_of(uncapitalised(words)).lower().removesuffix("s") in _speakers()


def _carries(passages: list[Passage], citing: Fragment, other: Fragment) -> bool:
    """Whether the one who cites says, in the same paragraph, what they cite somebody for."""
    if citing.source is None or other.source is None or other.cue is None:
        return False
    passage = passage_at(passages, citing.source.start)
    if passage_at(passages, other.source.start) is not passage or passage_at(passages, other.contents[0].start) is not passage:  # fmt: skip
        return False
    return other.source == citing.source or passage.words(other.source) == passage.words(citing.source)


@lru_cache(maxsize=1)
def _speakers() -> frozenset[str]:
    lexicon = shipped_yaml("lexicon/titles.yml")
    return frozenset(word.lower() for key in ("groups", "roles", "bodies", "official_nouns", "speaking") for word in lexicon[key])  # fmt: skip
