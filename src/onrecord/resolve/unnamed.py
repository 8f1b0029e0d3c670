"""Speakers that a mention describes and does not name: who holds an office, officials, a group, somebody unnamed."""

from __future__ import annotations

import re

from onrecord.language.nouns import head_of
from onrecord.language.paragraphs import running_view
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.resolve.antecedents import Antecedents
from onrecord.resolve.as_called import as_called, body_by_name
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.memory import Memory
from onrecord.resolve.nouns import CLOSE_TO, is_body
from onrecord.resolve.office_phrase import OfficePhrase, read_office
from onrecord.resolve.pronouns import LEAST_SURE
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["Unnamed", "is_body_of_state", "official_of"]

_SHORT_PHRASE = 4
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|its|their|that|this)\s+", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:of|for|at|to) (?:the )?[A-Z]|'s? ")
_UNNAMED = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|who (?:declined|asked not|spoke on condition)|not authorized|not authorised|source)\b",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(r"^(?:new|newly appointed|current)\s+", re.IGNORECASE)
_BODY_OF_STATE = re.compile(
    r"\b(?:government|administration|ministry|leadership|authorities|embassy|cabinet|parliament|side)\b"
)
_POSTED = re.compile(r"\b(?:embassy|mission|consulate|ambassador|envoy|delegation)\b")
_ONE_OF_THEM = re.compile(r"(?:the|this|that|my|our|his|her|its|their)\s", re.IGNORECASE)
_HEAD_OF_STATE = re.compile(r"\bhead of (?:the )?state$", re.IGNORECASE)
_THE_ONE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)


class Unnamed:
    """Resolves described speakers of one document.

    Args:
        day: the day of publication if known, for titles without a name.
    """

    def __init__(  # what a document and the register tell
        self,
        document: Document,
        register: Register,
        people: People,
        antecedents: Antecedents,
        memory: Memory,
        day: str | None,
    ) -> None:
        self._view = running_view(document.text)
        self._document_id = document.id
        self._register, self._people, self._antecedents, self._memory, self._day = (
            register,
            people,
            antecedents,
            memory,
            day,
        )
        self._bodies_by_name: dict[str, Resolved | None] = {}

    def resolve(self, text: str, at: int) -> Resolved:
        """A mention without a name: an office-holder, officials of a state, a group, somebody unnamed."""
        words = title_words()
        bare = _ARTICLE.sub("", text)
        owners = self._register.owners(bare)
        bare = _ADJECTIVES.sub("", bare)
        office = read_office(bare, self._register)
        title = office.title
        if office.is_holder and office.owner and not _plural(bare):
            holder = self._holder(office.title or "", office.owner, at)
            if holder:
                return holder
        alone = self._described(text, bare, at)
        if alone:
            return alone
        named_before = None if owners else self._of_title(text, bare, office, at)
        if named_before:
            return named_before
        owner = owners[0] if owners else None
        lowered = set(re.findall(r"[a-z]+", bare.lower()))
        official = None if office.why_not else official_of(bare, owner, self._register)
        if official and is_body_of_state(bare):
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
                official_of=official or office.speaks_for,
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
        if title or re.match(r"(?:an?|one|another)\s", text, re.IGNORECASE) or (owner and _ONE_OF_THEM.match(text)):
            someone = Actor(actor_id("unnamed", bare, self._document_id), text, "unnamed")
            return Resolved(
                someone, "described, not named", 0.6, official_of=office.speaks_for or self._stands_for(bare, official)
            )
        return self._as_called(text, bare)

    def _as_called(self, text: str, bare: str) -> Resolved:
        """A speaker whom nothing names further, as the text calls them; open where even that says nothing."""
        if " " not in text and not self._people.surnamed(text):
            if text not in self._bodies_by_name:
                self._bodies_by_name[text] = body_by_name(text, self._view, self._document_id)
            named = self._bodies_by_name[text]
            if named:
                return named
        called = as_called(text, bare, self._document_id, self._register)
        return called or Resolved(None, f"“{text[:60]}” is not resolved", 0.0)

    def _of_title(self, text: str, bare: str, office: OfficePhrase, at: int) -> Resolved | None:
        """“The ambassador”: who was named with that title, surely enough."""
        words = title_words()
        if not _THE_ONE.match(text) or _plural(bare) or not (office.title or words.names_role(bare)):
            return None
        meant = self._antecedents.of_title(_HEAD_OF_STATE.sub("president", bare), at, self._memory.person)
        if meant is None or meant.confidence < LEAST_SURE:
            return None
        # “The former ambassador” is somebody whom the text calls a former one, and no sitting one.
        if office.why_not and not words.not_holding.search(meant.individual.title):
            return None
        own = read_office(meant.individual.title, self._register).title
        called = head_of(bare).lower() in meant.individual.called()
        if office.title and own and own != office.title and not called:
            return None  # somebody whom the text calls another office
        # Of an office with whose it is, only somebody whom the text calls so is meant.
        if _WHOSE.search(bare) and not called:
            return None
        return Resolved(meant.individual.actor, f"“{text}”: {meant.why}", meant.confidence, meant.individual)

    def _stands_for(self, bare: str, official: Actor | None) -> Actor | None:
        """The owner where the phrase itself is about who acts for it: “the Norlandic delegate”, not “the wife of a Norlandic envoy”."""
        head = head_of(bare).lower()
        return official if head in title_words().official_nouns and not CLOSE_TO.search(bare) else None

    def _described(self, text: str, bare: str, at: int) -> Resolved | None:
        """“The engineer”, “his sister”: the one person whom the text calls so; open where two were named together."""
        if not _ONE_OF_THEM.match(text) or _plural(bare) or len(bare.split()) > _SHORT_PHRASE or is_body(bare):
            return None
        found = self._antecedents.described(bare, at)
        if len(found) == 1:
            return Resolved(found[0].actor, f"the text calls {found[0].name} so", 0.85, found[0])
        spoke = self._memory.person[1] if self._memory.person else None
        if len(found) == 2 and spoke not in found and self._antecedents.together(found[0], found[1], at):
            return Resolved(None, f"“{text}”: {found[0].name} or {found[1].name}", 0.0)
        return None

    def _holder(self, title: str, actor: Actor, at: int) -> Resolved | None:
        """“The foreign minister”: who was named with that title in this text, else who held it that day."""
        titled = [i for i in self._people.individuals if title in _standard(i.title) and i.last_before(at) is not None]
        fitting = [
            i
            for i in titled
            if actor.name in i.title
            or (i.owner and i.owner.id == actor.id)
            or (i.person and any(o.for_id == actor.id for o in i.person.offices))
        ]
        if len(fitting) == 1:
            return Resolved(fitting[0].actor, f"{fitting[0].name} is named with that title here", 0.85, fitting[0])
        holders = self._register.holder_of(title, actor.id, self._day) if self._day else []
        if len(holders) != 1:
            return None
        known = self._people.named(holders[0].name) or Individual(
            holders[0].name, holders[0], self._document_id, holders[0].gender
        )
        return Resolved(holders[0].actor, f"{title} of {actor.name} on {self._day}, by the register", 0.8, known)


def official_of(bare: str, owner: Actor | None, register: Register) -> Actor | None:
    """The owner, where a phrase is about those who act for it."""
    if owner and _POSTED.search(bare) and re.search(rf"\b(?:in|to)\s+(?:the\s+)?{re.escape(owner.name)}\b", bare):
        return None  # “the embassy in Norland” is another state's
    lowered = set(re.findall(r"[a-z]+", bare.lower()))
    singular = {word.rstrip("s") for word in lowered}
    if not owner or not (lowered | singular) & title_words().official_nouns:
        return None
    # Officials of a ministry are its state's.
    return register.actors.get(register.parents.get(owner.id, ""), owner) if not is_body_of_state(bare) else owner


def is_body_of_state(phrase: str) -> bool:
    """“Norland's foreign ministry” is; “sources in Norland's foreign ministry” are somebody else."""
    return _BODY_OF_STATE.search(head_of(phrase).lower()) is not None


def _standard(title: str) -> str:
    lower = title.lower()
    for other, standard in title_words().synonyms.items():
        lower = lower.replace(other, standard)
    return lower


def _plural(text: str) -> bool:
    last = re.findall(r"[A-Za-z-]+", text.split(" who ", maxsplit=1)[0].split(" of ", maxsplit=1)[0])
    return bool(last) and last[-1].lower().endswith("s") and not last[-1].lower().endswith("ss")
