"""Names of people: who a full name or a surname is, and which of several bearers."""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz import fuzz

from onrecord.language.fold import fold
from onrecord.language.paragraphs import running_view
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.resolve.antecedents import Antecedents
from onrecord.resolve.descriptions import SHORT_TITLES
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.memory import Memory
from onrecord.resolve.names import NameRun, find_runs, is_name_like
from onrecord.resolve.office_phrase import read_office
from onrecord.resolve.pronouns import GENDERS
from onrecord.resolve.recognition import known_person
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["Bearers"]

_SHORTEST_ALIKE, _ALIKE = 5, 88
# “A Holm supporter”: the name only says of what kind somebody is.
_BEFORE_A_NOUN = re.compile(
    r"(?:'s?)?\s+(?!(?:of|for|from|at|in|on|with|who|whose|himself|herself|itself|and|or|the|an?|as|to|by|now|then|also)\b)[a-z]"
)
_OLDER = {"elder": True, "older": True, "younger": False}
_LONGEST_TITLE = 40
_ENDS_IN_TITLE = re.compile(
    r"\b(?:[Ss]ecretary of [Ss]tate|[Ss]ecretary of [Dd]efen[cs]e|[Mm]inister (?:of|for) [\w ]+)\s+$"
)
_OF_WHOM = re.compile(
    r"\b(?:of|for|from|at|in|with|to|by|against|about|near)\s+(?:(?:the|a|an|former|late|then)\s+|[A-Z][\w.]*\s+)*$"
)
_FAMILIAR = frozenset({"Old", "Young", "Little", "Big", "Daw", "Ma", "Ko", "Counsel", "Elder", "Brother", "Sister"})
"""What is put before a name among people who know its bearer, and is no part of it."""
_ARTICLED = re.compile(r"[Tt]he\s+")


class Bearers:
    """Finds the people whom names in mentions of one document mean."""

    def __init__(
        self, document: Document, register: Register, people: People, antecedents: Antecedents, memory: Memory
    ) -> None:
        self._view = running_view(document.text)
        self._document_id = document.id
        self._day = document.published.date
        self._register = register
        self._people = people
        self._antecedents = antecedents
        self._memory = memory

    def person_in(self, phrase: str, at: int) -> Resolved | None:
        """The person whom a phrase names by full name or surname, new ones among them; None where it names none."""
        if _joined_names(phrase):
            joined = Actor(actor_id("group", phrase, self._document_id), phrase, "group")
            return Resolved(joined, "several people together", 0.7)
        for run in reversed(list(find_runs(phrase))):
            if _belongs_to(phrase, run) or _BEFORE_A_NOUN.match(phrase, run.end):
                continue
            individual = self._people.named(run.name)
            known = self._register.lookup(run.name)
            person = known_person(self._register, run) if individual is None and known is None else None
            if person:  # “James B. Holm”: the James Holm of the register
                individual = self._people.named(person.name) or Individual(person.name, person, self._document_id)
            if individual is None and known is None and " " in run.name:
                individual = self._people.spelt_like(run.name) or self._people.shortened(run.name)
            if individual is None and known and known[0].kind == "person":
                individual = Individual(known[0].name, self._register.people[known[0].id], self._document_id)
            if individual:
                return Resolved(individual.actor, f"named “{run.name}”", 0.97 if individual.person else 0.9, individual)
            if known:
                continue
            known_here = self._bearer(phrase, run, at) or self._by_part(phrase, run, at)
            if known_here:
                return known_here
            held = self._by_office(phrase, run)
            if held:
                return held
            if is_name_like(run.name) or (run.title and " " not in run.name):
                gender = title_words().genders.get(run.title)
                new = Individual(
                    run.name, None, self._document_id, gender, phrase[: run.start].strip(), [at + run.start]
                )
                self._people.individuals.append(new)
                return Resolved(new.actor, "a name the register does not know", 0.8, new)
        return None

    def _by_office(self, phrase: str, run: NameRun) -> Resolved | None:
        """“Foreign Minister Holm”, “Norland's Holm”: the one person of the register with that surname and such an office that day."""
        if " " in run.name:
            return None
        before = phrase[: run.start].strip()
        office = read_office(before, self._register)
        owners = {owner.id for owner in self._register.owners(before)}
        if office.why_not or not (office.title or owners):
            return None
        fitting = [
            person
            for person in self._register.surnamed(run.name)
            if any(
                (not office.title or office.title in held.title) and (not owners or held.for_id in owners)
                for held in (person.offices_on(self._day) if self._day else person.offices)
            )
        ]
        if len(fitting) != 1:
            return None
        known = self._people.named(fitting[0].name)
        if known is None:  # from now on one of the people of this text: “he” and the bare surname lead here
            known = Individual(fitting[0].name, fitting[0], self._document_id, fitting[0].gender, before)
            self._people.individuals.append(known)
        return Resolved(known.actor, f"“{before} {run.name}”: {known.name}, by the register", 0.85, known)

    def _by_part(self, phrase: str, run: NameRun, at: int) -> Resolved | None:
        """Who is called by a part of a full name of this text: a double surname, two given names, a name with its particle."""
        words = run.name.split()
        while len(words) > 1 and words[0] in _FAMILIAR:
            words = words[1:]
        name = " ".join(words)
        bearers = self._people.named(name)
        found = [bearers] if bearers else self._people.containing(name)
        if len(found) == 1:
            return Resolved(found[0].actor, f"part of the name of {found[0].name} in this text", 0.88, found[0])
        if not found:
            return None
        return self._fitting(found, {word.lower() for word in phrase[: run.start].split()}, run, name, at)

    def _bearer(self, phrase: str, run: NameRun, at: int) -> Resolved | None:
        """Who bears a surname here: of several the one whom gender and title fit, or who was named last, alone."""
        *before, surname = run.name.split()
        bearers = self._people.surnamed(surname)
        said = {word.lower().rstrip(".") for word in (*phrase[: run.start].split(), *before)}
        said |= {SHORT_TITLES[word] for word in said & SHORT_TITLES.keys()}
        if before and not any(said & bearer.called() for bearer in bearers):
            return None  # "Inspector Odell" may be Brice Odell, an inspector; "Ada Odell" is another
        if not bearers and not before:
            bearers = self._people.first_named(surname) or self._spelt_like(run) or self._people.called_short(surname)
        return self._fitting(bearers, said, run, surname, at)

    def _fitting(
        self, bearers: list[Individual], said: set[str], run: NameRun, surname: str, at: int
    ) -> Resolved | None:
        """Of several who bear a name the one whom gender, title and what is said around fit, else the one named last."""
        gender = title_words().genders.get(run.title)
        fitting = [b for b in bearers if not gender or b.gender in (None, gender)] or bearers
        called = [b for b in fitting if said & b.called()] or fitting
        sure_gender = [b for b in called if gender and b.gender == gender]
        called = sure_gender if len(sure_gender) == 1 else called
        if len(called) > 1:
            called = self._told_apart(called, said, at)
        if not called:
            return None
        if len(called) == 1:
            chosen, sure = called[0], 0.93 if len(bearers) == 1 else 0.88
            why = (
                f"surname of {chosen.name} in this text"
                if len(bearers) == 1
                else f"of {len(bearers)} named {surname} here the one it fits: {chosen.name}"
            )
            return Resolved(chosen.actor, why, sure, chosen)
        called.sort(key=lambda b: b.last_before(at + 1) or -1)
        chosen, other = called[-1], called[-2]
        if self._memory.person and self._memory.person[1] in called:
            chosen = self._memory.person[1]
        elif self._antecedents.together(chosen, other, at):
            return Resolved(None, f"{len(called)} people named {surname} fit equally", 0.0)
        return Resolved(
            chosen.actor, f"one of {len(bearers)} named {surname} here: {chosen.name}, named last", 0.6, chosen
        )

    def _told_apart(self, bearers: list[Individual], said: set[str], at: int) -> list[Individual]:
        """By age ("the elder Mr. Dorn"), by "her scarf" in the sentence, by a place that the text gives to one of them."""
        aged = [b for b in bearers if b.age is not None]
        if said & _OLDER.keys() and len(aged) == len(bearers):
            older = all(_OLDER.get(word, True) for word in said)
            return [(max if older else min)(aged, key=lambda b: b.age or 0)]
        for ending, word in ((r"\bSr\.?$", True), (r"\bJr\.?$", False)):
            named = [b for b in bearers if re.search(ending, b.name)]
            if len(named) == 1 and any(_OLDER.get(w) is word for w in said):
                return named
        start, end = self._antecedents.sentence(at)
        outside = re.sub(r"[“\"][^”\"]*[”\"]", " ", self._view[start:end])
        genders = {GENDERS[w] for w in re.findall(r"\b(?:he|she|his|her|himself|herself)\b", outside.lower())}
        if len(genders) == 1:
            gender = genders.pop()
            fitting = [b for b in bearers if b.gender in (None, gender)]
            if len(fitting) == 1:
                return fitting
        own = {word.lower() for b in bearers for word in b.name.split()}
        names = {w.lower() for w in re.findall(r"\b[A-Z][a-z]+", outside[: at - start + 80])} - own
        placed = [b for b in bearers if names & (b.called() | self._named_beside(b, at))]
        return placed if len(placed) == 1 else bearers

    def _named_beside(self, bearer: Individual, at: int) -> set[str]:
        """Names in the stretch between semicolons where somebody was last named: “Emmerich grows hops in Tarnau; ...”."""
        place = bearer.last_before(at)
        if place is None:
            return set()
        start, end = self._antecedents.sentence(place)
        low = max(start, self._view.rfind(";", start, place) + 1)
        high = self._view.find(";", place, end)
        return {w.lower() for w in re.findall(r"\b[A-Z][a-z]+", self._view[low : high if high >= 0 else end])}

    def _spelt_like(self, run: NameRun) -> list[Individual]:
        """After a title or Mr., a surname spelt nearly as the one of one person of this text is that person's."""
        if not run.title or len(run.name) < _SHORTEST_ALIKE:
            return []
        alike = [i for i in self._people.individuals if fuzz.ratio(fold(i.surname), fold(run.name)) >= _ALIKE]
        return alike if len(alike) == 1 else []


def _belongs_to(phrase: str, run: NameRun) -> bool:
    """“A spokeswoman for Mr. Dorn”, “the head of the Kell Foundation”: a name that only says whose somebody is."""
    before = phrase[: run.start]
    if title_words().before_names.search(
        before.rstrip(), max(0, len(before) - _LONGEST_TITLE)
    ) and _ENDS_IN_TITLE.search(before):
        return False
    return bool(_OF_WHOM.search(before)) or (_ARTICLED.fullmatch(before) is not None and not run.title)


def _joined_names(phrase: str) -> bool:
    """Whether a mention joins two or more full names ("Ada Holm and Peter Dorn")."""
    runs = [run for run in find_runs(phrase) if is_name_like(run.name)]
    return len(runs) > 1 and any(re.search(r"\band\b", phrase[a.end : b.start]) for a, b in pairwise(runs))
