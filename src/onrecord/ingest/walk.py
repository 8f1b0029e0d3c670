"""Files below the paths a user named, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import OnRecordError, UnknownFormat, Unreadable
from onrecord.ingest.decode import harmless

__all__ = ["READABLE_ENDINGS", "FoundFile", "inside", "walk"]

READABLE_ENDINGS = frozenset(
    {".txt", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv", ".docx", ".odt", ".epub", ".eml", ".pdf"}
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or the reason why it cannot be. `name` is relative to what the user named."""

    name: str
    path: Path
    refusal: OnRecordError | None = None


def walk(paths: Iterable[Path]) -> Iterator[FoundFile]:
    """All files below the paths; hidden ones are passed over, every other file comes out once.

    Names are relative to the folder that was named; of several folders, they begin with its name.

    Links to folders are not followed, so that a circle of links ends; nor are links to files elsewhere. A file of unknown ending inside a
    folder comes out as a refusal: nothing is passed over in silence.
    """
    roots = list(paths)
    for root in roots:
        if root.is_dir():
            lead = f"{root.resolve().name}/" if len(roots) > 1 else ""
            yield from (replace(found, name=_shown(lead + found.name)) for found in _below(root))
        elif root.exists():
            yield replace(_judge(root.name, root), name=_shown(root.name))
        else:
            yield FoundFile(_shown(root.name), root, Unreadable("no such file or folder, or a link that leads nowhere"))


def _below(root: Path) -> Iterator[FoundFile]:
    faults: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=faults.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        for name in list(folders):
            if (here / name).is_symlink():
                folders.remove(name)
                link = Unreadable("a link to a folder is not followed", "name the folder itself to read it")
                yield FoundFile(_relative(here / name, root), here / name, link)
        for name in sorted(files):
            if name.startswith("."):
                continue
            shown, path = _relative(here / name, root), here / name
            if path.is_symlink() and not inside(path, root):
                yield FoundFile(
                    shown, path, Unreadable("a link that leads out of the folder", "name the file itself to read it")
                )
            else:
                yield _judge(shown, path)
        while faults:
            yield _denied(faults.pop(), root)
    while faults:
        yield _denied(faults.pop(), root)


def inside(path: Path, root: Path) -> bool:
    """Whether a link ends below the folder that was named; realpath, since Path.resolve raises on a circle of links."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _denied(fault: OSError, root: Path) -> FoundFile:
    path = Path(fault.filename or root)
    return FoundFile(_relative(path, root), path, Unreadable("the folder cannot be opened"))


def _relative(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return root.resolve().name if relative == "." else relative


def _shown(name: str) -> str:
    """A file's name as it is kept: bytes that are no text are written out, breaks are spaces."""
    return harmless(os.fsencode(name).decode("utf-8", "backslashreplace"))


def _judge(name: str, path: Path) -> FoundFile:
    if not path.is_file():
        return FoundFile(name, path, Unreadable("no regular file, or a link that leads nowhere"))
    if path.suffix.lower() not in READABLE_ENDINGS:
        return FoundFile(name, path, UnknownFormat("no reader takes this file ending"))
    return FoundFile(name, path)
