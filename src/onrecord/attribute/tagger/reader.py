"""Reading passages with the network: from tags and links to attributions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.cue_class import class_of_cue
from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.tagger.links import Places
from onrecord.attribute.tagger.network import Network, network
from onrecord.attribute.tagger.sureness import Evidence, least_kept, probability
from onrecord.attribute.tagger.tags import ROLES, TAGS, Tagged, best_paths, marginals, spans_of
from onrecord.attribute.tagger.windows import Window, pack
from onrecord.attribute.tagger.words import read_words
from onrecord.model.document import Voice
from onrecord.model.span import Span

__all__ = ["Tagger"]

Scores = NDArray[np.float32]
# How much readier to begin a span than the network is by itself (log odds), by role. Nearly every attribution
# has a cue and a source, which a link can still turn down; tuned on development articles (docs/explanation/tagger.md).
_READY = {"content": 0.0, "cue": 1.0, "source": 2.0}
_READINESS = np.asarray([_READY.get(tag[2:], 0.0) if tag[0] == "B" else 0.0 for tag in TAGS], dtype=np.float32)

_NEVER = -1e4


class Group:
    """Spans that the network ties into one attribution."""

    __slots__ = ("contents", "cue", "source")

    def __init__(self, contents: list[Tagged], cue: Tagged | None, source: Tagged | None) -> None:
        self.contents, self.cue, self.source = contents, cue, source


class Tagger:
    """Finds whole attributions: contents, cue and source at once, tied by the network's own links.

    Args:
        net: the network; the shipped one by default, loaded when first needed.
        sure: gives an attribution's probability from its evidence.
        least: those less probable are left out; the calibration's own measure by default.
    """

    name: ClassVar[str] = "tagger"
    version: ClassVar[str] = "1"

    def __init__(
        self,
        net: Network | None = None,
        sure: Callable[[Evidence], float] = probability,
        least: float | None = None,
    ) -> None:
        self._net = net
        self._sure = sure
        self._least = least

    def find(self, passages: Sequence[Passage]) -> list[Fragment]:
        """Attributions of these passages, in text order; none reaches over the end of a window."""
        least = least_kept() if self._least is None else self._least
        found = (self._fragment(passages, window, group, e) for window, group, e in self.evidence(passages))
        return [fragment for fragment in found if fragment.score >= least]

    def evidence(self, passages: Sequence[Passage]) -> Iterator[tuple[Window, Group, Evidence]]:
        """Groups of spans with what speaks for each."""
        net = self._net or network()
        windows = [w for w in pack(enumerate(map(read_words, passages)), net.vocabulary) if len(w)]
        if not windows:
            return
        read = [net.read(window) for window in windows]
        emissions = [r.emissions for r in read]
        paths = best_paths(emissions, net.transitions + _READINESS)
        for window, one, path, chances in zip(windows, read, paths, marginals(emissions, net.transitions), strict=True):
            sure = chances[np.arange(len(path)), path]
            voices = [passages[number].voice for number in window.paragraphs]
            yield from (
                (window, g, e) for g, e in _groups(net, window, one.vectors, spans_of(path, sure), sure, voices)
            )

    def _fragment(self, passages: Sequence[Passage], window: Window, group: Group, evidence: Evidence) -> Fragment:
        first = passages[window.paragraphs[group.contents[0].start]]
        places = [place for c in group.contents for place in _places(window, c)]
        contents = [p for p in places if passage_at(passages, p.start).voice == first.voice]
        cue = _places(window, group.cue)[0] if group.cue else None
        source = _places(window, group.source)[0] if group.source else None
        cue_words = passages[window.paragraphs[group.cue.start]].words(cue) if cue and group.cue else ""
        cue_class, speech = class_of_cue(cue_words, first.words(contents[0]))
        return Fragment(contents=contents, cue=cue, cue_class=cue_class, source=source, rule=self.name,
                        score=self._sure(evidence), speech=speech)  # fmt: skip


def _places(window: Window, span: Tagged) -> list[Span]:
    """Where a span stands; one that runs over paragraphs is a piece in each."""
    found: list[Span] = []
    number = -1
    for i in range(span.start, span.end):
        if window.paragraphs[i] != number:
            number = window.paragraphs[i]
            found.append(Span(window.starts[i], window.ends[i]))
        else:
            found[-1] = Span(found[-1].start, window.ends[i])
    return found


def _groups(net: Network, window: Window, vectors: Scores, spans: list[Tagged], sure: NDArray[np.float64],
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
