"""What the regression that chooses issues learns: what each is like, and from marked texts how often it comes up."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.coding.coder import Weights
from onrecord.coding.issue_model import IssueModel, fit_issues
from onrecord.coding.kept import pack, unpack

ISSUES = ("harbour", "orchard", "lantern")
MIDDLE = np.full((1, 4), 0.05, np.float32)
"""A text that is like all of them as much."""


def lessons(*counts: int) -> tuple[np.ndarray, list[str | None], np.ndarray]:
    """So many of harbour, orchard, lantern and none, each a little along its own axis."""
    about: list[str | None] = [
        issue for issue, count in zip((*ISSUES, None), counts, strict=True) for _ in range(count)
    ]
    axes = {issue: axis for axis, issue in enumerate((*ISSUES, None))}
    return 0.1 * np.eye(4, dtype=np.float32)[[axes[one] for one in about]], about, np.ones(len(about), np.float32)


def shares(model: IssueModel) -> dict[str, float]:
    (row,) = model.probabilities(MIDDLE, [[]])
    return dict(zip((*ISSUES, "none"), map(float, row), strict=True))


def test_of_a_codebooks_own_sentences_every_issue_counts_alike_however_many_there_are():
    told = shares(fit_issues(ISSUES, *lessons(40, 4, 4, 4)))
    assert told["harbour"] == pytest.approx(told["orchard"], rel=0.1)


def test_marked_statements_teach_how_often_an_issue_comes_up():
    vectors, about, weight = lessons(40, 4, 4, 60)
    told = shares(fit_issues(ISSUES, vectors, about, weight, marked=len(about)))
    assert told["none"] > told["harbour"] > 2 * told["orchard"]


def test_an_issue_of_ones_own_comes_up_as_often_as_the_commoner_ones():
    own, own_about, own_weight = lessons(0, 0, 3, 0)
    vectors, about, weight = lessons(40, 4, 0, 60)
    told = shares(fit_issues(ISSUES, np.concatenate([own, vectors]), [*own_about, *about],
                             np.concatenate([own_weight, weight]), marked=len(about)))  # fmt: skip
    assert told["lantern"] > 2 * told["orchard"]


def test_learning_that_goes_on_starts_from_what_was_known():
    vectors, about, weight = lessons(40, 4, 4, 60)
    base = fit_issues(ISSUES, vectors, about, weight, marked=len(about))
    on = fit_issues(ISSUES, vectors, about, weight, marked=len(about), start=base)
    assert 0 < np.abs(on.weights - base.weights).max() < 0.1 * np.abs(base.weights).max()


def test_weights_of_other_issues_are_nothing_to_go_on_from():
    vectors, about, weight = lessons(40, 4, 4, 60)
    base = fit_issues(ISSUES, vectors, about, weight, marked=len(about))
    others = (*ISSUES, "bridge")
    anew = fit_issues(others, vectors, about, weight, marked=len(about), start=base)
    assert (anew.weights == fit_issues(others, vectors, about, weight, marked=len(about)).weights).all()


def test_weights_are_kept_with_what_taught_them():
    vectors, about, weight = lessons(4, 4, 4, 4)
    for marked in (0, len(about)):
        kept = unpack(pack(Weights(fit_issues(ISSUES, vectors, about, weight, marked=marked))))
        assert kept is not None
        assert kept.issues.of_texts is bool(marked)
