"""Reading passages with the network: from tags and links to attributions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import numpy as np

from onrecord.attribute.cue_class import class_of_cue
from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.tagger.groups import Group, tie
from onrecord.attribute.tagger.network import Network, Read, network
from onrecord.attribute.tagger.sureness import Evidence, least_kept, probability
from onrecord.attribute.tagger.tags import TAGS, Tagged, best_paths, marginals, spans_of
from onrecord.attribute.tagger.windows import Window, pack
from onrecord.attribute.tagger.words import read_words
from onrecord.model.span import Span

__all__ = ["Tagger"]

# How much readier to begin a span than the network is by itself (log odds), by role. Nearly every attribution
# has a cue and a source, which a link can still turn down; tuned on development articles (docs/explanation/tagger.md).
_READY = {"content": 0.0, "cue": 1.0, "source": 2.0}
_READINESS = np.asarray([_READY.get(tag[2:], 0.0) if tag[0] == "B" else 0.0 for tag in TAGS], dtype=np.float32)


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
        # Lists, alerts and tables repeat themselves: the same words in the same company are read once.
        known: dict[tuple[object, ...], Read] = {}
        read = []
        for window in windows:
            key = (*window.pieces, *window.forms, *window.first)
            if key not in known:
                known[key] = net.read(window)
            read.append(known[key])
        emissions = [r.emissions for r in read]
        paths = best_paths(emissions, net.transitions + _READINESS)
        for window, one, path, chances in zip(windows, read, paths, marginals(emissions, net.transitions), strict=True):
            sure = chances[np.arange(len(path)), path]
            voices = [passages[number].voice for number in window.paragraphs]
            yield from ((window, g, e) for g, e in tie(net, window, one.vectors, spans_of(path, sure), sure, voices))

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
