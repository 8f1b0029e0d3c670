"""The day of a statement, and what is missing of the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.language.paragraphs import running_view
from onrecord.language.times import TimePhrase, find_times
from onrecord.model.actor import Office, Person, covers
from onrecord.model.document import Document, Published
from onrecord.model.statement import Said, Statement
from onrecord.resolve.individuals import Individual
from onrecord.resolve.titles import title_words

__all__ = ["complete_year", "day_said"]

_REACH = 90
_SENTENCE = 600
_END = re.compile(r"\n|[.?!][”\"]?(?:\n|[^\S\n]+(?=[\w“\"]))")
_SHORT = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mrs?|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|No|[A-Z])$"
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_SPOKE = re.compile(
    r"\b(?:said|told|spoke|speaking|wrote|writing|briefed|briefing|reported|announced|warned|declared)\b"
)
_EARLIER = re.compile(
    r"\b(?:previously|earlier|in the past|once|long|formerly|at the time|already|repeatedly|recently|often|always|used to|has|have|had)\b"
)
_CLAUSE = re.compile(
    r"\b(?:who|whose|whom|which|where|since|until|because|when|elected|appointed|born|built|bought|founded|killed|held|due|scheduled)\b"
)


def complete_year(published: Published, author: Individual | None) -> tuple[Published, str | None]:
    """Fill in the year of a "published on April 18" when only one year fits the author's term of office.

    Returns: (publication, reason); unchanged and None where nothing, or more than one year, fits.
    """
    if published.date or not published.month_day or author is None or author.person is None:
        return published, None
    years = _years(author.person, author.title, published.month_day.removeprefix("--"))
    if len(years) != 1:
        return published, None
    year, office = years.popitem()
    why = f"the year is inferred: {author.name} was {office.title} on that day of the year only in {year}"
    return replace(
        published,
        date=f"{year}-{published.month_day.removeprefix('--')}",
        precision="day",
        inferred=True,
        method="office",
    ), why


def _years(person: Person, title: str, month_day: str) -> dict[int, Office]:
    said = title_words().title_in(title) if title else None
    years: dict[int, Office] = {}
    for office in person.offices:
        if said is None or said not in office.title or office.since is None or office.until is None:
            continue
        for year in range(int(office.since[:4]), int(office.until[:4]) + 1):
            if covers(office.since, office.until, f"{year}-{month_day}"):
                years[year] = office
    return years


def day_said(document: Document, statement: Statement) -> Said:
    """When a statement was made: as the words nearest to its cue say, or else on the day of publication.

    Words in the content, in a clause about somebody ("who took office in May"), or that look ahead are passed over.
    """
    published = document.published
    if statement.cue is None and statement.source is None:
        return _publication(published)
    view = running_view(document.text)
    sentence, clause = _surroundings(view, statement)
    reference = date.fromisoformat(published.date) if published.precision == "day" and published.date else None
    pieces = [(p.start, p.end) for p in statement.content]
    anchors = [(p.start, p.end) for p in (statement.cue.quote if statement.cue else None, statement.source) if p]
    phrases = [
        p
        for p in find_times(view, *sentence, reference)
        if clause[0] <= p.start < clause[1]
        and min(_gap(p, anchor) for anchor in anchors) <= _REACH
        and not any(s <= p.start < e for s, e in pieces)
        and not _of_something_else(view, p, clause)
    ]
    told = [p for p in phrases if p.when is not None or reference is None]
    if told:
        nearest = min(told, key=lambda p: min(_gap(p, anchor) for anchor in anchors))
        evidence = document.quote(nearest.start, nearest.end)
        if nearest.when is None:
            return Said(published.date, published.precision, "relative", evidence)
        when = nearest.when
        return Said(when.iso, when.precision, "stated" if nearest.stated else "relative", evidence, when.until)
    cue = statement.cue.quote.text.lower() if statement.cue else ""
    if statement.cue and statement.source:
        low, high = sorted((statement.source.end, statement.cue.quote.start))
        if not any(low < e and s < high for s, e in pieces) and high - low < _REACH:
            cue = " ".join([*view[low:high].lower().split()[-2:], cue])
    if _EARLIER.search(cue):
        return Said(None, "unknown", "unknown")
    return _publication(published)


def _gap(phrase: TimePhrase, anchor: tuple[int, int]) -> int:
    return max(phrase.start - anchor[1], anchor[0] - phrase.end, 0)


def _of_something_else(view: str, phrase: TimePhrase, clause: tuple[int, int]) -> bool:
    """Whether a phrase dates another thing: a clause about a person or a thing, a name ("the Sunday Courier")."""
    before = view[clause[0] : phrase.start]
    if view[phrase.end : phrase.end + 2].strip()[:1].isupper() and _THE.search(before):
        return True
    stretch = re.split(r"[,“”\"]|\s[-–—]\s", before)[-1]
    about = _CLAUSE.search(stretch)
    return about is not None and not _SPOKE.search(
        stretch, about.start()
    )  # "who briefed reporters on Monday" tells when


def _publication(published: Published) -> Said:
    if published.date is None:
        return Said(None, "unknown", "unknown", published.evidence)
    return Said(published.date, published.precision, "publication", published.evidence)


def _surroundings(view: str, statement: Statement) -> tuple[tuple[int, int], tuple[int, int]]:
    """The sentence of cue and source, and the stretch between semicolons in it in which a date says when."""
    parts = [part for part in (statement.cue.quote if statement.cue else None, statement.source) if part]
    low, high = min(p.start for p in parts), max(p.end for p in parts)
    floor, roof = max(0, low - _SENTENCE), min(len(view), high + _SENTENCE)
    # One character more than the stretch: what begins a sentence is looked at to know its end.
    ends = [m for m in _END.finditer(view, floor, low + 1) if m.end() <= low]
    start = next((m.end() for m in reversed(ends) if not _cut_short(view, m.start())), floor)
    stop = next((m.start() for m in _END.finditer(view, high, roof) if not _cut_short(view, m.start())), roof)
    semicolon = view.rfind("; ", start, low) + 1
    other = view.find("; ", high, stop)
    return (start, stop), (max(start, semicolon), stop if other < 0 else other)


def _cut_short(view: str, at: int) -> bool:
    """Whether the full stop here ends a short form ("Feb. 2", "Mr. Holm") and no sentence."""
    return (
        view[at : at + 2] not in {".\n", "\n"}
        and view[at : at + 1] == "."
        and bool(_SHORT.search(view[max(0, at - 6) : at]))
    )
