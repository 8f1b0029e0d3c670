"""The attribute stage: tokens a second against a bare parse, and what each component brings, in one run.

usage: python benchmarks/attribute.py MARKED.jsonl [--since DAY] [--documents N]

MARKED.jsonl: `doc_id, text, quotes` as for `onrecord evaluate attributions`. Documents are segmented beforehand. Every way of
finding is run over the same slices in turn, on one core, so that a busy machine slows all alike; printed are processor
seconds, the ratio to a bare parse (spaCy's small English model as it ships, and without its entity recogniser) and the figures
of what was found.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy  # after the number of threads is set

from onrecord.attribute import RULES, AttributeStage
from onrecord.attribute.parse import MODEL_NAME
from onrecord.attribute.tagger import Tagger
from onrecord.evaluate.attributions import evaluate_attributions, predict, read_gold
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.segment import SegmentStage

_SLICES = 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", type=Path)
    parser.add_argument("--since")
    parser.add_argument("--documents", type=int, default=80)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = list(read_gold(arguments.marked, arguments.since))[: arguments.documents]
    segment = SegmentStage()
    cut = {
        r["doc_id"]: segment(Document(path=r["doc_id"], sha256=sha256_text(r["doc_id"]), text=r["text"], language="en"))
        for r in rows
    }
    ways: dict[str, AttributeStage] = {
        "as shipped": AttributeStage(),
        "tagger, every finding kept": AttributeStage(tagger=Tagger(least=0)),
        "tagger, surest only (0.7)": AttributeStage(tagger=Tagger(least=0.7)),
        "tagger without marks and turns": AttributeStage(finders=(), tagger=Tagger()),
        "rules alone": AttributeStage(finders=RULES),
        "quotation marks alone": AttributeStage(finders=RULES[-1:]),
    }
    parsers = {
        "bare parse": spacy.load(MODEL_NAME),
        "bare parse without entities": spacy.load(MODEL_NAME, exclude=["ner"]),
    }
    seconds: defaultdict[str, float] = defaultdict(float)
    tokens = 0
    found: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {name: [] for name in ways}
    for stage in ways.values():
        predict(rows[0], [segment, stage])
    for number in range(_SLICES):
        part = rows[number::_SLICES]
        paragraphs = [line for row in part for line in row["text"].splitlines() if line.strip()]
        for name, nlp in parsers.items():
            began = time.process_time()
            count = sum(len(doc) for doc in nlp.pipe(paragraphs, batch_size=128))
            seconds[name] += time.process_time() - began
            tokens += count if name == "bare parse" else 0
        for name, stage in ways.items():
            given: list[Callable[[Document], Document]] = [lambda d: cut[d.path], stage]
            began = time.process_time()
            found[name] += [(row, predict(row, given)) for row in part]
            seconds[name] += time.process_time() - began
    print(f"{len(rows)} documents, {tokens:,} tokens, one core, processor time\n")
    print(f"{'':34}tokens/s   over a bare parse   without entities   combined F1  speech")
    for name in (*parsers, *ways):
        ratios = f"{seconds['bare parse'] / seconds[name]:12.2f}{seconds['bare parse without entities'] / seconds[name]:19.2f}"
        figures = ""
        if name in ways:
            figures = f"{evaluate_attributions(found[name]).f1('both'):17.1f}{evaluate_attributions(found[name], speech_only=True).f1('both'):9.1f}"
        print(f"{name:34}{tokens / seconds[name]:8,.0f}{ratios}{figures}")


if __name__ == "__main__":
    main()
