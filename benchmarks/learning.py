"""How long learning from decisions takes, and what it gains on decisions kept back.

usage: python benchmarks/learning.py MARKS.jsonl [--decisions 200]

MARKS.jsonl as for `onrecord evaluate coding`. Each labelled statement is put into a new record as a document of its own, and
decided as labelled, up to so many; then `onrecord learn` does its work.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from onrecord.model.judgement import Judgement
from onrecord.run import RunSettings, read_into
from onrecord.run.learn import learn
from onrecord.store import Record
from onrecord.store.judging import judge
from onrecord.store.read import documents


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marks", type=Path)
    parser.add_argument("--decisions", type=int, default=200)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.marks.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(json.dumps({"text": row["text"]}) + "\n" for row in rows), "utf-8")
        labels = {row["text"]: row for row in rows}
        with Record.open(Path(folder) / "made.db", create=True) as record:
            read_into(record, [texts], RunSettings(), lambda _: None)
            decided = 0
            for document in list(documents(record)):
                row = labels[document.text]
                for statement in document.statements[:1]:
                    if decided < arguments.decisions:
                        issues = ((row["issue"], row["stance"]),) if row["issue"] else ()
                        judge(
                            record,
                            Judgement("edit", statement.id, document.id, "2031-01-01T00:00:00+00:00", "", issues),
                        )
                        decided += 1
            done = learn(record)
    print(f"{done.decisions} decisions, {done.seconds:.1f} s; each coded by a coder that had not learned from it:")
    print(f"issue right  {done.issue[0]:5.1f} % before, {done.issue[1]:5.1f} % after")
    print(f"stance right {done.stance[0]:5.1f} % before, {done.stance[1]:5.1f} % after")


if __name__ == "__main__":
    main()
