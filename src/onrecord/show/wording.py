"""The program's own words about documents, dates and speakers: plain, neutral, and never more certain than the record."""

from __future__ import annotations

from collections import Counter

from onrecord.language.dates import say_day
from onrecord.model.document import Document, Published
from onrecord.model.statement import IssueCode, Party, Said, Statement

__all__ = [
    "clean", "describe_document", "say_act", "say_code", "say_published", "say_said", "say_speaker", "say_stance",
]  # fmt: skip

_VOICES = {"op-ed": "in the voice of its author", "opinion": "in the voice of its author", "editorial": "in the voice of its paper", "joint-statement": "in the voice of its parties",
           "official-statement": "in the voice of its author", "interview": "in turns", "transcript": "in turns"}  # fmt: skip
_STANCES = {"support": "supports", "oppose": "opposes", "conditional": "conditional", "mention": "mentions"}
_OF_CLAIM = {"support": "affirms", "oppose": "denies", "conditional": "conditional", "mention": "mentions"}


def clean(text: str) -> str:
    """Text from outside as one harmless line: no control characters, no breaks."""
    return " ".join("".join(ch if ch.isprintable() or ch.isspace() else "\ufffd" for ch in text).split())


def say_published(published: Published) -> str:
    """The date of publication and how sure it is."""
    if published.date is None:
        if published.month_day and published.evidence:
            return f"“{clean(published.evidence.text)}”, year unknown"
        return "date unknown"
    how = {"metadata": "from its metadata", "dateline": "dateline", "stated": "stated", "captions": "inferred: not before its latest caption",
           "office": "day stated, year inferred from the author's office"}  # fmt: skip
    others = f"; others give {', '.join(clean(o) for o in published.others)}" if published.others else ""
    return f"{say_day(published.date)} ({how.get(published.method, published.method)}{others})"


def say_said(said: Said | None) -> str:
    """When something was said, and how that is known."""
    if said is None or said.date is None:
        return "day unknown"
    if said.method == "publication":
        return f"{say_day(said.date)}, day of publication"
    if said.until:
        words = f", from “{clean(said.evidence.text)}”" if said.evidence else ""
        return f"{say_day(said.date)} to {say_day(said.until)}{words}"
    if said.evidence:
        return f"{say_day(said.date)}, from “{clean(said.evidence.text)}”"
    return say_day(said.date)


def say_speaker(statement: Statement) -> str:
    """Who, in which office that day, for whom."""
    s = statement
    if s.speaker is None:
        return f"“{clean(s.source.text)}” (not resolved)" if s.source else "speaker not given"
    told = [_say_party(party) for party in s.parties]
    return told[0] if len(told) == 1 else f"jointly: {'; '.join(told)}"


def _say_party(party: Party) -> str:
    parts = [clean(party.speaker.name)]
    if party.role:
        parts.append(party.role.title)
    if party.speaks_for and party.speaks_for.id != party.speaker.id:
        parts.append(f"for {clean(party.speaks_for.name)}")
    elif party.speaks_for is None:
        parts.append("speaking for no state or organisation")
    return ", ".join(parts)


def say_stance(stance: str, kind: str = "policy") -> str:
    """The side taken on an issue's proposition: a policy is supported or opposed, a claim affirmed or denied."""
    return (_OF_CLAIM if kind == "claim" else _STANCES).get(stance, stance)


def say_code(code: IssueCode, statement: Statement) -> str:
    """The side that a statement takes: who affirms a claim about its own side admits it. A suggestion puts no side into a mouth."""
    if not code.counted:
        return "may be about it"
    own = {actor.id for actor in statement.actors()}
    said = say_stance(code.stance, code.kind)
    if said == "affirms" and code.about is not None and code.about.id in own:
        said = "admits"
    return said


def say_act(statement: Statement) -> str:
    """What the words do, as the text says it, else as it was read: “denied”, “asserts”; empty where neither is known.

    A colon behind a name says nothing of it.
    """
    cue = clean(statement.cue.quote.text) if statement.cue else ""
    return cue if any(letter.isalpha() for letter in cue) else statement.act or ""


def describe_document(document: Document) -> str:
    """One plain line: kind, whose voice, what was set aside, date and how sure, how many statements."""
    voice = _VOICES.get(document.kind, "in the voice of a reporter")
    if document.author and any(s.voice == "author" for s in document.segments):
        voice = f"in the voice of {clean(document.author.value)}"
    aside = Counter(s.kind for s in document.segments if s.kind in {"caption", "comment", "boilerplate"})
    names = {"caption": "caption", "comment": "comment section"}
    parts = [f"{n} {names[kind]}{'s' if n > 1 else ''}" for kind, n in sorted(aside.items()) if kind in names]
    if aside["boilerplate"]:
        parts.append("page furniture")
    kinds = [s.kind for s in document.segments if s.kind in {"intro", "body"}]
    if kinds[:1] == ["intro"]:
        voice += " below an editor's introduction"
    if "intro" in kinds[1:]:
        voice += ", with a note of the editor's"
    set_aside = ", ".join(parts)
    many = len(document.statements)
    return "; ".join(
        part for part in (
            f"{document.kind}, {voice}",
            f"set aside: {set_aside}" if set_aside else "",
            say_published(document.published),
            f"language {document.language}, no statements sought" if document.language not in {None, "en"} else "",
            "a later version of a document of the record" if document.supersedes else "",
            f"{many} statement{'' if many == 1 else 's'}",
        ) if part
    )  # fmt: skip
