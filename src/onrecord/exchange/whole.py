"""Writing files whole or not at all: beside, under another name, and renamed when all of it is on the disk.

A full disk, a kill or an error in the middle leaves what was there before as it was. Everything that leaves the program as a
file or a folder goes through here.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from onrecord.errors import Unavailable

__all__ = ["add_to_zip", "whole_bytes", "whole_folder", "whole_text", "write_text", "writing_file"]

# Zips tell the time of writing for each file: the same record would never give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@contextmanager
def writing_file(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the name `out` at the end; a device, such as /dev/stdout, is written to as it is.

    Raises: OR-U01 Unavailable, with the system's reason.
    """
    if _is_device(out):
        with _told(out):
            yield out
        return
    target = Path(os.path.realpath(out))
    unfinished = _beside(target)
    try:
        with _told(out):
            yield unfinished
            _to_disk(unfinished)
            if target.exists():
                shutil.copymode(target, unfinished)
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def whole_text(out: Path) -> Iterator[TextIO]:
    """A file of text in UTF-8, line ends as they are given.

    Raises: OR-U01 Unavailable.
    """
    # What the shell leads to a file is added there: opening anew would begin that file again.
    with writing_file(out) as path, path.open("a" if _is_device(out) else "w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def whole_bytes(out: Path) -> Iterator[BinaryIO]:
    """A file of bytes.

    Raises: OR-U01 Unavailable.
    """
    with writing_file(out) as path, path.open("ab" if _is_device(out) else "wb") as file:
        yield file


def write_text(out: Path, text: str) -> None:
    """Write a text at once.

    Raises: OR-U01 Unavailable.
    """
    with whole_text(out) as file:
        file.write(text)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into, which takes the name `out` at the end.

    Raises: OR-U01 Unavailable where there is something of this name that is not an empty folder.
    """
    target = Path(os.path.realpath(out))
    unfinished = _beside(target)
    try:
        with _told(out):
            if target.exists() and (not target.is_dir() or any(target.iterdir())):
                raise Unavailable(f"{out.name} is not empty", "give the name of a new folder")
            unfinished.mkdir()
            yield unfinished
            if target.exists() and os.name == "nt":  # elsewhere a folder takes the place of an empty one by itself
                target.rmdir()
            unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def add_to_zip(zipped: zipfile.ZipFile, name: str, data: str | bytes) -> None:
    """Add a file to a zip: the same name and data give the same bytes, whenever it is done."""
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipped.compression
    entry.external_attr = 0o644 << 16
    zipped.writestr(entry, data)


def _is_device(out: Path) -> bool:
    """Whether a name is one of the system's: a terminal, a pipe, or /dev/stdout wherever that leads."""
    return out.absolute().parts[1:2] in {("dev",), ("proc",)} or (
        out.exists() and not out.is_file() and not out.is_dir()
    )


def _beside(target: Path) -> Path:
    # The ending stays: by it a codebook or a database is known for what it is.
    return target.with_name(f".{target.stem[:150]}.{os.getpid()}.part{target.suffix[:20]}")


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"{out.name} cannot be written: {error.strerror or type(error).__name__}") from None
