"""Interviews that are printed without names at the turns: which paragraphs ask, and which answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

__all__ = ["Turn", "asks", "find_turns", "initials_at", "is_conversation"]

Turn = Literal["question", "answer"]
_I = re.compile(r"\b(?:I|we|my|our|me|us|mine|ours|I'm|I've|I'd|I'll|we're|we've|we'd|we'll)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours|you're|you've|you'd|you'll)\b", re.IGNORECASE)
_INITIALS = re.compile(r"\s*(?P<who>(?:[A-Z]\.? ?){1,2}[A-Z]\.?)(?:\s*[:—–-]\s*|\s+)(?=[A-Z0-9\"“\[(])")
_CALLED = re.compile(r"(?<![A-Za-z])(?:Madam|Mr\.?|Minister|President|Ambassador|Excellency)\b[^.?!]{0,30},")
_OWN_ANSWERS = 0.4
_FEWEST_MARKED = 3
_FEWEST_INITIALS, _FEWEST_EACH, _MOST_PEOPLE = 6, 2, 4
_ENDS = "\"'”’)]_* "
_WRAPPED = re.compile(r"\s*(?P<mark>[_*]{1,3})(?=\S).*\S(?P=mark)\s*", re.DOTALL)
_LONGEST_QUESTION = 70


def asks(text: str) -> bool:
    """Whether a paragraph ends with a question mark and is as short as a question."""
    return text.rstrip(_ENDS).endswith("?") and len(text.split()) <= _LONGEST_QUESTION and text.lstrip()[:1] not in '"“'


def is_conversation(paragraphs: Sequence[str], turns: Sequence[Turn | None]) -> bool:
    """Whether somebody is asked and answers of themselves: “you” in two questions at least, and “I” or “we” in many answers."""
    asked = [text for text, turn in zip(paragraphs, turns, strict=True) if turn == "question"]
    answers = [text for text, turn in zip(paragraphs, turns, strict=True) if turn == "answer"]
    addressed = sum(_YOU.search(text) is not None or _CALLED.search(text) is not None for text in asked)
    own = sum(_I.search(text) is not None for text in answers)
    return addressed >= _FEWEST_EACH and own >= _OWN_ANSWERS * len(answers)


def initials_at(paragraphs: Sequence[str]) -> list[re.Match[str] | None]:
    """For each paragraph the initials that open it (`who`), where a text marks its turns so; nothing for another.

    At least half of the paragraphs open with the initials of two to four people, each of them more than once. Cost: linear.
    """
    found = [_INITIALS.match(text) for text in paragraphs]
    counted = Counter(match["who"] for match in found if match)
    turns = sum(counted.values())
    if turns < max(_FEWEST_INITIALS, len(found) / 2) or not 1 < len(counted) <= _MOST_PEOPLE:
        return [None] * len(found)
    return found if min(counted.values()) >= _FEWEST_EACH else [None] * len(found)


def find_turns(paragraphs: Sequence[str]) -> list[Turn | None]:
    """For each paragraph of an interview's body in order, whether it asks or answers; None where that cannot be told.

    What stands above the first question is told by nobody of the two. A paragraph behind a question answers it. One behind an answer
    asks where it ends with a question mark or only speaks of “you”, and answers where it only speaks of “I” and “we”; where it does
    neither it stays open, so that an interviewer's words go to nobody rather than into the other's mouth. Cost: linear.
    """
    marked = _by_marks(paragraphs)
    if marked:
        return marked
    turns: list[Turn | None] = []
    before: Turn | None = None
    asked = False
    for text in paragraphs:
        turn = _turn(text, before, started="question" in turns, asked=asked)
        asked = turn == "question" and asks(text)
        turns.append(turn)
        if text.lstrip()[:1] not in "([":
            before = turn
    return turns


def _by_marks(paragraphs: Sequence[str]) -> list[Turn | None]:
    """The turns where the questions stand between marks of emphasis (“_Will it hold?_”): these ask, and what follows the first answers."""
    wrapped = [_WRAPPED.fullmatch(text) is not None for text in paragraphs]
    questions = [text for text, inside in zip(paragraphs, wrapped, strict=True) if inside]
    asking = [text for text in paragraphs if asks(text)]
    if (
        len(questions) < _FEWEST_MARKED
        or sum(_WRAPPED.fullmatch(text) is not None for text in asking) <= len(asking) / 2
    ):
        return []
    turns: list[Turn | None] = []
    for text, inside in zip(paragraphs, wrapped, strict=True):
        aside = text.lstrip()[:1] in "([" or not any(turn == "question" for turn in turns)
        turns.append("question" if inside else None if aside else "answer")
    return turns


def _turn(text: str, before: Turn | None, *, started: bool, asked: bool) -> Turn | None:
    """What one paragraph is; `asked`: whether the question before it ends with a question mark, so that any words behind it answer."""
    if text.lstrip()[:1] in "([":
        return None  # “[Laughs.]”
    own, other = _I.search(text) is not None, _YOU.search(text) is not None
    question = asks(text)
    if before == "question":
        if question and not own:
            return "question"
        return "answer" if asked or own else None
    if question and (other or not own):
        return "question"
    if not started:
        return None
    if other and not own and before == "answer" and len(text.split()) <= _LONGEST_QUESTION:
        return "question"
    return "answer" if own and not other else None
