"""Small questions to a parse: subjects, spans of subtrees, verb groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.attribute.interface import Passage
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["clause_subject", "group_span", "neighbour_name", "noun_phrase", "subtree_span", "token_span", "trimmed"]

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_EDGE = " \t,;:-–—"


def token_span(passage: Passage, first: Token, last: Token) -> Span:
    """The place of a run of tokens in the stored text."""
    return Span(passage.start + first.idx, passage.start + last.idx + len(last))


def trimmed(passage: Passage, start: int, end: int) -> Span | None:
    """A place without white space, loose punctuation and a full stop that no quotation holds."""
    view, base = passage.view, passage.start
    while start < end and view[start - base] in _EDGE:
        start += 1
    while end > start and (view[end - 1 - base] in _EDGE + ".?!" and _loose(passage, end - 1)):
        if view[end - 1 - base] in ".?!" and view[end - 1 - base] != ".":
            break
        if view[end - 1 - base] == "." and _abbreviates(view, end - 1 - base):
            break
        end -= 1
    return Span(start, end) if end > start else None


def _loose(passage: Passage, at: int) -> bool:
    return passage.in_quotation(at) is None


def _abbreviates(view: str, at: int) -> bool:
    """Whether a full stop belongs to an abbreviation such as U.S."""
    return at >= 2 and view[at - 1].isupper() and view[at - 2] == "."


def subtree_span(passage: Passage, head: Token, leave_out: set[int] | None = None) -> Span | None:
    """The place of a token's subtree, edges trimmed, without the subtrees rooted in `leave_out`."""
    keep = _subtree(head, leave_out or set())
    if not keep:
        return None
    first, last = keep[0], keep[-1]
    doc: Doc = head.doc
    return trimmed(passage, passage.start + doc[first].idx, passage.start + doc[last].idx + len(doc[last]))


def _subtree(head: Token, leave_out: set[int]) -> list[int]:
    found: list[int] = []
    waiting = [head]
    while waiting:
        token = waiting.pop()
        if token.i in leave_out:
            continue
        found.append(token.i)
        waiting.extend(token.children)
    return sorted(found)


def noun_phrase(passage: Passage, head: Token) -> Span:
    """A mention: determiner, modifiers and apposition, but no relative clause and no trailing clause."""
    cut = {child.i for child in head.children if child.dep_ in {"relcl", "acl", "advcl", "punct", "cc", "conj", "parataxis"}
           and child.i > head.i}  # fmt: skip
    if any(child.dep_ == "conj" and not child.tag_.startswith("V") for child in head.children):
        cut -= {child.i for child in head.children if child.dep_ in {"cc", "conj"} or child.text == ","}
    keep = _subtree(head, cut)
    doc = head.doc
    run = [i for i in keep if keep[0] <= i <= keep[-1]]
    span = trimmed(passage, passage.start + doc[run[0]].idx, passage.start + doc[run[-1]].idx + len(doc[run[-1]]))
    return span or token_span(passage, head, head)


def clause_subject(verb: Token) -> Token | None:
    """Who does the verb: its own subject, or the one it shares with the verb it depends on.

    A relative pronoun gives way to the noun it stands for; a passive's subject is not who speaks.
    """
    seen = 0
    token = verb
    while seen < 6:
        seen += 1
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            if subject.tag_ in {"WP", "WDT"} and token.dep_ == "relcl":
                return token.head
            return subject
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return token.head
        if token.dep_ not in {"conj", "advcl", "xcomp", "aux", "parataxis"} or token.head is token:
            return None
        token = token.head
    return None


def neighbour_name(verb: Token) -> Token | None:
    """The name that stands right before or behind a finite verb, where the parser saw no subject.

    Names that a small model never met are often taken for adverbs or objects.
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    doc = verb.doc
    if verb.i and doc[verb.i - 1].pos_ == "PROPN":
        return doc[verb.i - 1]
    if verb.i + 1 < len(doc) and doc[verb.i + 1].pos_ == "PROPN" and verb.i and doc[verb.i - 1].is_punct:
        last = verb.i + 1
        while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
            last += 1
        return doc[last]
    return None


def group_span(passage: Passage, verb: Token) -> Span:
    """The verb with its auxiliaries, negation, particles and close adverbs, contiguous."""
    first = last = verb.i
    doc = verb.doc
    near = {child.i: child for child in verb.children if child.pos_ != "PROPN"}
    while first - 1 in near and near[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod", "prt"}:
        first -= 1
    while last + 1 in near and near[last + 1].dep_ in {"prt", "neg"}:
        last += 1
    return token_span(passage, doc[first], doc[last])
