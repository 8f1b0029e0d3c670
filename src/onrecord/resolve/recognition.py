"""Which runs of capitals in a text name a person."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.model.actor import Person
from onrecord.model.span import Span
from onrecord.resolve.descriptions import describe, is_apposed, noun_before, title_behind
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.individuals import SUFFIXES, Individual
from onrecord.resolve.names import NameRun, is_name_like
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words

__all__ = ["add_subjects", "is_person", "known_person"]

_ADDRESSED = re.compile(r"(?:\bH\.\s?E\.|\b(?:His|Her) Excellency)\s+$")
_ASKED = re.compile(r"[^.!?\n]{0,300}\?")
_LONGEST_OFFICE = 90
_APPOSITION = re.compile(r"(?:^|[,.;:\n])?(?P<what>[^,.;:\n]+),[^\S\n]+$")
_OF_PLACE = re.compile(r"\b(?:from|in|near) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?, $")  # “from Kell, Upper Norland”
_INITIAL = re.compile(r"[A-Z]\.?")
_THE = re.compile(r"\b[Tt]he\s+$")
# “James Pell of the Lantern Institute”: what stands behind such a word is what somebody belongs to.
_BELONGS = re.compile(r"\b(?:of|for|from|at|in|with|to|by|against|about|near|the)\s+$")
# “Perpetua Lind, a beekeeper from the hills. She came ...”
_APPOSED = re.compile(r",\s+(?:an?|the|his|her)\s+[a-z][^.;:\"“”]{2,80}\.\s+(?:He|She)\b")
_ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope", "Emperor", "Empress", "Sultan", "Emir", "Tsar"})
_SUBJECT = re.compile(
    r"\s+(?:is|was|has|had|[a-z]+(?:ed|s)|ran|went|came|sold|built|kept|left|made|took|gave|led|lost|won)\b"
)
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_NEXT = 260
# What shows a person, behind or before a name: an age, “who”, “his sister, ...”.
_OF_A_PERSON = re.compile(r",\s+(?:\d{1,3}\s*,|who\b|whom\b|whose\b)")
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:[a-z-]+\s+){1,3}?,?\s*$|\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+[a-z-]+,\s+$"
)


def known_person(register: Register, run: NameRun) -> Person | None:
    """The person of the register a run names; words that only happen to stand before the name are passed over."""
    words = run.name.split()
    for first in range(max(1, len(words) - 1)):
        name = " ".join(words[first:])
        known = register.lookup(name) or (register.lookup(name + ".") if words[-1] in SUFFIXES else None)
        if known and known[0].kind == "person":
            return register.people.get(known[0].id)
        if known:
            return None
    # “James B. Holm” is the James Holm of the register, where it has one.
    bare = " ".join(word for n, word in enumerate(words) if not 0 < n < len(words) - 1 or not _INITIAL.fullmatch(word))
    known = register.lookup(bare) if bare != run.name else None
    return register.people.get(known[0].id) if known else None


def is_person(view: str, run: NameRun, register: Register, sources: list[Span], alone: set[str]) -> bool:
    """Whether a run names a person. `alone`: runs of one word; a full name is often followed by its surname alone."""
    if " " not in run.name and run.title in _ROYAL and not register.naming(run.name):
        return True
    asked = run.name.startswith("Will ") and _ASKED.match(view, run.end)  # “Will Norland agree?”
    if asked or not is_name_like(run.name) or run.surname.lower() in title_words().roles:
        return False
    known = register.lookup(run.name)
    if known or any(named.how != "capital" and named.actor.kind != "person" for named in register.find(run.name)):
        return False
    if run.title:
        return True
    if _THE.search(view, max(0, run.start - 5), run.start):
        return False
    if gender_of_name(run.name) or run.surname in alone or _APPOSED.match(view, run.end, run.end + 200):
        return True
    if is_apposed(view, run):
        return True
    if _OF_A_PERSON.match(view, run.end, run.end + 12) or _KIN.search(view, max(0, run.start - 40), run.start):
        return True
    if title_behind(view, run) or noun_before(view, run):
        return True
    if _ADDRESSED.search(view, max(0, run.start - 16), run.start) or _titled_before(view, run):
        return True
    if title_words().title_in(view[max(0, run.start - 45) : run.start].rsplit(". ", 1)[-1].rsplit(",", 1)[-1]):
        return True
    return any(
        s.start <= run.start
        and run.end <= s.end
        and not _BELONGS.search(view, s.start, run.start)
        and not _OF_PLACE.search(view, s.start, run.start)
        for s in sources
    )


def _titled_before(view: str, run: NameRun) -> bool:
    """“The president of Norland, Ada Holm, met”: an office before the comma before the name."""
    apposed = _APPOSITION.search(view, max(0, run.start - _LONGEST_OFFICE), run.start)
    return bool(
        apposed and view[run.end : run.end + 1] in {",", ".", ";", ")"} and title_words().title_in(apposed["what"])
    )


def add_subjects(
    view: str, runs: list[NameRun], found: dict[str, Individual], register: Register, document_id: str
) -> None:
    """Names that nothing shows to be people's but "he" or "she" right behind: “Tamsin Rook walked out. She ...”."""
    places = sorted(place for individual in found.values() for place in individual.places)
    seen: dict[str, Individual] = {}
    for run in runs:
        if run.name in seen:
            seen[run.name].places.append(run.start)
            continue
        if (
            run.name in found
            or not is_name_like(run.name)
            or not (_SUBJECT.match(view, run.end) or view[run.end : run.end + 1] == ",")
        ):
            continue
        if _THE.search(view, max(0, run.start - 5), run.start) or any(
            n.actor.kind != "person" for n in register.find(run.name)
        ):
            continue
        following = bisect_right(places, run.start)
        end = min(run.end + _NEXT, places[following] if following < len(places) else len(view))
        newline = view.find("\n", run.end, end)
        if _HE_OR_SHE.search(view, run.end, newline if newline >= 0 else end):
            seen[run.name] = found[run.name] = Individual(
                run.name, None, document_id, gender_of_name(run.name), places=[run.start]
            )
            describe(view, run, seen[run.name])
