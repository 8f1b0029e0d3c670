"""Checking a register: what cannot be, and what somebody should look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from onrecord.model.actor import Office, Person
from onrecord.resolve.register import Register

__all__ = ["Finding", "check_register"]

Sort = Literal["overlap", "no office", "two actors", "date"]

# Offices that several hold at a time; of all others two holders on one day are a fault.
_SEVERAL = re.compile(
    r"\b(?:spokes\w+|deputy|vice|assistant|under|senator|representative|commissioner|candidate|nominee|envoy|adviser|aide|member|ambassador"
    r"|governor|co-\w+|leader of the opposition|presidential|minister of state|founder|first lady|councill?or|press secretary)\b"
)
_EARLIEST = "1700"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a row that does not hold together or may not."""

    sort: Sort
    actor: str
    message: str


def check_register(register: Register) -> list[Finding]:
    """Everything a careful reader would object to, in a stable order. Cost: linear in rows and terms."""
    found = [*_dates(register), *_overlaps(register), *_without_office(register), *_two_actors(register)]
    return sorted(found, key=lambda f: (f.sort, f.actor, f.message))


def _dates(register: Register) -> Iterator[Finding]:
    for person, office in _offices(register):
        for day in (office.since, office.until):
            if day is not None and not _can_be(day):
                yield Finding("date", person.id, f"{office.title}: {day} is no day")


def _can_be(day: str) -> bool:
    try:
        date.fromisoformat((day + "-01-01")[:10] if len(day) == 4 else (day + "-01")[:10])
    except ValueError:
        return False
    return day[:4] >= _EARLIEST


def _overlaps(register: Register) -> Iterator[Finding]:
    held: dict[tuple[str, str], list[tuple[Person, Office]]] = defaultdict(list)
    for person, office in _offices(register):
        if not _SEVERAL.search(office.title):
            held[office.title, office.for_id].append((person, office))
    for (title, for_id), terms in held.items():
        terms.sort(key=lambda term: term[1].since or "")
        for (one, first), (other, second) in pairwise(terms):
            if one.id != other.id and _ends_after(first, second) and _ends_after(second, first):
                said = f"{title} for {for_id} from {second.since}; {one.id} until {first.until or 'now'}"
                yield Finding("overlap", other.id, said)


def _ends_after(one: Office, other: Office) -> bool:
    """Whether an office surely ends after another begins; dates cut to month or year have the benefit of the doubt."""
    until, since = one.until or "9999", other.since or ""
    size = min(len(until), len(since))
    return until[:size] > since[:size]


def _without_office(register: Register) -> Iterator[Finding]:
    for person in register.people.values():
        if not person.offices:
            yield Finding(
                "no office", person.id, "holds no office: texts will lead to this person, and speak for nobody"
            )


def _two_actors(register: Register) -> Iterator[Finding]:
    for term, known in register.terms.items():
        if len(known) > 1 and register.lookup(term) is None:
            yield Finding("two actors", min(known), f"“{term}” leads to {', '.join(sorted(known))}, and so to neither")


def _offices(register: Register) -> Iterator[tuple[Person, Office]]:
    for person in register.people.values():
        for office in person.offices:
            yield person, office
