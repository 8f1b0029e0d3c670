"""Speed and memory of reading, against a bare parse of the same text, in one run.

usage: python benchmarks/speed.py TEXTS.jsonl [--documents N]

TEXTS.jsonl has `text` in every line. Prints tokens a second of a bare spaCy parse (the model as it ships, all components, one
text a call to `pipe` in batches) and of the whole of `onrecord read`, taken in turns so that a busy machine slows both, and their
ratio; and the peak memory of reading.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy  # after the number of threads is set

from onrecord.attribute.parse import MODEL_NAME
from onrecord.run import RunSettings, read_into
from onrecord.store import Record

_SLICES = 6


def bare_parse(nlp: spacy.language.Language, texts: list[str]) -> tuple[int, float]:
    """(tokens, processor seconds) of parsing the texts by paragraph, in batches."""
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    began = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(paragraphs, batch_size=128))
    return tokens, time.process_time() - began


def whole_read(record: Record, folder: Path, texts: list[str], number: int) -> float:
    """Processor seconds of reading the texts into a record."""
    path = folder / f"{number}.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    began = time.process_time()
    read_into(record, [path], RunSettings(), lambda _: None)
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=180)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [json.loads(line)["text"] for line in arguments.texts.read_text("utf-8").splitlines()][
        : arguments.documents
    ]
    nlp = spacy.load(MODEL_NAME)
    tokens = parse_s = read_s = 0.0
    with tempfile.TemporaryDirectory() as name, Record.open(Path(name) / "x.db", create=True) as record:
        bare_parse(nlp, texts[:3])
        whole_read(record, Path(name), ["One line of text, said the clerk.\n\nAnd one more."], 0)
        for number in range(_SLICES):
            part = texts[number::_SLICES]
            count, seconds = bare_parse(nlp, part)
            tokens, parse_s = tokens + count, parse_s + seconds
            read_s += whole_read(record, Path(name), part, number + 1)
    print(f"{len(texts)} documents, {tokens:,.0f} tokens, one core, processor time")
    print(f"bare parse   {tokens / parse_s:8,.0f} tokens/s")
    print(f"onrecord read{tokens / read_s:8,.0f} tokens/s")
    print(f"ratio        {parse_s / read_s:8.2f}")
    print(
        f"peak memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8,.0f} MB (with the bare parser's model)"
    )


if __name__ == "__main__":
    main()
