"""The stage: issues and stances by the coder of a codebook, and the tone towards those a statement is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Protocol

from onrecord.coding.codebooks import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.kept import kept_weights
from onrecord.coding.tones import with_tones
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.statement import IssueCode, Statement

__all__ = ["ASKED", "Coding", "CodingStage"]


ASKED = "the user's own model: "
"""How a document's remark on what a language model was asked begins."""


class Coding(Protocol):
    """Codes the statements of a document by a codebook.

    Attributes:
        tally: what a model behind it was asked for the last document, and what became of it.
    """

    book: Codebook
    tally: Counter[str]

    def code(self, document: Document, statements: Sequence[Statement]) -> list[Statement]:
        """Each statement with its issues."""
        ...


class CodingStage:
    """Says what each statement does, and codes it; abstains where no issue is probable enough.

    Args:
        codebook: the issues; the shipped `crisis` by default.
        coder: what codes; one that has learned from the codebook alone by default.
    """

    name: ClassVar[str] = "code"
    version: ClassVar[str] = "3"
    requires: ClassVar[tuple[str, ...]] = ("statements",)
    gives: ClassVar[tuple[str, ...]] = ("act", "issues", "suggestions", "tone")

    def __init__(self, codebook: Codebook | None = None, coder: Coding | None = None) -> None:
        self.codebook = codebook or (coder.book if coder else load_codebook("crisis"))
        self._coder = coder

    @property
    def coder(self) -> Coding:
        """The coder, made when it is first needed: learning takes seconds where nothing is kept."""
        if self._coder is None:
            self._coder = Coder(self.codebook, kept_weights(self.codebook))
        return self._coder

    def __call__(self, document: Document) -> Document:
        """Give every statement its issues, stances and suggestions, and its targets their tone."""
        if not document.statements:
            return document
        view = plain_view(document.text)
        coded = _without_what_is_only_reported(self.coder.code(document, document.statements))
        document = replace(
            document, statements=tuple(self._explained(with_tones(_without_side(s, document), view)) for s in coded)
        )
        if not self.coder.tally:
            return document
        told = "; ".join(f"{what} {count}" for what, count in self.coder.tally.items())
        return replace(document, remarks=(*document.remarks, f"{ASKED}{told}"))

    def _explained(self, statement: Statement) -> Statement:
        why = "; ".join(_why(code) for code in statement.issues) or "no issue of the codebook was read in it"
        return statement.explained(by=f"code {self.codebook.stamp}", version=self.version, field_="issues", why=why)


def _without_what_is_only_reported(statements: Sequence[Statement]) -> list[Statement]:
    """Who only reports what another said takes no side by it: the code counts for the inner statement, and not for the outer one."""
    reported: dict[str, set[tuple[str, str]]] = {}
    by_id = {statement.id: statement for statement in statements}
    for inner in statements:
        outer = by_id.get(inner.within or "")
        if outer and inner.performed and not (inner.speaker and outer.speaker and inner.speaker.id == outer.speaker.id):
            reported.setdefault(outer.id, set()).update((code.issue, code.stance) for code in inner.issues)
    return [
        replace(s, issues=tuple(replace(c, counted=c.counted and (c.issue, c.stance) not in reported[s.id]) for c in s.issues))
        if s.id in reported and s.act in (None, "asserts") else s
        for s in statements
    ]  # fmt: skip


def _without_side(statement: Statement, document: Document) -> Statement:
    """What was not said takes no side, nor does a question that the paper asks: it may only touch an issue."""
    if statement.performed and not _asked_by_the_paper(statement, document):
        return statement
    codes = (replace(c, stance="mention", stance_words=None, stance_confidence=None) for c in statement.issues)
    sure = replace(statement.confidence, stance=None)
    return replace(statement, issues=tuple(codes), confidence=sure)


def _asked_by_the_paper(statement: Statement, document: Document) -> bool:
    speaker, outlet = statement.speaker, document.outlet
    own = speaker is not None and outlet is not None and speaker.name == outlet.value
    # Who asks in an interview and is no person is the paper, also where nothing else names it.
    interviewer = document.kind == "interview" and speaker is not None and speaker.kind in ("organisation", "unnamed")
    return (own or interviewer) and statement.text.rstrip("\"”’') ").endswith("?")


def _why(code: IssueCode) -> str:
    touched = f", touched by “{code.issue_words.text}”" if code.issue_words else ""
    words = f"{code.issue} {code.confidence}, read with its proposition{touched}"
    sure = f" {code.stance_confidence}" if code.stance_confidence is not None else ""
    return words + f", {code.stance}{sure}" + ("" if code.counted else ": a suggestion, not counted")
