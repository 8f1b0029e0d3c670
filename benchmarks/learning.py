"""How long learning from decisions takes, and what it gains on decisions kept back.

usage: python benchmarks/learning.py MARKS.jsonl [--texts FILES] [--decisions 200]

With texts, MARKS.jsonl is as for `onrecord evaluate meaning`: statements of real texts, each document with its marked statements.
Without, as for `onrecord evaluate coding`: each labelled statement is a document of its own. They are put into a new record and
decided as marked, up to so many; then `onrecord learn` does its work.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.coding import CodingStage, load_codebook
from onrecord.evaluate.coding import read_labelled
from onrecord.evaluate.meaning import read_marked, read_texts
from onrecord.model.document import Document, Source
from onrecord.model.ids import sha256_text
from onrecord.model.intake import Intake
from onrecord.model.judgement import Judgement
from onrecord.model.statement import Stance
from onrecord.run.learn import learn
from onrecord.store import Record
from onrecord.store.judging import judge
from onrecord.store.write import Writer

_DAY = "2031-01-01T00:00:00+00:00"
_Decided = dict[str, tuple[tuple[str, Stance], ...]]


def _labelled(marks: Path) -> Iterator[tuple[Document, _Decided]]:
    for mark in read_labelled(marks):
        issues = tuple((issue, mark.stance) for issue in mark.issues[:1])
        yield mark.document, {mark.document.statements[0].id: issues}


def _real(arguments: argparse.Namespace) -> Iterator[tuple[Document, _Decided]]:
    for document, marks in read_marked(arguments.marks, read_texts(arguments.texts), arguments.half):
        said = [mark for mark in marks if mark.performed]
        made = replace(document, sha256=sha256_text(document.text), statements=tuple(mark.statement for mark in said))
        yield made, {mark.statement.id: tuple(mark.issues.items()) for mark in said}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marks", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--half", default="report")
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--even-if-worse", action="store_true")
    arguments = parser.parse_args()
    book = load_codebook("crisis")
    stage = CodingStage(book)
    marked = _real(arguments) if arguments.texts else _labelled(arguments.marks)
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "made.db", create=True) as record:
        writer = Writer(record, program="benchmark", codebook=book, register="none", terms_of=lambda _: [])
        left = arguments.decisions
        for number, (document, decided) in enumerate(marked):
            if left <= 0:
                break
            source = Source(f"{number}.txt", document.text.encode(), document.sha256)
            made = stage(replace(document, path=source.path))
            writer.write([Intake(source.path, source, made)])
            for statement in made.statements[:left]:
                judge(record, Judgement("edit", statement.id, made.id, _DAY, "", decided[statement.id]))
            left -= len(made.statements)
        done = learn(record, even_if_worse=arguments.even_if_worse)
    if not done.applied:
        print("worse on what was kept back: not applied")
    print(f"{done.decisions} decisions, {done.seconds:.1f} s; each coded by a coder that had not learned from it:")
    print(f"issue right  {done.issue[0]:5.1f} % before, {done.issue[1]:5.1f} % after")
    print(f"stance right {done.stance[0]:5.1f} % before, {done.stance[1]:5.1f} % after")


if __name__ == "__main__":
    main()
