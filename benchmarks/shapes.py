"""What the shape of a text costs: processor time of odd shapes over ordinary prose of the same length, and of twice the length.

Run it in the project's environment: .venv/bin/python benchmarks/shapes.py [--characters 50000 100000]
Every word is invented. `varied` shapes never repeat a sentence: the same words in the same company are read once, so a text that repeats
itself is cheaper than it looks, ordinary prose that repeats itself too.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterator

from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.pipeline import Pipeline, build_pipeline

_NAMES = ("Varn", "Holm", "Orlo", "Darrow", "Reke", "Tarn", "Lomm", "Pell", "Dorn", "Voss", "Brandt", "Lund")
_PLACES = ("Kell", "Dask", "Tollen", "Orsk Haven", "Granmoor", "Oder", "Vesland", "Kelmarsh", "Sarmia", "Estria")
_THINGS = (
    "the port",
    "the dam",
    "the strait",
    "the embargo",
    "the toll",
    "the bridge",
    "the truce",
    "the convoy",
    "the treaty",
    "the border",
)
_ENDS = (
    "stay shut until May",
    "be opened at noon",
    "cost more than last year",
    "need another guard",
    "be counted every week",
    "never be the same",
)


def _prose(draw: random.Random) -> Iterator[str]:
    """Paragraphs of four sentences, as an agency writes them."""
    while True:
        name, place, thing, end = (draw.choice(words) for words in (_NAMES, _PLACES, _THINGS, _ENDS))
        day = draw.randrange(1, 29)
        yield (
            f"{thing.capitalize()} of {place} was quiet on the night of the {day}th, when {draw.randrange(3, 90)} ships lay before it. "
            f"Foreign Minister Ilse {name} said on Tuesday that {thing} would {end}. “We have nothing to hide in {place},” she told {draw.randrange(2, 30)} reporters. "
            f"President Tomas {draw.choice(_NAMES)} answered that {draw.choice(_THINGS)} would {draw.choice(_ENDS)}."
        )


def _short(draw: random.Random) -> Iterator[str]:
    while True:
        yield f"{draw.choice(_NAMES)} said {draw.choice(('no', 'yes', 'so', 'stop', 'wait', 'go'))} to {draw.choice(_PLACES)}."


def _said(draw: random.Random) -> Iterator[str]:
    while True:
        yield f"“{draw.choice(('No', 'Yes', 'Never', 'Soon', 'Later'))}, {draw.choice(_PLACES)},” said {draw.choice(_NAMES)}."


def _filled(pieces: Iterator[str], characters: int, end: str) -> str:
    text, size = [], 0
    while size < characters:
        text.append(next(pieces))
        size += len(text[-1]) + len(end)
    return end.join(text)


def shapes(characters: int) -> dict[str, str]:
    """Texts of this length by shape; the first is ordinary prose."""
    head, draw = "The strait\n\nMarch 4, 2031\n\n", random.Random(7)  # noqa: S311  # the same texts every time
    repeated = itertools.cycle([next(_prose(draw))])
    return {
        "ordinary, varied": head + _filled(_prose(draw), characters, "\n\n"),
        "one line, varied": head + _filled(_prose(draw), characters, " "),
        "short paragraphs, varied": head + _filled(_short(draw), characters, "\n\n"),
        "quotations on one line, varied": head + _filled(_said(draw), characters, " "),
        "quotations as paragraphs, varied": head + _filled(_said(draw), characters, "\n\n"),
        "ordinary, repeated": head + _filled(repeated, characters, "\n\n"),
        "one word": head + "a" * characters,
    }


def cost_s(pipeline: Pipeline, text: str) -> float:
    """Processor time of all stages on a text, the less of two runs."""
    found = []
    for _ in range(2):
        began = time.process_time()
        pipeline(Document(path="made.txt", sha256=sha256_text(text), text=text, language="en"))
        found.append(time.process_time() - began)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, nargs="*", default=[50_000, 100_000])
    pipeline = build_pipeline()
    cost_s(pipeline, shapes(2_000)["ordinary, varied"])
    before: dict[str, float] = {}
    for characters in parser.parse_args().characters:
        costs = {name: cost_s(pipeline, text) for name, text in shapes(characters).items()}
        ordinary = costs["ordinary, varied"]
        for name, seconds in costs.items():
            growth = f", {seconds / before[name]:.2f} of the length before" if name in before else ""
            print(
                f"{characters:>7,} {name:34} {seconds:7.2f} s, {seconds / ordinary:5.2f} of ordinary prose{growth}",
                flush=True,
            )
        before = costs


if __name__ == "__main__":
    main()
