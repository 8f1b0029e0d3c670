"""PDF: the text layer, page by page."""

from __future__ import annotations

import pypdfium2

from onrecord.errors import EmptyInput, Malformed
from onrecord.ingest.decode import storable
from onrecord.ingest.extract import Extracted

__all__ = ["extract_pdf"]


def extract_pdf(content: bytes) -> Extracted:
    """Extract the text layer; pages are parted by a blank line.

    Raises: OR-I09 Malformed, OR-I01 EmptyInput for a PDF of pictures.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError:
        raise Malformed("the PDF cannot be opened; it may be damaged or locked") from None
    text = "\n\n".join(page.replace("\r\n", "\n").replace("\x00", "").replace("\ufffe", "-") for page in pages)
    if not text.strip():
        raise EmptyInput("the PDF has no text layer", "run text recognition (OCR) on it first")
    title = (pdf.get_metadata_dict().get("Title") or "").strip()
    return Extracted(text=storable(text), facts={"title": title} if title and title in text else {})
