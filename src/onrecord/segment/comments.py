"""Where the article ends and its readers begin: comment sections in whatever layout, told by a head or by the marks they carry.

A comment in somebody's mouth is the worst that can happen here, so in doubt a block at the end that carries the marks of readers'
posts is set aside; but a mark or two inside an article - an embedded post, a name with a time - is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from onrecord.language.page_parts import bare, page_parts
from onrecord.language.paragraphs import Paragraph

__all__ = ["comments_from", "inline_comments", "is_comment_head", "is_end_mark", "is_live", "is_prose"]

_SHORT, _HEAD, _LEAST_ENTRIES = 100, 8, 2
_LIVE = re.compile(
    r"\blive(?: ?blog| ?feed| updates?| coverage)?\b|\bas it happened\b|\bLIVE\b|\bkey events\b", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:updated )?\d{1,2}[.:h]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE)
_PROSE_WORDS, _SENTENCE_WORDS, _ENDS = 14, 6, ".!?…\"”'’)"
_LEAST_PROSE = 2
_REACH = 8
# Posts follow one another: between two marks there are no more paragraphs than a long post has.
_GAP = 12
_LAST = 4

_AGO = re.compile(r"\b(?:vor|hace|il y a|há)\s+(?:\d+|einem|einer|una?|um|une)\s*\w{1,8}\b|\b(?:\d+|an?|one|two|three|few)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])\s+ago\b|\bjust now\b|\byesterday at \d", re.IGNORECASE)  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{0,4}}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|today|yesterday)"
_TIME = r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"
_STAMP = re.compile(rf"\b{_DATE}.{{0,24}}?(?:{_TIME})|(?:{_TIME}).{{0,12}}?\b{_DATE}", re.IGNORECASE)
_SAID = r"(?:says|said|writes|wrote|commented|replied|posted|schrieb)"
_SAYS = re.compile(
    rf"(?:[^.!?]|(?<=\b[A-Z])\.){{1,50}}\b{_SAID}(?:\s+(?:on|at|in)\b[^.!?]{{0,40}})?\s*:\s*$",
    re.IGNORECASE,
)
# "Maria K. says:", "harbour-rat wrote:"; a line that says when it was posted is a post's by itself.
_NAME_SAYS = re.compile(rf"^(?!(?:The|A|An|It|He|She|They)\b)(?:[\w.'’-]+\s+){{1,3}}{_SAID}\b")
_POSTED = re.compile(r"\d|\b(?:says|writes|commented|replied|posted)\b")
_OPENS = "“\"«„‘'"
_ON_WROTE = re.compile(r"On .{6,80}\bwrote:", re.IGNORECASE)
_HANDLE = re.compile(r"(?:^|\s|\()@[A-Za-z_]\w{2,}\b")
_ADDRESSED = re.compile(r"^(?:@|re:\s*#?)\s*\d+\b|^@[\w.-]+(?:\s[\w.-]+)?\s*[:,]|^@[\w.-]+$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^#\s?\d{1,5}\b|^\d{1,4}\s*[|·•]\s*\S|^(?:comment|post|reply|no\.)\s+#?\d{1,4}\b", re.IGNORECASE
)
_NICK = re.compile(
    r"^(?:[A-Za-z][\w.-]{0,24}_[\w.-]{0,24}|[A-Za-z]{3,20}[.-]?\d{1,6}|[A-Z][a-z]{1,15}(?:[A-Z][a-z]{1,15}){2,4}|[a-z][\w.-]{2,24})\s*:\s+\S"
)
_NICK_ALONE = re.compile(r"^(?=\S*[_\d])[A-Za-z][\w.-]{2,24}$")
_QUOTED_LINE = re.compile(r"^>+\s?\S|^(?:quote|quoted|zitat)\b\s*(?:from|by)?[^.!?]{0,40}:\s*$", re.IGNORECASE)
_MAIL = re.compile(r"^From:\s.*@|^Subject:\s*re:|^Re:\s", re.IGNORECASE)
_LETTER = re.compile(r"^(?:dear\s+)?(?:sir|sirs|madam|sir or madam|editor|editors)\b\s*[,:–—-]", re.IGNORECASE)
_SIGNED_BEHIND = re.compile(r"[.!?…”\"]\s*[–—-]{1,2}\s?[A-Z@][^.!?–—]{2,60}(?:\.)?$|[.!?…”\"]\s*\((?=[^()]*,)[A-Z][^()]{3,60}\)(?:\s*[\w ]{0,20})?$")  # fmt: skip
_SIGNATURE = re.compile(r"^[–—-]{1,2}\s?[A-Z@][^.!?:]{2,60}$|^\((?=[^()]*,)[A-Z][^()]{3,60}\)(?:\s*[\w ]{0,20})?$")
_SIGNED_CAPS = re.compile(r"^[A-Z][A-Z.'’ -]{3,40},?\s*(?:[A-Z][\w'’. -]{2,40})?$")
_REACTION = re.compile(
    r"(?:\d+|[smhdwy]\b|mins?\b|hrs?\b|[\W_]+|and\b|of\b|people\b|found this\b|this\b)+", re.IGNORECASE
)
_FOLLOW = re.compile(r"^follow\b.*\bon\b|^\(h/t\b", re.IGNORECASE)
_NAMED_LISTED = re.compile(r"^[*•·‣-]\s*[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3} \([A-Z][^()]{2,40}\)\s?:")
_SHARE = re.compile(r"\b\d{1,3}(?:[.,]\d+)?\s?%")
_PICTURED = re.compile("[\U0001f300-\U0001faff❤♥▲▼↑↓⬆⬇👍👎]️?\\s*\\d+|\\d+\\s*[\U0001f300-\U0001faff❤♥▲▼↑↓⬆⬇]")


def is_prose(text: str) -> bool:
    """Whether a paragraph is sentences of a text, not a label, a name or a button."""
    return len(text.split()) >= _PROSE_WORDS and text.rstrip()[-1:] in _ENDS


def is_end_mark(text: str) -> bool:
    """Whether a paragraph is, or closes with, the mark that an article is over."""
    ends = page_parts().ends
    stripped = text.strip()
    return stripped.lower() in ends or (stripped[-1:] in ends and not stripped[-2:-1].isalnum())


def comments_from(paragraphs: Sequence[Paragraph], inline: Collection[int] = ()) -> int | None:
    """The index of the first paragraph of readers' comments, from which on nothing is the article's; None where there are none.

    Args:
        inline: paragraphs that are known to be readers' notes within the article.

    Cost: linear in paragraphs.
    """
    prose = _prose_before(paragraphs)
    # The entries of a live blog carry times as posts do: there only a head announces readers.
    live = is_live(paragraphs)
    marks = [0] * len(paragraphs) if live else _marks(paragraphs, inline)
    posts = _Posts(marks, _sure(paragraphs), [_is_machinery(p.text) for p in paragraphs])
    for i, paragraph in enumerate(paragraphs):
        if i in inline:
            continue
        counted = prose[i] >= 1 and any(c.isdigit() for c in paragraph.text[:_SHORT])
        if (counted or prose[i] >= _LEAST_PROSE) and is_comment_head(paragraph.text):
            return i
        if prose[i] >= _LEAST_PROSE and _is_unsure_head(paragraph.text, marks, i):
            return i
        if marks[i] and prose[i] >= _LEAST_PROSE and posts.follow_from(i):
            return _backed(paragraphs, i)
    return None


def is_live(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text says above that it is a live blog, and has entries with times of their own."""
    head = " ".join(p.text[:_SHORT] for p in paragraphs[:_HEAD])
    timed = sum(_CLOCK.fullmatch(p.text.split("\n", 1)[0].strip()) is not None for p in paragraphs)
    return _LIVE.search(head) is not None and timed >= _LEAST_ENTRIES


def inline_comments(texts: Sequence[str]) -> list[int]:
    """Paragraphs of notes that readers put between those of an article: "¶ 2 – 1 comment", and what they wrote on it."""
    found, inside = [], False
    for i, text in enumerate(texts):
        opens = _ON_PARAGRAPH.match(text) is not None
        closes = bare(text.rsplit("\n", 1)[-1]) in page_parts().machinery
        if opens or (inside and (closes or _OF_PARAGRAPH.search(text[:_SHORT]))):
            found.append(i)
        inside = (opens or inside) and not closes and (opens or i in found[-1:])
    return found


_ON_PARAGRAPH = re.compile(r"^\W*(?:¶|§|par(?:agraph|a\.?)?\b)\s*\d+\b[^.!?\n]{0,20}\b(?:\d+|one|no|leave|add|write)\s+(?:an?\s+)?(?:comments?|notes?|responses?|repl(?:y|ies))\b", re.IGNORECASE)  # fmt: skip
_OF_PARAGRAPH = re.compile(r"\bon (?:paragraph|para|¶|§)\s*\d+\s*:", re.IGNORECASE)


def _prose_before(paragraphs: Sequence[Paragraph]) -> list[int]:
    counts, n = [], 0
    for paragraph in paragraphs:
        counts.append(n)
        n += len(paragraph.text.split()) >= _SENTENCE_WORDS and paragraph.text.rstrip()[-1:] in _ENDS
    return counts


def is_comment_head(text: str) -> bool:
    """Whether a paragraph, or its first line, announces readers' words by itself."""
    first = text.split("\n", 1)[0]
    if len(first) > _SHORT:
        return False
    line = bare(first)
    heads = page_parts().heads
    if re.match(r"no \w+$", line) and not line.endswith("s"):  # "No comment." is somebody's answer
        return False
    if heads.fullmatch(line):
        return True
    if first.rstrip()[-1:] in ".!?":
        return False
    # A head with a row of the page's behind it, told by the gap.
    if heads.fullmatch(bare(re.split(r"\s{2,}", first.strip())[0])):
        return True
    # As in: N thoughts on “the title”. A sentence that begins like a head is none.
    begun = heads.match(line)
    return (
        begun is not None
        and _COUNTED.match(line) is not None
        and re.match(r"\s*(?:on|to|about)\b|\s*[–—:|(-]", line[begun.end() :]) is not None
    )


_COUNTED = re.compile(
    r"comments? (?:on|to|about) (?:[“\"'«]|this\b)|[^\x00-\x7f]|komment|comment(?:aires|i\b)|comentarios|reacties"
    r"|\(?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b (?:thought|comment|respon|repl))"
)


def _marks(paragraphs: Sequence[Paragraph], inline: Collection[int]) -> list[int]:
    """The mark of each paragraph; a line that leads to a quotation ("..., the ministry said:") carries none."""
    found = [0 if i in inline else _mark(p.text) for i, p in enumerate(paragraphs)]
    says = [i for i, p in enumerate(paragraphs) if found[i] and len(p.text) <= _SHORT and _SAYS.match(p.text)]
    leads = {i for i in says if i + 1 < len(paragraphs) and paragraphs[i + 1].text[:1] in _OPENS}
    for i in says:
        # One line alone may lead to a statement that is set below it without marks.
        several = len(says) > len(leads) + 1 or _POSTED.search(paragraphs[i].text)
        found[i] = 0 if i in leads else 2 if several and _NAME_SAYS.match(paragraphs[i].text) else 1
    return found


def _sure(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Which paragraphs carry a mark that only posts have: a letter signed by its writer too, where a signed quotation has its marks."""
    found = []
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text
        behind = _SIGNED_BEHIND.search(text) is not None and text[:1] not in _OPENS
        signs = _SIGNATURE.match(text) or _SIGNED_CAPS.match(text)
        below = i > 0 and signs is not None and paragraphs[i - 1].text[:1] not in _OPENS
        found.append(((behind or below) and "@" not in text) or _is_sure(text))
    return found


def _is_unsure_head(text: str, marks: Sequence[int], at: int) -> bool:
    words = bare(text)
    first = words.split(" ")[0] if len(text) <= _SHORT and text.rstrip()[-1:] not in ".?!" else ""
    unsure = page_parts().unsure_heads
    told = words in unsure or (first in unsure and len(words.split()) <= 4)
    return told and any(mark >= 2 for mark in marks[at + 1 : at + 1 + _REACH])


class _Posts:
    """From which paragraph on posts follow one another to the end, by the marks they carry; looked through once, from the end.

    Args:
        marks: of each paragraph; sure: whether it carries a mark that only posts have; machinery: whether it is buttons alone.
    """

    def __init__(self, marks: Sequence[int], sure: Sequence[bool], machinery: Sequence[bool]) -> None:
        self._marks, self._count = marks, len(marks)
        self._weight, self._gap = [0] * (len(marks) + 1), [0] * (len(marks) + 1)
        self._sure, self._only_buttons = [False] * (len(marks) + 1), [True] * (len(marks) + 1)
        last = len(marks)
        for i in range(len(marks) - 1, -1, -1):
            marked = marks[i] > 0
            self._weight[i] = self._weight[i + 1] + marks[i]
            self._gap[i] = max(self._gap[i + 1], last - i) if marked else self._gap[i + 1]
            self._sure[i] = self._sure[i + 1] or (marked and sure[i])
            self._only_buttons[i] = self._only_buttons[i + 1] and (not marked or machinery[i])
            last = i if marked else last

    def follow_from(self, at: int) -> bool:
        """Whether they do from this marked paragraph on."""
        if self._gap[at] > _GAP:
            return False
        if not self._sure[at]:
            return False
        if self._weight[at] >= 4:
            return True
        # One post alone, at the end; a row of buttons alone is the page's.
        return at >= self._count - _LAST and self._marks[at] >= 2 and not self._only_buttons[at]


def _is_sure(text: str) -> bool:
    """Whether a paragraph carries a mark that readers' posts have and an article's own lists, tables and embedded posts have not."""
    short = len(text) <= _SHORT
    if _AGO.search(text[-60:]) or page_parts().poster.match(text) or _is_letter(text, short=short):
        return True
    if not short:
        return False
    if _HANDLE.search(text) and text[:1] not in "–—-" and "(@" not in text:  # an embedded post is signed so
        return True
    stamp = _STAMP.search(text)
    named = stamp is not None and re.search(r"[^\W\d_]{3,}", text[: stamp.start()] + text[stamp.end() :]) is not None
    return named or _is_machinery(text) or bool(_NUMBERED.match(text) or _PICTURED.search(text) or _SAYS.match(text))


def _backed(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Back over what belongs to the first post: its name above, or its words where it is signed below."""
    start = at
    signed = _SIGNATURE.match(paragraphs[at].text) or _SIGNED_CAPS.match(paragraphs[at].text)
    if signed:
        low = max(0, at - _GAP)
        closed = next((i for i in range(at - 1, low - 1, -1) if _closes(paragraphs[i].text)), None)
        start = closed + 1 if closed is not None else at - 1
    elif _is_machinery(paragraphs[at].text):  # buttons stand below a post that has its writer's name above
        named = (i for i in range(at - 1, max(0, at - _LAST), -1) if _is_name(paragraphs[i].text))
        start = next(named, at)
    while start > 0 and not is_prose(paragraphs[start - 1].text) and len(paragraphs[start - 1].text) <= _SHORT:
        if is_end_mark(paragraphs[start - 1].text) or paragraphs[start - 1].text.rstrip()[-1:] in '.!?”"':
            break
        start -= 1
    return max(start, 1)


def _is_name(text: str) -> bool:
    return len(text.split()) <= 4 and len(text) <= 40 and text[-1] not in '.!?:,;”"'


def _closes(text: str) -> bool:
    """Whether an article is closed by this paragraph: an end mark, or a line about its author."""
    return is_end_mark(text) or re.match(r"^[_*]*[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3},? (?:is|was|writes|teaches|covers|reports) ", text) is not None  # fmt: skip


def _mark(text: str) -> int:
    """How surely a paragraph carries the mark of a reader's post: 0 not at all, 1 perhaps, 2 and 3 surely."""
    short = len(text) <= _SHORT
    if short and _FOLLOW.match(text):  # where to find the article's author
        return 0
    sentence = text.rstrip()[-1:] in ".!?…" and len(text.split()) > 6
    if short and not sentence and (_AGO.search(text) or _STAMP.search(text)) and len(text.split()) <= 16:
        return 2
    if short and bare(text) in page_parts().heading_words:
        return 1
    if short and (_NUMBERED.match(text) or _is_machinery(text)):
        return 2
    if short and _SAYS.match(text):
        return 1  # two or more make posts: see `_marks`
    if short and (page_parts().poster.match(text) or _PICTURED.search(text)):
        return 2
    if _is_letter(text, short=short):
        return 2
    if short and _HANDLE.search(text):
        return 2
    if _AGO.search(text[-40:]) and _SIGNED_BEHIND.search(text):
        return 2
    if short and _SHARE.search(text) and not sentence and len(text.split()) <= 12:
        return 1
    if short and (_SIGNATURE.match(text) or (_SIGNED_CAPS.match(text) and "," in text)):
        return 1
    return 1 if _SIGNED_BEHIND.search(text) or _NAMED_LISTED.match(text) else 0


def _is_letter(text: str, *, short: bool) -> bool:
    """Whether a paragraph opens as mail, as an answer to a post, with a nickname, or as a letter to the editor."""
    opens = _MAIL.match(text) or _ADDRESSED.match(text) or _NICK.match(text) or (short and _NICK_ALONE.match(text))
    return bool(opens or _ON_WROTE.match(text) or _QUOTED_LINE.match(text) or _LETTER.match(text))


def _is_machinery(text: str) -> bool:
    """Whether a line is nothing but buttons and counts: "Like · Reply · 31 · 2d"."""
    machinery = page_parts().machinery
    line = bare(text)
    if line in machinery:
        return True
    parts = [part for part in re.split(r"\s*[·•|()\[\]/,–—-]\s*|\s{2,}|(?<=\d)\s+|\s+(?=\d)", text.strip()) if part]
    told = [part for part in parts if bare(part) in machinery]
    return bool(told) and all(part in told or _REACTION.fullmatch(part) or not bare(part) for part in parts)
