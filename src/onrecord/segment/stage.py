"""The stage: label every paragraph, tile the text, and fill in what the text says about itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from onrecord.language.dateline import dateline_length
from onrecord.language.dates import find_dates
from onrecord.language.nouns import in_small
from onrecord.language.page_parts import is_editorial_label, is_label_line, is_note
from onrecord.language.paragraphs import Paragraph, cut_paragraphs
from onrecord.language.state_bodies import state_body
from onrecord.language.views import plain_view
from onrecord.model.document import VOICE_OF_KIND, Document, Fact, Segment, SegmentKind
from onrecord.model.span import Span
from onrecord.segment import bylines, comments, furniture
from onrecord.segment.captions import caption_flags
from onrecord.segment.draft import MAX_TITLE, Draft, reads_as_prose, stated
from onrecord.segment.genre import AUTHORED_KINDS, Signals, judge_kind
from onrecord.segment.prefaces import label_intro, label_issued, label_reposted
from onrecord.segment.published import find_published

__all__ = ["SegmentStage"]

_EDITORIAL_ADDRESS = re.compile(r"/(?:editorials?|leaders|our-view|the-editorial-board)/", re.IGNORECASE)
_MOST_ABOVE, _HEAD = 5, 1500


class SegmentStage:
    """Cuts a document's text into segments that tile it, each in one voice."""

    name: ClassVar[str] = "segment"
    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[str, ...]] = ("text", "layout")
    gives: ClassVar[tuple[str, ...]] = ("segments", "kind", "title", "outlet", "author", "published")

    def __call__(self, document: Document) -> Document:
        """Give the document its segments and the facts its text states."""
        paragraphs = list(cut_paragraphs(document.text))
        draft = Draft(paragraphs, [_hinted(document, p) for p in paragraphs])
        _label_furniture(draft)
        _label_captions(draft)
        title = _label_title(document, draft)
        _label_bylines(document, draft)
        label_reposted(document, draft)
        label_intro(document, draft, title)
        label_issued(document, draft)
        draft.kinds = [kind or "body" for kind in draft.kinds]
        return _finish(document, draft, title)


def _hinted(document: Document, paragraph: Paragraph) -> SegmentKind | None:
    return next((h.kind for h in document.layout if h.start <= paragraph.start < h.end), None)


def _label_furniture(draft: Draft) -> None:
    """What stands around the article: comments to the end of the text, and before them what a page carries."""
    texts = [p.text for p in draft.paragraphs]
    inline = set(comments.inline_comments(texts))
    first_comment = comments.comments_from(draft.paragraphs, inline)
    end = len(texts) if first_comment is None else first_comment
    for i in furniture.furniture_in(texts[:end]):
        draft.kinds[i] = draft.kinds[i] or "boilerplate"
    for i in inline:
        draft.kinds[i] = draft.kinds[i] or "comment"
    for i in range(end, len(texts)):
        aside = furniture.is_furniture(texts[i]) or comments.is_comment_head(texts[i])
        draft.kinds[i] = draft.kinds[i] or ("boilerplate" if aside else "comment")
    for i, text in enumerate(texts[:end]):
        if is_note(text) and draft.kinds[i] in {None, "boilerplate"}:
            draft.kinds[i] = "intro"
            draft.notes.add(i)


def _label_captions(draft: Draft) -> None:
    for i, flag in enumerate(caption_flags(draft.paragraphs)):
        if flag and draft.kinds[i] is None:
            draft.kinds[i] = "caption"


def _label_title(document: Document, draft: Draft) -> Paragraph | None:
    """The first free paragraph, if it reads as a title; more than one text needs a body below it."""
    known = next((i for i, kind in enumerate(draft.kinds) if kind == "title"), None)
    if known is not None:
        return draft.paragraphs[known]
    free = [i for i, kind in enumerate(draft.kinds) if kind is None]
    if len(free) < 2:
        return None
    free = _below_head(document, draft, free)
    first = draft.paragraphs[free[0]]
    same = document.title and document.title.value.strip().lower() == first.text.lower()
    if not same and (document.title or not _reads_as_title(first, draft.paragraphs[free[1]])):
        return None
    draft.kinds[free[0]] = "title"
    if document.title is None and len(free) > 2 and first.text.endswith((";", ":")):
        draft.kinds[free[1]] = "title"
    return first


def _below_head(document: Document, draft: Draft, free: list[int]) -> list[int]:
    """The free paragraphs from the title on: what stands above it is the outlet's name, labels, paths and days."""
    for number, i in enumerate(free[: _MOST_ABOVE + 1]):
        paragraph = draft.paragraphs[i]
        known = document.outlet and document.outlet.value.strip().lower() == paragraph.text.strip().lower()
        if known or bylines.is_masthead(paragraph.text):
            draft.mastheads.append(paragraph)
        elif not (is_label_line(paragraph.text) or bylines.is_publication_line(paragraph)):
            rest = free[number:]
            if not number or len(rest) < 2 or not _reads_as_title(paragraph, draft.paragraphs[rest[1]]):
                break
            for above in free[:number]:
                draft.kinds[above] = "byline"
                draft.head.append(draft.paragraphs[above])
                if bylines.is_publication_line(draft.paragraphs[above]):
                    draft.dated.append(draft.paragraphs[above])
            return rest
    draft.mastheads.clear()
    return free


def _reads_as_title(first: Paragraph, second: Paragraph) -> bool:
    if len(first) > MAX_TITLE or bylines.find_byline(first) or dateline_length(first.text):
        return False
    sentences = first.text.rstrip(".!?").count(". ")
    return sentences < 2 and (first.text[-1] not in ".,:" or len(first) < len(second) or len(first) < 110)


def _label_bylines(document: Document, draft: Draft) -> None:
    free = [i for i, kind in enumerate(draft.kinds) if kind is None]
    for i in free[:5]:
        paragraph = draft.paragraphs[i]
        byline = bylines.find_byline(paragraph)
        if byline:
            draft.kinds[i] = "byline"
            draft.author = stated(document, byline.start, byline.end)
            draft.dated.append(paragraph)
        elif bylines.is_publication_line(paragraph):
            draft.kinds[i] = "byline"
            draft.dated.append(paragraph)
    _label_head(document, draft, free)
    for i in (*free[:2], *free[-3:]):
        paragraph = draft.paragraphs[i]
        note = bylines.find_author_note(paragraph) if draft.kinds[i] is None else None
        if note and (i in free[-3:] or note[1] is None):
            found, name = note
            draft.kinds[i] = "byline"
            if _about_author(paragraph.text):
                draft.author_note = stated(document, found.start, found.end)
            if name and draft.author is None:
                at = document.text.find(name, paragraph.start, paragraph.end)
                draft.author = Fact(name, document.quote(at, at + len(name)) if at >= 0 else None, "text")


def _issuer(document: Document, draft: Draft) -> Fact | None:
    """A body of a state that publishes what nobody signed is its author: the outlet, or a line of its own above the title."""
    outlet = document.outlet
    if outlet and state_body(plain_view(outlet.value)):
        return outlet
    for paragraph in [p for p in draft.paragraphs[:_MOST_ABOVE] if not reads_as_prose(p)]:
        at = paragraph.start
        for line in paragraph.text.split("\n"):
            shown = line.strip()
            read = state_body(in_small(shown) if shown.isupper() else shown)
            if read and read.whose:
                start = document.text.find(shown, at, paragraph.end)
                return stated(document, start, start + len(shown)) if start >= 0 else None
    return None


def _only_posts(document: Document, author: str) -> bool:
    """Whether the text says that its author of record only posts what somebody else has written."""
    name = re.escape(plain_view(author).strip())
    return (
        re.search(
            rf"\b(?:[Rr]eposted|[Pp]osted|[Ss]hared)\b[^.\n]{{0,60}}\bby\s+{name}\b", plain_view(document.text)[:_HEAD]
        )
        is not None
    )


def _author_in_title(document: Document, title: Paragraph | None) -> Fact | None:
    place = bylines.find_title_author(title.text) if title else None
    return stated(document, title.start + place[0], title.start + place[1]) if title and place else None


def _label_head(document: Document, draft: Draft, free: list[int]) -> None:
    """Lines between the title and the first paragraph of prose: names, outlets, labels."""
    if "title" not in draft.kinds:
        return
    head = []
    for i in free[:7]:
        paragraph = draft.paragraphs[i]
        if draft.kinds[i] != "byline" and not bylines.is_head_line(paragraph):
            break
        head.append(i)
    else:
        return  # nothing but short lines: a list or a poem, not a head
    for i in head:
        paragraph = draft.paragraphs[i]
        draft.kinds[i] = "byline"
        draft.head.append(paragraph)
        if any(find_dates(paragraph.text)) and paragraph not in draft.dated:
            draft.dated.append(paragraph)
        if draft.author is None and bylines.is_name_line(paragraph):
            draft.author = stated(document, paragraph.start, paragraph.end)


def _about_author(text: str) -> bool:
    return not text.startswith(("The opinions", "The views", "This "))


def _finish(document: Document, draft: Draft, title: Paragraph | None) -> Document:
    body, intro = draft.of("body"), draft.of("intro")
    dateline = next((Span(p.start, p.start + n) for p in body[:2] if (n := dateline_length(p.text))), None)
    author = (
        (draft.author if draft.reposted else document.author)
        or draft.author
        or _author_in_title(document, title)
        or _issuer(document, draft)
    )
    if document.author and _only_posts(document, document.author.value):
        author = draft.author if draft.author and draft.author.value != document.author.value else None
    outlet = (
        document.outlet
        or _outlet(document, [*intro, *draft.of("byline"), *body[:1]], draft.head)
        or next((stated(document, p.start, p.end) for p in draft.mastheads), None)
    )
    editorial = _is_editorial(document, draft)
    if editorial and (author is None or is_label_line(author.value)):
        author = outlet  # the paper speaks
    title_fact = document.title or (stated(document, title.start, title.end) if title else None)
    author = draft.issued or author
    if author and not editorial and is_label_line(author.value):
        author = None  # “admin”, “Staff writer”
    signals = Signals(
        title=title_fact.value if title_fact else "", intro=intro, body=body,
        author=author.value if author else None,
        author_note=draft.author_note.value if draft.author_note else None, dateline=dateline is not None,
        head=" ".join(p.text for p in draft.head),
    )  # fmt: skip
    kind, why = judge_kind(
        signals.on_page(
            document.url.value if document.url else "", editorial=editorial, issued=draft.issued is not None
        )
    )
    authored = kind in AUTHORED_KINDS or (kind == "analysis" and author is not None)
    return replace(
        document,
        title=title_fact,
        author=author,
        author_note=draft.author_note,
        outlet=outlet,
        kind=kind,
        published=find_published(
            document, lines=draft.dated, dateline=dateline,
            editorial=[*intro, *draft.of("byline")], captions=draft.of("caption"),
        ),
        segments=_tile(document, draft, "author" if authored else "reporter"),
        remarks=(*document.remarks, f"kind {kind}: {why}"),
    )  # fmt: skip


def _is_editorial(document: Document, draft: Draft) -> bool:
    """Whether the paper says above the text, in its author field or in its address that it speaks itself."""
    above = [p.text for p in (*draft.of("byline"), *draft.paragraphs[: _MOST_ABOVE + 1])]
    lines = [*above, *([document.author.value] if document.author else [])]
    # A label may stand on one line with the day, set apart by a wide gap.
    parts = [part for line in lines for part in re.split(r"\s{2,}|\t", line)]
    return any(is_editorial_label(part) for part in parts) or bool(
        document.url and _EDITORIAL_ADDRESS.search(document.url.value)
    )


def _outlet(document: Document, paragraphs: list[Paragraph], head: list[Paragraph]) -> Fact | None:
    """The outlet named in the head; else the one an introduction or a note says it was published in."""
    view = plain_view(document.text)
    for line in head:
        found = bylines.head_outlet(line)
        if found:
            return stated(document, found.start, found.end)
    for paragraph in paragraphs:
        found = bylines.find_outlet(view, paragraph.start, paragraph.end)
        if found:
            return stated(document, found.start, found.end)
    return None


def _tile(document: Document, draft: Draft, body_voice: str) -> tuple[Segment, ...]:
    """Segments from labels: neighbours of one kind are one segment; space belongs to what it follows."""
    if not draft.paragraphs:
        return (Segment(0, len(document.text), "boilerplate", "editor"),) if document.text else ()
    runs: list[tuple[Span, SegmentKind]] = []
    for paragraph, kind in zip(draft.paragraphs, draft.kinds, strict=True):
        assert kind is not None
        if runs and runs[-1][1] == kind:
            runs[-1] = (Span(runs[-1][0].start, paragraph.end), kind)
        else:
            runs.append((Span(paragraph.start, paragraph.end), kind))
    starts = [0, *(span.start for span, _ in runs[1:]), len(document.text)]
    return tuple(
        Segment(starts[i], starts[i + 1], kind,
                "author" if kind == "body" and body_voice == "author" else VOICE_OF_KIND[kind])
        for i, (_, kind) in enumerate(runs)
    )  # fmt: skip
