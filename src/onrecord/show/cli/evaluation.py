"""Tables of `onrecord evaluate attributions`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from onrecord.evaluate.attributions import KINDS, Score, evaluate_attributions
from onrecord.evaluate.mistakes import Mistakes
from onrecord.evaluate.reliability import Reliability
from onrecord.evaluate.tying import WAYS, TyingScore

__all__ = ["attribution_table", "mistake_table", "reliability_table", "tying_table"]

Pairs = list[tuple[dict[str, Any], dict[str, Any]]]


def attribution_table(pairs: Pairs) -> list[str]:
    """Figures over all attributions and over speech, each with its 95 % bootstrap interval over documents."""
    scores = (evaluate_attributions(pairs), evaluate_attributions(pairs, speech_only=True))
    rows: list[tuple[str, list[str]]] = [
        ("combined F1 (content and source)", [_with_interval(s, "both") for s in scores]),
        *(
            (f"  {kind}", [f"{s.f1_of_kind(kind):5.1f}  of {s.by_kind[kind]['gold']}" for s in scores])
            for kind in KINDS
        ),
        ("content F1, half the words", [_with_interval(s, "hit") for s in scores]),
        ("content F1, exact", [_with_interval(s, "exact") for s in scores]),
        ("source right, content found, %", [f"{s.source_right:5.1f}" for s in scores]),
        ("marked", [f"{s.counts['gold']:5}" for s in scores]),
        ("found", [f"{s.counts['pred']:5}" for s in scores]),
    ]
    return [f"{len(pairs)} documents", f"{'':34}{'all':24}speech only"] + [
        f"{n:34}{v[0]:24}{v[1]}".rstrip() for n, v in rows
    ]


def reliability_table(result: Reliability) -> list[str]:
    """The reliability diagram in figures and bars."""
    lines = ["confidence   statements   right"]
    lines += [
        f"{b.confidence:9.2f} {b.count:12}   {100 * b.right:4.0f} %  {'#' * round(20 * b.right)}" for b in result.bins
    ]
    lines.append(f"expected calibration error {result.error:.3f}")
    lines.append(
        f"right: {100 * result.right:.1f} % of all, {100 * result.right_surest:.1f} % of the surest four fifths"
    )
    return lines


def mistake_table(found: Mistakes) -> list[str]:
    """Mistakes by kind, and how often each trait of what was marked goes with a miss."""
    counted = Counter((m.sort, m.kind) for m in found.found)
    lines = ["mistakes              direct  mixed  indirect"]
    lines += [
        f"{sort:20}" + "".join(f"{counted[sort, kind]:8}" for kind in KINDS)
        for sort in ("missed", "false", "another source", "no source found")
    ]
    lines.append("missed, by what was marked")
    worst = sorted(found.marked.items(), key=lambda item: -found.missed[item[0]] / item[1])
    lines += [f"  {trait:24} {100 * found.missed[trait] / count:4.0f} % of {count}" for trait, count in worst]
    return lines


def tying_table(score: TyingScore) -> list[str]:
    """Per cent of attributions whose parts are tied as marked, by kind, for each way of tying."""
    asked = [str(sum(score.asked.values())), *(str(score.asked[kind]) for kind in KINDS)]
    lines = ["right, %              all   " + "".join(f"{kind:10}" for kind in KINDS).rstrip()]
    for way in WAYS:
        lines.append(way)
        for part in ("contents", "cue", "source", "all"):
            shares = [score.share(way, part), *(score.share(way, part, kind) for kind in KINDS)]
            lines.append(f"  {part:16}" + "".join(f"{value:7.1f}   " for value in shares).rstrip())
    lines.append("attributions      " + "".join(f"{n:>7}   " for n in asked).rstrip())
    lines.append(f"not asked, cut by the end of a window: {score.cut}")
    return lines


def _with_interval(score: Score, hit: str) -> str:
    low, high = score.interval(hit)
    return f"{score.f1(hit):5.1f}  ({low:.1f} to {high:.1f})"
