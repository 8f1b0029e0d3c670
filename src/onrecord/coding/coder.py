"""The coder of one codebook: what it has learned, and how it codes statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.coding.encoder import Encoder, shipped_encoder
from onrecord.coding.issue_model import IssueModel, Sign, fit_issues, phrase_table
from onrecord.coding.lessons import Lesson, lessons_of
from onrecord.coding.phrases import Hit, PhraseTable
from onrecord.coding.regression import Floats
from onrecord.coding.said import said
from onrecord.coding.stance_model import STANCES, Reading, StanceModel, fit_stances, read_side
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.statement import IssueCode, Stance, Statement, Suggestion

__all__ = ["Coder", "Weights", "learn_weights", "statement_lesson"]

_SUGGESTED = 3
_MOST_ISSUES = 3
_LEAST, _LEAST_MORE, _LEAST_TOUCHED = 0.42, 0.42, 0.2
"""How probable an issue must be: the first one, a further one, and one of which a phrase stands in the content."""
_LEAST_SIDE = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """What a coder has learned from a codebook and, perhaps, from decisions."""

    issues: IssueModel
    stances: StanceModel


def learn_weights(book: Codebook, encoder: Encoder | None = None, more: Sequence[Lesson] = ()) -> Weights:
    """Learn from a codebook's own examples, and from more lessons where people decided. Cost: two to three seconds."""
    encoder = encoder or shipped_encoder()
    lessons = [*lessons_of(book), *more]
    vectors = encoder.encode([lesson.text for lesson in lessons])
    weight = np.array([lesson.weight for lesson in lessons], np.float32)
    ids = tuple(issue.id for issue in book.issues)
    issues = fit_issues(ids, vectors, [lesson.issue for lesson in lessons], weight)
    phrases = phrase_table(book)
    sided = [i for i, lesson in enumerate(lessons) if lesson.stance and lesson.issue]
    readings = [_read_lesson(lessons[i], phrases) for i in sided]
    stances = fit_stances(readings, vectors[sided], [lessons[i].stance or "mention" for i in sided], ids, weight[sided])
    return Weights(issues, stances)


def _read_lesson(lesson: Lesson, phrases: PhraseTable[Sign]) -> Reading:
    if lesson.reading is not None:
        return lesson.reading
    view = plain_view(lesson.text)
    return read_side(view, [(0, len(view))], lesson.issue or "", list(phrases.find(view, 0, len(view))), None)


def statement_lesson(
    coder: Coder, document: Document, statement: Statement, issue: str | None, stance: Stance | None, weight: float
) -> Lesson:
    """A statement of a record as a lesson, read with its cue as the coder reads it."""
    view = plain_view(document.text)
    reading = coder.read(view, statement, issue) if issue else None
    return Lesson(said(view, statement), issue, stance if issue else None, weight, reading)


class Coder:
    """Codes statements by one codebook; abstains where no issue is probable enough.

    Args:
        weights: learned from the codebook; learned anew where none are given.
    """

    def __init__(self, book: Codebook, weights: Weights | None = None, encoder: Encoder | None = None) -> None:
        self.book = book
        self.tally: Counter[str] = Counter()
        self._encoder = encoder or shipped_encoder()
        self._phrases = phrase_table(book)
        self.weights = weights or learn_weights(book, self._encoder)

    def code(self, document: Document, statements: Sequence[Statement]) -> list[Statement]:
        """Each statement with its issues, stances and suggestions. Cost: about a millisecond a statement."""
        if not statements:
            return []
        view = plain_view(document.text)
        hits = [_longest([h for p in s.content for h in self._phrases.find(view, p.start, p.end)]) for s in statements]
        vectors = self._encoder.encode([said(view, s) for s in statements])
        about = self.weights.issues.probabilities(vectors, [[h.value for h in found] for found in hits])
        chosen = [self._choose(row, found) for row, found in zip(about, hits, strict=True)]
        readings, places = [], []
        for number, (statement, issues) in enumerate(zip(statements, chosen, strict=True)):
            pieces = [(p.start, p.end) for p in statement.content]
            for issue in issues:
                readings.append(read_side(view, pieces, issue, hits[number], statement.cue))
                places.append(number)
        sides = (
            self.weights.stances.probabilities(readings, vectors[places]) if readings else np.zeros((0, 4), np.float32)
        )
        codes: list[list[IssueCode]] = [[] for _ in statements]
        for number, reading, side in zip(places, readings, sides, strict=True):
            sure = float(about[number, self.weights.issues.issues.index(reading.issue)])
            codes[number].append(_code(document, reading, side, sure, hits[number]))
        return [
            self._coded(statement, found, about[number])
            for number, (statement, found) in enumerate(zip(statements, codes, strict=True))
        ]

    def side(self, document: Document, statement: Statement, issue: str) -> tuple[Stance, float]:
        """The stance on one issue and how probable it is, whether or not the statement is about the issue."""
        view = plain_view(document.text)
        vectors = self._encoder.encode([said(view, statement)])
        reading = self.read(view, statement, issue)
        return taken_side(self.weights.stances.probabilities([reading], vectors)[0])

    def read(self, view: str, statement: Statement, issue: str) -> Reading:
        """What the rules say of a statement and an issue."""
        pieces = [(p.start, p.end) for p in statement.content]
        hits = _longest([h for start, end in pieces for h in self._phrases.find(view, start, end)])
        return read_side(view, pieces, issue, hits, statement.cue)

    def _choose(self, probable: Floats, hits: Sequence[Hit[Sign]]) -> list[str]:
        """The issues that are probable enough, the most probable first."""
        touched = {hit.value[0] for hit in hits}
        issues = self.weights.issues.issues
        order = np.argsort(-probable[:-1], kind="stable")[: _MOST_ISSUES + 1]
        found = []
        for rank, column in enumerate(order):
            issue, sure = issues[column], float(probable[column])
            if sure >= (_LEAST if rank == 0 else _LEAST_MORE) or (issue in touched and sure >= _LEAST_TOUCHED):
                found.append(issue)
        return found[:_MOST_ISSUES]

    def _coded(self, statement: Statement, codes: list[IssueCode], probable: Floats) -> Statement:
        order = np.argsort(-probable[:-1], kind="stable")[:_SUGGESTED]
        suggestions = tuple(Suggestion(self.weights.issues.issues[i], round(float(probable[i]), 2)) for i in order)
        confidence = statement.confidence
        if codes:
            confidence = replace(confidence, issue=codes[0].confidence, stance=codes[0].stance_confidence)
        return replace(statement, issues=tuple(codes), suggestions=suggestions, confidence=confidence)


def _code(document: Document, reading: Reading, side: Floats, sure: float, hits: Sequence[Hit[Sign]]) -> IssueCode:
    stance, sure_of_side = taken_side(side)
    decided = reading.side
    words = None
    if stance != "mention" and decided.start is not None and decided.end:
        words = document.quote(decided.start, decided.end)
    touching = next((hit for hit in hits if hit.value[0] == reading.issue), None)
    issue_words = document.quote(touching.start, touching.end) if touching else None
    return IssueCode(
        reading.issue, stance, round(sure, 2), issue_words, words, stance_confidence=round(sure_of_side, 2)
    )


def taken_side(probable: Floats) -> tuple[Stance, float]:
    """The most probable stance; a mention where no side is probable enough: an unsure side is worse than none."""
    best = int(np.argmax(probable))
    if probable[best] < _LEAST_SIDE:
        return "mention", float(probable[STANCES.index("mention")])
    return STANCES[best], float(probable[best])


def _longest(hits: list[Hit[Sign]]) -> list[Hit[Sign]]:
    """Hits without those that lie inside a longer one of the same issue."""
    return [
        hit for hit in hits
        if not any(o.value[0] == hit.value[0] and o is not hit and o.start <= hit.start and hit.end <= o.end
                   and (o.end - o.start) > (hit.end - hit.start) for o in hits)
    ]  # fmt: skip
