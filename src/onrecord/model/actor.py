"""Who speaks and for whom: states, organisations, people and the offices they held from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Actor", "ActorKind", "Office", "Person", "covers"]

ActorKind = Literal["person", "state", "organisation", "group", "unnamed"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A reference to an actor: what a statement's speaker, principal or target is."""

    id: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Office:
    """An office held by a person.

    Attributes:
        for_id: the state or organisation spoken for.
        since, until: ISO dates, perhaps cut to month or year; None is open.
        source: where the row comes from.
    """

    title: str
    for_id: str
    since: str | None
    until: str | None
    source: str

    def held_on(self, date: str | None) -> bool:
        """Whether the office was held on an ISO date (which may be cut to month or year).

        A cut date counts as held when any of its days is inside the term; with no date, only an office
        that has not ended counts.
        """
        if date is None:
            return self.until is None
        return covers(self.since, self.until, date)


def covers(since: str | None, until: str | None, date: str) -> bool:
    """Whether a term touches a date, all three cut to any precision."""
    starts = since is None or since[: len(date)] <= date[: len(since)]
    ends = until is None or date[: len(until)] <= until[: len(date)]
    return starts and ends


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register with dated offices."""

    id: str
    name: str
    surname: str
    gender: str | None
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]

    @property
    def actor(self) -> Actor:
        """The reference to this person."""
        return Actor(self.id, self.name, "person")

    def offices_on(self, date: str | None) -> list[Office]:
        """The offices held on a day, in the register's order."""
        return [office for office in self.offices if office.held_on(date)]
