"""The register of actors: states, organisations and people with dated offices, read from YAML or JSON lines.

A user's own file of the same form wins over what ships. Matching is exact and case-sensitive on whole
words; an alias that leads to two actors leads to neither.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import BadRegister
from onrecord.language.fold import fold
from onrecord.language.yaml_files import as_list, parse_yaml
from onrecord.model.actor import Actor, Office, Person
from onrecord.model.ids import sha256_text

__all__ = ["Named", "Register", "load_register"]

_SHIPPED = ("states.yml", "organisations.yml", "generated.json", "factbook.jsonl", "people.jsonl", "debate.json")
_WORD = re.compile(r"[^\W_][\w.'-]*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """Where a text names an actor of the register. `how` is name, alias, demonym, capital or metonym."""

    start: int
    end: int
    actor: Actor
    how: str


@dataclass(slots=True)
class Register:
    """All known actors and how texts name them."""

    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    own_terms: frozenset[str] = frozenset()
    version: str = "0"
    _terms_by_actor: dict[str, list[str]] = field(default_factory=dict)
    _by_first: dict[str, list[str]] = field(default_factory=dict)
    _by_surname: dict[str, list[str]] = field(default_factory=dict)
    _by_office: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _by_principal: dict[str, list[str]] = field(default_factory=dict)
    _folded: dict[str, list[str]] = field(default_factory=dict)

    def add_term(self, term: str, actor_id: str, how: str) -> None:
        """Let a term lead to an actor; the strongest way of naming is kept."""
        if not term or not term.strip():
            return
        known = self.terms.setdefault(term.strip(), {})
        if actor_id not in known or _STRENGTH[how] < _STRENGTH[known[actor_id]]:
            known[actor_id] = how

    def index(self) -> None:
        """Build the look-up tables after all rows are in."""
        self._by_first.clear()
        for term in self.terms:
            first = _WORD.search(term)
            if first:
                self._by_first.setdefault(first.group(), []).append(term)
        for terms in self._by_first.values():
            terms.sort(key=len, reverse=True)
        self._by_surname.clear()
        self._by_office.clear()
        self._by_principal.clear()
        self._folded.clear()
        for person in self.people.values():
            self._by_surname.setdefault(person.surname, []).append(person.id)
            for office in person.offices:
                self._by_office.setdefault((office.title, office.for_id), []).append(person.id)
            for principal in dict.fromkeys(office.for_id for office in person.offices):
                self._by_principal.setdefault(principal, []).append(person.id)

    def with_states(self, states: Mapping[Actor, Mapping[str, str]]) -> Register:
        """A register that also knows these states, each with how else texts call it; people and offices are the same.

        Cost: a copy of the table of names.
        """
        made = replace(
            self,
            actors=dict(self.actors),
            terms=dict(self.terms),
            _by_first=dict(self._by_first),
            _terms_by_actor={},
            _folded={},
        )
        for state, terms in states.items():
            made.actors[state.id] = state
            for term, how in {**terms, state.name: "name"}.items():
                made.terms[term] = {**made.terms.get(term, {}), state.id: how}
                first = term.split(maxsplit=1)[0]
                made._by_first[first] = sorted({*made._by_first.get(first, ()), term}, key=len, reverse=True)
        return made

    def country_code(self, actor_id: str) -> str | None:
        """The ISO alpha-3 code of a state, of a body of it, of a party or armed group based in it; IGO for an international organisation."""
        home = self.parents.get(actor_id) or self.bases.get(actor_id, "")
        code = self.codes.get(actor_id) or self.codes.get(home)
        return code or ("IGO" if self.types.get(actor_id) == "international" else None)

    def terms_of(self, actor_id: str) -> list[str]:
        """Every term that leads to an actor, sorted. Cost: the table is turned round once."""
        if not self._terms_by_actor:
            for term, actors in self.terms.items():
                for found in actors:
                    self._terms_by_actor.setdefault(found, []).append(term)
        return sorted(self._terms_by_actor.get(actor_id, ()))

    def lookup(self, term: str) -> tuple[Actor, str] | None:
        """The one actor a term names in its strongest way, with that way; None for none or several."""
        known = self.terms.get(term) or self.terms.get(term.removeprefix("the ").removeprefix("The "))
        known = known or self.terms.get("the " + term)
        if not known:
            return None
        best = min(_STRENGTH[how] for how in known.values())
        chosen = [actor for actor, how in known.items() if _STRENGTH[how] == best]
        return (self.actors[chosen[0]], known[chosen[0]]) if len(chosen) == 1 else None

    def naming(self, term: str) -> dict[str, str]:
        """Every actor a term names, with the way; the article and case of its first letter do not matter."""
        bare = re.sub(r"^[Tt]he ", "", term)
        known: dict[str, str] = {}
        for form in (term, bare, "the " + bare, "The " + bare, bare[:1].upper() + bare[1:]):
            for actor, how in self.terms.get(form, {}).items():
                known.setdefault(actor, how)
        return known

    def folded_terms(self) -> list[str]:
        """Every term, folded. Cost: folded once."""
        if not self._folded:
            for term, actors in self.terms.items():
                ids = self._folded.setdefault(fold(term), [])
                ids.extend(actor for actor in actors if actor not in ids)
        return list(self._folded)

    def with_folded(self, term: str) -> list[str]:
        """Ids of the actors that a folded term names."""
        self.folded_terms()
        return list(self._folded.get(term, ()))

    def folded(self, name: str) -> list[Person]:
        """People with this whole name, folded."""
        return [self.people[i] for i in self.with_folded(name) if i in self.people]

    def folded_ends(self, first: str, last: str) -> list[Person]:
        """People with a name that begins and ends with these words, folded: middle names come and go."""
        found: dict[str, Person] = {}
        for term in self.folded_terms():
            if term.startswith(first + " ") and term.endswith(" " + last):
                found.update((i, self.people[i]) for i in self._folded[term] if i in self.people)
        return list(found.values())

    def folded_surname(self, surname: str) -> list[Person]:
        """People with this family name, folded."""
        return [self.people[i] for name, ids in self._by_surname.items() if fold(name) == surname for i in ids]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Every place in a stretch of text (a plain view) that names one actor; longest match first.

        Cost: one dictionary look-up a word.
        """
        end = len(text) if end is None else end
        at = start
        for match in _WORD.finditer(text, start, end):
            if match.start() < at:
                continue
            whole = match.group()
            base = whole.split("'")[0].rstrip(".-")
            forms = dict.fromkeys((whole, base, base + "."))
            for term in [term for form in forms for term in self._by_first.get(form, ())]:
                stop = match.start() + len(term)
                if stop <= end and text.startswith(term, match.start()) and not _goes_on(text, stop, end):
                    known = self.lookup(term)
                    if known:
                        yield Named(match.start(), stop, *known)
                    at = stop
                    break

    def owners(self, phrase: str) -> list[Actor]:
        """States and organisations that a title or a noun phrase belongs to, in order.

        A capital counts only as an owner ("Kell's envoy"): it is part of too many other names.
        """
        return [
            named.actor for named in self.find(phrase)
            if named.actor.kind != "person" and (named.how != "capital" or phrase[named.end : named.end + 2] == "'s")
        ]  # fmt: skip

    def surnamed(self, surname: str) -> list[Person]:
        """People of the register with this family name."""
        return [self.people[i] for i in self._by_surname.get(surname, ())]

    def holder_of(self, title: str, for_id: str, date: str | None) -> list[Person]:
        """Who held an office on a day, by its title and the actor it speaks for."""
        found = [self.people[i] for i in self._by_office.get((title, for_id), ())]
        return [p for p in found if any(o.title == title and o.for_id == for_id for o in p.offices_on(date))]

    def holders(self, for_ids: set[str], date: str | None) -> list[tuple[Person, Office]]:
        """Every office held on a day for any of these, with who held it; with no day, every one ever held."""
        ids = dict.fromkeys(i for wanted in sorted(for_ids) for i in self._by_principal.get(wanted, ()))
        return [
            (person, office)
            for person in (self.people[i] for i in ids)
            for office in (person.offices_on(date) if date else person.offices)
            if office.for_id in for_ids
        ]


_STRENGTH = {"name": 0, "alias": 1, "metonym": 2, "demonym": 3, "capital": 4}


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether a word continues past a match, so that it is another word."""
    if stop >= end:
        return False
    if text[stop] == "'":
        return False
    return text[stop].isalnum() or (text[stop] == "-" and stop + 1 < end and text[stop + 1].islower())


def load_register(own: Iterable[Path] = (), aliases: tuple[tuple[str, str], ...] = ()) -> Register:
    """The register that ships, with a user's own files on top, and further names of actors on top of those.

    Args:
        aliases: (name, id) pairs; a name that led elsewhere leads there no more.

    Raises: OR-C02 BadRegister for a row that does not hold together.
    """
    paths = tuple(str(path) for path in own)
    return _load(paths, aliases)


@lru_cache(maxsize=4)
def _load(paths: tuple[str, ...], aliases: tuple[tuple[str, str], ...]) -> Register:
    register = Register()
    shipped: set[str] = set()
    folder = files("onrecord.data").joinpath("actors")
    shipped_files = [(name, folder.joinpath(name)) for name in _SHIPPED]
    texts = [(name, file.read_text("utf-8")) for name, file in shipped_files if file.is_file()]
    for path in paths:
        try:
            texts.append((Path(path).name, Path(path).read_text("utf-8")))
        except (OSError, UnicodeDecodeError):
            raise BadRegister(f"{Path(path).name} cannot be read") from None
    for number, (name, text) in enumerate(texts):
        if number == len(_SHIPPED):
            shipped = set(register.terms)
        _add(register, _rows(text, name), name)
    if paths:
        register.own_terms = frozenset(t.lower().removeprefix("the ") for t in set(register.terms) - shipped)
    register.version = sha256_text("".join(text for _, text in texts))[:8]
    for person in register.people.values():
        for office in person.offices:
            if office.for_id not in register.actors:
                raise BadRegister(f"{person.id} holds an office for {office.for_id}, which no row describes")
    for term, actor in aliases:
        if actor in register.actors:
            register.terms[term] = {actor: "alias"}
    register.index()
    return register


def _rows(text: str, name: str) -> dict[str, Any]:
    """What a file holds. A file of JSON lines has a person a line, which loads some twenty times as fast as YAML."""
    if name.endswith(".json"):
        made: dict[str, Any] = json.loads(text)
        return made
    if not name.endswith(".jsonl"):
        return parse_yaml(text, name, BadRegister)
    try:
        return {"people": [json.loads(line) for line in text.splitlines() if line.strip()]}
    except ValueError:
        raise BadRegister(f"{name} holds a line that is not JSON") from None


def _add(register: Register, raw: dict[str, Any], name: str) -> None:
    for row in as_list(raw.get("states"), f"{name}: states", BadRegister):
        actor = _actor(row, "state", name)
        register.actors[actor.id] = actor
        if row.get("iso3"):
            register.codes[actor.id] = str(row["iso3"])
        _terms(register, actor, row)
    for row in as_list(raw.get("organisations"), f"{name}: organisations", BadRegister):
        actor = _actor(row, "organisation", name)
        register.actors[actor.id] = actor
        register.types[actor.id] = str(row.get("type") or "other")
        if row.get("of"):
            register.parents[actor.id] = str(row["of"])
        if row.get("based_in"):
            register.bases[actor.id] = str(row["based_in"])
        _terms(register, actor, row)
    for key, names in (raw.get("names") or {}).items():
        for term in names:
            register.add_term(term, key, "alias")
    register.members.update({key: tuple(states) for key, states in (raw.get("members") or {}).items()})
    for row in as_list(raw.get("people"), f"{name}: people", BadRegister):
        person = _person(row, name)
        known = register.people.get(person.id) if row.get("adds") else None
        if known:  # a further source of somebody whom an earlier file describes
            person = replace(
                known, aliases=(*known.aliases, *person.aliases), offices=(*known.offices, *person.offices)
            )
        register.people[person.id] = person
        register.actors[person.id] = person.actor
        register.add_term(person.name, person.id, "name")
        for alias in person.aliases:
            register.add_term(alias, person.id, "alias")


def _actor(row: Any, kind: str, name: str) -> Actor:
    if not isinstance(row, dict) or not row.get("id") or not str(row.get("name") or "").strip():
        raise BadRegister(f"{name}: every {kind} needs an id and a name")
    return Actor(str(row["id"]), str(row["name"]), "state" if kind == "state" else "organisation")


def _terms(register: Register, actor: Actor, row: dict[str, Any]) -> None:
    register.add_term(actor.name, actor.id, "name")
    for key, how in (("aliases", "alias"), ("demonyms", "demonym"), ("metonyms", "metonym")):
        for term in as_list(row.get(key), f"{actor.id}: {key}", BadRegister):
            register.add_term(str(term), actor.id, how)
    if row.get("capital"):
        register.add_term(str(row["capital"]), actor.id, "capital")


def _person(row: Any, name: str) -> Person:
    if not isinstance(row, dict) or not row.get("id") or not str(row.get("name") or "").strip():
        raise BadRegister(f"{name}: every person needs an id and a name")
    full = str(row["name"])
    words = full.split()
    surname = words[0] if row.get("family_first") else words[-1]
    if surname in {"Jr.", "Jr", "Sr.", "II", "III"} and len(words) > 2:
        surname = words[-2].rstrip(",")
    offices = tuple(
        _office(office, str(row["id"]), name) for office in as_list(row.get("offices"), f"{name}: offices", BadRegister)
    )
    aliases = tuple(str(alias) for alias in as_list(row.get("aliases"), f"{name}: aliases", BadRegister))
    return Person(str(row["id"]), full, surname, row.get("gender"), aliases, offices)


def _office(row: Any, person: str, name: str) -> Office:
    if not isinstance(row, dict) or not row.get("title") or not row.get("for"):
        raise BadRegister(f"{name}: an office of {person} needs a title and a for")
    since, until = (None if row.get(key) is None else str(row[key]) for key in ("from", "to"))
    for date in (since, until):
        if date is not None and not _DATE.match(date):
            raise BadRegister(f"{name}: an office of {person} has a date that is not YYYY, YYYY-MM or YYYY-MM-DD")
    if since and until and until[: len(since)] < since[: len(until)]:
        raise BadRegister(f"{name}: an office of {person} ends before it begins")
    return Office(str(row["title"]), str(row["for"]), since, until, str(row.get("source") or "user"))
