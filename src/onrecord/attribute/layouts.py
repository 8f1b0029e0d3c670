"""Whose a quotation is by where it stands: signed with a dash, led in with a colon, beside what somebody does.

The tagger reads sentences. Where a quotation has none that says who speaks, it takes the nearest speaker, and puts the words of two
people into one mouth; the layout says whose they are, or that nobody does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from onrecord.attribute.interface import Fragment, Passage, passage_at
from onrecord.language.lexicon import base_forms, cue_lexicon
from onrecord.language.nouns import NOT_NAMES
from onrecord.model.span import Span

__all__ = ["settle"]

_NAME = r"(?:[A-Z][\w'.-]*\s+){0,6}[A-Z][\w'-]+"
_DASH = r"[-–—―−]+"
_SIGNED = re.compile(
    rf"\s*(?P<dash>{_DASH})\s*(?P<who>(?:the\s+)?{_NAME}(?:,\s[^“”\".!?]{{2,90}})?)(?:\s*\([^()]{{1,60}}\))?(?:,?\s+[^“”\".!?a-z]*[A-Z][a-z]+\.?\s[\d ,]{{1,12}})?\s*\.?\s*$"
)
_SIGNATURE = re.compile(rf"^{_SIGNED.pattern}")
_FROM = re.compile(
    rf"^(?:And\s+|Then\s+|This\s+)?[Ff]rom\s+(?P<who>(?:the\s+)?{_NAME}(?:,\s[^“”\":]{{2,90}})?)\s*(?P<cue>:)\s*$"
)
_LEAD_IN = re.compile(
    rf"^(?:And\s+|Then\s+|But\s+|Later,?\s+)?(?P<who>(?:[Tt]he\s+)?{_NAME}(?:,\s[^“”\":]{{2,90}},)?)\s+(?P<cue>(?:[a-z][\w'-]*\s+){{0,3}}"
    r"(?:said|says|issued|gave|made|sent|released|posted|published|wrote|tweeted|put|told|added|answered|replied|responded|declared|had)\b[^“”\"]{0,120}:)\s*$"
)
_LISTED = re.compile(rf"^\s*[*•·‣▪◦-]?\s*(?P<who>{_NAME}(?:,\s[^“”\":;.!?]{{2,90}}?)?)\s*(?P<cue>:|\s[–—-])\s*$")
_NOBODY = re.compile(r"^(?:nobody|no one|no-one|none|few|neither)$", re.IGNORECASE)
_ACTS = re.compile(rf"(?P<who>(?:[Tt]he\s+)?{_NAME})\s+(?P<verb>[a-z]\w+)\b")
_NOT_AIMED = re.compile(r"\b[a-z]+\b(?!\s+(?:at|over|toward|towards|through|away|up|down)\b)")
_SENTENCE_END = ".!?…"
_FARTHEST = 40
"""Paragraphs between a speaker's and a quotation that are looked through."""
_MARKS = "\"“”„«»'’ "


def settle(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """The fragments with each quotation whose layout says whose it is given to them, and to nobody else.

    Cost: linear in passages; a look at the paragraph beside each quotation.
    """
    placed: list[Fragment] = []
    for number, passage in enumerate(passages):
        before = passages[number - 1] if number else None
        behind = passages[number + 1] if number + 1 < len(passages) else None
        placed += _signed(passage, behind) or _led_in(before, passage) or _listed(passage)
    taken = sorted(part for f in placed for part in (*f.contents, *([f.source] if f.source else [])))
    kept = [made for f in fragments if (made := _without(f, taken))]
    found = [*_beside_actions(passages, kept), *placed]
    return [*found, *_left_beside_actions(passages, found)]


def _whole_quotation(passage: Passage) -> Span | None:
    """The quotations with which a paragraph begins, up to the last that nothing but space parts from them."""
    if not passage.quotations or passage.view[: passage.quotations[0].start - passage.start].strip("*•·‣▪◦- "):
        return None
    end = passage.quotations[0].end
    for quotation in passage.quotations[1:]:
        if _between(passage, end, quotation.start):
            break
        end = quotation.end
    return Span(passage.quotations[0].start, end)


def _between(passage: Passage, low: int, high: int) -> str:
    """The words from one place to another, none where they touch."""
    return passage.view[low - passage.start : high - passage.start].strip()


def _parted(passage: Passage) -> bool:
    """Whether words stand between the quotations of a paragraph."""
    return any(_between(passage, a.end, b.start) for a, b in pairwise(passage.quotations))


def _signed(passage: Passage, behind: Passage | None) -> list[Fragment]:
    """“...” — Ada Holm, on the line of the quotation or on the next."""
    quoted = _whole_quotation(passage)
    if quoted is None:
        return []
    rest, place = passage, quoted.end - passage.start
    match = _SIGNED.match(passage.view, place)
    if match is None and not passage.view[place:].strip() and behind is not None:
        rest, match = behind, _SIGNATURE.match(behind.view)
    return [_made(rest, match, "dash", [quoted], "signature")] if match else []


def _led_in(before: Passage | None, passage: Passage) -> list[Fragment]:
    """“From Ada Holm:” above a paragraph that is a quotation and nothing else."""
    quoted = _whole_quotation(passage)
    if before is None or quoted is None or before.quotations or passage.view[quoted.end - passage.start :].strip():
        return []
    match = _FROM.match(before.view) or _LEAD_IN.match(before.view)
    return [_made(before, match, "cue", [quoted], "lead-in")] if match and _is_name(match["who"]) else []


def _listed(passage: Passage) -> list[Fragment]:
    """“* Ada Holm, mayor – “...””: a line of a list, a name and a quotation to its end."""
    if not passage.quotations:
        return []
    first = passage.quotations[0]
    at, end = first.start - passage.start, passage.quotations[-1].end
    if passage.view[end - passage.start :].strip(" .") or _parted(passage):
        return []  # “Holm: “...” Lind: “...””: two people on one line
    match = _LISTED.match(passage.view[:at])
    return [_made(passage, match, "cue", [Span(first.start, end)], "list of quotations")] if match and _is_name(match["who"]) else []  # fmt: skip


def _made(passage: Passage, match: re.Match[str], cue: str, contents: list[Span], rule: str) -> Fragment:
    def at(group: str) -> Span:
        return Span(passage.start + match.start(group), passage.start + match.end(group))

    return Fragment(contents, at(cue), "neutral", at("who"), rule=rule, score=0.85)


def _is_name(words: str) -> bool:
    return words.split(maxsplit=1)[0] not in NOT_NAMES or len(words.split()) > 1


def _without(fragment: Fragment, taken: list[Span]) -> Fragment | None:
    """A fragment without the pieces that a layout gave to somebody; None where nothing is left of it."""
    if not taken:
        return fragment
    contents = [piece for piece in fragment.contents if not _taken(piece, taken)]
    if len(contents) == len(fragment.contents):
        return fragment
    return replace(fragment, contents=contents) if contents else None


def _taken(piece: Span, taken: list[Span]) -> bool:
    """Whether a piece overlaps one of these places, which are in order and apart. Cost: a bisection."""
    at = bisect_right(taken, piece.start, key=lambda place: place.end)
    return at < len(taken) and piece.overlaps(taken[at])


def _beside_actions(passages: list[Passage], fragments: list[Fragment]) -> list[Fragment]:
    """Quotations beside a sentence of what somebody else does: theirs, or left open."""
    found: list[Fragment] = []
    for fragment in fragments:
        pieces = _by_passage(passages, fragment)
        if fragment.source is None:
            home = None
        else:
            home = passage_at(passages, fragment.source.start)
            if _NOBODY.match(home.words(fragment.source)) and any(map(home.in_quotation, _starts(fragment))):
                # “...” Few asked what he meant.
                fragment.source, fragment.cue, home = None, None, None
                fragment.contents = [
                    piece for piece in fragment.contents if passage_at(passages, piece.start).in_quotation(piece.start)
                ]
                pieces = _by_passage(passages, fragment)
        kept: list[Span] = []
        for start, here in pieces.items():
            passage = passage_at(passages, start)
            quoted = [piece for piece in here if passage.in_quotation(piece.start)]
            actor = _actor(passage) if quoted else None
            if actor is None:
                if quoted and home is not None and _another_between(passages, home, passage, fragment):
                    found.append(Fragment(quoted, rule="marks", score=0.5))
                else:
                    kept += here
            elif home is passage:
                kept += quoted
            else:
                found.append(Fragment(quoted, None, "neutral", actor, rule="beside an action", score=0.6))
        if kept:
            fragment.contents = sorted(kept)
            found.append(fragment)
    return found


def _left_beside_actions(passages: list[Passage], found: list[Fragment]) -> list[Fragment]:
    """Quotations that nothing else found, where the sentence beside them is about somebody."""
    told = {piece for fragment in found for piece in _starts(fragment)}
    made = []
    for passage in passages:
        actor = _actor(passage) if passage.quotations else None
        left = [q.span for q in passage.quotations if q.start not in told]
        if actor and len(left) == len(passage.quotations):
            made.append(Fragment(left, None, "neutral", actor, rule="beside an action", score=0.6))
    return made


def _by_passage(passages: list[Passage], fragment: Fragment) -> dict[int, list[Span]]:
    """Its pieces by the start of the passage they stand in."""
    pieces: dict[int, list[Span]] = {}
    for piece in fragment.contents:
        pieces.setdefault(passage_at(passages, piece.start).start, []).append(piece)
    return pieces


def _starts(fragment: Fragment) -> list[int]:
    return [piece.start for piece in fragment.contents]


def _actor(passage: Passage) -> Span | None:
    """Who the sentence right before or behind a paragraph's one run of quotations is about, where it does not say that they speak.

    “...” Ada Holm folded the paper. – Ada Holm folded the paper. “...”
    """
    spans = [q for q in passage.quotations if q.closed]
    if not spans or len(spans) != len(passage.quotations):
        return None
    first, last = spans[0].start - passage.start, spans[-1].end - passage.start
    if _parted(passage):
        return None
    before, behind = passage.view[:first].strip(), passage.view[last:].strip()
    if before and before[-1] not in _SENTENCE_END:
        return None  # the quotation belongs to the sentence before it
    ends = passage.view[:last].rstrip(_MARKS)[-1:] in _SENTENCE_END
    for words, at in ((before, passage.view.find(before)), (behind, last + passage.view[last:].find(behind))):
        match = _ACTS.match(words)
        stands_alone = words.endswith(tuple(_SENTENCE_END)) and (ends or words is before)
        if match and stands_alone and _named(match["who"]) and not _says(words):
            return Span(passage.start + at + match.start("who"), passage.start + at + match.end("who"))
    return None


def _named(words: str) -> bool:
    parts = words.split()
    return len(parts) >= 2 and parts[0] not in NOT_NAMES  # a given name or a title, and a name


def _says(words: str) -> bool:
    """Whether a sentence holds a verb of saying; “pointed at the map” is none."""
    verbs = cue_lexicon().verbs
    return any(form in verbs for word in _NOT_AIMED.findall(words) for form in base_forms(word))


def _another_between(passages: list[Passage], home: Passage, passage: Passage, fragment: Fragment) -> bool:
    """Whether a paragraph between a speaker's and one that is only a quotation begins with somebody else: then it is not said whose it is."""
    if home.start >= passage.start or _outside(passage):
        return False
    assert fragment.source is not None
    speaker = home.words(fragment.source).split()[-1]
    first, last = (bisect_right(passages, p.start, key=lambda one: one.start) - 1 for p in (home, passage))
    for between in passages[first + 1 : min(last, first + 1 + _FARTHEST)]:
        opened = re.match(rf"{_NAME}(?=\s+[a-z])", between.view)
        if opened and not between.quotations and opened.group().split()[-1] != speaker and opened.group().split()[0] not in NOT_NAMES:  # fmt: skip
            return True
    return False


def _outside(passage: Passage) -> str:
    """The words of a paragraph outside its quotations."""
    at, out = 0, []
    for quotation in passage.quotations:
        out.append(passage.view[at : quotation.start - passage.start])
        at = quotation.end - passage.start
    return "".join([*out, passage.view[at:]]).strip()
