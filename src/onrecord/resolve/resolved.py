"""What became of a mention: an actor or none, and why."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.actor import Actor
from onrecord.resolve.individuals import Individual

__all__ = ["Resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor, how it was found, and how sure that is. `individual` where it is a person of the text; `others`: who speaks jointly with it."""

    actor: Actor | None
    why: str
    confidence: float
    individual: Individual | None = None
    official_of: Actor | None = None
    others: tuple[Resolved, ...] = ()
