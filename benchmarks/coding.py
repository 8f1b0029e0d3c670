"""The coding stage: processor time as a share of the attribute stage's, and how long a coder takes to learn, in one run.

usage: python benchmarks/coding.py TEXTS.jsonl [--documents N]

TEXTS.jsonl has `text` in every line. One core; the same documents pass both stages.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from onrecord.coding import CodingStage, load_codebook  # after the number of threads is set
from onrecord.coding.coder import learn_weights
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.pipeline import build_pipeline


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    arguments = parser.parse_args()
    with arguments.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, arguments.documents)]
    stages = {stage.name: stage for stage in build_pipeline().stages}
    code = stages["code"]
    assert isinstance(code, CodingStage)
    began = time.process_time()
    learn_weights(load_codebook("crisis"))
    print(
        f"learning from the codebook   {time.process_time() - began:5.1f} s (40 issues; kept weights are read instead)"
    )
    _ = code.coder  # read or learned before the clock runs
    spent = dict.fromkeys(stages, 0.0)
    statements = 0
    for number, text in enumerate(["Nobody said so.", *texts]):
        document = Document(path="text", sha256=sha256_text(text), text=text, language="en")
        for name, stage in stages.items():
            began = time.process_time()
            document = stage(document)
            if number:  # the first text only loads models
                spent[name] += time.process_time() - began
        statements += len(document.statements) if number else 0
    print(f"{len(texts)} documents, {statements} statements, one core, processor time")
    for name, seconds in spent.items():
        print(f"{name:10s} {seconds:6.2f} s  {100 * seconds / spent['attribute']:5.1f} % of the attribute stage")


if __name__ == "__main__":
    main()
