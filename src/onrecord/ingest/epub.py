"""Electronic books (EPUB): the chapters in the order in which they are read, one text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.errors import EmptyInput, Malformed
from onrecord.ingest.archive import part_of, xml_of, zip_of
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted
from onrecord.ingest.press.row import plain_from_html

__all__ = ["extract_epub"]

_WHAT = "the EPUB book"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FACTS = {"title": "title", "author": "creator", "outlet": "publisher", "published": "date"}
_QUOTED = re.compile(rb"%([0-9A-Fa-f]{2})")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def extract_epub(content: bytes) -> Extracted:
    """Extract the text of a book's spine and what its package says of it.

    Raises: OR-I09 Malformed, OR-I01 EmptyInput where no chapter has words; OR-I04 TooLarge where it unpacks to over 100 MB.
    """
    archive = zip_of(content, _WHAT)
    container = xml_of(archive, "META-INF/container.xml", _WHAT)
    path = next(
        (str(one.get("full-path")) for one in container.iter() if _name(one) == "rootfile" and one.get("full-path")),
        None,
    )
    if path is None:
        raise Malformed(f"{_WHAT} does not say where its contents are")
    package = xml_of(archive, path, _WHAT)
    there = frozenset(archive.namelist())
    spine = list(_spine(package, posixpath.dirname(path)))
    missing = sum(place not in there for place in spine)
    pieces = [_words(part_of(archive, place, _WHAT)) for place in spine if place in there]
    if not any(piece.strip() for piece in pieces):
        raise EmptyInput(f"{_WHAT} has no words")
    facts = {key: words for key, element in _FACTS.items() if (words := _fact(package, element))}
    remarks = [f"{missing} chapters that the book names are not in it"] if missing else []
    return Extracted(
        text=storable("\n\n".join(piece.strip() for piece in pieces if piece.strip())), facts=facts, remarks=remarks
    )


def _words(page: bytes) -> str:
    # A page that says in which encoding it is written is not read as the text that it is by now.
    return plain_from_html(_DECLARED.sub("", decode(page).text, count=1))


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _fact(package: Any, element: str) -> str:
    """What the package says; several authors with semicolons between."""
    found = [" ".join((one.text or "").split()) for one in package.iter(_DC + element)]
    return (
        "; ".join(word for word in found if word)
        if element == "creator"
        else next((word for word in found if word), "")
    )


def _spine(package: Any, folder: str) -> Iterator[str]:
    """Where the chapters lie in the zip, in reading order."""
    pages = {
        one.get("id"): str(one.get("href") or "") for one in package.iter()
        if _name(one) == "item" and one.get("media-type") in _PAGES and "nav" not in str(one.get("properties") or "").split()
    }  # fmt: skip
    for one in package.iter():
        href = pages.get(one.get("idref")) if _name(one) == "itemref" else None
        if href:
            yield posixpath.normpath(posixpath.join(folder, _unquoted(href.partition("#")[0])))


def _unquoted(href: str) -> str:
    """A place as a package writes it, with `%20` for a space and the like."""
    return _QUOTED.sub(lambda code: bytes([int(code[1], 16)]), href.encode()).decode("utf-8", "replace")
