"""The codebook that a record begins with."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.errors import OtherCodebook
from onrecord.model.codebook import Codebook, Issue
from onrecord.store.codec import codebook_body, read_codebook
from onrecord.store.record import Record, get_meta, put_meta

__all__ = ["begin_with", "codebook_stamp", "issues_of"]


def begin_with(record: Record, book: Codebook) -> None:
    """Keep a codebook in a record that has none yet; whoever else begins it meanwhile has the first word.

    Raises: OR-C03 OtherCodebook, OR-U01 Unavailable.
    """
    with record.writing() as connection:
        own = get_meta(connection, "codebook")
        if own and read_codebook(own).stamp != book.stamp:
            raise OtherCodebook(
                f"the record goes on with {read_codebook(own).stamp}",
                "import the codebook into a new record, or make it a file: `onrecord codebook import`",
            )
        put_meta(connection, "codebook", codebook_body(book))


def codebook_stamp(connection: Connection) -> str:
    """Name and version of a record's codebook, within a transaction of the caller's; empty where it has none."""
    book = get_meta(connection, "codebook")
    return f"{book['name']} {book['version']}" if book else ""


def issues_of(connection: Connection) -> dict[str, Issue]:
    """The issues of a record's codebook by id, within a transaction of the caller's."""
    book = get_meta(connection, "codebook")
    return {issue.id: issue for issue in read_codebook(book).issues} if book else {}
