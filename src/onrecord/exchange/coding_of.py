"""Issues that a file of another tool names, as a codebook of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model.codebook import Codebook, Issue
from onrecord.model.ids import actor_id, sha256_text

__all__ = ["issue_id", "own_codebook"]

_LONGEST = 64  # what a record keeps of an issue's id
_HASH = 9


def issue_id(label: str) -> str:
    """An id for an issue that a file only gives a label; two labels never share one."""
    slug = actor_id("", label.strip()).lstrip(":").replace("-", "_")
    words = re.sub(r"[^a-z0-9]+", " ", label.lower()).split()
    if len(slug) <= _LONGEST and slug == "_".join(words):
        return slug
    return f"{slug[: _LONGEST - _HASH]}_{sha256_text(label.strip())[: _HASH - 1]}"


def own_codebook(name: str, labels: Iterable[str]) -> Codebook | None:
    """A codebook of the labels, in their order; None where there are none. Its version is what it holds."""
    issues = {issue_id(label): Issue(issue_id(label), label.strip(), label.strip()) for label in labels}
    if not issues:
        return None
    stem = re.sub(r"[^a-z0-9]+", "-", name.rsplit(".", 1)[0].lower()).strip("-") or "imported"
    version = sha256_text("|".join(f"{i.id}={i.label}" for i in issues.values()))[:8]
    return Codebook(f"{stem[:40]}", version, f"Issues of {name}", tuple(issues.values()))
