"""Whose office it is where a text gives an office without its state: “Its foreign minister, Ilse Varn”, “President Reke” of a paragraph about Norland."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.language.nouns import in_small
from onrecord.language.state_bodies import state_body
from onrecord.model.actor import Actor
from onrecord.resolve.individuals import Individual
from onrecord.resolve.names import find_runs
from onrecord.resolve.office_phrase import read_office
from onrecord.resolve.register import Named, Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.state_offices import office_of_state
from onrecord.resolve.titles import title_words

__all__ = ["DELEGATE", "know_by_heading", "know_by_topic", "state_before", "subject_before", "with_state"]

_HEAD, _NEAR, _LONGEST_NAME = 400, 90, 6
_SUBJECT_OF_LINE = re.compile(
    r"(?P<who>(?:[Tt]he )?[A-Z][^.:;!?\n]{5,80}?)\s+(?:on|about|talks|speaks|explains|says|answers|defends|tells)\b"
)
_NO_FARTHER = 1500
_RUN_IN = re.compile(r"(?:[-•·*\d.) ]{0,5})(?:[Tt]he )?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})(?:[.:]| [—–-])\s")
_OF_ANY_BODY = frozenset({
    "chair", "chairman", "chairwoman", "chairperson", "director", "head", "chief", "coordinator", "managing director", "leader", "president", "secretary", "secretary-general", "secretary general",
})  # fmt: skip
_OF_IT = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s+(?:[a-z-]+\s+){0,3}$")
DELEGATE = "representative"
"""Who speaks in a council for the state in brackets behind the name."""
_LABEL = re.compile(r"[\w'’.-]+(?:\s[A-Z][\w'’.-]+){0,3}\s*\((?P<state>[A-Z][^()]{1,50})\)(?:\s*\([^()]{1,60}\))?\s*:")
_TO_SUBJECT = re.compile(
    r"^(?:(?:[Ii]n|[Oo]n|[Aa]t|[Ff]or|[Ss]ince|[Aa]fter|[Bb]y)\s+(?:[\w'’]+\s?){1,3},?\s*)?(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Nn]ow|[Oo]nly|[Tt]hen)?\s*(?:[Tt]he\s+)?$"
)
_ITS_BODY = re.compile(
    r"['’]s?\s+(?:[a-z]+\s+){0,3}?(?:ministry|government|embassy|army|navy|parliament|cabinet|delegation|mission|bank|office|authority)\b"
)
_STOP = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(])")


def know_by_topic(individual: Individual, view: str, register: Register) -> None:
    """Let somebody whom no register knows, and whose title names no owner, have the owner that the text is about there.

    That is the state that begins the sentence before “its foreign minister”, or that begins the paragraph and stands alone in it up to
    the name; of a spokesman without more the body of a state that issued the text. Where there are two it stays open.
    """
    title = individual.title
    labels = (_LABEL.match(view, place) for place in individual.places if not individual.person)
    label = next((found for found in labels if found), None)
    state = register.lookup(" ".join(label["state"].split())) if label else None
    if state and state[0].kind == "state":
        individual.title, individual.owner = DELEGATE, state[0]  # “Ms. Holm (Norland):” of a council's record
        return
    office = read_office(title, register)
    if individual.person or not individual.places or office.title is None or office.names_owner or office.why_not:
        return
    if not title_words().speaks(office.title):
        return
    start = individual.places[0]
    paragraph = view.rfind("\n", 0, start) + 1
    before = view[paragraph:start]
    heading = _RUN_IN.match(before)  # “Norland. Its foreign minister ...” of a brief
    if heading and (known := register.lookup(heading["name"])) and known[0].kind == "state":
        individual.owner = known[0]
        return
    named = [n for n in register.find(before) if n.actor.kind == "state" and n.how != "capital"]
    near = before[max(0, len(before) - _NEAR) :]
    stem = re.split(r",\s*$", near)[0]
    possessive = _OF_IT.search(re.sub(re.escape(office.title) + r"\W*$", "", stem, flags=re.IGNORECASE))
    if possessive:  # “its chairman” may be a league's
        individual.owner = None if office.title in _OF_ANY_BODY else _subject_before(before, named)
    elif named and named[0].start == 0 and len({n.actor.id for n in named}) == 1:
        individual.owner = named[0].actor
    elif office.title.startswith("spokes") or office.title == "press secretary":
        individual.owner = _issuer(view, register)


def know_by_heading(individual: Individual, view: str, register: Register) -> None:
    """Let the one whom an interview is with have the office that a line above it gives without a name: “Norland's finance minister on the loan”."""
    if individual.title or individual.person:
        return
    for line in view[:_HEAD].splitlines():
        subject = _SUBJECT_OF_LINE.match(line.strip())
        office = read_office(subject["who"], register) if subject else None
        if subject and office and office.is_holder and office.owner and not any(_full_names(subject["who"], register)):
            individual.title = subject["who"]
            return


def _full_names(words: str, register: Register) -> list[str]:
    """Full names of people among words."""
    return [run.name for run in find_runs(words) if " " in run.name and not register.naming(run.name)]


def with_state(body: str, view: str, register: Register) -> str:
    """A body's name with its state, where its own words do not say it and a line of the text's head names one: “REPUBLIC OF NORLAND”."""
    read = state_body(body)
    if read is None or read.whose:
        return body
    state = _state_of_head(view, register)
    shown = in_small(body) if body.isupper() else body
    return f"{shown} of {state.name}" if state else body


def _state_of_head(view: str, register: Register) -> Actor | None:
    """The one state that short lines of the head name; None where there are none or two."""
    lines = [in_small(line.strip()) if line.isupper() else line.strip() for line in view[:_HEAD].splitlines()]
    states = {
        n.actor.id: n.actor
        for line in lines
        if len(line.split()) <= _LONGEST_NAME
        for n in register.find(line)
        if n.actor.kind == "state" and n.how != "capital"
    }
    return next(iter(states.values())) if len(states) == 1 else None


def state_before(view: str, at: int, register: Register) -> Actor | None:
    """The state that begins the sentence with “its”, or else the one before it in the paragraph; None where there are two."""
    before = view[view.rfind("\n", 0, at) + 1 : at]
    return _subject_before(before, [n for n in register.find(before) if n.actor.kind == "state" and n.how != "capital"])


def subject_before(view: str, at: int, register: Register) -> Resolved | None:
    """The state or organisation that is the subject of the sentence before “it”, or of its own up to there; None where none or two could be."""
    before = view[max(view.rfind("\n", 0, at) + 1, at - _NO_FARTHER) : at]
    bounds = [0, *(m.end() for m in _STOP.finditer(before))]
    for low, high in reversed([*pairwise(bounds), (bounds[-1], len(before))][-2:]):
        named = [
            n
            for n in register.find(before, low, high)
            if n.actor.kind in {"state", "organisation"} and n.how != "capital"
        ]
        if not named:
            continue
        first = named[0]
        if first.how == "demonym":
            return None
        if len(_TO_SUBJECT.sub("", before[low : first.start]).split()) > 0 or len({n.actor.id for n in named}) > 1:
            return None
        body = _ITS_BODY.match(before, first.end)
        office = office_of_state(before[first.start : body.end()], register) if body else None
        if body and office is None:
            return None
        return office or Resolved(first.actor, f"{first.actor.name}, the subject before", 0.6)
    return None


def _subject_before(before: str, named: list[Named]) -> Actor | None:
    """The state that begins the sentence with “its”, or else the one before it."""
    bounds = [0, *(m.end() for m in _STOP.finditer(before))]
    for low, high in zip(reversed(bounds[-2:]), reversed([*bounds[1:], len(before)][-2:]), strict=True):
        inside = [n for n in named if low <= n.start < high]
        if inside:
            return (
                inside[0].actor
                if inside[0].start - low <= len("But the ") or len({n.actor.id for n in inside}) == 1
                else None
            )
    return None


def _issuer(view: str, register: Register) -> Actor | None:
    """The state whose ministry or mission stands on a line of its own at the head of the text."""
    for line in view[:_HEAD].splitlines():
        shown = in_small(line.strip()) if line.strip().isupper() else line.strip()
        found = office_of_state(with_state(shown, view, register), register)
        if found and found.official_of:
            return found.official_of
        read = state_body(shown)
        if (
            read and len(shown.split()) <= _LONGEST_NAME
        ):  # “Ministry of Roads”, and “Republic of Norland” on the next line
            return _state_of_head(view, register)
    return None
