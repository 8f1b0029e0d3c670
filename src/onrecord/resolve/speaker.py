"""From a source mention to an actor, with the reason, chosen from what the text and the register know."""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz import fuzz

from onrecord.language.fold import fold
from onrecord.language.paragraphs import paragraph_start, running_view
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.model.span import Quote
from onrecord.resolve.antecedents import Antecedents
from onrecord.resolve.bodies import Bodies
from onrecord.resolve.names import NameRun, find_runs, is_name_like
from onrecord.resolve.nouns import group_before, is_group, is_thing, possessed_by_person
from onrecord.resolve.people import Individual, People
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["Resolved", "SpeakerResolver"]

_PRONOUN = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "himself": "m", "herself": "f"}
_SEVERAL = {"they", "them", "their"}
_PLURAL = {"we", "our", "us", "i", "my", "me", "you", "your"}
_UNNAMED = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|who (?:declined|asked not|spoke on condition)|not authorized|not authorised|source)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|its|their|that|this)\s+", re.IGNORECASE)
_ADJECTIVES = re.compile(r"^(?:new|newly appointed|acting|incoming|current)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OWN_SIDE = re.compile(
    r"(?P<whose>his|her)\s+(?:government|country|state|ministry|administration|nation|side|delegation)$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"'s?$")
_BODY_OF_STATE = re.compile(
    r"\b(?:government|administration|ministry|leadership|authorities|embassy|cabinet|parliament)\b"
)
# “A Holm supporter”: the name only says of what kind somebody is.
_BEFORE_A_NOUN = re.compile(
    r"(?:'s?)?\s+(?!(?:of|for|from|at|in|on|with|who|whose|himself|herself|itself|and|or|the|an?|as|to|by|now|then|also)\b)[a-z]"
)
_READERS = frozenset(
    {
        "readers",
        "viewers",
        "listeners",
        "investors",
        "users",
        "parents",
        "neighbours",
        "neighbors",
        "economists",
        "doctors",
    }
)
_OLDER = {"elder": True, "older": True, "younger": False}
_LONGEST_TITLE = 40
_ENDS_IN_TITLE = re.compile(
    r"\b(?:[Ss]ecretary of [Ss]tate|[Ss]ecretary of [Dd]efen[cs]e|[Mm]inister (?:of|for) [\w ]+)\s+$"
)
_OF_WHOM = re.compile(
    r"\b(?:of|for|from|at|in|with|to|by|against|about|near)\s+(?:(?:the|a|an|former|late|then)\s+|[A-Z][\w.]*\s+)*$"
)
_ARTICLED = re.compile(r"[Tt]he\s+")
_ONE_OF_THEM = re.compile(r"(?:the|this|that|his|her|its|their)\s", re.IGNORECASE)
_JUST_BEFORE = 60
_SHORT_PHRASE, _SHORTEST_ALIKE, _ALIKE = 4, 5, 88
_THE_ONE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)
_HOW = {
    "name": "a name",
    "alias": "another name",
    "metonym": "a seat",
    "capital": "the capital",
    "demonym": "a name for people",
}


class SpeakerResolver:
    """Resolves mentions in one document; call in text order, since who spoke last is remembered.

    Args:
        day: the day of publication if known, for titles without a name.
    """

    def __init__(self, document: Document, register: Register, people: People, day: str | None) -> None:
        self._text = document.text
        self._view = running_view(document.text)
        self._document_id = document.id
        self._register = register
        self._people = people
        self._day = day
        self._antecedents = Antecedents(document.text, people)
        self._bodies = Bodies(document, register)
        self._last: tuple[int, Individual] | None = None
        self._last_body: tuple[int, Actor] | None = None
        self._last_several: tuple[int, Actor] | None = None

    def resolve(self, mention: Quote, *, relayed: bool = False) -> Resolved:
        """Who a mention stands for; an actor of None means that it stays unresolved.

        Somebody who is only `relayed` by another does not become the one who spoke last.
        """
        text = _POSSESSIVE.sub("", plain_view(mention.text).strip(" ,\"“”'"))
        text = _BRACKETS.sub("", text).strip() or text
        resolved = (
            self._pronoun(text, mention.start)
            or self._possessed(text, mention.start)
            or self._several_or_thing(text)
            or self._named(text, mention)
            or self._common(text, mention)
        )
        if resolved.actor and resolved.actor.kind in {"group", "organisation", "state"} and not relayed:
            self._last_several = (mention.start, resolved.actor)
        if resolved.individual and not relayed:
            self._last = (mention.start, resolved.individual)
        elif resolved.actor and resolved.actor.kind in {"state", "organisation"} and not relayed:
            self._last_body = (mention.start, resolved.actor)
        elif resolved.actor and resolved.actor.kind in {"unnamed", "group"} and not relayed:
            self._last = None  # somebody without a name spoke: an older name is no longer who "he" is
        return resolved

    def _pronoun(self, text: str, at: int) -> Resolved | None:
        lower = text.lower()
        if lower in {"who", "whom", "which", "that"}:
            return self._relative(text, at)
        if lower in _SEVERAL:
            return self._several(text, at)
        if lower in _PLURAL:
            return Resolved(None, f"“{text}” is not resolved", 0.0)
        if lower in {"it", "its"}:
            return self._body(text, at)
        gender = _PRONOUN.get(lower)
        if gender is None:
            return None
        found = self._antecedent(gender, at)
        if found is None:
            return Resolved(None, f"no person before “{text}” in the text", 0.0)
        individual, why, sure = found
        return Resolved(individual.actor, f"“{text}”: {why}", sure, individual)

    def _relative(self, text: str, at: int) -> Resolved:
        """“Who”, “which”: whoever is named right before it."""
        low = max(0, at - _JUST_BEFORE)
        named = [n for n in self._register.find(self._view, low, at) if at - n.end <= 2 and n.actor.kind != "person"]
        if named and text.lower() != "who":
            return Resolved(named[-1].actor, f"“{text}”: {named[-1].actor.name}, named just before", 0.8)
        before = self._antecedents.of_relative(at)
        if before and text.lower() in {"who", "whom"}:
            return Resolved(before.individual.actor, f"“{text}”: {before.why}", before.confidence, before.individual)
        near = group_before(self._view, at)
        if near and text.lower() in {"who", "whom"} and at - near[0] - len(near[1]) <= 3:
            actor = Actor(actor_id("group", near[1], self._document_id), near[1], "group")
            return Resolved(actor, f"“{text}”: {near[1]}, named just before", 0.7)
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def _several(self, text: str, at: int) -> Resolved:
        """“They”: the group or organisation that spoke last, no more than two paragraphs before."""
        if (
            self._last_several
            and paragraph_start(self._text, at)[0] - paragraph_start(self._text, self._last_several[0])[0] <= 2
        ):
            actor = self._last_several[1]
            return Resolved(actor, f"“{text}”: {actor.name}, who spoke before", 0.5)
        near = group_before(self._view, at)
        if near:
            actor = Actor(actor_id("group", near[1], self._document_id), near[1], "group")
            return Resolved(actor, f"“{text}”: {near[1]}, named before", 0.45)
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def _body(self, text: str, at: int) -> Resolved:
        """“It”: the state or organisation that spoke last in the same paragraph."""
        _, start = paragraph_start(self._text, at)
        if self._last_body and start <= self._last_body[0] < at:
            actor = self._last_body[1]
            return Resolved(actor, f"“{text}”: {actor.name}, who spoke before in this paragraph", 0.7)
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def _several_or_thing(self, text: str) -> Resolved | None:
        """A phrase whose head is a plural ("attorneys for Ada Holm") or a thing ("her tax records"): no name in it speaks."""
        shown = text
        if " " not in text and self._is_common(text):
            text = text.lower()
        owner = next(iter(self._register.owners(text)), None)
        if is_thing(text):
            if owner and owner.kind == "organisation":
                return Resolved(owner, f"“{text[:60]}” is of {owner.name}", 0.7)
            return Resolved(None, f"“{text[:60]}” is a thing, and nobody is named behind it", 0.0)
        if self._register.lookup(_ARTICLE.sub("", text)) or not is_group(text):
            return None
        official = self._official(_ARTICLE.sub("", text), owner)
        if official and _BODY_OF_STATE.search(text.lower()):
            return None
        group = Actor(actor_id("group", _ARTICLE.sub("", text), self._document_id), shown, "group")
        return Resolved(group, "a group", 0.85, official_of=official)

    def _is_common(self, word: str) -> bool:
        """Whether a capital only begins a sentence: “Readers”, a word that is nobody's name."""
        lower = word.lower()
        if self._people.surnamed(word) or self._register.naming(word):
            return False
        known = is_thing(lower) or lower.removesuffix("s") in title_words().groups
        return known or re.search(rf"\b{re.escape(lower)}\b", self._view) is not None or lower in _READERS

    def _official(self, bare: str, owner: Actor | None) -> Actor | None:
        """The owner, where a phrase is about those who act for it."""
        lowered = set(re.findall(r"[a-z]+", bare.lower()))
        singular = {word.rstrip("s") for word in lowered}
        return owner if owner and (lowered | singular) & title_words().official_nouns else None

    def _possessed(self, text: str, at: int) -> Resolved | None:
        """“Her government”: the state that the person before speaks for."""
        match = _OWN_SIDE.match(text)
        found = self._antecedent(_PRONOUN[match.group("whose").lower()], at) if match else None
        if found is None or found[0].person is None:
            return None
        principals = {o.for_id for o in found[0].person.offices_on(self._day) or found[0].person.offices}
        if len(principals) != 1:
            return None
        actor = self._register.actors[principals.pop()]
        return Resolved(actor, f"“{text}”: {found[1]}", round(found[2] * 0.9, 2))

    def _antecedent(self, gender: str, at: int) -> tuple[Individual, str, float] | None:
        """The person a pronoun stands for."""
        found = self._antecedents.of_pronoun(gender, at, self._last)
        return (found.individual, found.why, found.confidence) if found else None

    def _named(self, text: str, mention: Quote) -> Resolved | None:
        """A mention with a name in it: a person of the text, else a state or organisation."""
        if text.isupper() and len(text) > 3:  # transcripts shout their names
            text = text.title()
        head = text.split(", ")[0]
        if possessed_by_person(head) and not self._register.owners(head) and not any(find_runs(text[len(head) :])):
            return None
        body = self._bodies.described(text, mention.start, self._whose(text, mention.start), self._day)
        if body:
            return body
        for phrase in dict.fromkeys((head, text)):
            person = self._person_in(phrase, mention.start)
            if person:
                return person
        whole = self._register.lookup(_ARTICLE.sub("", head)) or self._register.lookup(head)
        if whole and whole[1] != "demonym":
            actor, how = whole
            return Resolved(actor, f"“{head}” is {_HOW[how]} of {actor.name}", 0.9 if how != "capital" else 0.8)
        return self._bodies.named(head, mention.start)

    def _whose(self, text: str, at: int) -> Individual | None:
        """Whose a body is: “her campaign”, “the Holm campaign”."""
        whose = _PRONOUN.get(text.split(" ", 1)[0].lower())
        if whose:
            found = self._antecedent(whose, at)
            return found[0] if found else None
        for run in find_runs(text):
            one = self._people.named(run.name)
            bearers = [one] if one else self._people.surnamed(run.name.removesuffix("'s").split()[-1])
            if bearers:
                return max(bearers, key=lambda b: b.last_before(at) or -1)
        return None

    def _person_in(self, phrase: str, at: int) -> Resolved | None:
        if _joined_names(phrase):
            joined = Actor(actor_id("group", phrase, self._document_id), phrase, "group")
            return Resolved(joined, "several people together", 0.7)
        for run in reversed(list(find_runs(phrase))):
            if _belongs_to(phrase, run) or _BEFORE_A_NOUN.match(phrase, run.end):
                continue
            individual = self._people.named(run.name)
            known = self._register.lookup(run.name)
            if individual is None and known and known[0].kind == "person":
                individual = Individual(known[0].name, self._register.people[known[0].id], self._document_id)
            if individual:
                return Resolved(individual.actor, f"named “{run.name}”", 0.97 if individual.person else 0.9, individual)
            if known:
                continue
            known_here = self._bearer(phrase, run, at)
            if known_here:
                return known_here
            if is_name_like(run.name) or (run.title and " " not in run.name):
                new = Individual(run.name, None, self._document_id, None, phrase[: run.start].strip())
                self._people.individuals.append(new)
                return Resolved(new.actor, "a name the register does not know", 0.8, new)
        return None

    def _bearer(self, phrase: str, run: NameRun, at: int) -> Resolved | None:
        """Who bears a surname here: of several the one whom gender and title fit, or who was named last, alone."""
        *before, surname = run.name.split()
        bearers = self._people.surnamed(surname)
        said = {word.lower().rstrip(".") for word in (*phrase[: run.start].split(), *before)}
        if before and not any(said & bearer.called() for bearer in bearers):
            return None  # "Inspector Odell" may be Brice Odell, an inspector; "Ada Odell" is another
        if not bearers and not before:
            bearers = self._people.first_named(surname) or self._spelt_like(run) or self._people.called_short(surname)
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
        if self._last and self._last[1] in called:
            chosen = self._last[1]
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
        start, end = self._antecedents.sentence(at)
        outside = re.sub(r"[“\"][^”\"]*[”\"]", " ", self._view[start:end])
        genders = {_PRONOUN[w] for w in re.findall(r"\b(?:his|her|himself|herself)\b", outside.lower())}
        if len(genders) == 1:
            gender = genders.pop()
            fitting = [b for b in bearers if b.gender == gender]
            if len(fitting) == 1:
                return fitting
        names = {w.lower() for w in re.findall(r"\b[A-Z][a-z]+", outside)} - {b.surname.lower() for b in bearers}
        placed = [b for b in bearers if names & b.called()]
        return placed if len(placed) == 1 else bearers

    def _spelt_like(self, run: NameRun) -> list[Individual]:
        """After a title or Mr., a surname spelt nearly as the one of one person of this text is that person's."""
        if not run.title or len(run.name) < _SHORTEST_ALIKE:
            return []
        alike = [i for i in self._people.individuals if fuzz.ratio(fold(i.surname), fold(run.name)) >= _ALIKE]
        return alike if len(alike) == 1 else []

    def _common(self, text: str, mention: Quote) -> Resolved:
        """A mention without a name: an office-holder, officials of a state, a group, somebody unnamed."""
        words = title_words()
        bare = _ARTICLE.sub("", text)
        owners = self._register.owners(bare)
        bare = _ADJECTIVES.sub("", bare)
        title = words.title_in(bare)
        if title and not _plural(bare):
            holder = self._holder(title, owners, mention.start)
            if holder:
                return holder
        alone = self._described(text, bare, mention.start)
        if alone:
            return alone
        if not owners and _THE_ONE.match(text) and not _plural(bare) and (title or words.names_role(bare)):
            meant = self._antecedents.of_title(bare, mention.start, self._last)
            if meant:
                return Resolved(meant.individual.actor, f"“{text}”: {meant.why}", meant.confidence, meant.individual)
        owner = owners[0] if owners else None
        lowered = set(re.findall(r"[a-z]+", bare.lower()))
        official = self._official(bare, owner)
        if official and _BODY_OF_STATE.search(bare.lower()):
            return Resolved(official, f"“{bare}” stands for {official.name}", 0.8, official_of=official)
        if (
            _UNNAMED.search(text)
            or (title and re.match(r"(?:an?|one|another)\s", text, re.IGNORECASE))
            or re.match(r"an? .*\b(?:official|diplomat|aide|adviser)\b", text.lower())
        ):
            return Resolved(
                Actor(actor_id("unnamed", bare, self._document_id), text, "unnamed"),
                "not named in the text",
                0.8,
                official_of=official,
            )
        plural = {
            w[:-3] + "y" if w.endswith("ies") else w[:-1] for w in lowered if w.endswith("s") and not w.endswith("ss")
        }
        if (plural & words.groups) or (lowered & words.masses):
            return Resolved(
                Actor(actor_id("group", bare, self._document_id), text, "group"), "a group", 0.8, official_of=official
            )
        if owner and self._register.lookup(bare) and not re.search(r"^an?\s", text, re.IGNORECASE):
            return Resolved(owner, f"“{bare}” names {owner.name}", 0.6, official_of=owner)
        if (
            title
            or re.match(r"(?:an?|one|another)\s", text, re.IGNORECASE)
            or (owner and text.lower().startswith("the "))
        ):
            someone = Actor(actor_id("unnamed", bare, self._document_id), text, "unnamed")
            return Resolved(someone, "described, not named", 0.6)
        return Resolved(None, f"“{text[:60]}” is not resolved", 0.0)

    def _described(self, text: str, bare: str, at: int) -> Resolved | None:
        """“The engineer”, “his sister”: the one person whom the text calls so; open where two were named together."""
        if not _ONE_OF_THEM.match(text) or _plural(bare) or len(bare.split()) > _SHORT_PHRASE:
            return None
        found = self._antecedents.described(bare, at)
        if len(found) == 1:
            return Resolved(found[0].actor, f"the text calls {found[0].name} so", 0.85, found[0])
        if len(found) == 2 and not self._last and self._antecedents.together(found[0], found[1], at):
            return Resolved(None, f"“{text}”: {found[0].name} or {found[1].name}", 0.0)
        return None

    def _holder(self, title: str, owners: list[Actor], at: int) -> Resolved | None:
        """“The foreign minister”: who was named with that title in this text, else who held it that day."""
        titled = [i for i in self._people.individuals if title in _standard(i.title) and i.last_before(at) is not None]
        if owners:
            actor = owners[0]
            fitting = [
                i
                for i in titled
                if actor.name in i.title or (i.person and any(o.for_id == actor.id for o in i.person.offices))
            ]
            if len(fitting) == 1:
                return Resolved(fitting[0].actor, f"{fitting[0].name} is named with that title here", 0.85, fitting[0])
            holders = self._register.holder_of(title, actor.id, self._day) if self._day else []
            if len(holders) == 1:
                known = self._people.named(holders[0].name) or Individual(
                    holders[0].name, holders[0], self._document_id, holders[0].gender
                )
                return Resolved(
                    holders[0].actor, f"{title} of {actor.name} on {self._day}, by the register", 0.8, known
                )
            return None
        return None


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


def _standard(title: str) -> str:
    lower = title.lower()
    for other, standard in title_words().synonyms.items():
        lower = lower.replace(other, standard)
    return lower


def _plural(text: str) -> bool:
    last = re.findall(r"[A-Za-z-]+", text.split(" who ", maxsplit=1)[0].split(" of ", maxsplit=1)[0])
    return bool(last) and last[-1].lower().endswith("s") and not last[-1].lower().endswith("ss")
