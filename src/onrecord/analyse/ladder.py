"""The ladder: what one actor said on one issue, line by line, and a heading that says what the lines show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from onrecord.analyse.question import Question
from onrecord.language.dates import say_day
from onrecord.model.statement import Stance
from onrecord.store import Record
from onrecord.store.read import Kept, count_documents, statements_of, statements_on

__all__ = ["Ladder", "Line", "build_ladder", "climb"]

_WORDS: dict[Stance, str] = {"support": "supports", "oppose": "opposes", "conditional": "sets a condition"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a statement, and the side it takes on the issue asked (None when no issue was asked).

    Attributes:
        official: said by, or for, the actor asked about.
        also: the same words carried by other documents.
    """

    kept: Kept
    stance: Stance | None
    official: bool
    also: tuple[Kept, ...] = ()

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
    """

    question: Question
    lines: tuple[Line, ...]
    heading: str
    documents: int
    not_said: tuple[Line, ...] = ()


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
    return climb(question, kept, count_documents(record))


def climb(question: Question, kept: list[Kept], documents: int) -> Ladder:
    """The ladder of statements already at hand, in order of day."""
    issue = question.issue.id if question.issue else None
    asked = {actor.id for actor in question.actors}
    said = [k for k in kept if k.statement.stands]
    lines = tuple(_line(k, issue, asked, also) for k, also in _once(said))
    apart = tuple(
        _line(k, None, asked, ()) for k in kept if not k.statement.performed and k.statement.status != "rejected"
    )
    heading = _heading(question, lines, documents)
    if apart:
        heading += f" Shown apart: {_many(len(apart), 'passage')} that {'tells' if len(apart) == 1 else 'tell'} what was not said."
    return Ladder(question, lines, heading, documents, apart)


def _once(kept: list[Kept]) -> list[tuple[Kept, tuple[Kept, ...]]]:
    """Every statement once: the same words by the same speaker in a later document are carried, not said again."""
    first: dict[tuple[str, str], int] = {}
    found: list[tuple[Kept, list[Kept]]] = []
    for one in kept:
        s = one.statement
        words = (s.speaker.id if s.speaker else "", " ".join(s.text.split()))
        if words in first and s.speaker is not None and s.mode in {"authored", "direct"}:
            found[first[words]][1].append(one)
        else:
            first.setdefault(words, len(found))
            found.append((one, []))
    return [(one, tuple(also)) for one, also in found]


def _line(kept: Kept, issue: str | None, asked: set[str], also: tuple[Kept, ...]) -> Line:
    stance = next((code.stance for code in kept.statement.issues if code.issue == issue), None)
    s = kept.statement
    named = {actor.id for actor in (s.speaker, s.speaks_for) if actor}
    return Line(kept, stance, bool(named & asked) if asked else s.speaks_for is not None, also)


def _heading(question: Question, lines: tuple[Line, ...], documents: int) -> str:
    if not lines:
        return f"Nothing found in {_many(documents, 'document')}. That is no position: it may only not have been read, or not been found."
    count = f"{_many(len(lines), 'line')} from {_many(len({line.kept.document.id for line in lines}), 'document')}"
    if question.issue is None:
        return f"{count}, on every issue."
    if not question.actors:
        return f"{count}, by everybody who speaks on it."
    sided = [line for line in lines if line.stance in _WORDS and line.official]
    if not sided:
        return f"{count}; it is mentioned, and no side is taken that the coder could tell."
    dated = [line for line in sided if line.day]
    runs = [(stance, list(group)) for stance, group in groupby(dated or sided, key=lambda line: line.stance)]
    sides = {line.stance for line in sided}
    of_all = (
        f" A side is taken in {len(sided)} of {count}."
        if len(sided) < len(lines)
        else f" {count[0].upper()}{count[1:]}."
    )
    rest = _undated(len(sided) - len(dated)) if dated else ""
    if len(sides) == 1:
        throughout = " throughout" if len({line.day for line in dated}) > 1 else ""
        return f"{_word(runs[0][0]).capitalize()}{throughout}{_span(dated)}.{of_all}{rest}"
    if len(runs) > 3 or not dated or len(runs) == 1:
        tally = ", ".join(f"{_WORDS[s]} in {n}" for s in _WORDS if (n := sum(line.stance == s for line in sided)))
        lead = "Lines on both sides" if sides >= {"support", "oppose"} else "Lines that differ"
        return f"{lead}{_span(dated)}: {tally}.{of_all}{rest}"
    steps = ", then ".join(f"{_word(stance)} (from {say_day(run[0].day)})" for stance, run in runs)
    paraphrased = any(line.kept.statement.mode in {"indirect", "ascribed"} for line in dated)
    careful = " Some of these lines are paraphrases, which may differ from the words used." if paraphrased else ""
    return f"Possible change: {steps}.{of_all}{careful}{rest}"


def _word(stance: Stance | None) -> str:
    return _WORDS[stance] if stance else ""


def _undated(n: int) -> str:
    return f" Of {'one' if n == 1 else n} of them the day is not known." if n else ""


def _span(dated: list[Line]) -> str:
    if not dated:
        return ", on days that are not known"
    first, last = say_day(dated[0].day), say_day(dated[-1].day)
    return f", {first}" if first == last else f", {first} to {last}"


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
