"""PDF: the text layer, page by page."""

from __future__ import annotations

import re

import pypdfium2

from onrecord.errors import EmptyInput, Malformed
from onrecord.ingest.decode import storable
from onrecord.ingest.extract import Extracted

__all__ = ["extract_pdf"]

_MARK = "[\x02\ufffe\xad]"
_BROKEN = re.compile(rf"(?P<before>\w{{1,60}}){_MARK}\n?(?P<behind>\w{{1,60}})")
_ANY_MARK = re.compile(_MARK)


def extract_pdf(content: bytes) -> Extracted:
    """Extract the text layer; pages are parted by a blank line.

    Raises: OR-I09 Malformed, OR-I01 EmptyInput for a PDF of pictures.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError:
        raise Malformed("the PDF cannot be opened; it may be damaged or locked") from None
    text = _joined("\n\n".join(page.replace("\r\n", "\n").replace("\x00", "") for page in pages))
    if not text.strip():
        raise EmptyInput("the PDF has no text layer", "run text recognition (OCR) on it first")
    title = (pdf.get_metadata_dict().get("Title") or "").strip()
    return Extracted(text=storable(text), facts={"title": title} if title and title in text else {})


def _joined(text: str) -> str:
    """A text with the words whole that a line's end broke: the library marks the place, and drops the break.

    What goes on with a small letter is one word, unless the text also writes it with a hyphen; what goes on with a capital or a figure had
    the hyphen of its own ("Norland-Sarmia").
    """

    def join(match: re.Match[str]) -> str:
        before, behind = match["before"], match["behind"]
        hyphened = f"{before}-{behind}"
        return before + behind if behind[:1].islower() and hyphened.lower() not in whole else hyphened

    whole = text.lower()
    return _ANY_MARK.sub("-", _BROKEN.sub(join, text))
