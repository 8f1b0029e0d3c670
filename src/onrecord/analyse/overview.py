"""The record at a glance: documents, who speaks, and a matrix of actors and issues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.statement import Stance, Statement

__all__ = ["Cell", "Overview", "principals_of", "survey"]

_ROWS, _COLUMNS = 24, 12


@dataclass(slots=True)
class Cell:
    """Counted statements of one actor on one issue, by stance, with the ids they rest on."""

    counts: Counter[Stance] = field(default_factory=Counter)
    statements: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a record holds.

    Attributes:
        actors: (actor, statements) most first: states and organisations spoken for, and people who speak
            for nobody else.
        not_said: statements that the texts say were not made; they count nowhere else.
        issues: ids, the most spoken of first.
        matrix: cell by (actor id, issue id).
        left_out: how many actors and issues the matrix leaves out to stay readable.
    """

    documents: int
    statements: int
    speakers: int
    outlets: int
    unresolved: int
    not_said: int
    actors: tuple[tuple[Actor, int], ...]
    issues: tuple[str, ...]
    matrix: dict[tuple[str, str], Cell]
    left_out: tuple[int, int]


def principals_of(statement: Statement) -> list[Actor]:
    """Under whom a statement is counted: the state or organisation spoken for, else the speaker; of joint words each, once."""
    return list({(p.speaks_for or p.speaker).id: p.speaks_for or p.speaker for p in statement.parties}.values())


def survey(documents: Iterable[Document]) -> Overview:
    """Count a record in one pass."""
    by_actor: Counter[str] = Counter()
    by_issue: Counter[str] = Counter()
    known: dict[str, Actor] = {}
    cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
    speakers: set[str] = set()
    outlets: set[str] = set()
    n_documents = n_statements = unresolved = not_said = 0
    for document in documents:
        n_documents += 1
        if document.outlet:
            outlets.add(document.outlet.value)
        for s in document.statements:
            not_said += not s.performed and s.status != "rejected"
            if not s.stands:
                continue
            n_statements += 1
            unresolved += s.speaker is None
            speakers.update(party.speaker.id for party in s.parties)
            for actor in principals_of(s):
                known[actor.id] = actor
                by_actor[actor.id] += 1
                for code in s.counted:
                    cell = cells[actor.id, code.issue]
                    cell.counts[code.stance] += 1
                    cell.statements.append(s.id)
            if s.speaker:
                by_issue.update(code.issue for code in s.counted)
    ranked = sorted(by_actor.items(), key=lambda pair: (known[pair[0]].kind in {"group", "unnamed"}, -pair[1], pair[0]))
    coded = [actor_id for actor_id, _ in ranked if any((actor_id, issue) in cells for issue in by_issue)]
    rows, columns = coded[:_ROWS], [issue for issue, _ in sorted(by_issue.items(), key=lambda p: (-p[1], p[0]))]
    return Overview(
        documents=n_documents, statements=n_statements, speakers=len(speakers), outlets=len(outlets), unresolved=unresolved, not_said=not_said,
        actors=tuple((known[i], by_actor[i]) for i in rows), issues=tuple(columns[:_COLUMNS]), matrix=dict(cells),
        left_out=(len(coded) - len(rows), max(0, len(columns) - _COLUMNS)),
    )  # fmt: skip
