"""The stage: passages, the tagger, the rules beside it, the tier, and the statements they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from onrecord.attribute.adverbials import AdverbialFinder, adverbials_in
from onrecord.attribute.authored import authored_sentences, is_first_person, keep_in_authored
from onrecord.attribute.beside import around, beside, inside
from onrecord.attribute.citing import with_cited
from onrecord.attribute.clauses import ClauseFinder
from onrecord.attribute.interface import Finder, Fragment, Passage, Tier, passage_at
from onrecord.attribute.interviews import behind_labels, interview_fragments, interview_turns
from onrecord.attribute.layouts import settle
from onrecord.attribute.nesting import keep_only, link_nested, worth_keeping
from onrecord.attribute.nouns import NounFinder
from onrecord.attribute.parse import memory_kept_flat, parse_passages
from onrecord.attribute.passages import cut_passages
from onrecord.attribute.quotation import QuotationFinder, quoted_share
from onrecord.attribute.quoted_as import quoted_as, with_quoted_by
from onrecord.attribute.statements import StatementMaker
from onrecord.attribute.tagger import Tagger
from onrecord.attribute.tie import RuleTier
from onrecord.attribute.turns import HeadlineFinder, TurnFinder, is_label, opens_turn, turns_gone_on
from onrecord.attribute.unsaid import cut_unsaid
from onrecord.language.lexicon import cue_lexicon
from onrecord.language.turn_labels import PROCEDURE
from onrecord.model.document import TELLING_KINDS, TURN_KINDS, Document, DocumentKind

__all__ = ["RULES", "AttributeStage"]

_ENGLISH_OR_UNKNOWN = {"en", None}
_WORD = re.compile(r"[\w'’]+")
_POINT_BACK = frozenset({"so", "yes", "no", "it", "that", "this", "as", "much", "not"})
_BY_SIGHT: tuple[Finder, ...] = (TurnFinder(), HeadlineFinder(), QuotationFinder())
_BY_SYNTAX: tuple[Finder, ...] = (ClauseFinder(), NounFinder(), AdverbialFinder())
RULES: tuple[Finder, ...] = (*_BY_SYNTAX, *_BY_SIGHT)
"""All rules, for a stage without the tagger: `AttributeStage(finders=RULES)`."""


class AttributeStage:
    """Finds the statements of a document.

    The tagger finds attributions; marks, turns and headlines add the quotations it left; rules over syntax see
    what is relayed inside the words it found, where alone a parse is paid for.

    Args:
        finders: what finds spans instead of all that, each in every passage.
        tier: what ties loose spans together.
        tagger: finds whole attributions; the trained one by default, none where `finders` are given.
    """

    name: ClassVar[str] = "attribute"
    version: ClassVar[str] = "2"
    requires: ClassVar[tuple[str, ...]] = ("segments",)
    gives: ClassVar[tuple[str, ...]] = ("statements",)

    def __init__(
        self, finders: Sequence[Finder] | None = None, tier: Tier | None = None, tagger: Tagger | None = None
    ) -> None:
        self.tagger = Tagger() if finders is None and tagger is None else tagger
        self.finders = _BY_SIGHT if finders is None else tuple(finders)
        self.tier = tier or RuleTier()

    def __call__(self, document: Document) -> Document:
        """Give the document its statements; a text in another language is kept without any, and says so."""
        if document.language not in _ENGLISH_OR_UNKNOWN:
            remark = f"language {document.language}: kept, no statements sought (only English is read so far)"
            return replace(document, remarks=(*document.remarks, remark))
        passages = cut_passages(document)
        turns = interview_turns(document, passages)
        own = frozenset(p.start for p in passages if _own_voice(p, document.kind) or p.start in turns)
        read = self._read(passages, own)
        with memory_kept_flat():
            by_passage = _by_passage(passages, read)
            parse_passages(
                [
                    p
                    for p in passages
                    if self.tagger is None
                    or p.start in own
                    or p.voice == "author"
                    or _relays(p, by_passage.get(p.start, []))
                ]
            )
            asked = interview_fragments(document, passages, turns)
            fragments = self._fragments(passages, by_passage, own, asked, in_turns=document.kind in TURN_KINDS)
            maker = StatementMaker(document, passages, self.version)
            statements = [
                maker.of_fragment(f)
                for f in keep_only(fragments, [f for f in fragments if _stands(document, passages, f)])
            ]
            reports = _by_passage(passages, fragments)
            for passage in passages:
                if passage.voice == "author" and passage.kind == "body":
                    spans = authored_sentences(
                        passage, reports.get(passage.start, []), analysed=document.kind == "analysis"
                    )
                    statements += [maker.authored(span, passage) for span in spans]
            for passage in passages:
                passage.parse = None
        unique = {statement.id: statement for statement in statements}
        ordered = sorted(unique.values(), key=lambda s: (s.start, -s.content[-1].end, s.id))
        return replace(document, statements=tuple(ordered))

    def _read(self, passages: list[Passage], own: frozenset[int]) -> list[Fragment]:
        """What the tagger finds in reporters' words, and of signed texts what they quote or report of others."""
        if self.tagger is None:
            return []
        told = [p for p in passages if not (p.in_turns and PROCEDURE.match(p.view))]
        asked = [p for p in told if p.quotations or cue_lexicon().may_attribute(p.view)]
        found = cut_unsaid(passages, self.tagger.find([p for p in asked if not opens_turn(p)]))
        kept = []
        for fragment in found:
            passage = passage_at(passages, fragment.contents[0].start)
            if passage.start not in own or _quotes(passage, fragment) or keep_in_authored(passage, fragment):
                kept.append(fragment)
        return kept

    def _finders(self, passage: Passage, own: frozenset[int]) -> tuple[Finder, ...]:
        return RULES if self.tagger and (passage.start in own or passage.voice == "author") else self.finders

    def _fragments(
        self,
        passages: list[Passage],
        by_passage: dict[int, list[Fragment]],
        own: frozenset[int],
        asked: list[Fragment],
        *,
        in_turns: bool,
    ) -> list[Fragment]:
        """All fragments, tied and nested.

        Args:
            by_passage: the tagger's, by the passage they stand in.
            own: starts of the passages that are somebody's own words.
            asked: the questions and answers of an interview without names at its turns.
            in_turns: whether the text is a transcript or an interview.
        """
        found = [
            beside(by_passage.get(p.start, []), [f for finder in self._finders(p, own) for f in finder.find(p)], p)
            for p in passages
        ]
        outer = with_cited(passages, settle(passages, self.tier.tie(passages, found)))
        outer = with_quoted_by(passages, outer)
        behind_labels(outer, asked)
        outer += asked
        if in_turns:
            outer += turns_gone_on(passages, outer)
        if self.tagger:
            for passage in passages:
                here = by_passage.get(passage.start, [])
                ruled = [f for finder in _BY_SYNTAX for f in finder.find(passage)]
                outer += inside(here, ruled) + around(here, [f for f in ruled if f.rule == "adverbial"])
        outer += quoted_as(passages, outer)
        tied = []
        for fragment in outer:
            passage = passage_at(passages, fragment.contents[0].start)
            if passage.voice != "author" or keep_in_authored(passage, fragment, positions=passage.start not in own):
                tied.append(fragment)
        link_nested(tied)

        def of_oneself(fragment: Fragment) -> bool:
            return fragment.outer is not None and is_first_person(passage_at(passages, fragment.start), fragment)

        chosen = [f for f in tied if worth_keeping(f) and _says_something(passages, f) and not of_oneself(f)]
        return keep_only(tied, chosen)


def _own_voice(passage: Passage, kind: DocumentKind) -> bool:
    """Whether a passage is somebody's own words: a signed or official text, or a turn of a transcript.

    The tagger learned from news reports, and would take what people say of their own side for somebody else's words. An analysis and
    a joint statement tell positions of each side as a report does, though their own sentences are their authors'.
    """
    return (passage.voice == "author" and kind not in TELLING_KINDS) or opens_turn(passage)


def _quotes(passage: Passage, fragment: Fragment) -> bool:
    return any(quoted_share(passage, piece) > 0 for piece in fragment.contents)


def _says_something(passages: list[Passage], fragment: Fragment) -> bool:
    """“They say so, yes”: words that only point back are no content."""
    words = {w for c in fragment.contents for w in _WORD.findall(passage_at(passages, c.start).words(c).lower())}
    return bool(words - _POINT_BACK)


def _relays(passage: Passage, read: list[Fragment]) -> bool:
    """Whether words that the tagger found, outside quotation marks, can report somebody else's, or are relayed themselves."""
    here = [f for f in read if passage.start <= f.contents[0].start < passage.end]
    if here and any(not any(f.cue and f.cue.contains(named) for f in here) for named in adverbials_in(passage)):
        return True
    return any(
        passage.start <= piece.start < passage.end
        and passage.in_quotation(piece.start) is None
        and cue_lexicon().may_attribute(passage.words(piece))
        for fragment in read
        for piece in fragment.contents
    )


def _by_passage(passages: list[Passage], fragments: list[Fragment]) -> dict[int, list[Fragment]]:
    """Fragments by the start of every passage in which one of their parts begins, in order."""
    found: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        parts = [*fragment.contents, *([fragment.cue] if fragment.cue else [])]
        for start in {passage_at(passages, part.start).start for part in parts}:
            found.setdefault(start, []).append(fragment)
    return found


def _stands(document: Document, passages: list[Passage], fragment: Fragment) -> bool:
    """Whether a fragment is a statement here: a title "Name: topic" of Name's own article is not, nor is "Opinion: topic"."""
    if fragment.source is None or fragment.cue is None:
        return True
    passage = passage_at(passages, fragment.source.start)
    if passage.voice != "headline" or passage.words(fragment.cue) != ":":
        return True
    name = passage.words(fragment.source)
    return not is_label(name) and (document.author is None or name not in document.author.value)
