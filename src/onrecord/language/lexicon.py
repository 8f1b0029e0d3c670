"""The cue lexicon: which verbs and nouns attribute, of which class, with what kind of content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.yaml_files import shipped_yaml
from onrecord.model.statement import CueClass

__all__ = ["CueLexicon", "CueVerb", "base_forms", "cue_lexicon"]


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that attributes.

    Attributes:
        classes: class of act by frame; the first class listed for the verb is its own.
        frames: which contents it takes: c clause, i infinitive, o object, p object with predicate.
    """

    lemma: str
    classes: dict[str, CueClass]

    @property
    def frames(self) -> frozenset[str]:
        """The frames the verb takes."""
        return frozenset(self.classes)

    @property
    def cue_class(self) -> CueClass:
        """The class of its main frame."""
        return next(iter(self.classes.values()))


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """All cue words, by lemma, and a gate that tells in linear time whether a text can hold any."""

    verbs: dict[str, CueVerb]
    nouns: dict[str, CueClass]
    adverbials: tuple[str, ...]
    prepositions: dict[str, frozenset[str]]
    pressing: frozenset[str]
    attitudes: frozenset[str]
    idioms: dict[str, frozenset[str]]
    not_sources: frozenset[str]
    empty: frozenset[str]
    gate: re.Pattern[str]

    def may_attribute(self, text: str) -> bool:
        """Whether a paragraph (plain view) has a quotation mark, a cue word or a colon turn at all."""
        return self.gate.search(text) is not None


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """The lexicon that ships with the package."""
    raw = shipped_yaml("lexicon/cues.yml")
    verbs: dict[str, dict[str, CueClass]] = {}
    for cue_class, frames in raw["verbs"].items():
        for frame, lemmas in frames.items():
            for lemma in lemmas:
                verbs.setdefault(lemma, {}).setdefault(frame, cue_class)
    nouns: dict[str, CueClass] = {}
    for cue_class, lemmas in raw["nouns"].items():
        for lemma in lemmas:
            nouns.setdefault(lemma, cue_class)
    entries = {lemma: CueVerb(lemma, classes) for lemma, classes in verbs.items()}
    adverbials = tuple(raw["adverbials"])
    prepositions = {lemma: frozenset(words) for lemma, words in raw["prepositions"].items()}
    idioms = {lemma: frozenset(words) for lemma, words in raw["idioms"].items()}
    return CueLexicon(
        verbs=entries, nouns=nouns, adverbials=adverbials, prepositions=prepositions, idioms=idioms,
        pressing=frozenset(raw["pressing"]), attitudes=frozenset(raw["attitudes"]), not_sources=frozenset(raw["not_sources"]), empty=frozenset(raw["empty"]),
        gate=_gate([*entries, *nouns, *prepositions, *idioms], adverbials),
    )  # fmt: skip


_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel", "knew": "know",
    "known": "know", "meant": "mean", "saw": "see", "seen": "see", "held": "hold", "began": "begin", "begun": "begin",
    "spoke": "speak", "spoken": "speak", "sought": "seek", "found": "find", "swore": "swear", "sworn": "swear",
    "chose": "choose", "chosen": "choose", "understood": "understand", "hid": "hide", "read": "read", "cast": "cast",
    "bet": "bet", "begged": "beg", "forecast": "forecast", "taught": "teach", "went": "go", "shown": "show", "hoped": "hope",
    "made": "make", "gave": "give", "given": "give", "left": "leave", "heard": "hear", "agreed": "agree", "argued": "argue",
}  # fmt: skip
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
    ("d", ""),
)


def base_forms(word: str) -> list[str]:
    """Forms a word may be an inflection of, the likeliest first; lower case, itself included.

    Enough to find a word in a closed list, where a form that does not exist does no harm.
    """
    lower = word.lower()
    found = [_IRREGULAR[lower]] if lower in _IRREGULAR else []
    found.append(lower)
    for ending, instead in _ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            stem = lower[: -len(ending)] + instead
            found.append(stem)
            if len(stem) > 3 and stem[-1] == stem[-2] and ending in {"ing", "ed"}:
                found.append(stem[:-1])
    return found


def _gate(lemmas: list[str], adverbials: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern: a stem of a cue word at the start of a word, or a mark that can open a quotation."""
    stems = sorted({re.escape(lemma[:-1] if len(lemma) > 3 and lemma[-1] in "ey" else lemma) for lemma in lemmas})
    words = "|".join([*_IRREGULAR, *(re.escape(a) for a in adverbials), *stems])
    return re.compile(rf"[\"“”„«»‘:—]|\b(?:{words})", re.IGNORECASE)
