"""From a source mention to an actor, with the reason, chosen from what the text and the register know."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from onrecord.language.name_parts import ADDRESS, RANK
from onrecord.language.nouns import head_of, is_thing
from onrecord.language.paragraphs import running_view
from onrecord.language.state_bodies import state_body
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor
from onrecord.model.document import TURN_KINDS, Document
from onrecord.model.ids import actor_id
from onrecord.model.span import Quote
from onrecord.resolve.antecedents import Antecedents
from onrecord.resolve.bearers import Bearers
from onrecord.resolve.bodies import Bodies
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.joint import Joint
from onrecord.resolve.labels import SHORT_FORM, Labels, written_small
from onrecord.resolve.memory import Memory
from onrecord.resolve.names import find_runs
from onrecord.resolve.nouns import CLOSE_TO, is_body, is_group, is_role, possessed_by_person
from onrecord.resolve.pronouns import GENDERS, Pronouns
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.state_offices import office_of_state
from onrecord.resolve.titles import title_words
from onrecord.resolve.topic import state_before
from onrecord.resolve.unnamed import Unnamed, is_body_of_state, official_of

__all__ = ["Resolved", "SpeakerResolver"]

_RIGHT_BEFORE = 60
_LONGEST_ACRONYM = 3
_SELF = re.compile(r"\s+(?:itself|himself|herself|themselves)$")
_NAME_BEFORE = re.compile(r"(?P<name>(?:[Tt]he )?[A-Z][\w&'’-]*(?: (?:(?:of|for|and) )?[A-Z][\w&'’-]*)+),? $")
_ONLY_LINKS = re.compile(r"[\s,–—-]*(?:(?:of|in|at|for)\s+)?")
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|its|their|that|this)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_POSSESSIVE = re.compile(r"'s?$")
_ITS = re.compile(r"(?:[Ii]ts|[Tt]heir)\s+(?P<body>\S.*)")
_INTRODUCED = re.compile(r"(?P<what>.*[a-z])\s+(?P<name>[A-Z][\w.&'-]*(?:\s+[A-Z][\w.&'-]*)*)")
_SOME_OF_THEM = re.compile(
    r"(?:[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Ff]ew|[Oo]ther|[Ff]ellow|[Ll]eading)\s+(?:\w+\s+)?[A-Z]\w+[^s\W]s"
)
_STATE_OF = re.compile(
    r"(?:[Tt]he\s+)?(?:neighbou?ring|island|member|sovereign|landlocked|coastal|riparian)\s+(?:[Ss]tate|[Rr]epublic|[Kk]ingdom|[Nn]ation|country)\s+of\s+(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
)
_FAMILY_IN_CAPITALS = re.compile(rf"(?:\b(?:{ADDRESS}|{RANK})\b\.?|[A-Z][a-z'’-]+) [A-Z][A-Z'’-]{{2,}}\b")
_ENUMERATED = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}|[a-z])[.)]\s+")
_LONGEST_LINE = 400
_TO_COLON = re.compile(r"[^\n:]{0,80}:")
_INDEFINITE = re.compile(r"(?:an?|one|another|some)\s", re.IGNORECASE)
_MEMBERS = re.compile(r"[Tt]he\s+(?:\w+\s+)?members\s+of\s+(?:the\s+)?(?P<body>[A-Z].*)")
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
        self._view = running_view(document.text)
        self._document_id = document.id
        self._register = register
        self._people = people
        self._day = day
        self._memory = Memory()
        self._in_turns = document.kind in TURN_KINDS
        self._acts_for: dict[str, Actor] = {}
        self._antecedents = Antecedents(document.text, people)
        self._pronouns = Pronouns(document, register, self._antecedents, self._memory, day)
        self._bearers = Bearers(document, register, people, self._antecedents, self._memory)
        self._bodies = Bodies(document, register)
        self._unnamed = Unnamed(document, register, people, self._antecedents, self._memory, day)
        self._labels = Labels(self._view, register, people, document.id)
        self._joint = Joint(register, people, self._view, document.id, self._one)

    def signed_by(self, author: Resolved, met: Resolved | None = None) -> None:
        """Tell who signs the text, and who meet in it: from now on “I” in it is that person, and “both sides” are these."""
        self._joint.parties = author if author.others else met
        self._pronouns.author = author if author.actor else None

    def resolve(self, mention: Quote, *, relayed: bool = False) -> Resolved:
        """Who a mention stands for; an actor of None means that it stays unresolved.

        Somebody who is only `relayed` by another does not become the one who spoke last.
        """
        text = _POSSESSIVE.sub("", plain_view(mention.text).strip(" ,\"“”'‘_*"))
        text = _ENUMERATED.sub("", " ".join(text.split()))
        label = self._opens_turn(mention)
        text = SHORT_FORM.sub("", text) if label else text
        labelled = self._labels.resolve(text, mention.start, mention.end)
        if labelled:
            self._hear(mention.start, labelled, label=label)
            return labelled
        text = _BRACKETS.sub("", text).strip() or text
        if _FAMILY_IN_CAPITALS.search(text) and not text.isupper():
            text = written_small(text)
        text = _SELF.sub("", text)
        if text.isupper() and len(text) > _LONGEST_ACRONYM and self._is_shouted(text, mention):
            text = re.sub(r"(?<=')S\b", "s", text.title())  # transcripts and wires shout
        role = _ARTICLE.sub("", text)
        if self._view[mention.end : mention.end + 1] == ":" and title_words().names_role(role) and " " not in role:
            text = f"the {role.lower()}"  # the label of a turn
        resolved = self._joint.resolve(text, mention.start) or self._one(text, mention.start)
        if resolved.actor and resolved.official_of:
            self._acts_for.setdefault(resolved.actor.id, resolved.official_of)
        elif resolved.actor and not resolved.individual:  # “it”, of a ministry that was named before
            resolved = replace(resolved, official_of=self._acts_for.get(resolved.actor.id))
        if not relayed:
            self._hear(mention.start, resolved, label=label)
        return resolved

    def _opens_turn(self, mention: Quote) -> bool:
        """Whether a mention is the label of a turn in a text of turns."""
        if not self._in_turns or _TO_COLON.match(self._view, mention.end) is None:
            return False
        line = max(self._view.rfind("\n", 0, mention.start) + 1, mention.start - _LONGEST_LINE)
        return not self._view[line : mention.start].strip()

    def _hear(self, at: int, resolved: Resolved, *, label: bool) -> None:
        self._memory.hear(at, resolved)
        if label:
            self._pronouns.turn = resolved.individual

    def _is_shouted(self, text: str, mention: Quote) -> bool:
        """Whether capitals are those of a label or of a whole line, and not an acronym's."""
        if self._register.naming(text):
            return False
        start, stop = self._view.rfind("\n", 0, mention.start) + 1, self._view.find("\n", mention.end)
        line = self._view[start : stop if stop >= 0 else len(self._view)][:_LONGEST_LINE]
        return " " in text or line.isupper() or self._view[mention.end : mention.end + 2].strip().startswith(":")

    def _one(self, text: str, at: int) -> Resolved:
        """Whom the words of one speaker mean."""
        mention = Quote(at, min(len(self._view), at + len(text)), self._view)
        return (
            self._all_members(text)
            or self._which(text, mention.start)
            or self._pronouns.resolve(text, mention.start)
            or self._pronouns.possessed(text, mention.start)
            or self._several_or_thing(text)
            or self._named(text, mention)
            or self._unnamed.resolve(text, mention.start)
        )

    def _all_members(self, text: str) -> Resolved | None:
        """“The members of the Security Council”: all of them are the body itself."""
        body = _MEMBERS.fullmatch(text)
        known = self._register.lookup(body["body"]) if body else None
        if known is None or known[0].kind != "organisation":
            return None
        return Resolved(known[0], f"“{text}”: all of them, which is {known[0].name}", 0.9)

    def _which(self, text: str, at: int) -> Resolved | None:
        """“The Post, which ...”: the organisation or state named right before."""
        if text.lower() != "which":
            return None
        named = [n for n in self._register.find(self._view, max(0, at - _RIGHT_BEFORE), at) if n.actor.kind != "person"]
        if not named or not _ONLY_LINKS.fullmatch(self._view, named[-1].end, at):
            name = _NAME_BEFORE.search(self._view, max(0, at - _RIGHT_BEFORE), at)
            body = self._bodies.named(name["name"], name.start()) if name else None
            return replace(body, why=f"“which”: {body.why}", confidence=0.65) if body and body.actor else None
        return Resolved(named[-1].actor, f"“which”: {named[-1].actor.name}, right before", 0.75)

    def _several_or_thing(self, text: str) -> Resolved | None:
        """A phrase whose head is a plural ("attorneys for Ada Holm") or a thing ("her tax records"): no name in it speaks."""
        shown = text
        if self._people.surnamed(text.partition(", ")[0]):
            return None  # “Castellanos, who teaches”: a name that ends like a plural
        if " " not in text and self._is_common(text):
            text = text.lower()
        owner = next(iter(self._register.owners(text)), None)
        if is_thing(text):
            if owner and owner.kind == "organisation":
                return Resolved(owner, f"“{text[:60]}” is of {owner.name}", 0.7)
            return Resolved(None, f"“{text[:60]}” is a thing, and nobody is named behind it", 0.0)
        if _SOME_OF_THEM.fullmatch(text) or self._names_people(text):
            return Resolved(Actor(actor_id("group", text, self._document_id), text, "group"), "a group", 0.85)
        if self._register.lookup(_ARTICLE.sub("", text)) or not is_group(text):
            return None
        near = CLOSE_TO.search(text) or title_words().not_holding.search(text)
        official = None if near else official_of(_ARTICLE.sub("", text), owner, self._register)
        if official and is_body_of_state(text):
            return None
        group = Actor(actor_id("group", _ARTICLE.sub("", text), self._document_id), shown, "group")
        return Resolved(group, "a group", 0.85, official_of=official)

    def _names_people(self, text: str) -> bool:
        """“Democrats”, “Americans”: the people of a party or a state, who do not speak for it."""
        bare = _ARTICLE.sub("", text)
        known = self._register.lookup(bare) if re.fullmatch(r"[A-Z][a-z]+[^s\W]s", bare) else None
        if known is None:
            return False
        actor, how = known
        return how == "demonym" or (how == "alias" and self._register.types.get(actor.id) == "party")

    def _is_common(self, word: str) -> bool:
        """Whether a capital only begins a sentence: “Readers”, a word that is nobody's name."""
        lower = word.lower()
        if self._people.surnamed(word) or self._register.naming(word):
            return False
        one = lower.removesuffix("s")
        known = is_thing(lower) or one in title_words().groups or (one != lower and is_role(one))
        if lower.isalpha():
            return known or lower in self._words
        return known or re.search(rf"\b{re.escape(lower)}\b", self._view) is not None

    @cached_property
    def _words(self) -> frozenset[str]:
        """Every word of the text as it is written: looked up for each mention, so made once."""
        return frozenset(re.findall(r"\w+", self._view))

    def _named(self, text: str, mention: Quote) -> Resolved | None:
        """A mention with a name in it: a person of the text, else a state or organisation."""
        head = text.split(", ", maxsplit=1)[0]
        if possessed_by_person(head) and not self._register.owners(head) and not any(find_runs(text[len(head) :])):
            return self._of_somebody(head, mention.start)
        its = _ITS.match(text)
        if its and state_body(text):
            return self._of_the_state_before(text, its["body"], mention.start)
        body = self._bodies.described(text, mention.start, self._whose(text, mention.start), self._day)
        if body:
            return body
        # “A former colleague, now on the General Staff”: what stands behind names nobody.
        aside = _INDEFINITE.match(head) and text[len(head) + 2 : len(head) + 3].islower()
        for phrase in (head,) if aside else dict.fromkeys((head, text)):
            person = self._bearers.person_in(phrase, mention.start)
            if person:
                return person
        kind_of_state = _STATE_OF.fullmatch(head)
        if kind_of_state:
            known = self._register.lookup(kind_of_state["name"])
            named = known[0] if known and known[0].kind == "state" else None
            state = named or Actor(actor_id("state", kind_of_state["name"]), kind_of_state["name"], "state")
            return Resolved(state, f"“{head}”: a state by what the text calls it", 0.85)
        whole = self._register.lookup(_ARTICLE.sub("", head)) or self._register.lookup(head)
        if whole and whole[1] != "demonym":
            actor, how = whole
            return Resolved(actor, f"“{head}” is {_HOW[how]} of {actor.name}", 0.9 if how != "capital" else 0.8)
        return (
            self._introduced(head) or office_of_state(head, self._register) or self._bodies.named(head, mention.start)
        )

    def _of_the_state_before(self, text: str, body: str, at: int) -> Resolved:
        """“Its foreign ministry”: that of the state the text is about there; open where it does not say."""
        state = state_before(self._view, at, self._register)
        if state is None:
            return Resolved(None, f"“{text}”: whose it is the text does not say", 0.0)
        read = state_body(body)
        name = f"{body} of {state.name}"
        ministry = Actor(
            actor_id("organisation", f"{read.body if read else body} of {state.name}"), name, "organisation"
        )
        return Resolved(ministry, f"“{text}”: {state.name}, which the text is about there", 0.75, official_of=state)

    def _introduced(self, head: str) -> Resolved | None:
        """“The state news agency TASS”: a name behind what it is, of the register or of this text alone."""
        match = _INTRODUCED.fullmatch(head)
        # “The embassy on Lantern Street”: the name is of where it stands.
        if match is None or not is_body(match["what"]) or head_of(match["what"]) != match["what"].split()[-1]:
            return None
        known = self._register.lookup(match["name"])
        if known is None or known[0].kind != "organisation":
            return self._bodies.introduced(match["name"])
        return Resolved(known[0], f"“{match['name']}”, called what it is, is {_HOW[known[1]]} of {known[0].name}", 0.9)

    def _of_somebody(self, head: str, at: int) -> Resolved:
        """“Ada Holm's campaign manager”: who the text calls so, else somebody without a name."""
        role = re.split(r"'s?\s+", head)[-1]
        found = self._antecedents.described(role, at)
        if len(found) == 1:
            return Resolved(found[0].actor, f"the text calls {found[0].name} so", 0.8, found[0])
        someone = Actor(actor_id("unnamed", head, self._document_id), head, "unnamed")
        return Resolved(someone, "described, not named", 0.6)

    def _whose(self, text: str, at: int) -> Individual | None:
        """Whose a body is: “her campaign”, “the Holm campaign”."""
        whose = GENDERS.get(text.split(" ", 1)[0].lower())
        if whose:
            found = self._pronouns.antecedent(whose, at)
            return found[0] if found else None
        for run in find_runs(text):
            one = self._people.named(run.name)
            bearers = [one] if one else self._people.surnamed(run.name.removesuffix("'s").split()[-1])
            if bearers:
                return max(bearers, key=lambda b: b.last_before(at) or -1)
        return None
