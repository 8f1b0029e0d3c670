"""What comes of an input: a document, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import Broken, OnRecordError
from onrecord.model.document import Document, Source

__all__ = ["Intake", "Quarantined"]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that was set aside, with its reason. Its bytes are kept when they could be read.

    Attributes:
        sha256: of the bytes; None where there were none to be had.
        stage: the stage that refused it.
        ours: whether the fault is the program's and not the input's.
    """

    path: str
    sha256: str | None
    stage: str
    code: str
    message: str
    advice: str
    ours: bool = False

    @classmethod
    def because(cls, error: OnRecordError, path: str, sha256: str | None, stage: str) -> Quarantined:
        """The refusal an error stands for."""
        ours = isinstance(error, Broken)
        return cls(path, sha256, stage, error.code, error.message, error.advice, ours)


@dataclass(frozen=True, slots=True)
class Intake:
    """One input on its way: where it is from, its bytes if any, and what came of it."""

    path: str
    source: Source | None
    outcome: Document | Quarantined
