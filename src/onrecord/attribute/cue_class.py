"""Which kind of act a cue makes of its content, from its words alone."""

from __future__ import annotations

import re

from onrecord.language.lexicon import CueVerb, base_forms, cue_lexicon
from onrecord.model.statement import CueClass

__all__ = ["class_of_cue"]

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_WITH_PREPOSITION = frozenset({"of", "for", "as", "against", "about", "on", "with", "over", "from"})
_SILENT: frozenset[CueClass] = frozenset({"belief", "intention"})


def class_of_cue(cue: str, content: str) -> tuple[CueClass, bool]:
    """The class of a cue, and whether it reports an act of speech rather than a thought, an aim or an attitude.

    The last word of the cue that the lexicon knows as a verb decides ("went on to say"), else its last noun.
    Words that it does not know, and colons, are neutral speech. Cost: a few look-ups a word.

    Args:
        cue, content: their words; how the content begins tells which frame of the verb is meant.
    """
    lexicon = cue_lexicon()
    words = _WORD.findall(cue)
    for word in reversed(words):
        lemma = next((form for form in base_forms(word) if form in lexicon.verbs), None)
        if lemma is not None:
            cue_class = _class_of_verb(lexicon.verbs[lemma], cue, content)
            return cue_class, cue_class not in _SILENT and lemma not in lexicon.attitudes
    for word in reversed(words):
        noun = next((form for form in base_forms(word) if form in lexicon.nouns), None)
        if noun is not None:
            cue_class = lexicon.nouns[noun]
            return cue_class, cue_class not in _SILENT
    return "neutral", True


def _class_of_verb(verb: CueVerb, cue: str, content: str) -> CueClass:
    first = _WORD.match(content)
    opening = first.group().lower() if first else ""
    ending = cue.rsplit(maxsplit=1)[-1].lower() if cue.split() else ""
    if opening == "to" or ending == "to":
        frame = "i"
    elif opening in _WITH_PREPOSITION or ending in _WITH_PREPOSITION:
        if verb.lemma in cue_lexicon().pressing and "as" not in (opening, ending):
            return "demanding"
        frame = "p"
    else:
        frame = "c"
    return verb.classes.get(frame, verb.cue_class)
