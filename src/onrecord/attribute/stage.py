"""The stage: passages, finders, the tier, and the statements they make."""

from __future__ import annotations

from onrecord.attribute.adverbials import AdverbialFinder
from onrecord.attribute.clauses import ClauseFinder
from onrecord.attribute.interface import Finder, Fragment, Passage, Tier
from onrecord.attribute.nouns import NounFinder
from onrecord.attribute.parse import memory_kept_flat, parse_passages
from onrecord.attribute.quotation import QuotationFinder
from onrecord.attribute.tie import RuleTier
from onrecord.attribute.turns import HeadlineFinder, TurnFinder
from onrecord.attribute.passages import cut_passages
from onrecord.model.document import Document

FINDERS = (ClauseFinder(), NounFinder(), AdverbialFinder(), TurnFinder(), HeadlineFinder(), QuotationFinder())

def find_fragments(document):
    with memory_kept_flat():
        passages = cut_passages(document)
        parse_passages(passages)
        return RuleTier().tie(passages, [[f for finder in FINDERS for f in finder.find(p)] for p in passages])

class AttributeStage: ...
