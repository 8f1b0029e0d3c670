"""Whom a pronoun or a bare title stands for: the people named before it, weighed by where and how.

Mentions in captions, comments and bylines, and inside quotations, are not among them (`people` leaves them out).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.language.paragraphs import cut_paragraphs, running_view
from onrecord.resolve.individuals import Individual, People, words_of

__all__ = ["FEATURES", "Antecedents", "Found"]

_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_OBJECT = re.compile(
    r"\b(?:with|to|of|for|by|about|against|from|on|at|over|than|like|between|and|or|as)\s+(?:\w+\.?\s+)?$"
)
_FARTHEST_PARAGRAPHS = 8
_MEMORY = 3000
# Titles that a text about a contest or a state gives to one person at a time, whatever it says of others in general.
_OF_ONE = frozenset({"candidate", "nominee", "president", "premier", "frontrunner", "front-runner", "pope", "pontiff"})
_OF_THE_DAY = frozenset({"former", "presumptive", "then", "now"})

_PEOPLE_ROUND = re.compile(
    r"\b(?:people|those|men|women|others|some|many|officials|voters|critics|friends|allies|supporters|advisers|aides|colleagues|members)\b[^,.;]{0,25}"
    r"\b(?:around|round|close to|near|of|with|behind|from|in|under|by)\s+(?:\w+\.?\s+){0,2}$"
)

FEATURES = (
    "same sentence", "sentences away", "same paragraph", "paragraphs away", "begins its sentence", "possessive", "object",
    "gender known", "times named", "named most", "spoke last", "spoke last in this paragraph", "title fits", "last named",
)  # fmt: skip
# Fitted by conditional logistic regression, held towards a first guess, on 121 marked pronouns and titles
# (`benchmarks/marks/antecedents-development.jsonl`); the same order as FEATURES.
_WEIGHTS = (0.46, -0.27, 1.17, -0.31, 1.01, -0.11, -1.05, 0.93, 0.02, 0.49, 1.27, 0.87, 2.28, 0.27)


@dataclass(frozen=True, slots=True)
class Found:
    """A person, how, and how sure: the share of the weight that speaks for this one."""

    individual: Individual
    why: str
    confidence: float


class Antecedents:
    """Finds antecedents in one document. Cost: people of the text a mention."""

    def __init__(self, text: str, people: People) -> None:
        self._view = running_view(text)
        self._people = people
        self._sentences = [0, *(m.end() for m in _SENTENCE.finditer(self._view))]
        self._paragraphs = [p.start for p in cut_paragraphs(text)]

    def last_named(self, start: int, end: int) -> Individual | None:
        """The person named last within a stretch."""
        inside = [
            (place, i) for i in self._people.individuals if (place := i.last_before(end)) is not None and place >= start
        ]
        return max(inside, key=lambda pair: pair[0])[1] if inside else None

    def of_pronoun(
        self, gender: str, at: int, spoke: tuple[int, Individual] | None, apart: tuple[Individual, ...] = ()
    ) -> Found | None:
        """The person whom "he" or "she" at a place stands for.

        Args:
            spoke: where and who was the last to be quoted.
            apart: who tells it, and is not meant.
        """
        fitting = [i for i in self._people.individuals if i.gender in (None, gender) and i not in apart]
        return self._best(fitting, at, spoke if spoke and spoke[1] not in apart else None, frozenset())

    def of_title(self, phrase: str, at: int, spoke: tuple[int, Individual] | None) -> Found | None:
        """The person whom a title without a name ("the candidate") stands for.

        None where the text introduces somebody unnamed by the same word ("a judge").
        """
        words = frozenset(words_of(phrase) - _OF_THE_DAY)
        head = self._head(phrase)
        someone = re.compile(
            rf"(?<!\bis )(?<!\bas )(?<!\bwas )(?<!\bbe )\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Ss]everal)\s+(?:[\w-]+\s+){{0,3}}{re.escape(head)}\b(?!\s+[A-Z])"
        )
        if head and head not in _OF_ONE and someone.search(self._view, max(0, at - _MEMORY), at):
            fitting = [i for i in self._people.individuals if head in i.called()]
        else:
            fitting = list(self._people.individuals)
        return self._best(fitting, at, spoke, words)

    def described(self, phrase: str, at: int) -> list[Individual]:
        """People named before a place whom the text calls all of these words somewhere."""
        words = words_of(phrase) - _OF_THE_DAY
        return [i for i in self._people.individuals if words and words <= i.called() and i.last_before(at) is not None]

    def together(self, one: Individual, other: Individual, at: int) -> bool:
        """Whether two people were last named in the same sentence, so that neither is nearer than the other."""
        places = [i.last_before(at) for i in (one, other)]
        return None not in places and len({self._number(self._sentences, p) for p in places if p is not None}) == 1

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds a place begins and ends."""
        number = self._number(self._sentences, at)
        following = self._sentences[number + 1] if number + 1 < len(self._sentences) else len(self._view)
        return self._sentences[number], following

    def of_relative(self, at: int) -> Found | None:
        """The person whom "who" stands for: named just before it, with no more than an aside between."""
        start = self._sentences[bisect_right(self._sentences, at) - 1]
        near = [
            (place, i)
            for i in self._people.individuals
            if (place := i.last_before(at)) is not None and place >= max(start, at - 140)
        ]
        if not near:
            return None
        place, individual = max(near, key=lambda pair: pair[0])
        between = self._view[place:at]
        if _PEOPLE_ROUND.search(self._view, max(start, place - 60), place):
            return None  # “people round Mr Varn who”
        if between.count(",") > 2 or re.search(
            r"\b(?:said|told|and|by|people|those|voters|officials)\b", between[len(individual.surname) :]
        ):
            return None
        return Found(individual, f"{individual.name}, named just before", 0.85)

    def features(
        self, individual: Individual, at: int, spoke: tuple[int, Individual] | None, words: frozenset[str]
    ) -> list[float] | None:
        """What speaks for a person, in the order of `FEATURES`; None for one not named before, or too far away."""
        place = individual.last_before(at)
        spoke_here = spoke is not None and spoke[1] is individual
        if place is None:
            if not spoke_here or spoke is None:
                return None
            place = spoke[0]
        paragraphs = self._number(self._paragraphs, at) - self._number(self._paragraphs, place)
        spoke_paragraphs = (
            self._number(self._paragraphs, at) - self._number(self._paragraphs, spoke[0]) if spoke else 99
        )
        if min(paragraphs, spoke_paragraphs if spoke_here else 99) > _FARTHEST_PARAGRAPHS and not words:
            return None
        sentences = self._number(self._sentences, at) - self._number(self._sentences, place)
        opening = self._view[self._sentences[self._number(self._sentences, place)] : place]
        behind = self._view[place : place + 60]
        times = bisect_left(individual.places, at)
        most = max((bisect_left(i.places, at) for i in self._people.individuals), default=0)
        later = any(
            p > place for i in self._people.individuals if i is not individual for p in [i.last_before(at) or -1]
        )
        return [
            float(sentences == 0), float(min(sentences, 6)), float(paragraphs == 0), float(min(paragraphs, 8)),
            float(len(opening.split()) <= 3), float(bool(re.match(r"[\w .-]{2,40}?'s\b", behind)) and "'s" in behind[: len(individual.surname) + 12]),
            float(bool(_OBJECT.search(self._view[max(0, place - 25) : place]))), float(individual.gender is not None),
            math.log1p(times), float(times == most), float(spoke_here), float(spoke_here and spoke_paragraphs == 0),
            self._title_fit(individual, words), float(not later),
        ]  # fmt: skip

    def _best(
        self, people: list[Individual], at: int, spoke: tuple[int, Individual] | None, words: frozenset[str]
    ) -> Found | None:
        scored = [
            (sum(w * x for w, x in zip(_WEIGHTS, features, strict=True)), -number, individual)
            for number, individual in enumerate(people)
            if (features := self.features(individual, at, spoke, words)) is not None
        ]
        if not scored:
            return None
        top, _, best = max(scored, key=lambda item: item[:2])
        share = 1 / sum(math.exp(score - top) for score, _, _ in scored)
        why = f"{best.name}, who spoke before" if spoke and spoke[1] is best else f"{best.name}, named before"
        return Found(best, why, round(0.95 * share, 2))

    def _title_fit(self, individual: Individual, words: frozenset[str]) -> float:
        """The share of a phrase's words that the text says of a person, by title or beside a name."""
        if not words:
            return 0.0
        return len(words & individual.called()) / len(words)

    @staticmethod
    def _head(phrase: str) -> str:
        part = re.split(r"\b(?:of|for|from|in|at|on|who|with)\b|,", phrase, maxsplit=1)[0].split()
        return part[-1].lower() if part else ""

    @staticmethod
    def _number(starts: list[int], at: int) -> int:
        return max(0, bisect_right(starts, at) - 1)
