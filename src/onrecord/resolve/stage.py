"""The stage: gather the people of a text, then resolve statement by statement in text order."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from onrecord.language.fold import fold
from onrecord.language.paragraphs import running_view
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor, Person
from onrecord.model.document import Document, Fact
from onrecord.model.ids import actor_id
from onrecord.model.span import Quote
from onrecord.model.statement import Link, Party, Statement, Target
from onrecord.resolve.day import complete_year, day_said
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.joint import names_in, parties_of, together, who_met
from onrecord.resolve.names import find_runs, is_name_like, without_honorific
from onrecord.resolve.office import know_by_office, role_and_principal
from onrecord.resolve.people import gather_people
from onrecord.resolve.register import Register, load_register
from onrecord.resolve.speaker import Resolved, SpeakerResolver
from onrecord.resolve.state_offices import office_of_state
from onrecord.resolve.text_states import with_text_states
from onrecord.resolve.topic import know_by_heading, know_by_topic, with_state

__all__ = ["ResolveStage"]

_MAX_TARGETS = 12


class ResolveStage:
    """Gives statements their speaker, role, principal, chain, targets and day.

    Args:
        register: who is known; what ships by default.
    """

    name: ClassVar[str] = "resolve"
    version: ClassVar[str] = "2"
    requires: ClassVar[tuple[str, ...]] = ("segments", "statements", "author", "published")
    gives: ClassVar[tuple[str, ...]] = ("speaker", "role", "speaks_for", "chain", "targets", "said")

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()

    def __call__(self, document: Document) -> Document:
        """Enrich every statement; the document's year may be completed from its author's office."""
        speaking = (plain_view(s.source.text) for s in document.statements if s.source)
        register = with_text_states(running_view(document.text), self.register, speaking)
        return _Resolving(document, register, f"{self.version}+{self.register.version}").enriched()


class _Resolving:
    """One document being resolved.

    Args:
        register: who is known, the states of this text alone among them.
        version: what is said to have made the fields.
    """

    def __init__(self, document: Document, register: Register, version: str) -> None:
        self.document, self.register, self.version = document, register, version

    def enriched(self) -> Document:
        """The document with every statement enriched."""
        document = self.document
        sources = [
            quote for s in document.statements for quote in (s.source, *(link.source for link in s.chain)) if quote
        ]
        people = gather_people(document, self.register, sources, document.published.date)
        view = running_view(document.text)
        answers = {s.source.text for s in document.statements if s.source and s.why.get("statement") == "answer"}
        for individual in people.individuals:
            if individual.name in answers:
                know_by_heading(individual, view, self.register)
            know_by_topic(individual, view, self.register)
            know_by_office(individual, self.register)
        resolver = SpeakerResolver(document, self.register, people, document.published.date)
        author = self._author(document, people, resolver)
        published, why = complete_year(document.published, author.individual)
        if why:
            document = replace(document, published=published, remarks=(*document.remarks, why))
            resolver = SpeakerResolver(document, self.register, people, published.date)
        resolver.signed_by(author, who_met(document, people, self.register))
        outermost = {s.source.start for s in document.statements if s.source and not s.within}
        resolved = {
            quote.start: resolver.resolve(quote, relayed=quote.start not in outermost)
            for quote in sorted(sources, key=lambda q: q.start)
        }
        outlet = self._outlet(document)
        statements = tuple(
            self._enrich(document, statement, author, resolved, outlet) for statement in document.statements
        )
        return replace(document, statements=statements)

    def _enrich(self, document: Document, statement: Statement, author: Resolved,
                resolved: dict[int, Resolved], outlet: Actor | None) -> Statement:  # fmt: skip
        said = day_said(document, statement)
        if statement.mode == "authored":
            who = author
        elif statement.source:
            who = resolved[statement.source.start]
        else:
            who = Resolved(None, "the text names no source", 0.0)
        role, principal, for_why = role_and_principal(who, self.register, said.date)
        others = tuple(
            Party(other.actor, *role_and_principal(other, self.register, said.date)[:2])
            for other in who.others
            if other.actor
        )
        enriched = replace(
            statement,
            speaker=who.actor,
            role=role,
            speaks_for=principal,
            others=others,
            chain=self._chain(statement, author, outlet, resolved),
            targets=self._targets(document, statement, who, principal),
            said=said,
            confidence=replace(statement.confidence, speaker=round(who.confidence, 2) if who.actor else None),
        )
        enriched = enriched.explained(by="resolve", version=self.version, field_="speaker", why=who.why)
        return enriched.explained(by="resolve", version=self.version.split("+")[0], field_="speaks_for", why=for_why)

    def _author(self, document: Document, people: People, resolver: SpeakerResolver) -> Resolved:
        """The author of a signed text, several of a joint one: named, or known by a note only."""
        if document.kind == "joint-statement":
            parties = parties_of(document, people, self.register)
            if parties:
                return parties
        paper = self._outlet(document) if document.kind == "editorial" else None
        if paper:
            return Resolved(paper, "its paper, which speaks itself", 0.95)
        if document.author and len(names := names_in(document.author.value)) > 1:
            each = [
                self._one_author(document, replace(document.author, value=name), people, resolver) for name in names
            ]
            return together(each, "its authors") or each[0]
        return self._one_author(document, document.author, people, resolver)

    def _one_author(
        self, document: Document, author: Fact | None, people: People, resolver: SpeakerResolver
    ) -> Resolved:
        """One author, as the text or its metadata name them."""
        if author is None:
            if document.author_note is None:
                return Resolved(None, "the text names no author", 0.0)
            note = document.author_note.value
            name = note.removeprefix("The author is ").removeprefix("The writer is ").rstrip(". ")
            unnamed = Actor(actor_id("unnamed", name, document.id), name, "unnamed")
            return Resolved(unnamed, "the author is described, not named", 0.7)
        why = "the author as the text or its metadata names them"
        name = plain_view(author.value)
        office = (
            None
            if self.register.lookup(name)
            else office_of_state(with_state(name, running_view(document.text), self.register), self.register)
        )
        if office:
            return replace(office, why=f"{why}: {office.why}", confidence=0.95)
        run = next(find_runs(name), None)
        individual = people.named(name) or (people.named(run.name) if run else None)
        if individual is None and author.evidence and not is_name_like(name):
            found = resolver.resolve(author.evidence)
            if found.actor:
                return replace(found, why=f"{why}: {found.why}")
        if individual is None:
            bare = without_honorific(name)
            known = self.register.lookup(name) or self.register.lookup(bare)
            person = (
                self.register.people.get(known[0].id) if known else self._longer_name(bare, document.published.date)
            )
            if known and person is None:
                return Resolved(known[0], why, 0.95)
            individual = Individual(person.name if person else bare, person, document.id)
            people.individuals.append(individual)
        if document.author_note and not individual.title:
            individual.title = plain_view(document.author_note.value)
        return Resolved(individual.actor, why, 0.95, individual)

    def _longer_name(self, name: str, day: str | None) -> Person | None:
        """The one person of the register whom another spelling of a full name means: accents, and names between the first and the last."""
        words = fold(name).split()
        if len(words) < 2:  # a given name and a family name
            return None
        same = self.register.folded(" ".join(words)) or self.register.folded_ends(words[0], words[-1])
        in_office = [person for person in same if day is None or person.offices_on(day)]
        return in_office[0] if len(in_office) == 1 else None

    def _outlet(self, document: Document) -> Actor | None:
        if document.outlet is None:
            return None
        name = plain_view(document.outlet.value)
        known = self.register.lookup(name)
        return known[0] if known else Actor(actor_id("organisation", name), name, "organisation")

    def _chain(self, statement: Statement, author: Resolved, outlet: Actor | None,
               resolved: dict[int, Resolved]) -> tuple[Link, ...]:  # fmt: skip
        """Outermost first: the outlet, the author who reports somebody else, then the relays in the text."""
        links: list[Link] = []
        if outlet and statement.voice != "author":
            links.append(Link(None, None, outlet))
        if statement.voice == "author" and statement.mode != "authored" and author.actor:
            links.append(Link(None, None, author.actor))
        for link in statement.chain:
            who = resolved[link.source.start].actor if link.source else None
            links.append(replace(link, actor=who))
        return tuple(links)

    def _targets(
        self, document: Document, statement: Statement, who: Resolved, principal: Actor | None
    ) -> tuple[Target, ...]:
        """States, organisations and people of the register that the content names, the speaker's own side apart."""
        view = running_view(document.text)
        own = {actor.id for actor in (who.actor, principal) if actor}
        found: dict[str, Actor] = {}
        for piece in statement.content:
            for named in self.register.find(view, piece.start, piece.end):
                actor = named.actor
                if named.how != "demonym" or _stands_alone(view, piece, named.end):
                    found.setdefault(actor.id, actor)
        targets = [Target(actor, "neutral") for key, actor in found.items() if key not in own]
        return tuple(targets[:_MAX_TARGETS])


def _stands_alone(view: str, piece: Quote, end: int) -> bool:
    """Whether a demonym is about the state: "Russian forces" is, "French wine" is not told apart."""
    return end < piece.end and view[end : end + 1] in " -'"
