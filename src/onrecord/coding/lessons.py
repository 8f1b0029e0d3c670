"""What a coder learns from: a codebook's own sentences, and statements that people decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.codebook import Codebook

__all__ = ["Lesson", "lessons_of"]


_GAPS = re.compile(r"\s*(?:\.\.\.|\*)\s*")
_PHRASE = 0.3
"""What a phrase is worth beside an example; tuned on the development statements."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, the issue it is about (None for none), and how much it is worth."""

    text: str
    issue: str | None
    weight: float = 1.0


def lessons_of(book: Codebook) -> list[Lesson]:
    """What a codebook teaches: its examples, counter-examples, propositions and labels, and, each a little, its phrases.

    Sentences about none of the issues come with the package.
    """
    known = {issue.id for issue in book.issues}
    found = [Lesson(text, None) for text in shipped_yaml("lexicon/no_issue.yml")["sentences"]]
    for issue in book.issues:
        found += [Lesson(example.text, issue.id) for example in issue.examples]
        found += [Lesson(c.text, c.issue) for c in issue.counter_examples if c.issue is None or c.issue in known]
        found += [Lesson(issue.proposition, issue.id), Lesson(issue.label, issue.id, weight=0.5)]
        phrases = (*issue.cues, *issue.supports, *issue.opposes)
        found += [Lesson(_GAPS.sub(" ", phrase), issue.id, weight=_PHRASE) for phrase in phrases]
    return found
