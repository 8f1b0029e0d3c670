"""Who speaks, for whom and in which office, against marks on whole texts of many kinds.

Marks hold places and names, not words. A mark is found where a statement of the program shares at least half of its signs, and the
best of those is asked. What is right is asked of all that was found, so that a gap counts as a gap and not as a wrong line.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import BadGold
from onrecord.evaluate.actors import same_name, title_words
from onrecord.language.fold import fold
from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.statement import Role, Statement
from onrecord.resolve.register import Register
from onrecord.resolve.titles import title_words as lexicon

__all__ = ["FIGURES", "Asked", "Mark", "measure_speakers", "read_speaker_marks", "score_speakers"]

T = TypeVar("T")
_LEAST_SHARED, _SURE, _DRAWS = 0.5, 0.85, 1000
_SMALL = frozenset({"the", "of", "a", "an", "government", "state", "and", "s"})

_TELLING = frozenset({
    "adviser", "aide", "ambassador", "assistant", "chair", "chief", "commander", "commissioner", "consul", "deputy", "director", "elect", "envoy", "former", "general",
    "governor", "head", "king", "leader", "majority", "mayor", "minister", "minority", "premier", "president", "prime", "queen", "representative", "secretary", "senator",
    "shadow", "spokesperson", "under", "vice", "finance", "foreign", "defence", "interior", "justice", "trade", "transport", "economy", "energy", "health", "permanent",
})  # fmt: skip
"""Words that make two offices different ones; others say of what state or place an office is."""
_RANKS = frozenset({"deputy", "vice", "former", "acting", "assistant", "under", "shadow", "elect", "junior"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody says in a text, and what people marked of it.

    Attributes:
        start: the words that are said, in code points of the text, up to `end`.
        speakers: their names, several where the words are joint; none where the text leaves it open.
        own: whether it is a sentence of the text's author, and not reported.
    """

    document: str
    start: int
    end: int
    speakers: tuple[str, ...]
    spoken_for: str | None
    office: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A mark and what the program made of it: for each question "right", "wrong" or "open"; nothing where it was not found."""

    mark: Mark
    sure: float = 0.0
    answers: Mapping[str, str] = field(default_factory=dict)


def read_speaker_marks(
    path: Path, documents: Iterable[Document], half: str | None = None
) -> list[tuple[Document, list[Mark]]]:
    """The marks of a file by document; a document is known by its own id or the stem of its path, and by the hash of its text.

    Args:
        half: only marks of this half (`development` or `report`).

    Raises: OR-E01 BadGold, also where a document is missing or its text is not the one that was marked.
    """
    by_stem = {name: d for d in documents for name in (d.exported_id, Path(d.path).stem)}
    found: dict[str, list[Mark]] = defaultdict(list)
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for row in rows:
            if half is not None and row["half"] != half:
                continue
            document = by_stem[row["document"]]
            if not document.text_sha256.startswith(row["text_sha256"]):
                raise BadGold(f"the text of {row['document'][:60]} is not the one that was marked")
            found[row["document"]].append(_mark(row))
    except KeyError as error:
        raise BadGold(f"{path.name}: {str(error)[:80]} is missing", "read the texts that the marks are about") from None
    except (OSError, ValueError, TypeError, AttributeError, UnicodeDecodeError):
        raise BadGold(f"{path.name} is no file of marks of speakers") from None
    if not found:
        raise BadGold(f"{path.name} has no marks" + (f" of a half {half[:40]}" if half else ""))
    return [(by_stem[stem], marks) for stem, marks in found.items()]


def _mark(row: Mapping[str, Any]) -> Mark:
    names = tuple(str(name) for name in row["speakers"])
    place = (int(row["start"]), int(row["end"]))
    return Mark(row["document"], *place, names, row["spoken_for"], row["office"], bool(row["own"]))


def score_speakers(marked: Sequence[tuple[Document, list[Mark]]], register: Register) -> list[Asked]:
    """Every mark with what the program made of it. Cost: marks times statements of a document."""
    return [_asked(mark, document, marks, register) for document, marks in marked for mark in marks]


def _asked(mark: Mark, document: Document, marks: Sequence[Mark], register: Register) -> Asked:
    # What is reported within an author's sentence is found where it stands apart, not where the sentence is the author's; and
    # what is told within another's words where it does, not where those are.
    around = [other for other in marks if other != mark and other.start <= mark.start and mark.end <= other.end]
    taken = {found.id for other in around if (found := _found(other, document.statements))}
    statement = _found(
        mark, (s for s in document.statements if (mark.own or s.mode != "authored") and s.id not in taken)
    )
    if statement is None:
        return Asked(mark)
    answers = {
        "speaker": _speaker(mark, statement, register),
        "spoken for": _all_right(
            mark.spoken_for,
            [p.speaks_for for p in statement.parties] or [None],
            lambda one, made: _answer(one, made, register),
        ),
        "office": _all_right(mark.office, [p.role for p in statement.parties] or [None], _office),
    }
    return Asked(mark, statement.confidence.speaker or 0.0, answers)


def _found(mark: Mark, statements: Iterable[Statement]) -> Statement | None:
    def likeness(statement: Statement) -> float:
        pieces = statement.content
        shared = sum(max(0, min(mark.end, p.end) - max(mark.start, p.start)) for p in pieces)
        length = sum(p.end - p.start for p in pieces)
        return (
            shared / (mark.end - mark.start + length - shared)
            if shared >= _LEAST_SHARED * (mark.end - mark.start)
            else 0.0
        )

    best = max(statements, key=likeness, default=None)
    return best if best is not None and likeness(best) > 0 else None


def _speaker(mark: Mark, statement: Statement, register: Register) -> str:
    made = [party.speaker for party in statement.parties]
    if not mark.speakers:
        return "wrong" if any(one.kind in {"person", "state", "organisation"} for one in made) else "right"
    if not made:
        return "open"
    each = [any(_same(name, one, register) for one in made) for name in mark.speakers]
    return "right" if all(each) and len(made) == len(mark.speakers) else "wrong"


def _answer(marked: str | None, made: Actor | None, register: Register) -> str:
    if marked is None or made is None:
        return "right" if marked is None and made is None else "open" if made is None else "wrong"
    return "right" if _same(marked, made, register) else "wrong"


def _same(name: str, made: Actor, register: Register) -> bool:
    named = register.lookup(name)
    if named and named[0].id == made.id:
        return True
    if made.kind == "person":
        return same_name(name, made.name)
    one, other = (_telling_words(words) for words in (name, made.name))
    return bool(one and other) and (one <= other or other <= one)


def _telling_words(name: str) -> set[str]:
    """“Norland's defence ministry” and “defence ministry of Norland” are of the same words."""
    return set(fold(re.sub(r"['’]s?(?=\s|$)", "", name)).split()) - _SMALL


def _all_right(marked: str | None, made: Sequence[T], ask: Callable[[str | None, T], str]) -> str:
    """One answer about the parties of joint words, marked with semicolons between: right where it is of each."""
    names = [name.strip() for name in marked.split(";")] if marked else [None]
    if len(names) != len(made):
        names = names[:1] * len(made) if len(names) == 1 else [*names, *[None] * len(made)][: len(made)]
        return (
            "open"
            if all(one is None for one in made) and marked
            else min((ask(n, m) for n, m in zip(names, made, strict=True)), key=_WORST.index)
        )
    return min((ask(name, one) for name, one in zip(names, made, strict=True)), key=_WORST.index)


_WORST = ("wrong", "open", "right")


def _office(marked: str | None, role: Role | None) -> str:
    if marked is None or role is None:
        return "right" if marked is None and role is None else "open" if role is None else "wrong"
    one, other = (title_words(words) & _TELLING or title_words(words) for words in (marked, role.title))
    if one == other or "spokesperson" in one & other:
        return "right"
    # “Chairwoman of the Export Bank” and “chairwoman”: the same office, where neither is a deputy's.
    said, made = (lexicon().title_in(words.lower()) for words in (marked, role.title))
    same_rank = title_words(marked) & _RANKS == title_words(role.title) & _RANKS
    return "right" if said is not None and said == made and same_rank else "wrong"


def _share(rows: Sequence[Asked], question: str, *, own: bool | None = None) -> float | None:
    asked = [row.answers[question] for row in rows if row.answers and own in (None, row.mark.own)]
    return 100 * sum(answer == "right" for answer in asked) / len(asked) if asked else None


def _found_share(rows: Sequence[Asked], *, own: bool) -> float | None:
    asked = [row for row in rows if row.mark.own is own]
    return 100 * sum(bool(row.answers) for row in asked) / len(asked) if asked else None


def _wrong(rows: Sequence[Asked], question: str) -> float | None:
    asked = [row.answers[question] for row in rows if row.answers]
    return 100 * sum(answer == "wrong" for answer in asked) / len(asked) if asked else None


def _sure_and_wrong(rows: Sequence[Asked]) -> float | None:
    sure = [row for row in rows if row.answers and row.sure >= _SURE]
    return 100 * sum(row.answers["speaker"] == "wrong" for row in sure) / len(sure) if sure else None


FIGURES: dict[str, Callable[[Sequence[Asked]], float | None]] = {
    "found, of words of others": lambda rows: _found_share(rows, own=False),
    "found, of the author's own": lambda rows: _found_share(rows, own=True),
    "speaker right, of those found": lambda rows: _share(rows, "speaker"),
    "speaker right, of words of others": lambda rows: _share(rows, "speaker", own=False),
    "speaker right, of the author's own": lambda rows: _share(rows, "speaker", own=True),
    "speaker wrong (the rest is open)": lambda rows: _wrong(rows, "speaker"),
    "spoken for right": lambda rows: _share(rows, "spoken for"),
    "spoken for wrong (the rest is open)": lambda rows: _wrong(rows, "spoken for"),
    "office right": lambda rows: _share(rows, "office"),
    "office wrong (the rest is open)": lambda rows: _wrong(rows, "office"),
    "of speakers given with 0.85 and more: wrong": _sure_and_wrong,
}
"""Every figure by its name, in per cent, from marks that were asked about."""


def measure_speakers(rows: Sequence[Asked]) -> dict[str, tuple[float, float, float]]:
    """Every figure that there is anything for, with the bounds of 95 % of bootstrap samples over documents."""
    by_document: dict[str, list[Asked]] = defaultdict(list)
    for row in rows:
        by_document[row.mark.document].append(row)
    groups, rng = list(by_document.values()), random.Random(2014)  # noqa: S311  # no secret
    drawn = [[row for group in rng.choices(groups, k=len(groups)) for row in group] for _ in range(_DRAWS)]
    made = {}
    for name, figure in FIGURES.items():
        value, values = figure(rows), sorted(v for sample in drawn if (v := figure(sample)) is not None)
        if value is not None:
            made[name] = (value, values[int(0.025 * len(values))], values[int(0.975 * len(values))])
    return made
