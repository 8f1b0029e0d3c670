"""Tying: which cue and which source each content belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.tagger.links import Places
from onrecord.attribute.tagger.network import Network
from onrecord.attribute.tagger.sureness import Evidence
from onrecord.attribute.tagger.tags import ROLES, Tagged
from onrecord.attribute.tagger.windows import Window
from onrecord.model.document import Voice

__all__ = ["Group", "tie"]

Scores = NDArray[np.float32]
_NEVER = -1e4


class Group:
    """Spans that the network ties into one attribution."""

    __slots__ = ("contents", "cue", "source")

    def __init__(self, contents: list[Tagged], cue: Tagged | None, source: Tagged | None) -> None:
        self.contents, self.cue, self.source = contents, cue, source


def tie(net: Network, window: Window, vectors: Scores, spans: list[Tagged], sure: NDArray[np.float64],
            voices: Sequence[Voice]) -> Iterator[tuple[Group, Evidence]]:  # fmt: skip
    """Spans as attributions; nothing is tied over a change of voice, e.g. from a headline to the text below."""
    by_role: dict[str, list[Tagged]] = {role: [] for role in ROLES}
    for span in spans:
        by_role[span.role].append(span)
    contents, cues, sources = by_role["content"], by_role["cue"], by_role["source"]
    if not contents:
        return
    ranges = {role: [(s.start, s.end) for s in spans] for role, spans in by_role.items()}
    places = Places(window, ranges["content"], ranges["cue"], ranges["source"])

    def link(relation: str) -> Scores:
        seeker, _, target = relation.partition("-")
        scores = net.links[relation](vectors, ranges[seeker], ranges[target], places)
        for row, one in zip(scores, by_role[seeker], strict=True):
            row[[j for j, other in enumerate(by_role[target]) if voices[one.start] != voices[other.start]]] = _NEVER
        return scores

    to_cue, to_source = link("content-cue"), link("content-source")
    cue_to_source = link("cue-source") if cues else np.zeros((0, len(sources) + 1), dtype=np.float32)
    quoted = window.quoted
    for pieces, cue in _by_cue(to_cue, len(cues)):
        both = to_source[pieces].sum(0) / len(pieces) + (cue_to_source[cue] if cue is not None else 0)
        source = int(both.argmax())
        group = Group(
            [contents[p] for p in pieces],
            cues[cue] if cue is not None else None,
            sources[source] if source < len(sources) else None,
        )
        told = [i for p in pieces for i in range(*ranges["content"][p])]
        chances = np.exp(both - both.max())
        column = cue if cue is not None else len(cues)
        yield (
            group,
            Evidence(
                content=float(sure[told].mean()),
                edges=float(np.mean([c.edge for c in group.contents])),
                weakest=min(c.sure for c in group.contents),
                cue=group.cue.sure if group.cue else None,
                cue_link=float(np.exp(to_cue[pieces, column].mean())),
                source=group.source.sure if group.source else None,
                source_link=float(np.exp(to_source[pieces, source].mean())),
                cue_source=float(chances[source] / chances.sum()),
                pieces=len(pieces),
                words=len(told),
                quoted=float((quoted[told] > 0).mean()),
            ),
        )


def _by_cue(to_cue: Scores, cues: int) -> Iterator[tuple[list[int], int | None]]:
    """Contents by the cue each belongs to, in text order; one that belongs to none stands alone."""
    groups: dict[int, list[int]] = {}
    for content, cue in enumerate(to_cue.argmax(1).tolist()):
        groups.setdefault(cue if cue < cues else cues + content, []).append(content)
    for cue, pieces in sorted(groups.items(), key=lambda item: item[1][0]):
        yield pieces, cue if cue < cues else None
