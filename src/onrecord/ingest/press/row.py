"""One article of a file of several, on its way to becoming a document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from dateutil import parser as dates
from docx import Document as OpenDocx
from lxml import etree, html
from striprtf.striprtf import rtf_to_text

from onrecord.errors import BadImport
from onrecord.ingest.decode import decode
from onrecord.language.dates import find_dates

__all__ = ["PressRow", "day_in", "lines_in", "plain_from_html"]

_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "pre", "table", "ul", "ol"})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset({"script", "style", "head", "noscript", "template"})
_DELETED = re.compile(r"\{\\deleted\b[^{}]*\}|\\deleted(?:1)?\b(?!0)[^{}\\]*\\deleted0 ?")
_HALVES = re.compile(r"\\u(-?\d{4,5}) ?\??\\u(-?\d{4,5}) ?\??")
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
_LARGEST = 200_000_000
_DAY, _MONTH = len("2031-03-04"), len("2031-03")
_DEFAULTS = (datetime(1000, 1, 1), datetime(1001, 2, 2))  # noqa: DTZ001  # a day, of no zone
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


@dataclass(frozen=True, slots=True)
class PressRow:
    """An article.

    Attributes:
        where: its place in the file, as in `#3`.
        facts: title, outlet, author, published (ISO), url, id; as far as the file says.
        remarks: what the file says beside that, and what was left out.
    """

    where: str
    text: str
    facts: dict[str, str]
    remarks: tuple[str, ...] = field(default=())

    def as_json(self) -> bytes:
        """The row as a line of JSON, which is the document's source."""
        return json.dumps({**self.facts, "text": self.text}, ensure_ascii=False, sort_keys=True).encode(
            "utf-8", "replace"
        )


def lines_in(path: Path) -> list[str]:
    """The lines of a .docx, .rtf, .html or text file, without markup.

    Raises: OR-M01 BadImport, and what `decode` raises.
    """
    ending = path.suffix.lower()
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError:
        raise BadImport(f"{path.name} cannot be read") from None
    if content is None:
        raise BadImport(f"{path.name} is over {_LARGEST:,} bytes", "split it")
    if ending == ".docx":
        return _paragraphs(content, path.name)
    text = decode(content).text
    if ending == ".rtf":
        text = str(rtf_to_text(_plain_rtf(text), errors="replace"))  # type: ignore[no-untyped-call]
    elif ending in {".html", ".htm"}:
        text = plain_from_html(text)
    return [line.strip("\ufeff\r") for line in text.split("\n")]


def _plain_rtf(text: str) -> str:
    """RTF without what was deleted under tracked changes, and with the halves of a character beyond 16 bits together."""
    while (less := _DELETED.sub("", text)) != text:
        text = less
    return _HALVES.sub(_whole, text)


def _whole(match: re.Match[str]) -> str:
    high, low = (int(half) % 0x10000 for half in match.groups())
    if not (_HIGH <= high < _LOW <= low < _END):
        return match.group()
    return chr(0x10000 + ((high - _HIGH) << 10) + (low - _LOW))


def _paragraphs(content: bytes, name: str) -> list[str]:
    try:
        made = OpenDocx(BytesIO(content))
        return [line for block in made.iter_inner_content() for line in _lines_of(block)]
    except Exception as error:  # the library raises what its parts raise
        raise BadImport(f"{name} is no .docx that can be read ({type(error).__name__})") from None


def _lines_of(block: Any) -> list[str]:
    """The lines of a paragraph, or of the cells of a table, a row a line."""
    if hasattr(block, "rows"):
        return ["\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows]
    return str(block.text).split("\n")


def plain_from_html(markup: str) -> str:
    """The words of HTML, a block a line."""
    if not markup.strip():
        return ""
    try:
        root = html.fromstring(markup, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, ValueError):
        return ""
    out: list[str] = []

    def walk() -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            hidden = element.tag in _SKIPPED or any(up.tag in _SKIPPED for up in element.iterancestors())
            if event == "start":
                out.append("\n" if element.tag in _BLOCKS else " " if element.tag in _CELLS else "")
                out.append("" if hidden else " ".join((element.text or "").split("\n")))
            else:
                out.append("\n" if element.tag in _BLOCKS else "")
                out.append(
                    ""
                    if any(up.tag in _SKIPPED for up in element.iterancestors())
                    else " ".join((element.tail or "").split("\n"))
                )

    walk()
    lines = (" ".join(line.split()) for line in "".join(out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def day_in(words: str) -> str | None:
    """The ISO day that words give, as in `4 March 2031` or `March 4, 2031 Tuesday 10:15 PM GMT`, cut to what they say; None without a year."""
    if not _YEAR.search(words):
        return None
    written = next((phrase.iso for phrase in find_dates(words) if phrase.precision == "day"), None)
    if written:
        return written
    plain = re.sub(r"\b(\d{1,2}:\d\d.*)$", "", words)
    try:
        # What the words do not give is filled in from the default: two defaults tell what that was.
        one, other = (dates.parse(plain, fuzzy=True, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    unread = one.day != other.day and re.search(r"\d", _YEAR.sub("", plain, count=1))
    if one.year != other.year or unread:
        return None  # “10 Mai 2031”: where a month is not understood, a number is taken for it
    if one.month != other.month:
        return f"{one.year:04}" if one.day != other.day else None
    return one.date().isoformat()[: _DAY if one.day == other.day else _MONTH]
