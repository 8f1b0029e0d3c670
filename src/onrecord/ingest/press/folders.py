"""Folders of texts whose file names say the day, the outlet, the author or the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import BadImport
from onrecord.ingest.walk import inside

__all__ = ["FIELDS", "folder", "pattern_of"]

FIELDS = {
    "date": r"(?P<date>\d{4}-?\d\d-?\d\d)", "year": r"(?P<year>\d{4})", "month": r"(?P<month>\d{1,2})", "day": r"(?P<day>\d{1,2})",
    "title": r"(?P<title>.+?)", "outlet": r"(?P<outlet>.+?)", "author": r"(?P<author>.+?)", "id": r"(?P<id>.+?)", "any": r".*?",
}  # fmt: skip
"""What may stand in braces in a pattern, as in `{date}_{outlet}_{title}`."""


def pattern_of(words: str) -> re.Pattern[str]:
    """A pattern for file names without their ending.

    Raises: OR-M01 BadImport for an unknown field, or one that comes twice.
    """
    made, seen = "", set()
    for text, name in re.findall(r"([^{}]*)(?:\{(\w+)\})?", words):
        made += re.escape(text)
        if name:
            if name not in FIELDS or (name in seen and name != "any"):
                raise BadImport(
                    f"{{{name[:30]}}} cannot stand in a pattern, or stands there twice",
                    f"choose among {', '.join(f'{{{f}}}' for f in FIELDS)}",
                )
            seen.add(name)
            made += FIELDS[name]
    if not seen:
        raise BadImport("the pattern names no field", "as in {date}_{outlet}_{title}")
    return re.compile(made)


def folder(path: Path, pattern: str) -> Iterator[tuple[Path, dict[str, str] | None]]:
    """(file, facts) of every file below the folder, by name; facts are None where the name does not fit.

    Links that lead out of the folder are not followed.

    Raises: OR-M01 BadImport.
    """
    if not path.is_dir():
        raise BadImport(f"{path.name} is no folder")
    wanted = pattern_of(pattern)
    for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".") and inside(p, path)):
        found = wanted.fullmatch(file.stem)
        yield file, _facts(found.groupdict()) if found else None


def _facts(found: dict[str, str | None]) -> dict[str, str]:
    facts = {
        k: re.sub(r"[_\s]+", " ", v).strip()
        for k, v in found.items()
        if v and k not in {"date", "year", "month", "day"}
    }
    digits = (found.get("date") or "").replace("-", "")
    if digits:
        facts["published"] = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    elif found.get("year"):
        parts = [found["year"], *(p.zfill(2) for p in (found.get("month"), found.get("day")) if p)]
        facts["published"] = "-".join(p for p in parts if p)
    return facts
