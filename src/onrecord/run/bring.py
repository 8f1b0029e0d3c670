"""Bringing what another tool has coded into a record: documents, statements, issues, and what goes along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord import __version__
from onrecord.coding import load_codebook
from onrecord.errors import OtherCodebook
from onrecord.model.brought import Brought, Carried, Remark
from onrecord.model.codebook import Codebook, Issue
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.intake import Intake
from onrecord.model.statement import Statement
from onrecord.resolve import load_register
from onrecord.store import Record
from onrecord.store.carrying import carry
from onrecord.store.read import codebook
from onrecord.store.write import Tally, Writer

__all__ = ["Arrival", "bring_into"]

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a file of another tool: the ledger of its documents, and everything that did not fit."""

    tally: Tally
    statements: int
    remarks: tuple[Remark, ...]


def bring_into(
    record: Record, brought: Brought, tell: Callable[[Intake | str], None] = lambda _: None, asked: str | None = None
) -> Arrival:
    """Keep what was brought.

    A new record goes on with the file's issues; another keeps its own, and issues that it does not have are told and
    carried along.

    Args:
        asked: the codebook that a new record begins with, instead of the file's.

    Raises: OR-C03 OtherCodebook where another one is asked for than the record has; OR-U01 Unavailable.
    """
    own, wanted = codebook(record), load_codebook(asked) if asked else None
    if own and wanted and own.stamp != wanted.stamp:
        raise OtherCodebook(f"the record was coded with {own.stamp}, not with {wanted.stamp}")
    book = own or wanted or brought.codebook or _issues_of(brought) or load_codebook("crisis")
    fit = _Fit(book, brought.codebook)
    writer = Writer(record, program=__version__, codebook=book, register=load_register().version, terms_of=lambda _: [])
    statements, stored = 0, set[str]()
    for at in range(0, len(brought.intakes), _BATCH):
        batch = [fit.intake(intake) for intake in brought.intakes[at : at + _BATCH]]
        for intake, what in zip(batch, writer.write([*batch]), strict=True):
            if isinstance(what, str):  # a project that has grown brings new statements of known documents
                if isinstance(intake.outcome, Document):  # by its place: two of a project may have one path
                    statements += writer.add(intake.outcome)
                    stored.add(intake.outcome.id)
            elif isinstance(what.outcome, Document):
                statements += len(what.outcome.statements)
                stored.add(what.outcome.id)
            tell(what)
    for document in brought.added:
        statements += writer.add(fit.document(document))
        stored.add(document.id)
    carry(record, (c for c in (*brought.carried, *fit.carried) if not c.document or c.document in stored))
    return Arrival(writer.finish(), statements, (*brought.remarks, *fit.remarks))


def _issues_of(brought: Brought) -> Codebook | None:
    """The issues that statements are coded for, as a codebook, where the shipped one does not have them all."""
    outcomes = [i.outcome for i in brought.intakes if isinstance(i.outcome, Document)]
    codes = [code for d in (*outcomes, *brought.added) for s in d.statements for code in s.issues]
    named, claims = {code.issue for code in codes}, {code.issue for code in codes if code.kind == "claim"}
    shipped = load_codebook("crisis")
    if named <= {issue.id for issue in shipped.issues}:
        return None
    made = tuple(
        shipped.issue(name)
        or Issue(name, name.replace("_", " "), name.replace("_", " "), kind="claim" if name in claims else "policy")
        for name in sorted(named)
    )
    return Codebook("imported", sha256_text("|".join(sorted(named)))[:8], "Issues of an import", made)


class _Fit:
    """Issues of a file as issues of the record's codebook: by id, or by label."""

    def __init__(self, book: Codebook, theirs: Codebook | None) -> None:
        self.known = known = {issue.id: issue.kind for issue in book.issues}
        by_label = {issue.label.lower(): issue.id for issue in book.issues}
        self.into: dict[str, str | None] = {
            issue.id: issue.id if issue.id in known else by_label.get(issue.label.lower())
            for issue in (theirs.issues if theirs else ())
        }
        self.name = book.name
        self.lost: dict[str, int] = {}
        self.carried: list[Carried] = []

    @property
    def remarks(self) -> list[Remark]:
        return [
            Remark(f"issue {issue}", f"of {count} statements: codebook {self.name} has none of this id or label", kept=True)
            for issue, count in sorted(self.lost.items())
        ]  # fmt: skip

    def intake(self, intake: Intake) -> Intake:
        if not isinstance(intake.outcome, Document):
            return intake
        return replace(intake, outcome=self.document(intake.outcome))

    def document(self, document: Document) -> Document:
        return replace(document, statements=tuple(self._statement(s, document) for s in document.statements))

    def _statement(self, s: Statement, document: Document) -> Statement:
        codes, lost = [], []
        for code in s.issues:
            issue = self.into.get(code.issue, code.issue if code.issue in self.known else None)
            if issue is None:
                self.lost[code.issue] = self.lost.get(code.issue, 0) + 1
                lost.append({"issue": code.issue, "stance": code.stance})
            else:
                codes.append(replace(code, issue=issue, kind=self.known[issue]))
        if lost:
            self.carried.append(Carried("issues", {"issues": lost}, document.id, s.id))
        # Decided elsewhere: this record's journal has no entry of it, and its doctor shall not miss one.
        elsewhere = {} if s.status == "machine" else {"status": "import"}
        return replace(s, issues=tuple(codes), made_by={**elsewhere, **s.made_by})
