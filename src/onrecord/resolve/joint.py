"""Words of several at once: “Varn and Reke said”, “both ministers”, “the Norlandic and Estrian envoys”."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.language.paragraphs import running_view
from onrecord.language.state_bodies import state_body
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.ids import actor_id
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.names import find_runs, is_name_like
from onrecord.resolve.office_phrase import read_office
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["Joint", "names_in", "parties_of", "together", "who_met"]

_AND = re.compile(r"\s+(?:and|nor|as well as|along with|together with|&)\s+(?:also\s+)?")
_COMMA = re.compile(r",\s+")
_BOTH = re.compile(r"^(?:both|neither)\s+(?=(?:the\s|his\s|her\s)?[A-Z])", re.IGNORECASE)
_SPEAKS = re.compile(r"(?:[A-Z]|(?:the|his|her|its|their|an?|\d+|two|three|four|several|many)\s)")
# “The foreign ministers of Norland and Estria, Ilse Varn and Tomas Reke”: who they are stands behind.
_OFFICES = re.compile(r"the\s+(?:[a-z]+\s+){0,3}[a-z]+s\s+of\b", re.IGNORECASE)
_BARE_NAME = re.compile(r"[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*){0,3}")
_COUNTED = re.compile(
    r"^(?P<how>both|(?:the\s+|all\s+)?(?:two|three)|the)\s+(?:of\s+(?:the\s+)?)?(?P<what>[\w' -]+s)$", re.IGNORECASE
)
_SIDES = re.compile(
    r"(?:the|both|the two|the three|both the)\s+(?:sides|parties|leaders|delegations|interlocutors|heads of (?:state|government|delegation)|governments)",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"\b(?:talks|met|meets|meeting|negotiations|receive[sd]|held|conversation|telephone|phone call|consultations|(?:official|working) visit)\b",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"[A-Z][^\W\d_]{3,}")
_OF_STATE = re.compile(
    r"\b(?:president|prime minister|chancellor|minister|secretary|king|queen|emir|chairman|ambassador|envoy)\b"
)
_OF_WHOM = re.compile(r"\bof (?:the )?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_NUMBERS = {"both": 2, "two": 2, "three": 3}
_MOST, _FEWEST = 3, 2
_LEAST_HEAD, _LONGEST_HEAD = 40, 1500
_SURE = frozenset({"person", "state", "organisation"})


class Joint:
    """Finds in one document who speak together.

    Args:
        one: what resolves the words of a single speaker at a place.
    """

    def __init__(
        self, register: Register, people: People, view: str, document_id: str, one: Callable[[str, int], Resolved]
    ) -> None:
        self._view = view
        self._register, self._people, self._document_id, self._one = register, people, document_id, one
        self.parties: Resolved | None = None
        """Those whom the text is of, or who meet in it, once known."""

    def resolve(self, text: str, at: int) -> Resolved | None:
        """All whom a mention names together, the first with the others; None where it names one, or not all of them can be told."""
        return self._sides(text) or self._titled(text, at) or self._owners(text) or self._named(text, at)

    def _sides(self, text: str) -> Resolved | None:
        """“Both sides”, “the two leaders”: those who issue a joint statement, or who met, by its head."""
        if self.parties is None or not _SIDES.fullmatch(text):
            return None
        return replace(self.parties, why=f"“{text}”: {self.parties.why}", confidence=min(self.parties.confidence, 0.75))

    def _named(self, text: str, at: int) -> Resolved | None:
        bare = _BOTH.sub("", text)
        if not _AND.search(bare) or self._register.lookup(bare) or state_body(bare):
            return None
        bodies = self._unknown_bodies(bare)
        if bodies:
            return bodies
        parts = [part for part in _parts(bare) if not _OFFICES.match(part)] if _OFFICES.match(bare) else _parts(bare)
        if (
            len(parts) < _FEWEST
            or not all(_SPEAKS.match(part) for part in parts)
            or not all(map(self._is_known, parts[1:]))
        ):
            return None
        found = [self._one(part, at + max(0, text.find(part))) for part in parts]
        if any(one.actor is None or one.others for one in found) or not any(
            one.actor and one.actor.kind in _SURE for one in found
        ):
            return None
        # “An expert of the Centre for Strategic and International Studies”: a body that only the parting of a name makes is none.
        if any(
            one.actor
            and one.actor.kind == "organisation"
            and one.actor.id not in self._register.actors
            and one.official_of is None
            for one in found
        ):
            return None
        return together(found, "named together")

    def _unknown_bodies(self, bare: str) -> Resolved | None:
        """“Norland and Estria”, where no register knows either, and the text speaks of one of them alone too."""
        parts = _AND.split(bare)
        if len(parts) != _FEWEST or not all(_ONE_WORD.fullmatch(part) for part in parts):
            return None
        if any(
            self._register.naming(part) or self._people.surnamed(part) or gender_of_name(f"{part} {part}")
            for part in parts
        ):
            return None
        if not any(re.search(rf"(?<! and )\b{re.escape(part)}\b(?! and )", self._view) for part in parts):
            return None
        made = [Actor(actor_id("organisation", part, self._document_id), part, "organisation") for part in parts]
        return together([Resolved(one, "", 0.55) for one in made], "named together, and the register knows neither")

    def _is_known(self, part: str) -> bool:
        """Whether a conjunct is somebody by itself: “Studies” of a “Centre for Strategic and International Studies” is nobody."""
        if not part[0].isupper() or self._register.owners(part) or self._register.naming(part):
            return True
        runs = list(find_runs(part))
        return any(
            run.title or self._people.named(run.name) or self._people.surnamed(run.surname) or gender_of_name(run.name)
            for run in runs
        )

    def _titled(self, text: str, at: int) -> Resolved | None:
        """“Both ministers”, “the two presidents”: those whom the text has named before with that title."""
        counted = _COUNTED.match(text)
        if counted is None:
            return None
        title = title_words().title_in(counted["what"].removesuffix("s"))
        if title is None or not counted["what"].lower().endswith(title.split()[-1] + "s"):
            return None
        words = set(title.split())
        named = [
            i
            for i in self._people.individuals
            if i.last_before(at) is not None
            and words <= i.called()
            and not i.called() & {"former", "deputy", "vice"} - words
        ]
        wanted = _NUMBERS.get(counted["how"].lower().split()[-1])
        if not _FEWEST <= len(named) <= _MOST or (wanted is not None and len(named) != wanted):
            return None
        named.sort(key=lambda i: i.places[0] if i.places else 0)
        return together(
            [Resolved(i.actor, "", 0.75, i) for i in named], f"“{text}”: those whom the text names with that title"
        )

    def _owners(self, text: str) -> Resolved | None:
        """“The Norlandic and Estrian foreign ministers”: one of each, without a name unless the text or the register gives it."""
        lower = text.lower()
        title = title_words().title_in(re.sub(r"s\b", "", lower)) if lower.endswith("s") and " and " in lower else None
        if title is None or not lower.endswith(title + "s") or not title_words().speaks(title):
            return None
        owners = list({owner.id: owner for owner in self._register.owners(text) if owner.kind == "state"}.values())
        if len(owners) < _FEWEST:
            return None
        return together([self._holder(title, owner) for owner in owners], f"“{text}”: one of each")

    def _holder(self, title: str, owner: Actor) -> Resolved:
        titled = [
            i
            for i in self._people.individuals
            if title in i.title.lower() and owner in {*self._register.owners(i.title), i.owner}
        ]
        if len(titled) == 1:
            return Resolved(titled[0].actor, "", 0.75, titled[0])
        name = f"{title} of {owner.name}"
        return Resolved(Actor(actor_id("unnamed", name), name, "unnamed"), "", 0.75, official_of=owner)


def _parts(text: str) -> list[str]:
    """The conjuncts; commas part them only where every part is a bare name, else they set off what stands beside one."""
    ands = [part.strip(" ,") for part in _AND.split(text)]
    listed = [part for piece in ands for part in _COMMA.split(piece)]
    return listed if all(_BARE_NAME.fullmatch(part) for part in listed) else ands


def names_in(author: str) -> list[str]:
    """The names of an author field: “Ada Holm and Peter Dorn”, “Ada Holm; Peter Dorn”; a body's name is one."""
    if state_body(author):
        return [author]
    parts = [
        part.strip()
        for part in re.split(r"\s*;\s*|\s+and\s+|\s*&\s*|,\s+(?=[A-Z][\w'.-]+\s+[A-Z])", author)
        if part.strip()
    ]
    whole = len(parts) > 1 and all(is_name_like(part) for part in parts)
    return parts if whole else [author]


def parties_of(document: Document, people: People, register: Register) -> Resolved | None:
    """Those who issue a joint statement: whom its head or first paragraph names with an office of state, else the states of its title."""
    view = running_view(document.text)
    body = next((s for s in document.segments if s.kind == "body"), None)
    end = view.find("\n\n", body.start + _LEAST_HEAD) if body else -1
    end = end if 0 < end < _LONGEST_HEAD else _LONGEST_HEAD
    named = [
        i for i in people.individuals
        if i.places and min(i.places) < end and (title := title_words().title_in(i.title)) and title_words().speaks(title) and not title_words().not_holding.search(i.title)
    ]  # fmt: skip
    named.sort(key=lambda i: min(i.places))
    # Who only joined them holds another office.
    ranks = [read_office(i.title, register).title for i in named]
    every = [Resolved(i.actor, "", 0.9, i) for i, rank in zip(named, ranks, strict=True) if rank == ranks[0]]
    if len(every) < _FEWEST:
        title = document.title.value if document.title else ""
        every = [
            Resolved(owner, "", 0.85)
            for owner in {o.id: o for o in register.owners(title) if o.kind == "state"}.values()
        ]
    return together(every, "the parties of a joint statement")


def who_met(document: Document, people: People, register: Register) -> Resolved | None:
    """The two who meet by the paragraph of a report that names the first of them: each with an office there, of different states."""
    view = running_view(document.text)
    titled = [i for i in people.individuals if i.places and _speaks(i, register)]
    if len(titled) < _FEWEST:
        return None
    body = next((s.start for s in document.segments if s.kind == "body"), 0)
    first = min((place for i in titled for place in i.places if place >= body), default=len(view))
    stop = view.find("\n\n", first)
    end = stop if stop >= 0 else len(view)
    if not _MEET.search(view, 0, end):
        return None
    pair = [i for i in titled if any(first <= place < end for place in i.places)]
    pair.sort(key=lambda i: next(place for place in i.places if place >= first))
    owners = {_whose(i, register) for i in pair}
    if len(pair) != _FEWEST or len(owners) != _FEWEST or "" in owners:
        return None
    return together([Resolved(i.actor, "", 0.7, i) for i in pair], "who meet by the first paragraph")


def _speaks(individual: Individual, register: Register) -> bool:
    """Whether somebody is titled with an office of state, held now."""
    office = read_office(individual.title, register)
    return bool(office.title and _OF_STATE.search(office.title) and not office.why_not)


def _whose(individual: Individual, register: Register) -> str:
    """Whose an office is, as far as the title says it; empty where it does not."""
    owner = read_office(individual.title, register).owner or individual.owner
    if owner:
        return owner.name
    if individual.person and individual.person.offices:
        return individual.person.offices[0].for_id
    told = _OF_WHOM.search(individual.title)
    return told["name"] if told else ""


def together(found: list[Resolved], why: str) -> Resolved | None:
    """Several as one, the first with the others; None where they are not several."""
    every = list({one.actor.id: one for one in found if one.actor}.values())
    if len(every) < _FEWEST:
        return None
    first, *others = every
    return replace(
        first,
        why=f"{why}: {', '.join(one.actor.name for one in every if one.actor)}",
        confidence=min(one.confidence for one in every),
        others=tuple(others),
    )
