"""Who spoke before: what later pronouns and titles go back to."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.actor import Actor
from onrecord.resolve.individuals import Individual
from onrecord.resolve.resolved import Resolved

__all__ = ["Memory"]


@dataclass(slots=True)
class Memory:
    """The last who spoke, each with the place of the mention.

    Attributes:
        person: a person; forgotten when somebody without a name speaks, who then may be "he".
        body: a state or an organisation.
        several: a group, a state or an organisation: "they".
        joint: those who spoke jointly: "they", "both".
    """

    person: tuple[int, Individual] | None = None
    body: tuple[int, Actor] | None = None
    several: tuple[int, Actor] | None = None
    joint: tuple[int, Resolved] | None = None

    def hear(self, at: int, resolved: Resolved) -> None:
        """Somebody spoke."""
        actor = resolved.actor
        if resolved.others:
            self.joint = (at, resolved)
        if actor and actor.kind in {"group", "organisation", "state"}:
            self.several = (at, actor)
        if resolved.individual:
            self.person = (at, resolved.individual)
        elif actor and actor.kind in {"state", "organisation"}:
            self.body = (at, actor)
        elif actor and actor.kind in {"unnamed", "group"}:
            self.person = None
