"""Names of bodies that act for a state: “Permanent Mission of Norland”, “Norland's Foreign Ministry”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml

__all__ = ["StateBody", "state_body"]

_LINKS = re.compile(r"\b(?:Of|The|And|For|To|In)\b")
_STATE = r"(?P<state>[A-Z][\w'-]*(?:\s+(?:(?:of|and|the)\s+)*[A-Z][\w'-]*)*?)"
_LONGEST = 200
_TO = re.compile(r"\s+(?:to|in|at|near)\s+(?:the\s+)?[A-Z].*$")


@dataclass(frozen=True, slots=True)
class StateBody:
    """A name read as that of a body of a state.

    Attributes:
        body: its standard name, in small letters.
        whose: the words that say whose it is, linking words small (“Republic of Norland”); empty where none do.
    """

    body: str
    whose: str


def state_body(name: str) -> StateBody | None:
    """What a name says of whose body it is; None for a name of anything else.

    The body stands first, its state behind “of” (“Embassy of Norland in Tollen”), or last, its state before it (“Norlandic Foreign
    Ministry”). A name with words of another kind around it (“Mission Norland Aid”, “University of the Ministry”) is none.
    """
    if len(name) > _LONGEST:
        return None
    name = " ".join(name.replace("’", "'").split())
    name = _LINKS.sub(lambda word: word.group().lower() if word.start() else word.group(), name)
    name = re.sub(r"^[Tt]he\s+", "", name)
    first = _patterns().first.fullmatch(name)
    if first:
        whose = _TO.sub("", first["whose"] or "")
        return StateBody(_patterns().standard[first["body"].lower()], re.sub(r"^the\s+", "", whose))
    last = _patterns().last.fullmatch(name)
    if last and last["whose"].lower() in _WHOSE:
        return StateBody(_patterns().standard[last["body"].lower()], "")
    if last and last["body"].lower() not in _patterns().alone:
        return StateBody(_patterns().standard[last["body"].lower()], re.sub(r"'s?$", "", last["whose"]))
    return None


@dataclass(frozen=True, slots=True)
class _Patterns:
    first: re.Pattern[str]
    last: re.Pattern[str]
    standard: dict[str, str]
    alone: frozenset[str]


_WHOSE = frozenset({"its", "their", "his", "her", "our", "my", "your", "this", "that", "each", "every", "some"})
"""“Its foreign ministry” does not say whose."""
_ONLY_FIRST = frozenset({"mission", "ministry", "cabinet", "delegation", "presidency"})
"""“Norland Mission” and “Peace Delegation” may be anybody's; “Mission of Norland” is that of a state."""


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    raw = shipped_yaml("lexicon/state_bodies.yml")
    standard = {name: body for body, names in raw.items() for name in names}
    names = "|".join(re.escape(name) for name in sorted(standard, key=len, reverse=True))
    return _Patterns(
        re.compile(
            rf"(?P<body>(?i:{names}))(?:,?\s+(?:of|for)\s+(?P<whose>(?:the\s+)?[A-Z].*)|\s+(?:to|in)\s+(?:the\s+)?[A-Z].*)?"
        ),
        re.compile(rf"(?P<whose>{_STATE})\s+(?P<body>(?i:{names}))"),
        standard,
        _ONLY_FIRST,
    )
