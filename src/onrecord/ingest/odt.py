"""OpenDocument texts: paragraphs and headings in order, with a blank line between, as the writer's program shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.ingest.archive import xml_of, zip_of
from onrecord.ingest.decode import storable
from onrecord.ingest.extract import Extracted

__all__ = ["extract_odt"]

_WHAT = "the OpenDocument text"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = frozenset({_T + "p", _T + "h"})
# What was deleted is kept in a list of changes; what somebody noted beside the text is no part of it.
_APART = frozenset(
    {_T + "tracked-changes", _T + "note", _O + "annotation", _O + "annotation-end", _T + "sequence-decls", _O + "forms"}
)


def extract_odt(content: bytes) -> Extracted:
    """Extract the paragraphs of a document; its title where its properties give one that stands in it.

    Raises: OR-I09 Malformed; OR-I04 TooLarge where it unpacks to over 100 MB.
    """
    archive = zip_of(content, _WHAT)
    root = xml_of(archive, "content.xml", _WHAT)
    body = root.find(f"{_O}body")
    paragraphs = list(_paragraphs(body if body is not None else root))
    notes = [" ".join(" ".join(_paragraphs(note)).split()) for note in root.iter(_T + "note-body")]
    text = storable("\n\n".join(words for words in [*paragraphs, *notes] if words.strip()))
    remarks = []
    if root.find(f".//{_T}tracked-changes") is not None:
        remarks.append("the document holds tracked changes: read with what was inserted and without what was deleted")
    if notes:
        remarks.append(f"{len(notes)} footnotes or endnotes, kept behind the text")
    title = _title(archive)
    return Extracted(text=text, facts={"title": title} if title and title in text else {}, remarks=remarks)


def _title(archive: Any) -> str:
    if "meta.xml" not in archive.namelist():
        return ""
    found = xml_of(archive, "meta.xml", _WHAT).find(f".//{_TITLE}")
    return (found.text or "").strip() if found is not None else ""


def _paragraphs(element: Any) -> Iterator[str]:
    """Paragraphs below an element in order, those of lists, tables and frames too."""
    for child in element:
        if child.tag in _PARAGRAPHS:
            yield "".join(_words(child)).strip()
            for inner in child.iter(*_PARAGRAPHS):  # of frames that are anchored in it
                if inner is not child and not any(up.tag in _APART for up in inner.iterancestors()):
                    yield "".join(_words(inner)).strip()
        elif child.tag not in _APART and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _words(element: Any) -> Iterator[str]:
    """The words of a paragraph; runs of spaces, tabs and breaks are elements of their own."""
    yield element.text or ""
    for child in element:
        if child.tag == _T + "s":
            yield " " * min(int(child.get(_T + "c") or 1), 100)
        elif child.tag == _T + "tab":
            yield "\t"
        elif child.tag == _T + "line-break":
            yield "\n"
        elif child.tag not in _APART and child.tag not in _PARAGRAPHS and isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""
