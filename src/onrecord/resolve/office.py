"""The office a speaker held that day, and the state or organisation they speak for.

What is known of a speaker is put into facts; `data/lexicon/speaks_for.yml` says what follows from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.state_bodies import state_body
from onrecord.model.actor import Actor, Office
from onrecord.model.ids import actor_id
from onrecord.model.statement import Role
from onrecord.resolve.as_called import is_part_of_another
from onrecord.resolve.individuals import Individual
from onrecord.resolve.nouns import CLOSE_TO
from onrecord.resolve.office_phrase import read_office
from onrecord.resolve.principals import first_rule
from onrecord.resolve.register import Register
from onrecord.resolve.speaker import Resolved
from onrecord.resolve.state_offices import office_of_state
from onrecord.resolve.titles import title_words
from onrecord.resolve.topic import DELEGATE

__all__ = ["know_by_office", "role_and_principal"]

_OF_STATE = re.compile(r"\b(?:minister|ambassador|envoy|consul)\b")
_OWN_SEATS = frozenset(
    {
        "representative",
        "senator",
        "congressman",
        "congresswoman",
        "governor",
        "mayor",
        "judge",
        "candidate",
        "lawmaker",
        "professor",
    }
)
_NAMED_OWNER = re.compile(
    r"\b(?:of|for|at)\s+(?:the\s+)?(?P<name>[A-Z][\w&'-]*(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w&'-]*)*)"
    r"|^(?:the\s+)?(?P<before>[A-Z][\w&-]*(?:\s+(?:(?:of|for|and)\s+)*[A-Z][\w&-]*)*)'s?\s"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a speaker: facts by name, and what a rule may choose."""

    facts: dict[str, str]
    office: Office | None = None
    owner: Actor | None = None


def role_and_principal(
    resolved: Resolved, register: Register, day: str | None
) -> tuple[Role | None, Actor | None, str]:
    """(role, principal, reason) of a resolved speaker on a day (ISO, perhaps cut; None if unknown)."""
    known = _known(resolved, register, day)
    rule = first_rule(known.facts)
    whole = register.actors.get(register.parents.get(resolved.actor.id, "")) if resolved.actor else None
    held_for = register.actors[known.office.for_id] if known.office else None
    principal = {"itself": resolved.actor, "whole": whole, "office": held_for, "owner": known.owner}.get(
        rule.speaks_for
    )
    individual = resolved.individual
    title = individual.title if individual else ""
    why = rule.why.format_map(
        {"for": principal.name if principal else "", "office": known.office.title if known.office else "", "day": day or "a day that is not known",
         "title": title}
    )  # fmt: skip
    role = None
    if known.office and held_for and known.facts["office"] in {"held", "named"}:
        role = Role(known.office.title, held_for, known.office.since, known.office.until)
    elif principal and rule.speaks_for == "owner" and individual and title:
        role = Role(_as_written(title, register), principal, None, None)
    return role, principal, why + _otherwise_called(individual, known.office, register)


def know_by_office(individual: Individual, register: Register) -> None:
    """Let somebody whom no register knows be one person through the collection, where that is safe.

    It is where the text gives a full name and an office that speaks for somebody, with whose it is: two people of one name do not hold
    one office. Everybody else is known in their own document only, since two towns may each have an Ada Holm.
    """
    if individual.person or " " not in individual.name or not individual.title:
        return
    how, owner = _title(individual, register)
    if owner is not None and how in {"speaking", "spokes"}:
        office = actor_id("as", _as_written(individual.title, register)).removeprefix("as:")
        individual.known_by = f"{office}.{owner.id.replace(':', '.')}"


def _known(resolved: Resolved, register: Register, day: str | None) -> _Known:
    actor = resolved.actor
    if actor is None:
        return _Known({"kind": "none"})
    facts = {"kind": actor.kind, "body": "part" if register.parents.get(actor.id) else "whole"}
    individual = resolved.individual
    if individual is None:
        near = "close-to" if CLOSE_TO.search(actor.name) else "acts-for" if resolved.official_of else "plain"
        if near == "plain" and actor.id not in register.actors and is_part_of_another(actor.name):
            near = "part"
        return _Known({**facts, "phrase": near}, owner=resolved.official_of)
    facts["kind"] = "person"
    if individual.person and individual.person.offices:
        how, office = _office(individual, register, day)
        own = office is not None and title_words().own_seats.search(office.title)
        return _Known({**facts, "office": how, "seat": "own" if own else "of-a-body"}, office)
    how, owner = _title(individual, register)
    media = owner is not None and register.types.get(owner.id) == "media"
    return _Known(
        {**facts, "office": "none", "title": how, "owner": "none" if owner is None else "media" if media else "other"},
        owner=owner,
    )


def _office(individual: Individual, register: Register, day: str | None) -> tuple[str, Office | None]:
    """How a person of the register stands to an office on a day, and which: of several the one the text names, else the first."""
    person = individual.person
    assert person is not None
    if day is None and read_office(individual.title, register).why_not:
        return "ended", None  # a former holder on a day that is not known
    named = [o for o in person.offices if _agrees(o, individual.title, register)]
    if day is not None:
        held = person.offices_on(day)
        # Who also presides over a union of states speaks for their own state, unless the text says otherwise.
        states = [o for o in held if register.actors[o.for_id].kind == "state"]
        return ("held", next((o for o in held if o in named), (states or held)[0])) if held else ("ended", None)
    if len({(o.title, o.for_id) for o in named}) == 1:
        return "named", named[0]
    # “Rep. Ada Holm” of a day that is not known is not yet, or no longer, the minister of the register.
    seats = individual.described & _OWN_SEATS
    another = seats and not any(word in office.title for word in seats for office in person.offices)
    if len({o.for_id for o in person.offices}) == 1 and not another:
        return "one-principal", person.offices[0]
    return "ended", None


def _agrees(office: Office, title: str, register: Register) -> bool:
    """Whether a title as the text gives it can be this office."""
    if not title:
        return False
    said = title_words().title_in(title)
    if said is None or said.split()[0] not in office.title:
        return False
    owners = [owner.id for owner in register.owners(title)]
    return not owners or office.for_id in owners


def _title(individual: Individual, register: Register) -> tuple[str, Actor | None]:
    """What kind of title the text gives a person whom the register does not know, and whose title it is."""
    title = individual.title
    if title == DELEGATE and individual.owner:
        return "speaking", individual.owner
    office = read_office(title, register)
    said = office.title
    if said is None:
        return "none", None
    owner = office.owner or _named_owner(title, said, register) or individual.owner
    if office.why_not:
        return "former", owner
    if not title_words().speaks(said):
        return "personal", owner
    return ("spokes" if said.startswith("spokes") else "speaking"), owner


def _as_written(title: str, register: Register) -> str:
    """The title in the text's own words, in its standard wording only where that is the same office."""
    said = read_office(title, register).title or title_words().title_in(title) or title
    return "leader" if re.search(r"\bleader\b", title.lower()) and said == "president" else said


def _named_owner(title: str, said: str, register: Register) -> Actor | None:
    """An owner that the text names and the register does not know: “leader of the Liberal Party”, “Tamsin's envoy”."""
    match = _NAMED_OWNER.search(title)
    if match is None:
        return None
    name = match["name"] or match["before"]
    if state_body(name):  # “chairman of the Council of Ministers of Norland”; of “the Ministry” it does not say whose
        body = office_of_state(name, register)
        return body.official_of if body else None
    if register.lookup(name) or title_words().title_in(name):
        return None  # the words do not tie the office to it: “head of Norland's film archive”
    if name.lower() in said or said.startswith("minister of "):
        return None  # “chief of staff”, “Minister for Power”: of which state it does not say
    kind = "state" if _OF_STATE.search(said) else "organisation"
    return Actor(actor_id(kind, name), name, "state" if kind == "state" else "organisation")


def _otherwise_called(individual: Individual | None, office: Office | None, register: Register) -> str:
    """The text's own title beside the register's, where the two differ: a wrong one, or one that has ended."""
    if individual is None or individual.person is None or not individual.person.offices or not individual.title:
        return ""
    title = individual.title
    if title_words().title_in(title) is None or (office and _agrees(office, title, register)):
        return ""
    meant = next((o for o in individual.person.offices if _agrees(o, title, register)), None)
    if meant is None:
        return f"; the text calls them “{title}”"
    return (
        f"; the text calls them “{title}”, by the register {meant.since or 'an unknown day'} to {meant.until or 'now'}"
    )
