"""Documents and statements as rows and back.

A place is stored as `[start, end]`, never as words: reading takes the words off the stored text again, so a
row cannot say something that the text does not.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook, CounterExample, Example, Family, Issue, Wording
from onrecord.model.document import Document, Fact, Published, Segment
from onrecord.model.moves import Moves
from onrecord.model.span import Quote
from onrecord.model.statement import (
    Confidence,
    Cue,
    IssueCode,
    Link,
    Party,
    Role,
    Said,
    Statement,
    Suggestion,
    Target,
)  # fmt: skip

__all__ = [
    "code_rows",
    "codebook_body",
    "document_body",
    "moves_body",
    "party_rows",
    "read_codebook",
    "read_codes",
    "read_document",
    "read_moves",
    "read_statement",
    "statement_body",
]

_FACTS = ("title", "outlet", "author", "author_note", "url", "own_id")


def document_body(document: Document) -> dict[str, Any]:
    """What the columns of a document do not say."""
    published = document.published
    return {
        "media_type": document.media_type,
        "encoding": document.encoding,
        "language": document.language,
        "remarks": list(document.remarks),
        "facts": {key: _fact(getattr(document, key)) for key in _FACTS if getattr(document, key)},
        "published": [
            published.date,
            published.precision,
            _place(published.evidence),
            published.inferred,
            published.method,
            published.month_day,
            list(published.others),
        ],
    }


def read_document(row: Any, segments: list[Segment]) -> Document:
    """A document from its row and segments, without its statements."""
    body, text = row.body, row.text
    date, precision, evidence, inferred, method, month_day, *others = body["published"]
    facts = {key: Fact(value, _quote(place, text), origin) for key, (value, place, origin) in body["facts"].items()}
    return Document(
        path=row.path, sha256=row.sha256, text=text, media_type=body["media_type"], encoding=body["encoding"],
        language=body["language"], kind=row.kind, remarks=tuple(body["remarks"]), segments=tuple(segments),
        published=Published(date, precision, _quote(evidence, text), inferred, method, month_day, tuple(*others)),
        title=facts.get("title"), outlet=facts.get("outlet"), author=facts.get("author"),
        author_note=facts.get("author_note"), url=facts.get("url"), own_id=facts.get("own_id"), supersedes=row.supersedes,
    )  # fmt: skip


def statement_body(s: Statement) -> dict[str, Any]:
    """A statement as JSON, places without words and actors by reference."""
    return {
        "content": [_place(piece) for piece in s.content],
        "cue": [_place(s.cue.quote), s.cue.cue_class] if s.cue else None,
        "source": _place(s.source),
        "within": s.within,
        "performed": s.performed,
        "act": s.act,
        "speaker": _actor(s.speaker),
        "role": _role(s.role),
        "speaks_for": _actor(s.speaks_for),
        "others": [[_actor(p.speaker), _role(p.role), _actor(p.speaks_for)] for p in s.others],
        "chain": [[_place(link.source), _place(link.cue), _actor(link.actor)] for link in s.chain],
        "targets": [[_actor(target.actor), target.tone] for target in s.targets],
        "said": [s.said.date, s.said.precision, s.said.method, _place(s.said.evidence), s.said.until]
        if s.said
        else None,
        "issues": [
            [
                c.issue,
                c.stance,
                c.confidence,
                _place(c.issue_words),
                _place(c.stance_words),
                c.stance_confidence,
                c.kind,
                _actor(c.about),
                c.counted,
            ]
            for c in s.issues
        ],
        "suggestions": [[one.issue, one.confidence] for one in s.suggestions],
        "confidence": [s.confidence.statement, s.confidence.speaker, s.confidence.issue, s.confidence.stance],
        "why": s.why,
        "made_by": s.made_by,
    }


def read_statement(row: Any, text: str) -> Statement:
    """A statement from its row; its words are taken off the stored text.

    Raises: OR-X01 BrokenSpan where a place leaves the text.
    """
    body = row.body
    content = tuple(q for place in body["content"] if (q := _quote(place, text)))
    cue_quote = _quote(body["cue"][0], text) if body["cue"] else None
    role, said = body["role"], body["said"]
    return Statement(
        id=row.id, voice=row.voice, mode=row.mode, content=content, status=row.status,
        cue=Cue(cue_quote, body["cue"][1]) if cue_quote else None,
        source=_quote(body["source"], text),
        within=body["within"],
        performed=body.get("performed", True),
        act=body.get("act"),
        speaker=_read_actor(body["speaker"]),
        role=_read_role(role),
        speaks_for=_read_actor(body["speaks_for"]),
        others=tuple(Party(Actor(*a), _read_role(r), _read_actor(p)) for a, r, p in body.get("others", ())),
        chain=tuple(Link(_quote(s, text), _quote(c, text), _read_actor(a)) for s, c, a in body["chain"]),
        targets=tuple(Target(Actor(*a), tone) for a, tone in body["targets"]),
        said=Said(said[0], said[1], said[2], _quote(said[3], text), *said[4:]) if said else None,
        issues=read_codes(body, text, decided=row.status != "machine"),
        suggestions=tuple(Suggestion(*one) for one in body.get("suggestions", ())),
        confidence=Confidence(*body["confidence"]),
        why=body["why"],
        made_by=body["made_by"],
    )  # fmt: skip


def read_codes(body: dict[str, Any], text: str, *, decided: bool) -> tuple[IssueCode, ...]:
    """The issues of a statement's body; `decided`: whether a person decided on it."""
    return tuple(_read_code(row, text, decided) for row in body["issues"])


def _read_code(row: list[Any], text: str, decided: bool) -> IssueCode:  # noqa: FBT001  # private, and named where it is called
    """A code from its row. Those of earlier versions end before the kind: rules made them, and they count where a person agreed."""
    issue, stance, sure, words, side_words, *rest = row
    missing: tuple[Any, ...] = (None, "policy", None, decided)
    sure_of_side, kind, about, counted = [*rest, *missing[len(rest) :]]
    return IssueCode(
        issue,
        stance,
        sure,
        _quote(words, text),
        _quote(side_words, text),
        sure_of_side,
        kind,
        _read_actor(about),
        counted,
    )


def party_rows(document: str, statement: Statement) -> list[dict[str, Any]]:
    """The rows by which joint words are found for each who said them, the first apart."""
    return [
        {"document_id": document, "statement_id": statement.id, "number": number, "speaker_id": party.speaker.id,
         "speaks_for_id": party.speaks_for.id if party.speaks_for else None}
        for number, party in enumerate(statement.others, 1)
    ]  # fmt: skip


def code_rows(document: str, statement: Statement) -> list[dict[str, Any]]:
    """The rows that questions about a statement's issues are asked of."""
    return [
        {"document_id": document, "statement_id": statement.id, "issue": code.issue, "stance": code.stance,
         "confidence": code.confidence, "counted": code.counted, "about": code.about.id if code.about else None}
        for code in statement.issues
    ]  # fmt: skip


def _place(quote: Quote | None) -> list[int] | None:
    return [quote.start, quote.end] if quote else None


def _quote(place: list[int] | None, text: str) -> Quote | None:
    return Quote(place[0], place[1], text) if place else None


def _fact(fact: Fact) -> list[Any]:
    return [fact.value, _place(fact.evidence), fact.origin]


def _role(role: Role | None) -> list[Any] | None:
    return [role.title, _actor(role.principal), role.since, role.until] if role else None


def _read_role(row: list[Any] | None) -> Role | None:
    return Role(row[0], Actor(*row[1]), row[2], row[3]) if row else None


def _actor(actor: Actor | None) -> list[str] | None:
    return [actor.id, actor.name, actor.kind] if actor else None


def _read_actor(row: list[Any] | None) -> Actor | None:
    return Actor(*row) if row else None


def moves_body(moves: Moves) -> dict[str, Any]:
    """Moves between codebooks, as the journal keeps them."""
    return {
        issue: {side: list(code) if code else None for side, code in sides.items()}
        for issue, sides in moves.table.items()
    }


def read_moves(raw: dict[str, Any]) -> Moves:
    """Moves from their body."""
    return Moves(
        {issue: {side: tuple(code) if code else None for side, code in sides.items()} for issue, sides in raw.items()}
    )


def codebook_body(book: Codebook) -> dict[str, Any]:
    """A whole codebook: a record goes on with the one it was begun with."""
    return asdict(book)


def read_codebook(raw: dict[str, Any]) -> Codebook:
    """A codebook from its body; of records written before families and wordings, without them."""
    return Codebook(
        raw["name"],
        raw["version"],
        raw["label"],
        tuple(_issue(row) for row in raw["issues"]),
        tuple(Family(**row) for row in raw.get("families", ())),
        tuple(
            Wording(row["id"], row["label"], tuple((name, tuple(forms)) for name, forms in row["names"]))
            for row in raw.get("wordings", ())
        ),
    )


def _issue(row: dict[str, Any]) -> Issue:
    phrases = {key: tuple(row.get(key, ())) for key in ("cues", "supports", "opposes", "parents")}
    return Issue(
        id=row["id"],
        label=row["label"],
        proposition=row["proposition"],
        examples=tuple(Example(**example) for example in row["examples"]),
        counter_examples=tuple(CounterExample(**example) for example in row.get("counter_examples", ())),
        counts_as=tuple((stance, words) for stance, words in row.get("counts_as", ())),
        kind=row.get("kind", "policy"),
        about=row.get("about"),
        **phrases,
    )
