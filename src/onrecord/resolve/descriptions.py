"""What a text says of people beside their names: titles, appositions, ages, "he is a ferryman"."""

from __future__ import annotations

import re

from onrecord.language.nouns import head_of
from onrecord.resolve.individuals import Individual, People, words_of
from onrecord.resolve.names import NameRun
from onrecord.resolve.nouns import is_role
from onrecord.resolve.titles import title_words

__all__ = ["SHORT_TITLES", "describe", "describe_by_pronouns", "is_apposed", "noun_before", "title_behind"]

_AFTER_TITLE = re.compile(
    r",[^\S\n]+(?!(?:and|or|but|as|while)\b)(?P<title>(?:(?:the|a|an|its|his|her|their)\s+)?[^,.;:\"“”\n]{3,90})"
)
_BEHIND = re.compile(
    r"(?:,\s+(?:\d+,\s+)?|\s+(?:is|was)\s+(?:once\s+|also\s+)?)(?:(?:the|a|an|its|his|her|their)\s+|[A-Z][\w-]*'s\s+|twice\s+)"
    r"(?P<what>[a-z][^,.;:\"“”]{2,80})"
)
_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+'s?)\s+(?P<what>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}),?\s+$"
)
_ADDRESS = re.compile(r"(?:\bH\.\s?E\.\s+)?(?:\b(?:Mr|Mrs|Ms|Dr|Sir|Madam)\.?\s+)?$")
_FOR_HOLDER = re.compile(r"\b(?:for|to|of|by)\s+(?:the\s+)?(?P<title>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)$")
_ENDS_IN_NAME = re.compile(r"\b[A-Z][\w'-]+\s+[A-Z][\w'-]+\s*$")
_APPOSES = re.compile(r"(?:(?:the|an?|its|his|her|their)\s|[A-Z]|\w+ of\b|(?:former|then|now|acting)\b)")
# “the foreign minister of Norland, Ilse Varn,”: that name has its title, so what follows is the next one's.
_TITLED_BEFORE = re.compile(
    r"\b(?:minister|president|chancellor|secretary|premier|ambassador|chair\w*|governor|chief|director|commissioner)\b(?: [Oo]f [^,.;]{2,50})?, (?:H\.\s?E\.\s+)?(?:\w+\.? ){1,4}\w+,\s*$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|an?)\s+")
_LONGEST_TITLE, _TWO_TITLES = 90, 200
_COMMA = re.compile(r",[^\S\n]+$")
_OTHERS_NAME = re.compile(r"(?:[A-Z][\w'-]+ ){3}and\b")
_STOPS = re.compile(r"(?<![A-Z])\.\s")
_LONGEST_SENTENCE = 600
# “Ada Holm, who leads the Harbour Party”: leader of it.
_LEADS = re.compile(
    r"(?:, (?:who|\d\d, who))? (?:now )?(?P<verb>leads|heads|chairs) (?P<what>(?:the |its |[A-Z])[\w'’ -]{2,60}?)(?=[,.;:\"“”]| (?:in|on|at|since|and|from|with|for|which|who)\b)"
)
_LED_AS = {"lead": "leader", "head": "head", "chai": "chair"}
_OF_WHERE = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?")
_NEXT_NAME = re.compile(r",\s+(?:H\.\s?E\.\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w'-]+\s+[A-Z]")
SHORT_TITLES = {
    "father": "priest", "justice": "judge", "dr": "doctor", "gen": "general", "sen": "senator", "gov": "governor",
    "prof": "professor", "sgt": "sergeant", "capt": "captain", "rev": "pastor", "rep": "representative", "lt": "lieutenant",
}  # fmt: skip
"""What a short or a religious title says that its bearer is."""
_NOUN_BEFORE = re.compile(r"\b(?P<what>[a-z][a-z-]+)\s+$")
_NOUN_AND_COMMA = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)|'s?)\s+(?:[\w-]+\s+){0,4}?(?P<what>[a-z][a-z-]+),\s+$"
)
_IS_A = re.compile(r"\b(?:He|She)\s+(?:is|was)\s+(?:a|an|the)\s+(?P<what>[a-z][a-z -]{2,40})")
_AGE = re.compile(r",\s+(?P<age>\d{1,3})\s*,")
_MARRIED = re.compile(r",\s+whom\s+(?P<by>s?he)\s+married\b")
_HEAD_END = re.compile(r"\b(?:who|whose|which|that|said|says|told|and|but)\b")


def describe(view: str, run: NameRun, individual: Individual) -> None:
    """Keep what stands before and behind a mention for its bearer: a title, an apposition, an age."""
    _note_title(view, run, individual)
    _note_description(view, run, individual)


def title_behind(view: str, run: NameRun) -> str:
    """The apposition behind a name, if it holds a title the lexicon knows."""
    tail = _AFTER_TITLE.match(view, run.end, min(len(view), run.end + 110))
    return tail["title"] if tail and title_words().title_in(tail["title"]) else ""


def is_apposed(view: str, run: NameRun) -> bool:
    """Whether the words behind a name say what a person does: “Cecily Umber, a nurse on nights”."""
    behind = _BEHIND.match(view, run.end, min(len(view), run.end + 110))
    return bool(behind and view[run.end] == "," and is_role(head_of(_HEAD_END.split(behind["what"])[0])))


def noun_before(view: str, run: NameRun) -> str:
    """The noun for what somebody is right before a full name: “the physicist Bjarni Ketilsson”, “a clerk, Jonah Veitch,”."""
    bare = _NOUN_BEFORE.search(view, max(0, run.start - 30), run.start)
    if bare is None and view[run.end : run.end + 1] == ",":
        bare = _NOUN_AND_COMMA.search(view, max(0, run.start - 80), run.start)
    return bare["what"] if bare and " " in run.name and is_role(bare["what"]) else ""


def describe_by_pronouns(view: str, people: People) -> None:
    """“He is a ferryman” describes whoever was named last before."""
    for match in _IS_A.finditer(view):
        before = [(place, i) for i in people.individuals if (place := i.last_before(match.start())) is not None]
        if before:
            max(before, key=lambda pair: pair[0])[1].described |= words_of(_HEAD_END.split(match["what"])[0])


def _note_title(view: str, run: NameRun, individual: Individual) -> None:
    """Keep the fullest title that stands before or behind a mention."""
    # “, H.E. Mr. Ilse Varn”: how somebody is addressed is part of the name here.
    start = run.start - len(_ADDRESS.search(view, max(0, run.start - 24), run.start).group())  # type: ignore[union-attr]  # it may be empty
    line = _begins(view, start)
    before = re.split(
        r"[,;:\"“”()]|\s[-–—]\s|\b(?:and|that|said|told|says|but|with|of the|by|as|when|while)\b ",
        view[max(line, start - 70) : start],
    )[-1].strip()
    comma = _COMMA.search(view, max(0, start - 12), start)
    if not before and comma and view[run.end : run.end + 1] in {",", ".", ";", ")", "\n"}:
        # "Norland's foreign minister, Ilse Varn, said"
        stretch = view[max(line, start - _TWO_TITLES) : comma.start()]
        pieces = re.split(r"[,;:.\"“”()]|\s[-–—]\s", stretch)
        before = pieces[-1][-_LONGEST_TITLE:].strip()
        if (
            len(pieces) > 1
            and _ENDS_IN_NAME.search(pieces[-2])
            and not before.startswith("and ")
            and stretch[: -len(pieces[-1])].endswith(",")
            and _APPOSES.match(before)
            and not _TITLED_BEFORE.search(view, max(line, start - 180), comma.start() - len(pieces[-1]))
        ):
            before = ""  # “Ada Holm, mayor of Kell, Peter Dorn, ...”: it is hers
    inner = _FOR_HOLDER.search(before)
    if inner and title_words().title_in(inner["title"]):
        before = inner["title"]  # “an adviser to President Holm”: of her it only says that she is president
    whose = _OF_WHERE.match(view, run.end)
    if whose and title_words().title_in(before) and not _OF_WHERE.search(before):
        before += whose.group()  # “President Ada Holm of Norland”
    tail = _AFTER_TITLE.match(view, run.end, min(len(view), run.end + 120))
    behind = tail.group("title").strip() if tail else ""
    if before and tail and title_words().title_in(before) and _NEXT_NAME.match(view, tail.end()):
        behind = ""  # “the mayor, Ada Holm, the governor, Peter Dorn”: it is the next one's
    if _OTHERS_NAME.search(behind):
        behind = ""  # “Ada Holm, Minister of Roads Tomas Reke and others”: a list
    leads = _LEADS.match(view, run.end, min(len(view), run.end + 140))
    if leads:
        behind = f"{_LED_AS[leads['verb'][:4]]} of {leads['what'].strip()}"
    before = _only_title(before)
    for phrase in (before, behind):
        phrase = " ".join(phrase.split())  # noqa: PLW2901
        if title_words().title_in(phrase) and len(phrase) > len(individual.title):
            individual.title = phrase


def _only_title(before: str) -> str:
    """“Norland thanks the Special Representative”: what stands before the article is of the sentence and not of the title."""
    found = title_words().pattern.search(before)
    articles = list(_THE.finditer(before, 0, found.start())) if found else []
    return before[articles[-1].end() :] if articles else before


def _begins(view: str, at: int) -> int:
    """Where the sentence that holds a place begins; the stops of “H.E.” and of initials end none."""
    low = max(view.rfind("\n", 0, at) + 1, at - _LONGEST_SENTENCE)
    return max([low, *(m.end() for m in _STOPS.finditer(view, low, at))])


def _note_description(view: str, run: NameRun, individual: Individual) -> None:
    """Keep the words that stand beside a name for what its bearer is: an apposition, or "X is a ..."."""
    behind = _BEHIND.match(view, run.end, min(len(view), run.end + 110))
    if behind:
        individual.described |= words_of(_HEAD_END.split(behind["what"])[0])
    before = _BEFORE.search(view, max(0, run.start - 60), run.start)
    if before:
        individual.described |= words_of(before["what"])
    individual.described |= {SHORT_TITLES.get(word, word) for word in words_of(run.title)}
    bare = _NOUN_BEFORE.search(view, max(0, run.start - 30), run.start)
    if bare and is_role(bare["what"]):
        individual.described.add(bare["what"])
    beside = _AGE.match(view, run.end, run.end + 8)
    if beside:
        individual.age = int(beside["age"])
    married = _MARRIED.match(view, run.end, run.end + 30)
    if married:
        individual.described.add("husband" if married["by"] == "she" else "wife")
