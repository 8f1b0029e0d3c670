"""The office a speaker held that day, and the state or organisation they speak for.

The rules, in order, each with the reason it stores:

1. a state or an organisation speaks for itself, and a body of a state for that state;
2. a person of the register speaks for the principal of the office held that day; of several offices, the
   one the text names, else the first that speaks for anybody;
3. a person the register does not know speaks for the state or organisation their title belongs to, if it is
   a title that speaks for others (spokesperson, minister, ambassador), and for nobody otherwise;
4. officials and governments of a state speak for it; groups and the unnamed speak for nobody.
"""

from __future__ import annotations

import re

from onrecord.model.actor import Actor, Office
from onrecord.model.statement import Role
from onrecord.resolve.individuals import Individual
from onrecord.resolve.register import Register
from onrecord.resolve.speaker import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["role_and_principal"]


def role_and_principal(
    resolved: Resolved, register: Register, day: str | None
) -> tuple[Role | None, Actor | None, str]:
    """(role, principal, reason) of a resolved speaker on a day (ISO, perhaps cut; None if unknown)."""
    actor = resolved.actor
    if actor is None:
        return None, None, "the speaker is not resolved"
    parent = register.actors.get(register.parents.get(actor.id, ""))
    if parent:
        return None, parent, f"a body of {parent.name}, by the register"
    if actor.kind in {"state", "organisation"}:
        return None, actor, "speaks for itself"
    if resolved.individual is None:
        official = resolved.official_of
        return None, official, f"officials of {official.name}" if official else "speaks for nobody the text names"
    person = resolved.individual.person
    if person and person.offices:
        return _registered(resolved.individual, register, day)
    return _from_title(resolved.individual, register)


def _registered(individual: Individual, register: Register, day: str | None) -> tuple[Role | None, Actor | None, str]:
    person = individual.person
    assert person is not None
    held = person.offices_on(day)
    if day is None:
        named = [o for o in person.offices if _agrees(o, individual.title, register)]
        held = named if len({(o.title, o.for_id) for o in named}) == 1 else []
        why = f"the text calls {person.name} {individual.title}" if held else "the day is not known"
    else:
        why = f"held on {day}, by the register"
    principals = {o.for_id for o in person.offices}
    if not held and day is None and len(principals) == 1:
        principal = register.actors[principals.pop()]
        return None, principal, f"the day is not known, but every office of the register is for {principal.name}"
    if not held:
        return None, None, why if day is None else f"no office of the register on {day}"
    office = next((o for o in held if _agrees(o, individual.title, register)), held[0])
    principal = register.actors[office.for_id]
    return Role(office.title, principal, office.since, office.until), principal, f"{office.title}, {why}"


def _agrees(office: Office, title: str, register: Register) -> bool:
    """Whether a title as the text gives it can be this office."""
    if not title:
        return False
    said = title_words().title_in(title)
    if said is None or said.split()[0] not in office.title:
        return False
    owners = [owner.id for owner in register.owners(title)]
    return not owners or office.for_id in owners


def _from_title(individual: Individual, register: Register) -> tuple[Role | None, Actor | None, str]:
    """The role of a person the register does not know, as their title in the text gives it."""
    title = individual.title
    said = title_words().title_in(title) if title else None
    if said is None:
        return None, None, "no office in the text or the register"
    owners = register.owners(title)
    if not title_words().speaks(said) or re.search(r"\b(?:former|ex-|retired|then)", title.lower()):
        return None, None, f"“{title}” speaks for nobody else"
    if not owners:
        return None, None, f"“{title}”: the text does not say of what"
    owner = owners[0]
    if register.types.get(owner.id) == "media" and said not in {"spokesman", "spokeswoman", "spokesperson"}:
        return None, None, f"“{title}” speaks for nobody else"
    return Role(said, owner, None, None), owner, f"“{title}” in the text"
