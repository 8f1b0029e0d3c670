"""Which issue a statement touches: phrases of the codebook and a sentence encoder, weighed together.

The weights are learned from the codebook's own sentences, and from marked statements where it has their propositions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.coding.phrases import PhraseTable
from onrecord.coding.regression import Floats, regress, softmax, with_one
from onrecord.model.codebook import Codebook

__all__ = ["IssueModel", "Sign", "fit_issues", "phrase_scores", "phrase_table"]

Sign = tuple[str, str]
"""(issue, `touch` | `for` | `against`)"""

_DECAY, _DECAY_OF_MANY, _SMOOTH = 2e-4, 3e-5, 0.05
_USUAL = 0.9
"""Where among the issues of the marked statements one stands that none of them bears: whoever adds an issue does so since it comes up."""
_TOUCH, _SIDE = 1.0, 1.4
"""How much a phrase that touches, or that takes a side, adds to its issue; tuned on the development statements."""
_SHARPNESS, _SHARPNESS_OF_MANY = 1.8, 1.0
"""Where lessons are few, their weights are kept small, which makes probabilities timid; this makes them mean what they say there."""


def phrase_table(book: Codebook) -> PhraseTable[Sign]:
    """Every phrase of a codebook, with its issue and which list it is of."""
    return PhraseTable(
        (phrase, (issue.id, sign))
        for issue in book.issues
        for sign, phrases in (("touch", issue.cues), ("for", issue.supports), ("against", issue.opposes))
        for phrase in phrases
    )


@dataclass(frozen=True, slots=True)
class IssueModel:
    """Weights over issues and "none of them", the last row.

    Attributes:
        weights: `[issues + 1, width + 1]`, the last column added to every text.
        of_texts: whether marked statements of real texts taught it too, so that it knows how often an issue comes up.
    """

    issues: tuple[str, ...]
    weights: Floats
    of_texts: bool = False

    def probabilities(self, vectors: Floats, hits: Sequence[Iterable[Sign]]) -> Floats:
        """`[texts, issues + 1]`, rows summing to one, from vectors `[texts, width]` and the phrases that each text holds."""
        scores = with_one(vectors) @ self.weights.T + phrase_scores(self.issues, hits)
        return softmax(scores * np.float32(_SHARPNESS_OF_MANY if self.of_texts else _SHARPNESS))


def phrase_scores(issues: Sequence[str], hits: Sequence[Iterable[Sign]]) -> Floats:
    """What phrases add to each issue: the strongest one counts whole, each further one half of the one before."""
    place = {issue: i for i, issue in enumerate(issues)}
    made = np.zeros((len(hits), len(issues) + 1), np.float32)
    for row, found in enumerate(hits):
        worth: dict[int, list[float]] = {}
        for issue, sign in found:
            if issue in place:
                worth.setdefault(place[issue], []).append(_TOUCH if sign == "touch" else _SIDE)
        for column, values in worth.items():
            made[row, column] = sum(v / 2**i for i, v in enumerate(sorted(values, reverse=True)[:3]))
    return made


def fit_issues(
    issues: tuple[str, ...],
    vectors: Floats,
    about: Sequence[str | None],
    weight: Floats,
    marked: int = 0,
    start: IssueModel | None = None,
) -> IssueModel:
    """Learn the weights from vectors of texts and the issue each is about, None for none.

    Sentences of a codebook say nothing of how often an issue comes up: of them every issue counts alike. Marked statements of real texts
    say it, and count as they are; an issue that none of them bears is somebody's own, and is taken to come up as often as the commoner
    ones. On real text that finds four of five borne issues among the first four, where counting every issue alike finds three of four.

    What phrases add is not learned: whoever writes a codebook writes phrases and examples alike, and examples of one's
    own make phrases look surer than they are.

    Args:
        marked: how many of the last rows are marked statements of real texts; start: what was learned of these already, to go on from.
    """
    place: dict[str | None, int] = {issue: i for i, issue in enumerate(issues)}
    place[None] = len(issues)
    target = np.array([place[issue] for issue in about])
    counts = np.bincount(target, weights=weight, minlength=len(issues) + 1)
    wanted = np.full((len(about), len(issues) + 1), _SMOOTH / (len(issues) + 1), np.float32)
    wanted[np.arange(len(about)), target] += 1 - _SMOOTH
    if not marked:
        even = (weight / np.maximum(counts[target], 1)).astype(np.float32)
        return IssueModel(issues, regress(with_one(vectors), wanted, even, _DECAY))
    seen = np.bincount(target[-marked:], weights=weight[-marked:], minlength=len(issues) + 1)
    borne = seen[:-1][seen[:-1] > 0]
    usual = float(np.quantile(borne, _USUAL)) if len(borne) else 1.0
    unseen = (seen[target] == 0) & (target < len(issues))
    share = np.where(unseen, weight * usual / np.maximum(counts[target], 1), weight).astype(np.float32)
    before = start.weights if start and start.issues == issues else None
    return IssueModel(issues, regress(with_one(vectors), wanted, share, _DECAY_OF_MANY, before), of_texts=True)
