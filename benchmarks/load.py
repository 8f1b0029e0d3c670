"""How long it takes until the tagger reads its first sentence, beside loading the parser alone, each in new processes.

usage: python benchmarks/load.py [--times N]

Prints the median wall time of a new interpreter that loads the weights and reads one sentence, of one that only loads the
parser, and of one that does nothing, taken in turns, the share of the weights themselves, and their size on disk.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from importlib.resources import files

_LOAD = "import time; from onrecord.attribute.tagger.network import network; began = time.perf_counter(); network(); print(time.perf_counter() - began)"
_PROGRAMS = {
    "interpreter alone": "",
    "the parser": "import spacy; from onrecord.attribute.parse import MODEL_NAME; spacy.load(MODEL_NAME)",
    "the tagger and a sentence": (
        "from onrecord.attribute.interface import Passage; from onrecord.attribute.tagger.network import network;"
        "from onrecord.attribute.tagger.windows import pack; from onrecord.attribute.tagger.words import read_words;"
        "from onrecord.attribute.passages import cut_passages; from onrecord.model.document import Document;"
        "from onrecord.segment import SegmentStage;"
        "d = SegmentStage()(Document(path='x', sha256='0' * 64, text='The port is shut, Ada Holm of Dask said.', language='en'));"
        "n = network(); [n.read(w) for w in pack(enumerate(map(read_words, cut_passages(d))), n.vocabulary)]"
    ),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    times = parser.parse_args().times
    seconds: dict[str, list[float]] = {name: [] for name in _PROGRAMS}
    weights: list[float] = []
    for _ in range(times):
        for name, program in _PROGRAMS.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)  # our own words
            seconds[name].append(time.perf_counter() - began)
        done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)
        weights.append(float(done.stdout))
    for name, measured in seconds.items():
        print(f"{name:28}{statistics.median(measured):6.2f} s")
    size = sum(len(f.read_bytes()) for f in (files("onrecord.data") / "attribution").iterdir())
    print(f"weights and runtime alone   {statistics.median(weights):6.2f} s, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
