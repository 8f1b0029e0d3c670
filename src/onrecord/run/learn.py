"""Learning from what people decided: the coder is taught anew, measured on decisions kept back, and codes the rest again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from onrecord.coding import CodingStage, load_codebook
from onrecord.coding.coder import Coder, learn_weights, statement_lesson
from onrecord.coding.kept import kept_weights, pack
from onrecord.coding.lessons import Lesson
from onrecord.errors import TooFewDecisions
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.judgement import in_force
from onrecord.model.statement import Statement
from onrecord.run.learned import keep_learned
from onrecord.store import Record
from onrecord.store.judging import judgements, rewrite_coding
from onrecord.store.read import codebook, documents

__all__ = ["Learned", "learn"]

_KEPT_BACK, _LEAST_DECISIONS = 4, 12
_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Learned:
    """What learning gave; figures in per cent, on decisions that neither coder had learned from.

    Attributes:
        kept_back: how many decisions the figures are of; issue, stance: right before and after.
        changed: statements coded otherwise than before, of `statements` that nobody has decided.
    """

    decisions: int
    kept_back: int
    issue: tuple[float, float]
    stance: tuple[float, float]
    changed: int
    statements: int
    seconds: float


def learn(record: Record, tell: Callable[[str], None] = lambda _: None) -> Learned:
    """Teach the coder from the codebook and every decision in force, then code anew what nobody has decided.

    A quarter of the decisions, chosen by their ids, is kept back to compare the coder that knows the codebook alone with one taught
    by the others; after that all of them teach. What people decided is never changed.

    Raises: OR-C04 TooFewDecisions.
    """
    began = time.monotonic()
    book = codebook(record) or load_codebook("crisis")
    decided = _decided(record)
    if len(decided) < _LEAST_DECISIONS:
        raise TooFewDecisions(f"{len(decided)} decisions that teach; {_LEAST_DECISIONS} are the least")
    tell(f"{len(decided)} decisions")
    base = Coder(book, kept_weights(book))
    lessons = [_lesson(base, document, statement) for document, statement in decided]
    back = [int(sha256_text(s.id + d.id)[:8], 16) % _KEPT_BACK == 0 for d, s in decided]
    if not any(back) or all(back):
        back = [n % _KEPT_BACK == 0 for n in range(len(decided))]
    half = Coder(book, learn_weights(book, more=[x for x, kept in zip(lessons, back, strict=True) if not kept]))
    held = [pair for pair, kept in zip(decided, back, strict=True) if kept]
    before, after = (_right(coder, held) for coder in (base, half))
    tell("measured on decisions kept back")
    weights = learn_weights(book, more=lessons)
    stage = CodingStage(book, Coder(book, weights))
    changed, statements = _code_again(record, stage)
    keep_learned(record, book, pack(weights), len(decided))
    return Learned(
        len(decided), len(held), (before[0], after[0]), (before[1], after[1]), changed, statements,
        time.monotonic() - began,
    )  # fmt: skip


def _decided(record: Record) -> list[tuple[Document, Statement]]:
    """Statements that people accepted or edited, as decided; a rejected one says nothing of issues."""
    last = in_force(judgements(record))
    return [
        (document, statement)
        for document in documents(record)
        for statement in document.statements
        if (one := last.get((document.id, statement.id))) and one.verb != "reject"
    ]


def _lesson(coder: Coder, document: Document, statement: Statement) -> Lesson:
    main = statement.issues[0] if statement.issues else None
    return statement_lesson(
        coder, document, statement, main.issue if main else None, main.stance if main else None, _WEIGHT
    )


def _right(coder: Coder, held: list[tuple[Document, Statement]]) -> tuple[float, float]:
    """Per cent of statements with the right main issue (or rightly none), and with the right stance on it."""
    issues, stances = [], []
    for document, statement in held:
        (made,) = coder.code(document, [statement])
        main = statement.issues[0] if statement.issues else None
        found = made.issues[0].issue if made.issues else None
        issues.append(found == (main.issue if main else None))
        if main:
            stances.append(coder.side(document, statement, main.issue)[0] == main.stance)
    return 100 * float(np.mean(issues)), 100 * float(np.mean(stances)) if stances else 0.0


def _code_again(record: Record, stage: CodingStage) -> tuple[int, int]:
    """Code every statement that nobody has decided; (changed, looked at)."""
    changed = seen = 0
    for document in documents(record):
        again = stage(document)
        fresh = [
            (old, new)
            for old, new in zip(document.statements, again.statements, strict=True)
            if old.status == "machine"
        ]
        seen += len(fresh)
        with record.writing() as connection:
            for old, new in fresh:
                if _codes(old) != _codes(new):
                    changed += 1
                rewrite_coding(connection, document.id, new)
    return changed, seen


def _codes(statement: Statement) -> list[tuple[str, str]]:
    return [(code.issue, code.stance) for code in statement.issues]
