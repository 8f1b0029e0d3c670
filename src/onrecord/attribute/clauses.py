"""Finder: cue verbs with a subject and the clause, infinitive or object that is their content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from onrecord.attribute.interface import Fragment, Passage
from onrecord.attribute.quotation import snap
from onrecord.attribute.syntax import (
    clause_subject,
    group_span,
    neighbour_name,
    noun_phrase,
    subtree_span,
    token_span,
    trimmed,
)
from onrecord.language.lexicon import CueVerb, cue_lexicon
from onrecord.model.span import Span
from onrecord.model.statement import CueClass

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ClauseFinder"]

_VOID = {"there", "what", "which", "that", "this", "you", "one"}
_IMPERSONAL = {
    "seem",
    "appear",
    "turn",
    "take",
    "mean",
    "make",
    "happen",
    "look",
    "show",
    "help",
    "become",
    "need",
    "want",
    "like",
    "read",
    "go",
}
_CONTENT_RIGHT = {"dobj", "prep", "xcomp", "oprd", "ccomp", "acomp", "attr", "dative", "pobj", "pcomp", "advcl"}


class ClauseFinder:
    """Verbs of saying, thinking and intending with what they govern, over the dependency parse."""

    name: ClassVar[str] = "clauses"
    version: ClassVar[str] = "1"

    def find(self, passage: Passage) -> list[Fragment]:
        """One fragment a cue verb; verbs of speech without content give cue and source alone."""
        if passage.parse is None:
            return []
        found: list[Fragment] = []
        lexicon = cue_lexicon()
        for token in passage.parse:
            if token.pos_ not in {"VERB", "AUX"}:
                continue
            if passage.in_quotation(passage.start + token.idx):
                continue
            lemma = token.lemma_.lower()
            if _not_said(token):
                continue
            verb = lexicon.verbs.get(lemma)
            fragment = _of_idiom(passage, token, lexicon.idioms.get(lemma, frozenset()))
            if fragment is None and verb:
                fragment = _of_verb(passage, token, verb)
            if fragment is None:
                fragment = _of_preposition(passage, token, lexicon.prepositions.get(lemma, frozenset()), verb)
            if fragment is None and (
                (verb and "c" in verb.frames and lemma not in lexicon.attitudes) or _after_quotation(passage, token)
            ):
                fragment = _cue_alone(passage, token, verb.cue_class if verb else "neutral")
            if fragment:
                found.append(fragment)
        return found


_NOBODY = {"nobody", "none", "neither", "nothing"}
_HYPOTHETICAL = {"if", "unless", "whether", "lest"}


def _not_said(token: Token) -> bool:
    """Whether a verb only tells what was not, or might be, said: "did not say", "if she says", "declined to be named"."""
    words = {child.lower_: child.dep_ for child in token.children}
    if words.keys() & _HYPOTHETICAL and any(words[w] == "mark" for w in words.keys() & _HYPOTHETICAL):
        return True
    if any(child.lower_ in _NOBODY and child.dep_ in {"nsubj", "nsubjpass"} for child in token.children):
        return True
    if token.lemma_ == "decline" and token.doc.text.startswith(" to comment", token.idx + len(token)):
        return True
    if token.lemma_ == "ask" and token.tag_ == "VBN" and token.dep_ in {"advcl", "acl"}:
        return True  # "Asked whether X, she said": what was put to her is not hers
    if token.lemma_ in {"decline", "refuse", "ask", "want", "wish"} and _ANONYMOUS.search(
        token.doc.text, token.idx, token.idx + 60
    ):
        return True
    return token.lemma_ in _PLAIN_SAYING and any(child.dep_ == "neg" for child in token.children)


_ANONYMOUS = re.compile(r"\w+(?: not)? to be (?:named|identified|quoted)")
_PLAIN_SAYING = {"say", "tell", "state", "write", "announce", "mention", "report", "add", "declare", "claim", "explain"}


def _of_verb(passage: Passage, token: Token, verb: CueVerb) -> Fragment | None:
    subject = clause_subject(token) or neighbour_name(token)
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children)
    frame, contents = _content(passage, token, verb)
    if not contents:
        return None
    source = _agent(passage, token) if passive else (_mention(passage, subject) if subject is not None else None)
    if not passive and source is None:
        return None
    if source and any(source.overlaps(piece) for piece in contents):
        if passive:
            source = None
        else:
            return None
    cue_class = verb.classes[frame]
    return Fragment(
        contents=contents, cue=group_span(passage, token), cue_class=cue_class, source=source,
        rule=f"verb-{frame}" + ("-passive" if passive else ""), score=_SCORES.get(frame, 0.5) - (0.2 if passive else 0),
        speech=_is_speech(token, cue_class),
    )  # fmt: skip


def _is_speech(verb: Token, cue_class: str) -> bool:
    """Whether a verb reports an act of speech, not a thought, an intention or an attitude."""
    return cue_class not in {"belief", "intention"} and verb.lemma_.lower() not in cue_lexicon().attitudes


_SCORES = {"c": 0.85, "i": 0.7, "o": 0.55, "p": 0.65}


def _content(passage: Passage, token: Token, verb: CueVerb) -> tuple[str, list[Span]]:
    """(frame, content pieces) of a cue verb; no pieces where it governs nothing that can be content."""
    children = {
        dep: [c for c in token.children if c.dep_ == dep]
        for dep in ("ccomp", "xcomp", "dobj", "dative", "oprd", "prep")
    }
    if "c" in verb.frames:
        clauses = [c for c in children["ccomp"] if _apart(c, token)]
        if clauses:
            return "c", _clause_pieces(passage, clauses[0], token)
        if token.dep_ in {"parataxis", "ccomp"} and _inserted(token):
            return "c", _around(passage, token)
    if "p" in verb.frames and (children["dobj"] or children["dative"]):
        span = _object_on(passage, token, (children["dobj"] or children["dative"])[0])
        if span and span[1]:
            return "p", snap(passage, span[0])
    if "i" in verb.frames and children["xcomp"]:
        head = children["xcomp"][0]
        if head.i > token.i and any(c.tag_ == "TO" for c in head.children):
            span_ = subtree_span(passage, head)
            return "i", snap(passage, span_) if span_ else []
    if "o" in verb.frames and children["dobj"] and children["dobj"][0].i > token.i:
        span = _object_on(passage, token, children["dobj"][0])
        return "o", snap(passage, span[0]) if span else []
    return "c", []


def _of_idiom(passage: Passage, token: Token, words: frozenset[str]) -> Fragment | None:
    """“made it clear that ...”: a verb, a word that completes it, and a clause."""
    word = next((t for t in token.subtree if t.lower_ in words and 0 < t.i - token.i <= 4), None)
    subject = clause_subject(token)
    if word is None or subject is None:
        return None
    clause = next((c for c in (*word.children, *token.children, *word.head.children) if c.dep_ in {"ccomp", "acl", "relcl", "advcl"}
                   and c.i > word.i and any(m.lower_ == "that" for m in c.children)), None)  # fmt: skip
    source, content = _mention(passage, subject), subtree_span(passage, clause) if clause is not None else None
    if source is None or content is None or source.overlaps(content):
        return None
    cue = Span(group_span(passage, token).start, passage.start + word.idx + len(word))
    return Fragment(
        contents=snap(passage, content), cue=cue, cue_class="assertive", source=source, rule="idiom", score=0.8
    )


def _apart(clause: Token, verb: Token) -> bool:
    """Whether a clause can be content: not a bare fragment of the verb group."""
    return abs(clause.i - verb.i) > 1 or clause.pos_ not in {"AUX", "PART"}


def _clause_pieces(passage: Passage, clause: Token, verb: Token) -> list[Span]:
    span = subtree_span(passage, clause)
    if span is None:
        return []
    if span.start <= passage.start + verb.idx < span.end:  # the cue stands inside its own content
        return _around(passage, verb, span)
    return snap(passage, span)


def _inserted(verb: Token) -> bool:
    """Whether a verb of saying is set into a sentence between commas ("The plan, he said, is dead")."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or verb.head is verb or any(child.dep_ == "mark" for child in verb.children):
        return False
    first = min(subject.left_edge.i, verb.i)
    return first > 0 and verb.doc[first - 1].text in {",", "”", '"', "—", "–", "-"}


def _around(passage: Passage, verb: Token, whole: Span | None = None) -> list[Span]:
    """The sentence around an inserted verb of saying, in up to two pieces."""
    own = subtree_span(passage, verb)
    if whole is None:
        whole = subtree_span(passage, verb.head)
    if own is None or whole is None:
        return []
    verb_part = Span(min(own.start, passage.start + verb.left_edge.idx), own.end)
    pieces = []
    for start, end in ((whole.start, verb_part.start), (verb_part.end, whole.end)):
        piece = trimmed(passage, start, end) if end > start else None
        if piece and len(piece) > 3:
            pieces.extend(snap(passage, piece))
    return pieces


def _object_on(passage: Passage, token: Token, head: Token) -> tuple[Span, bool] | None:
    """From an object to the end of what completes it, and whether a predicate or phrase completes it."""
    first = last = subtree_span(passage, head)
    if first is None or last is None:
        return None
    more = False
    for child in token.children:
        if child.i <= head.i or child.dep_ not in _CONTENT_RIGHT:
            continue
        if child.dep_ == "advcl" and not any(c.tag_ == "TO" for c in child.children):
            continue
        if child.dep_ == "prep" and _temporal(child):
            continue
        span = subtree_span(passage, child)
        if span and span.end > last.end:
            last, more = span, True
    return Span(min(first.start, last.start), last.end), more or len(first) > 25


_TIMES = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "year", "interview",
          "statement", "speech", "conference", "tweet", "rally", "remarks", "email", "twitter", "facebook", "debate", "briefing",
          "address", "post", "letter", "morning", "night", "afternoon"}  # fmt: skip


def _temporal(prep: Token) -> bool:
    """Whether a phrase says when or where something was said, not what."""
    if prep.lower_ not in {"on", "in", "at", "during", "after", "before", "to", "since", "by", "last"}:
        return False
    return any(c.dep_ == "pobj" and (c.lower_ in _TIMES or c.ent_type_ == "DATE" or c.like_num) for c in prep.children)


def _of_preposition(passage: Passage, token: Token, wanted: frozenset[str], verb: CueVerb | None) -> Fragment | None:
    """Verbs whose content hangs on a preposition: called for ..., warned against ..., referred to ..."""
    subject = clause_subject(token)
    if subject is None or not wanted or any(c.dep_ == "auxpass" for c in token.children):
        return None
    prep = next(
        (c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ in wanted and c.i > token.i), None
    )
    if prep is None:
        return _of_for_clause(passage, token, subject, wanted)
    whole = subtree_span(passage, prep)
    start = passage.start + prep.idx + len(prep)
    if whole is None or whole.end <= start:
        return None
    end = whole.end
    for child in token.children:  # "called on them to ..."
        if child.i > prep.i and child.dep_ in {"xcomp", "advcl"} and any(c.tag_ == "TO" for c in child.children):
            rest = subtree_span(passage, child)
            end = max(end, rest.end) if rest else end
    content = trimmed(passage, start, end)
    source = _mention(passage, subject)
    if content is None or source is None or source.overlaps(content):
        return None
    cue_class = verb.cue_class if verb else "neutral"
    if token.lemma_ in cue_lexicon().pressing:
        cue_class = "demanding"
    cue = Span(group_span(passage, token).start, start)
    return Fragment(contents=snap(passage, content), cue=cue, cue_class=cue_class, source=source, rule="verb-preposition", score=0.55,
                    speech=cue_class not in {"belief", "intention"})  # fmt: skip


def _after_quotation(passage: Passage, token: Token) -> bool:
    """Whether a verb of any kind follows a quotation as a cue does: "...," she beamed."""
    if token.tag_ not in {"VBD", "VBZ"}:
        return False
    first = min((c.left_edge.i for c in token.children if c.dep_ == "nsubj" and c.i < token.i), default=token.i)
    lead = passage.view[: token.doc[first].idx].rstrip()
    quotation = passage.in_quotation(passage.start + len(lead) - 1) if lead else None
    inside = lead.rstrip("\"“”'’")
    closes = quotation is not None and quotation.end == passage.start + len(lead)
    return closes and inside.endswith((",", "?", "!"))


def _of_for_clause(passage: Passage, token: Token, subject: Token, wanted: frozenset[str]) -> Fragment | None:
    """“called for the embargo to be lifted”: the preposition opens a clause."""
    for clause in token.children:
        opener = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ in wanted), None)
        if clause.i < token.i or opener is None:
            continue
        content, source = subtree_span(passage, clause), _mention(passage, subject)
        if content and source and not source.overlaps(content):
            cue = group_span(passage, token)
            return Fragment(
                contents=snap(passage, content),
                cue=cue,
                cue_class="demanding",
                source=source,
                rule="verb-for",
                score=0.65,
            )
    return None


def _cue_alone(passage: Passage, token: Token, cue_class: CueClass) -> Fragment | None:
    """Cue and source without content, for the tier to give a quotation to."""
    subject = clause_subject(token) or neighbour_name(token)
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children):
        source = _agent(passage, token) or (
            _mention(passage, subject) if subject is not None and token.lemma_ == "quote" else None
        )
    else:
        source = _mention(passage, subject) if subject is not None else None
    if source is None:
        return None
    return Fragment(cue=group_span(passage, token), cue_class=cue_class, source=source, rule="cue-alone", score=0.5)


def _mention(passage: Passage, subject: Token) -> Span | None:
    """The subject as a mention; None for words that name nobody."""
    if subject.lower_ in _VOID and subject.dep_ != "relcl":
        return None
    if subject.lower_ == "it" and (subject.head.lemma_ in _IMPERSONAL or subject.head.pos_ == "AUX"):
        return None
    if passage.in_quotation(passage.start + subject.idx):
        return None
    if subject.pos_ == "PRON":
        return token_span(passage, subject, subject)
    phrase = noun_phrase(passage, subject)
    turn = passage.words(phrase).rfind(": ")  # the parser takes "NAME:" of a turn for part of it
    return Span(phrase.start + turn + 2, phrase.end) if turn >= 0 else phrase


def _agent(passage: Passage, token: Token) -> Span | None:
    agent = next((c for c in token.children if c.dep_ == "agent"), None)
    head = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    return noun_phrase(passage, head) if head is not None else None
