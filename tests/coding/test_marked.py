"""What marked statements of real texts teach a codebook: by proposition, and "none of them" where that can be known."""

import numpy as np
import pytest

from onrecord.coding.marked import MarkedLessons, shipped_marked
from onrecord.model.codebook import Codebook, Issue

EYE = np.eye(4, dtype=np.float32)
MARKED = MarkedLessons(("A is so.", "B is so."), EYE, np.array([0, 1, -1, -1], np.int16), np.ones(4, np.float32))


def book(*propositions: str) -> Codebook:
    return Codebook("own", "1", "Own", tuple(Issue(f"i{n}", f"i{n}", text) for n, text in enumerate(propositions)))


def taught(
    codebook: Codebook, own: np.ndarray = EYE[:0], of: tuple[str | None, ...] = ()
) -> list[tuple[int, str | None]]:
    vectors, about, weight = MARKED.of(codebook, own, of)
    assert len(vectors) == len(about) == len(weight)
    return [(int(row.argmax()), issue) for row, issue in zip(vectors, about, strict=True)]


def test_a_codebook_learns_from_marks_on_its_own_propositions_whatever_it_calls_them():
    assert taught(book("B is so.", "A is so.")) == [(0, "i1"), (1, "i0"), (2, None), (3, None)]


def test_a_codebook_of_other_propositions_learns_nothing():
    assert taught(book("C is so.", "D is so.")) == []


def test_that_a_statement_is_about_none_is_not_told_where_it_is_like_what_the_codebook_adds():
    assert taught(book("A is so.", "B is so.", "C is so."), EYE[3:], ("i2",)) == [(0, "i0"), (1, "i1"), (2, None)]


@pytest.mark.parametrize("propositions", [("A is so.", "A is so."), ("A is so.", "B is so.", "A is so.")])
def test_a_proposition_that_stands_twice_teaches_the_issue_that_has_it_first(propositions):
    assert taught(book(*propositions))[0] == (0, "i0")


def test_what_ships_holds_vectors_and_numbers_and_our_propositions_alone():
    shipped = shipped_marked()
    assert len(shipped.vectors) == len(shipped.about) == len(shipped.weight) > 10_000
    assert shipped.about.max() == len(shipped.propositions) - 1
    assert shipped.about.min() == -1
    assert np.allclose(np.linalg.norm(shipped.vectors, axis=1), 1, atol=0.05)
