"""Who does what to whom by saying it: a statement as an event, in the verbal classes of PLOVER."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.coding.phrases import PhraseTable
from onrecord.language.views import plain_view
from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.document import Document
from onrecord.model.statement import Statement
from onrecord.resolve import Register

__all__ = ["Act", "Party", "act_of"]

_ONLY_TELLS = re.compile(r"insist\w*", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,\s*(?:and\s+)?|and|or|as well as)\s+(?:the\s+)?$")
_TITLED = re.compile(
    r"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Gg]overnment|[Oo]pposition|[Pp]arliament|[Kk]ing|[Gg]eneral|[Rr]ebels)\b(?:\s+[A-Z][\w'-]+)*"
)

_INSIDE = re.compile(r"\b(?:in|to|of|across)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient: its words in the text, and its country as ISO alpha-3, IGO or None."""

    text: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """One statement as an event; `event` is in capitals, as PLOVER writes its classes."""

    event: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


@lru_cache(maxsize=2)
def _words(part: str) -> tuple[tuple[str, PhraseTable[str]], ...]:
    raw = shipped_yaml("lexicon/acts.yml")[part]
    return tuple((name, PhraseTable((phrase, name) for phrase in phrases)) for name, phrases in raw.items())


def act_of(statement: Statement, document: Document, register: Register) -> Act:
    """The event a statement is: its class by cue and content, its actor, and whom it is directed at.

    The recipient is the first other country, organisation or known person behind the cue; of none, somebody of the actor's own
    country. Names joined to it by "and" are recipients too. Where an outlet or somebody unnamed only tells what others did, they
    are the actor ("Norland threatened Sarmia, the Post reported").
    """
    view = plain_view(document.text)
    parties = list(_named(statement, view, register))
    actors = _actors(statement, register)
    event, told = _event(statement, view)
    if told is not None and not any(party.country for party in actors):
        before = [(start, end, party) for start, end, party in parties if end <= told and party.country]
        if before:
            actors = (before[0][2],)
            parties = [found for found in parties if found[0] >= before[0][1]]
    if not any(party.country for party in actors):
        home = _home(view, parties)
        actors = tuple(Party(party.text, home) for party in actors) if home else actors
    own = {party.country for party in actors if party.country}
    mention = statement.source
    others = [p for p in parties if not (mention and mention.start <= p[0] < mention.end)]
    return Act(event, actors, _recipients(statement, view, others, own))


def _event(statement: Statement, view: str) -> tuple[str, int | None]:
    """(class, where the word of the content stands that tells it; None where the cue tells it)."""
    cue = statement.cue
    if cue:
        place = (cue.quote.start, cue.quote.end)
        found = _first(view, *place, "cue")
        if found and not (found[0] == "request" and _ONLY_TELLS.match(view, found[1])):
            return found[0].upper(), None
    for part in ("content", "cue"):
        for piece in statement.content:
            found = _first(view, piece.start, piece.end, part)
            if found:
                return found[0].upper(), found[1]
    return "STATE", None


def _first(view: str, start: int, end: int, part: str) -> tuple[str, int] | None:
    """The first class, in the lexicon's order, with a word in this stretch, and where that word stands."""
    for name, table in _words(part):
        hit = next(iter(table.find(view, start, end)), None)
        if hit:
            return name, hit.start
    return None


def _actors(statement: Statement, register: Register) -> tuple[Party, ...]:
    """The speaker; of a mention that names several countries, each of them."""
    mention = statement.source.text.strip(" ,") if statement.source else ""
    mention = mention or (statement.speaker.name if statement.speaker else "")
    if not mention:
        return ()
    owners = dict.fromkeys(register.country_code(o.id) for o in register.owners(plain_view(mention)))
    codes = [code for code in owners if code]
    for known in (statement.speaks_for, statement.speaker):
        code = register.country_code(known.id) if known else None
        if code:
            codes = codes if code in codes else [code]
            break
    if len(codes) > 1 and not re.search(r"\band\b", mention):
        codes = codes[:1]
    return tuple(Party(mention, code) for code in codes) or (Party(mention, None),)


def _home(view: str, parties: list[tuple[int, int, Party]]) -> str | None:
    """The one country in which something is said to be done: “a curfew in Algiers”, “Algeria's elections”."""
    countries = {party.country for _, _, party in parties if party.country}
    if len(countries) != 1:
        return None
    start, end, party = parties[0]
    inside = _INSIDE.search(view, max(0, start - 12), start) or view.startswith("'s", end)
    return party.country if inside else None


def _recipients(
    statement: Statement, view: str, parties: list[tuple[int, int, Party]], own: set[str]
) -> tuple[Party, ...]:
    found: list[Party] = []
    end_of_last = -1
    for start, end, party in parties:
        if party.country in own:
            continue
        if found and not _JOINED.fullmatch(view, end_of_last, start):
            break
        if not found or party.country not in {p.country for p in found}:
            found.append(party)
        end_of_last = end
    if found or not own:
        return tuple(found)
    home = next((party for _, _, party in parties if party.country in own), None)
    if home:
        return (home,)
    for piece in statement.content:
        match = _TITLED.search(view, piece.start, piece.end)
        if match:
            return (Party(match.group(), min(own)),)
    return ()


def _named(statement: Statement, view: str, register: Register) -> Iterator[tuple[int, int, Party]]:
    """Actors of the register in the cue and behind it, in text order: the cue's own first, then the content's."""
    places = [(statement.cue.quote.start, statement.cue.quote.end)] if statement.cue else []
    places += [(piece.start, piece.end) for piece in statement.content]
    for start, end in places:
        for named in register.find(view, start, end):
            code = register.country_code(named.actor.id)
            if named.actor.kind == "person":
                code = next((register.country_code(o.for_id) for o in register.people[named.actor.id].offices), None)
            yield named.start, named.end, Party(view[named.start : named.end], code)
