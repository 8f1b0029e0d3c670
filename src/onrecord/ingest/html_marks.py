"""What a page says by its elements and not by its words, put into words: quotations, deletions, pull quotes, the day.

The extractor keeps text. `<q>` and `<blockquote>` are quotations whose marks a browser draws, `<del>` is what is no longer there, and a
pull quote stands in the article once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from onrecord.ingest.metadata import published_from_metadata
from onrecord.language.dates import find_dates

__all__ = ["published_on_page", "with_marks"]

_PULLED = re.compile(r"\bpull-?_?quote\b", re.IGNORECASE)
_QUOTED = re.compile("^[\"“„«»‘'](.*)[\"”“»«’']$", re.DOTALL)
_SOURCES = ("footer", "cite", "figcaption")
_LONGEST_QUOTE = 1200
"""A longer block is a text of its own (a statement, a letter), whose paragraphs are left as they are."""
_FEWEST_WORDS = 4
_PUBLISHED = re.compile(r"\b(?:first\s+)?(?:published|posted|publication date)\b[\s:]*(?:on\s+)?", re.IGNORECASE)
_REACH = 40


def with_marks(tree: html.HtmlElement) -> None:
    """Change a parsed page in place: the marks and words that its elements stand for. Cost: linear."""
    for gone in [*tree.iter("del"), *tree.iter("s"), *tree.iter("strike")]:
        gone.drop_tree()
    _without_pull_quotes(tree)
    for quotation in list(tree.iter("q")):
        if not _QUOTED.match(_words(quotation)):
            quotation.text = "“" + (quotation.text or "")
            _append(quotation, "”")
        quotation.drop_tag()
    for block in [b for b in tree.iter("blockquote") if b.getparent() is not None]:
        _mark_block(block)


def published_on_page(tree: html.HtmlElement, found: str | None) -> str | None:
    """The day of publication that a page states, where the one found is that of its last change; None where only that is known.

    Args:
        found: the day that the extractor chose, from whatever the page gives.
    """
    if found is None or _metas(tree, "published", "datepublished", "created", "dc.date", "issued"):
        return found
    changed = {published_from_metadata(value).date for value in _metas(tree, "modified", "updated")}
    if published_from_metadata(found).date not in changed:
        return found
    for text in tree.itertext():
        for match in _PUBLISHED.finditer(str(text)):
            phrase = next(find_dates(str(text), match.end(), match.end() + _REACH), None)
            if phrase and phrase.start == match.end() and phrase.precision == "day":
                return phrase.iso
    return None


def _metas(tree: html.HtmlElement, *names: str) -> list[str]:
    """Contents of the page's declarations whose name holds one of these words."""
    found = []
    for meta in tree.iter("meta"):
        name = " ".join(str(meta.get(key) or "") for key in ("property", "name", "itemprop")).lower()
        if any(word in name for word in names) and meta.get("content"):
            found.append(str(meta.get("content")))
    for time in tree.iter("time"):
        name = " ".join(str(time.get(key) or "") for key in ("itemprop", "class")).lower()
        if any(word in name for word in names) and time.get("datetime"):
            found.append(str(time.get("datetime")))
    scripts = " ".join(str(s.text or "") for s in tree.iter("script") if "ld+json" in str(s.get("type") or ""))
    declared = re.findall(r'"(date\w+)"\s*:\s*"([^"]{4,40})"', scripts)
    found.extend(value for name, value in declared if any(word in name.lower() for word in names))
    return found


def _without_pull_quotes(tree: html.HtmlElement) -> None:
    """Drop what is set out large and stands in the article's own text as well."""
    pulled = [e for e in tree.iter("blockquote", "aside", "figure", "div", "p") if _PULLED.search(str(e.get("class") or ""))]  # fmt: skip
    if not pulled:
        return
    apart = {id(part) for element in pulled for part in element.iter()}
    article = _plain(" ".join(_words(p) for p in tree.iter("p") if id(p) not in apart))
    for element in pulled:
        if element.getparent() is None:
            continue
        words = _plain(_words(element, without=_SOURCES))
        if len(words.split()) >= _FEWEST_WORDS and words in article:
            element.drop_tree()


def _mark_block(block: html.HtmlElement) -> None:
    """A block quotation with its marks, and who it is from behind a dash, as one paragraph."""
    source = next((s for name in _SOURCES for s in block.iter(name)), None)
    from_whom = _words(source) if source is not None else ""
    said = _words(block, without=_SOURCES)
    if "tweet" in str(block.get("class") or "") and "—" in said:
        said, _, from_whom = said.rpartition("—")
    said, from_whom = said.strip(), from_whom.strip(" —–-\n")
    holds_more = any(part is not block for part in block.iter("blockquote", "table", "ul", "ol", "h1", "h2", "h3"))
    if not said or len(said) > _LONGEST_QUOTE or holds_more:
        return
    marked = said if _QUOTED.match(said) else f"“{said}”"
    paragraph = html.HtmlElement()
    paragraph.tag = "p"
    paragraph.text = f"{marked} — {from_whom}" if from_whom else marked
    paragraph.tail = block.tail
    parent = block.getparent()
    assert parent is not None
    block.tail = None
    parent.replace(block, paragraph)


def _words(element: html.HtmlElement, without: tuple[str, ...] = ()) -> str:
    return " ".join(" ".join(_pieces(element, without)).split())


def _pieces(element: html.HtmlElement, without: tuple[str, ...]) -> Iterator[str]:
    """The words of an element, an inline element's joined to its neighbours as the page joins them."""
    text = str(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in without:
            inner = "".join(map(str, child.itertext())) if child.tag not in _BLOCKS else " " + _words(child, without) + " "  # fmt: skip
            text += inner
        text += str(child.tail or "")
    yield text


_BLOCKS = frozenset({"p", "div", "section", "blockquote", "li", "br"})


def _plain(words: str) -> str:
    """Letters and digits alone, for comparing."""
    return " ".join(re.findall(r"\w+", words.lower()))


def _append(element: html.HtmlElement, mark: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + mark
    else:
        element.text = (element.text or "") + mark
