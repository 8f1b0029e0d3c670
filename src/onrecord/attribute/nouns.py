"""Finder: cue nouns with their owner and content ("his call for ...", "the claim that ...")."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.quotation import snap
from onrecord.attribute.syntax import clause_subject, noun_phrase, subtree_span, token_span
from onrecord.language.lexicon import cue_lexicon
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["NounFinder"]

_LIGHT = {"make", "issue", "repeat", "renew", "voice", "express", "give", "offer", "raise", "release", "reiterate", "reject", "deny",
          "send", "deliver", "launch", "have", "announce", "present"}  # fmt: skip


class NounFinder:
    """Nouns of saying, thinking and intending, with a that-clause, an infinitive or a phrase as content."""

    name: ClassVar[str] = "nouns"
    version: ClassVar[str] = "2"

    def find(self, passage: Passage) -> list[Fragment]:
        """One fragment a cue noun that has both an owner and a content, or a that-clause without owner."""
        if passage.parse is None:
            return []
        nouns = cue_lexicon().nouns
        found = []
        for token in passage.parse:
            cue_class = nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if cue_class is None or passage.in_quotation(passage.start + token.idx):
                continue
            held = _held_by(passage, token)
            content, cue_end, kind = (
                (held[0], passage.start + token.idx + len(token), held[2]) if held else _content(passage, token)
            )
            if content is None:
                continue
            source = held[1] if held else _owner(passage, token)
            if source is None and (kind != "that" or token.lemma_ in _VAGUE):
                continue
            if source and source.overlaps(content):
                continue
            cue = Span(passage.start + token.idx, cue_end)
            found.append(Fragment(contents=snap(passage, content), cue=cue, cue_class=cue_class, source=source,
                                  rule=f"noun-{kind}", score=0.6 if source else 0.4,
                                  speech=cue_class not in {"belief", "intention"}))  # fmt: skip
        return found


_LONGEST_OWNER = 14
"""Words between a cue noun and its clause in which the owner stands."""
_ABOUT = {
    "view", "statement", "report", "point", "message", "word", "explanation", "account", "position", "reply", "answer", "response",
    "letter", "note", "finding", "information",
}  # fmt: skip
"""Nouns whose “of”, “on” and “to” say what they are about, and not what is said."""
_VAGUE = {
    "fact",
    "point",
    "sense",
    "sign",
    "evidence",
    "word",
    "news",
    "notion",
    "idea",
    "fear",
    "concern",
    "hope",
    "reason",
    "report",
}


def _held_by(passage: Passage, noun: Token) -> tuple[Span, Span, str] | None:
    """(content, owner, kind) of “the claim of Norland that ...”, “the assurance given by Varn that ...”: the owner stands between noun and clause.

    The parser hangs such a clause on either, so that only the order of the words is asked.
    """
    doc, at = noun.doc, noun.i + 1
    if at < len(doc) and doc[at].tag_ == "VBN":  # “given by”, “made by”
        at += 1
    if at >= len(doc) or doc[at].lower_ not in {"of", "by", "from"} or (doc[at].lower_ == "of" and at != noun.i + 1):
        return None
    head = next((c for c in doc[at].children if c.dep_ == "pobj"), None)
    if head is None or not (
        head.pos_ == "PROPN" or head.text[:1].isupper() or any(t.pos_ == "PROPN" for t in head.subtree)
    ):
        return None
    opener = next(
        (t for t in doc[head.i + 1 : at + _LONGEST_OWNER] if t.lower_ in {"that", "to"} and t.dep_ in {"mark", "aux"}),
        None,
    )
    if (
        opener is None
        or opener.head.i < opener.i
        or any(t.is_punct and t.text not in ",'’" for t in doc[at : opener.i])
    ):
        return None
    last = opener.head.right_edge
    first = doc[opener.i + 1] if opener.lower_ == "that" else opener
    owner = Span(passage.start + doc[at + 1].idx, passage.start + doc[opener.i - 1].idx + len(doc[opener.i - 1]))
    content = Span(passage.start + first.idx, passage.start + last.idx + len(last))
    return (content, owner, opener.lower_) if content.end > content.start else None


def _content(passage: Passage, noun: Token) -> tuple[Span | None, int, str]:
    """(content, end of the cue, kind) hanging on a cue noun."""
    noun_end = passage.start + noun.idx + len(noun)
    clauses = [c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i]
    for clause in clauses:
        opener = next((c for c in clause.children if c.dep_ in {"mark", "aux"} and c.lower_ in {"that", "to"}), None)
        if opener is not None and opener.i <= noun.i + 3 and not any(c.tag_ == "WDT" for c in clause.children):
            return subtree_span(passage, clause), noun_end, opener.lower_ if opener.lower_ == "that" else "to"
    for prep in noun.children:
        if (
            prep.dep_ == "prep"
            and prep.lower_ in {"for", "against", "of", "on", "about", "to"}
            and prep.i == noun.i + 1
        ):
            if prep.lower_ == "for" or noun.lemma_ not in _ABOUT:
                return _prepositional(passage, noun, prep), noun_end, prep.lower_
            return None, noun_end, ""
    return None, noun_end, ""


def _prepositional(passage: Passage, noun: Token, prep: Token) -> Span | None:
    """The phrase behind the preposition; "for X to do" keeps its "for", since it opens a clause."""
    whole = subtree_span(passage, prep)
    if whole is None:
        return None
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in {"acl", "relcl", "advcl"} and c.i > prep.i and any(t.tag_ == "TO" for t in c.children)
        ),
        None,
    )
    inner = any(t.tag_ == "TO" for t in prep.subtree)
    end = whole.end
    follower = noun.doc[prep.right_edge.i + 1] if prep.right_edge.i + 1 < len(noun.doc) else None
    if clause is None and prep.lower_ == "for" and follower is not None and follower.tag_ == "TO":
        clause = follower.head  # the parser hung "to do" elsewhere
    if clause is not None:
        rest = subtree_span(passage, clause)
        end = max(end, rest.end) if rest else end
    keep = prep.lower_ == "for" and (clause is not None or inner)
    start = whole.start if keep else passage.start + prep.idx + len(prep) + 1
    return Span(start, end) if end > start else None


def _owner(passage: Passage, noun: Token) -> Span | None:
    """Whose claim it is: a possessive, the subject of a light verb, or the owner of what it is said to be."""
    for child in noun.children:
        if child.dep_ == "poss":
            if child.pos_ == "PRON":
                return token_span(passage, child, child)
            return _without_case(passage, child)
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            return noun_phrase(passage, head) if head is not None else None
        named = child.pos_ == "PROPN" or (child.pos_ == "ADJ" and child.is_title)  # “an Estrian accusation”
        if child.dep_ in {"compound", "amod"} and child.i == noun.i - 1 and named:
            return token_span(passage, child, child)
    head = noun.head
    if noun.dep_ == "dobj" and head.lemma_ in _LIGHT:
        subject = clause_subject(head)
        if subject is not None and subject.lower_ not in {"it", "that", "this", "which"}:
            return token_span(passage, subject, subject) if subject.pos_ == "PRON" else noun_phrase(passage, subject)
    if noun.dep_ in {"attr", "oprd"} and head.lemma_ == "be":  # "one of X's points was a demand for ..."
        subject = clause_subject(head)
        owner = next((t for t in subject.subtree if t.dep_ == "poss"), None) if subject is not None else None
        return _without_case(passage, owner) if owner is not None else None
    return None


def _without_case(passage: Passage, owner: Token) -> Span | None:
    if owner.pos_ == "PRON":
        return token_span(passage, owner, owner)
    return subtree_span(passage, owner, {c.i for c in owner.children if c.dep_ in {"case", "relcl", "acl"}})
