"""The people of one document: who is named where, with which title, so that a surname or "he" can find them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from onrecord.language.fold import fold
from onrecord.language.marks import pair_marks
from onrecord.language.paragraphs import cut_paragraphs, running_view
from onrecord.model.actor import Actor, Person
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.model.span import Quote, Span
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.names import NameRun, find_runs, is_name_like
from onrecord.resolve.nouns import head_of, is_role
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words

__all__ = ["SHORT_TITLES", "Individual", "People", "gather_people"]

_AFTER_TITLE = re.compile(r",\s+(?P<title>(?:(?:the|a|an|its|his|her|their)\s+)?[^,.;:\"“”]{3,90})")
_PRONOUN = re.compile(r"\b(?:he|his|she|her)\b", re.IGNORECASE)
_GENDER = {"he": "m", "his": "m", "she": "f", "her": "f"}
_BEHIND = re.compile(
    r"(?:,\s+(?:\d+,\s+)?|\s+(?:is|was)\s+(?:once\s+|also\s+)?)(?:(?:the|a|an|its|his|her|their)\s+|[A-Z][\w-]*'s\s+|twice\s+)"
    r"(?P<what>[a-z][^,.;:\"“”]{2,80})"
)
_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+'s?)\s+(?P<what>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}),?\s+$"
)
_THE = re.compile(r"\b[Tt]he\s+$")
# “James Pell of the Lantern Institute”: what stands behind such a word is what somebody belongs to.
_BELONGS = re.compile(r"\b(?:of|for|from|at|in|with|to|by|against|about|near|the)\s+$")
# “Perpetua Lind, a beekeeper from the hills. She came ...”
_APPOSED = re.compile(r",\s+(?:an?|the|his|her)\s+[a-z][^.;:\"“”]{2,80}\.\s+(?:He|She)\b")
_ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope", "Emperor", "Empress", "Sultan", "Emir", "Tsar"})
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV", "V", "VI"})
SHORT_TITLES = {
    "father": "priest", "justice": "judge", "dr": "doctor", "gen": "general", "sen": "senator", "gov": "governor",
    "prof": "professor", "sgt": "sergeant", "capt": "captain", "rev": "pastor", "rep": "representative", "lt": "lieutenant",
}  # fmt: skip
"""What a short or a religious title says that its bearer is."""
_NOUN_BEFORE = re.compile(r"\b(?P<what>[a-z][a-z-]+)\s+$")
_IS_A = re.compile(r"\b(?:He|She)\s+(?:is|was)\s+(?:a|an|the)\s+(?P<what>[a-z][a-z -]{2,40})")
_SUBJECT = re.compile(
    r"\s+(?:is|was|has|had|[a-z]+(?:ed|s)|ran|went|came|sold|built|kept|left|made|took|gave|led|lost|won)\b"
)
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_NEXT = 260
_SHORTEST, _ALIKE = 3, 86
_AGE = re.compile(r",\s+(?P<age>\d{1,3})\s*,")
_MARRIED = re.compile(r",\s+whom\s+(?P<by>s?he)\s+married\b")
# What shows a person, behind or before a name: an age, “who”, “his sister, ...”.
_OF_A_PERSON = re.compile(r",\s+(?:\d{1,3}\s*,|who\b|whom\b|whose\b)")
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:[a-z-]+\s+){1,3}?,?\s*$|\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+[a-z-]+,\s+$"
)
_HEAD_END = re.compile(r"\b(?:who|whose|which|that|said|says|told|and|but)\b")
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
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n|[\"“]")


@dataclass(slots=True)
class Individual:
    """A person as one document knows them.

    Attributes:
        person: their row of the register, if they have one.
        title: as the text gives it, with what it belongs to ("Norland's foreign minister").
        places: starts of mentions in running text, code points, in order.
        described: what else the text calls them, word by word: "Stig Lomm, the engineer in charge".
        age: in years, where the text gives it beside the name.
    """

    name: str
    person: Person | None
    document_id: str
    gender: str | None = None
    title: str = ""
    places: list[int] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    age: int | None = None

    def called(self) -> set[str]:
        """Every word of the titles and descriptions the text and the register give, in lower case."""
        words = set(self.described) | _words(self.title)
        if self.person:
            words.update(word for office in self.person.offices for word in office.title.lower().split())
        return words

    @property
    def surname(self) -> str:
        """The family name."""
        if self.person:
            return self.person.surname
        words = [w for w in self.name.split() if w.rstrip(".,") not in _SUFFIXES]
        return words[-1].rstrip(",") if words else self.name

    @property
    def actor(self) -> Actor:
        """The reference kept in the record; one unknown to the register is known in its document only."""
        if self.person:
            return self.person.actor
        return Actor(actor_id("person", self.name, self.document_id), self.name, "person")

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

    def spelt_like(self, name: str) -> Individual | None:
        """The one person of this text whose whole name is spelt nearly so: “Sergey Podlessny” and “Sergei Podlesnyi”."""
        bare = fold(name).replace(" ", "")
        alike = [
            i for i in self.individuals if i.name != name and fuzz.ratio(fold(i.name).replace(" ", ""), bare) >= _ALIKE
        ]
        return alike[0] if len(alike) == 1 else None

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


def gather_people(document: Document, register: Register, sources: list[Quote], day: str | None) -> People:
    """Collect the people of a document.

    A run of capitals is a person when the register knows the name, when a title stands before or behind it,
    or when it is the source of a statement. A surname joins the one person who bears it.
    Cost: linear in the text.
    """
    view = running_view(document.text)
    source_spans = [quote.span for quote in sources]
    found: dict[str, Individual] = {}
    in_order: dict[str, str] = {}  # “Qiao Wenzhi” and “Wenzhi Qiao” are one
    stretches = document.spans_of("title", "intro", "body", "byline")
    runs = [run for span in stretches for run in find_runs(view, span.start, span.end)]
    alone = {run.name for run in runs if " " not in run.name}
    for run in runs:
        person = _known(register, run)
        as_first_written = in_order.setdefault(" ".join(sorted(run.name.split())), run.name)
        if person is None and not _is_person(view, run, register, source_spans, alone):
            continue
        name = person.name if person else as_first_written
        individual = found.get(name)
        if individual is None:
            gender = person.gender if person else title_words().genders.get(run.title) or gender_of_name(name)
            individual = found[name] = Individual(name, person, document.id, gender)
        individual.places.append(run.start)
        _note_title(view, run, individual)
        _note_description(view, run, individual)
    _add_subjects(view, runs, found, register, document.id)
    people = People(list(found.values()))
    _describe_by_pronoun(view, people)
    _add_surnames(document, people, register, runs, day)
    for individual in people.individuals:
        individual.places = sorted(set(individual.places))
    _hide_quoted(document, people)
    _hear_pronouns(view, people)
    return people


def _hear_pronouns(view: str, people: People) -> None:
    """Learn the gender of people of whom nothing else tells it from the pronouns in the sentence behind their name."""
    named = sorted(((place, i) for i in people.individuals for place in i.places), key=lambda pair: pair[0])
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for number, (place, individual) in enumerate(named):
        if individual.gender is not None:
            continue
        end = named[number + 1][0] if number + 1 < len(named) else len(view)
        behind = _SENTENCE_END.split(view[place : min(end, place + 200)], maxsplit=1)[0]
        said = {_GENDER[word.lower()] for word in _PRONOUN.findall(behind)}
        if len(said) == 1:
            votes[individual.name][said.pop()] += 1
    for individual in people.individuals:
        heard = votes.get(individual.name)
        if heard and len(heard) == 1:
            individual.gender = next(iter(heard))


def _known(register: Register, run: NameRun) -> Person | None:
    """The person of the register a run names; words that only happen to stand before the name are passed over."""
    words = run.name.split()
    for first in range(max(1, len(words) - 1)):
        name = " ".join(words[first:])
        known = register.lookup(name) or (register.lookup(name + ".") if words[-1] in _SUFFIXES else None)
        if known and known[0].kind == "person":
            return register.people.get(known[0].id)
        if known:
            return None
    return None


def _is_person(view: str, run: NameRun, register: Register, sources: list[Span], alone: set[str]) -> bool:
    """Whether a run names a person. `alone`: runs of one word; a full name is often followed by its surname alone."""
    if " " not in run.name and run.title in _ROYAL and not register.naming(run.name):
        return True
    if not is_name_like(run.name) or run.surname.lower() in title_words().roles:
        return False
    known = register.lookup(run.name)
    if known or any(named.how != "capital" and named.actor.kind != "person" for named in register.find(run.name)):
        return False
    if run.title:
        return True
    if _THE.search(view, max(0, run.start - 5), run.start):
        return False
    if gender_of_name(run.name) or run.surname in alone or _APPOSED.match(view, run.end, run.end + 200):
        return True
    apposed = _BEHIND.match(view, run.end, min(len(view), run.end + 110))
    if apposed and view[run.end] == "," and is_role(head_of(_HEAD_END.split(apposed["what"])[0])):
        return True
    if _OF_A_PERSON.match(view, run.end, run.end + 12) or _KIN.search(view, max(0, run.start - 40), run.start):
        return True
    tail = _AFTER_TITLE.match(view, run.end, min(len(view), run.end + 110))
    if tail and title_words().title_in(tail.group("title")):
        return True
    if title_words().title_in(view[max(0, run.start - 45) : run.start].rsplit(". ", 1)[-1].rsplit(",", 1)[-1]):
        return True
    return any(
        s.start <= run.start and run.end <= s.end and not _BELONGS.search(view, s.start, run.start) for s in sources
    )


def _note_title(view: str, run: NameRun, individual: Individual) -> None:
    """Keep the fullest title that stands before or behind a mention."""
    line = max(view.rfind("\n", 0, run.start), view.rfind(". ", 0, run.start)) + 1
    before = re.split(
        r"[,;:\"“”()]|\s[-–—]\s|\b(?:and|that|said|told|says|but|with|of the|by|as|when|while)\b ",
        view[max(line, run.start - 70) : run.start],
    )[-1].strip()
    if not before and view[run.start - 2 : run.start] == ", " and view[run.end : run.end + 1] in {",", "."}:
        # "Norland's foreign minister, Ilse Varn, said"
        before = re.split(r"[,;:.\"“”()]|\s[-–—]\s", view[max(line, run.start - 90) : run.start - 2])[-1].strip()
    tail = _AFTER_TITLE.match(view, run.end, min(len(view), run.end + 120))
    behind = tail.group("title").strip() if tail else ""
    for phrase in (before, behind):
        if title_words().title_in(phrase) and len(phrase) > len(individual.title):
            individual.title = phrase


def _note_description(view: str, run: NameRun, individual: Individual) -> None:
    """Keep the words that stand beside a name for what its bearer is: an apposition, or "X is a ..."."""
    behind = _BEHIND.match(view, run.end, min(len(view), run.end + 110))
    if behind:
        individual.described |= _words(_HEAD_END.split(behind["what"])[0])
    before = _BEFORE.search(view, max(0, run.start - 60), run.start)
    if before:
        individual.described |= _words(before["what"])
    individual.described |= {SHORT_TITLES.get(word, word) for word in _words(run.title)}
    bare = _NOUN_BEFORE.search(view, max(0, run.start - 30), run.start)
    if bare and is_role(bare["what"]):
        individual.described.add(bare["what"])
    beside = _AGE.match(view, run.end, run.end + 8)
    if beside:
        individual.age = int(beside["age"])
    married = _MARRIED.match(view, run.end, run.end + 30)
    if married:
        individual.described.add("husband" if married["by"] == "she" else "wife")


def _add_subjects(
    view: str, runs: list[NameRun], found: dict[str, Individual], register: Register, document_id: str
) -> None:
    """Names that nothing shows to be people's but "he" or "she" right behind: “Tamsin Rook walked out. She ...”."""
    places = sorted(place for individual in found.values() for place in individual.places)
    seen: dict[str, Individual] = {}
    for run in runs:
        if run.name in seen:
            seen[run.name].places.append(run.start)
            continue
        if (
            run.name in found
            or not is_name_like(run.name)
            or not (_SUBJECT.match(view, run.end) or view[run.end : run.end + 1] == ",")
        ):
            continue
        if _THE.search(view, max(0, run.start - 5), run.start) or any(
            n.actor.kind != "person" for n in register.find(run.name)
        ):
            continue
        following = bisect_right(places, run.start)
        end = min(run.end + _NEXT, places[following] if following < len(places) else len(view))
        newline = view.find("\n", run.end, end)
        if _HE_OR_SHE.search(view, run.end, newline if newline >= 0 else end):
            seen[run.name] = found[run.name] = Individual(
                run.name, None, document_id, gender_of_name(run.name), places=[run.start]
            )
            _note_description(view, run, seen[run.name])


def _describe_by_pronoun(view: str, people: People) -> None:
    """“He is a ferryman” describes whoever was named last before."""
    for match in _IS_A.finditer(view):
        before = [(place, i) for i in people.individuals if (place := i.last_before(match.start())) is not None]
        if before:
            max(before, key=lambda pair: pair[0])[1].described |= _words(_HEAD_END.split(match["what"])[0])


def _words(phrase: str) -> set[str]:
    return {w.lower().removesuffix("'s") for w in _WORD.findall(phrase)} - _SMALL


def _add_surnames(document: Document, people: People, register: Register, runs: list[NameRun], day: str | None) -> None:
    """Add single-word mentions to the person who bears the name; the nearest before when several do."""
    named = {
        found.actor.id
        for span in document.spans_of("title", "intro", "body")
        for found in register.find(running_view(document.text), span.start, span.end)
    }
    for run in runs:
        if " " in run.name:
            continue
        bearers = people.surnamed(run.name)
        if len(bearers) > 1:
            near = [b for b in bearers if b.last_before(run.start) is not None]
            gender = title_words().genders.get(run.title)
            near = [b for b in near if not gender or b.gender in (None, gender)] or near
            bearers = [max(near, key=lambda b: b.last_before(run.start) or 0)] if near else []
        elif not bearers:
            bearers = _by_title(people, register, run, day) or _by_state(people, register, run, named)
        if bearers:
            bearers[0].places.append(run.start)
            bearers[0].places.sort()
            if bearers[0].gender is None:
                bearers[0].gender = title_words().genders.get(run.title)


def _by_title(people: People, register: Register, run: NameRun, day: str | None) -> list[Individual]:
    """“Ambassador Qin”: the one person of the register with that surname who holds such an office."""
    title = title_words().title_in(run.title) if run.title else None
    if title is None:
        return []
    holders = [p for p in register.surnamed(run.name) if any(title in office.title for office in p.offices_on(day))]
    if len(holders) != 1:
        return []
    individual = Individual(holders[0].name, holders[0], "", holders[0].gender)
    people.individuals.append(individual)
    return [individual]


def _by_state(people: People, register: Register, run: NameRun, named: set[str]) -> list[Individual]:
    """A bare surname: the one person of the register who bears it, if the text names what they speak for."""
    bearers = register.surnamed(run.name)
    if (
        len(bearers) != 1
        or register.lookup(run.name)
        or not any(office.for_id in named for office in bearers[0].offices)
    ):
        return []
    if run.title and title_words().genders.get(run.title) not in (None, bearers[0].gender):
        return []
    individual = Individual(bearers[0].name, bearers[0], "", bearers[0].gender)
    people.individuals.append(individual)
    return [individual]


def _hide_quoted(document: Document, people: People) -> None:
    """Mentions inside quotations do not make somebody the one last spoken of. Cost: linear, and a bisection a mention."""
    marks = [m for p in cut_paragraphs(document.text) for m in pair_marks(document.text, p.start, p.end)]
    starts = [mark.start for mark in marks]

    def spoken(place: int) -> bool:
        number = bisect_right(starts, place) - 1
        return number >= 0 and marks[number].holds(place)

    for individual in people.individuals:
        individual.places = [place for place in individual.places if not spoken(place)]
