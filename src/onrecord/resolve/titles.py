"""Titles around names: reading "Norland's deputy foreign minister" and what it says about speaking for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["TitleWords", "title_words"]


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The title lexicon."""

    speaking: tuple[str, ...]
    personal: tuple[str, ...]
    genders: dict[str, str | None]
    synonyms: dict[str, str]
    groups: frozenset[str]
    masses: frozenset[str]
    official_nouns: frozenset[str]
    roles: frozenset[str]
    pattern: re.Pattern[str]
    before_names: re.Pattern[str]
    honorific: re.Pattern[str]
    not_holding: re.Pattern[str]
    standing_in: re.Pattern[str]
    own_seats: re.Pattern[str]
    portfolios: frozenset[str]

    def title_in(self, text: str) -> str | None:
        """The longest known title in a phrase, in its standard wording; None where there is none."""
        found = [m.group().lower() for m in self.pattern.finditer(text)]
        if not found:
            return None
        title = max(found, key=len)
        return self.synonyms.get(title, title)

    def names_role(self, phrase: str) -> bool:
        """Whether a phrase in the singular describes one person by what he or she is ("the front-runner")."""
        head = re.split(r"\b(?:of|for|from|in|at|on|who|with)\b|,", phrase.lower(), maxsplit=1)[0].split()
        return bool(head) and head[-1] in self.roles

    def speaks(self, title: str) -> bool:
        """Whether a holder of this title speaks for somebody else."""
        lower = title.lower()
        if any(re.search(rf"\b{re.escape(word)}\b", lower) for word in ("former", "ex", "retired")):
            return False
        return any(re.search(rf"\b{re.escape(word)}\b", lower) for word in self.speaking)


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """The lexicon that ships with the package."""
    raw = shipped_yaml("lexicon/titles.yml")
    every = sorted({*raw["speaking"], *raw["personal"], *raw["synonyms"]}, key=len, reverse=True)
    speaking = sorted({*raw["speaking"], *raw["synonyms"]}, key=len, reverse=True)
    genders: dict[str, str | None] = {}
    for gender, words in raw["honorifics"].items():
        genders.update(dict.fromkeys(words, gender if gender in {"m", "f"} else None))
    ordered = sorted(genders, key=len, reverse=True)
    return TitleWords(
        speaking=tuple(raw["speaking"]),
        personal=tuple(raw["personal"]),
        genders=genders,
        synonyms=dict(raw["synonyms"]),
        groups=frozenset(word.lower() for word in raw["groups"]),
        masses=frozenset(word.lower() for word in raw["masses"]),
        official_nouns=frozenset(raw["official_nouns"]),
        roles=frozenset(raw["roles"]),
        # “general” of “a general-election audience” is no title.
        pattern=re.compile(r"\b(?:" + "|".join(re.escape(w) for w in every) + r")\b(?!-\w)", re.IGNORECASE),
        before_names=re.compile(r"\b(?:" + "|".join(re.escape(w) for w in speaking) + r")(?=\s|$)", re.IGNORECASE),
        honorific=re.compile(r"\b(?:" + "|".join(re.escape(w) for w in ordered) + r")(?=\s)"),
        not_holding=_any_of(raw["not_holding"]),
        standing_in=_any_of(raw["standing_in"]),
        own_seats=_any_of(raw["own_seats"]),
        portfolios=frozenset(raw["portfolios"]),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Any of these words or phrases; a hyphen at an end of one joins it to the title."""
    made = []
    for word in words:
        before = "" if word.startswith("-") else r"\b"
        behind = "" if word.endswith("-") else r"\b"
        made.append(f"{before}{re.escape(word)}{behind}")
    return re.compile("|".join(made), re.IGNORECASE)
