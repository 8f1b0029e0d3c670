"""From fragments to statements: mode, voice, chain, identity."""

from __future__ import annotations

from dataclasses import replace

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.attribute.quotation import quoted_share
from onrecord.attribute.turns import TURNS
from onrecord.language.not_said import not_said
from onrecord.model.document import TURN_KINDS, Document
from onrecord.model.ids import statement_id
from onrecord.model.span import Quote, Span
from onrecord.model.statement import Confidence, Cue, Link, Mode, Statement

__all__ = ["StatementMaker"]

_DIRECT = 0.9
_LEFT_OPEN = ("that ", "whether ", "if ")


class StatementMaker:
    """Makes the statements of one document."""

    def __init__(self, document: Document, passages: list[Passage], version: str) -> None:
        self._document = document
        self._passages = passages
        self._version = version

    def of_fragment(self, fragment: Fragment) -> Statement:
        """The statement a fragment stands for; nested ones carry their relays, outermost first."""
        passage = self._passage(fragment.contents[0].start)
        outer = fragment.outer
        made = self._make(
            fragment.contents, passage,
            mode=self._mode(fragment), cue=fragment.cue, cue_class=fragment.cue_class,
            source=fragment.source, score=fragment.score, rule=fragment.rule,
            chain=(*self._chain(outer), *self._chain(fragment.relay)), within=self._id(outer) if outer else None,
        )  # fmt: skip
        told = self._not_said(fragment)
        while told is None and outer is not None:
            # "would not say that she had threatened": nor is it said that she did; "no comment on her claim that": she claimed it.
            opening = self._passage(outer.contents[0].start).words(outer.contents[0])[:8].lower()
            told, outer = (self._not_said(outer) if opening.startswith(_LEFT_OPEN) else None), outer.outer
        return made if told is None else replace(made, performed=False, why={**made.why, "performed": f"“{told}”"})

    def _not_said(self, fragment: Fragment) -> str | None:
        """The words by which the text says that this was not said; a quotation was."""
        cue, source = fragment.cue, fragment.source
        if cue is None or self._mode(fragment) == "direct":
            return None
        passage = self._passage(cue.start)
        before = passage.view[: max(0, cue.start - passage.start)]
        # Words between a quotation's marks are not the reporter's.
        content = fragment.contents[0]
        return not_said(
            before, passage.words(cue), self._passage(content.start).words(content),
            self._passage(source.start).words(source) if source else "", source_first=source is not None and source.start < cue.start,
        )  # fmt: skip

    def authored(self, span: Span, passage: Passage) -> Statement:
        """A sentence that is its author's own statement."""
        return self._make([span], passage, mode="authored", score=0.8, rule="authored sentence")

    def _make(self, contents: list[Span], passage: Passage, *, mode: Mode, score: float, rule: str, cue: Span | None = None,  # noqa: PLR0913  # the parts of a statement
              cue_class: str = "neutral", source: Span | None = None, chain: tuple[Link, ...] = (),
              within: str | None = None) -> Statement:  # fmt: skip
        return Statement(
            id=self._identity(contents, cue, source),
            voice=passage.voice,
            mode=mode,
            content=tuple(self._quote(piece) for piece in contents),
            cue=Cue(self._quote(cue), cue_class) if cue else None,  # type: ignore[arg-type]
            source=self._quote(source) if source else None,
            within=within,
            chain=chain,
            confidence=Confidence(round(score, 2)),
            why={"statement": rule},
            made_by={"statement": f"attribute {self._version}"},
        )

    def _quote(self, span: Span) -> Quote:
        return self._document.quote(span.start, span.end)

    def _identity(self, contents: list[Span], cue: Span | None, source: Span | None) -> str:
        places = [("content", piece.start, piece.end) for piece in contents]
        places += [(part, s.start, s.end) for part, s in (("cue", cue), ("source", source)) if s]
        return statement_id(self._document.text_sha256, places, self._version)

    def _id(self, fragment: Fragment) -> str:
        return self._identity(fragment.contents, fragment.cue, fragment.source)

    def _chain(self, outer: Fragment | None) -> list[Link]:
        links: list[Link] = []
        while outer is not None and len(links) < 8:
            links.append(
                Link(self._quote(outer.source) if outer.source else None, self._quote(outer.cue) if outer.cue else None)
            )
            outer = outer.outer
        return links[::-1]

    def _mode(self, fragment: Fragment) -> Mode:
        if fragment.rule in TURNS and self._document.kind in TURN_KINDS:
            return "direct"
        words = [(len(piece), quoted_share(self._passage(piece.start), piece)) for piece in fragment.contents]
        share = sum(n * part for n, part in words) / sum(n for n, _ in words)
        if share >= _DIRECT:
            return "direct"
        if share > 0:
            return "mixed"
        return "indirect" if fragment.speech else "ascribed"

    def _passage(self, offset: int) -> Passage:
        return passage_at(self._passages, offset)
