"""Every measure against its definition written out in plain loops, on statements of any kind."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.networks import Settings, whole
from tests.analyse.networks.made import coded

_VALUES = {"boolean": [0, 1], "integer": [-3, -1, 2, 4], "text": ["high", "low", "mid"]}
_DAYS = ["2030-12-30", "2031-01-02", "2031-01-31", "2031-02-01"]


def rows_of(kind):
    one = st.tuples(
        st.sampled_from(_DAYS),
        st.sampled_from("abcd"),
        st.sampled_from(["ports", "fish", "tariffs"]),
        st.sampled_from(_VALUES[kind]),
        st.integers(1, 4),
    )
    return st.lists(one, min_size=2, max_size=25)


def kept(rows, rule, duplicates):
    """Statements in time's order, of those alike in a period the first."""
    seen, made = set(), []
    for row in sorted(rows, key=lambda r: (r[0], r[4])):
        period = {"include": len(made), "document": row[4], "month": row[0][:7], "year": row[0][:4], "acrossrange": 0}[
            duplicates
        ]
        key = (row[1], row[2], *(() if rule == "ignore" else (row[3],)), period)
        if duplicates == "include" or key not in seen:
            seen.add(key)
            made.append(row)
    return made


def pair(rows, values, kind, rule, how, a, b):
    """One cell of a one-mode network."""
    mine, theirs = ([r for r in rows if r[1] == who] for who in (a, b))
    width = max(values) - min(values) if kind != "text" else 0

    def apart(x, y):
        return float(x != y) if kind == "text" else abs(x - y) / width if width else 0.0

    both = [(x, y) for x in mine for y in theirs if x[2] == y[2]]
    alike = sum(1 - apart(x[3], y[3]) for x, y in both)
    unlike = sum(apart(x[3], y[3]) for x, y in both)
    cell = {"ignore": float(len(both)), "congruence": alike, "conflict": unlike, "subtract": alike - unlike}[rule]
    places = {(r[2], r[3]) for r in mine} & {(r[2], r[3]) for r in theirs}
    own = [(r[2], r[3]) for r in mine]
    other = [(r[2], r[3]) for r in theirs]
    by = {
        "no": 1.0, "average": (len(mine) + len(theirs)) / 2, "cosine": len(mine) * len(theirs),
        "jaccard": sum(p not in places for p in own) + sum(p not in places for p in other) + sum(own.count(p) * other.count(p) for p in places),
        "vector-cosine": sqrt(itself(mine, apart, rule)) * sqrt(itself(theirs, apart, rule)),
    }[how]  # fmt: skip
    return cell / by if by else 0.0


def itself(rows, apart, rule):
    same = [(x, y) for x in rows for y in rows if x[2] == y[2]]
    return sum(1.0 if rule == "ignore" else 1 - apart(x[3], y[3]) for x, y in same)


@pytest.mark.parametrize("kind", _VALUES)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_one_mode_cell_is_what_its_definition_says(kind, data):
    rows = data.draw(rows_of(kind))
    rule = data.draw(st.sampled_from(["ignore", "congruence", "conflict", "subtract"]))
    how = data.draw(st.sampled_from(["no", "average", "jaccard", "cosine", "vector-cosine"]))
    duplicates = data.draw(st.sampled_from(["include", "document", "month", "year", "acrossrange"]))
    network = whole(
        coded(*rows, kind=kind),
        Settings(network_type="onemode", aggregation=rule, normalization=how, duplicates=duplicates),
    )
    left, values = kept(rows, rule, duplicates), [r[3] for r in rows]
    if kind == "boolean":
        values = [0, 1]
    for i, a in enumerate(network.rows):
        for j, b in enumerate(network.rows):
            expected = 0.0 if a == b else pair(left, values, kind, rule, how, a, b)
            assert network.dense()[i, j] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("kind", _VALUES)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_two_mode_cell_is_what_its_definition_says(kind, data):
    rows = data.draw(rows_of(kind))
    rule = data.draw(st.sampled_from(["ignore", "subtract", "combine"]))
    how = data.draw(st.sampled_from(["no", "activity", "prominence"]))
    duplicates = data.draw(st.sampled_from(["include", "document", "month"]))
    network = whole(coded(*rows, kind=kind), Settings(aggregation=rule, normalization=how, duplicates=duplicates))
    left = kept(rows, rule, duplicates)
    levels = [0, 1] if kind == "boolean" else sorted({r[3] for r in rows})
    cells = np.zeros((len(network.rows), len(network.columns)))
    counts = np.zeros_like(cells)
    for i, a in enumerate(network.rows):
        for j, issue in enumerate(network.columns):
            said = [r[3] for r in left if (r[1], r[2]) == (a, issue)]
            weights = {"boolean": lambda v: 2 * v - 1, "integer": float, "text": lambda _: 1.0}[kind]
            cells[i, j] = {
                "ignore": len(said), "subtract": sum(weights(v) for v in said),
                "combine": sum(2.0 ** (len(levels) - 1 - levels.index(v)) for v in set(said)),
            }[rule]  # fmt: skip
            counts[i, j] = len(said)
    by = counts if rule == "subtract" else cells
    if how != "no":
        total = by.sum(axis=1, keepdims=True) if how == "activity" else by.sum(axis=0, keepdims=True)
        cells = np.divide(cells, total, out=np.zeros_like(cells), where=total != 0)
    assert np.allclose(network.dense(), cells)
