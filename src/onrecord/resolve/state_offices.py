"""Bodies of states that a text names and the register does not list: missions, ministries, governments."""

from __future__ import annotations

import re

from onrecord.language.state_bodies import state_body
from onrecord.model.actor import Actor
from onrecord.model.ids import actor_id
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved

__all__ = ["office_of_state"]

_ANY_WORD = frozenset({"ministry", "cabinet", "delegation"})
"""Of these bodies “of Culture” is no state, unless the register has it as one."""
_PERSONS = frozenset({"permanent representative"})


def office_of_state(name: str, register: Register) -> Resolved | None:
    """“Permanent Mission of Norland”: a body that speaks for its state; None where the name is of anything else.

    A state that the register does not know is taken as the name writes it. A body whose state the name does not say is left to others.
    """
    read = state_body(name)
    if read is None or not read.whose:
        return None
    state = next((owner for owner in register.owners(read.whose) if owner.kind == "state"), None)
    if state is None:
        if read.body in _ANY_WORD or re.search(r"\d", read.whose) or register.owners(read.whose):
            return None
        state = Actor(actor_id("state", read.whose), read.whose, "state")
    shown = re.sub(r"^[Tt]he\s+", "", " ".join(name.split()))
    kind = "unnamed" if read.body in _PERSONS else "organisation"
    body = Actor(
        actor_id(kind, f"{read.body} of {state.name}"), shown, "unnamed" if kind == "unnamed" else "organisation"
    )
    return Resolved(body, f"“{shown}” acts for {state.name}, by its name", 0.9, official_of=state)
