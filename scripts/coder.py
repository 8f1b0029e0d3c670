"""Teach the coder of every shipped codebook and keep the weights in the package, so that nobody waits for it.

Run it in the project's environment after a change to a codebook: .venv/bin/python scripts/coder.py
A coder whose codebook has changed since learns anew when it is first used; a test says which.
"""

from __future__ import annotations

from environment import ROOT
from onrecord.coding import load_codebook, shipped_codebooks
from onrecord.coding.coder import learn_weights
from onrecord.coding.kept import pack, stamp_of

if __name__ == "__main__":
    demo = str(ROOT / "src" / "onrecord" / "data" / "demo" / "codebook.yml")
    for book in map(load_codebook, [*shipped_codebooks(), demo]):
        packed = pack(learn_weights(book), stamp_of(book))
        place = ROOT / "src" / "onrecord" / "data" / "codebooks" / f"{book.name}.npz"
        place.write_bytes(packed)
        print(f"{book.name}: {len(packed):,} bytes")
