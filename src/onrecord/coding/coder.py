"""The coder of one codebook: cheap candidates first, then a reader of proposition and statement, and an honest confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onrecord.coding.act_model import ActModel, shipped_acts
from onrecord.coding.encoder import Encoder, shipped_encoder
from onrecord.coding.issue_model import IssueModel, Sign, fit_issues, phrase_table
from onrecord.coding.lessons import Lesson, lessons_of
from onrecord.coding.marked import shipped_marked
from onrecord.coding.phrases import Hit
from onrecord.coding.reader.network import ANSWERS, Reads, shipped_reader
from onrecord.coding.reader.shown import shown
from onrecord.coding.reader.sureness import Sureness, facts_of, shipped_sureness
from onrecord.coding.regression import Floats
from onrecord.coding.said import said
from onrecord.coding.tuning import Tuning
from onrecord.language.views import plain_view
from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook, Issue
from onrecord.model.document import Document
from onrecord.model.statement import IssueCode, Stance, Statement, Suggestion

__all__ = ["STANCES", "Coder", "Pair", "Weights", "held_against", "learn_weights", "statement_lesson"]

STANCES: tuple[Stance, ...] = ("support", "oppose", "conditional", "mention")
_SUGGESTED = 3
_MOST_ISSUES, _MOST_READ, _MOST_NAMED = 3, 4, 12
"""Of the most probable issues four are asked about, and of the next eight those that a phrase of the codebook names."""
_LEAST_FIRST, _LEAST_READ, _LEAST_OF_FEW = 0.1, 0.03, 0.05
"""How probable the first issue must be for a statement to be read where no phrase names one, and each issue to be asked about; the last where only
a codebook's own sentences taught it. Reading a statement costs five times what one more question of it costs."""
_LIKE_ENOUGH, _MOST_BARE = 0.15, 3
"""An issue that nothing teaches is asked about where a statement is like its proposition and label: on real text two of three that are borne are."""
_LIKE_BY_CHANCE, _LIKE_WORTH = -5.5, 18.0
"""How probable such an issue is before reading, by how alike: log odds, fitted on the development statements with ten issues that nothing had taught."""
_OWN_WORTH = 4.0
"""What a codebook's own sentence weighs beside a marked statement: there are few of them, and they are what its author means. At 2 one in four of
them is not asked about itself; from 8 on real text suffers."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a coder has learned from a codebook, and from decisions: which issue a text may be about, and how to trust the reader."""

    issues: IssueModel
    tuning: Tuning = field(default_factory=Tuning)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and an issue that it may be about.

    Attributes:
        statement: its number among those coded; candidate: how probable the issue was before reading.
    """

    statement: int
    issue: str
    candidate: float
    phrase: Hit[Sign] | None


def learn_weights(
    book: Codebook,
    encoder: Encoder | None = None,
    more: Sequence[Lesson] = (),
    tuning: Tuning | None = None,
    start: IssueModel | None = None,
) -> Weights:
    """Learn from a codebook's own sentences, from marked statements on its propositions, and from more lessons where people decided.

    Cost: some twenty seconds on a slow machine; a fifth of that with `start`, what the codebook alone taught.
    """
    encoder = encoder or shipped_encoder()
    lessons = [*lessons_of(book), *more]
    own = encoder.encode([lesson.text for lesson in lessons])
    marked, about, worth = shipped_marked().of(book, own, [lesson.issue for lesson in lessons])
    vectors = np.concatenate([own, marked])
    weight = np.array([*(_OWN_WORTH * lesson.weight for lesson in lessons), *worth], np.float32)
    ids = tuple(issue.id for issue in book.issues)
    return Weights(
        fit_issues(ids, vectors, [*(lesson.issue for lesson in lessons), *about], weight, len(about), start),
        tuning or Tuning(),
    )


def statement_lesson(document: Document, statement: Statement, issue: str | None, weight: float) -> Lesson:
    """A statement of a record as a lesson."""
    return Lesson(said(plain_view(document.text), statement), issue, weight)


class Coder:
    """Codes statements by one codebook; abstains where nothing says that a statement is about an issue.

    Args:
        weights: learned from the codebook; learned anew where none are given.
        encoder, reader, sureness, acts: the shipped ones by default.
    """

    def __init__(self, book: Codebook, weights: Weights | None = None, encoder: Encoder | None = None, reader: Reads | None = None,
                 sureness: Sureness | None = None, acts: ActModel | None = None) -> None:  # fmt: skip
        self.book = book
        self.tally: Counter[str] = Counter()
        self._encoder = encoder or shipped_encoder()
        self._reader, self._sureness, self._acts = reader, sureness, acts
        self._phrases = phrase_table(book)
        self._issues = {issue.id: issue for issue in book.issues}
        self.weights = weights or learn_weights(book, self._encoder)
        self._bare = tuple(issue.id for issue in book.issues if _is_bare(issue))
        named = [text for key in self._bare for text in (self._issues[key].proposition, self._issues[key].label)]
        self._bare_named = self._encoder.encode(named) if named else np.zeros((0, 0), np.float32)

    @property
    def sureness(self) -> Sureness:
        """What confidence is made by."""
        self._sureness = self._sureness or shipped_sureness()
        return self._sureness

    def code(self, document: Document, statements: Sequence[Statement]) -> list[Statement]:
        """Each statement with its act, its issues and suggestions. Cost: a millisecond a statement, and some 50 to 100 one that is read."""
        if not statements:
            return []
        view = plain_view(document.text)
        vectors = self._encoder.encode([said(view, s) for s in statements])
        about, pairs = self._candidates(view, statements, vectors)
        scores = self.read(view, statements, pairs)
        facts = self.facts(statements, pairs, scores)
        issue_right, both_right = self.sureness.of(facts)
        counted = self.sureness.counts(facts, both_right)
        found: list[list[IssueCode]] = [[] for _ in statements]
        read: list[dict[str, float]] = [{} for _ in statements]
        for pair, row, sure, both, sure_enough in zip(pairs, scores, issue_right, both_right, counted, strict=True):
            read[pair.statement][pair.issue] = float(sure)
            if both >= self.sureness.shown:
                code = self._code(document, statements[pair.statement], pair, row, float(sure), float(both))
                found[pair.statement].append(code if sure_enough else replace(code, counted=False))
        self._acts = self._acts or shipped_acts()
        acts = self._acts.acts(vectors, [s.cue for s in statements], [s.text for s in statements])
        return [
            replace(self._coded(s, codes, about[n], read[n]), act=act if s.performed else None)
            for n, (s, codes, act) in enumerate(zip(statements, found, acts, strict=True))
        ]

    def probable(self, document: Document, statements: Sequence[Statement]) -> Floats:
        """`[statements, issues + 1]`: how probable each issue is before reading, and last that it is none."""
        view = plain_view(document.text)
        return self._candidates(view, statements, self._encoder.encode([said(view, s) for s in statements]))[0]

    def candidates(self, document: Document, statements: Sequence[Statement]) -> list[Pair]:
        """What would be read of these statements."""
        view = plain_view(document.text)
        return self._candidates(view, statements, self._encoder.encode([said(view, s) for s in statements]))[1]

    def read(self, view: str, statements: Sequence[Statement], pairs: Sequence[Pair]) -> Floats:
        """`[pairs, 5]`: the reader's scores with what was learned from decisions. `view`: plain view of the stored text."""
        if not pairs:
            return np.zeros((0, len(ANSWERS)), np.float32)
        self._reader = self._reader or shipped_reader()
        asked: dict[int, list[int]] = {}
        for row, pair in enumerate(pairs):
            asked.setdefault(pair.statement, []).append(row)
        scores = np.zeros((len(pairs), len(ANSWERS)), np.float32)
        for number, rows in asked.items():
            propositions = [self._issues[pairs[row].issue].proposition for row in rows]
            scores[rows] = self._reader.read(shown(view, statements[number]).text, propositions)
        return self.weights.tuning.applied(scores, [pair.issue for pair in pairs])

    def facts(self, statements: Sequence[Statement], pairs: Sequence[Pair], scores: Floats) -> Floats:
        """What confidence is made of, `[pairs, facts]`."""
        words = np.array([len(statements[pair.statement].text.split()) for pair in pairs], np.float32)
        claim = np.array([self._issues[pair.issue].kind == "claim" for pair in pairs], np.float32)
        phrase = np.array([pair.phrase is not None for pair in pairs], np.float32)
        return facts_of(
            scores,
            [pair.statement for pair in pairs],
            np.array([pair.candidate for pair in pairs], np.float32),
            phrase,
            words,
            claim,
        )

    def side(self, document: Document, statement: Statement, issue: str) -> tuple[Stance, float]:
        """The side on one issue and how sure, taking it for given that the statement is about it."""
        view = plain_view(document.text)
        (scores,) = self.read(view, [statement], [Pair(0, issue, 1.0, None)])
        sides = np.exp(scores[:-1] - scores[:-1].max())
        best = int(sides.argmax())
        return STANCES[best], float(sides[best] / sides.sum())

    def _candidates(self, view: str, statements: Sequence[Statement], vectors: Floats) -> tuple[Floats, list[Pair]]:
        """How probable every issue is before reading, `[statements, issues + 1]`, and the pairs that are worth reading."""
        hits = [[h for p in s.content for h in self._phrases.find(view, p.start, p.end)] for s in statements]
        about = self.weights.issues.probabilities(vectors, [[h.value for h in found] for found in hits])
        pairs = self._alike(vectors)
        alike = {(pair.statement, pair.issue) for pair in pairs}
        of_texts = self.weights.issues.of_texts
        least = _LEAST_READ if of_texts else _LEAST_OF_FEW
        for number, row in enumerate(about):
            order = np.argsort(-row[:-1], kind="stable")
            named = {h.value[0] for h in hits[number]}
            # A codebook's own sentences do not say how often it is about none of its issues: there some issue must outweigh that.
            first = _LEAST_FIRST if of_texts else row[-1]
            if not (named or (len(order) and row[order[0]] > first)):
                continue
            for place, column in enumerate(order[:_MOST_NAMED]):
                issue, sure = self.weights.issues.issues[column], float(row[column])
                asked = issue in named if place >= _MOST_READ else issue in named or sure >= least
                if asked and issue in self._issues and (number, issue) not in alike:
                    touching = [h for h in hits[number] if h.value[0] == issue]
                    longest = max(touching, key=lambda h: (h.end - h.start, -h.start), default=None)
                    pairs.append(Pair(number, issue, sure, longest))
        return about, pairs

    def _alike(self, vectors: Floats) -> list[Pair]:
        """Pairs with issues of bare propositions: what is learned of other issues would crowd these out."""
        pairs = []
        for number, vector in enumerate(vectors if self._bare else ()):
            like = (self._bare_named @ vector).reshape(-1, 2).mean(axis=1)
            best = np.argsort(-like, kind="stable")[:_MOST_BARE]
            sure = 1 / (1 + np.exp(-(_LIKE_BY_CHANCE + _LIKE_WORTH * like)))
            pairs += [Pair(number, self._bare[i], float(sure[i]), None) for i in best if like[i] >= _LIKE_ENOUGH]
        return pairs

    def _code(self, document: Document, statement: Statement, pair: Pair, scores: Floats, sure: float, both: float) -> IssueCode:  # fmt: skip
        issue = self._issues[pair.issue]
        stance = STANCES[int(scores[:-1].argmax())]
        words = document.quote(pair.phrase.start, pair.phrase.end) if pair.phrase else None
        return IssueCode(
            pair.issue, stance, round(sure, 2), words, stance_confidence=round(both / sure, 2) if sure else 0.0, kind=issue.kind,
            about=held_against(issue, statement, stance),
        )  # fmt: skip

    def _coded(self, statement: Statement, codes: list[IssueCode], probable: Floats, read: dict[str, float]) -> Statement:  # fmt: skip
        codes = sorted(codes, key=lambda c: -c.confidence * (c.stance_confidence or 0.0))[:_MOST_ISSUES]
        # What was read comes first, by how sure that it is about it; then what was not.
        rest = np.argsort(-probable[:-1], kind="stable")[: _SUGGESTED + len(read)]
        named = sorted(read.items(), key=lambda one: -one[1])
        named += [(issue, float(probable[i])) for i in rest if (issue := self.weights.issues.issues[i]) not in read]
        suggestions = tuple(Suggestion(issue, round(sure, 2)) for issue, sure in named[:_SUGGESTED])
        confidence = statement.confidence
        if codes:
            confidence = replace(confidence, issue=codes[0].confidence, stance=codes[0].stance_confidence)
        return replace(statement, issues=tuple(codes), suggestions=suggestions, confidence=confidence)


def _is_bare(issue: Issue) -> bool:
    """Whether nothing but proposition and label teaches it: no sentence or phrase of the codebook, no marked statement."""
    taught = issue.examples or issue.cues or issue.supports or issue.opposes
    return not taught and issue.proposition not in shipped_marked().propositions


def held_against(issue: Issue, statement: Statement, stance: Stance) -> Actor | None:
    """Whom a claim is held against: as the codebook says, else what the statement tells.

    Who affirms holds it against the first whom the statement names beside its own side. Who denies and names nobody else denies it of
    its own side; a denial that names another may clear either, and is left open. A policy is held against nobody.
    """
    if issue.kind != "claim":
        return None
    named = [target.actor for target in statement.targets]
    if issue.about:
        return next((a for a in [*named, statement.speaks_for] if a and a.id == issue.about), issue.held_against)
    own = {actor.id for actor in (statement.speaker, statement.speaks_for) if actor}
    other = next((actor for actor in named if actor.id not in own), None)
    if stance == "oppose":
        return None if other else statement.speaks_for
    return other if stance == "support" else None
