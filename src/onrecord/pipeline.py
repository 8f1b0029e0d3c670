"""The flow: the stages a document passes, in order, and nothing else.

Bytes come in (`ingest`), become a text that never changes, are cut into segments by voice (`segment`), yield
statements with exact spans (`attribute`), whose speakers and principals are resolved and dated (`resolve`),
whose issue and stance are coded (`coding`); the record is kept (`store`), analysed (`analyse`) and shown
(`show`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any, Protocol

from onrecord.errors import OnRecordError, StageFailed, Unusable
from onrecord.model.document import Document

__all__ = ["STAGES", "Pipeline", "Stage", "build_pipeline"]

STAGES = ("segment", "attribute", "resolve", "code")
_GIVEN_BY_INGEST = frozenset({"text", "layout"})


class Stage(Protocol):
    """A callable that takes a document and gives it back enriched, and says what it needs and gives."""

    name: str
    version: str
    requires: tuple[str, ...]
    gives: tuple[str, ...]

    def __call__(self, document: Document) -> Document:
        """The document, enriched."""
        ...


class Pipeline:
    """Stages in order.

    Raises: OR-Q00 Unusable when a stage needs what none before it gives.
    """

    def __init__(self, stages: list[Stage]) -> None:
        given = set(_GIVEN_BY_INGEST)
        for stage in stages:
            missing = [need for need in stage.requires if need not in given]
            if missing:
                raise Unusable(f"stage {stage.name} needs {', '.join(missing)}, which no stage before it gives")
            given.update(stage.gives)
        self.stages = stages

    def __call__(self, document: Document) -> Document:
        """Pass a document through all stages.

        Raises: errors of ours, with the stage that raised them; OR-X02 StageFailed on any other.
        """
        for stage in self.stages:
            try:
                document = stage(document)
            except OnRecordError as error:
                error.stage = error.stage or stage.name
                raise
            except Exception as error:
                failed = StageFailed(f"stage {stage.name} failed with {type(error).__name__}")
                failed.stage = stage.name
                raise failed from error
        return document


def build_pipeline(arguments: Mapping[str, Mapping[str, Any]] | None = None,
                   chosen: Mapping[str, str] | None = None) -> Pipeline:  # fmt: skip
    """The pipeline with every stage from its entry point.

    Args:
        arguments: constructor arguments by stage name, e.g. `{"code": {"codebook": book}}`.
        chosen: for a stage name, the package whose entry point is used; ours by default.
    """
    found = entry_points(group="onrecord.stages")
    stages: list[Stage] = []
    for name in STAGES:
        offers = [point for point in found if point.name == name]
        wanted = (chosen or {}).get(name, "onrecord")
        point = next((p for p in offers if p.dist is not None and p.dist.name == wanted), None)
        if point is None:
            raise Unusable(f"no package {wanted} offers a stage {name}", "install it, or leave --stage out")
        make: Callable[..., Stage] = point.load()
        stages.append(make(**(arguments or {}).get(name, {})))
    return Pipeline(stages)
