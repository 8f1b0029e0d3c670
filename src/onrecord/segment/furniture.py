"""What a page carries around its text: navigation, requests to subscribe, comment sections, reply forms."""

from __future__ import annotations

import re

from onrecord.language.paragraphs import Paragraph

__all__ = ["comments_begin", "is_comment_head", "is_furniture", "is_reply_form"]

_FURNITURE = re.compile(
    r"^(?:advertisement|sponsored|share(?: this)?(?: (?:on|via|article|story).*)?|tweet|print|e-?mail|comments?(?: \(\d+\))?|menu|search|home|subscribe.*|sign (?:up|in).*"
    r"|log ?in.*|register.*|newsletter.*|follow us.*|like us on.*|read (?:more|next|also)\b.*|related(?: (?:articles?|stories|posts|content|links|topics))?\b.{0,80}|see also:?.*|more (?:from|on|in) .*"
    r"|more:.*|most (?:read|popular|viewed).*|trending.*|recommended.*|you (?:may|might) also like.*|don't miss.*|watch:?.*video.*|listen to.*podcast.*|skip to (?:main )?content.*|back to top.*"
    r"|all rights reserved.*|©.*|\(c\) \d{4}.*|copyright .*|terms (?:of|and) .*|privacy policy.*|cookie.*|we use cookies.*|click here.*|tap here.*|loading\W*"
    r"|previous(?: (?:article|post|story))?:?.*|next(?: (?:article|post|story))?:?.{0,80}|tags?:.*|topics?:.*|filed under:?.*|categor(?:y|ies):.*|posted in.*|\d+ (?:shares|views|likes)"
    r"|this (?:article|document|text|page|story|report) (?:is|was) (?:invented|produced|provided|translated|part of|sponsored|made|generated) .*|please let us know if .*|report (?:an error|a typo).*|got a tip.*|correction:.*|support (?:our|independent) .*|donate.*|to receive .* newsletter.*|download (?:our|the) app.*"
    r"|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|copy link|full text\W*|abstract\W*|[*_=\-–—•·#|\s]{3,})$",
    re.IGNORECASE,
)  # fmt: skip
_COMMENT_HEAD = re.compile(
    r"^(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|no)\s+(?:thoughts?|comments?|responses?|replies)\s+(?:on|to)\b.*"
    r"|(?:\d+|one)\s+(?:comments?|responses?|replies)|(?:readers'? )?comments?(?: \(\d+\)|:)?|join the (?:conversation|discussion).*|discussion(?: \(\d+\))?)$",
    re.IGNORECASE,
)  # fmt: skip
_REPLY = re.compile(
    r"^(?:leave a (?:reply|comment)|post a comment|add (?:a|your) comment|write a comment|cancel reply|reply|your e-?mail address will not be published.*"
    r"|required fields are marked.*|save my name.*|you must be logged in.*|comments are closed.*|name \*|e-?mail \*|website)$",
    re.IGNORECASE,
)  # fmt: skip
_NUMBERED = re.compile(r"^\d{1,3}\.\s+\S|^.{1,40}\bsays:?$|^@?\w+ (?:on|·) .*\bat \d")


def is_furniture(text: str) -> bool:
    """Whether a paragraph is navigation, a request, a notice or a rule of dashes."""
    return len(text) < 300 and bool(_FURNITURE.match(text) or _REPLY.match(text))


def is_comment_head(text: str) -> bool:
    """Whether a paragraph announces readers' comments ("3 thoughts on ...")."""
    return len(text) < 300 and bool(_COMMENT_HEAD.match(text))


def is_reply_form(text: str) -> bool:
    """Whether a paragraph belongs to the form that asks for a reply."""
    return len(text) < 300 and bool(_REPLY.match(text))


def comments_begin(paragraphs: list[Paragraph], at: int) -> bool:
    """Whether readers' comments follow the head at this place, rather than more of the article.

    "N thoughts on" says so by itself; a bare "Comments" needs a numbered or signed entry, or the last third
    of the text with a reply form behind it.
    """
    text = paragraphs[at].text.lower()
    if " on " in text or " to " in text:
        return True
    after = paragraphs[at + 1 : at + 3]
    if any(_NUMBERED.match(p.text) for p in after):
        return True
    return at > len(paragraphs) / 2 and any(is_reply_form(p.text) for p in paragraphs[at + 1 :])
