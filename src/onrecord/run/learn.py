"""Learning from what people decided: the coder is taught anew, measured on decisions kept back, and codes the rest again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.coding import CodingStage, load_codebook
from onrecord.coding.coder import Coder, learn_weights, statement_lesson
from onrecord.coding.encoder import Encoder, shipped_encoder
from onrecord.coding.kept import kept_weights, pack
from onrecord.coding.lessons import Lesson
from onrecord.coding.regression import Floats
from onrecord.errors import TooFewDecisions
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.judgement import in_force
from onrecord.model.statement import Statement
from onrecord.run.learned import keep_learned
from onrecord.store import Record
from onrecord.store.judging import judgements, recode
from onrecord.store.read import codebook, document_ids, documents, documents_by_id

__all__ = ["Learned", "learn"]

_KEPT_BACK, _LEAST_DECISIONS = 4, 12
_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Learned:
    """What learning gave; figures in per cent, on decisions that neither coder had learned from.

    Attributes:
        issue, stance: right before and after, each decision coded by a coder that had not learned from it.
        changed: statements coded otherwise than before, of `statements` that nobody has decided.
    """

    decisions: int
    issue: tuple[float, float]
    stance: tuple[float, float]
    changed: int
    statements: int
    seconds: float


def learn(record: Record, tell: Callable[[str], None] = lambda _: None) -> Learned:
    """Teach the coder from the codebook and every decision in force, then code anew what nobody has decided.

    Each quarter of the decisions, chosen by their ids, is kept back once, to compare the coder that knows the codebook alone with one
    taught by the other three; after that all of them teach. What people decided is never changed.

    Raises: OR-C04 TooFewDecisions.
    """
    began = time.monotonic()
    book = codebook(record) or load_codebook("crisis")
    decided = _decided(record)
    if len(decided) < _LEAST_DECISIONS:
        raise TooFewDecisions(f"{len(decided)} decisions that teach; {_LEAST_DECISIONS} are the least")
    tell(f"{len(decided)} decisions")
    encoder = _Remembering(shipped_encoder())
    base = Coder(book, kept_weights(book), encoder)
    lessons = [_lesson(base, document, statement) for document, statement in decided]
    order = sorted(range(len(decided)), key=lambda i: sha256_text(decided[i][1].id + decided[i][0].id))
    quarters = [set(order[n::_KEPT_BACK]) for n in range(_KEPT_BACK)]
    before, after = _Tally(), _Tally()
    for number, back in enumerate(quarters, start=1):
        held = [decided[i] for i in sorted(back)]
        before.add(base, held)
        taught = learn_weights(book, encoder, [x for i, x in enumerate(lessons) if i not in back])
        after.add(Coder(book, taught, encoder), held)
        tell(f"quarter {number} of {_KEPT_BACK} kept back and coded")
    weights = learn_weights(book, encoder, lessons)
    # Kept first: what others read from now on is coded with it, and is not overlooked below.
    keep_learned(record, book, pack(weights), len(decided))
    changed, statements = _code_again(record, CodingStage(book, Coder(book, weights)))
    return Learned(
        len(decided), (before.share("issue"), after.share("issue")), (before.share("stance"), after.share("stance")),
        changed, statements, time.monotonic() - began,
    )  # fmt: skip


def _decided(record: Record) -> list[tuple[Document, Statement]]:
    """Statements that people accepted or edited, as decided; a rejected one says nothing of issues."""
    last = in_force(judgements(record))
    return [
        (document, statement)
        for document in documents(record)
        for statement in document.statements
        if (one := last.get((document.id, statement.id))) and one.verb != "reject" and statement.performed
    ]


def _lesson(coder: Coder, document: Document, statement: Statement) -> Lesson:
    main = statement.issues[0] if statement.issues else None
    return statement_lesson(
        coder, document, statement, main.issue if main else None, main.stance if main else None, _WEIGHT
    )


class _Tally:
    """How often a coder is right about the main issue (or rightly about none), and about the stance on it."""

    def __init__(self) -> None:
        self._marks: dict[str, list[bool]] = {"issue": [], "stance": []}

    def add(self, coder: Coder, held: list[tuple[Document, Statement]]) -> None:
        """Code these as if nobody had decided them."""
        for document, statement in held:
            (made,) = coder.code(document, [statement])
            main = statement.issues[0] if statement.issues else None
            found = made.issues[0].issue if made.issues else None
            self._marks["issue"].append(found == (main.issue if main else None))
            if main:
                self._marks["stance"].append(coder.side(document, statement, main.issue)[0] == main.stance)

    def share(self, field: str) -> float:
        """Per cent right."""
        marks = self._marks[field]
        return 100 * sum(marks) / len(marks) if marks else 0.0


class _Remembering:
    """An encoder that encodes no text twice: the same lessons are learned from five times."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """`[len(texts), width]`."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def _code_again(record: Record, stage: CodingStage) -> tuple[int, int]:
    """Code every statement that nobody has decided; (changed, looked at). Documents that are read meanwhile have their turn too."""
    changed = 0
    seen: dict[str, int] = {}
    while True:
        known = len(seen)
        for key in document_ids(record):
            if key not in seen:
                # Read shortly: where readers and a writer block one another, it would wait for itself.
                document = _document(record, key)
                changed += _code_document(record, document, stage)
                seen[key] = sum(s.status == "machine" for s in document.statements)
        if len(seen) == known:
            return changed, sum(seen.values())


def _document(record: Record, key: str) -> Document:
    with record.reading() as connection:
        (document,) = documents_by_id(connection, [key])
    return document


def _code_document(record: Record, document: Document, stage: CodingStage) -> int:
    """Code a document's statements; those that somebody changed meanwhile are coded as they are now, until nobody does."""
    changed, late = recode(record, document, stage(document))
    while late:
        document = _document(record, document.id)
        document = replace(document, statements=tuple(s for s in document.statements if s.id in late))
        more, late = recode(record, document, stage(document))
        changed += more
    return changed
