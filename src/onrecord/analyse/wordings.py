"""Which name each actor uses for a thing, how often, and when it first did: "war", "crisis", "special operation"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.coding.phrases import PhraseTable
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor
from onrecord.model.codebook import Wording
from onrecord.model.document import Document
from onrecord.model.span import Quote
from onrecord.model.statement import Statement
from onrecord.store import Record
from onrecord.store.read import documents

__all__ = ["Use", "WordingTable", "find_uses", "wording_table"]


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an actor uses one of the names.

    Attributes:
        own: whether the words stand inside quotation marks or are the author's: others may be the reporter's choice.
        first: the actor's first use of this name, by day and text, among those with a known day.
    """

    actor: Actor
    wording: str
    name: str
    place: Quote
    statement: Statement
    document: Document
    own: bool
    first: bool = False

    @property
    def month(self) -> str:
        """Year and month of the statement; empty where its day is unknown."""
        said = self.statement.said
        return said.date[:7] if said and said.date else ""


@dataclass(frozen=True, slots=True)
class WordingTable:
    """Uses of one wording, with counts by actor and name, the busiest actors first."""

    wording: Wording
    uses: tuple[Use, ...]

    def counts(self) -> list[tuple[Actor, dict[str, int]]]:
        """(actor, uses by name)."""
        by_actor: dict[str, Counter[str]] = {}
        known: dict[str, Actor] = {}
        for use in self.uses:
            known[use.actor.id] = use.actor
            by_actor.setdefault(use.actor.id, Counter())[use.name] += 1
        order = sorted(by_actor, key=lambda i: (-by_actor[i].total(), known[i].name))
        return [(known[i], dict(by_actor[i])) for i in order]


def wording_table(record: Record, wording: Wording) -> WordingTable:
    """Every use in a record, by actor and day; an actor is whom the speaker speaks for, else the speaker."""
    found = [use for document in documents(record, newest=True) for use in find_uses(document, wording)]
    found.sort(key=lambda u: (u.month == "", u.statement.said.date if u.statement.said and u.statement.said.date else "",
                              u.document.path, u.place.start))  # fmt: skip
    seen: set[tuple[str, str]] = set()
    marked = []
    for use in found:
        key = (use.actor.id, use.name)
        first = bool(use.month) and key not in seen
        if use.month:
            seen.add(key)
        marked.append(Use(use.actor, use.wording, use.name, use.place, use.statement, use.document, use.own, first))
    return WordingTable(wording, tuple(marked))


def find_uses(document: Document, wording: Wording) -> Iterable[Use]:
    """Uses in one document: in what is said, by whoever says it; a name inside words of a nested statement is the inner one's."""
    table = PhraseTable((phrase, name) for name, phrases in wording.names for phrase in phrases)
    view = plain_view(document.text)
    taken: set[int] = set()
    for statement in sorted(document.statements, key=lambda s: sum(len(p.text) for p in s.content)):
        actors = [party.speaks_for or party.speaker for party in statement.parties]
        if not actors or not statement.stands:
            continue
        for piece in statement.content:
            for hit in sorted(table.find(view, piece.start, piece.end), key=lambda h: (h.start, h.start - h.end)):
                if hit.start in taken:
                    continue
                taken.update(range(hit.start, hit.end))
                own = statement.mode in {"direct", "authored"} or _quoted(view, piece, hit.start)
                for actor in dict.fromkeys(actors):
                    yield Use(
                        actor, wording.id, hit.value, document.quote(hit.start, hit.end), statement, document, own
                    )


def _quoted(view: str, piece: Quote, at: int) -> bool:
    """Whether a place stands inside quotation marks of a mixed statement."""
    before = view[piece.start : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
