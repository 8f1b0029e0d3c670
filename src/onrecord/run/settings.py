"""How a run reads, and the pipeline that it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from onrecord.coding import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.endpoint import Endpoint
from onrecord.coding.kept import kept_weights, unpack
from onrecord.coding.model_coder import ModelCoder
from onrecord.errors import OtherCodebook
from onrecord.ingest import IngestLimits
from onrecord.model.codebook import Codebook
from onrecord.pipeline import Pipeline, build_pipeline
from onrecord.resolve import load_register
from onrecord.store import Record
from onrecord.store.read import codebook

__all__ = ["RunSettings", "choose_codebook", "make_pipeline"]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run reads.

    Attributes:
        codebook: name of a shipped codebook, or a file; None for the record's own, or `crisis` in a new one.
        actors: files of the user's own actors, which win over those that ship.
        jobs: processes; the record is the same whatever the number.
        stages: for a stage name, the package whose stage is used.
        aliases: further names, each with the id of the actor it leads to; the record's own are added to them.
        learned: packed weights of the record's coder, where it does not code with those that ship.
        endpoint: a language model of the user's own, asked what statements are about.
    """

    codebook: str | None = None
    actors: tuple[Path, ...] = ()
    jobs: int = 1
    limits: IngestLimits = field(default_factory=IngestLimits)
    stages: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    learned: bytes | None = None
    endpoint: Endpoint | None = None


def choose_codebook(record: Record, settings: RunSettings) -> Codebook:
    """The codebook to read with: the one asked for, else the record's own, else `crisis`.

    Raises: OR-C03 OtherCodebook where the record's statements were coded with another one.
    """
    own = codebook(record)
    if settings.codebook is None:
        return own or load_codebook("crisis")
    asked = load_codebook(settings.codebook)
    if own and own.stamp != asked.stamp:
        raise OtherCodebook(f"the record was coded with {own.stamp}, not with {asked.stamp}")
    return asked


def make_pipeline(settings: RunSettings, book: Codebook) -> Pipeline:
    """The pipeline these settings ask for."""
    weights = unpack(settings.learned) if settings.learned else None
    own = Coder(book, weights or kept_weights(book)) if weights or settings.endpoint else None
    coder = ModelCoder(own, settings.endpoint) if own and settings.endpoint else own
    arguments: dict[str, dict[str, object]] = {
        "resolve": {"register": load_register(settings.actors, settings.aliases)},
        "code": {"codebook": book, "coder": coder},
    }
    return build_pipeline(arguments, dict(settings.stages))
