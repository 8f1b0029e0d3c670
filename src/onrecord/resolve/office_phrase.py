"""Reading a phrase for an office: which office, whose, and whether the phrase is for its holder at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model.actor import Actor
from onrecord.resolve.register import Named, Register
from onrecord.resolve.titles import title_words

__all__ = ["OfficePhrase", "read_office"]

_HEAD_ENDS = re.compile(
    r"\b(?:of|for|to|from|in|at|on|with|who|whose|which|that|close|and|since|until|during|under|after|before)\b|[,(]|\s[-–—]\s"
)
_OWNED = re.compile(r"(?P<link>\s+(?:of|for|at|in)\s+)(?:the\s+)?")
_RANK = re.compile(r"\b(?P<rank>(?:first\s+)?(?:deputy|vice|assistant|junior))[\s-]+$", re.IGNORECASE)
_HOLD_PORTFOLIOS = frozenset({"minister", "deputy minister"})
_HAVE_PORTFOLIOS = _HOLD_PORTFOLIOS | {"secretary", "state secretary"}
# “'s junior transport”, “'s farm and water”: what stands between a state and “minister”, and no body that has a secretary of its own.
_PORTFOLIO_BEFORE = re.compile(
    r"(?:['’]s?)?(?:\s+(?!(?:party|union|bank|committee|council|league|association|club|company|court|press|general)\b)[a-z-]+(?:,|\s+and)?){1,4}\s*"
)
_PORTFOLIO = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?(?P<what>[A-Z][a-z]+(?:(?:,\s+|,?\s+and\s+|\s+)(?:the\s+)?[A-Z][a-z]+){0,4}|[a-z]+(?:(?:,\s+|,?\s+and\s+)(?:the\s+)?[a-z]+){0,3})"
    r"(?=\s+of\s+(?:the\s+)?[A-Z]|[,;.)]|$)"
)
_POSSESSIVE = re.compile(r"^'s?(?=\s|$)")
_WAS = re.compile(
    r"\bwho (?:was|were|had been|served as|used to be)\b(?! (?:appointed|named|elected|made|chosen|sworn))"
)
_BETWEEN = re.compile(
    r"\b(?:new|newly|appointed|elected|current|present|first|top|chief|senior|vice|outgoing|longtime|long-time|own|then"
    r"|junior|deputy|vice|assistant)\b"
)


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """What a phrase says.

    Attributes:
        title: the office in its standard wording (“foreign minister”); None where the phrase names none.
        owner: the state or organisation of the register whose office it is; None where the words do not tie one to it: “the president of
            the Norland Rail Union” is no office of Norland.
        names_owner: whether a state or organisation of the register stands anywhere in the phrase.
        why_not: the words by which somebody else than the holder is meant (“former”, “an adviser to”); empty for the holder.
        stands_in: whether that is somebody who acts as the holder (“acting foreign minister”).
    """

    title: str | None
    owner: Actor | None
    names_owner: bool
    why_not: str
    stands_in: bool = False

    @property
    def is_holder(self) -> bool:
        """Whether the phrase is for who holds the office."""
        return self.title is not None and not self.why_not and not self.stands_in

    @property
    def speaks_for(self) -> Actor | None:
        """Whom its bearer speaks for: the owner of an office that speaks, held or stood in for."""
        speaks = self.title is not None and not self.why_not and title_words().speaks(self.title)
        return self.owner if speaks else None


def read_office(phrase: str, register: Register) -> OfficePhrase:
    """Read a phrase such as “Norland's former foreign minister” or “an adviser to the president of Norland”. Cost: linear."""
    words = title_words()
    named = [n for n in register.find(phrase) if n.actor.kind != "person"]
    found = list(words.pattern.finditer(phrase))
    if not found:
        return OfficePhrase(None, None, bool(named), "")
    head = _HEAD_ENDS.split(phrase, maxsplit=1)[0]
    in_head = [m for m in found if m.start() < len(head)] or found
    # Of several titles in the head the last is the one meant: “the president's spokesman”.
    match = max(in_head, key=lambda m: (m.end() if m.end() <= len(head) else len(phrase), len(m.group())))
    title = words.synonyms.get(match.group().lower(), match.group().lower())
    portfolio = _portfolio(phrase, match, named)
    if portfolio:
        title = _of_portfolio(portfolio["what"])
    title = _with_portfolio_before(title, match, phrase, named)
    rank = _RANK.search(phrase, 0, match.start())
    if rank and not title.startswith(("deputy", "vice")):
        title = f"{' '.join(rank['rank'].lower().split())} {title}"
    around = words.not_holding.search(phrase, 0, match.end() + len("-designate"))
    around = around or _WAS.search(phrase, 0, match.start())
    why_not = around.group().strip() if around else ""
    stands_in = words.standing_in.search(phrase, 0, match.end()) is not None
    end = portfolio.end() if portfolio else match.end()
    return OfficePhrase(title, _owner(phrase, match, end, register), bool(named), why_not, stands_in)


def _with_portfolio_before(title: str, match: re.Match[str], phrase: str, named: list[Named]) -> str:
    """“Norland's farm minister” holds no other ministry: the words between owner and title belong to the office."""
    before = [n for n in named if n.end <= match.start()]
    if match.group().lower() not in _HAVE_PORTFOLIOS or not before:
        return title
    between = _BETWEEN.sub("", phrase[before[-1].end : match.start()])
    if not _PORTFOLIO_BEFORE.fullmatch(between):
        return title
    portfolio = re.findall(r"[a-z-]+", re.sub(r"^['’]s?", "", between))
    # “A junior farm minister” is not the farm minister.
    ranks = (
        re.findall(r"\b(?:junior|deputy|vice|assistant)\b", phrase[before[-1].end : match.start()]) if portfolio else []
    )
    return " ".join([*ranks, *portfolio, title])


def _portfolio(phrase: str, title: re.Match[str], named: list[Named]) -> re.Match[str] | None:
    """What a minister is minister of, behind the word: “Minister of the Interior”, “minister for energy and water”; no state's name."""
    if title.group().lower() not in _HOLD_PORTFOLIOS:
        return None
    found = _PORTFOLIO.match(phrase, title.end())
    if found is None or any(n.actor.kind == "state" and found.start("what") <= n.start < found.end() for n in named):
        return None
    # “Minister of Norland” of a state that no register knows: a portfolio is one of those there are, is followed by whose it is, or is “for” something.
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", found["what"])}
    told = _OWNED.match(phrase, found.end()) or re.match(r"\s+for\b", phrase[title.end() :])
    return found if told or words & title_words().portfolios else None


def _of_portfolio(what: str) -> str:
    """The office in its standard wording where it has one: “interior minister”; else as it is called."""
    words = title_words()
    lower = " ".join(what.lower().split())
    for part in (lower, *re.split(r",\s*|\s+and\s+", lower)):
        for title in (f"minister of {part}", f"{part} minister"):
            if title in words.speaking:
                return words.synonyms.get(title, title)
    return f"minister of {lower}"


def _owner(phrase: str, title: re.Match[str], end: int, register: Register) -> Actor | None:
    spokes = title.group().lower().startswith(("spokes", "press "))
    behind = _OWNED.match(phrase, end)
    for named in register.find(phrase):
        if named.actor.kind == "person":
            continue
        if behind and named.start in {behind.end(), behind.end("link")}:
            seat = named.how == "capital"
            return None if seat or not _ends(phrase, named.end) else named.actor
        between = _BETWEEN.sub("", phrase[named.end : max(named.end, title.start())])
        of_portfolio = title.group().lower() in _HAVE_PORTFOLIOS and _PORTFOLIO_BEFORE.fullmatch(between)
        if named.end <= title.start() and (of_portfolio or _of_state(between)):
            return None if named.how == "capital" and phrase[named.end : named.end + 1] != "'" else named.actor
    if behind and spokes:  # “a spokesman for the president of Norland”
        return read_office(phrase[behind.end() :], register).owner
    return None


def _ends(phrase: str, end: int) -> bool:
    """Whether the owner's name is the whole owner, or is followed by a body that acts for it (“Norland's general staff”)."""
    rest = _HEAD_ENDS.split(phrase[end:], maxsplit=1)[0]
    return _of_state(rest)


def _of_state(words: str) -> bool:
    """Whether words between an owner and a title are none, or a body of the state: “'s foreign ministry”, not “'s central bank”."""
    bare = _POSSESSIVE.sub("", words).strip()
    return not bare or bare.split()[-1].lower() in _bodies_of_state()


@lru_cache(maxsize=1)
def _bodies_of_state() -> frozenset[str]:
    return (title_words().official_nouns | {"forces", "staff", "policy"}) - {"parliament", "colleague", "counterpart"}
