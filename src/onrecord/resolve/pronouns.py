"""Pronouns: "he", "who", "they", "it", "her government"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.language.nouns import head_of
from onrecord.language.paragraphs import paragraph_start, running_view
from onrecord.model.actor import Actor, ActorKind
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.resolve.antecedents import Antecedents
from onrecord.resolve.individuals import Individual
from onrecord.resolve.memory import Memory
from onrecord.resolve.nouns import group_before, is_group, is_role
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.topic import subject_before

__all__ = ["GENDERS", "LEAST_SURE", "Pronouns"]

LEAST_SURE = 0.45
"""Below it nobody is named: of the marked ones found with less, one in seven was right."""

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "himself": "m", "herself": "f"}
"""The gender of a pronoun in the singular."""
_SEVERAL = {"they", "them", "their"}
_FIRST_PERSON = {"i", "me", "my"}
_ALL_OF_THEM = {"both", "both sides", "the two sides", "both parties", "the two", "all three"}
_OTHERS = {"we", "our", "us", "you", "your"}
_OWN_SIDE = re.compile(
    r"(?P<whose>his|her)\s+(?:government|country|state|ministry|administration|nation|side|delegation)$", re.IGNORECASE
)
_JUST_BEFORE = 60
_ACCORDING = re.compile(r"\b[Aa]ccording to [^.;:\n]{3,120}, $")
_PHRASE_BEFORE = re.compile(
    r"(?P<phrase>\b(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Ss]everal|[Tt]hose)(?: [a-z][\w'’-]*){1,4}),? $"
)


class Pronouns:
    """Resolves pronouns in one document.

    Attributes:
        turn: whose turn of a transcript it is: “he” within it is somebody else.
        author: who signs the text, once known: “I” there, outside quotations that are others' words.
    """

    def __init__(
        self, document: Document, register: Register, antecedents: Antecedents, memory: Memory, day: str | None
    ) -> None:
        self.author: Resolved | None = None
        self.turn: Individual | None = None
        self._signed = [s for s in document.segments if s.voice == "author"]
        self._text = document.text
        self._view = running_view(document.text)
        self._document_id = document.id
        self._register = register
        self._antecedents = antecedents
        self._memory = memory
        self._day = day

    def resolve(self, text: str, at: int) -> Resolved | None:
        """Whom a pronoun stands for; None where the mention is none."""
        lower = text.lower()
        if lower in {"who", "whom", "which", "that"}:
            return self._relative(text, at)
        if lower in _SEVERAL or (lower in _ALL_OF_THEM and self._memory.joint):
            return self._several(text, at)
        if lower in _FIRST_PERSON and self.author and any(s.start <= at < s.end for s in self._signed):
            author = self.author
            return Resolved(
                author.actor, f"“{text}”: the author of the text", min(author.confidence, 0.85), author.individual
            )
        if lower in _FIRST_PERSON | _OTHERS:
            return Resolved(None, f"“{text}” is not resolved", 0.0)
        if lower in {"it", "its"}:
            return self._body(text, at)
        gender = GENDERS.get(lower)
        if gender is None:
            return None
        found = self.antecedent(gender, at)
        if found is None:
            return Resolved(None, f"“{text}”: nobody before it, or several who could be meant", 0.0)
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
        phrase = (
            _PHRASE_BEFORE.search(self._view, max(0, at - _JUST_BEFORE), at)
            if text.lower() in {"who", "whom"}
            else None
        )
        if phrase and (is_group(phrase["phrase"]) or is_role(head_of(phrase["phrase"]))):
            kind: ActorKind = "group" if is_group(phrase["phrase"]) else "unnamed"
            actor = Actor(actor_id(kind, phrase["phrase"], self._document_id), phrase["phrase"], kind)
            return Resolved(actor, f"“{text}”: {phrase['phrase']}, right before", 0.6)
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def _several(self, text: str, at: int) -> Resolved:
        """“They”, “both”: those, the group or the organisation that spoke last, no more than two paragraphs before."""
        several, joint = self._memory.several, self._memory.joint
        if (
            joint
            and (several is None or joint[0] >= several[0])
            and paragraph_start(self._text, at)[0] - paragraph_start(self._text, joint[0])[0] <= 2
        ):
            return replace(joint[1], why=f"“{text}”: who spoke together before", confidence=0.6)
        if (
            self._memory.several
            and paragraph_start(self._text, at)[0] - paragraph_start(self._text, self._memory.several[0])[0] <= 2
        ):
            actor = self._memory.several[1]
            return Resolved(actor, f"“{text}”: {actor.name}, who spoke before", 0.5)
        near = group_before(self._view, at)
        if near:
            actor = Actor(actor_id("group", near[1], self._document_id), near[1], "group")
            return Resolved(actor, f"“{text}”: {near[1]}, named before", 0.45)
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def _body(self, text: str, at: int) -> Resolved:
        """“It”: the state or organisation that spoke last in the same paragraph."""
        _, start = paragraph_start(self._text, at)
        if self._memory.body and start <= self._memory.body[0] < at:
            actor = self._memory.body[1]
            return Resolved(actor, f"“{text}”: {actor.name}, who spoke before in this paragraph", 0.7)
        subject = subject_before(self._view, at, self._register)
        if subject:
            return replace(subject, why=f"“{text}”: {subject.why}")
        return Resolved(None, f"“{text}” is not resolved", 0.0)

    def possessed(self, text: str, at: int) -> Resolved | None:
        """“Her government”: the state that the person before speaks for."""
        match = _OWN_SIDE.match(text)
        found = self.antecedent(GENDERS[match.group("whose").lower()], at) if match else None
        if found is None or found[0].person is None:
            return None
        principals = {o.for_id for o in found[0].person.offices_on(self._day) or found[0].person.offices}
        if len(principals) != 1:
            return None
        actor = self._register.actors[principals.pop()]
        return Resolved(actor, f"“{text}”: {found[1]}", round(found[2] * 0.9, 2))

    def _teller(self, at: int) -> Individual | None:
        """Whom the words right before name as who tells it: in “according to Varn, she”, “she” is somebody else."""
        told = _ACCORDING.search(self._view, max(0, at - 160), at)
        return self._antecedents.last_named(told.start(), at) if told else None

    def antecedent(self, gender: str, at: int) -> tuple[Individual, str, float] | None:
        """The person a pronoun stands for."""
        apart = tuple(one for one in (self._teller(at), self.turn) if one)
        found = self._antecedents.of_pronoun(gender, at, self._memory.person, apart)
        return (found.individual, found.why, found.confidence) if found and found.confidence >= LEAST_SURE else None
