"""The stage: phrases of the codebook make issues, the words around them make stances."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from onrecord.coding.codebooks import load_codebook
from onrecord.coding.phrases import Hit, PhraseTable
from onrecord.coding.stances import decide
from onrecord.language.views import plain_view
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.statement import CueClass, IssueCode, Statement, Target, Tone

__all__ = ["CodingStage"]

_MOST_ISSUES = 4
_TONE: dict[CueClass, Tone] = {"accusing": "negative", "warning": "negative", "praising": "positive"}


class CodingStage:
    """Codes statements by phrases; abstains where none fires.

    Args:
        codebook: the issues; the shipped `crisis` by default.
    """

    name: ClassVar[str] = "code"
    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[str, ...]] = ("statements",)
    gives: ClassVar[tuple[str, ...]] = ("issues", "tone")

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook or load_codebook("crisis")
        self._phrases: PhraseTable[tuple[str, str]] = PhraseTable(
            (phrase, (issue.id, sign))
            for issue in self.codebook.issues
            for sign, phrases in (("touch", issue.cues), ("for", issue.supports), ("against", issue.opposes))
            for phrase in phrases
        )

    def __call__(self, document: Document) -> Document:
        """Give every statement its issues and stances, and its targets their tone."""
        view = plain_view(document.text)
        return replace(document, statements=tuple(self._code(document, view, s) for s in document.statements))

    def _code(self, document: Document, view: str, statement: Statement) -> Statement:
        by_issue: dict[str, list[IssueCode]] = {}
        cue_class = statement.cue.cue_class if statement.cue else None
        cue = (statement.cue.quote.start, statement.cue.quote.end, statement.cue.cue_class) if statement.cue else None
        for piece in statement.content:
            for hit in _longest(list(self._phrases.find(view, piece.start, piece.end))):
                side = decide(view, (piece.start, piece.end), hit, cue)
                words = document.quote(side.start, side.end) if side.start is not None and side.end else None
                sure = 0.85 if hit.value[1] != "touch" else 0.7
                code = IssueCode(
                    hit.value[0], side.stance, round(side.confidence, 2), document.quote(hit.start, hit.end), words
                )
                by_issue.setdefault(hit.value[0], []).append(
                    replace(code, confidence=round(sure * side.confidence / 0.85, 2))
                )
        codes = [_best(found) for found in by_issue.values()]
        codes.sort(key=lambda c: (-len(by_issue[c.issue]), -c.confidence, c.issue))
        codes = codes[:_MOST_ISSUES]
        confidence = statement.confidence
        if codes:
            confidence = replace(confidence, issue=codes[0].confidence, stance=codes[0].confidence)
        tone = _TONE.get(cue_class, "neutral") if cue_class else "neutral"
        coded = replace(
            statement,
            issues=tuple(codes),
            targets=tuple(Target(target.actor, tone) for target in statement.targets),
            confidence=confidence,
        )
        why = "; ".join(_why(code) for code in codes) or "no phrase of the codebook"
        return coded.explained(by=f"code {self.codebook.stamp}", version=self.version, field_="issues", why=why)


def _best(codes: list[IssueCode]) -> IssueCode:
    """Of several places that touch one issue, one that takes a side, the surest first."""
    return min(codes, key=lambda c: (c.stance == "mention", -c.confidence, c.issue_words.start if c.issue_words else 0))


def _longest(hits: list[Hit[tuple[str, str]]]) -> list[Hit[tuple[str, str]]]:
    """Hits without those that lie inside a longer one of the same issue."""
    return [
        hit for hit in hits
        if not any(o.value[0] == hit.value[0] and o is not hit and o.start <= hit.start and hit.end <= o.end
                   and (o.end - o.start) > (hit.end - hit.start) for o in hits)
    ]  # fmt: skip


def _why(code: IssueCode) -> str:
    words = f"{code.issue} by “{code.issue_words.text}”" if code.issue_words else code.issue
    return words + (f", {code.stance} by “{code.stance_words.text}”" if code.stance_words else f", {code.stance}")
