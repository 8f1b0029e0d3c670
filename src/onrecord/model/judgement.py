"""What people decide about single statements: accepted, edited or rejected, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.codebook import Issue
from onrecord.model.document import Document
from onrecord.model.statement import IssueCode, Stance, Statement

__all__ = ["REOPENED", "STATUS_OF", "Judgement", "Verb", "in_force", "judged", "judged_statement"]

Verb = Literal["accept", "edit", "reject"]
STATUS_OF: dict[Verb, Literal["accepted", "edited", "rejected"]] = {
    "accept": "accepted",
    "edit": "edited",
    "reject": "rejected",
}
_CERTAIN = 1.0
REOPENED = "reopened"
"""The reason of a statement whose decision cannot be read in the codebook of now: a person looks again."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry of the journal about one statement.

    Attributes:
        number: its place in the journal; 0 before it is written.
        issues: the issues and stances as decided; of `accept`, as they stood; none is a decision too.
        at: ISO time; by: who decided, as they wrote it.
    """

    verb: Verb
    statement: str
    document: str
    at: str
    by: str = ""
    issues: tuple[tuple[str, Stance], ...] = ()
    number: int = 0


def in_force(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The last judgement on each (document, statement): adjudication is deciding again."""
    return {(one.document, one.statement): one for one in judgements}


def judged(
    document: Document, judgements: Mapping[tuple[str, str], Judgement], issues: Mapping[str, Issue] | None = None
) -> Document:
    """The document with its statements as people decided; its own object where nobody did. `issues`: of the codebook, by id."""
    if not judgements:
        return document
    made = tuple(judged_statement(s, judgements.get((document.id, s.id)), issues) for s in document.statements)
    return replace(document, statements=made) if made != document.statements else document


def judged_statement(
    statement: Statement, judgement: Judgement | None, issues: Mapping[str, Issue] | None = None
) -> Statement:
    """The statement as decided: its status, and its issues with the words that the machine found for what was kept of them."""
    if judgement is None:
        return statement
    found = {code.issue: code for code in statement.issues}
    codes = tuple(
        _decided(found.get(issue), issue, stance, (issues or {}).get(issue)) for issue, stance in judgement.issues
    )
    who = f" by {judgement.by}" if judgement.by else ""
    kept = {name: reason for name, reason in statement.why.items() if name != REOPENED}
    why = {**kept, "decided": f"{STATUS_OF[judgement.verb]}{who}, {judgement.at}"}
    return replace(statement, status=STATUS_OF[judgement.verb], issues=codes, why=why)


def _decided(found: IssueCode | None, issue: str, stance: Stance, known: Issue | None) -> IssueCode:
    if found is None:
        kind, about = (known.kind, known.held_against) if known else ("policy", None)
        return IssueCode(issue, stance, _CERTAIN, stance_confidence=_CERTAIN, kind=kind, about=about)
    words = (
        found.stance_words if found.stance == stance else None
    )  # words that told another side did not decide this one
    return replace(
        found, stance=stance, stance_words=words, confidence=_CERTAIN, stance_confidence=_CERTAIN, counted=True
    )
