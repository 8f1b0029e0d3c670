"""Word documents: paragraphs in order, with a blank line between."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.errors import Malformed, TooLarge
from onrecord.ingest.decode import storable
from onrecord.ingest.extract import Extracted

__all__ = ["extract_docx"]

_MAX_UNPACKED_BYTES = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({_W + "del", _W + "moveFrom"})
_CHANGES = (_W + "del", _W + "ins", _W + "moveFrom", _W + "moveTo")


def extract_docx(content: bytes) -> Extracted:
    """Extract the paragraphs of a document; its title where its properties give one that stands in it.

    The author property names who typed it, which is not who speaks, and is left alone.

    Raises: OR-I09 Malformed; OR-I04 TooLarge where it unpacks to over 100 MB.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if (
                sum(len(archive.open(name).read(_MAX_UNPACKED_BYTES)) for name in _parts(archive))
                >= _MAX_UNPACKED_BYTES
            ):
                raise TooLarge("the document unpacks to over 100 MB")
        document = docx.Document(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        PackageNotFoundError,
        KeyError,
        ValueError,
        SyntaxError,
        RuntimeError,
        EOFError,
        OSError,
    ):
        raise Malformed("the Word document cannot be opened") from None
    body = document.element.body
    notes = [note for part in _notes(document) for note in part]
    text = storable("\n\n".join(text for text in [*_paragraphs(body), *notes] if text.strip()))
    title = (document.core_properties.title or "").strip()
    remarks = []
    if any(True for _ in body.iter(*_CHANGES)):
        remarks.append("the document holds tracked changes: read with what was inserted and without what was deleted")
    if notes:
        remarks.append(f"{len(notes)} footnotes or endnotes, kept behind the text")
    return Extracted(text=text, facts={"title": title} if title and title in text else {}, remarks=remarks)


def _paragraphs(element: Any) -> Iterator[str]:
    """Paragraphs below an element in order, those of tables, content controls and text boxes too; none that a tracked change took out."""
    for child in element:
        if child.tag in _GONE or not isinstance(child.tag, str):
            continue
        if child.tag == _W + "p":
            yield "".join(_words(child))
            for box in child.iter(_W + "txbxContent"):
                yield from _paragraphs(box)
        elif child.tag == _FALLBACK:
            continue  # the same box once more, for older programs
        else:
            yield from _paragraphs(child)


def _words(element: Any) -> Iterator[str]:
    """The words of a paragraph as Word shows them: in links, fields, smart tags, content controls and insertions too."""
    for child in element:
        if child.tag in _GONE or child.tag in (_W + "txbxContent", _FALLBACK):
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "ptab"):
            yield "\t"
        elif child.tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif child.tag == _W + "noBreakHyphen":
            yield "-"
        elif child.tag != _W + "pPr":
            yield from _words(child)


def _notes(document: Any) -> Iterator[list[str]]:
    """The texts of footnotes and endnotes, from the parts that hold them."""
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = parse_xml(relation.target_part.blob)
        yield [
            words
            for note in root
            if note.get(_W + "type") in (None, "normal") and (words := " ".join(_paragraphs(note)).strip())
        ]


def _parts(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.endswith(".xml")]
