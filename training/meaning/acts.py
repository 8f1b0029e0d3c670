"""Teach the acts: `python -m training.meaning.acts --out src/onrecord/data/reader/acts.npz`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, cast

import numpy as np

from onrecord.attribute.cue_class import class_of_cue
from onrecord.coding.act_model import ACTS, ActModel, fit_acts, pack_acts, words_of
from onrecord.coding.encoder import shipped_encoder
from onrecord.coding.said import said
from onrecord.evaluate.meaning import read_marked, read_texts
from onrecord.language.views import plain_view
from onrecord.model.statement import Act, CueClass
from training.meaning.examples import WRITTEN, lines_of

__all__ = ["learn_acts", "main"]

_WORTH_REAL = 3.0
"""Statements as they come weigh more than sentences that were written to be hard."""
_EPILOG = """
example:
  python -m training.meaning.acts --marks benchmarks/marks/development/meaning.jsonl --texts speeches.jsonl articles.jsonl --out acts.npz
"""

Lesson: TypeAlias = tuple[str, str, str, CueClass | None, Act, float]
"""What is encoded, the content, the cue, its class, the act, and what the lesson weighs: that of a written one is 1."""


def learn_acts(lessons: list[Lesson]) -> ActModel:
    """The model of these lessons. Cost: some minutes for ten thousand."""
    texts, contents, cues, classes, acts, worth = zip(*lessons, strict=True)
    vectors = shipped_encoder().encode(list(texts))
    words = [words_of(cue, content) for cue, content in zip(cues, contents, strict=True)]
    own = frozenset(word for found, weight in zip(words, worth, strict=True) if weight == 1.0 for word in found)
    return fit_acts(vectors, classes, words, acts, np.array(worth, np.float32), own)


def of_written(folder: Path = WRITTEN) -> Iterator[Lesson]:
    """The rows that were written for the reader, each with its act."""
    for row in lines_of(folder / "examples.jsonl"):
        cue = row.get("cue") or ""
        kind = class_of_cue(cue, row["content"])[0] if cue else None
        yield row["sentence"], row["content"], cue, kind, _act(row["act"]), 1.0


def of_marks(marks: Path, texts: list[Path]) -> Iterator[Lesson]:
    """Statements of real texts that people marked; what was not performed does nothing."""
    for document, marked in read_marked(marks, read_texts(texts)):
        view = plain_view(document.text)
        for mark in marked:
            s = mark.statement
            if mark.performed:
                cue, kind = (s.cue.quote.text, s.cue.cue_class) if s.cue else ("", None)
                yield said(view, s), s.text, cue, kind, _act(mark.act), _WORTH_REAL


def _act(told: str) -> Act:
    """The act that a row names."""
    return ACTS[ACTS.index(cast("Act", told))]


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(prog="python -m training.meaning.acts", description=__doc__, epilog=_EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--marks", type=Path, nargs="*", default=[], help="marks on real texts, for learning only")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="the texts that the marks are about")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    lessons = [*of_written(), *(lesson for marks in options.marks for lesson in of_marks(marks, options.texts))]
    print(f"{len(lessons)} lessons", file=sys.stderr)
    options.out.write_bytes(pack_acts(learn_acts(lessons)))


if __name__ == "__main__":
    main()
