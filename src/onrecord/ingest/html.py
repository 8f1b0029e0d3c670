"""HTML pages: the article's text, its captions and its comments, without menus and footers."""

from __future__ import annotations

import re
from copy import copy
from functools import partial

from lxml import etree, html
from trafilatura import bare_extraction

from onrecord.errors import EmptyInput, Malformed, TooDeep
from onrecord.ingest.decode import decode, storable
from onrecord.ingest.extract import Extracted
from onrecord.ingest.html_marks import published_on_page, with_marks
from onrecord.ingest.mojibake import decoded_once
from onrecord.model.document import SegmentKind

__all__ = ["extract_html"]

# libxml2 silently drops everything below and after about 256 levels: refused well before that.
_MAX_DEPTH = 240
_MAX_TREE_TAGS = 2_000_000


def extract_html(content: bytes) -> Extracted:
    """Extract the stored text of a page: title line, article, then the readers' comments if any.

    Raises: OR-I05 TooDeep where the parser would lose text, OR-I01 EmptyInput where no article is found.
    """
    text, remarks = decoded_once(_decode(content))
    _refuse_deep(_NO_MARKUP.sub(" ", text))
    try:
        tree = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Malformed("the page cannot be parsed") from None
    with_marks(tree)
    captions = _captions_as_paragraphs(tree)
    page_day = partial(published_on_page, copy(tree))
    page = bare_extraction(
        tree,
        include_comments=True,
        include_images=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "min_date": "1500-01-01",
            "max_date": "2199-12-31",
        },
    )
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise EmptyInput("no article text was found in the page")
    made = page.as_dict()
    extracted = _assemble({**made, "date": page_day(made.get("date"))}, captions)
    extracted.remarks += remarks
    return extracted


def _captions_as_paragraphs(tree: html.HtmlElement) -> set[str]:
    """Turn captions into paragraphs, which the extractor keeps in their place; their words, to know them again."""
    found: set[str] = set()
    for caption in list(tree.iter("figcaption")):
        words = _squeeze("".join(map(str, caption.itertext())))
        figure = caption.getparent()
        if figure is None or not words:
            continue
        found.add(words)
        paragraph = html.HtmlElement()
        paragraph.tag = "p"
        paragraph.text = words
        paragraph.tail, caption.tail = caption.tail, None
        figure.replace(caption, paragraph)
        if figure.tag == "figure":
            figure.tag = "div"
    return found


def _decode(content: bytes) -> str:
    """A page's text: byte order mark, then UTF-8 if it reads as that, then what the page declares as browsers read it."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:-]{2,30})", content[:4096], re.IGNORECASE)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        declared = match.group(1).decode("ascii").lower() if match else ""
        encoding = _AS_BROWSERS.get(declared, declared)
        if encoding in _DECLARABLE:
            try:
                return storable(content.decode(encoding))
            except UnicodeDecodeError:
                pass
    return decode(content).text


# What browsers read these labels as (the WHATWG's encoding standard), and what may be declared at all.
_AS_BROWSERS = dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252"), "cp1252"
)
_AS_BROWSERS |= {f"windows-125{n}": f"cp125{n}" for n in range(9)} | {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift-jis": "shift_jis",
}
_DECLARABLE = frozenset(
    [
        *_AS_BROWSERS.values(),
        *(f"iso-8859-{n}" for n in range(2, 17) if n != 12),
        "koi8-r",
        "koi8-u",
        "big5",
        "euc-jp",
        "euc-kr",
    ]
)
_NO_MARKUP = re.compile(r"<!--.*?-->|<(script|style|textarea|noscript)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


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
