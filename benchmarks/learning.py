"""How long learning from decisions takes, and what it gains on decisions kept back.

usage: python benchmarks/learning.py MARKS.jsonl [--decisions 200]

MARKS.jsonl as for `onrecord evaluate coding`. Each labelled statement is put into a new record as a document of its own, and
decided as labelled, up to so many; then `onrecord learn` does its work.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path

from onrecord.coding import CodingStage, load_codebook
from onrecord.evaluate.coding import read_labelled
from onrecord.model.document import Source
from onrecord.model.intake import Intake
from onrecord.model.judgement import Judgement
from onrecord.run.learn import learn
from onrecord.store import Record
from onrecord.store.judging import judge
from onrecord.store.write import Writer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marks", type=Path)
    parser.add_argument("--decisions", type=int, default=200)
    arguments = parser.parse_args()
    book = load_codebook("crisis")
    stage = CodingStage(book)
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "made.db", create=True) as record:
        writer = Writer(record, program="benchmark", codebook=book, register="none", terms_of=lambda _: [])
        for number, mark in enumerate(islice(read_labelled(arguments.marks), arguments.decisions)):
            text = mark.document.text
            source = Source(f"{number}.txt", text.encode(), mark.document.sha256)
            document = stage(replace(mark.document, path=source.path))
            writer.write([Intake(source.path, source, document)])
            issues = tuple((issue, mark.stance) for issue in mark.issues[:1])
            judge(
                record,
                Judgement("edit", document.statements[0].id, document.id, "2031-01-01T00:00:00+00:00", "", issues),
            )
        done = learn(record)
    print(f"{done.decisions} decisions, {done.seconds:.1f} s; each coded by a coder that had not learned from it:")
    print(f"issue right  {done.issue[0]:5.1f} % before, {done.issue[1]:5.1f} % after")
    print(f"stance right {done.stance[0]:5.1f} % before, {done.stance[1]:5.1f} % after")


if __name__ == "__main__":
    main()
