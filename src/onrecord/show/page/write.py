"""From a record to the file."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from onrecord import __version__
from onrecord.analyse.ladder import Ladder, climb, say_unsought
from onrecord.analyse.near_quotes import find_near_quotes
from onrecord.analyse.overview import Overview, principals_of, survey
from onrecord.analyse.question import Question
from onrecord.errors import NotARecord
from onrecord.exchange.whole import write_text
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.statement import Statement
from onrecord.show import wording
from onrecord.show.page.reading import lay_out
from onrecord.store import Record
from onrecord.store.read import Kept, by_day, codebook, count_documents, documents

__all__ = ["write_page"]

_MOST_DOCUMENTS = 400
_COLOURS = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list below the matrix."""

    statement: Statement
    document: Document
    number: int
    actor_ids: str


def write_page(record: Record, out: Path, title: str | None = None) -> int:
    """Write the page; how many documents are on it. At most 400 are laid out, and the page says so.

    Raises: OR-S02 NotARecord for an empty record; OR-U01 Unavailable where the file cannot be written.
    """
    book = codebook(record)
    if book is None:
        raise NotARecord(f"{record.place} has nothing in it yet", "read something into it first")
    shown = list(islice(documents(record, newest=True), _MOST_DOCUMENTS))
    html = _render(shown, book, title or book.label, count_documents(record))
    write_text(out, html)
    return len(shown)


def _render(shown: list[Document], book: Codebook, title: str, total: int) -> str:
    overview = survey(shown)
    kept = sorted((Kept(s, d) for d in shown for s in d.statements), key=by_day)
    folder = files("onrecord.data").joinpath("page")
    script = folder.joinpath("page.js").read_text("utf-8")
    style = folder.joinpath("page.css").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        said=wording.say_said,
        published=wording.say_published,
        speaker=wording.say_speaker,
        stance=wording.say_stance,
        act=wording.say_act,
        place=_place,
    )
    template = environment.from_string(folder.joinpath("page.html.j2").read_text("utf-8"))
    numbers = {(d.id, s.id): n for d in shown for n, s in enumerate(d.statements, 1)}
    colour = _colours(shown)
    lines = [_Line(k.statement, k.document, numbers[k.document.id, k.statement.id], _actors(k.statement)) for k in kept]
    return template.render(
        title=title,
        version=__version__,
        style=style,
        script=script,
        script_hash=_hash(script),
        style_hash=_hash(style),
        overview=overview,
        book=book,
        labels={issue.id: issue.label for issue in book.issues},
        kinds={issue.id: issue.kind for issue in book.issues},
        propositions={issue.id: issue.proposition for issue in book.issues},
        headings=_headings(overview, kept, book, total),
        lines=[line for line in lines if line.statement.stands],
        unsaid=[line for line in lines if not line.statement.performed and line.statement.status != "rejected"],
        documents=[(d, lay_out(d, colour)) for d in shown],
        colour=colour,
        left_out=total - len(shown),
        near_quotes=find_near_quotes(shown),
        numbers=numbers,
        describe=wording.describe_document,
        unsought=say_unsought(sum(d.language not in {None, "en"} for d in shown)),
        say_code=wording.say_code,
        marks={"support": "▲", "oppose": "▼", "conditional": "◆", "mention": "○"},
    )


def _actors(statement: Statement) -> str:
    """Under whom a line is found: ids with spaces between, several of joint words."""
    return " ".join(actor.id for actor in principals_of(statement))


def _headings(overview: Overview, kept: list[Kept], book: Codebook, total: int) -> dict[tuple[str, str], str]:
    """The heading of the ladder behind every cell of the matrix."""
    by_actor: dict[str, list[Kept]] = {}
    for one in kept:
        for actor in principals_of(one.statement):
            by_actor.setdefault(actor.id, []).append(one)
    headings: dict[tuple[str, str], str] = {}
    for actor, _ in overview.actors:
        for issue_id in overview.issues:
            issue = book.issue(issue_id)
            if (actor.id, issue_id) in overview.matrix:
                chosen = [k for k in by_actor[actor.id] if any(c.issue == issue_id for c in k.statement.counted)]
                ladder: Ladder = climb(Question(actor.name, actor.name, (actor,), issue), chosen, total)
                headings[actor.id, issue_id] = ladder.heading
    return headings


def _colours(shown: list[Document]) -> Callable[[Statement], int]:
    """A colour number for every speaker, the most frequent first; the ninth shares the first one's."""
    counts = Counter(s.speaker.id for d in shown for s in d.statements if s.speaker)
    rank = {actor: i % _COLOURS + 1 for i, (actor, _) in enumerate(sorted(counts.items(), key=lambda p: (-p[1], p[0])))}

    def colour(statement: Statement) -> int:
        return rank[statement.speaker.id] if statement.speaker else 9

    return colour


def _place(statement: Statement) -> str:
    return ", ".join(f"{piece.start:,}–{piece.end:,}" for piece in statement.content)


def _hash(content: str) -> str:
    """The hash by which the page's own policy admits its one script and its one style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
