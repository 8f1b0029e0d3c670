"""What people decide about a record's actors: kept in a journal, applied to what is there and to what is read later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.statement import Statement

__all__ = ["Decision", "DecisionKind", "decided"]

DecisionKind = Literal["alias", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the journal.

    Attributes:
        kind: `alias`: texts call `actor` by `term` too; `merge`: `actor` is `into`; `split`: `actor` is `into`
            in the documents with these paths.
        actor: an actor's id.
        into: whom statements go to, of a merge or a split.
        at: ISO time of the decision; by: who made it, as they wrote it.
    """

    kind: DecisionKind
    actor: str
    at: str
    by: str = ""
    term: str = ""
    into: Actor | None = None
    documents: tuple[str, ...] = ()

    def concerns(self, path: str) -> bool:
        """Whether the decision holds in the document with this path."""
        return self.kind == "merge" or (self.kind == "split" and path in self.documents)


def decided(document: Document, decisions: Iterable[Decision]) -> Document:
    """The document with its actors as people decided, in the journal's order; its own object where nothing changes."""
    for decision in decisions:
        into = decision.into
        if into is None or not decision.concerns(document.path):
            continue
        made = tuple(_moved(s, decision.actor, into) for s in document.statements)
        if made != document.statements:
            document = replace(document, statements=made)
    return document


def _moved(s: Statement, actor: str, into: Actor) -> Statement:
    """A statement in which one actor stands for another, wherever it is named; the reason says that a person decided it."""

    def other(one: Actor | None) -> Actor | None:
        return into if one and one.id == actor else one

    made = replace(
        s,
        speaker=other(s.speaker),
        speaks_for=other(s.speaks_for),
        others=tuple(
            replace(p, speaker=other(p.speaker) or p.speaker, speaks_for=other(p.speaks_for)) for p in s.others
        ),
        chain=tuple(replace(link, actor=other(link.actor)) for link in s.chain),
        targets=tuple(replace(t, actor=other(t.actor) or t.actor) for t in s.targets),
        issues=tuple(replace(code, about=other(code.about)) for code in s.issues),
    )
    if made == s:
        return s
    return replace(made, why={**s.why, "actors": f"a person decided that {actor} is {into.id}"})
