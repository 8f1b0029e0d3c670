"""Who a mention can stand for outside any text: candidates of the register, each with its reason, best first.

A candidate is chosen from what the register holds, never made up. Likeness of spelling only suggests: such a
candidate says so, and nothing is ever resolved by it without a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from onrecord.language.fold import fold
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor, Office, Person
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words

__all__ = ["Candidate", "candidates", "people_named"]

Stands = Literal["is", "belongs to", "like"]

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OFFICIALS = re.compile(
    r"^(?:\w+\s+)?(?:officials?|governments?|authorit(?:y|ies)|ministry|ministries|administration|diplomats?|military|delegation|leaders(?:hip)?)$",
    re.IGNORECASE,
)
_WOMAN, _MAN = re.compile(r"woman\b", re.IGNORECASE), re.compile(r"(?<!wo)man\b", re.IGNORECASE)
_SAME = {
    "defense": "defence", "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair",
    "chairwoman": "chair", "chairperson": "chair", "advisor": "adviser", "envoy": "ambassador",
}  # fmt: skip
_EMPTY = frozenset({"the", "of", "for", "to", "and"})
_BY_TERM = {
    "name": (0.97, "its name"),
    "alias": (0.95, "another name of it"),
    "metonym": (0.85, "a seat or a by-name that stands for it"),
    "demonym": (0.6, "a name for its people"),
    "capital": (0.75, "its capital, which stands for its government"),
}
_LEAST_LIKE = 84
_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a mention can stand for.

    Attributes:
        stands: whether the mention is the actor, belongs to it (its officials), or is only spelt like its name.
        confidence: from 0 to 1; of likeness never above 0.4.
        offices: held on the day asked.
    """

    actor: Actor
    stands: Stands
    confidence: float
    why: str
    offices: tuple[Office, ...] = ()


def candidates(mention: str, register: Register, day: str | None = None) -> list[Candidate]:
    """Candidates for a mention that stands alone.

    Args:
        day: an ISO date, perhaps cut to month or year; offices are those held then.

    Cost: a few look-ups; likeness, tried only where nothing else is found, compares every name of the register.
    """
    said = re.sub(r"'s?$", "", plain_view(mention).strip(" ,.\"“”'")) or mention.strip()
    found: dict[str, Candidate] = {}
    for one in (
        *_by_term(said, register),
        *_by_name(said, register, day),
        *_by_office(said, register, day),
        *_officials(said, register),
    ):
        if one.actor.id not in found or found[one.actor.id].confidence < one.confidence:
            found[one.actor.id] = one
    if not found:
        found = {one.actor.id: one for one in _alike(said, register)}
    made = (_with_offices(one, register, day) for one in found.values())
    return sorted(made, key=lambda one: (-one.confidence, one.actor.id))


def people_named(name: str, register: Register) -> list[Person]:
    """People of the register whom a name, perhaps with a title before it, can mean.

    Whole names first, whatever their accents; else the same first and last word; else the surname alone.
    """
    bare = fold(_without_title(plain_view(name).strip()))
    exact = register.folded(bare)
    if exact:
        return exact
    words = bare.split()
    if len(words) > 1:
        ends = register.folded_ends(words[0], words[-1])
        return ends or ([] if len(words) > 2 else register.folded_ends(words[-1], words[0]))
    return register.folded_surname(bare)


def _by_term(said: str, register: Register) -> Iterable[Candidate]:
    known = register.naming(said)
    best = min((_BY_TERM[how][0] for how in known.values()), default=0.0)
    for actor_id, how in known.items():
        sure, what = _BY_TERM[how]
        sure = sure if len(known) == 1 or sure > best else sure / len(known)
        yield Candidate(register.actors[actor_id], "is", round(sure, 2), f"“{said}” is {what}")


def _by_name(said: str, register: Register, day: str | None) -> Iterable[Candidate]:
    people = people_named(said, register)
    title = title_words().title_in(said)
    holding = [p for p in people if title and any(title in o.title for o in p.offices_on(day))]
    whole = len(fold(_without_title(said)).split()) > 1
    for person in people:
        why = f"“{said}” names {person.name}" if whole else f"the surname of {person.name}"
        if person in holding and len(holding) == 1:
            yield Candidate(person.actor, "is", 0.95 if whole else 0.92, f"{why}, who was {title} then")
        else:
            sure = (0.93 if whole else 0.8) / len(people) * (0.5 if holding else 1)
            many = f"; {len(people)} people of the register have it" if len(people) > 1 else ""
            yield Candidate(person.actor, "is", round(sure, 2), why + many)


def _by_office(said: str, register: Register, day: str | None) -> Iterable[Candidate]:
    """“The Chinese foreign minister”: who held it on the day; on no day, everybody who did, faintly."""
    title = title_words().title_in(said)
    owners = list(dict.fromkeys(register.owners(said)))
    if not title or not owners:
        return
    wanted = {register.parents.get(owner.id, owner.id) for owner in owners} | {owner.id for owner in owners}
    gender = "f" if _WOMAN.search(said) else "m" if _MAN.search(said) else None
    words = {*_title_words(said), *_title_words(title)}
    fitting: list[tuple[int, Person, Office]] = []
    for person, office in register.holders(wanted, day):
        named = _title_words(office.title)
        if named <= words and gender in (None, person.gender or gender):
            fitting.append((len(named), person, office))
    most = max((count for count, _, _ in fitting), default=0)
    chosen = {person.id: (person, office) for count, person, office in fitting if count == most}
    for person, office in chosen.values():
        sure = (0.9 if day else 0.4) / len(chosen)
        when = f"on {day}" if day else "at some time; no day was given"
        of = register.actors[office.for_id].name
        yield Candidate(person.actor, "is", round(sure, 2), f"{office.title} of {of} {when}, by the register")


def _title_words(title: str) -> set[str]:
    """What a title says, whatever the spelling and the gender: “Defense Ministry's spokeswoman”."""
    return {_SAME.get(word, word) for word in fold(re.sub(r"'s\b", "", title)).split()} - _EMPTY


def _officials(said: str, register: Register) -> Iterable[Candidate]:
    """“Russian officials”: of whom they are, which is not who they are."""
    bare = _ARTICLE.sub("", said)
    for named in register.find(bare):
        rest = (bare[: named.start] + bare[named.end :]).replace("'s", " ").strip()
        if named.actor.kind != "person" and rest and _OFFICIALS.match(rest):
            yield Candidate(named.actor, "belongs to", 0.8, f"“{said}” are of {named.actor.name}, and are not named")


def _alike(said: str, register: Register) -> Iterable[Candidate]:
    bare = fold(_without_title(said))
    if len(bare) < 4:
        return
    scored = process.extract(
        bare, register.folded_terms(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE, limit=_SUGGESTED
    )
    for term, score, _ in scored:
        for actor_id in register.with_folded(term):
            sure = round(0.4 * (score - _LEAST_LIKE + 1) / (101 - _LEAST_LIKE), 2)
            yield Candidate(
                register.actors[actor_id], "like", sure, f"spelt like “{term}”: a suggestion, to be checked by a person"
            )


def _with_offices(one: Candidate, register: Register, day: str | None) -> Candidate:
    person = register.people.get(one.actor.id)
    offices = tuple(person.offices_on(day)) if person and day else ()
    return Candidate(one.actor, one.stands, one.confidence, one.why, offices)


def _without_title(said: str) -> str:
    """The words behind the last title, as in “the Chinese foreign minister, Wang Yi” and “Chancellor Scholz”."""
    words = title_words()
    at = 0
    for pattern in (words.before_names, words.honorific):
        for match in pattern.finditer(said):
            if match.end() < len(said):
                at = max(at, match.end())
    return said[at:].strip(" ,") or said
