"""Bytes to text, saying how."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from onrecord.errors import EmptyInput, NotText, Undecodable

__all__ = ["Decoded", "decode", "harmless", "storable"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b", b"RIFF", b"\x7fELF", b"BM")
_SAMPLE_BYTES = 100_000
_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in. `guessed` is True where nothing declared it."""

    text: str
    encoding: str
    guessed: bool = False


def decode(content: bytes) -> Decoded:
    """Read bytes as text: byte order mark, then UTF-8, then the encoding that reads most like language.

    Raises: OR-I01 EmptyInput, OR-I02 NotText, OR-I03 Undecodable.
    Cost: linear; guessing looks at the first 100 kB.
    """
    if not content.strip():
        raise EmptyInput("the file is empty")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return Decoded(storable(content[len(mark) :].decode(encoding)), encoding)
            except UnicodeDecodeError:
                raise Undecodable(f"marked as {encoding}, but not so written") from None
    if content.startswith(_MAGIC):
        raise NotText("the bytes are those of a picture, an archive or a program")
    try:
        return Decoded(storable(content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _guess(content)


def _guess(content: bytes) -> Decoded:
    from charset_normalizer import from_bytes, is_binary

    sample = content[:_SAMPLE_BYTES]
    if is_binary(sample):
        raise NotText("the bytes do not read as text in any encoding")
    matches = list(from_bytes(sample))
    best = matches[0] if matches else None
    if best is None or best.chaos > 0.1:
        raise Undecodable("the encoding is not UTF-8 and cannot be told")
    # Western European files come from Windows far more often than code pages that read nearly as well.
    western = next((m for m in matches if m.encoding == "cp1252"), best)
    if western.chaos <= best.chaos + 0.02 and western.coherence >= best.coherence - 0.1:
        best = western
    encoding = best.encoding
    try:
        return Decoded(storable(content.decode(encoding)), encoding, guessed=True)
    except UnicodeDecodeError:
        raise Undecodable("the encoding changes within the file") from None


def storable(text: str) -> str:
    """The text itself, if every store can keep it.

    Raises: OR-I01 EmptyInput for nothing but white space; OR-I02 NotText for NUL, lone surrogates or many
    control characters.
    """
    if not text.strip(" \t\r\n\u00a0\ufeff\u200b"):
        raise EmptyInput("there is no text in it")
    if "\x00" in text or any("\ud800" <= ch <= "\udfff" for ch in text):
        raise NotText("it holds characters that no text holds")
    controls = sum(1 for ch in text[:_SAMPLE_BYTES] if ch < " " and ch not in "\t\r\n\x0b\x0c")
    if controls > _CONTROL_SHARE * min(len(text), _SAMPLE_BYTES):
        raise NotText("it is full of control characters")
    return text


def harmless(value: str) -> str:
    """A title, a name or a path as one line that every store and terminal can take; what cannot be shown is marked."""
    marked = "".join(
        "\ufffd" if (ch < " " and not ch.isspace()) or "\ud800" <= ch <= "\udfff" or ch == "\x7f" else ch
        for ch in value
    )
    return " ".join(marked.split())
