"""Opening a document that is a zip of XML, as those of offices and electronic books are."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from onrecord.errors import Malformed, TooLarge

__all__ = ["UNZIPPING", "part_of", "xml_of", "zip_of"]

_MAX_UNPACKED_BYTES = 100_000_000
UNZIPPING = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What the library raises of zips that are damaged, encrypted, or packed in ways it does not know."""
_BROKEN = (*UNZIPPING, KeyError, ValueError)


def zip_of(content: bytes, what: str) -> zipfile.ZipFile:
    """The zip that some bytes are.

    Args:
        what: what it should be, for whoever reads the refusal (“the OpenDocument text”).

    Raises: OR-I09 Malformed; OR-I04 TooLarge where it unpacks to over 100 MB.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        # What the list of contents says of sizes may be wrong: what is read is counted.
        left = _MAX_UNPACKED_BYTES
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".xhtml", ".html", ".htm", ".opf")):
                with archive.open(name) as part:
                    left -= len(part.read(left + 1))
            if left < 0:
                raise TooLarge(f"{what} unpacks to over 100 MB")
    except _BROKEN:
        raise Malformed(f"{what} cannot be opened") from None
    return archive


def part_of(archive: zipfile.ZipFile, name: str, what: str) -> bytes:
    """A part of the zip.

    Raises: OR-I09 Malformed where it is missing or damaged.
    """
    try:
        return archive.read(name)
    except _BROKEN:
        raise Malformed(f"{what} lacks its part {name[:60]}") from None


def xml_of(archive: zipfile.ZipFile, name: str, what: str) -> Any:
    """A part of the zip as a tree; entities are not followed, and nothing is fetched.

    Raises: OR-I09 Malformed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part_of(archive, name, what), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Malformed(f"{what} has a part that is not XML") from None
