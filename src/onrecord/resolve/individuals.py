"""A person as one document knows them, and all of them together."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from onrecord.language.fold import fold
from onrecord.model.actor import Actor, Person
from onrecord.model.ids import actor_id

__all__ = ["SUFFIXES", "Individual", "People", "words_of"]

SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV", "V", "VI"})
"""What may stand behind a family name."""
_SHORTEST, _ALIKE = 3, 86
_FIRST_AND_LAST = 2
_INITIAL = re.compile(r"[A-Z]\.?")
_WORD = re.compile(r"[^\W\d_][\w'-]+")
_SMALL = frozenset(
    [
        "the",
        "an",
        "of",
        "in",
        "for",
        "from",
        "and",
        "to",
        "at",
        "on",
        "his",
        "her",
        "its",
        "their",
        "with",
        "by",
        "as",
        "no",
        "not",
        "has",
        "had",
        "was",
        "is",
    ]
)


@dataclass(slots=True)
class Individual:
    """A person as one document knows them.

    Attributes:
        person: their row of the register, if they have one.
        title: as the text gives it, with what it belongs to ("Norland's foreign minister").
        places: starts of mentions in running text, code points, in order.
        described: what else the text calls them, word by word: "Stig Lomm, the engineer in charge".
        age: in years, where the text gives it beside the name.
        known_by: the office that makes somebody unknown to the register the same person in every document; empty for none.
        owner: whose the title is where its words do not say so, and the text does.
        nickname: what stands in quotation marks inside the name: Dolores “Lola” Whitcombe.
    """

    name: str
    person: Person | None
    document_id: str
    gender: str | None = None
    title: str = ""
    places: list[int] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    age: int | None = None
    known_by: str = ""
    nickname: str = ""
    owner: Actor | None = None

    def called(self) -> set[str]:
        """Every word of the titles and descriptions the text and the register give, in lower case."""
        words = set(self.described) | words_of(self.title)
        if self.person:
            words.update(word for office in self.person.offices for word in office.title.lower().split())
        return words

    @property
    def surname(self) -> str:
        """The family name."""
        if self.person:
            return self.person.surname
        words = [w for w in self.name.split() if w.rstrip(".,") not in SUFFIXES]
        return words[-1].rstrip(",") if words else self.name

    @property
    def actor(self) -> Actor:
        """The reference kept in the record; one unknown to the register is known by an office, or in its document only."""
        if self.person:
            return self.person.actor
        return Actor(actor_id("person", self.name, self.known_by or self.document_id), self.name, "person")

    def last_before(self, offset: int) -> int | None:
        """Where they were last mentioned before a place."""
        i = bisect_left(self.places, offset)
        return self.places[i - 1] if i else None


class People:
    """Everybody named in the running text of a document (title, introduction, body; no captions, no comments)."""

    def __init__(self, individuals: list[Individual]) -> None:
        self.individuals = individuals

    def surnamed(self, name: str) -> list[Individual]:
        """Everybody with this surname."""
        return [i for i in self.individuals if i.surname == name]

    def named(self, name: str) -> Individual | None:
        """The one with this full name, or the register's name for it; its words may stand in another order."""
        one = next((i for i in self.individuals if name in (i.name, i.person.name if i.person else i.name)), None)
        if one or " " not in name:
            return one
        words = sorted(name.split())
        return next((i for i in self.individuals if sorted(i.name.split()) == words), None)

    def containing(self, name: str) -> list[Individual]:
        """Everybody whose full name holds these words side by side, whatever their capitals: “Van der Lisse”, “Quesada Ibarra”."""
        words = name.casefold().split()
        return [i for i in self.individuals if _holds(_name_words(i), words)]

    def spelt_like(self, name: str) -> Individual | None:
        """The one person of this text whose whole name is spelt nearly so: “Sergey Podlessny” and “Sergei Podlesnyi”."""
        bare = fold(name).replace(" ", "")
        alike = [
            i for i in self.individuals if i.name != name and fuzz.ratio(fold(i.name).replace(" ", ""), bare) >= _ALIKE
        ]
        return alike[0] if len(alike) == 1 else None

    def shortened(self, name: str) -> Individual | None:
        """The one of whose name this is a shorter form: “Ada Holm” of “Ada Maria Holm”, “A. Holm” of “Ada Holm”; nobody where there are two."""
        words = name.split()
        if len(words) != _FIRST_AND_LAST:
            return None
        first, last = words
        short = _INITIAL.fullmatch(first) is not None
        found = []
        for one in self.individuals:
            own = one.name.split()
            if one.name == name or own[-1] != last or len(own) < _FIRST_AND_LAST + (not short):
                continue
            if own[0] == first or (short and own[0][0] == first[0] and not _INITIAL.fullmatch(own[0])):
                found.append(one)
        return found[0] if len(found) == 1 else None

    def first_named(self, name: str) -> list[Individual]:
        """Everybody whose first name this is."""
        return [i for i in self.individuals if " " in i.name and i.name.split()[0] == name]

    def called_short(self, name: str) -> list[Individual]:
        """The one whose first name a short form begins or ends: “Mina” of Wilhelmina; none where it could be several."""
        short = name.lower()
        found = [
            i for i in self.individuals
            if len(short) >= _SHORTEST and " " in i.name and i.name.split()[0].lower().startswith(short) | i.name.split()[0].lower().endswith(short)
        ]  # fmt: skip
        return found if len(found) == 1 else []


def _name_words(individual: Individual) -> list[str]:
    return [word.strip(".,") for word in f"{individual.name} {individual.nickname}".casefold().split()]


def _holds(words: list[str], part: list[str]) -> bool:
    bare = [word.strip(".,") for word in part]
    return len(bare) < len(words) and any(words[i : i + len(bare)] == bare for i in range(len(words) - len(bare) + 1))


def words_of(phrase: str) -> set[str]:
    """The words of a description in lower case, small ones left out."""
    return {w.lower().removesuffix("'s") for w in _WORD.findall(phrase)} - _SMALL
