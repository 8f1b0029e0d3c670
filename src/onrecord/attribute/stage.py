"""The stage: passages, finders, the tier, and the statements they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from onrecord.attribute.adverbials import AdverbialFinder
from onrecord.attribute.authored import authored_sentences, is_first_person, keep_in_authored
from onrecord.attribute.clauses import ClauseFinder
from onrecord.attribute.interface import Finder, Fragment, Passage, Tier, passage_at
from onrecord.attribute.nesting import keep_only, link_nested, worth_keeping
from onrecord.attribute.nouns import NounFinder
from onrecord.attribute.parse import memory_kept_flat, parse_passages
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.quotation import QuotationFinder
from onrecord.attribute.statements import StatementMaker
from onrecord.attribute.tie import RuleTier
from onrecord.attribute.turns import HeadlineFinder, TurnFinder
from onrecord.model.document import Document

__all__ = ["AttributeStage"]

_ENGLISH_OR_UNKNOWN = {"en", None}


class AttributeStage:
    """Finds the statements of a document.

    Args:
        finders: what finds spans; the rules of this package by default.
        tier: what ties them together.
    """

    name: ClassVar[str] = "attribute"
    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[str, ...]] = ("segments",)
    gives: ClassVar[tuple[str, ...]] = ("statements",)

    def __init__(self, finders: Sequence[Finder] | None = None, tier: Tier | None = None) -> None:
        self.finders = finders or (
            ClauseFinder(), NounFinder(), AdverbialFinder(), TurnFinder(), HeadlineFinder(), QuotationFinder(),
        )  # fmt: skip
        self.tier = tier or RuleTier()

    def __call__(self, document: Document) -> Document:
        """Give the document its statements; a text in another language is kept without any, and says so."""
        if document.language not in _ENGLISH_OR_UNKNOWN:
            remark = f"language {document.language}: kept, no statements sought (only English is read so far)"
            return replace(document, remarks=(*document.remarks, remark))
        passages = cut_passages(document)
        with memory_kept_flat():
            parse_passages(passages)
            fragments = self._fragments(passages)
            maker = StatementMaker(document, passages, self.version)
            statements = [
                maker.of_fragment(f)
                for f in keep_only(fragments, [f for f in fragments if _stands(document, passages, f)])
            ]
            reports = _by_passage(passages, fragments)
            for passage in passages:
                if passage.voice == "author" and passage.kind == "body":
                    spans = authored_sentences(passage, reports.get(passage.start, []))
                    statements += [maker.authored(span, passage) for span in spans]
            for passage in passages:
                passage.parse = None
        unique = {statement.id: statement for statement in statements}
        ordered = sorted(unique.values(), key=lambda s: (s.start, -s.content[-1].end, s.id))
        return replace(document, statements=tuple(ordered))

    def _fragments(self, passages: list[Passage]) -> list[Fragment]:
        found = [[f for finder in self.finders for f in finder.find(p)] for p in passages]
        tied = []
        for fragment in self.tier.tie(passages, found):
            passage = passage_at(passages, fragment.contents[0].start)
            if passage.voice != "author" or keep_in_authored(passage, fragment):
                tied.append(fragment)
        link_nested(tied)

        def own(fragment: Fragment) -> bool:
            return fragment.outer is not None and is_first_person(passage_at(passages, fragment.start), fragment)

        return keep_only(tied, [f for f in tied if worth_keeping(f) and not own(f)])


def _by_passage(passages: list[Passage], fragments: list[Fragment]) -> dict[int, list[Fragment]]:
    """Fragments by the start of every passage that one of their parts stands in."""
    found: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        parts = [*fragment.contents, *([fragment.cue] if fragment.cue else [])]
        for start in {passage_at(passages, part.start).start for part in parts}:
            found.setdefault(start, []).append(fragment)
    return found


def _stands(document: Document, passages: list[Passage], fragment: Fragment) -> bool:
    """Whether a fragment is a statement here: a title "Name: topic" of Name's own article is not."""
    if fragment.rule != "headline" or fragment.source is None or document.author is None:
        return True
    passage = passage_at(passages, fragment.source.start)
    return passage.words(fragment.source) != document.author.value
