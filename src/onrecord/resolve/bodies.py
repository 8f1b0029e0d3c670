"""Organisations that a text names or describes and the register does not know: campaigns, committees, papers."""

from __future__ import annotations

import re

from onrecord.language.nouns import NOT_NAMES, head_of
from onrecord.language.paragraphs import running_view
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.individuals import Individual
from onrecord.resolve.names import find_runs
from onrecord.resolve.nouns import is_body
from onrecord.resolve.office_phrase import read_office
from onrecord.resolve.register import Named, Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["Bodies"]

_PROPER = re.compile(
    r"(?:(?P<article>[Tt]he)\s+)?(?P<name>[A-Z][\w.&'-]*(?:\s+(?:(?:of|for|and|the|on|in)\s+)*[A-Z][\w.&'-]*)*)"
)
# “TheBlaze”, “Kellnews.com”: no word of the language and no person is written so.
_OF_THE_WEB = re.compile(r"[a-z][A-Z]|\.(?:com|org|net|tv|co)\b")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their)\s+", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:Act|Amendment|Bill|Constitution|Treaty|Agreement|Accord|Report|Poll|Index|Protocol|Convention|Charter|Declaration|Memorandum|Communiqu[eé]|Understanding|Resolution|Decree)$"
)
# “the Kell Valley Leader”: a paper, whose name ends in a title.
_PAPER = re.compile(
    r"[Tt]he (?:[A-Z][\w'-]+ ){2,}(?:Leader|Examiner|Observer|Advocate|Ambassador|Envoy|Commissioner|Captain|Pilot)"
)
_RULES = frozenset({"administration", "government", "cabinet", "regime"})
_OFFICES = frozenset({"office", "cabinet", "staff", "secretariat"})
_HEADS_OF_STATE = re.compile(r"\b(?:president|prime minister|chancellor|king|emir|supreme leader|premier)\b")


class Bodies:
    """Recognises organisations in one document."""

    def __init__(self, document: Document, register: Register) -> None:
        self._view = running_view(document.text)
        self._document_id = document.id
        self._register = register
        self._organisations: list[Named] | None = None

    def named(self, head: str, at: int) -> Resolved | None:
        """A name that is no person's: an organisation of this text, or the short form of one named before ("the Times")."""
        match = _PROPER.fullmatch(head)
        words = title_words()
        if match is None or words.honorific.match(head) or self._register.naming(head):
            return None
        if _PAPER.fullmatch(head):
            return Resolved(
                self._organisation(match["name"]), "a paper by its name, which the register does not know", 0.7
            )
        if words.title_in(head) or words.title_in(head.removesuffix("s")):
            return None
        name = match["name"]
        if name.split()[0] in NOT_NAMES:
            return None  # “Some in Norland”
        last = name.split()[-1].lower()
        if last in words.roles or name.lower() in words.groups or _ACTS.search(name) or gender_of_name(name):
            return None
        parts = re.split(r"\s+and\s+", re.split(r"\s+in\s+", name)[0])
        if len(parts) > 1 and all(self._register.naming(part) for part in parts):
            return Resolved(Actor(actor_id("group", name, self._document_id), head, "group"), "several together", 0.7)
        before = self._ending_in(name, at) or (self._longer(name, at) if match["article"] and " " not in name else None)
        if before:
            return Resolved(before, f"“{head}”: {before.name}, named before", 0.85)
        if " " not in name and not match["article"] and not _OF_THE_WEB.search(name):
            return None
        return Resolved(self._organisation(name), "a name the register does not know, and no person's", 0.7)

    def introduced(self, name: str) -> Resolved | None:
        """A name behind a word for people who act as one: “the news agency Kellpress”."""
        if self._register.naming(name) or gender_of_name(name):
            return None
        return Resolved(self._organisation(name), "a name the register does not know, called what it is", 0.75)

    def described(self, text: str, at: int, whose: Individual | None, day: str | None) -> Resolved | None:
        """“The Holm campaign”, “her government”, “the commission”: by a noun for people who act as one."""
        if not is_body(text):
            return None
        bare = _ARTICLE.sub("", text)
        known = self._register.lookup(bare)
        if known and known[1] in {"name", "alias"}:
            return Resolved(known[0], f"“{bare}” is {known[0].name}", 0.9)
        head = head_of(bare[:1].lower() + bare[1:])
        if whose is not None:
            return self._of_person(text, bare, head, whose, day)
        if self._register.owners(bare):
            return None  # a body of a state or an organisation, which others know better
        if any(find_runs(bare)):
            return Resolved(self._organisation(bare), "described by a name and what it is", 0.7)
        if re.fullmatch(r"[Tt]he\s+\w+", text):
            before = self._ending_in(head.capitalize(), at) or self._longer(head.capitalize(), at)
            if before:
                return Resolved(before, f"“{text}”: {before.name}, named before", 0.7)
        return None

    def _of_person(self, text: str, bare: str, head: str, whose: Individual, day: str | None) -> Resolved | None:
        if head in _RULES and whose.person:
            held = [o for o in whose.person.offices_on(day) or whose.person.offices if _HEADS_OF_STATE.search(o.title)]
            if held:
                state = self._register.actors[held[0].for_id]
                return Resolved(state, f"“{text}”: the {head} of {whose.name}", 0.85, official_of=state)
        owner = read_office(whose.title, self._register).owner or whose.owner
        if owner and head in _RULES:
            return Resolved(owner, f"“{text}”: the {head} of {whose.name}", 0.75, official_of=owner)
        name = bare if any(find_runs(bare)) else f"{whose.surname} {head}"
        return Resolved(
            self._organisation(name),
            f"the {head} of {whose.name}",
            0.75,
            official_of=owner if head in _OFFICES else None,
        )

    def _ending_in(self, name: str, at: int) -> Actor | None:
        """An organisation named before whose name ends in these words: of the register, or as the text writes it."""
        if self._organisations is None:
            self._organisations = [n for n in self._register.find(self._view) if n.actor.kind == "organisation"]
        for named in self._organisations:
            if named.start >= at:
                break
            if self._view[named.start : named.end].endswith(" " + name):
                return named.actor
        return None

    def _longer(self, name: str, at: int) -> Actor | None:
        """The last name before that ends in this word, as the text writes it: “the board” of a “Kell Harbour Board”."""
        found = None
        for match in re.finditer(
            rf"(?:[A-Z][\w&'-]*[^\S\n](?:(?:of|for|and)[^\S\n])?){{1,5}}{re.escape(name)}\b", self._view[:at]
        ):
            found = match.group()
        return self._organisation(found) if found else None

    def _organisation(self, name: str) -> Actor:
        name = re.sub(r"'s?\b(?=\s)", "", _ARTICLE.sub("", name)).strip()
        return Actor(actor_id("organisation", name, self._document_id), name, "organisation")
