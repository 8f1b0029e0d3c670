"""HTML pages: the article's text, its captions and its comments, without menus and footers."""

from __future__ import annotations

import re

from lxml import etree, html
from trafilatura import bare_extraction

from onrecord.errors import EmptyInput, Malformed, TooDeep
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted
from onrecord.model.document import SegmentKind

__all__ = ["extract_html"]

# libxml2 silently drops everything below and after about 256 levels: refused well before that.
_MAX_DEPTH = 240
_MAX_TREE_TAGS = 2_000_000


def extract_html(content: bytes) -> Extracted:
    """Extract the stored text of a page: title line, article, then the readers' comments if any.

    Raises: OR-I05 TooDeep where the parser would lose text, OR-I01 EmptyInput where no article is found.
    """
    decoded = decode(_declared(content))
    _refuse_deep(decoded.text)
    try:
        tree = html.fromstring(decoded.text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Malformed("the page cannot be parsed") from None
    captions = {_squeeze("".join(map(str, node.itertext()))) for node in tree.iter("figcaption")}
    page = bare_extraction(
        tree,
        include_comments=True,
        include_images=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"},
    )
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise EmptyInput("no article text was found in the page")
    return _assemble(page.as_dict(), captions)


def _declared(content: bytes) -> bytes:
    """The page as UTF-8 bytes where it declares another encoding; else as it is."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", content[:4096], re.IGNORECASE)
    if not match:
        return content
    try:
        return content.decode(match.group(1).decode("ascii")).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _refuse_deep(text: str) -> None:
    """Count open tags as a stack would hold them, in one linear pass."""
    deep, tags = 0, 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,20000}?(/?)>", text):
        tags += 1
        if match.group(2).lower() in _LOOSE or match.group(3):
            continue
        deep = max(0, deep - 1) if match.group(1) else deep + 1
        if deep > _MAX_DEPTH:
            raise TooDeep(f"markup is nested more than {_MAX_DEPTH} deep")
        if tags > _MAX_TREE_TAGS:
            raise TooDeep("the page holds more tags than can be read safely")


# Void elements, and elements whose closing tag is commonly left out.
_LOOSE = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "tbody",
        "thead",
    ]
)


def _assemble(page: dict[str, object], captions: set[str]) -> Extracted:
    title = str(page.get("title") or "").strip()
    body = str(page.get("text") or "").strip()
    comments = str(page.get("comments") or "").strip()
    parts: list[tuple[str, SegmentKind | None]] = []
    if title and not body.startswith(title):
        parts.append((title, "title"))
    body_lines = [line for line in body.split("\n") if line.strip()]
    parts += [(line, "caption" if _squeeze(line) in captions else None) for line in body_lines]
    parts += [(line, "comment") for line in comments.split("\n") if line.strip()]
    out = Extracted(text="")
    pieces: list[str] = []
    at = 0
    for text, kind in parts:
        if kind:
            out.layout.append((at, at + len(text), kind))
        pieces.append(text)
        at += len(text) + 2
    out.text = storable("\n\n".join(pieces))
    keys = {"title": "title", "author": "author", "date": "published", "sitename": "outlet", "url": "url"}
    out.facts = {ours: str(page[theirs]) for theirs, ours in keys.items() if page.get(theirs)}
    return out


def _squeeze(text: str) -> str:
    return " ".join(text.split())
