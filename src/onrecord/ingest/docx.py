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
    text = storable("\n\n".join(text for text in _blocks(document) if text.strip()))
    title = (document.core_properties.title or "").strip()
    return Extracted(text=text, facts={"title": title} if title and title in text else {})


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and table cells in order; a merged cell once."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            seen: set[int] = set()
            for row in block.rows:
                for cell in row.cells:
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        yield from _blocks(cell)
        else:
            yield block.text


def _parts(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.endswith(".xml")]
