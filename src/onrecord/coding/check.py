"""Is a codebook fit to code with: issues that overlap, phrases that never fire, examples that its own coder gets wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.coding.encoder import Encoder, shipped_encoder
from onrecord.coding.issue_model import IssueModel, fit_issues, phrase_table
from onrecord.coding.lessons import Lesson, lessons_of
from onrecord.coding.phrases import PhraseTable
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook, Issue

__all__ = ["Finding", "check_codebook"]

_FOLDS = 5
_FEW_EXAMPLES, _OFTEN = 12, 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: where, and what."""

    kind: str
    issue: str
    what: str


def check_codebook(
    book: Codebook,
    texts: Iterable[str] = (),
    tell: Callable[[str], None] = lambda _: None,
    encoder: Encoder | None = None,
) -> list[Finding]:
    """Everything worth a look. Cost: some ten seconds for 40 issues; learning is done once a fold.

    Args:
        texts: where phrases should fire: texts of a record; the codebook's own sentences are always looked at too.
    """
    found = [*_thin(book), *_shared_phrases(book)]
    tell("phrases")
    found += _silent(book, texts)
    tell("examples, each coded by a coder that has not seen it")
    found += _mistaken(book, encoder or shipped_encoder())
    return found


def _thin(book: Codebook) -> Iterator[Finding]:
    for issue in book.issues:
        if len(issue.examples) < _FEW_EXAMPLES:
            yield Finding(
                "few examples", issue.id, f"{len(issue.examples)} examples; {_FEW_EXAMPLES} or more code better"
            )
        missing = {"support", "oppose"} - {example.stance for example in issue.examples}
        if missing and issue.examples:
            yield Finding("one-sided", issue.id, f"no example of {' or '.join(sorted(missing))}")


def _shared_phrases(book: Codebook) -> Iterator[Finding]:
    owners: dict[str, set[str]] = defaultdict(set)
    for issue in book.issues:
        for phrase in _phrases(issue):
            owners[phrase.lower()].add(issue.id)
    for phrase, issues in owners.items():
        if len(issues) > 1:
            first, *others = sorted(issues)
            yield Finding("shared phrase", first, f"“{phrase}” is also of {', '.join(others)}")


def _phrases(issue: Issue) -> tuple[str, ...]:
    return (*issue.cues, *issue.supports, *issue.opposes)


def _silent(book: Codebook, texts: Iterable[str]) -> Iterator[Finding]:
    """Phrases that fire nowhere in the codebook's sentences and the given texts; told once an issue."""
    table = PhraseTable((phrase, (issue.id, phrase)) for issue in book.issues for phrase in _phrases(issue))
    own = [e.text for issue in book.issues for e in issue.examples]
    own += [e.text for issue in book.issues for e in issue.counter_examples]
    fired = {hit.value for text in (*own, *texts) for hit in table.find(plain_view(text), 0, len(text))}
    for issue in book.issues:
        silent = [phrase for phrase in _phrases(issue) if (issue.id, phrase) not in fired]
        if silent:
            shown = ", ".join(f"“{p}”" for p in silent[:8]) + (" ..." if len(silent) > 8 else "")
            yield Finding("never fires", issue.id, f"{len(silent)} of {len(_phrases(issue))} phrases: {shown}")


def _mistaken(book: Codebook, encoder: Encoder) -> Iterator[Finding]:
    """Examples coded by a coder that learned from the other four fifths, and pairs of issues it takes for one another."""
    lessons = lessons_of(book)
    vectors = encoder.encode([lesson.text for lesson in lessons])
    ids = tuple(issue.id for issue in book.issues)
    table = phrase_table(book)
    hits = [[h.value for h in table.find(plain_view(x.text), 0, len(x.text))] for x in lessons]
    examples = {(e.text, issue.id) for issue in book.issues for e in issue.examples}
    asked = [i for i, lesson in enumerate(lessons) if (lesson.text, lesson.issue) in examples]
    mixed: Counter[tuple[str, str]] = Counter()
    for fold in range(_FOLDS):
        held = [i for n, i in enumerate(asked) if n % _FOLDS == fold]
        if not held:
            continue
        model = _without(lessons, vectors, ids, set(held))
        probable = model.probabilities(vectors[held], [hits[i] for i in held])
        for i, row in zip(held, probable, strict=True):
            best = int(np.argmax(row))
            made = ids[best] if best < len(ids) else "none"
            wanted = lessons[i].issue or "none"
            if made != wanted:
                mixed[wanted, made] += 1
                yield Finding("example coded otherwise", wanted, f"as {made}: “{lessons[i].text[:90]}”")
    for (one, other), count in mixed.most_common():
        if count >= _OFTEN or (count > 1 and mixed[other, one]):
            yield Finding("overlap", one, f"{count} of its examples are taken for {other}")


def _without(lessons: list[Lesson], vectors: np.ndarray, ids: tuple[str, ...], held: set[int]) -> IssueModel:
    kept = [i for i in range(len(lessons)) if i not in held]
    weight = np.array([lessons[i].weight for i in kept], np.float32)
    return fit_issues(ids, vectors[kept], [lessons[i].issue for i in kept], weight)
