"""A clause at the end of what somebody said that tells what was not said: "..., but he would not say whether"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.language.not_said import is_of_a_clause, not_said
from onrecord.model.span import Span

__all__ = ["cut_unsaid"]

_CLAUSE = re.compile(
    r"(?:^|[,;]\s*|\s[–—-]\s*)(?:but|though|although|yet|and|while)\s+(?P<who>he|she|they)\s+(?=\S)", re.IGNORECASE
)
_LONGEST_CUE = 6
_WORD = re.compile(r"\S+\s*")


def cut_unsaid(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """The fragments, each without such a clause in the reporter's words, and the clause as a fragment of its own."""
    made: list[Fragment] = []
    for fragment in fragments:
        pieces: list[Span] = []
        apart: list[Fragment] = []
        for piece in fragment.contents:
            passage = passage_at(passages, piece.start)
            found = _clause(passage, piece)
            if found is None:
                pieces.append(piece)
                continue
            rest, clause = found
            pieces += [rest] if rest else []
            apart.append(clause)
        if not apart:
            made.append(fragment)
        elif pieces:
            made += [replace(fragment, contents=pieces), *apart]
        else:
            made += apart
    return made


def _clause(passage: Passage, piece: Span) -> tuple[Span | None, Fragment] | None:
    """(what is left of the piece, the clause) where the piece holds one."""
    words = passage.words(piece)
    for match in _CLAUSE.finditer(words):
        at = piece.start + match.start("who")
        if passage.in_quotation(at):
            continue
        cue = _cue(words, match.end())
        if cue is None:
            continue
        content = Span(piece.start + cue[1], piece.end)
        left = len(words[: match.start()].rstrip(" ,;–—-"))
        rest = Span(piece.start, piece.start + left) if left else None
        clause = Fragment(contents=[content], cue=Span(piece.start + cue[0], piece.start + len(words[: cue[1]].rstrip())),
                          source=Span(at, piece.start + match.end("who")), rule="not said", score=0.8)  # fmt: skip
        return rest, clause
    return None


def _cue(words: str, start: int) -> tuple[int, int] | None:
    """(start, end) of the words behind a pronoun by which something was not said, if they are, with content left behind them."""
    end = start
    for number, match in enumerate(_WORD.finditer(words, start)):
        if number == _LONGEST_CUE:
            break
        end = match.end()
        if end >= len(words):
            break
        cue = words[start:end].rstrip()
        if number and is_of_a_clause(cue) and not_said("", cue, words[end:], ""):
            return start, end
    return None
