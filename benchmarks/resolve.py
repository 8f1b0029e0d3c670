"""The resolve stage: processor time as a share of the attribute stage's, by the size of the register, in one run.

usage: python benchmarks/resolve.py TEXTS.jsonl [--documents N] [--aliases 50000]

TEXTS.jsonl has `text` in every line. The larger register is the shipped one with made-up people added until it holds the
number of names asked for. Both resolve the same documents in turns, on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from onrecord.attribute import AttributeStage  # after the number of threads is set
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.resolve import Register, ResolveStage, load_register
from onrecord.segment import SegmentStage

_SLICES = 4
_SYLLABLES = ["ka", "lo", "mi", "ren", "ta", "vu", "sel", "dor", "an", "bri", "ost", "wen", "pa", "qui", "zha"]


def larger_register(size: int, folder: Path) -> Register:
    """The shipped register with made-up people up to this many names."""
    draw = random.Random(0)  # noqa: S311  # no secret
    wanted = size - len(load_register().terms)

    def word() -> str:
        return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize()

    names = list(islice(iter({f"{word()} {word()}" for _ in range(2 * size)}), wanted))
    rows = [
        {
            "id": f"person:made-{i}",
            "name": name,
            "offices": [{"title": "mayor", "for": "state:norway", "source": "made up"}],
        }
        for i, name in enumerate(names)
    ]
    path = folder / "made.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return load_register([path])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--aliases", type=int, default=50_000)
    arguments = parser.parse_args()
    with arguments.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, arguments.documents)]
    segment, attribute = SegmentStage(), AttributeStage()
    with tempfile.TemporaryDirectory() as folder:
        registers = {"shipped": load_register(), "larger": larger_register(arguments.aliases, Path(folder))}
    stages = {name: ResolveStage(register) for name, register in registers.items()}
    seconds = dict.fromkeys(("attribute", *stages), 0.0)
    attribute(segment(_document(texts[0])))
    for number in range(_SLICES):
        cut = [segment(_document(text)) for text in texts[number::_SLICES]]
        began = time.process_time()
        attributed = [attribute(document) for document in cut]
        seconds["attribute"] += time.process_time() - began
        for name, stage in stages.items():
            began = time.process_time()
            for document in attributed:
                stage(document)
            seconds[name] += time.process_time() - began
    print(f"{len(texts)} documents, attribute stage {seconds['attribute']:.1f} s of processor time")
    for name, register in registers.items():
        share = 100 * seconds[name] / seconds["attribute"]
        print(f"resolve, {name} register of {len(register.terms):,} names: {share:.1f} % of the attribute stage")


def _document(text: str) -> Document:
    return Document(path="made.txt", sha256=sha256_text(text), text=text, language="en")


if __name__ == "__main__":
    main()
