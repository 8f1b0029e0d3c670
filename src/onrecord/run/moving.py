"""Moving a record to another version of its codebook: decisions read on, the rest is coded anew."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.coding import CodingStage
from onrecord.coding.coder import Coder
from onrecord.coding.kept import kept_weights, unpack
from onrecord.model.codebook import Codebook
from onrecord.model.moves import Moves
from onrecord.run.coding_again import code_again
from onrecord.run.learned import coder_weights, forget_learned
from onrecord.store import Record
from onrecord.store.moving import Moved, move

__all__ = ["move_codebook"]


def move_codebook(
    record: Record, book: Codebook, moves: Moves, at: str, by: str = "", tell: Callable[[str], None] = lambda _: None
) -> tuple[Moved, int]:
    """Put a record onto another version of its codebook, and code anew what nobody has decided.

    What `learn` taught is forgotten, since it was taught by the earlier version; the decisions stay, and can teach again.

    Returns: what the move did, and how many statements are coded otherwise than before.
    """
    moved = move(record, book, moves, at, by)
    tell(f"{moved.decided + moved.reopened} decisions read in {book.stamp}")
    forget_learned(record)
    packed = coder_weights(record, book)
    changed, _ = code_again(record, CodingStage(book, Coder(book, unpack(packed) if packed else kept_weights(book))))
    return moved, changed
