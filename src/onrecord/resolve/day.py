"""The day of a statement, and what is missing of the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.language.dates import find_dates, find_relative, resolve_relative
from onrecord.language.paragraphs import running_view
from onrecord.model.actor import Office, Person, covers
from onrecord.model.document import Document, Published
from onrecord.model.statement import Said, Statement
from onrecord.resolve.people import Individual
from onrecord.resolve.titles import title_words

__all__ = ["complete_year", "day_said"]

_REACH = 70
_ENDS = ("\n", ". ", "? ", "! ", ".” ", '." ', "?” ", "!” ")
_EARLIER = re.compile(
    r"\b(?:previously|earlier|in the past|once|long|formerly|at the time|already|repeatedly|has|have|had)\b"
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
    """When a statement was made: a date beside its cue, a relative one counted from publication, or publication."""
    published = document.published
    if statement.cue is None and statement.source is None:
        return _publication(published)
    view = running_view(document.text)
    start, end = _surroundings(view, statement)
    pieces = [(p.start, p.end) for p in statement.content]

    def inside(at: int) -> bool:
        return any(s <= at < e for s, e in pieces)

    for phrase in find_dates(view, start, end):
        if not inside(phrase.start) and phrase.precision in {"day", "month"}:
            return Said(
                phrase.iso,
                "day" if phrase.precision == "day" else "month",
                "stated",
                document.quote(phrase.start, phrase.end),
            )
    for match in find_relative(view, start, end):
        if inside(match.start()):
            continue
        evidence = document.quote(match.start(), match.end())
        if published.precision != "day" or published.date is None:
            return Said(published.date, published.precision, "relative", evidence)
        resolved = resolve_relative(match, date.fromisoformat(published.date))
        if resolved:
            return Said(resolved[0], resolved[1], "relative", evidence)
    cue = statement.cue.quote.text.lower() if statement.cue else ""
    if _EARLIER.search(cue):
        return Said(None, "unknown", "unknown")
    return _publication(published)


def _publication(published: Published) -> Said:
    if published.date is None:
        return Said(None, "unknown", "unknown", published.evidence)
    return Said(published.date, published.precision, "publication", published.evidence)


def _surroundings(view: str, statement: Statement) -> tuple[int, int]:
    """The stretch around cue and source in which a date says when, inside their sentence."""
    parts = [part for part in (statement.cue.quote if statement.cue else None, statement.source) if part]
    low, high = min(p.start for p in parts), max(p.end for p in parts)
    start = max(max(view.rfind(end, 0, low) for end in _ENDS) + 1, low - _REACH)
    stop = min((at for end in _ENDS if (at := view.find(end, high)) >= 0), default=len(view))
    return start, min(stop, high + _REACH)
