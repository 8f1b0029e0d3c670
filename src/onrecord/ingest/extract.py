"""What a reader of a format gives: text and what the format says about it.

Formats whose parsers can be made to hang or to eat memory (HTML, DOCX, ODT, EPUB, PDF, mail) are read in a process of their
own that is stopped by the clock; plain text, rows and JSON lines are read here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.model.document import SegmentKind

__all__ = ["Extracted", "extractor"]


@dataclass(slots=True)
class Extracted:
    """Text of a document and what its format says.

    Attributes:
        facts: title, outlet, author, published, url, as metadata gives them.
        layout: (start, end, kind) where the format knows what a stretch of text is.
    """

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    layout: list[tuple[int, int, SegmentKind]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def extractor(media_type: str) -> Callable[[bytes], Extracted]:
    """The reader of a media type; imported late, since each brings a library of its own."""
    if media_type == "text/html":
        from onrecord.ingest.html import extract_html

        return extract_html
    if media_type == "application/pdf":
        from onrecord.ingest.pdf import extract_pdf

        return extract_pdf
    if media_type == "application/vnd.oasis.opendocument.text":
        from onrecord.ingest.odt import extract_odt

        return extract_odt
    if media_type == "application/epub+zip":
        from onrecord.ingest.epub import extract_epub

        return extract_epub
    if media_type == "message/rfc822":
        from onrecord.ingest.press.mail import extract_message

        return extract_message
    from onrecord.ingest.docx import extract_docx

    return extract_docx
