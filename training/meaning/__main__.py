"""Teach the reader of meaning: `python -m training.meaning --out FOLDER`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

__all__ = ["main"]


_EPILOG = """
examples:
  python -m training.meaning --out weights --steps 700
      learn from the examples written for it and from the shipped codebooks; about an hour on two cores
  python -m training.meaning --out weights --start weights/reader.pt --pairs pairs.jsonl --steps 200
      go on from there, with pairs of real texts too: JSON lines with proposition, opposite, speaker, cue, sentence, content, label
"""


def main() -> None:
    """Learn, keep the weights, export."""
    parser = argparse.ArgumentParser(prog="python -m training.meaning", description=__doc__, epilog=_EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="folder for reader.pt, network.onnx and vocabulary.txt")
    parser.add_argument("--steps", type=int, default=700, help="batches of 24 statements")
    parser.add_argument("--layers", type=int, default=8, help="how many of the lowest layers of MPNet are taken")
    parser.add_argument("--rate", type=float, default=5e-5, help="peak learning rate of the layers")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="more texts whose words the vocabulary should keep"
    )
    parser.add_argument("--pairs", type=Path, nargs="*", default=[], help="more examples, see below")
    parser.add_argument(
        "--without", nargs="*", default=[], metavar="ISSUE", help="issues of the codebooks to keep from it"
    )
    parser.add_argument(
        "--start", type=Path, help="go on from the reader.pt of an earlier run, with the vocabulary beside it"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    _run(parser.parse_args())


def _run(options: argparse.Namespace) -> None:
    import torch

    from onrecord.coding import load_codebook, shipped_codebooks
    from training.meaning.base import begin, vocabulary_of
    from training.meaning.examples import WRITTEN, of_codebook, of_pairs, of_written
    from training.meaning.export import export
    from training.meaning.learn import Recipe, learn
    from training.meaning.network import Reader

    torch.set_num_threads(options.threads)
    books = [load_codebook(name) for name in shipped_codebooks()]
    codes = {(r.proposition, r.shown.text): r for book in books for r in of_codebook(book, frozenset(options.without))}
    rows = [*of_written(WRITTEN), *codes.values(), *(row for path in options.pairs for row in of_pairs(path))]
    print(f"{len(rows)} examples", file=sys.stderr)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.start:
        kept = (options.start.parent / "vocabulary.txt").read_text("utf-8").split("\n")
        reader = Reader(len(kept), options.layers)
        reader.load_state_dict(torch.load(options.start, weights_only=True))
    else:
        texts = [part for row in rows for part in (row.proposition, row.opposite, row.shown.text)]
        reader, kept = begin(options.layers, [*texts, *(path.read_text("utf-8") for path in options.texts)])
    (options.out / "vocabulary.txt").write_text("\n".join(kept), "utf-8")
    recipe = Recipe(steps=options.steps, rate=options.rate, seed=options.seed)
    real = frozenset(path.stem for path in options.pairs)
    learn(reader, rows, vocabulary_of(kept), recipe, options.out / "reader.pt", real)
    export(reader, kept, options.out)


if __name__ == "__main__":
    main()
