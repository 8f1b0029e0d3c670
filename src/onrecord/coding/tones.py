"""The tone of a statement towards each actor it is about: positive, negative or neutral, from the words near the name."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model.statement import Act, CueClass, Statement, Target, Tone

__all__ = ["with_tones"]

_OF_CUE: dict[CueClass, Tone] = {"accusing": "negative", "warning": "negative", "praising": "positive"}
_OF_ACT: dict[Act, Tone] = {
    "accuses": "negative",
    "condemns": "negative",
    "praises": "positive",
    "welcomes": "positive",
}
_HARSH = re.compile(
    r"\b(?:aggress\w+|attack\w*|brutal\w*|bully\w*|coerc\w+|crim\w+|deceiv\w*|hypocri\w*|illegal\w*|invad\w+|liar\w*|lie[sd]?|lying|provok\w+"
    r"|provocat\w+|regime|reckless\w*|sabotag\w*|smear\w*|terroris\w+|threaten\w*|thug\w*|tyran\w+|violat\w+|blam\w+|guilty|fail\w*|betray\w*)\b",
    re.IGNORECASE,
)
_WARM = re.compile(
    r"\b(?:ally|allies|appreciat\w+|brave\w*|constructive\w*|courag\w+|friend\w*|generous\w*|grateful|great|hero\w*|honest\w*|partner\w*|peaceful\w*"
    r"|prais\w+|reliabl\w+|responsible|solidarity|support\w*|thank\w*|trust\w*|welcom\w+)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|without|neither|nor)\b|n't\b", re.IGNORECASE)
_REACH = 70


def with_tones(statement: Statement, view: str) -> Statement:
    """The statement with the tone of each of its targets.

    The nearest harsh or warm word in the clause of the name decides, turned round by a negation before it; with none, what the
    statement does: its act for whoever it names, the class of its cue for the first, the one it is directed at.
    """
    if not statement.targets:
        return statement
    by_act: Tone = _OF_ACT.get(statement.act, "neutral") if statement.act else "neutral"
    by_cue: Tone = _OF_CUE.get(statement.cue.cue_class, "neutral") if statement.cue else "neutral"
    made = []
    for number, target in enumerate(statement.targets):
        tone = _near(statement, view, target)
        of_act = by_cue if number == 0 and by_act == "neutral" else by_act
        made.append(Target(target.actor, tone or of_act))
    return replace(statement, targets=tuple(made))


def _near(statement: Statement, view: str, target: Target) -> Tone | None:
    best: tuple[int, Tone] | None = None
    for piece in statement.content:
        at = view.find(target.actor.name, piece.start, piece.end)
        if at < 0:
            continue
        stop = at + len(target.actor.name)
        low, high = max(piece.start, at - _REACH), min(piece.end, stop + _REACH)
        for pattern, tone in ((_HARSH, "negative"), (_WARM, "positive")):
            for match in pattern.finditer(view, low, high):
                between = view[min(match.end(), stop) : max(match.start(), at)]
                if any(mark in between for mark in ";.!?—"):
                    continue
                gap = len(between)
                turned = bool(_NOT.search(view, max(low, match.start() - 20), match.start()))
                found: Tone = ("positive" if tone == "negative" else "negative") if turned else tone  # type: ignore[assignment]
                if best is None or gap < best[0]:
                    best = (gap, "neutral" if turned and tone == "negative" else found)
    return best[1] if best else None
