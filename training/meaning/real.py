"""Examples from marks on real texts: `python -m training.meaning.real --marks FILE --texts FILES --pairs pairs.jsonl --lessons marked.npz`.

Pairs teach the reader, and hold sentences of the texts: they stay where they are made. Lessons teach which issue a text may be about, and
hold vectors and numbers alone: they ship.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from onrecord.coding import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.encoder import shipped_encoder
from onrecord.coding.kept import kept_weights
from onrecord.coding.marked import MarkedLessons, pack_marked
from onrecord.coding.reader.shown import shown
from onrecord.coding.said import said
from onrecord.evaluate.meaning import Marked, read_marked, read_texts
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from training.meaning.examples import WRITTEN, lines_of

__all__ = ["lessons_of_marks", "main", "pairs_of_marks"]

_HARDEST, _EVERY_SILENT = 6, 2
"""Issues that the coder finds most probable and that a statement does not bear: what the reader must tell apart."""


def pairs_of_marks(marked: list[tuple[Document, list[Marked]]], book: Codebook, without: frozenset[str]) -> Iterator[dict[str, str]]:  # fmt: skip
    """Every issue that a statement bears with its side, and those that it might be taken for. What was not performed only touches."""
    coder = Coder(book, kept_weights(book))
    opposite = {row["issue"]: row["opposite"] for row in lines_of(WRITTEN / "opposites.jsonl")}
    for document, marks in marked:
        view = plain_view(document.text)
        probable = coder.probable(document, [mark.statement for mark in marks])
        for mark, row in zip(marks, probable, strict=True):
            hardest = [book.issues[i].id for i in np.argsort(-row[:-1], kind="stable")[:_HARDEST]]
            told = shown(view, mark.statement)
            for issue in dict.fromkeys([*mark.issues, *hardest]):
                if issue in without or issue in mark.unsure:
                    continue
                side = mark.issues.get(issue, "none")
                yield {
                    "proposition": coder.book.issue(issue).proposition, "opposite": opposite.get(issue, ""),  # type: ignore[union-attr]
                    "speaker": told.speaker, "cue": told.cue, "sentence": told.sentence, "content": told.content,
                    "label": side if mark.performed or side == "none" else "mention",
                }  # fmt: skip


def lessons_of_marks(marked: list[tuple[Document, list[Marked]]], book: Codebook) -> MarkedLessons:
    """Vectors of the statements with what they bear; of those that bear nothing every second, which stands for two."""
    encoder = shipped_encoder()
    number = {issue.id: i for i, issue in enumerate(book.issues)}
    vectors, about, weight, silent = [], [], [], 0
    for document, marks in marked:
        view = plain_view(document.text)
        for mark, vector in zip(marks, encoder.encode([said(view, m.statement) for m in marks]), strict=True):
            borne = [number[issue] for issue in mark.issues if issue in number]
            silent += not borne
            if not borne and silent % _EVERY_SILENT:
                continue
            for one in borne or [-1]:
                vectors.append(vector)
                about.append(one)
                weight.append(1 / len(borne) if borne else _EVERY_SILENT)
    propositions = tuple(issue.proposition for issue in book.issues)
    return MarkedLessons(propositions, np.stack(vectors), np.array(about, np.int16), np.array(weight, np.float32))


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.meaning.real", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument(
        "--marks", type=Path, required=True, help="marks for learning: benchmarks/marks/development/meaning.jsonl"
    )
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="the texts that the marks are about")
    parser.add_argument("--pairs", type=Path, help="where to write pairs for the reader")
    parser.add_argument("--lessons", type=Path, help="where to write lessons for the coder")
    parser.add_argument("--without", nargs="*", default=[], metavar="ISSUE", help="issues to keep from the reader")
    options = parser.parse_args()
    book = load_codebook("crisis")
    marked = read_marked(options.marks, read_texts(options.texts))
    if options.lessons:
        lessons = lessons_of_marks(marked, book)
        options.lessons.write_bytes(pack_marked(lessons))
        print(f"{len(lessons.about)} lessons", file=sys.stderr)
    if options.pairs:
        with options.pairs.open("w", encoding="utf-8") as out:
            for pair in pairs_of_marks(marked, book, frozenset(options.without)):
                out.write(json.dumps(pair, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
