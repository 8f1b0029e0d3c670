"""Capitalised names in running text: where one begins, what in it is title and what is name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.language.name_parts import CAPITAL
from onrecord.language.nouns import NOT_NAMES
from onrecord.resolve.titles import title_words

__all__ = ["NameRun", "find_runs", "is_institution", "is_name_like", "without_honorific"]

_PART = rf"(?:(?:II|III|IV|VI{{1,3}}|V(?!\.)|IX|XI{{1,3}}|X(?!\.)|XIV|XV|XVI)\b|[{CAPITAL}][\w'-]*[^\W\d_A-Z][\w'-]*|[A-Z]\.(?:[A-Z]\.)?|[A-Z]{{2,}}(?=\s[A-Z][A-Z])|Ma\.(?=\s[A-Z])|(?:Mc|Mac|O')[A-Z]\w+|(?:al|el|ul|bin)-[A-Z][\w'-]+)"
_LINK = r"(?:[^\S\n]+(?:de|van|von|der|den|al|el|bin|bint|ibn|la|le|di|da|du|dos|vel|ter|af|av|zu|ten|das|del|della))*"
_RUN = re.compile(rf"(?<![\w.]){_PART}(?:{_LINK}[^\S\n]+{_PART})*")
_ORG_WORDS = re.compile(
    r"\b(?:Ministry|Council|Commission|Committee|University|Institute|Party|Post|Times|Tribune|Journal|Herald|Courier|News|Agency|Press|League|Union|Nations|Department|Office|House|Senate|Congress|Court"
    r"|Army|Navy|Force|Forces|Guard|Bank|Fund|Group|Company|Corp|Inc|Foundation|Association|Federation|Center|Centre|School|College|Review|Street|Square|Palace|Strait|Sea|Ocean|River|Lake|Island|Islands"
    r"|Bay|Port|Harbour|Harbor|War|Treaty|Agreement|Accord|Act|Bill|Plan|Summit|Conference|Convention|Assembly|Parliament|Republic|Kingdom|States|City|County|Province|Airport|Station|Hotel|Building"
    r"|Club|Church|Museum|Hospital|Network|Television|Radio|Morning|Wire|Telegraph|Broadcasting|Daily|Magazine|Research|Project|Program|Campaign|Coalition|Alliance|Movement|Front|Brigade|Division|Enforcement|Poll|Survey|Index|PAC|Markets|Veterans|Workers|Liberties|Valley|Beach|Elections|Records|Partners|Holdings|Industries|Airlines|Systems|Services|Technologies|Society|Magazine|America|Action|Insurance|Security|Affairs|Studies|International|Institution|Strategic|Flight|Day|Week|Cross|Watch|Observatory|Directorate|Board|Service|Bureau|Administration|Inspectorate|Secretariat|Commissariat|Tribunal|Syndicate|Corporation|Chamber|Consortium|Mission|Embassy|Delegation|Police|Fleet|Circle|Forum|Compact|Bloc|Programme|Initiative|Protocol|Charter|Gulf|Canal|Reactor|Festival|Prize|Conversation|Marine)\b"
)


_NO_FIRST_NAME = frozenset(
    {
        "Team",
        "Latino",
        "Hispanic",
        "Super",
        "Young",
        "Big",
        "Republican",
        "Democratic",
        "Democrat",
        "Year",
        "Day",
        "House",
        "Senate",
    }
)
_SIDES = frozenset({"Republican", "Democrat", "Democratic", "Conservative", "Labour", "Liberal", "Independent"})
_LONGEST_SHORT = 8


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of capitalised words with the title that precedes the name, places in the text searched."""

    start: int
    end: int
    title: str
    name: str

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


def find_runs(text: str, start: int = 0, end: int | None = None) -> Iterator[NameRun]:
    """Runs of capitalised words in a plain view that may name a person, titles split off, in text order."""
    for match in _RUN.finditer(text, start, len(text) if end is None else end):
        run = _split(match)
        if run:
            yield run


def _split(match: re.Match[str]) -> NameRun | None:
    words = match.group().split()
    at = match.start()
    while words and (
        words[0] in NOT_NAMES
        or words[0] == "H.E."
        or (words[0].isupper() and words[0].capitalize() in NOT_NAMES and len(words[0]) > 1)
    ):
        at += len(words[0]) + _gap(match, at + len(words[0]))
        words.pop(0)
    for number in range(len(words) - 1, 0, -1):
        if words[number - 1].endswith(("'s", "s'")):  # “CNBC's Ada Holm”: only the last is the name
            at = match.string.index(words[number], match.string.index(words[number - 1], at) + len(words[number - 1]))
            words = words[number:]
            break
    while len(words) > 2 and words[0] in _SIDES:  # “Republican Ada Holm”
        at += len(words[0]) + _gap(match, at + len(words[0]))
        words.pop(0)
    stop = match.end()
    if words and match.string.startswith(".", stop) and words[-1] + "." in title_words().genders:
        stop -= len(words.pop())  # “Florida Gov. Ada Holm”, “Mr. Holm”: the short form belongs to the name behind
    while words and words[-1] in NOT_NAMES:
        words.pop()
    if not words or all(word.isupper() and word.capitalize() in NOT_NAMES for word in words):
        return None
    rest = match.string[at:stop].rstrip()
    title_end = _title_end(match.string, at, match.end()) - at
    name = rest[title_end:].split()
    while name and (name[-1] in NOT_NAMES):
        name.pop()
    joined = " ".join(name)
    joined = joined.removesuffix("'s").removesuffix("'")
    if not joined or not joined[0].isupper():
        return None
    begin = at + title_end
    title = rest[:title_end].strip() or _short_title(match.string, begin)
    return NameRun(begin, min(stop, begin + len(joined)), title, joined)


def _short_title(text: str, start: int) -> str:
    """“Mr.” and the like right before a name, which their full stop parts from it."""
    before = text[max(0, start - _LONGEST_SHORT) : start].split()
    return before[-1] if before and before[-1] in title_words().genders and before[-1].endswith(".") else ""


def _title_end(text: str, start: int, end: int) -> int:
    """Where titles end and the name begins; a title may have begun before the run ("Secretary of | State ...")."""
    at = start
    window = max(0, start - 40)
    for pattern in (title_words().before_names, title_words().honorific):
        for hit in pattern.finditer(text, window, end):
            if hit.end() > at and (hit.start() >= start or text[hit.start() : start].endswith("of ")):
                at = hit.end() + _spaces(text, hit.end())
    return min(at, end)


def _gap(match: re.Match[str], at: int) -> int:
    return _spaces(match.string, at)


def _spaces(text: str, at: int) -> int:
    n = 0
    while at + n < len(text) and text[at + n].isspace():
        n += 1
    return n


def is_name_like(name: str) -> bool:
    """Whether words can be a person's name: two to five, no word of an institution and no plural of people among them."""
    words = name.split()
    if not 2 <= len(words) <= 5 or _ORG_WORDS.search(name) or any(ch.isdigit() for ch in name):
        return False
    last = words[-1].lower()
    plural = last.endswith("s") and last[:-1] in title_words().groups
    return not plural and words[0] not in _NO_FIRST_NAME and not words[0].startswith(("Anti-", "Pro-"))


def is_institution(name: str) -> bool:
    """Whether a word of a name is one of an institution: “Council”, “Bank”."""
    return _ORG_WORDS.search(name) is not None


_FORMS = re.compile(
    r"^(?:(?:H\.\s?E\.|(?:His|Her) (?:Excellency|Highness|Royal Highness|Serene Highness|Majesty)|The Right Honourable|The Rt\.? Hon\.?|The Honourable|Hon\.|Right Honourable)\s+)+"
)


def without_honorific(name: str) -> str:
    """A name without the forms of address before it: “H.E. Mr. Ada Holm” is Ada Holm."""
    bare = _FORMS.sub("", name.strip())
    while (found := title_words().honorific.match(bare)) and bare[found.end() :].strip():
        bare = bare[found.end() :].strip()
    return bare
