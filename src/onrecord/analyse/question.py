"""Questions such as "China on sanctions": the actors and the issue in a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord.errors import UnknownActor, UnknownIssue
from onrecord.model.actor import Actor
from onrecord.model.codebook import Codebook, Issue
from onrecord.store.read import KeptActor

__all__ = ["Question", "understand"]

_SPLIT = re.compile(r"\s+(?:on|about|over|regarding|towards?)\s+", re.IGNORECASE)
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "for",
        "in",
        "on",
        "with",
        "by",
        "is",
        "are",
        "s",
        "its",
        "position",
        "stance",
        "what",
        "who",
    ]
)
_WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    Attributes:
        who: the actor's name; None where only an issue was asked for.
        actors: everybody the words can mean (one name may be kept under several ids, by document).
        issue: None where only the actor was named.
    """

    who: str | None
    label: str
    actors: tuple[Actor, ...]
    issue: Issue | None


def understand(phrase: str, actors: list[KeptActor], codebook: Codebook, known_elsewhere: set[str]) -> Question:
    """Read a question of the form "ACTOR on ISSUE", "ACTOR", or "on ISSUE" / "ISSUE".

    Args:
        actors: those of the record, with the terms that lead to them.
        known_elsewhere: terms of the register; an actor known there and silent here is told apart from an
            unknown one.

    Raises: OR-Q01 UnknownActor, OR-Q02 UnknownIssue, each with what comes nearest.
    """
    phrase = " ".join(phrase.split())[:300].strip(" ?.")
    whole = _actors(phrase, actors)
    if whole:  # a name may hold "on" itself
        return Question(whole[0].name, whole[0].name, tuple(whole), None)
    who, what = _halves(phrase)
    if who is None:
        asked = _issue(what or "", codebook)
        return Question(None, asked.label, (), asked)
    found = _actors(who, actors)
    if not found and what is None:
        issue_alone = _best_issue(who, codebook)
        if issue_alone:
            return Question(None, issue_alone.label, (), issue_alone)
    issue = _issue(what, codebook) if what else None
    if not found and who.lower().removeprefix("the ") not in known_elsewhere:
        names = {term: k.actor.name for k in actors for term in (k.actor.name, *k.terms)}
        near = get_close_matches(who, names, n=3, cutoff=0.6)
        hint = "did you mean " + " or ".join(dict.fromkeys(names[n] for n in near)) + "?" if near else None
        raise UnknownActor(f"no actor “{who}” is known", hint)
    name = found[0].name if found else who
    return Question(name, f"{name} on {issue.label}" if issue else name, tuple(found), issue)


def _halves(phrase: str) -> tuple[str | None, str | None]:
    if phrase.lower().startswith(("on ", "about ")):
        return None, phrase.split(" ", 1)[1]
    parts = _SPLIT.split(phrase, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (phrase, None)


def _actors(who: str, actors: list[KeptActor]) -> list[Actor]:
    wanted = who.lower().removeprefix("the ")
    exact = [k for k in actors if wanted in {term.lower().removeprefix("the ") for term in (k.actor.name, *k.terms)}]
    named = [k for k in exact if k.actor.name.lower().removeprefix("the ") == wanted]
    if named or exact:
        return [k.actor for k in (named or exact)]
    surname = [k for k in actors if k.actor.kind == "person" and wanted in k.actor.name.lower().split()]
    return [k.actor for k in surname] if len({k.actor.name for k in surname}) == 1 else []


def _issue(what: str, codebook: Codebook) -> Issue:
    issue = _best_issue(what, codebook)
    if issue is None:
        near = get_close_matches(what.lower(), [i.label.lower() for i in codebook.issues], n=3, cutoff=0.4)
        hint = (
            "nearest: " + ", ".join(near)
            if near
            else f"issues of {codebook.name}: " + ", ".join(i.id for i in codebook.issues[:40])
        )
        raise UnknownIssue(f"no issue “{what}” in the codebook {codebook.name}", hint)
    return issue


def _best_issue(what: str, codebook: Codebook) -> Issue | None:
    """The issue whose id, label or phrases the words name; None where nothing, or nothing clearly, fits."""
    wanted = what.lower().strip()
    slug = re.sub(r"[\s-]+", "_", wanted)
    words = _stems(wanted)
    if not words:
        return None
    best: list[tuple[float, Issue]] = []
    for issue in codebook.issues:
        if slug == issue.id or wanted == issue.label.lower():
            return issue
        label = _stems(f"{issue.label} {issue.id.replace('_', ' ')}")
        cues = [c.lower().replace("*", "") for c in (*issue.cues, *issue.supports, *issue.opposes)]
        score = (
            len(words & label) / len(words)
            + (0.6 if wanted in cues else 0.0)
            + 0.1 * len(words & label) / max(1, len(label))
        )
        if score >= 0.6:
            best.append((score, issue))
    # Of two that fit alike, the one of the user's own codebook, which comes behind those it extends.
    order = {issue.id: n for n, issue in enumerate(codebook.issues)}
    best.sort(key=lambda pair: (-round(pair[0], 1), -order[pair[1].id]))
    return best[0][1] if best else None


def _stems(text: str) -> set[str]:
    return {w.rstrip("s") if len(w) > 3 else w for w in _WORD.findall(text.lower().replace("_", " ")) if w not in _STOP}
