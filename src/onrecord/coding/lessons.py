"""What a coder learns from: a codebook's own sentences, and statements that people decided."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.stance_model import Reading
from onrecord.model.codebook import Codebook
from onrecord.model.statement import Stance

__all__ = ["Lesson", "lessons_of"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, the issue it is about (None for none), and the side it takes (None where that is not taught).

    Attributes:
        reading: what the rules say of it where it is a statement of a record, with its cue.
    """

    text: str
    issue: str | None
    stance: Stance | None = None
    weight: float = 1.0
    reading: Reading | None = None


def lessons_of(book: Codebook) -> list[Lesson]:
    """What a codebook teaches: its examples, counter-examples, propositions and labels."""
    known = {issue.id for issue in book.issues}
    found = []
    for issue in book.issues:
        found += [Lesson(example.text, issue.id, example.stance) for example in issue.examples]
        found += [Lesson(c.text, c.issue) for c in issue.counter_examples if c.issue is None or c.issue in known]
        found += [Lesson(issue.proposition, issue.id), Lesson(issue.label, issue.id, weight=0.5)]
    return found
