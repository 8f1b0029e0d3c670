"""Documents by what files of other tools call them, and what is collected for each while such a file is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from onrecord.errors import BadImport, Broken, OnRecordError
from onrecord.exchange.from_json import document_from_json, source_of, statement_from_json, with_statements
from onrecord.model.brought import Brought, Carried, Remark
from onrecord.model.document import Document, Source
from onrecord.model.ids import sha256_text
from onrecord.model.intake import Intake, Quarantined
from onrecord.model.statement import Statement

__all__ = ["Gathering", "Shelf"]


class Shelf:
    """The documents that a record has already."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._by_name: dict[str, Document | None] = {}
        for document in documents:
            url = document.url.value if document.url else None
            for name in {document.id, document.exported_id, document.sha256, document.text_sha256, document.path, url}:
                if name:
                    # A name of two documents leads to neither.
                    self._by_name[name] = None if name in self._by_name else document

    def find(self, *names: str | None) -> Document | None:
        """The one document of the first name that leads to one: an id, a hash, a path or an address."""
        return next((found for name in names if name and (found := self._by_name.get(name))), None)

    def with_text(self, text: str) -> Document | None:
        """The document with exactly this text."""
        return self.find(sha256_text(text))


class Gathering:
    """Collects what a reader finds: documents of the file or of the record, statements of each, and what did not fit.

    Args:
        form: the format, which becomes part of what made each field.
    """

    def __init__(self, form: str, shelf: Shelf) -> None:
        self.form, self.shelf = form, shelf
        self.brought = Brought()
        self._new: dict[str, tuple[Source, Document]] = {}
        self._known: dict[str, Document] = {}
        self._statements: dict[str, dict[str, Statement]] = {}

    @property
    def by(self) -> str:
        """What read it, as fields say."""
        return f"{self.form}-import"

    def document(self, raw: Mapping[str, Any], path: str) -> Document | None:
        """A document of the file; the record's own where it has the same text. None where it was refused."""
        source = source_of(path, raw)
        try:
            text = raw.get("text")
            known = self.shelf.with_text(text) if isinstance(text, str) else None
            if known:
                return self.known(known)
            document = document_from_json(raw, source)
        except (OnRecordError, KeyError, TypeError, ValueError, AttributeError) as error:
            ours = isinstance(error, OnRecordError) and not isinstance(error, Broken)
            refused = error if ours else BadImport("a document that does not hold together")
            assert isinstance(refused, OnRecordError)
            self.brought.intakes.append(
                Intake(path, source, Quarantined.because(refused, path, source.sha256, "ingest"))
            )
            return None
        day = raw.get("published")
        if (day.get("date") if isinstance(day, Mapping) else day) and document.published.date is None:
            self.lost(path, "its day of publication is none")
        self._new.setdefault(document.id, (source, document))
        return document

    def known(self, document: Document) -> Document:
        """A document of the record, to which statements are added."""
        self._known.setdefault(document.id, document)
        return document

    def statement(self, raw: Mapping[str, Any], document: Document, where: str) -> Statement | None:
        """A statement of a document; one that cannot be read is told."""
        try:
            made = statement_from_json(raw, document, self.by)
        except OnRecordError as error:
            self.lost(where, error.message)
            return None
        there = self._statements.setdefault(document.id, {})
        before = there.get(made.id)
        if before is not None and before != made:
            key = "st-" + sha256_text(f"{made.id}|{where}|{len(there)}")[:16]
            self.lost(where, f"its id is that of another statement: it is {key} here")
            made = replace(made, id=key)
        there[made.id] = made
        return made

    @contextmanager
    def reading(self, where: str) -> Iterator[None]:
        """Read one element; what is of another form than its format has is told, and the next one is read."""
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            self.lost(where, f"it cannot be read ({type(error).__name__})")

    def lost(self, where: str, what: str) -> None:
        """Something that did not fit, and is named here alone."""
        self.brought.remarks.append(Remark(where, what, kept=False))

    def kept(self, where: str, what: str) -> None:
        """Something that did not fit and is carried."""
        self.brought.remarks.append(Remark(where, what, kept=True))

    def carry(self, body: dict[str, Any], document: Document | None = None, statement: Statement | None = None, *,
              where: str = "", what: str = "") -> None:  # fmt: skip
        """Something that a record has no field for, kept; told where it is said what."""
        self.brought.carried.append(
            Carried(self.form, body, document.id if document else "", statement.id if statement else "")
        )
        if what:
            self.kept(where, what)

    def done(self) -> Brought:
        """Everything collected: new documents with their statements, and statements for known ones."""
        for source, document in self._new.values():
            made = with_statements(document, list(self._statements.get(document.id, {}).values()))
            self.brought.intakes.append(Intake(document.path, source, made))
        for document in self._known.values():
            self.brought.added.append(with_statements(document, list(self._statements.get(document.id, {}).values())))
        return self.brought
