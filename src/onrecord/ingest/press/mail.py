"""Mail: mbox files, Maildir folders, folders of .eml files, single ones; a message a document."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

from onrecord.errors import BadImport, EmptyInput
from onrecord.ingest.decode import storable
from onrecord.ingest.extract import Extracted
from onrecord.ingest.press.row import PressRow, plain_from_html
from onrecord.ingest.walk import inside

__all__ = ["extract_message", "mail"]

_SIGNATURE = "-- "
_WROTE = re.compile(r"^.{3,200}\bwrote:\s*$")
_BEGINS = re.compile(rb"(?:\A|(?<=\n))From \S+[ \t].*\b\d{4}\b.*\n")


def mail(path: Path) -> Iterator[PressRow]:
    """The messages, with the plainest of their texts; attachments are named and not read.

    Raises: OR-M01 BadImport.
    """
    found = False
    for number, message in enumerate(_messages(path), 1):
        found = True
        yield _row(message, number)
    if not found:
        raise BadImport(f"{path.name} holds no mail", "give an mbox file, a Maildir folder, or .eml files")


def extract_message(content: bytes) -> Extracted:
    """One message of mail: its plainest text, its subject as title, its sender as author, its day.

    Raises: OR-I01 EmptyInput where no text of it can be read.
    """
    row = _row(_parsed(content), 1)
    if not row.text:
        raise EmptyInput("no text of the message can be read")
    return Extracted(text=storable(row.text), facts=dict(row.facts), remarks=list(row.remarks))


def _messages(path: Path) -> Iterator[EmailMessage]:
    try:
        if path.is_dir() and (path / "cur").is_dir():
            files = [file for folder in ("new", "cur") for file in (path / folder).glob("*")]
            for file in sorted(files, key=lambda file: file.name):
                if file.is_file() and inside(file, path):  # a link may lead out of the folder
                    yield _parsed(file.read_bytes())
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                if not inside(file, path):
                    continue  # a link that leads out of the folder
                if file.suffix.lower() == ".eml":
                    yield _parsed(file.read_bytes())
                elif file.suffix.lower() in {".mbox", ".mbx"}:
                    yield from _in_mbox(file)
        elif path.suffix.lower() == ".eml":
            yield _parsed(path.read_bytes())
        else:
            yield from _in_mbox(path)
    except OSError:
        raise BadImport(f"{path.name} cannot be read") from None


def _in_mbox(path: Path) -> Iterator[EmailMessage]:
    """The messages of an mbox: each begins with a line `From ADDRESS DAY`, and other lines that begin so are text."""
    content = path.read_bytes()
    starts = [found.start() for found in _BEGINS.finditer(content)]
    for first, last in pairwise([*starts, len(content)]):
        yield _parsed(content[content.index(b"\n", first) + 1 : last])


def _parsed(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=policy.default)


def _row(message: EmailMessage, number: int) -> PressRow:
    remarks: list[str] = []
    text = ""
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        words = str(body.get_content()) if body is not None else ""
        if body is not None and body.get_content_type() == "text/html":
            text = plain_from_html(words)
        else:
            flowed = body is not None and str(body.get_param("format") or "").lower() == "flowed"
            text, quoted = _own_words(_flowed(words) if flowed else words)
            remarks += [f"{quoted} quoted lines of other messages left out"] if quoted else []
    except (LookupError, ValueError, AttributeError, KeyError):
        remarks.append("its text cannot be read")
    try:
        names = [str(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
    except (AttributeError, ValueError):
        names = []
    remarks += [f"attachment not read: {name[:80]}" for name in names]
    sender, address = parseaddr(_head(message, "From"))
    facts = {
        "title": _head(message, "Subject"), "author": sender or address, "published": _day(_head(message, "Date")),
        "outlet": _head(message, "List-Id").split("<")[0].strip(' "') or address.rpartition("@")[2], "id": _head(message, "Message-ID").strip("<>"),
    }  # fmt: skip
    if not text.strip():
        remarks.append("no text of it can be read")
    whole = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
    return PressRow(f"#{number}", whole, {k: v for k, v in facts.items() if v}, tuple(remarks))


def _flowed(words: str) -> str:
    """Text of `format=flowed` (RFC 3676) with its paragraphs whole: a line that ends with a space goes on in the next."""
    out: list[str] = []
    goes_on = False
    for line in words.replace("\r\n", "\n").split("\n"):
        bare = line.removeprefix(" ")
        if goes_on and not line.startswith(">"):
            out[-1] += bare
        else:
            out.append(bare)
        goes_on = bare.endswith(" ") and bare != _SIGNATURE and not line.startswith(">")
    return "\n".join(out)


def _own_words(text: str) -> tuple[str, int]:
    """A message without the lines it quotes from others, and how many those are; what leads in to them goes too."""
    lines = text.replace("\r\n", "\n").split("\n")
    quoted = [line.lstrip().startswith(">") and not line.startswith(" ") for line in lines]
    own = [
        line
        for n, line in enumerate(lines)
        if not quoted[n] and not (_WROTE.search(line) and n + 1 < len(lines) and quoted[n + 1])
    ]
    return "\n".join(own), sum(quoted)


def _head(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""  # a header that the library cannot read is as good as none


def _day(words: str) -> str:
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
