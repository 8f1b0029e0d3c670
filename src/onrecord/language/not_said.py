"""Whether a text says that something was said, or that it was not: "declined to say", "never threatened", "asked whether".

What somebody did not say is nobody's position. But refusing to act is one ("refused to withdraw"), and so is denying ("said that
she never said it"). Knowledge of words is in `lexicon/not_said.yml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.lexicon import base_forms, cue_lexicon
from onrecord.language.yaml_files import shipped_yaml

__all__ = ["is_of_a_clause", "not_said"]

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_CLAUSE = re.compile(r"[.;:!?“”\"«»—]|,\s+(?=but\b|and\b|which\b|who\b)")
_LEFT = 140
_NEAR, _OPENING, _FEW = 6, 60, 4
_HEDGES = frozenset({"has", "have", "had", "having", "be", "been", "being", "is", "are", "was", "were", "do", "does", "did", "will", "would", "can", "could",
                     "may", "might", "shall", "should", "must", "to", "from", "on", "of", "ever", "even", "once", "yet", "also", "so", "far", "explicitly", "up",
                     "him", "her", "them", "us", "itself", "himself", "herself", "themselves", "any", "calls", "demands", "requests", "pressure", "attempts", "questions",
                     "at", "with", "in", "by", "about", "still", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "repeatedly", "either", "or", "and", "again", "later", "then", "yesterday", "today"})  # fmt: skip
_SUBJECT_BETWEEN = re.compile(r"\b(?:nor|neither|never|not once|nowhere|on no occasion|at no (?:time|point|stage|moment)|in no way)\b[^,.;:]{0,60}?\b(?:has|have|had|did|does|do|will|would|was|were|is|are)\b[^,.;:]{1,60}$", re.IGNORECASE)  # fmt: skip
_NUMBERED = re.compile(r"no\.?\s*\d|no (?:fewer|less|more) than\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:not|n't)\s+(?:only|just|merely|simply)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists, made ready to ask."""

    negation: re.Pattern[str]
    positions: frozenset[str]
    holding: frozenset[str]
    holding_phrase: re.Pattern[str]
    telling: frozenset[str]
    telling_with: frozenset[str]
    told_things: frozenset[str]
    of_a_clause: frozenset[str]
    emphasis: re.Pattern[str]
    phrase: re.Pattern[str]
    asked: re.Pattern[str]
    nobody: re.Pattern[str]
    supposing: re.Pattern[str]
    quiet: re.Pattern[str]
    unmet: frozenset[str]
    requests: frozenset[str]
    gate: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = shipped_yaml("lexicon/not_said.yml")
    plain = [word for word in raw["negations"] if word != "n't"]
    negation = rf"\b(?:{_any(plain)})\b|n't\b"
    # "gave no reason": a verb that gives, and a thing that is told.
    phrases = rf"(?:{_any(raw['phrases'])}|(?:gave|gives?|giving|offer(?:ed|s|ing)?|issue[sd]?|provide[sd]?)\s+no\s+(?:\w+\s+)?(?:{_any(raw['told_things'])}))"
    phrase = _any(raw["holding_back_phrases"])
    stems = _any([word[:-1] if word[-1] in "ey" else word for word in raw["holding_back"]])
    unmet = _any([word[:-1] if word[-1] in "ey" else word for word in raw["unmet"]])
    asked = _any(raw["asked"])
    quiet = rf"\b(?:{_any(raw['staying'])}|kept|fell|went|held)(?:s|ing|ed)?\s+(?:\w+ly\s+)?(?:{_any(raw['quiet'])})\b"
    return _Words(
        negation=re.compile(negation, re.IGNORECASE),
        positions=frozenset(raw["positions"]),
        holding=frozenset(raw["holding_back"]),
        holding_phrase=re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE),
        telling=frozenset(raw["telling"]),
        telling_with=frozenset(raw["telling_with"]),
        told_things=frozenset(raw["told_things"]),
        of_a_clause=frozenset(raw["of_a_clause"]),
        emphasis=re.compile(rf"\b(?:{_any(raw['emphasis'])})\b", re.IGNORECASE),
        phrase=re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE),
        asked=re.compile(
            rf"\b(?:was|were|been|being|is|are|when|if|once)\s+(?:repeatedly\s+|\w+ly\s+|also\s+|again\s+)?(?:{asked})\b"
            rf"|^\W*(?:\w+ly\s+|also\s+)?(?:{asked})\b",
            re.IGNORECASE,
        ),
        nobody=re.compile(rf"(?:{_any(raw['nobody'])})\b", re.IGNORECASE),
        supposing=re.compile(rf"\b(?:{_any(raw['supposing'])})\s*(?:the\s+|it\s+is\s+|that\s+)?$", re.IGNORECASE),
        quiet=re.compile(quiet, re.IGNORECASE),
        unmet=frozenset(raw["unmet"]),
        requests=frozenset(raw["requests"]),
        gate=re.compile(
            rf"{negation}|{quiet}|\b(?:nowhere|at no|on no|in no way|{phrases}|{phrase}|{asked}|{_any(raw['nobody'])}|{_any(raw['supposing'])})\b"
            rf"|\b(?:{stems}|{unmet})",
            re.IGNORECASE,
        ),
    )  # fmt: skip


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _may_not_be_said(text: str) -> bool:
    """Whether words, with straight apostrophes, can tell that something was not said. Cost: one search."""
    return _words().gate.search(text) is not None


def not_said(before: str, cue: str, content: str, source: str, *, source_first: bool = True) -> str | None:
    """The words by which a text says that this was not said; None where it was, or where nothing tells.

    Args:
        before: the words of the passage before the cue, as far as one likes.
        cue, content, source: the words of the attribution.
        source_first: whether the source stands before the cue.

    Cost: linear in a hundred characters or so.
    """
    before, cue, content, source = (part.replace("’", "'") for part in (before[-_LEFT:], cue, content, source))
    if not _may_not_be_said(f"{source}\x01{before}\x01{cue}\x01{content[:_OPENING]}"):
        return None
    words = _words()
    clause = _CLAUSE.split(before)[-1]
    left = clause if source_first or not source else ""
    nobody = words.nobody.match(source)
    if nobody and not _NUMBERED.match(source):
        return nobody.group()
    if _unmet(cue, content) or words.quiet.search(cue):
        return cue
    found = words.phrase.search(cue)
    if found:
        return None if _negated(left, "") and found.group() != cue else cue
    return (
        _asked(clause, cue, content, source, source_first=source_first)
        or _supposed(before, cue, source)
        or _held_back(left, cue, content, source)
        or _turned(left, cue, content, source)
    )


def _unmet(cue: str, content: str) -> bool:
    """Whether a request or a question was not met: "ignored several requests for an interview"."""
    words = _words()
    if not any(words.unmet.intersection(base_forms(word)) for word in _WORD.findall(cue)[:3]):
        return False
    return bool(words.requests.intersection(word.lower() for word in _WORD.findall(f"{cue} {content}")[:8]))


def _asked(left: str, cue: str, content: str, source: str, *, source_first: bool) -> str | None:
    """A question that was put to the source, or to nobody named."""
    tail = left[-24:]
    passive = _words().asked.search(f"{tail} {cue}" if tail.strip() else cue)
    if passive is None or passive.end() <= len(tail):
        return None
    by_form = passive.group().lower().startswith(_PASSIVE)
    if not by_form and source and not _WH.match(f"{cue} {content[:12]}"):
        return None  # "..., asked the envoy": a question that the source put
    # "He asked whether": the source stands right before; "Asked whether ..., he": it does not.
    active = source_first and source and tail.rstrip().endswith(source[-24:]) and not by_form
    return None if active else cue


_PASSIVE = ("was", "were", "been", "being", "is ", "are ", "when", "if ", "once")
_WH = re.compile(r"\W*(?:\w+ly\s+|also\s+)?\w+ (?:about|whether|if|why|how|what|when|where|who|by|on|for)\b")


def _supposed(before: str, cue: str, source: str) -> str | None:
    """What may be said: "if she says that"."""
    lead = before.rstrip()
    if source and lead.endswith(source.rstrip()):
        found = _words().supposing.search(lead[: len(lead) - len(source.rstrip())])
        return f"{found.group().strip()} ... {cue}" if found else None
    return None


def _held_back(left: str, cue: str, content: str, source: str) -> str | None:
    """What was held back: "declined to say", "stopped short of condemning", "without blaming"."""
    words = _words()
    told = f"{_behind(left, source)}\x01{cue}"
    verbs = (m for m in _WORD.finditer(told) if words.holding.intersection(base_forms(m.group())))
    for found in (*words.holding_phrase.finditer(told), *verbs):
        sayer = told[: found.start()].rpartition("\x01")
        if sayer[1] and _is_telling(sayer[2]):  # "accused them of refusing to name ...": the accusation was made
            continue
        if _tells(told[found.end() :], content) and not _negated(told[: found.start()], ""):
            return " ".join(told[found.start() :].replace("\x01", " ").split())
    return None


def _behind(left: str, source: str) -> str:
    """What stands between the source and the cue: words before the source are about somebody else."""
    at = left.rfind(source) if source else -1
    return left[at + len(source) :] if at >= 0 else " ".join(left.split()[-_NEAR:])


def _tells(after: str, content: str) -> bool:
    """Whether the verb that is held back is one of saying: the next word of weight, in the cue or at the content's beginning."""
    telling = _words().telling
    before, bar, cue = after.partition("\x01")
    if not bar:
        before, cue = "", after
    elif joined := _JOINED.search(before):  # "refused to name them or to discuss": both are held back
        before = "" if re.match(r"to\b|\w+ing\b", cue) and _tells(before[: joined.start()], "") else before
    opening = content if re.match(r"(?:to|from|on|in)\b|\w+ing\b", content) or not cue.strip() else ""
    # A verb before the cue is held back itself, and the cue is not: "declined to comment but said".
    if any(_weighs(word) for word in _WORD.findall(before)):
        return False
    said = _WORD.findall(f"{cue} {opening[:_OPENING]}")
    for number, word in enumerate(said):
        if _weighs(word):
            forms = base_forms(word)
            if _words().telling_with.intersection(forms):
                after_it = said[number + 1 :] or _WORD.findall(content[:_OPENING])
                return bool(_words().told_things.intersection(w.lower() for w in after_it[:_FEW]))
            return bool(telling.intersection(forms))
    return False


_JOINED = re.compile(r"(?:,\s*)?\b(?:or|nor|and)\s*$", re.IGNORECASE)


def _weighs(word: str) -> bool:
    return word.lower() not in _HEDGES and not word.lower().endswith("ly")


def _turned(left: str, cue: str, content: str, source: str) -> str | None:
    """A verb of saying turned round: "did not say", "never threatened", "nor did she"."""
    words = _words()
    near = " ".join(left.split()[-_NEAR:])
    told = f"{near}\x01{cue}"
    if _ALSO.search(told.replace("\x01", " ")) or words.emphasis.search(f"{cue} {content[:_OPENING]}"):
        return None
    inverted = _SUBJECT_BETWEEN.search(left)
    if inverted and (not source or source.rstrip() in inverted.group()):
        return f"{inverted.group().split()[0]} ... {cue}" if _says(cue) else None
    if neither := re.match(r"neither to (\w+)", content, re.IGNORECASE):
        return neither.group() if words.telling.intersection(base_forms(neither.group(1))) else None
    opening = re.match(
        r"(?:(?:has|have|had|would|will|did|does|do|could|can)\s+)?(?:never|not)\b", content, re.IGNORECASE
    )
    if (
        opening
        and re.search(r"\b(?:said|say|says|claimed|claim|stated|told)\s+that\b", content[:40])
        and not _says(cue)
    ):
        return opening.group()
    for found in words.negation.finditer(told):
        between = told[found.end() :]
        lead, bar, _ = between.partition("\x01")
        # "has not identified the driver or disclosed": the negation holds for both.
        joined = _JOINED.search(lead)
        both = joined is not None and joined.group().strip(" ,").lower() != "and" and _says(lead[: joined.start()])
        if bar and not both and not _only_hedges(lead, source):
            continue
        sayer = told[: found.start()].rpartition("\x01")
        if sayer[1] and _is_telling(sayer[2]):  # "warned them not to say ...": the warning was given
            return None
        between = between.split("\x01", 1)[1] if both else between
        if _says(between.replace("\x01", " ")):
            return " ".join(told[found.start() :].replace("\x01", " ").split())
        return None
    return None


def _only_hedges(between: str, source: str) -> bool:
    """Whether nothing of weight stands between a negation and the cue."""
    return all(word.lower() in _HEDGES or word.lower().endswith("ly") for word in _WORD.findall(between)) and not (
        source and source in between
    )


def _negated(before: str, after: str) -> bool:
    """Whether a negation stands close before: "did not refuse to say"."""
    tail = " ".join(before.replace("\x01", " ").split()[-3:])
    return _words().negation.search(f"{tail} {after}") is not None


def _is_telling(told: str) -> bool:
    """Whether a verb of saying stands among these words."""
    lexicon = cue_lexicon()
    forms = [form for word in _WORD.findall(told) for form in base_forms(word)]
    return any(form in lexicon.verbs and lexicon.verbs[form].cue_class not in {"belief", "intention"} for form in forms)


def is_of_a_clause(cue: str) -> bool:
    """Whether the verb of a clause behind other words ("but she would not say") is one by which something is told."""
    return any(_words().of_a_clause.intersection(base_forms(word)) for word in _WORD.findall(cue))


def _says(told: str) -> bool:
    """Whether the first verb of weight is one of saying, whose negation leaves nothing said."""
    words, lexicon = _words(), cue_lexicon()
    for word in filter(_weighs, _WORD.findall(told)):
        forms = base_forms(word)
        if words.positions.intersection(forms) or words.holding.intersection(forms):
            return False
        if words.telling.intersection(forms):
            return True
        known = next((lexicon.verbs[form] for form in forms if form in lexicon.verbs), None)
        if known is not None:
            return known.cue_class not in {"belief", "intention"} and known.lemma not in lexicon.attitudes
    return False
