"""Whom the labels of turns mean: “QUESTION (Ada Holm, the Courier):”, “The President:”, a surname alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.fold import fold
from onrecord.language.name_parts import ADDRESS, CAPITAL, RANK
from onrecord.language.nouns import in_small
from onrecord.language.turn_labels import ASKER, TURN_LABEL
from onrecord.model.actor import Actor
from onrecord.model.ids import actor_id
from onrecord.resolve.given_names import gender_of_name
from onrecord.resolve.individuals import Individual, People
from onrecord.resolve.names import is_institution, is_name_like, without_honorific
from onrecord.resolve.register import Register
from onrecord.resolve.resolved import Resolved
from onrecord.resolve.titles import title_words

__all__ = ["SHORT_FORM", "Labelled", "Labels", "labelled_people", "presiding", "written_small"]

_FIRST_WORDS = 240
_GREETING = r"(?:(?:Thank you|Thanks|Hi|Hello|Good (?:morning|afternoon|evening)|Yes)[^.,!?]{0,40}[.,!]\s+)*"
_PRESENTS = re.compile(
    rf"\s*:\s*{_GREETING}(?P<me>(?:I am|I'm|[Mm]y name is|[Tt]his is|[Ii]t's)\s+)?(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{1,3}})"
    r"(?:,\s+|\s+(?:from|with|of|at|for)\s+)(?:(?:from|with|of|at|for)\s+)?(?:the\s+)?(?P<outlet>[A-Z][\w'’&-]*(?:\s+[A-Z][\w'’&-]*){0,4})\s*[.:;–—-]"
)
"""“Q: Thank you. Ada Holm, the Courier. Will there be talks?”"""
_CHAIR = re.compile(
    r"(?:the\s+)?(?:acting\s+)?(?P<role>president|chair(?:man|woman|person)?|speaker|vice-president)", re.IGNORECASE
)
_SITS = re.compile(
    rf"^[ \t]*(?P<role>President|Chair(?:man|woman|person)?|Speaker)\s*:\s+(?P<name>(?:(?:{ADDRESS})\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{0,3}})(?:[\s.]*\((?P<state>[A-Z][^()\n]{{1,40}})\)|[ \t]*$)",
    re.MULTILINE,
)
"""“President: Ms. Varn . . . . (Norland)” at the head of a council's record."""
_INITIALS = re.compile(r"[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?")
_LEADERS = re.compile(
    rf"(?<=\. \. \. |\.\.\.\.\.\.)[^\S\n]*(?P<address>(?:{ADDRESS})\.?) (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+){{0,4}})(?=\s{{2,}}|\n|$)"
)
"""“Norland . . . . Mr. Tomas Reke”"""
SHORT_FORM = re.compile(r"[A-Z][A-Za-z]{2,6}\.\s+(?=[A-Z'’-]{3,})")
_RANKED = re.compile(rf"(?:{RANK}) (?=[A-Z'’-]{{3,}}(?:\s|$))")
_LISTED = re.compile(
    rf"(?P<address>\b(?:{ADDRESS}|{RANK})\.?)\s+(?P<name>[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){{0,2}} [A-Z][A-Z'’-]{{2,}}(?: [A-Z][A-Z'’-]{{2,}})?)\b"
)
_LINE = re.compile(r"^(?=[ \t]*\S)", re.MULTILINE)
_HEAD = 3000
_DELEGATE = re.compile(r"\([A-Z][^()\n]{1,50}\)(?:\s*\([^()\n]{1,60}\))?\s*:")
_HONORIFIC = re.compile(rf"(?:(?:{ADDRESS}|H\.E)\b\.?\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Somebody by the label of a turn or in a list of who sits: a name as it is written elsewhere, perhaps a surname alone, and where it stands."""

    name: str
    start: int
    address: str
    office: str


def labelled_people(view: str) -> list[Labelled]:
    """Whom the labels of turns and the lists of those present name.

    “MS. VARN:”, “Mr. Reke (Norland):”, “MS. ILSE VARN, SPOKESPERSON OF THE MINISTRY:”, “Norland . . . . Mr. Tomas REKE”. A surname without
    “Mr.” or the like only in capitals, as transcripts print it. Cost: linear.
    """
    found = []
    for start, label, office in _labels(view):
        bare = re.split(r"\s*[(\[]", label, maxsplit=1)[0]
        formal = _HONORIFIC.match(bare) or _RANKED.match(bare) or SHORT_FORM.match(bare)
        name = bare[formal.end() :] if formal else bare
        if (
            not name
            or not (formal or name.isupper())
            or _CHAIR.fullmatch(name)
            or ASKER.fullmatch(name)
            or len(name) == 1
        ):
            continue
        if title_words().names_role(name.lower()) or (not formal and is_institution(in_small(name))):
            continue
        shown = without_honorific(written_small(name))
        shown_office = (in_small(office) if office.isupper() else office) if office else ""
        found.append(
            Labelled(
                shown,
                start + label.index(name) + len(name) - len(shown),
                formal.group() if formal else "",
                shown_office,
            )
        )
    lists = (match for pattern in (_LISTED, _LEADERS) for match in pattern.finditer(view))
    return found + [Labelled(written_small(m["name"]), m.start("name"), m["address"], "") for m in lists]


def written_small(name: str) -> str:
    """A name without the capitals of a label or of a family name: “Tomas REKE” is Tomas Reke."""
    return re.sub(
        rf"[{CAPITAL}][{CAPITAL}'’]+",
        lambda word: word.group().title() if len(word.group()) > 1 else word.group(),
        name,
    )


def _labels(view: str) -> list[tuple[int, str, str]]:
    """Places, names and offices of every label of a turn."""
    lines = (TURN_LABEL.match(view, line.start()) for line in _LINE.finditer(view))
    return [(match.start("name"), match["name"], match["office"] or "") for match in lines if match]


def presiding(view: str, register: Register) -> tuple[str, str, Actor | None] | None:
    """(name, title, body) of who presides by the head of a council's record; None where it does not say."""
    sits = _SITS.search(view, 0, _HEAD)
    if sits is None:
        return None
    bodies = [n.actor for n in register.find(view, 0, sits.start()) if n.actor.kind == "organisation"]
    body = bodies[-1] if bodies else None
    name = written_small(_HONORIFIC.sub("", sits["name"]))
    return name, sits["role"].lower() + (f" of the {body.name}" if body else ""), body


def _starts(name: str, letters: str) -> bool:
    """Whether a name's words begin with these letters, parts behind a hyphen counted or not."""
    parts = [word[:1] for word in re.split(r"[ -]", name)]
    return letters in {"".join(parts), "".join(word[:1] for word in name.split())}


class Labels:
    """Resolves the labels of turns of one document that name nobody, or name somebody in brackets."""

    def __init__(self, view: str, register: Register, people: People, document_id: str) -> None:
        self._view, self._register, self._people, self._document_id = view, register, people, document_id
        self._askers: list[Individual] = []

    def resolve(self, text: str, start: int, end: int) -> Resolved | None:
        """Whom a label at a place means; None for what is no label, or a plain name."""
        if (
            _INITIALS.fullmatch(text)
            and not self._view[max(self._view.rfind("\n", 0, start) + 1, start - 40) : start].strip()
        ):
            return self._initials(text)
        if not re.match(r"\s?:", self._view[end : end + 2]):
            return None
        asker = ASKER.fullmatch(text)
        if asker:
            found = self._asker(asker["who"], end)
            if found.individual:
                self._askers.append(found.individual)
            return found
        chair = _CHAIR.fullmatch(re.sub(r"\s*\([^()]*\)", "", text))
        return self._chair(chair["role"].lower(), text) if chair else None

    def _initials(self, text: str) -> Resolved | None:
        """“AH:” is the one person of the text whose name has these initials."""
        letters = text.replace(".", "").replace(" ", "")
        found = [i for i in self._people.individuals if " " in i.name and _starts(i.name, letters)]
        if len(found) != 1:
            return None
        return Resolved(found[0].actor, f"“{text}”: the initials of {found[0].name}", 0.85, found[0])

    def _asker(self, told: str | None, end: int) -> Resolved:
        """Who asks: by the brackets behind the label, or as they present themselves; else somebody without a name, and never who answers."""
        parts = [part.strip() for part in re.split(r",|;|/| of the | of | from ", told)] if told else []
        again = [i for i in self._askers if told and fold(i.surname) == fold(_HONORIFIC.sub("", parts[-1]))]
        if again:
            return Resolved(again[-1].actor, "asks, by the surname of one who asked before", 0.85, again[-1])
        name = next((part for part in parts if self._is_person(part, alone=len(parts) == 1)), None)
        addressed = next((part for part in parts if _HONORIFIC.match(part)), None)  # “Ms. Varn”
        name = name or (_HONORIFIC.sub("", addressed) if addressed else None)
        outlet = next((part for part in parts if part and part not in (name, addressed)), None)
        if told is None:
            presents = _PRESENTS.match(self._view, end, end + _FIRST_WORDS)
            if presents and (presents["me"] or self._is_person(presents["name"], alone=False)):
                name, outlet = presents["name"], presents["outlet"]
        if name:
            known = self._people.named(name) or Individual(name, None, self._document_id, gender_of_name(name))
            return Resolved(known.actor, "asks, by name" + (f", for {outlet}" if outlet else ""), 0.85, known)
        whose = f"a reporter of {outlet}" if outlet else "a reporter"
        return Resolved(
            Actor(actor_id("unnamed", whose, self._document_id), whose, "unnamed"), "asks, and is not named", 0.8
        )

    def _is_person(self, words: str, *, alone: bool) -> bool:
        """Whether words of brackets are a person's name; those that stand alone may as well be a paper's, and need a known first name."""
        known = self._register.lookup(words)
        if known:
            return known[0].kind == "person"
        return is_name_like(words) and not is_institution(words) and (not alone or gender_of_name(words) is not None)

    def _chair(self, role: str, text: str) -> Resolved:
        """“The President:” of a council is who presides; of another transcript the one person whom it calls so. Else nobody with a name."""
        sits = presiding(self._view, self._register)
        if sits:
            name, title, body = sits
            found = self._people.named(name) or next(iter(self._people.surnamed(name)), None)
            if found is None:
                found = Individual(name, None, self._document_id, gender_of_name(name))
            chair = Individual(found.name, found.person, self._document_id, found.gender, title, owner=body)
            return Resolved(found.actor, f"“{text}”: {found.name}, who presides by the head of the record", 0.9, chair)
        if not _DELEGATE.search(self._view):
            called = [
                i for i in self._people.individuals if role in {w.lower() for w in re.findall(r"[A-Za-z]+", i.title)}
            ]
            if len(called) == 1:
                return Resolved(called[0].actor, f"“{text}”: {called[0].name}, whom the text calls so", 0.8, called[0])
        someone = Actor(actor_id("unnamed", text, self._document_id), text, "unnamed")
        return Resolved(someone, "who presides, whom the text does not name", 0.8)
