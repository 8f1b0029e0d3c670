"""The ladder: what one actor said on one issue, line by line, and a heading that says what the lines show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from onrecord.analyse.question import Question
from onrecord.language.dates import say_day
from onrecord.model.statement import IssueCode, IssueKind, Stance, Statement
from onrecord.store import Record
from onrecord.store.read import Kept, count_documents, count_unsought, statements_of, statements_on

__all__ = ["Ladder", "Line", "build_ladder", "climb", "say_unsought"]

_WORDS: dict[IssueKind, dict[Stance, str]] = {
    "policy": {"support": "supports", "oppose": "opposes", "conditional": "sets a condition"},
    "claim": {"support": "affirms", "oppose": "denies", "conditional": "sets a condition"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a statement, and how it is coded on the issue asked (None when no issue was asked).

    Attributes:
        official: said by, or for, the actor asked about.
        also: the same words carried by other documents.
    """

    kept: Kept
    code: IssueCode | None
    official: bool
    also: tuple[Kept, ...] = ()

    @property
    def stance(self) -> Stance | None:
        """The side, where the coding is sure enough to be counted."""
        return self.code.stance if self.code and self.code.counted else None

    @property
    def day(self) -> str | None:
        """The day it was said, ISO, cut to what is known."""
        said = self.kept.statement.said
        return said.date if said else None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The lines of an answer in order of day, unknown days last.

    Attributes:
        heading: in plain words, what the lines show; neutral, and careful about change.
        documents: how many documents the record holds, for "nothing found in N documents".
        not_said: what the texts say was not said: shown apart, and no line.
        unsure: statements that may be on the issue: suggestions, shown apart, and no line.
    """

    question: Question
    lines: tuple[Line, ...]
    heading: str
    documents: int
    not_said: tuple[Line, ...] = ()
    unsure: tuple[Line, ...] = ()


def build_ladder(record: Record, question: Question) -> Ladder:
    """Answer a question from the record."""
    issue = question.issue.id if question.issue else None
    ids = [actor.id for actor in question.actors]
    if ids:
        kept = statements_of(record, ids, issue)
    elif issue and question.who is None:
        kept = statements_on(record, issue)
    else:
        kept = []
    return climb(question, kept, count_documents(record), count_unsought(record))


def climb(question: Question, kept: list[Kept], documents: int, unsought: int = 0) -> Ladder:
    """The ladder of statements already at hand, in order of day.

    Args:
        unsought: in how many of the documents no statement was sought.
    """
    issue = question.issue.id if question.issue else None
    asked = {actor.id for actor in question.actors}
    said = [k for k in kept if k.statement.stands]
    # Parted before words that two papers carry are one line: a copy that is only suggested hides none that counts.
    sure: list[Kept] = []
    doubtful: list[Kept] = []
    for k in said:
        code = k.statement.code_on(issue)
        (doubtful if code and not code.counted else sure).append(k)
    lines = tuple(_line(k, issue, asked, also) for k, also in _once(sure))
    told = {_words(k.statement) for k in sure}
    unsure = tuple(_line(k, issue, asked, also) for k, also in _once(doubtful) if _words(k.statement) not in told)
    apart = tuple(_line(k, None, asked, ()) for k in kept if _not_said(k.statement, issue))
    heading = _heading(question, lines, documents, unsought)
    if unsure:
        heading += f" Shown apart: {_many(len(unsure), 'statement')} that may be on it, too unsure to count."
    if apart:
        heading += f" Shown apart: {_many(len(apart), 'passage')} that {'tells' if len(apart) == 1 else 'tell'} what was not said."
    return Ladder(question, lines, heading, documents, apart, unsure)


def _not_said(s: Statement, issue: str | None) -> bool:
    """Whether a text tells that it was not said, and of the issue that was asked about."""
    code = s.code_on(issue)
    return not s.performed and s.status != "rejected" and (issue is None or (code is not None and code.counted))


def _words(s: Statement) -> tuple[str, str]:
    """What two papers that carry the same have in common: who speaks, and the words."""
    return s.speaker.id if s.speaker else "", " ".join(s.text.split())


def _once(kept: list[Kept]) -> list[tuple[Kept, tuple[Kept, ...]]]:
    """Every statement once: the same words by the same speaker in a later document are carried, not said again."""
    first: dict[tuple[str, str], int] = {}
    found: list[tuple[Kept, list[Kept]]] = []
    for one in kept:
        s = one.statement
        words = _words(s)
        if words in first and s.speaker is not None and s.mode in {"authored", "direct"}:
            found[first[words]][1].append(one)
        else:
            first.setdefault(words, len(found))
            found.append((one, []))
    return [(one, tuple(also)) for one, also in found]


def _line(kept: Kept, issue: str | None, asked: set[str], also: tuple[Kept, ...]) -> Line:
    code = kept.statement.code_on(issue)
    s = kept.statement
    named = {actor.id for actor in s.actors()}
    return Line(kept, code, bool(named & asked) if asked else any(p.speaks_for for p in s.parties), also)


def say_unsought(unsought: int) -> str:
    """In how many documents nothing was sought, as a sentence; empty where there is none."""
    return (
        f" In {_many(unsought, 'document')} of these nothing was sought: only English is read so far."
        if unsought
        else ""
    )


def _heading(question: Question, lines: tuple[Line, ...], documents: int, unsought: int) -> str:
    if not lines:
        nothing = f"Nothing found in {_many(documents, 'document')}.{say_unsought(unsought)}"
        return f"{nothing} That is no position: it may only not have been read, or not been found."
    count = f"{_many(len(lines), 'line')} from {_many(len({line.kept.document.id for line in lines}), 'document')}"
    if question.issue is None:
        return f"{count}, on every issue."
    if not question.actors:
        return f"{count}, by everybody who speaks on it."
    words = _WORDS[question.issue.kind]
    sided = [line for line in lines if line.stance in words and line.official]
    if not sided:
        return f"{count}; it is mentioned, and no side is taken that the coder could tell."
    dated = [line for line in sided if line.day]
    runs = [(stance, list(group)) for stance, group in groupby(dated or sided, key=lambda line: line.stance)]
    sides = {line.stance for line in sided}
    one_claim = question.issue.kind == "policy" or question.issue.about or _of_one(sided)
    of_all = (
        f" A side is told in {len(sided)} of {count}."
        if len(sided) < len(lines)
        else f" {count[0].upper()}{count[1:]}."
    )
    rest = _undated(len(sided) - len(dated)) if dated else ""
    if len(sides) == 1:
        throughout = " throughout" if one_claim and len({line.day for line in dated}) > 1 else ""
        return f"{_word(words, runs[0][0]).capitalize()}{throughout}{_span(dated)}.{of_all}{rest}"
    if len(runs) > 3 or not dated or len(runs) == 1 or not one_claim:
        tally = ", ".join(f"{words[s]} in {n}" for s in words if (n := sum(line.stance == s for line in sided)))
        lead = "Lines on both sides" if sides >= {"support", "oppose"} else "Lines that differ"
        differ = "" if one_claim else " They are not all known to be about the same side."
        return f"{lead}{_span(dated)}: {tally}.{differ}{of_all}{rest}"
    steps = ", then ".join(f"{_word(words, stance)} (from {say_day(run[0].day)})" for stance, run in runs)
    paraphrased = any(line.kept.statement.mode in {"indirect", "ascribed"} for line in dated)
    careful = " Some of these lines are paraphrases, which may differ from the words used." if paraphrased else ""
    return f"Possible change: {steps}.{of_all}{careful}{rest}"


def _of_one(lines: list[Line]) -> bool:
    """Whether all lines on a claim hold it against, or clear, the same actor: only then do they agree, differ or change."""
    about = {line.code.about.id if line.code and line.code.about else None for line in lines}
    return len(about) == 1 and (None not in about or len(lines) == 1)


def _word(words: dict[Stance, str], stance: Stance | None) -> str:
    return words[stance] if stance else ""


def _undated(n: int) -> str:
    return f" Of {'one' if n == 1 else n} of them the day is not known." if n else ""


def _span(dated: list[Line]) -> str:
    if not dated:
        return ", on days that are not known"
    first, last = say_day(dated[0].day), say_day(dated[-1].day)
    return f", {first}" if first == last else f", {first} to {last}"


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
