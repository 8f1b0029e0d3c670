"""Score the register and the resolving of mentions against hand-made marks.

Four files of JSON lines, each scored by a function of its own: offices on a day; mentions in news articles; names in
short texts made to mislead; dates in sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.evaluate.antecedents import resolved_marks
from onrecord.language.fold import fold
from onrecord.language.paragraphs import running_view
from onrecord.model.actor import Actor, Office
from onrecord.model.document import Document, Published
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Statement
from onrecord.pipeline import Stage
from onrecord.resolve.candidates import people_named
from onrecord.resolve.register import Register

__all__ = [
    "ActorScore",
    "outcomes",
    "same_name",
    "score_dates",
    "score_mentions",
    "score_names",
    "score_offices",
    "title_words",
]

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LESSER = frozenset({"deputy", "vice", "assistant", "shadow", "under", "elect"})
_SAME = {
    "defense": "defence", "spokesman": "spokesperson", "spokeswoman": "spokesperson", "secretary general": "secretary-general",
    "director general": "director-general", "advisor": "adviser", "external affairs minister": "foreign minister", "foreign secretary": "foreign minister",
}  # fmt: skip


@dataclass(slots=True)
class ActorScore:
    """What came out for each mark.

    Attributes:
        rows: (mark, outcome, confidence); the outcome is "right", "wrong" or "open".
    """

    rows: list[tuple[dict[str, Any], str, float]] = field(default_factory=list)

    def share(self, outcome: str = "right") -> float:
        """Per cent of all marks with an outcome."""
        return 100 * sum(o == outcome for _, o, _ in self.rows) / len(self.rows) if self.rows else 0.0

    def precision_at(self, coverage: float) -> float:
        """Per cent right among the surest answers that make up this share of all marks; 0 where fewer are answered."""
        answered = sorted((r for r in self.rows if r[1] != "open"), key=lambda r: -r[2])
        wanted = round(coverage * len(self.rows))
        if not wanted or len(answered) < wanted:
            return 0.0
        return 100 * sum(o == "right" for _, o, _ in answered[:wanted]) / wanted

    @property
    def coverage(self) -> float:
        """Per cent of marks that got an answer."""
        return 100 - self.share("open")

    def by(self, key: str) -> dict[str, Counter[str]]:
        """Outcomes by the value of a field of the marks."""
        found: dict[str, Counter[str]] = {}
        for mark, outcome, _ in self.rows:
            found.setdefault(str(mark.get(key)), Counter())[outcome] += 1
        return found


def score_offices(marks: Iterable[dict[str, Any]], register: Register) -> ActorScore:
    """Marks: `name, on, title, for`; title None where the person held no office that day."""
    score = ActorScore()
    for mark in marks:
        people = people_named(str(mark["name"]), register)
        held = [office for person in people[:1] for office in person.offices_on(mark["on"])]
        if len(people) != 1:
            outcome = "open"
        elif mark["title"] is None:
            outcome = "wrong" if held else "right"
        else:
            outcome = "right" if any(_same_office(office, mark, register) for office in held) else "wrong"
        score.rows.append((mark, outcome, 1.0))
    return score


def _same_office(office: Office, mark: dict[str, Any], register: Register) -> bool:
    asked = register.lookup(str(mark["for"]))
    principal = register.actors[office.for_id]
    bodies = {principal.id, register.parents.get(principal.id, principal.id)}
    if (asked and asked[0].id not in bodies) or (not asked and fold(mark["for"]) not in fold(principal.name)):
        return False
    one, other = title_words(office.title), title_words(str(mark["title"]))
    return (one <= other or other <= one) and not (one ^ other) & _LESSER


def title_words(title: str) -> frozenset[str]:
    """The words of an office that tell it from another, in one spelling."""
    words = fold(title)
    for said, standard in _SAME.items():
        words = words.replace(said, standard)
    return frozenset(words.replace("-", " ").split()) - {"of", "the", "for", "and", "to"}


def score_mentions(
    marks: dict[str, list[dict[str, Any]]], rows: Iterable[dict[str, Any]], segment: Stage, resolve: Stage
) -> ActorScore:
    """Marks by document: `start, end, kind, actor, id`, and perhaps other readings that a fair reader could give (`alt`).

    The sources are given; whether the right one of kind and name comes out is asked. What no actor stands for
    ("none") is right left open, and is not counted as answered.
    """
    score = ActorScore()
    for _, mark, statement in resolved_marks(marks, rows, segment, resolve):
        speaker = statement.speaker if statement else None
        sure = statement.confidence.speaker or 0.0 if statement else 0.0
        score.rows.append((mark, _outcome(mark, speaker), sure))
    return score


def _outcome(mark: dict[str, Any], speaker: Actor | None) -> str:
    if speaker is None:
        return "right" if mark["kind"] == "none" else "open"
    readings = [mark, *(mark.get("alt") or {}).get("readings", [])]
    return "right" if any(_is(speaker, one) for one in readings) else "wrong"


def _is(speaker: Actor, mark: dict[str, Any]) -> bool:
    if mark["kind"] in {"group", "unnamed"}:
        return speaker.kind in {"group", "unnamed"}
    if mark["kind"] == "none":
        return False
    if mark.get("id") and mark["id"] == speaker.id:
        return True
    kinds = {"person"} if mark["kind"] == "person" else {"state", "organisation"}
    if speaker.kind not in kinds or not mark.get("actor"):
        return False
    one, other = (fold(_POSSESSIVE.sub("", name)).split() for name in (speaker.name, str(mark["actor"])))
    if mark["kind"] == "person":
        return same_name(speaker.name, str(mark["actor"]))
    return set(one) <= set(other) or set(other) <= set(one)


def same_name(name: str, full: str) -> bool:
    """Whether a name of a person is that of another one: the same family name, and a first name that begins alike, if any."""
    one, other = (fold(_POSSESSIVE.sub("", words)).split() for words in (name, full))
    return bool(one and other) and _last(one) == _last(other) and (len(one) == 1 or one[0][0] == other[0][0])


def _last(words: list[str]) -> str:
    return next((w for w in reversed(words) if w not in _SUFFIXES), "")


_POSSESSIVE = re.compile(r"['’]s?(?=\s)")


def score_names(marks: Iterable[dict[str, Any]], stages: Iterable[Stage]) -> ActorScore:
    """Marks: `text, mention, nth, answer`; the answer is a full name of the text, None where no careful reader can tell."""
    score = ActorScore()
    segment, attribute, resolve = list(stages)[:3]
    for mark in marks:
        text = str(mark["text"])
        start = _nth(text, str(mark["mention"]), int(mark["nth"]))
        document = _asked(attribute(segment(_document(text))), start, str(mark["mention"]))
        statement = _at(resolve(document), start)
        speaker = statement.speaker if statement else None
        if mark["answer"] is None:
            outcome = "right" if speaker is None or speaker.kind != "person" else "wrong"
        else:
            outcome = (
                "open"
                if speaker is None
                else "right"
                if _is(speaker, {"kind": "person", "actor": mark["answer"]})
                else "wrong"
            )
        score.rows.append((mark, outcome, 1.0))
    return score


def _asked(document: Document, start: int, mention: str) -> Document:
    """The document with the mention as a source: of a statement that was found, or of one made of what follows it."""
    end = start + len(mention)
    if start < 0 or _at(document, start) or end >= len(document.text.rstrip()):
        return document
    stop = next((m.end() for m in re.finditer(r"[.!?]", document.text[end:])), len(document.text) - end) + end
    given = Statement(
        id="given", voice="reporter", mode="indirect", content=(document.quote(end, max(stop, end + 1)),),
        source=document.quote(start, end),
    )  # fmt: skip
    return replace(document, statements=tuple(sorted((*document.statements, given), key=lambda s: s.start)))


def _nth(text: str, mention: str, nth: int) -> int:
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text)]
    return places[min(nth, len(places)) - 1] if places else -1


def _at(document: Document, place: int) -> Statement | None:
    return next((s for s in document.statements if s.source and s.source.start <= place < s.source.end), None)


def score_dates(marks: Iterable[dict[str, Any]], stages: Iterable[Stage]) -> ActorScore:
    """Marks: `sentence, published, speaker, date, precision, from, to`.

    "wrong" is a date that does not hold the marked one, or is more exact than it; "open" is none, or a wider one.
    """
    score = ActorScore()
    segment, attribute, resolve = list(stages)[:3]
    for mark in marks:
        document = segment(_document(str(mark["sentence"])))
        document = replace(document, published=Published(mark["published"], "day"))
        resolved = resolve(attribute(document))
        place = running_view(resolved.text).find(str(mark["speaker"]))
        statement = _at(resolved, place) or next((s for s in resolved.statements if s.source), None)
        score.rows.append((mark, _date_outcome(mark, statement), 1.0))
    return score


def _date_outcome(mark: dict[str, Any], statement: Statement | None) -> str:
    said = statement.said if statement else None
    if said is None:
        return "open"
    if mark["precision"] == "range":
        if said.until is not None and said.date is not None:
            return "right" if (said.date, said.until) == (mark["from"], mark["to"]) else "wrong"
        if said.date is None:
            return "open"
        return "open" if len(said.date) < 10 and mark["from"].startswith(said.date) else "wrong"
    if mark["date"] is None:
        return "right" if said.date is None else "wrong"
    if said.date is None:
        return "open"
    if said.date == mark["date"] and said.until is None:
        return "right"
    return "open" if mark["date"].startswith(said.date) and said.until is None else "wrong"


def _document(text: str) -> Document:
    return Document(path="made.txt", sha256=sha256_text(text), text=text, language="en")


def outcomes(score: ActorScore, key: str) -> Iterator[str]:
    """Lines: each value of a field with its outcomes, the worst first."""
    for value, counts in sorted(score.by(key).items(), key=lambda item: item[1]["right"] / sum(item[1].values())):
        yield f"  {value:24} {counts['right']:4} right, {counts['wrong']:3} wrong, {counts['open']:3} open"
