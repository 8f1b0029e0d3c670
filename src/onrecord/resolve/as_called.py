"""Speakers whom nothing names further: kept as the text calls them, so that a line says “the finance ministry” and not nobody."""

from __future__ import annotations

import re

from onrecord.language.nouns import head_of, is_thing
from onrecord.model.actor import Actor
from onrecord.model.ids import actor_id
from onrecord.resolve.nouns import is_body, is_group, is_role
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["as_called", "body_by_name", "is_part_of_another"]

_DEFINITE = re.compile(r"(?:the|this|that|my|our|your|his|her|its|their)\s+(?:own\s+)?", re.IGNORECASE)
_OWNED = re.compile(r"(?P<whose>.+?)['’]s?\s+(?P<what>[a-z].*)")
_NAMED = re.compile(r"[A-Z][\w'’&-]*[a-z](?:['’]s?)?\s+[a-z]")
_OF_A_NAME = re.compile(r"\bof (?:the )?[A-Z]")
_OF_A_STATE = re.compile(
    r"\b(?:ministry|government|cabinet|embassy|army|navy|air force|armed forces|military|parliament|(?:coast|border|national) guard|customs|police|general staff|naval staff|treasury)$"
)
_GUARDS = re.compile(
    r"\b(?:(?:coast|border|national) guard|authority|consortium|radio|customs|tribunal|treasury|staff|operator)$"
)
_PARTS = frozenset(
    {
        "office",
        "secretariat",
        "department",
        "staff",
        "team",
        "delegation",
        "mission",
        "consulate",
        "directorate",
        "spokesperson",
    }
)
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,7}")
_WORD = re.compile(r"[A-Z][^\W\d_]{2,}(?:-[A-Z]?[^\W\d_]+)?")
_OF_BODIES = r"(?:,? which\b|,? whose (?:government|ministry|army|envoy|delegation|parliament)\b|['’]s? (?:own )?(?:government|position|demand|refusal|proposal|capital|border|territory|contention|side)\b)"
_IN = r"\b(?:in|into|across|inside|throughout|between) "
_OF_PERSONS = r"(?:,? who\b|,? (?:himself|herself)\b|, \d\d,)"
_ADDRESSED = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.? "


def as_called(text: str, bare: str, document_id: str, register: Register) -> Resolved | None:
    """A described speaker as the text calls them; None for a thing, a word alone that needs what stands before it (“the company”), and no noun.

    “My sister” and “the treasurer” are somebody without a name. “Norland's canal authority” and “the Norlandic consortium” are bodies
    of that name; “the finance ministry”, where the text does not say whose, speaks for nobody that can be told. Cost: linear.
    """
    opening = _DEFINITE.match(text)
    head = head_of(bare)
    if not head or is_thing(text) or not (opening or _OWNED.fullmatch(text) or _NAMED.match(text)):
        return None
    lower = bare.lower()
    if _is_body(bare):
        return _body(text, bare, document_id, register) if len(bare.split()) > 1 else None
    if is_group(bare) or not head.islower() or not (title_words().names_role(lower) or is_role(head)):
        return None
    return Resolved(Actor(actor_id("unnamed", bare, document_id), text, "unnamed"), "described, not named", 0.5)


def _is_body(bare: str) -> bool:
    phrase = re.split(r",|\s(?:of|for|in|at|who|which|that)\s", bare, maxsplit=1)[0]
    return is_body(phrase) or _GUARDS.search(phrase.lower()) is not None


def _body(text: str, bare: str, document_id: str, register: Register) -> Resolved | None:
    owner = next(iter(register.owners(bare)), None)
    phrase = re.split(r",\s", bare, maxsplit=1)[0]
    of_state = _OF_A_STATE.search(phrase.lower()) is not None
    if owner is None and not (_OWNED.fullmatch(phrase) or _NAMED.match(phrase) or _OF_A_NAME.search(phrase)):
        someone = Actor(actor_id("unnamed", phrase, document_id), text, "unnamed")
        return Resolved(someone, "a body, and the text does not say whose", 0.5)
    name = re.sub(r"\s+", " ", phrase)
    body = Actor(actor_id("organisation", name, document_id), name, "organisation")
    return Resolved(body, "a body by what the text calls it", 0.6, official_of=owner if of_state and owner else None)


def is_part_of_another(name: str) -> bool:
    """Whether a body by its name acts for something larger: a ministry, an embassy, an office, a secretariat."""
    head = re.split(r"\s(?:of|for|in|at|on|to)\s|,", name, maxsplit=1)[0].lower()
    last = re.split(r"\s(?:of|for|in|at|on|to)\s|,", name, maxsplit=1)[0].split()[-1]
    return _OF_A_STATE.search(head) is not None or last in _PARTS  # “the World Grain Office” is a name of its own


def body_by_name(name: str, view: str, document_id: str) -> Resolved | None:
    """A name of one word that no register knows: a body where the text speaks of it as of one (“Norland, which ...”, “in Norland”), or an acronym.

    A name that the text uses like a person's, or that nothing is said of, stays open. Cost: linear in the text.
    """
    known = re.escape(name)
    if _ACRONYM.fullmatch(name):
        found = re.search(rf"\b{known}\b[^\n]*[a-z]{{3}}", view) is not None
    elif _WORD.fullmatch(name):
        found = re.search(rf"\b{known}{_OF_BODIES}|{_IN}{known}\b(?! [A-Z])", view) is not None
    else:
        return None
    if not found or re.search(rf"\b{known}{_OF_PERSONS}|{_ADDRESSED}{known}\b|\b[A-Z][a-z]+ {known}\b", view):
        return None
    body = Actor(actor_id("organisation", name, document_id), name, "organisation")
    return Resolved(body, "a name the register does not know, used as a body's", 0.6)
