"""Learning from what people decided: the coder is taught anew, measured on decisions kept back, and codes the rest again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.coding import CodingStage, load_codebook
from onrecord.coding.coder import Coder, Pair, learn_weights, statement_lesson
from onrecord.coding.encoder import Encoder, shipped_encoder
from onrecord.coding.kept import kept_weights, pack, unpack
from onrecord.coding.lessons import Lesson
from onrecord.coding.reader.network import ANSWERS, Reads, shipped_reader
from onrecord.coding.regression import Floats
from onrecord.coding.tuning import Tuning, tune
from onrecord.errors import TooFewDecisions
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.judgement import in_force
from onrecord.model.statement import Statement
from onrecord.run.coding_again import code_again
from onrecord.run.learned import coder_weights, forget_learned, keep_learned
from onrecord.store import Record
from onrecord.store.judging import judgements
from onrecord.store.read import codebook, documents

__all__ = ["Learned", "learn", "unlearn"]

_KEPT_BACK, _LEAST_DECISIONS = 4, 12
_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Learned:
    """What learning gave; figures in per cent, on decisions that neither coder had learned from.

    Attributes:
        issue, stance: right before and after, each decision coded by a coder that had not learned from it.
        changed: statements coded otherwise than before, of `statements` that nobody has decided.
        applied: False where it would have made coding worse, and was left.
    """

    decisions: int
    issue: tuple[float, float]
    stance: tuple[float, float]
    changed: int
    statements: int
    seconds: float
    applied: bool = True


def learn(record: Record, tell: Callable[[str], None] = lambda _: None, *, even_if_worse: bool = False) -> Learned:
    """Teach the coder from the codebook and every decision in force, then code anew what nobody has decided.

    Each quarter of the decisions, chosen by their ids, is kept back once, to compare the coder that knows the codebook alone with one
    taught by the other three; after that all of them teach. What people decided is never changed. Where that makes issues or sides
    worse, nothing is applied unless `even_if_worse`.

    Raises: OR-C04 TooFewDecisions.
    """
    began = time.monotonic()
    book = codebook(record) or load_codebook("crisis")
    decided = _decided(record, book)
    if len(decided) < _LEAST_DECISIONS:
        raise TooFewDecisions(f"{len(decided)} decisions that teach; {_LEAST_DECISIONS} are the least")
    tell(f"{len(decided)} decisions")
    encoder, reader = _Remembering(shipped_encoder()), _RememberingReader(shipped_reader())
    base = Coder(book, kept_weights(book), encoder, reader)
    lessons = [_lesson(document, statement) for document, statement in decided]
    pairs = [_pairs(base, document, statement) for document, statement in decided]
    tell("read with the codebook's propositions")
    order = sorted(range(len(decided)), key=lambda i: sha256_text(decided[i][1].id + decided[i][0].id))
    quarters = [set(order[n::_KEPT_BACK]) for n in range(_KEPT_BACK)]
    before, after = _Tally(), _Tally()
    for number, back in enumerate(quarters, start=1):
        held = [decided[i] for i in sorted(back)]
        before.add(base, held)
        told = [i for i in range(len(decided)) if i not in back]
        taught = learn_weights(
            book, encoder, [lessons[i] for i in told], _tuned([pairs[i] for i in told]), base.weights.issues
        )
        after.add(Coder(book, taught, encoder, reader), held)
        tell(f"quarter {number} of {_KEPT_BACK} kept back and coded")
    figures = (before.share("issue"), after.share("issue")), (before.share("stance"), after.share("stance"))
    worse = any(there < here for here, there in figures)
    if worse and not even_if_worse:
        return Learned(len(decided), *figures, 0, 0, time.monotonic() - began, applied=False)
    packed = pack(learn_weights(book, encoder, lessons, _tuned(pairs), base.weights.issues))
    # Kept first: what a run begins to read from now on is coded with it.
    keep_learned(record, book, packed, len(decided))
    # As it is kept, so that what is coded anew here and what is read later are coded alike.
    changed, statements = code_again(record, CodingStage(book, Coder(book, unpack(packed))))
    return Learned(len(decided), *figures, changed, statements, time.monotonic() - began)


def unlearn(record: Record) -> tuple[int, int]:
    """Forget what decisions taught, and code what nobody has decided as the codebook alone has it; (changed, looked at)."""
    book = codebook(record) or load_codebook("crisis")
    forget_learned(record)
    packed = coder_weights(record, book)
    weights = unpack(packed) if packed else kept_weights(book)
    return code_again(record, CodingStage(book, Coder(book, weights)))


@dataclass(frozen=True, slots=True)
class _Decided:
    """A statement and an issue with the reader's scores and the number of the right answer."""

    issue: str
    scores: Floats
    answer: int


def _pairs(coder: Coder, document: Document, statement: Statement) -> list[_Decided]:
    """What a decision teaches: the sides of its issues, and that it is not about what else was read."""
    right = {code.issue: ANSWERS.index(code.stance) for code in statement.issues if coder.book.issue(code.issue)}
    read = {pair.issue: pair for pair in coder.candidates(document, [statement])}
    pairs = [read.get(issue) or Pair(0, issue, 1.0, None) for issue in {**right, **read}]
    scores = coder.read(plain_view(document.text), [statement], pairs)
    none = len(ANSWERS) - 1
    return [_Decided(p.issue, row, right.get(p.issue, none)) for p, row in zip(pairs, scores, strict=True)]


def _tuned(pairs: list[list[_Decided]]) -> Tuning:
    flat = [one for some in pairs for one in some]
    if not flat:
        return Tuning()
    return tune(np.stack([one.scores for one in flat]), [one.issue for one in flat], [one.answer for one in flat])


def _decided(record: Record, book: Codebook) -> list[tuple[Document, Statement]]:
    """Statements that people accepted or edited, as decided on the codebook's issues; a rejected one says nothing of issues."""
    last = in_force(judgements(record))
    return [
        (document, replace(statement, issues=tuple(c for c in statement.issues if book.issue(c.issue))))
        for document in documents(record)
        for statement in document.statements
        if (one := last.get((document.id, statement.id))) and one.verb != "reject" and statement.performed
    ]


def _lesson(document: Document, statement: Statement) -> Lesson:
    return statement_lesson(document, statement, statement.issues[0].issue if statement.issues else None, _WEIGHT)


class _Tally:
    """How often a coder is right about the main issue (or rightly about none), and about the stance on it."""

    def __init__(self) -> None:
        self._marks: dict[str, list[bool]] = {"issue": [], "stance": []}

    def add(self, coder: Coder, held: list[tuple[Document, Statement]]) -> None:
        """Code these as if nobody had decided them."""
        for document, statement in held:
            (made,) = coder.code(document, [statement])
            main = statement.issues[0] if statement.issues else None
            found = made.counted[0].issue if made.counted else None
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


class _RememberingReader:
    """A reader that asks no statement the same twice."""

    def __init__(self, reader: Reads) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], Floats] = {}

    def read(self, shown: str, propositions: Sequence[str]) -> Floats:
        """`[propositions, 5]`."""
        new = [p for p in dict.fromkeys(propositions) if (shown, p) not in self._known]
        if new:
            self._known.update(zip(((shown, p) for p in new), self._reader.read(shown, new), strict=True))
        return np.stack([self._known[shown, p] for p in propositions])
