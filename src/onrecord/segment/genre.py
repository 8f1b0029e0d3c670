"""What kind of document a text is, from what it says of itself and how it speaks."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.language.interviews import asks, find_turns, initials_at, is_conversation
from onrecord.language.nouns import in_small
from onrecord.language.paragraphs import Paragraph
from onrecord.language.state_bodies import state_body
from onrecord.language.states import is_state_name
from onrecord.model.document import DocumentKind
from onrecord.segment.turns import count_turns

__all__ = ["AUTHORED_KINDS", "Signals", "judge_kind", "names_office"]

AUTHORED_KINDS: frozenset[DocumentKind] = frozenset(
    {"op-ed", "opinion", "editorial", "official-statement", "joint-statement"}
)
"""Kinds whose body stands in its author's voice; so does an analysis that somebody signs."""

_OFFICE = re.compile(
    r"\b(?:ambassador|minister|president|premier|chancellor|secretary(?:-general| general| of state)?|spokes(?:man|woman|person)|commissioner|envoy|representative|king|queen|governor|senator)\b",
    re.IGNORECASE,
)  # fmt: skip
_OFFICIAL_TITLE = re.compile(
    r"\b(?:statement (?:by|of|from)|(?:official|joint|ministry) statement|remarks (?:by|of|at|to)|address (?:by|of|to|before|at)|speech (?:by|of|at|to)|communiqu[eé]|press release"
    r"|message (?:to|from|of)|declaration (?:by|of|on)|state of the union|annual message|inaugural)\b",
    re.IGNORECASE,
)  # fmt: skip
_SALUTATION = re.compile(
    r"^(?:(?:dear |my )?fellow[- ]citizens|ladies and gentlemen|mr\.? (?:speaker|president|chairman)|madam|excellenc|distinguished|dear (?:colleagues|friends)|members of)",
    re.IGNORECASE,
)
_ASSEMBLY = re.compile(
    r"\b(?:Mr\.?|Madam)\s+(?:President|Speaker|Chair(?:man|person)?)\b|\b(?:this|the)\s+(?:General\s+)?Assembly\b|\b(?:[Mm]y|[Oo]ur)\s+delegation\b"
    r"|\b[Oo]n behalf of (?:the|my) (?:[Gg]overnment|[Pp]eople|[Dd]elegation)\b|\b[Dd]istinguished (?:delegates|colleagues|members)\b|\bExcellencies\b"
)
"""How speakers in an assembly address it and name their side."""
_SPOKEN = 0.008
_OFTEN, _OWN_WORDS, _HARDLY, _LONG = 2, 0.01, 0.002, 300
"""Of a signed text: words that address an assembly, the share of “I” and “we”, of verbs of reporting, and its words."""
_ANALYSIS = re.compile(
    r"\b(?:policy brief|issue brief|briefing paper|this (?:brief|paper|report|analysis|backgrounder)|key (?:findings|points|takeaways)|executive summary|analysis:|backgrounder|explainer)\b",
    re.IGNORECASE,
)  # fmt: skip
_NUMBERED = re.compile(
    r"\s*(?:(?:Policy|Issue|Research) )?(?:Brief|Briefing|Paper|Analysis) (?:No\.? ?)?\d", re.IGNORECASE
)
_OPINION = re.compile(
    r"\b(?:opinion|op-ed|editorial|commentary|column|guest (?:essay|post)|letter to the editor)\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"\bjoint (?:press |final )?(?:statement|communiqu[eé]|declaration|press release)\b|\b(?:communiqu[eé]|declaration) of the (?:\w+ )?(?:ministers|heads of state|leaders|foreign ministers)\b",
    re.IGNORECASE,
)
_REPORTED = 0.02
_HEAD_LINES, _LONGEST_LINE = 4, 120
_LEAST_TURNS = 4
_FEW, _MANY = 0.12, 0.3
"""Least shares of paragraphs that open with a label, in a text that is known to have turns and in another."""
_TURNED = re.compile(
    r"\b(?:transcript|press (?:briefing|conference)|noon briefing|interview|verbatim|in conversation|q ?& ?a)\b",
    re.IGNORECASE,
)
_FEWEST_ASKED, _MANY_ASKED, _ASKED = 3, 5, 0.15
"""Questions of an interview that calls itself one and of another, and their least share of its paragraphs."""
_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed|er)?|conversations?|q ?& ?a|in conversation|talks? to|spoke (?:to|with)|met (?:him|her)|receives us)\b",
    re.IGNORECASE,
)
_OPINION_PAGE = re.compile(
    r"/(?:opinions?|op-?eds?|commentary|commentisfree|columns?|columnists|comment|views)/", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:I|we|my|our|us|ours|me)\b")
_QUOTED = re.compile('["“][^"”]{0,2000}["”]')
_REPORTING = re.compile(r"\b(?:said|told|says|announced|reported|according to|declared|stated)\b")


def names_office(words: str) -> bool:
    """Whether words name an office of state: “Minister of Roads of Norland”."""
    return _OFFICE.search(words) is not None


class Signals:
    """What is known about a text when its kind is judged."""

    def __init__(self, *, title: str, intro: list[Paragraph], body: list[Paragraph], author: str | None,
                 author_note: str | None, dateline: bool, head: str = "") -> None:  # fmt: skip
        self.editorial = self.opinion_page = self.issued = False
        self.title, self.author, self.author_note, self.dateline = title, author, author_note, dateline
        self.head = head
        self.lines = tuple(
            line for p in (*intro, *body)[:_HEAD_LINES] for line in p.text.split("\n") if len(line) <= _LONGEST_LINE
        )
        self.intro = " ".join(p.text for p in intro)
        self.body = body
        prose = _QUOTED.sub(" ", " ".join(p.text for p in body))
        # “The Assembly” may be spoken of; who is spoken to is addressed.
        self.addresses = sum(
            1 if found.lower().startswith(("the ", "this ")) else 2 for found in _ASSEMBLY.findall(prose)
        )
        words = max(1, len(prose.split()))
        self.first_person = len(_FIRST.findall(prose)) / words
        self.reporting = len(_REPORTING.findall(prose)) / words
        self.words = words

    def on_page(self, url: str, *, editorial: bool, issued: bool = False) -> Signals:
        """The same, with what the page says: its address, whether it calls the text its paper's own, whether a body issued it."""
        self.issued = issued
        self.editorial, self.opinion_page = editorial, _OPINION_PAGE.search(url) is not None
        return self


def judge_kind(signals: Signals) -> tuple[DocumentKind, str]:
    """The kind and, in a few words, why."""
    s = signals
    called = _in_turns(s) or _labelled(s)
    if called:
        return called
    opening = " ".join(p.text for p in s.body[:2])[:400]
    of_office = _official(s)
    if of_office:
        return "official-statement", of_office
    if _ANALYSIS.search(f"{s.title} {s.head}") or any(_NUMBERED.match(line) for line in (s.title, s.head, *s.lines)):
        return "analysis", "calls itself a brief or an analysis"
    if s.intro and s.author:
        official = _OFFICE.search(f"{s.intro} {s.author_note or ''}")
        return (
            ("op-ed", "introduced as the article of an office-holder")
            if official
            else ("opinion", "introduced as somebody's article")
        )
    if s.author_note:
        signed = _OFFICE.search(s.author_note) and not re.search(
            r"\b(?:former|fellow|professor|institute|university|columnist)\b", s.author_note, re.IGNORECASE
        )
        return ("op-ed", "signed by an office-holder") if signed else ("opinion", "signed with a note about its author")
    if _ANALYSIS.search(opening):
        return "analysis", "calls itself a brief or an analysis"
    if not s.dateline and s.first_person > 0.02 and s.reporting < 0.006:
        return (
            ("opinion", "a named author in the first person")
            if s.author
            else ("official-statement", "in the first person, with nobody else quoted")
        )
    if s.author and not s.dateline and s.first_person > _OWN_WORDS and s.reporting < _HARDLY and s.words > _LONG:
        return "opinion", "a named author in the first person, who hardly quotes anybody"
    if _OPINION.search(s.title):
        return "opinion", "titled as an opinion"
    if s.opinion_page and s.author and not s.dateline:
        return "opinion", "signed, on the opinion pages by its address"
    if s.dateline or s.reporting > 0.003:
        return "news", "reports what others said"
    return "unknown", "nothing says what kind it is"


def _in_turns(s: Signals) -> tuple[DocumentKind, str] | None:
    """Interview or transcript, where paragraphs open with the names of those who speak."""
    counted = count_turns(s.body)
    turns = counted.turns
    # A delegate's turn is many paragraphs long, and labels such as “Mr. Reke (Norland):” stand in nothing else.
    known = _TURNED.search(f"{s.title} {s.head} {s.intro}") or counted.formal >= _LEAST_TURNS
    if turns >= _LEAST_TURNS and counted.names >= 2 and turns >= (_FEW if known else _MANY) * len(s.body):
        if re.search(r"\binterview\b", f"{s.title} {s.intro}", re.IGNORECASE):
            return "interview", f"{turns} turns, called an interview"
        return "transcript", f"{turns} turns"
    return None


def _asked(s: Signals) -> str | None:
    """Why a text without names at its turns is an interview; None where it is none.

    A speech asks questions too, and answers them itself: in an interview somebody is called “you” in questions and “I” in answers.
    """
    texts = [p.text for p in s.body]
    if any(initials_at(texts)) and any(asks(text) for text in texts):
        return "turns with initials"
    questions = sum(asks(text) for text in texts)
    if questions < _FEWEST_ASKED or questions < _ASKED * len(texts):
        return None
    turns = find_turns(texts)
    # The questions of an explainer are asked of nobody, and the paper answers them.
    if not is_conversation(texts, turns):
        return None
    answered = sum(turn == "question" and after == "answer" for turn, after in pairwise(turns))
    called = _INTERVIEW.search(" ".join([s.title, s.head, s.intro, *s.lines, *texts[:2]]))
    least = _FEWEST_ASKED if called else _MANY_ASKED
    return f"{answered} questions that are answered" if answered >= least else None


def _labelled(s: Signals) -> tuple[DocumentKind, str] | None:
    """The kind that a text's form or its own words tell: an interview, its paper's own, or a joint statement."""
    asked = _asked(s)
    if asked:
        return "interview", asked
    if s.editorial and not s.author_note:
        return "editorial", "its paper says that it speaks itself"
    if s.issued:
        return "official-statement", "a body had it read out or issued"
    joint = _JOINT.search(f"{s.title} {s.head}")
    # A headline may speak of a joint statement; a line that begins so is its own title.
    own = any(_JOINT.match(line.strip()) for line in (s.title, *s.lines))
    if own or (joint and not s.dateline and s.reporting < _REPORTED):
        return "joint-statement", "calls itself a joint statement"
    return None


def _official(s: Signals) -> str | None:
    """Why a text is an official's or a body's own statement; None where nothing says so."""
    if s.author and state_body(in_small(s.author) if s.author.isupper() else s.author) and not s.dateline:
        return "its author is a body of a state"
    if s.author and is_state_name(s.author) and not s.dateline and s.first_person > 0:
        return "its author is a state, in the first person"
    if s.body and _SALUTATION.match(s.body[0].text):
        return "opens with a salutation"
    if _OFFICIAL_TITLE.search(s.title) and s.first_person > _SPOKEN:
        return "titled as a statement or speech, in the first person"
    if s.author and s.author in s.title and _OFFICIAL_TITLE.search(s.title):
        return "titled as a statement or speech of its author"
    if s.addresses > 1 and not s.dateline and s.first_person > _SPOKEN:
        return "addresses an assembly in the first person"
    if s.addresses > _OFTEN and s.author and not s.dateline and s.reporting < _HARDLY:
        return "a named author addresses an assembly"
    return None
