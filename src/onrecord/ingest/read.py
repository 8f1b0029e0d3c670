"""From paths to documents: every input comes out once, as a document or as a refusal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.errors import EmptyInput, OnRecordError, TooLarge, Unreadable
from onrecord.ingest.decode import decode, harmless
from onrecord.ingest.extract import Extracted
from onrecord.ingest.isolate import Isolation
from onrecord.ingest.metadata import published_from_metadata
from onrecord.ingest.mojibake import decoded_once
from onrecord.ingest.press import PressRow, read_press
from onrecord.ingest.rows import csv_rows, json_lines, parse_row
from onrecord.ingest.walk import FoundFile, walk
from onrecord.model.document import Document, Fact, LayoutHint, Source
from onrecord.model.ids import sha256_bytes
from onrecord.model.intake import Intake, Quarantined

__all__ = ["IngestLimits", "Reader"]

_MEDIA_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text", ".epub": "application/epub+zip", ".eml": "message/rfc822",
}  # fmt: skip
_LEAST_LETTERS, _SURE = 200, 0.98
_FEWEST_WORDS, _LAST_LATIN = 8, "\u024f"
_SMALL_WORDS = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "and",
        "to",
        "is",
        "are",
        "was",
        "were",
        "that",
        "it",
        "for",
        "with",
        "not",
        "be",
        "will",
        "said",
    }
)
_ROWS = {".jsonl": json_lines, ".ndjson": json_lines, ".csv": csv_rows, ".tsv": csv_rows}


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """How much one input may be.

    Attributes:
        file_bytes: a file of rows may be larger, since each row is a document of its own.
        characters: of one stored text, in code points.
        extract_s: wall clock for reading one HTML, DOCX or PDF file, in seconds.
        press_s: the same for a file of many articles.
    """

    file_bytes: int = 50_000_000
    rows_bytes: int = 4_000_000_000
    characters: int = 1_000_000
    extract_s: float = 25.0
    press_s: float = 600.0


class Reader:
    """Reads paths; use as a context manager, since it may hold a worker process.

    Args:
        leave_out: files that are no input, such as the record that is being written.
    """

    def __init__(self, limits: IngestLimits | None = None, leave_out: Iterable[Path] = ()) -> None:
        self.limits = limits or IngestLimits()
        self._leave_out = {os.path.realpath(path) for path in leave_out}
        self._isolation = Isolation(self.limits.extract_s)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._isolation.__exit__(kind, error, trace)

    def read(self, paths: Iterable[Path]) -> Iterator[Intake]:
        """Every document below the paths, in a stable order; bad input comes out as a refusal."""
        for found in walk(paths):
            # realpath, since Path.resolve raises on a circle of links
            if os.path.realpath(found.path) not in self._leave_out:
                yield from self._file(found)

    def press(self, form: str, path: Path) -> list[PressRow]:
        """The articles of an archive's export, a feed or mail, read in the process apart.

        Raises: OR-M01 BadImport, OR-I08 TookTooLong.
        """
        return self._isolation.run(read_press, form, path, limit_s=self.limits.press_s)

    def row(self, path: str, line: bytes) -> Intake:
        """The document of one row, a JSON object with `text`; its bytes are its source."""
        return self._document(Source(path, line, sha256_bytes(line)), "row")

    def _file(self, found: FoundFile) -> Iterator[Intake]:
        suffix = found.path.suffix.lower()
        try:
            if found.refusal:
                raise found.refusal
            limit = self.limits.rows_bytes if suffix in _ROWS else self.limits.file_bytes
            if found.path.stat().st_size > limit:
                raise TooLarge(f"the file is over {limit:,} bytes", "split it into its documents")
            if suffix in _ROWS:
                yield from self._rows(found, suffix)
                return
            content = found.path.read_bytes()
        except OSError:
            yield _refused(found.name, None, Unreadable("the file cannot be opened"))
            return
        except OnRecordError as error:
            yield _refused(found.name, None, error)
            return
        yield self._document(Source(found.name, content, sha256_bytes(content)), suffix)

    def _rows(self, found: FoundFile, suffix: str) -> Iterator[Intake]:
        """The documents of a file of rows, one at a time; a file without any is refused as a whole."""
        seen = 0
        for number, line in _ROWS[suffix](found.path):
            seen += 1
            yield self._document(Source(f"{found.name}#{number}", line, sha256_bytes(line)), "row")
        if not seen:
            decode(found.path.read_bytes())
            raise EmptyInput("the file has no rows")

    def _document(self, source: Source, suffix: str) -> Intake:
        try:
            document = self._make(source, suffix)
        except OnRecordError as error:
            return _refused(source.path, source, error)
        return Intake(source.path, source, document)

    def _make(self, source: Source, suffix: str) -> Document:
        remarks: list[str] = []
        media_type, encoding = "text/plain", "utf-8"
        if suffix == "row":
            extracted, media_type = parse_row(source.content), "application/json"
        elif suffix in _MEDIA_TYPES:
            media_type = _MEDIA_TYPES[suffix]
            extracted = self._isolation.extract(media_type, source.content)
        else:
            decoded = decode(source.content)
            text, told = decoded_once(decoded.text)
            extracted, encoding = Extracted(text, remarks=told), decoded.encoding
            if decoded.guessed:
                remarks.append(f"encoding not declared, read as {encoding}")
        if len(extracted.text) > self.limits.characters:
            raise TooLarge(f"the text has {len(extracted.text):,} characters, the limit is {self.limits.characters:,}")
        origin = {"text/html": "html", "application/json": "row"}.get(media_type, "file")
        facts = {key: Fact(harmless(value), None, origin) for key, value in extracted.facts.items() if harmless(value)}
        return Document(
            path=source.path,
            sha256=source.sha256,
            text=extracted.text,
            media_type=media_type,
            encoding=encoding,
            language=_language(extracted.text),
            title=facts.get("title"),
            outlet=facts.get("outlet"),
            author=facts.get("author"),
            url=facts.get("url"),
            own_id=facts.get("id"),
            published=published_from_metadata(extracted.facts.get("published")),
            layout=tuple(LayoutHint(*hint) for hint in extracted.layout),
            remarks=(*remarks, *extracted.remarks),
        )


def _refused(path: str, source: Source | None, error: OnRecordError) -> Intake:
    sha256 = source.sha256 if source else None
    return Intake(path, source, Quarantined.because(error, path, sha256, "ingest"))


def _language(text: str) -> str | None:
    """The language of a text's opening as an ISO 639-1 code.

    English unless another language is nearly certain: a verdict on a headline is a guess, and a wrong one would hide a text's statements.
    A short text is of another language where it is in another script, or has none of the words that no English sentence does without.
    None where there is too little to tell.
    """
    sample = text[:3000]
    letters = [ch for ch in sample if ch.isalpha()]
    if not letters:
        return None
    foreign_script = sum(ch > _LAST_LATIN for ch in letters) > len(letters) / 2
    words = sample.lower().split()
    if (
        len(letters) < _LEAST_LETTERS
        and not foreign_script
        and (len(words) < _FEWEST_WORDS or _SMALL_WORDS.intersection(words))
    ):
        return None
    language, sure = _identifier().classify(sample)
    if language == "en" and (foreign_script or len(letters) < _LEAST_LETTERS):
        return None
    return str(language) if language == "en" or sure >= _SURE or foreign_script else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
