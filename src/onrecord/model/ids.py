"""Stable ids: what makes two things the same thing.

A source is its bytes; a document is the source it came from; a statement is the text, the places of its
parts and the version of the program that found it. So the same input gives the same ids on any machine,
in any order, and reading twice adds nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["actor_id", "document_id", "entity_id", "sha256_bytes", "sha256_text", "statement_id"]

_LONGEST = 80


def sha256_bytes(data: bytes) -> str:
    """Hex SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_text(text: str) -> str:
    """Hex SHA-256 of a text's UTF-8 form."""
    return sha256_bytes(text.encode("utf-8"))


def document_id(source_sha256: str) -> str:
    """The id of the document made from the source with this hash."""
    return f"doc-{source_sha256[:16]}"


def statement_id(text_sha256: str, places: Iterable[tuple[str, int, int]], version: str) -> str:
    """The id of a statement.

    Args:
        places: (part, start, end) of every content piece, the cue and the source.
        version: the program version that found it.
    """
    parts = ";".join(f"{part}:{start}-{end}" for part, start, end in places)
    return "st-" + sha256_text(f"{text_sha256}|{parts}|{version}")[:16]


def entity_id(key: str) -> str:
    """An id as FollowTheMoney takes it: letters, digits, dots and hyphens; two ids of ours never become one."""
    plain = re.sub(r"[^0-9a-zA-Z.-]+", "-", key).strip(".-")
    return plain if plain == key else f"{plain}-{sha256_text(key)[:8]}"


def actor_id(kind: str, name: str, within: str = "") -> str:
    """An id for an actor that no register knows: kind, name, and the document it is known in."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(ch for ch in letters if not unicodedata.combining(ch))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    # A name that loses letters here, or is long, is told apart by its hash.
    if not plain.isascii() or not slug or len(slug) > _LONGEST:
        slug = f"{slug[:_LONGEST]}-{sha256_text(name)[:8]}".strip("-")
    return f"{kind}:{slug}" + (f"@{within}" if within else "")
