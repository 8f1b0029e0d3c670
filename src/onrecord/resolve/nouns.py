"""Noun phrases without a name: whether one is a group, a thing, or somebody's; and the group that "they" stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.language.nouns import head_of, is_thing, things, uncapitalised
from onrecord.language.yaml_files import shipped_yaml
from onrecord.resolve.titles import title_words

__all__ = ["CLOSE_TO", "group_before", "is_body", "is_group", "is_role", "possessed_by_person"]

_PLURAL = re.compile(r"^[a-z][a-z-]*[a-z](?:s|men|women|people)$|^(?:men|women|people)$")
_NOT_PLURAL = re.compile(r"(?:ss|us|is|news|series|headquarters|politics|chess)$")
_ROLE = re.compile(
    r"(?:[a-z](?:er|or|ist|ian|ant|ee|man|woman|maid|smith|wright|herd)"
    r"|(?:^|[a-z-])(?:nurse|poet|monk|nun|priest|bishop|chef|guard|clerk|cook|mason|guide|widow|judge|pilot))$"
)
_NO_ROLE = frozenset(
    ["river", "border", "centre", "center", "tower", "harbour", "harbor", "corner", "winter", "summer", "number", "power", "water", "tractor", "factor", "sector",
     "motor", "computer", "order", "offer", "dinner", "plant", "restaurant", "grant", "warrant", "human", "woman", "cluster", "theater", "chapter", "quarter", "tree", "coffee", "fee", "knee", "degree", "jubilee", "toffee", "guarantee"]
)  # fmt: skip
_NEAR = 320
CLOSE_TO = re.compile(r"\b(?:close to|familiar with|briefed (?:on|by)|with knowledge of)\b", re.IGNORECASE)
"""Who is described so knows of somebody and does not act for them."""


def is_group(phrase: str) -> bool:
    """Whether a phrase is about several people, by its head: “Clinton's lawyers” and “attorneys for Clinton” are."""
    head = head_of(uncapitalised(phrase))
    if not head or not head.islower() or is_thing(phrase):
        return False
    return head in title_words().masses or (_PLURAL.match(head) is not None and not _NOT_PLURAL.search(head))


def is_role(noun: str) -> bool:
    """Whether a noun is for one person by what he or she does or is: a nurse, a ferryman."""
    if noun in title_words().roles or noun in title_words().groups:
        return True
    return bool(_ROLE.search(noun)) and noun not in _bodies() and noun not in things() and noun not in _NO_ROLE


def is_body(phrase: str) -> bool:
    """Whether a phrase is about people who act as one: a campaign, a commission, a company."""
    return head_of(uncapitalised(phrase)) in _bodies()


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return frozenset(shipped_yaml("lexicon/titles.yml")["bodies"])


def possessed_by_person(phrase: str) -> bool:
    """“The former president's spokeswoman”: somebody else than whoever the words before the 's are."""
    match = re.match(r".+'s?\s+(?P<whose>[a-z][a-z -]*)$", phrase)
    return bool(match and title_words().names_role(match["whose"]))


def group_before(view: str, at: int) -> tuple[int, str] | None:
    """The nearest words for a group before a place, at most a sentence or two back: (where, the phrase)."""
    low = max(view.rfind("\n", 0, at) + 1, at - _NEAR)
    best = None
    for match in _groups().finditer(view, low, at):
        best = match
    return (best.start(), best.group().strip()) if best else None


@lru_cache(maxsize=1)
def _groups() -> re.Pattern[str]:
    """Plural nouns for people with what stands before them. Numbers of people and of things alike are left out."""
    nouns = {n for n in title_words().groups if n not in things()} - {
        "some",
        "many",
        "others",
        "several",
        "most",
        "few",
        "both",
        "all",
        "media",
    }
    plural = {n[:-1] + "ies" if n.endswith("y") else n + "s" for n in nouns} | {"people", "police", "men", "women"}
    ordered = "|".join(sorted((re.escape(n) for n in plural), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:[Tt]he|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|[A-Z]\w+|[a-z]+(?:an|al|ic|ed|ing|ist))\s+){{0,4}}\b(?:{ordered})\b"
    )
