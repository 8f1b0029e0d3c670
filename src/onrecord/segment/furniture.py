"""What a page carries around its text: navigation, requests to subscribe, boxes of other stories, reply forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.language.page_parts import bare, is_note, page_parts
from onrecord.segment.comments import is_end_mark, is_prose

__all__ = ["furniture_in", "is_furniture"]

_MAIL_HEAD = re.compile(r"From:\s[^\n]*@")
# "More from" an author or a place, as a heading.
_MORE_FROM = re.compile(
    r"^(?:(?:more|other stories|other articles) (?:from|by|about|on|in)(?: [^\s,]+){1,6}|also (?:by|on|in)(?: [^\s,]+){1,3})$"
)
# A guillemet with a space behind it opens no quotation.
_BULLET = re.compile(r"[»›▸►❯]\s+\S")
_FEW = 4
_OPENS = '“"«„'
_ARROWS = "←→◀▶➜"
_TO_READERS = re.compile(
    r"\b(?:you|your|yours|(?-i:us)|our)\b|^\W*(?:get|sign|join|subscribe|enter|receive|download|support)\b",
    re.IGNORECASE,
)

_FURNITURE = re.compile(
    r"^(?:advertisement|sponsored|share(?: this)?(?: (?:on|via|article|story).*)?|tweet|print|e-?mail|comments?(?: \(\d+\))?|menu|search|home|subscribe.*|sign (?:up|in).*"
    r"|log ?in.*|register.*|newsletter.*|follow (?:us|.{2,60} on)\b.*|\(h/t [^()]*\)|like us on.*|read (?:more|next|also)\b.*|related(?: (?:articles?|stories|posts|content|links|topics))?\b.{0,80}|see also:?.*|more (?:from|on|in) .*"
    r"|more:.*|most (?:read|popular|viewed).*|trending.*|recommended.*|you (?:may|might) also like.*|don't miss.*|watch:?.*video.*|listen to.*podcast.*|skip to (?:main )?content.*|back to top.*"
    r"|all rights reserved.*|©.*|\(c\) \d{4}.*|copyright .*|terms (?:of|and) .*|privacy policy.*|cookie.*|we use cookies.*|click (?:here|to)\b.*|\[[\w.-]+\] (?:re|fwd?):.*|tap here.*|loading\W*"
    r"|previous(?: (?:article|post|story))?:?.*|next(?: (?:article|post|story))?:?.{0,80}|tags?:.*|topics?:.*|filed under:?.*|categor(?:y|ies):.*|posted in.*|this (?:entry|post) was (?:posted|filed|tagged) .*|bookmark the .*|\d+ (?:shares|views|likes)"
    r"|this (?:article|document|text|page|story|report) (?:is|was) (?:invented|produced|provided|translated|part of|sponsored|made|generated) .*|please let us know if .*|report (?:an error|a typo).*|got a tip.*|support (?:our|independent) .*|donate.*|to receive .* newsletter.*|download (?:our|the) app.*"
    r"|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|copy link|full text\W*|abstract\W*|[*_=\-–—•·#|\s]{3,})$",
    re.IGNORECASE,
)  # fmt: skip
_REPLY = re.compile(
    r"^(?:leave a (?:reply|comment)|post a comment|add (?:a|your) comment|write a comment|cancel reply|reply|your e-?mail address will not be published.*"
    r"|required fields are marked.*|save my name.*|you must be logged in.*|comments are closed.*|name \*|e-?mail \*|website)$",
    re.IGNORECASE,
)  # fmt: skip


def is_furniture(text: str) -> bool:
    """Whether a paragraph is navigation, a request, a notice or a rule of dashes."""
    if _is_sentence(text):
        return False
    return bool(_MAIL_HEAD.match(text)) or (len(text) < 300 and bool(_FURNITURE.match(text) or _REPLY.match(text)))


def furniture_in(texts: Sequence[str]) -> Iterator[int]:
    """Which paragraphs of a text, in order, are furniture: lines that say so themselves, and what stands in a box below one.

    Below "More on this story" every headline is another story's, until prose begins again; what stands above a blurb that asks
    for an address, in capitals, is the blurb's name. Behind the mark of an article's end only notes follow.
    """
    related = ended = False
    prose = 0
    for i, text in enumerate(texts):
        first, _, more = text.partition("\n")
        heading = len(first) < 60 and first.rstrip()[-1:] not in ".!?"
        line = _MORE_FROM.sub("more", bare(first)) if heading else bare(first)
        if more and line in page_parts().related and not is_prose(text):
            yield i  # a wrapped text: the head has a line of its box with it
            related = True
            continue
        # A title may read like a box, and a page opens with its own name.
        if line in page_parts().related and i > 0:
            related = True
        elif related and (is_prose(text) or is_note(text) or _quotes(text)):
            related = False
        if ended or related or is_furniture(text) or _is_pointer(text) or _is_blurb(text):
            yield i
            if _is_blurb(text) and i > 1 and _names_a_blurb(texts[i - 1]):
                yield i - 1
        ended = ended or (prose >= 2 and is_end_mark(text))
        prose += is_prose(text)


def _is_pointer(text: str) -> bool:
    """A line that leads to another story: "» Read more: headline"; a sentence that quotes somebody is none."""
    if len(text) >= 200 or is_prose(text):
        return False
    if _is_sentence(text):
        return False
    return (
        page_parts().pointer.match(text) is not None
        or text[0] in _ARROWS
        or text[-1] in _ARROWS
        or _BULLET.match(text) is not None
    )


def _is_blurb(text: str) -> bool:
    if len(text) >= 320 or (text[:1] in _OPENS and _quotes(text)):
        return False
    return page_parts().blurb.search(text) is not None and _TO_READERS.search(text) is not None


def _is_sentence(text: str) -> bool:
    """Whether a line that could lead elsewhere ends as a sentence of the article does: "Next: they will answer, she said."."""
    return text.rstrip()[-1:] in ".”" and page_parts().pointer_weak.match(text) is not None


def _quotes(text: str) -> bool:
    """Whether somebody is quoted in a whole sentence: no headline ends so."""
    return any(mark in text for mark in '“”"«»') and text.rstrip()[-1:] in '.!?”"»' and len(text.split()) > _FEW


def _names_a_blurb(text: str) -> bool:
    return len(text) < 60 and text.isupper()
